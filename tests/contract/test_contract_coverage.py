"""`coverage` against a naive count that is written here and shares nothing with the tool."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from contract_harness import Json, Programme, by_id, keyed, number, together

SHIPPED = Path(__file__).parents[2] / "data"
DIMENSIONS = "region country theme kind status level language year half quarter month".split()
COUNTED = ("held", "scheduled", "proposed")
ROLL = {
    "africa": 43,
    "arab": 21,
    "asia-pacific": 27,
    "latin-america-caribbean": 33,
    "europe-asia": 28,
    "developed": 32,
}
REGION_OF = {
    "KE": "africa",
    "UG": "africa",
    "SN": "africa",
    "EG": "arab",
    "MA": "arab",
    "CN": "asia-pacific",
    "IN": "asia-pacific",
    "BR": "latin-america-caribbean",
    "AR": "latin-america-caribbean",
    "PL": "europe-asia",
    "FR": "developed",
    "CH": "developed",
}

RECORDS = """\
- {id: r01, title: T, kind: national, country: KE, dates: 2007-02-05/2007-02-07, status: held,
   themes: [remuneration, contractual-relations], levels: [national-legislation],
   languages: [en], countries: [KE, UG], provenance: illustrative}
- {id: r02, title: T, kind: national, country: SN, dates: 2007-03, status: held,
   themes: [collective-bargaining], levels: [national-legislation, international-consensus],
   languages: [fr, en], countries: [SN], provenance: illustrative}
- {id: r03, title: T, kind: regional, region: africa, country: FR, dates: 2007-Q2, status: held,
   themes: [remuneration], languages: [fr], countries: [FR, SN, MA, KE],
   provenance: illustrative}
- {id: r04, title: T, kind: regional, region: arab, country: EG, dates: 2007-11-04/2007-11-06,
   status: scheduled, themes: [transfer-of-rights], levels: [international-consensus],
   languages: [ar], countries: [EG, MA], provenance: illustrative}
- {id: r05, title: T, kind: national, country: CN, dates: 2007-H2, status: scheduled,
   themes: [transfer-of-rights, remuneration, collective-bargaining],
   levels: [national-legislation], countries: [CN], provenance: illustrative}
- {id: r06, title: T, kind: national, country: BR, dates: 2007, status: proposed,
   levels: [national-legislation], languages: [pt], countries: [BR], provenance: illustrative}
- {id: r07, title: T, kind: regional, region: latin-america-caribbean, dates: 2008-Q1,
   status: proposed, themes: [contractual-relations, remuneration], countries: [BR, AR],
   languages: [es, pt], levels: [international-consensus], provenance: illustrative}
- {id: r08, title: T, kind: national, country: PL, dates: 2007-10-15, status: held,
   themes: [contractual-relations], languages: [en], countries: [PL], provenance: illustrative}
- {id: r09, title: T, kind: national, country: KE, dates: 2007-05-21/2007-05-23, status: scheduled,
   themes: [contractual-relations], levels: [national-legislation], languages: [en],
   countries: [KE], provenance: illustrative}
- {id: r10, title: T, kind: national, country: AR, dates: 2007-04, status: postponed, reason: r,
   themes: [remuneration], languages: [es], countries: [AR], provenance: illustrative}
- {id: r11, title: T, kind: national, country: IN, dates: 2007-09-10, status: cancelled, reason: r,
   themes: [remuneration, transfer-of-rights], languages: [en], countries: [IN],
   provenance: illustrative}
- {id: r12, title: T, kind: national, country: CH, dates: 2004-06-01/2004-06-03, status: held,
   themes: [contractual-relations], languages: [fr], countries: [CH],
   levels: [national-legislation], provenance: illustrative}
- {id: r13, title: T, kind: national, country: EG, dates: 2003-01, status: held,
   themes: [remuneration], languages: [ar], countries: [EG], provenance: illustrative}
- {id: r14, title: T, kind: national, country: FR, status: proposed,
   themes: [transfer-of-rights], countries: [FR], provenance: illustrative}
- {id: r15, title: T, kind: regional, region: asia-pacific, country: IN,
   dates: 2008-06-09/2008-06-11, status: proposed, themes: [collective-bargaining],
   countries: [IN, CN], provenance: illustrative}
