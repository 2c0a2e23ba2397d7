"""`coverage --compare`: one period with another, against plain counts of each."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import naive
from tests.kept import ROOT
from tests.strategies import RULES, Plain, days, records, written

from seminars.analysis.comparison import compare
from seminars.analysis.coverage import DIMENSIONS, DIVISIONS, coverage
from seminars.analysis.query import Query
from seminars.model.period import parse_period

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run, Write

    from seminars.analysis.coverage import At, Count, Dimension

    Fields = dict[str, Any]

DATA = ROOT / "data"
DAY = date(2007, 8, 3)

RECORDS = """
- {id: a, title: T, kind: national, country: KE, dates: 2006-02, status: held, languages: [en]}
- {id: b, title: T, kind: national, country: KE, dates: 2007-02, status: held, languages: [fr]}
- {id: c, title: T, kind: national, country: SN, dates: 2007-05, status: held, countries: [KE, UG],
   languages: [fr, en]}
- {id: d, title: T, kind: national, country: SN, dates: 2006-11, status: proposed}
- {id: e, title: T, kind: national, country: KE, dates: 2007-11, status: proposed}
- {id: f, title: T, kind: national, country: KE, dates: 2007-11, status: proposed}
- {id: g, title: T, kind: national, country: UG, dates: 2006, status: scheduled,
   provenance: illustrative}