- {id: r16, title: T, kind: national, country: CN, dates: 2007-01-15, status: held,
   themes: [transfer-of-rights, collective-bargaining], levels: [national-legislation],
   languages: [zh], countries: [CN], provenance: illustrative}
- {id: r17, title: T, kind: national, country: MA, dates: 2009-03, status: proposed,
   themes: [remuneration], countries: [MA], provenance: illustrative}
"""


def _bucket(dimension: str, day: str) -> str:
    year, month = day[:4], int(day[5:7])
    return {
        "year": year,
        "half": f"{year}-H{(month + 5) // 6}",
        "quarter": f"{year}-Q{(month + 2) // 3}",
        "month": day[:7],
    }[dimension]


def _places(record: Json, dimension: str, at: str) -> list[str]:
    """Say in which rows (or columns) of a dimension a record stands."""
    if dimension in {"region", "country"} and at == "reached":
        codes = record["countries"] or []
        found = [REGION_OF[code] for code in codes] if dimension == "region" else codes
        return sorted(set(found)) or ["unknown"]
    if dimension in {"region", "country", "kind"}:
        return [record[dimension] or "unknown"]
    if dimension == "status":
        return [record["status_as_of"]]
    if dimension in {"theme", "level", "language"}:
        return record[dimension + "s"] or ["unknown"]
    first, last = _bucket(dimension, record["begins"]), _bucket(dimension, record["ends"])
    return [first] if first == last else ["unknown"]


def _naive(records: list[Json], rows: str, columns: str, *, share: bool, at: str) -> Json:
    """Count cells and totals by the definitions of §3, one record after the other."""
    cells: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    row_totals: dict[str, Counter[str]] = defaultdict(Counter)
    column_totals: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    by_status = "status" in {rows, columns}
    for record in records:
        status = record["status_as_of"]
        if status not in COUNTED and not by_status:
            continue
        places = list(product(_places(record, rows, at), _places(record, columns, at)))
        part: Any = Fraction(1, len(places)) if share else 1
        for row, column in places:
            cells[row, column][status] += part
            named[row, column].add(record["id"])
        for row in {row for row, _ in places}:
            inside = sum(part for r, _ in places if r == row) if share else 1
            row_totals[row][status] += inside
        for column in {column for _, column in places}:
            inside = sum(part for _, c in places if c == column) if share else 1
            column_totals[column][status] += inside
        total[status] += 1
    return {
        "cells": cells,
        "seminars": named,
        "rows": row_totals,
        "columns": column_totals,
        "total": total,
        "by_status": by_status,
    }


def _same(found: Json, expected: Counter[str], what: object, *, by_status: bool) -> None:
    for status in COUNTED:
        if not by_status:
            assert found[status] == pytest.approx(float(expected[status]), abs=1e-6), (what, status)
    if by_status and "count" in found:
        assert found["count"] == pytest.approx(float(sum(expected.values())), abs=1e-6), what


def _compare(coverage: Json, expected: Json) -> None:
    """Hold every cell and every total of an answer against the naive count."""
    by_status = expected["by_status"]
    seen = {(cell["row"], cell["column"]): cell for cell in coverage["cells"]}
    assert len(seen) == len(coverage["cells"]), "a cell is given twice"
    filled = {place for place, cell in seen.items() if cell["seminars"]}
    assert filled == set(expected["cells"])
    for place, cell in seen.items():
        assert set(cell["seminars"]) == expected["seminars"].get(place, set()), place
        assert len(set(cell["seminars"])) == len(cell["seminars"]), place
        assert set(COUNTED) <= set(cell)
        if by_status:
            assert "count" in cell, place
        _same(cell, expected["cells"].get(place, Counter()), place, by_status=by_status)
    for key, name in (("row", "rows"), ("column", "columns")):
        totals = keyed(coverage[f"{key}_totals"], key)
        for value, count in expected[name].items():
            _same(totals[value], count, (key, value), by_status=by_status)
        for value in set(totals) - set(expected[name]):
            _same(totals[value], Counter(), (key, value), by_status=by_status)
    _same(coverage["total"], expected["total"], "total", by_status=by_status)


def _inside(records: list[Json], first: str, last: str) -> list[Json]:
    return [r for r in records if r["begins"] and r["begins"] <= last and r["ends"] >= first]


def test_every_pair_of_dimensions_against_a_naive_count(programme: Programme) -> None:
    """Cells, row totals, column totals and the total are what a naive count finds, for all pairs."""
    programme.write(RECORDS)
    records = programme.data("list")["seminars"]
    assert len(records) == 17
    kept = _inside(records, "2007-01-01", "2008-12-31")
    modes = [("any", "host"), ("share", "host"), ("any", "reached"), ("share", "reached")]
    calls: list[tuple[Programme, tuple[str, ...]]] = []
    expected: list[Json] = []
    for n, pair in enumerate(combinations(DIMENSIONS, 2)):
        rows, columns = pair if n % 2 else pair[::-1]
        spatial = bool({rows, columns} & {"region", "country"})
        for count, at in (
            modes
            if {rows, columns} == {"region", "theme"}
            else [modes[(n % 4) if spatial else (n % 2)]]
        ):
            args = ("--by", f"{rows},{columns}", "--count", count, "--at", at)
            calls.append((programme, ("coverage", "-f", "json", *args)))
            expected.append(_naive(kept, rows, columns, share=count == "share", at=at))
    for (_, argv), run, naive in zip(calls, together(calls), expected, strict=True):
        assert run.code == 0, run
        coverage = run.document()["data"]
        assert (coverage["count"], coverage["at"]) == (argv[6], argv[8]), argv
        try:
            _compare(coverage, naive)
        except (AssertionError, KeyError) as error:
            raise AssertionError(f"seminars {' '.join(argv)}: {error!r}") from error


def test_shape_and_defaults(programme: Programme) -> None:
    """Without options: region by theme, any, host, the programme's period, the whole roll."""
    programme.write(RECORDS)
    document = programme.envelope("coverage")
    coverage = document["data"]
    assert set(coverage) >= set(
        "period rows columns count at cells row_totals column_totals total states gaps balance "
        "caveats".split()
    )
    assert (coverage["count"], coverage["at"]) == ("any", "host")
    assert "2007" in str(coverage["period"])
    assert "2008" in str(coverage["period"])
    kept = _inside(programme.data("list")["seminars"], "2007-01-01", "2008-12-31")
    _compare(coverage, _naive(kept, "region", "theme", share=False, at="host"))
    for cell in coverage["cells"]:
        assert set(cell) >= set("row column held scheduled proposed seminars recency last".split())
        assert cell["recency"] in {"current", "ageing", "lapsed", "never"}
        assert (cell["last"] is None) == (cell["recency"] == "never")
    assert set(keyed(coverage["row_totals"], "row")) == set(ROLL)
    assert set(keyed(coverage["column_totals"], "column")) == {
        "contractual-relations",
        "collective-bargaining",
        "transfer-of-rights",
        "remuneration",
        "unknown",
    }
    assert {each["region"] for each in coverage["balance"]} >= set(ROLL)
    for each in coverage["balance"]:
        assert set(each) >= {"region", "seminars", "roll", "ratio"}
    for caveat in coverage["caveats"]:
        assert set(caveat) >= {"code", "message", "seminars"}