- {id: h, title: T, kind: national, country: SN, dates: 2007-06, status: cancelled}
"""
RULES_TEXT = """
title: P
regions: [{id: africa, title: Africa}]
roll: [{code: KE, region: africa}, {code: SN, region: africa}, {code: UG, region: africa}]
"""


@pytest.fixture
def folder(write: Write) -> Path:
    return write({"seminars.yaml": RECORDS, "programme.yaml": RULES_TEXT})


@pytest.fixture
def lines(call: Run, folder: Path) -> Callable[..., list[str]]:
    """The comparison of 2007 with 2006 as the terminal has it, from its first line."""

    def told(*options: str, earlier: str = "2006") -> list[str]:
        run = call("coverage", "--data", folder, "--as-of", "2007-08-03", "--period", "2007",
                   "--compare", earlier, *options)  # fmt: skip
        assert (run.code, run.err) == (0, "")
        shown = run.out.splitlines()
        first = next(at for at, text in enumerate(shown) if "and the change from" in text)
        last = next(at for at, text in enumerate(shown) if text.startswith("Caveats"))
        return shown[first : last - 1]

    return told


@pytest.fixture
def compared(call: Run, folder: Path) -> Callable[..., Fields]:
    """The JSON value of `compare`, 2007 with 2006."""

    def told(*options: str) -> Fields:
        run = call("coverage", "--data", folder, "--as-of", "2007-08-03", "--period", "2007",
                   "--compare", "2006", "-f", "json", *options)  # fmt: skip
        value: Fields = json.loads(run.out)["data"]["compare"]
        return value

    return told


def cell(found: Fields, row: str, column: str) -> Fields:
    (one,) = (each for each in found["cells"] if (each["row"], each["column"]) == (row, column))
    return {name: one[name] for name in ("before", "after", "change")}


def test_held_and_scheduled_then_proposed_each_with_its_change_and_totals(
    lines: Callable[..., list[str]],
) -> None:
    assert lines("--by", "region,kind") == [
        "Held and scheduled: 2007, and the change from 2006",
        "2006: 3 seminars, 1 illustrative",
        "          national  regional  Seminars",
        "Africa    2 (=)     ·         2 (=)",
        "Seminars  2 (=)     ·         2 (=)",
        "",
        "Proposed: 2007, and the change from 2006",
        "          national  regional  Seminars",
        "Africa    2 (+1)    ·         2 (+1)",
        "Seminars  2 (+1)    ·         2 (+1)",
    ]


def test_where_nothing_is_proposed_nothing_is_said_of_it(lines: Callable[..., list[str]]) -> None:
    assert lines("--by", "region,kind", "--status", "held") == [
        "Held and scheduled: 2007, and the change from 2006",
        "2006: 1 seminar, 0 illustrative",
        "          national  regional  Seminars",
        "Africa    2 (+1)    ·         2 (+1)",
        "Seminars  2 (+1)    ·         2 (+1)",
    ]


def test_by_status_all_that_are_counted_are_compared(
    lines: Callable[..., list[str]], compared: Callable[..., Fields]
) -> None:
    assert lines("--by", "status,kind") == [
        "Seminars by their status: 2007, and the change from 2006",
        "2006: 3 seminars, 1 illustrative",
        "           national  regional  Seminars",
        "proposed   2 (+1)    ·         2 (+1)",
        "scheduled  0 (−1)    ·         0 (−1)",
        "held       2 (+1)    ·         2 (+1)",
        "postponed  ·         ·         ·",
        "cancelled  1 (+1)    ·         1 (+1)",
        "Seminars   5 (+2)    ·         5 (+2)",
    ]
    found = compared("--by", "kind,status")
    assert cell(found, "national", "proposed") == {"before": 1, "after": 2, "change": 1}
    assert cell(found, "national", "cancelled") == {"before": 0, "after": 1, "change": 1}


def test_time_is_compared_by_its_place_in_the_period(
    lines: Callable[..., list[str]], compared: Callable[..., Fields]
) -> None:
    assert lines("--by", "quarter,kind")[:8] == [
        "Held and scheduled: 2007, and the change from 2006",
        "quarter by quarter, 2007-Q1 from 2006-Q1; 2006: 3 seminars, 1 illustrative",
        "           national  regional  Seminars",
        "2007-Q1    1 (=)     ·         1 (=)",
        "2007-Q2    1 (+1)    ·         1 (+1)",
        "2007-Q3    ·         ·         ·",
        "2007-Q4    ·         ·         ·",
        "not known  0 (−1)    ·         0 (−1)",
    ]
    found = compared("--by", "kind,quarter")
    assert found["columns"] == ["2007-Q1", "2007-Q2", "2007-Q3", "2007-Q4", "unknown"]
    assert found["cells"][0] == {
        "row": "national", "column": "2007-Q1", "row_before": "national",
        "column_before": "2006-Q1", "before": 1, "after": 1, "change": 0,
        "proposed_before": 0, "proposed_after": 0, "seminars_before": ["a"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("by", "first"),
    [
        ("year,kind", "year by year, 2007 from 2006"),
        ("half,kind", "half by half, 2007-H1 from 2006-H1"),
        ("kind,month", "month by month, 2007-01 from 2006-01"),
        ("year,month", "year by year, 2007 from 2006; month by month, 2007-01 from 2006-01"),
    ],
)
def test_the_table_says_which_times_are_set_against_each_other(
    lines: Callable[..., list[str]], by: str, first: str
) -> None:
    assert lines("--by", by)[1] == f"{first}; 2006: 3 seminars, 1 illustrative"


@pytest.mark.parametrize(
    ("by", "earlier", "message", "remedy"),
    [
        ("region,month", "2006-Q3", "`2007` has 12 months and `2006-Q3` 3 months", "12 months"),
        ("half,region", "2006-Q3", "`2007` has 2 halves and `2006-Q3` 1 half", "2 halves"),
        ("year,region", "2005..2006", "`2007` has 1 year and `2005..2006` 2 years", "1 year"),
    ],
)
def test_periods_with_other_numbers_of_months_are_refused(
    call: Run, folder: Path, by: str, earlier: str, message: str, remedy: str
) -> None:
    run = call("coverage", "--data", folder, "--period", "2007", "--by", by, "--compare", earlier)
    assert (run.code, run.out) == (2, "")
    division = next(side for side in by.split(",") if side != "region")
    assert run.err == (
        f"seminars: --compare: {message}: they cannot be compared one by one\n"
        f"  help: write a period of {remedy}, or leave {division} out of --by\n"
    )


def test_a_period_of_another_length_is_compared_where_no_side_is_time(
    lines: Callable[..., list[str]],
) -> None:
    assert lines("--by", "region,kind", earlier="2006-H1")[:2] == [
        "Held and scheduled: 2007, and the change from 2006-H1",
        "2006-H1: 2 seminars, 1 illustrative",
    ]


def test_parts_of_seminars_are_compared(lines: Callable[..., list[str]]) -> None:
    assert lines("--by", "kind,language", "--count", "share", "--status", "held")[2:] == [
        "          English     French      Seminars",
        "national  0.5 (−0.5)  1.5 (+1.5)  2 (+1)",
        "regional  ·           ·           ·",
        "Seminars  0.5 (−0.5)  1.5 (+1.5)  2 (+1)",
    ]


def test_countries_stand_by_name_and_only_where_something_was(
    lines: Callable[..., list[str]],
) -> None:
    assert lines("--by", "country,kind", "--at", "reached", "--status", "held")[2:] == [
        "          national  regional  Seminars",
        "Kenya     2 (+1)    ·         2 (+1)",
        "Senegal   1 (+1)    ·         1 (+1)",
        "Uganda    1 (+1)    ·         1 (+1)",
        "Seminars  2 (+1)    ·         2 (+1)",
    ]
    assert lines("--by", "country,kind", "--status", "held")[-1:] == [
        "1 country with none in either"
    ]


def test_what_only_the_earlier_period_has_is_compared_too(
    call: Run, folder: Path, compared: Callable[..., Fields]
) -> None:
    options = ("--by", "language,kind", "--status", "held", "--status", "scheduled")
    assert compared(*options)["rows"] == ["en", "fr", "unknown"]
    run = call("coverage", "--data", folder, "--as-of", "2007-08-03", "--period", "2007",
               "--compare", "2006", "-f", "csv", *options)  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(run.out, newline="")))
    assert list(rows[0]) == [
        "row", "column", "held", "scheduled", "proposed", "seminars", "recency", "last",
        "row_before", "column_before", "before", "after", "change", "proposed_before",
        "proposed_after", "seminars_before",
    ]  # fmt: skip
    assert [list(row.values()) for row in rows if row["column"] == "national"] == [
        ["en", "national", "1", "0", "0", "c", "current", "2007-05-31",
         "en", "national", "1", "1", "0", "0", "0", "a"],
        ["fr", "national", "2", "0", "0", "b; c", "current", "2007-05-31",
         "fr", "national", "0", "2", "2", "0", "0", "[]"],
        ["unknown", "national", "0", "0", "0", "[]", "", "",
         "unknown", "national", "1", "0", "-1", "0", "0", "g"],
    ]  # fmt: skip


def test_without_the_option_the_csv_has_no_columns_of_a_comparison(call: Run, folder: Path) -> None:
    run = call("coverage", "--data", folder, "-f", "csv", "--by", "region,kind")
    assert run.out.splitlines()[0] == ("row,column,held,scheduled,proposed,seminars,recency,last")


def test_csv_by_status_has_the_count(call: Run, folder: Path) -> None:
    run = call("coverage", "--data", folder, "--as-of", "2007-08-03", "--period", "2006",
               "--compare", "2007", "-f", "csv", "--by", "status,language")  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(run.out, newline="")))
    (absent,) = (row for row in rows if (row["row"], row["column"]) == ("held", "fr"))
    assert (absent["count"], absent["before"], absent["change"]) == ("0", "2", "-2")
    (known,) = (row for row in rows if (row["row"], row["column"]) == ("proposed", "unknown"))
    assert (known["count"], known["before"], known["change"]) == ("1", "2", "-1")


def test_a_comparison_without_rows_has_no_cells(call: Run, write: Write) -> None:
    bare = write({"seminars.yaml": "[]\n", "programme.yaml": "themes: []\nregions: []\nroll: []\n"})
    run = call("coverage", "--data", bare, "--period", "2007", "--compare", "2006", "-f", "csv")
    assert run.code == 0
    assert run.out == (
        "row,column,held,scheduled,proposed,seminars,recency,last,row_before,column_before,before,"
        "after,change,proposed_before,proposed_after,seminars_before\n"
    )


def test_the_columns_do_not_depend_on_the_data(call: Run, write: Write) -> None:
    record = (
        "- {id: a, title: A, kind: national, country: KE, languages: [en], dates: %s, "
        "status: held}\n"
    )
    heads = set()
    for dates in ("2006", "2007"):
        folder = write({"seminars.yaml": record % dates})
        run = call("coverage", "--data", folder, "--by", "language,theme", "--period", "2007",
                   "--compare", "2006", "--as-of", "2008-01-01", "-f", "csv")  # fmt: skip
        heads.add(run.out.splitlines()[0])
    assert len(heads) == 1


def test_a_bad_period_to_compare_with_is_refused(call: Run) -> None:
    run = call("coverage", "--data", DATA, "--compare", "then")
    assert (run.code, run.out) == (2, "")
    assert "--compare: `then` is not a date" in run.err


@settings(max_examples=60)
@given(
    records(),
    days,
    st.permutations(DIMENSIONS).map(lambda sides: (sides[0], sides[1])),
    st.sampled_from(("any", "share")),
    st.sampled_from(("host", "reached")),
)
def test_a_change_is_the_difference_of_two_naive_counts(
    plain: list[Plain], as_of: date, by: tuple[Dimension, Dimension], count: Count, at: At
) -> None:
    kept = written(plain).programme
    query = Query(period=parse_period("2007"))
    answer = coverage(kept, query, as_of, by=by, count=count, at=at)
    found = compare(kept, query, answer, parse_period("2006"))
    share, reached = count == "share", at == "reached"
    now, then = (
        naive.Count(plain, RULES, as_of, by, share=share, reached=reached,
                    period=naive.period_of(year))
        for year in ("2007", "2006")
    )  # fmt: skip
    for one in found.cells:
        before = one.row_before, one.column_before
        assert before == tuple(
            value.replace("2007", "2006") if side in DIVISIONS else value
            for side, value in zip(by, (one.row, one.column), strict=True)
        )
        assert one.figures.after == weighed(now, (one.row, one.column))
        assert one.figures.before == weighed(then, before)
        assert set(one.figures.seminars_before) == then.ids[before]
    assert {(one.row, one.column) for one in found.cells} >= set(now.amounts)
    assert {(one.row_before, one.column_before) for one in found.cells} >= set(then.amounts)
    if share:
        assert sum(one.figures.change for one in found.cells) == found.total.change
        assert sum(total.change for total in found.row_totals) == found.total.change
        assert sum(total.change for total in found.column_totals) == found.total.change


def weighed(count: naive.Count, place: tuple[str, str]) -> Any:
    """What is held and scheduled there; by status, all."""
    amounts = count.amounts.get(place, {})
    if "status" in count.by:
        return sum(amounts.values())
    return amounts.get("held", 0) + amounts.get("scheduled", 0)