def test_every_value_has_its_row_even_where_nothing_is(programme: Programme) -> None:
    """Rows and columns are the terms, the roll and the period, not just what was found there."""
    programme.write(
        "- {id: a, title: T, kind: national, country: KE, status: held, dates: 2007-11-05,\n"
        "   themes: [remuneration], levels: [national-legislation], countries: [KE]}\n"
    )
    as_of = ("--as-of", "2008-12-31")

    def totals(by: str, *args: str) -> tuple[set[str], set[str]]:
        data = programme.data("coverage", "--by", by, *as_of, *args)
        assert "unknown" not in str(data["cells"])
        return set(keyed(data["row_totals"], "row")), set(keyed(data["column_totals"], "column"))

    rows, columns = totals("country,month")
    assert len(rows) == 184
    assert columns == {f"{y}-{m:02d}" for y in (2007, 2008) for m in range(1, 13)}
    rows, columns = totals("quarter,half", "--period", "2007-11..2008-03")
    assert {"2007-Q4", "2008-Q1"} <= rows
    assert {"2007-H2", "2008-H1"} <= columns
    rows, columns = totals("year,level")
    assert rows == {"2007", "2008"}
    assert columns == {"national-legislation", "international-consensus"}
    rows, columns = totals("kind,status")
    assert rows == {"national", "regional"}
    assert columns == {"proposed", "scheduled", "held", "postponed", "cancelled"}


def test_postponed_and_cancelled_count_only_by_status(programme: Programme) -> None:
    """A cancelled or postponed record is nowhere, except that `--by status` counts it."""
    programme.write(RECORDS)
    coverage = programme.data("coverage", "--by", "status,kind")
    cells = {(cell["row"], cell["column"]): cell for cell in coverage["cells"]}
    assert cells["cancelled", "national"]["count"] == 1
    assert cells["cancelled", "national"]["seminars"] == ["r11"]
    assert cells["postponed", "national"]["count"] == 1
    assert set(cells["scheduled", "national"]["seminars"]) == {"r05", "r08", "r09"}
    for by in ("region,theme", "country,month"):
        text = str(programme.data("coverage", "--by", by)["cells"])
        assert "r10" not in text
        assert "r11" not in text


def test_recency_and_gaps(programme: Programme) -> None:
    """Recency looks at held seminars whatever the period; gaps are never first, then the oldest."""
    programme.write(RECORDS)
    coverage = programme.data("coverage", "--period", "2007-H1")
    cells = {(cell["row"], cell["column"]): cell for cell in coverage["cells"]}
    expected = {
        ("africa", "remuneration"): "current",
        ("africa", "transfer-of-rights"): "never",
        ("developed", "contractual-relations"): "ageing",
        ("arab", "remuneration"): "lapsed",
        ("arab", "transfer-of-rights"): "never",
        ("asia-pacific", "collective-bargaining"): "current",
        ("europe-asia", "contractual-relations"): "never",
    }
    for place, recency in expected.items():
        assert cells[place]["recency"] == recency, place
    assert cells["arab", "remuneration"]["held"] == 0
    assert cells["arab", "remuneration"]["seminars"] == []
    later = programme.data("coverage", "--as-of", "2008-12-01")
    moved = {(cell["row"], cell["column"]): cell["recency"] for cell in later["cells"]}
    assert moved["developed", "contractual-relations"] == "lapsed"
    assert moved["europe-asia", "contractual-relations"] == "current"
    for data in (coverage, later):
        gaps = [
            (gap["row"], gap["column"]) for gap in data["gaps"] if "unknown" not in gap.values()
        ]
        wanted = {
            (cell["row"], cell["column"])
            for cell in data["cells"]
            if cell["recency"] in {"lapsed", "never"} and "unknown" not in cell.values()
        }
        assert set(gaps) == wanted
        assert len(gaps) == len(set(gaps))
        kinds = [gap["recency"] for gap in data["gaps"]]
        assert kinds == sorted(kinds, key=("never", "lapsed").index)
    assert [(gap["row"], gap["column"]) for gap in later["gaps"] if gap["recency"] == "lapsed"] == [
        ("arab", "remuneration"),
        ("developed", "contractual-relations"),
    ]


def test_recency_follows_the_programmes_months(programme: Programme) -> None:
    """`recency` of `programme.yaml` sets the months, for all themes or for one."""
    programme.write(
        "period: 2007/2008\nas_of: 2007-08-03\n"
        "recency: {current: 4, ageing: 60, remuneration: {current: 1, ageing: 2}}\n",
        "programme.yaml",
    )
    programme.write(RECORDS)
    coverage = programme.data("coverage")
    cells = {(cell["row"], cell["column"]): cell["recency"] for cell in coverage["cells"]}
    assert cells["africa", "contractual-relations"] == "ageing"
    assert cells["arab", "remuneration"] == "lapsed"
    assert cells["developed", "contractual-relations"] == "ageing"


def test_states_hosted_reached_never(programme: Programme) -> None:
    """States count seminars held as of the day inside the period; never looks at all time."""
    programme.write(RECORDS)
    states = programme.data("coverage")["states"]
    hosts, reached = {"KE", "SN", "FR", "CN"}, {"KE", "UG", "SN", "FR", "MA", "CN"}
    ever = reached | {"CH", "EG"}
    assert number(states["roll"]) == 184
    assert number(states["hosted"]) == len(hosts)
    assert number(states["reached"]) == len(reached)
    regions = {each["region"]: each for each in states["regions"]}
    assert {name: number(each["roll"]) for name, each in regions.items()} == ROLL
    for name, each in regions.items():
        assert number(each["hosted"]) == sum(REGION_OF[code] == name for code in hosts), name
        assert number(each["reached"]) == sum(REGION_OF[code] == name for code in reached), name
        here = {code for code in ever if REGION_OF[code] == name}
        assert len(each["never"]) == len(set(each["never"])) == ROLL[name] - len(here), name
        assert not here & set(each["never"])
    narrow = programme.data("coverage", "--period", "2007-Q1", "--theme", "remuneration")["states"]
    assert (number(narrow["hosted"]), number(narrow["reached"])) == (1, 2)
    early = programme.data("coverage", "--as-of", "2007-02-06")["states"]
    assert (number(early["hosted"]), number(early["reached"])) == (1, 1)
    kenya = next(each for each in early["regions"] if each["region"] == "africa")
    assert "KE" in kenya["never"]


def test_states_off_the_roll_are_listed_and_not_counted(programme: Programme) -> None:
    """A state that is not on the roll shows, and no figure counts it."""
    programme.write(
        """\
        - {id: a, title: T, kind: regional, region: asia-pacific, country: KI, status: held,
           dates: 2007-02-05, countries: [KI, FJ, TV], themes: [remuneration]}
        """
    )
    states = programme.data("coverage")["states"]
    assert number(states["roll"]) == 184
    assert number(states["hosted"]) == 0
    assert number(states["reached"]) == 1
    pacific = next(each for each in states["regions"] if each["region"] == "asia-pacific")
    assert number(pacific["roll"]) == 27
    assert number(pacific["reached"]) == 1
    assert len(pacific["never"]) == 26
    whole = programme.run("coverage", "-f", "json").out
    assert '"KI"' in whole
    assert '"TV"' in whole


def test_balance_is_share_over_share_worst_first(programme: Programme) -> None:
    """Balance is a region's share of held and scheduled seminars over its share of the roll."""
    programme.write(RECORDS)
    balance = programme.data("coverage")["balance"]
    counts = {"africa": 4, "arab": 1, "asia-pacific": 2, "europe-asia": 1}
    counts.update({"developed": 0, "latin-america-caribbean": 0})
    total, roll = sum(counts.values()), sum(ROLL.values())
    for each in balance:
        region = each["region"]
        assert number(each["roll"]) == ROLL[region]
        assert number(each["seminars"]) == counts[region], region
        ratio = (counts[region] / total) / (ROLL[region] / roll)
        assert each["ratio"] == pytest.approx(ratio, abs=0.006), region
    ratios = [each["ratio"] for each in balance]
    assert ratios == sorted(ratios)


def test_caveats_name_what_the_figures_leave_out(programme: Programme) -> None:
    """Undated records and held ones without a list of states are caveats with their ids."""
    programme.write(
        """\
        - {id: dated, title: T, kind: national, country: FR, status: held, dates: 2007-02-05,
           themes: [remuneration], countries: [FR]}
        - {id: undated, title: T, kind: national, country: FR, status: proposed}
        - {id: stateless, title: T, kind: national, country: KE, status: held, dates: 2007-03-05,
           themes: [remuneration]}
        - {id: themeless, title: T, kind: national, country: KE, status: held, dates: 2007-04-05,
           countries: [KE]}
        """
    )
    coverage = programme.data("coverage")
    named = [set(caveat["seminars"]) for caveat in coverage["caveats"]]
    assert {"undated"} in named
    assert {"stateless"} in named
    assert "unknown" in {cell["column"] for cell in coverage["cells"]}
    assert coverage["total"]["held"] == 3
    assert coverage["total"]["proposed"] == 0
    with_period = programme.data("coverage", "--period", "2007")
    assert {"undated"} in [set(caveat["seminars"]) for caveat in with_period["caveats"]]


def test_filters_narrow_coverage(programme: Programme) -> None:
    """Coverage with filters is the naive count of the records that `list` gives for them."""
    programme.write(RECORDS)
    for args in (
        ("--region", "africa", "--language", "fr"),
        ("--status", "held"),
        ("--theme", "remuneration", "--kind", "national"),
        ("--period", "2007-Q4"),
        ("--reached", "KE", "--as-of", "2007-12-31"),
    ):
        records = programme.data("list", *args)["seminars"]
        kept = _inside(records, "2007-01-01", "2008-12-31")
        naive = _naive(kept, "region", "theme", share=False, at="host")
        _compare(programme.data("coverage", *args), naive)


def test_coverage_as_csv_is_one_row_a_cell(programme: Programme) -> None:
    """CSV is long form: one row a cell with the figures of the JSON."""
    programme.write(RECORDS)
    cells = programme.data("coverage", "--count", "share")["cells"]
    rows = programme.ok("coverage", "--count", "share", "-f", "csv").rows()
    figures = {(row["row"], row["column"]): row for row in rows}
    assert len(rows) == len(cells) == len(figures)
    for cell in cells:
        row = figures[cell["row"], cell["column"]]
        for status in COUNTED:
            assert float(row[status]) == pytest.approx(cell[status], abs=1e-6)
        assert row["recency"] == cell["recency"]


def test_odd_programmes_do_not_break_the_count(programme: Programme) -> None:
    """An empty roll, no themes, no records and far-off periods are answered all the same."""
    programme.write(RECORDS)
    for text in ("roll: []\n", "themes: []\n", "regions: []\n", "period: 2007\n", ""):
        programme.write(text, "programme.yaml")
        assert programme.run("coverage", "-f", "json").code in {0, 1}, text
        assert programme.run("schedule", "-f", "json").code in {0, 1}, text
    programme.write("period: 2007/2008\n", "programme.yaml")
    calls: list[tuple[Programme, tuple[str, ...]]] = [
        (programme, ("coverage", "--by", "month,region", "--period", period, "-f", "json"))
        for period in ("9999", "0001", "2007-11..", "..2007-03", "9999-12-31")
    ]
    calls += [(programme, ("schedule", "--period", period)) for period in ("9999", "0001")]
    for run in together(calls):
        assert run.code == 0, run


def test_the_ends_of_the_calendar(programme: Programme) -> None:
    """Records on the first and the last day that there is do not upset any view of them."""
    programme.write("title: T\n", "programme.yaml")
    programme.write(
        """\
        - {id: a, title: T, kind: national, country: KE, status: scheduled, dates: 9999-12-31}
        - {id: b, title: T, kind: national, country: KE, status: held, dates: 9999-12-30/}
        - {id: c, title: T, kind: national, country: FR, status: held, dates: 0001-01-01}
        - {id: d, title: T, kind: national, country: FR, status: proposed, dates: 9999}
        """
    )
    days: tuple[list[str], ...] = ([], ["--as-of", "0001-01-01"], ["--as-of", "9999-12-31"])
    commands = ("list", "coverage", "check", "schedule")
    for run in together((programme, (command, *day)) for command in commands for day in days):
        assert run.code == 0, run


@pytest.mark.skipif(not (SHIPPED / "seminars.yaml").exists(), reason="no shipped data yet")
def test_shipped_coverage_is_the_naive_count(programme: Programme) -> None:
    """The grid of the shipped programme is what a naive count of its records finds."""
    records = programme.data("list", data=SHIPPED)["seminars"]
    assert by_id(records)
    period = str(programme.data("coverage", data=SHIPPED)["period"])
    assert "2007" in period
    kept = _inside(records, "2007-01-01", "2008-12-31")
    for count in ("any", "share"):
        coverage = programme.data("coverage", "--count", count, data=SHIPPED)
        naive = _naive(kept, "region", "theme", share=count == "share", at="host")
        _compare(coverage, naive)
    held = [each for each in kept if each["status_as_of"] == "held"]
    hosts = {each["country"] for each in held} - {None}
    states = programme.data("coverage", data=SHIPPED)["states"]
    assert number(states["hosted"]) == len(hosts)
    reached = hosts | {code for each in held for code in each["countries"] or []}
    assert number(states["reached"]) == len(reached)
