"""`list`, `show`, `terms`, `schema`: the envelope, a record's shape, filters, dates and as-of."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from contract_harness import DERIVED, FIELDS, Programme, by_id, together

SHIPPED = Path(__file__).parents[2] / "data"

FULL = """\
# records of the suite

- id: 2007-ke-nairobi
  title: National Seminar on Performers' Contracts
  kind: national
  country: KE
  city: Nairobi
  dates: 2007-11-12/2007-11-14   # three days
  status: scheduled
  planned: 2007-09
  reason: host's elections
  themes: [contractual-relations, collective-bargaining]
  levels: [national-legislation]
  invited: [KE]
  countries: [KE, UG]
  languages: [en]
  participants: ~60
  partners: [Kenya Copyright Board]
  speakers: [A. Otieno]
  officers: [M. Keller]
  cost: 42000
  answers: []
  follows: 2006-br-rio
  outcome: One or two sentences.
  sources: ["A/42/1"]
  provenance: illustrative
  notes: the list is with the host
  waive: {no-participants: list not kept by the host}
- {id: 2006-br-rio, title: Regional Seminar, kind: regional, region: latin-america-caribbean,
   country: BR, city: Rio de Janeiro, dates: 2006-12-04/2006-12-05, status: held,
   themes: [remuneration], countries: [BR, AR, CL], levels: [international-consensus],
   languages: [pt, es], participants: 80, provenance: probable, sources: [x],
   outcome: zebra}
- {id: bare, title: Bare, kind: national, country: FR, status: proposed, themes: [], city: ~,
   partners: , provenance: documented}
"""

FILTERED = """\
- {id: a1, title: Alpha seminar, kind: national, country: KE, city: Nairobi, dates: 2007-02-05,
   status: held, themes: [remuneration], levels: [national-legislation], languages: [en],
   countries: [KE, UG], partners: [Copyright Board], speakers: [Ada Lovelace], notes: quiet,
   provenance: illustrative, outcome: hippopotamus, officers: [Zuse]}
- {id: a2, title: Beta seminar, kind: national, country: SN, city: Dakar, dates: 2007-11,
   status: scheduled, themes: [transfer-of-rights, remuneration], languages: [fr, en],
   levels: [international-consensus], countries: [SN], provenance: illustrative}
- {id: a3, title: Gamma seminar, kind: regional, region: arab, country: EG, city: Cairo,
   dates: 2007-12-10/2007-12-11, status: proposed, themes: [collective-bargaining],
   languages: [ar], provenance: probable, sources: [s]}
- {id: a4, title: Delta seminar, kind: regional, region: latin-america-caribbean, city: Bogotá,
   country: CO, dates: 2008-Q1, status: postponed, themes: [contractual-relations],
   reason: r, provenance: illustrative}
- {id: a5, title: Epsilon seminar, kind: national, country: CI, dates: 2007, status: cancelled,
   reason: r, provenance: illustrative}
- {id: a6, title: Zeta seminar, kind: national, country: SZ, status: proposed}
- {id: a7, title: Eta seminar, kind: regional, region: europe-asia, dates: 2007-02-05/,
   status: scheduled, countries: [GE], provenance: illustrative}
"""


def _is_text_list(value: Any) -> bool:
    return isinstance(value, list) and all(type(each) is str for each in value)


def test_list_gives_every_field_of_every_record(programme: Programme) -> None:
    """A record in JSON has every field of §1 and every derived one, with its written value."""
    programme.write(FULL)
    document = programme.envelope("list")
    assert document["partial"] is False
    assert document["as_of"] == "2007-08-03"
    assert document["illustrative"] == 1
    records = by_id(document["data"]["seminars"])
    assert set(records) == {"2007-ke-nairobi", "2006-br-rio", "bare"}
    for record in records.values():
        assert set(FIELDS + DERIVED) <= set(record)
        assert type(record["overdue"]) is bool
    nairobi = records["2007-ke-nairobi"]
    expected = {
        "id": "2007-ke-nairobi",
        "title": "National Seminar on Performers' Contracts",
        "kind": "national",
        "region": "africa",
        "country": "KE",
        "city": "Nairobi",
        "dates": "2007-11-12/2007-11-14",
        "status": "scheduled",
        "planned": "2007-09",
        "reason": "host's elections",
        "themes": ["contractual-relations", "collective-bargaining"],
        "levels": ["national-legislation"],
        "invited": ["KE"],
        "countries": ["KE", "UG"],
        "languages": ["en"],
        "partners": ["Kenya Copyright Board"],
        "speakers": ["A. Otieno"],
        "officers": ["M. Keller"],
        "cost": 42000,
        "answers": [],
        "follows": "2006-br-rio",
        "outcome": "One or two sentences.",
        "sources": ["A/42/1"],
        "provenance": "illustrative",
        "notes": "the list is with the host",
        "waive": {"no-participants": "list not kept by the host"},
        "begins": "2007-11-12",
        "ends": "2007-11-14",
        "precision": "day",
        "status_as_of": "scheduled",
        "overdue": False,
    }
    assert {key: nairobi[key] for key in expected} == expected
    assert nairobi["participants"] is not None
    assert records["2006-br-rio"]["participants"] == 80


def test_null_is_not_known_and_an_empty_list_is_none(programme: Programme) -> None:
    """What is absent or null is null in JSON; `[]` stays an empty list; nothing becomes zero."""
    programme.write(FULL)
    bare = by_id(programme.data("list")["seminars"])["bare"]
    assert bare["themes"] == []
    assert bare["region"] == "developed"
    assert bare["precision"] == "none"
    for key in (
        "city dates planned reason levels invited countries languages participants partners "
        "speakers officers cost answers follows outcome sources notes begins ends"
    ).split():
        assert bare[key] is None, key


def test_show_gives_one_record_with_its_place(programme: Programme) -> None:
    """`show` gives the record as `list` does, with the file and the line it begins on."""
    programme.write(FULL)
    listed = by_id(programme.data("list")["seminars"])
    document = programme.envelope("show", "2007-ke-nairobi")
    assert document["data"]["seminar"] == listed["2007-ke-nairobi"]
    assert document["data"]["file"].endswith("seminars.yaml")
    assert document["data"]["line"] == 3
    assert document["illustrative"] == 1
    other = programme.envelope("show", "2006-br-rio")
    assert other["data"]["line"] == 29
    assert other["illustrative"] == 0
    text = programme.ok("show", "2007-ke-nairobi").out
    for piece in ("National Seminar on Performers' Contracts", "seminars.yaml", "Kenya", "60"):
        assert piece in text


def test_show_of_an_unknown_id_names_the_nearest(programme: Programme) -> None:
    """An id that is not there is wrong use, and the nearest id is in the message."""
    programme.write(FULL)
    assert "2007-ke-nairobi" in programme.refused("show", "2007-ke-nairob").err


def test_precisions(programme: Programme) -> None:
    """Dates of every precision have their first and last possible day."""
    cases = {
        "2007-11-12": ("2007-11-12", "2007-11-12", "day"),
        "2007-11-12/2007-11-14": ("2007-11-12", "2007-11-14", "day"),
        "2007-11-12/2007-11-12": ("2007-11-12", "2007-11-12", "day"),
        "2007-12-30/2008-01-02": ("2007-12-30", "2008-01-02", "day"),
        "2008-02-29": ("2008-02-29", "2008-02-29", "day"),
        "2000-02-29": ("2000-02-29", "2000-02-29", "day"),
        "2007-11": ("2007-11-01", "2007-11-30", "month"),
        "2008-02": ("2008-02-01", "2008-02-29", "month"),
        "2007-02": ("2007-02-01", "2007-02-28", "month"),
        "2007-12": ("2007-12-01", "2007-12-31", "month"),
        "2007-Q1": ("2007-01-01", "2007-03-31", "quarter"),
        "2007-Q2": ("2007-04-01", "2007-06-30", "quarter"),
        "2007-Q3": ("2007-07-01", "2007-09-30", "quarter"),
        "2007-Q4": ("2007-10-01", "2007-12-31", "quarter"),
        "2007-H1": ("2007-01-01", "2007-06-30", "half"),
        "2007-H2": ("2007-07-01", "2007-12-31", "half"),
        "2007": ("2007-01-01", "2007-12-31", "year"),
        "2008": ("2008-01-01", "2008-12-31", "year"),
        "9999-12-31": ("9999-12-31", "9999-12-31", "day"),
        "9999-12": ("9999-12-01", "9999-12-31", "month"),
        "9999-Q4": ("9999-10-01", "9999-12-31", "quarter"),
        "9999": ("9999-01-01", "9999-12-31", "year"),
    }
    text = "".join(
        f"- {{id: c{n}, title: T {n}, kind: national, country: FR, status: proposed, dates: {d}}}\n"
        for n, d in enumerate(cases)
    )
    open_ends = """\
- {id: open, title: O, kind: national, country: FR, status: proposed, dates: 2007-02-05/}
- {id: none, title: N, kind: national, country: FR, status: proposed}
"""
    programme.write(text + open_ends)
    records = by_id(programme.data("list")["seminars"])
    for n, (written, expected) in enumerate(cases.items()):
        record = records[f"c{n}"]
        assert record["dates"] == written
        assert (record["begins"], record["ends"], record["precision"]) == expected, written
    assert records["open"]["begins"] == "2007-02-05"
    assert records["open"]["precision"] == "open"
    assert records["open"]["ends"] >= "2007-02-05"
    assert (records["none"]["begins"], records["none"]["ends"]) == (None, None)
    assert records["none"]["precision"] == "none"


BAD_DATES = [
    "2007-02-30",
    "2007-02-29",
    "1900-02-29",
    "2007-13",
    "2007-00",
    "2007-11-00",
    "2007-11-31",
    "2007-Q0",
    "2007-Q5",
    "2007-H0",
    "2007-H3",
    "2007-1-1",
    "2007-1",
    "07-11-12",
    "20071112",
    "200711",
    "12.11.2007",
    "11/12/2007",
    "2007/11/12",
    "2007-11-14/2007-11-12",
    "2007-11-12/2007-02-30",
    "2007-02-30/2007-11-12",
    "2007-11-12/2007-11-14/2007-11-16",
    "2007-11-12//",
    "/2007-11-12",
    "/",
    "2007-11-12..2007-11-14",
    "2007-11-12T10:00",
    "2007-11-12 10:00",
    "2007-W05",
    "2007-W05-1",
    "2007-200",
    "Nov 2007",
    "12 November 2007",
    "TBC",
    "soon",
    "-2007",
    "+2007",
    "0000",
    "0000-01-01",
    "10000-01-01",
    "207",
    "2007--11",
    "2007-11-12-",
    "~2007",
    "2007?",
    "2007-11-1２",  # a full-width digit
    "２００７",
    "٢٠٠٧",
    "2007–11–12",
    "9" * 5000,
    "2007-" + "1" * 5000,
    "yes",
    "1e3",
    "[2007]",
    "{a: 2007}",
]


def test_bad_dates_each_lose_their_record_alone(programme: Programme) -> None:
    """Whatever is not in the grammar is an error at its place; the record between them is read."""
    head = "- {id: good, title: G, kind: national, country: FR, status: proposed, dates: 2007}\n"
    bad = "".join(
        f"- id: bad{n}\n  title: T\n  kind: national\n  country: FR\n  status: proposed\n"
        f"  dates: {written}\n"
        for n, written in enumerate(BAD_DATES)
    )
    tail = head.replace("good", "fine")
    programme.write(head + bad + tail)
    document = programme.envelope("list", code=1)
    assert document["partial"] is True
    kept = {each["id"] for each in document["data"]["seminars"]}
    assert kept == {"good", "fine"}, [BAD_DATES[int(i[3:])] for i in kept if i.startswith("bad")]
    errors = [each for each in document["diagnostics"] if each["severity"] == "error"]
    lines = [each["line"] for each in errors]
    assert lines == sorted(lines)
    for n, written in enumerate(BAD_DATES):
        line = 2 + 6 * n + 5
        here = [each for each in errors if each["line"] == line]
        assert len(here) == 1, (written, here)
        assert here[0]["column"] == 10, written
        assert here[0]["help"], written
    codes = {each["line"]: each["code"] for each in errors}
    assert codes[2 + 5] == "bad-date"


def test_bad_dates_on_the_command_line_are_wrong_use(programme: Programme) -> None:
    """A period or a day that is not one is exit 2, whatever it looks like."""
    programme.write(FULL)
    periods = ["2007-13", "2007-Q5", "soon", "2007-02-30", "2007...", "2007..x", "9" * 5000, ""]
    days = ["2007-13-01", "2007-02-30", "tomorrow", "2007-11-12x", "9" * 5000, ""]
    calls = [(programme, ("list", "--period", each)) for each in periods]
    calls += [(programme, ("coverage", "--as-of", each)) for each in days]
    for run in together(calls):
        assert run.code == 2, run.argv
        assert run.err.strip(), run.argv
        assert not run.out, run.argv


PERIODS = {
    "2007": {"day", "span", "month", "quarter", "half", "year", "open"},
    "2007-H1": {"open", "year"},
    "2007-Q4": {"day", "span", "month", "quarter", "half", "year"},
    "2007-Q3": {"half", "year"},
    "2007-11": {"day", "span", "month", "quarter", "half", "year"},
    "2007-10": {"quarter", "half", "year"},
    "2007-11-12": {"day", "month", "quarter", "half", "year"},
    "2007-11-13": {"span", "month", "quarter", "half", "year"},
    "2007-11-15": {"span", "month", "quarter", "half", "year"},
    "2007-11-16": {"month", "quarter", "half", "year"},
    "2007-11-01/2007-11-12": {"day", "month", "quarter", "half", "year"},
    "2007-11-12..2007-11-13": {"day", "span", "month", "quarter", "half", "year"},
    "2007-12..": {"next", "quarter", "half", "year"},
    "2007-11-15..": {"next", "span", "month", "quarter", "half", "year"},
    "..2007-11-12": {"day", "month", "quarter", "half", "year", "open", "old"},
    "..2007-11-11": {"month", "quarter", "half", "year", "open", "old"},
    "..2006": {"old"},
    "2008..2009-Q1": {"next"},
    "2006-12-31": {"old"},
    "2007-01-01..2007-01-31": {"year"},
    "2007-H2..2007-H2": {"day", "span", "month", "quarter", "half", "year"},
}


def test_period_keeps_what_could_fall_inside(programme: Programme) -> None:
    """A record is inside when it could fall inside, both ends included; without dates it is not."""
    programme.write(
        """\
        - {id: day, title: T, kind: national, country: FR, status: proposed, dates: 2007-11-12}
        - {id: span, title: T, kind: national, country: FR, status: proposed,
           dates: 2007-11-13/2007-11-15}
        - {id: month, title: T, kind: national, country: FR, status: proposed, dates: 2007-11}
        - {id: quarter, title: T, kind: national, country: FR, status: proposed, dates: 2007-Q4}
        - {id: half, title: T, kind: national, country: FR, status: proposed, dates: 2007-H2}
        - {id: year, title: T, kind: national, country: FR, status: proposed, dates: 2007}
        - {id: open, title: T, kind: national, country: FR, status: proposed, dates: 2007-02-05/}
        - {id: old, title: T, kind: national, country: FR, status: proposed, dates: 2006-12-31}
        - {id: next, title: T, kind: national, country: FR, status: proposed, dates: 2008-01}
        - {id: undated, title: T, kind: national, country: FR, status: proposed}
        """
    )
    calls = [(programme, ("list", "-f", "json", "--period", each)) for each in PERIODS]
    for (period, expected), run in zip(PERIODS.items(), together(calls), strict=True):
        assert run.code == 0, run
        found = {each["id"] for each in run.document()["data"]["seminars"]}
        assert found - {"open"} == expected - {"open"}, period
        if period in {"2007", "2007-H1", "..2006", "..2007-11-12", "2007-01-01..2007-01-31"}:
            assert ("open" in found) is ("open" in expected), period


def test_as_of_decides_held_scheduled_and_overdue(programme: Programme) -> None:
    """Held after the day counts as scheduled; scheduled and over before the day is overdue."""
    programme.write(
        """\
        - {id: h1, title: T, kind: national, country: FR, status: held, dates: 2007-08-03}
        - {id: h2, title: T, kind: national, country: FR, status: held, dates: 2007-08-04}
        - {id: h3, title: T, kind: national, country: FR, status: held,
           dates: 2007-08-02/2007-08-04}
        - {id: h4, title: T, kind: national, country: FR, status: held, dates: 2007-08}
        - {id: h5, title: T, kind: national, country: FR, status: held, dates: 2007-07}
        - {id: h6, title: T, kind: national, country: FR, status: held, dates: 2007}
        - {id: s1, title: T, kind: national, country: FR, status: scheduled, dates: 2007-08-03}
        - {id: s2, title: T, kind: national, country: FR, status: scheduled, dates: 2007-08-02}
        - {id: s3, title: T, kind: national, country: FR, status: scheduled, dates: 2007-Q2}
        - {id: s4, title: T, kind: national, country: FR, status: scheduled, dates: 2007-08}
        - {id: s5, title: T, kind: national, country: FR, status: scheduled,
           dates: 2007-08-01/2007-08-03}
        - {id: p1, title: T, kind: national, country: FR, status: proposed, dates: 2007-01}
        - {id: x1, title: T, kind: national, country: FR, status: cancelled, dates: 2007-01,
           reason: r}
        - {id: x2, title: T, kind: national, country: FR, status: postponed, dates: 2007-01,
           reason: r}
        """
    )
    document = programme.envelope("list")
    records = by_id(document["data"]["seminars"])
    later = {"h2", "h3", "h4", "h6"}
    for name, record in records.items():
        written = {"h": "held", "s": "scheduled", "p": "proposed"}.get(name[0])
        expected = "scheduled" if name in later else record["status"]
        assert record["status_as_of"] == expected, name
        assert written is None or record["status"] == written
        assert record["overdue"] is (name in {"s2", "s3"}), name
    assert programme.ids("--status", "held") == {"h1", "h5"}
    assert programme.ids("--status", "scheduled") == later | {"s1", "s2", "s3", "s4", "s5"}
    moved = programme.envelope("list", "--as-of", "2007-07-31")
    assert moved["as_of"] == "2007-07-31"
    states = by_id(moved["data"]["seminars"])
    assert {n for n, r in states.items() if r["status_as_of"] == "held"} == {"h5"}
    assert {n for n, r in states.items() if r["overdue"]} == {"s3"}
    last = by_id(programme.data("list", "--as-of", "2007-12-31")["seminars"])
    held = {name for name, record in last.items() if record["status_as_of"] == "held"}
    assert held == {"h1", "h2", "h3", "h4", "h5", "h6"}
    assert {n for n, r in last.items() if r["overdue"]} == {"s1", "s2", "s3", "s4", "s5"}
    for day in ("0001-01-01", "9999-12-31"):
        for command in ("list", "schedule", "coverage", "check"):
            assert programme.envelope(command, "--as-of", day)["as_of"] == day


def test_as_of_is_today_when_nothing_says_otherwise(programme: Programme) -> None:
    """Without `--as-of` and `as_of` the programme stands at today."""
    programme.write("title: T\nperiod: 2007/2008\n", "programme.yaml")
    programme.write(FULL)
    before = dt.datetime.now(tz=dt.UTC).date().isoformat()
    found = programme.envelope("list")["as_of"]
    after = dt.datetime.now(tz=dt.UTC).date().isoformat()
    assert found in {before, after}
    (programme.folder / "programme.yaml").unlink()
    assert programme.ids() == {"2007-ke-nairobi", "2006-br-rio", "bare"}


FILTERS: list[tuple[tuple[str, ...], set[str]]] = [
    (("--region", "africa"), {"a1", "a2", "a5", "a6"}),
    (("--region", "Latin"), {"a4"}),
    (("--region", "latin america and the caribbean"), {"a4"}),
    (("--region", "Certain countries in Europe and Asia"), {"a7"}),
    (("--region", "europe-asia", "--region", "arab"), {"a3", "a7"}),
    (("--country", "KE"), {"a1"}),
    (("--country", "KEN", "--country", "senegal"), {"a1", "a2"}),
    (("--country", "Swaziland"), {"a6"}),
    (("--country", "UG"), set()),
    (("--reached", "UG"), {"a1"}),
    (("--reached", "Georgia"), {"a7"}),
    (("--theme", "remuneration"), {"a1", "a2"}),
    (("--theme", "Remuneration systems"), {"a1", "a2"}),
    (("--theme", "exercise"), {"a2"}),
    (("--theme", "transfer"), {"a2"}),
    (("--theme", "coll", "--theme", "contr"), {"a3", "a4"}),
    (("--level", "national-legislation"), {"a1"}),
    (("--kind", "regional"), {"a3", "a4", "a7"}),
    (("--status", "postponed", "--status", "cancelled"), {"a4", "a5"}),
    (("--language", "en"), {"a1", "a2"}),
    (("--provenance", "probable"), {"a3"}),
    (("--theme", "remuneration", "--language", "fr"), {"a2"}),
    (("--kind", "national", "--region", "arab"), set()),
    (("nairobi",), {"a1"}),
    (("LOVELACE",), {"a1"}),
    (("seminar", "board"), {"a1"}),
    (("seminar", "dakar"), {"a2"}),
    (("nairobi", "dakar"), set()),
    (("quiet",), {"a1"}),
    (("hippopotamus",), set()),
    (("zuse",), set()),
    (("a4",), {"a4"}),
    (("Bogotá",), {"a4"}),
    (("seminar", "--kind", "regional", "--period", "2007-12"), {"a3"}),
]


def test_filters_narrow_and_alternate(programme: Programme) -> None:
    """Values of one option are alternatives, options narrow each other, words must all occur."""
    programme.write(FILTERED)
    calls = [(programme, ("list", "-f", "json", *args)) for args, _ in FILTERS]
    for (args, expected), run in zip(FILTERS, together(calls), strict=True):
        assert run.code == 0, run
        document = run.document()
        records = document["data"]["seminars"]
        assert {each["id"] for each in records} == expected, args
        illustrative = sum(each["provenance"] == "illustrative" for each in records)
        assert document["illustrative"] == illustrative, args


COUNTRIES = {
    "KE": "ke|KEN|kenya|KENYA",
    "NO": "no|NO|NOR|norway",
    "CI": "civ|Ivory Coast|cote d'ivoire|Côte d'Ivoire|COTE D'IVOIRE|Co\u0302te d'Ivoire",
    "SZ": "SWZ|swaziland|Eswatini",
    "MM": "Burma|Myanmar|MMR",
    "TR": "Turkey|Türkiye|turkiye",
    "CD": "Zaire|DR Congo|Democratic Republic of the Congo|COD",
    "CG": "Congo|COG",
    "NE": "Niger|NER",
    "NG": "Nigeria",
    "GN": "Guinea",
    "GW": "Guinea-Bissau|guinea bissau",
    "DM": "Dominica",
    "DO": "Dominican Republic",
    "KP": "North Korea",
    "KR": "South Korea|Republic of Korea",
    "MK": "Macedonia|North Macedonia|The former Yugoslav Republic of Macedonia",
    "CV": "Cape Verde|Cabo Verde",
    "CZ": "Czech Republic|Czechia",
    "VN": "Vietnam|Viet Nam",
    "ST": "Sao Tome and Principe|São Tomé and Príncipe",
    "LA": "Laos",
    "US": "USA|United States",
    "VE": "Venezuela",
}


def test_countries_by_any_name(programme: Programme) -> None:
    """A country is known by alpha-2, alpha-3 and its names, old or new, with or without accents."""
    programme.write(
        "".join(
            f"- {{id: x-{code.lower()}, title: T, kind: national, country: {code}, "
            "status: proposed}\n"
            for code in COUNTRIES
        )
    )
    names = {code: written.split("|") for code, written in COUNTRIES.items()}
    for position in range(6):
        chosen = {code: each[position] for code, each in names.items() if position < len(each)}
        args = [part for name in chosen.values() for part in ("--country", name)]
        assert programme.ids(*args) == {f"x-{code.lower()}" for code in chosen}, chosen


def test_what_cannot_be_matched_gets_the_closest(programme: Programme) -> None:
    """An unknown or ambiguous value is exit 2, and the closest candidates are in the message."""
    programme.write(FILTERED)
    cases: list[tuple[tuple[str, ...], str]] = [
        (("list", "--country", "Kenyaa"), "Kenya"),
        (("list", "--country", "Sengal"), "Senegal"),
        (("list", "--reached", "Ugandaa"), "Uganda"),
        (("list", "--country", "cote divoir"), "Côte d'Ivoire"),
        (("list", "--region", "afrika"), "africa"),
        (("coverage", "--region", "arabb"), "arab"),
        (("schedule", "--theme", "renumeration"), "remuneration"),
        (("list", "--theme", "co"), "collective-bargaining"),
        (("list", "--theme", "co"), "contractual-relations"),
        (("list", "--region", "a"), "africa"),
        (("list", "--kind", "nationl"), "national"),
        (("list", "--status", "schedled"), "scheduled"),
        (("list", "--level", "national-legislature"), "national-legislation"),
        (("list", "--provenance", "ilustrative"), "illustrative"),
        (("coverage", "--by", "region,planet"), ""),
        (("coverage", "--by", "region"), ""),
        (("coverage", "--by", "region,theme,kind"), ""),
        (("coverage", "--by", "region,thme"), "theme"),
        (("coverage", "--count", "some"), "any"),
        (("coverage", "--at", "home"), "host"),
        (("check", "no-participant"), "no-participants"),
        (("check", "nonsense-code"), ""),
        (("list", "--regoin", "africa"), "--region"),
        (("list", "-f", "jsn"), "json"),
        (("list", "--theme", "[/x]"), ""),
        (("list", "--country", "[bold]"), ""),
        (("list", "--country", ""), ""),
        (("list", "--region", "\x1b[31mred"), ""),
        (("show", "[/red]"), ""),
        (("show", "\x1b]0;x\x07"), ""),
        (("show",), ""),
        (("lst",), ""),
    ]
    runs = together([(programme, args) for args, _ in cases])
    for (_, nearest), run in zip(cases, runs, strict=True):
        assert run.code == 2, run
        assert not run.out, run
        assert nearest.casefold() in run.err.casefold(), run


def test_nothing_matched_is_done(programme: Programme) -> None:
    """No match is exit 0 with an empty answer in every format."""
    programme.write(FILTERED)
    assert programme.ids("nothing-like-it") == set()
    assert programme.ok("list", "nothing-like-it", "-f", "csv").rows() == []
    for command in ("list", "schedule", "coverage"):
        programme.ok(command, "--country", "Mongolia")
    programme.write("[]\n")
    for command in ("list", "schedule", "coverage", "check"):
        programme.ok(command)
        programme.envelope(command)


def test_list_as_csv_is_one_row_a_record(programme: Programme) -> None:
    """CSV has one row a record, whole values, and loads into any reader."""
    programme.write(FULL)
    rows = programme.ok("list", "-f", "csv").rows()
    assert [row["id"] for row in rows] == [
        each["id"] for each in programme.data("list")["seminars"]
    ]
    nairobi = next(row for row in rows if row["id"] == "2007-ke-nairobi")
    assert nairobi["title"] == "National Seminar on Performers' Contracts"
    assert nairobi["region"] == "africa"
    assert nairobi["dates"] == "2007-11-12/2007-11-14"
    assert "contractual-relations" in nairobi["themes"]
    assert "collective-bargaining" in nairobi["themes"]
    bare = next(row for row in rows if row["id"] == "bare")
    assert bare["cost"] == ""


def test_list_as_yaml_is_a_records_file(programme: Programme) -> None:
    """What `list -f yaml` prints is itself a programme with the same records."""
    programme.write(FULL)
    text = programme.ok("list", "-f", "yaml").out
    again = programme.root / "again"
    again.mkdir()
    (again / "seminars.yaml").write_text(text, encoding="utf-8")
    (again / "programme.yaml").write_text("as_of: 2007-08-03\n", encoding="utf-8")
    first = by_id(programme.data("list")["seminars"])
    second = by_id(programme.data("list", data=again)["seminars"])
    assert {k: {f: v[f] for f in FIELDS} for k, v in second.items()} == {
        k: {f: v[f] for f in FIELDS} for k, v in first.items()
    }


def test_table_on_a_pipe_is_whole(programme: Programme) -> None:
    """Piped tables are plain and cut nothing, whatever COLUMNS says."""
    title = "A seminar with a title that is far too long for a narrow table of twenty columns"
    programme.write(
        f"- {{id: 2007-fr-a-long-identifier-for-a-row, title: {title}, kind: national, "
        "country: FR, status: proposed, provenance: illustrative}\n"
    )
    out = programme.ok("list", env={"COLUMNS": "20", "TERM": "xterm-256color"}).out
    assert title in out
    assert "2007-fr-a-long-identifier-for-a-row" in out
    assert "…" not in out
    assert "illustrative" in programme.ok("list").text


def test_every_view_counts_the_illustrative(programme: Programme) -> None:
    """Every view that shows records says how many of them are illustrative."""
    programme.write(FILTERED)
    for command in ("list", "schedule", "coverage"):
        assert "illustrative" in programme.ok(command).text, command
    assert "illustrative" in programme.ok("show", "a1").text
    assert programme.envelope("list")["illustrative"] == 5


def test_terms(programme: Programme) -> None:
    """`terms` gives the four themes, two levels, six regions and the states with their names."""
    programme.write("[]\n")
    terms = programme.data("terms")

    def ids(items: list[Any]) -> list[str]:
        return [each["id"] if isinstance(each, dict) else each for each in items]

    assert set(ids(terms["themes"])) == {
        "contractual-relations",
        "collective-bargaining",
        "transfer-of-rights",
        "remuneration",
    }
    assert set(ids(terms["levels"])) == {"national-legislation", "international-consensus"}
    assert set(ids(terms["regions"])) == {
        "africa",
        "arab",
        "asia-pacific",
        "latin-america-caribbean",
        "europe-asia",
        "developed",
    }
    countries = {each["code"]: each for each in terms["countries"]}
    assert len(countries) == len(terms["countries"])
    assert len([each for each in countries.values() if each["region"]]) >= 184
    for country in countries.values():
        assert re.fullmatch(r"[A-Z]{2}", country["code"])
        assert country["name"]
        assert _is_text_list(country["names"])
    assert countries["KE"]["region"] == "africa"
    assert countries["NO"]["region"] == "developed"
    swazi = json.dumps(countries["SZ"])
    assert "Swaziland" in swazi
    assert "Eswatini" in swazi
    text = programme.ok("terms").out
    for piece in ("Remuneration systems", "europe-asia", "Norway"):
        assert piece in text


def test_terms_are_the_programmes_own(programme: Programme) -> None:
    """Themes and regions of `programme.yaml` take the place of the packaged ones."""
    programme.write(
        "title: T\nthemes: [{id: no, title: NO}, {id: other, title: '[red]Other[/x]'}]\n",
        "programme.yaml",
    )
    programme.write(
        "- {id: a, title: T, kind: national, country: FR, status: proposed, themes: [no]}\n"
        "- {id: b, title: T, kind: national, country: FR, status: proposed, "
        "themes: [remuneration]}\n"
    )
    document = programme.envelope("list", code=1)
    assert [each["id"] for each in document["data"]["seminars"]] == ["a"]
    assert "remuneration" in document["diagnostics"][0]["message"]
    for command in ("terms", "coverage"):
        out = programme.run(command).out
        assert "[red]Other[/x]" in out, command


def test_schema(programme: Programme) -> None:
    """`schema` prints a JSON Schema of an array of records; `--programme` one of an object."""
    programme.write("[]\n")
    records = programme.ok("schema").document()
    text = json.dumps(records)
    for field in FIELDS:
        assert f'"{field}"' in text, field
    for value in ("national", "regional", "held", "proposed", "illustrative"):
        assert f'"{value}"' in text, value
    assert "$schema" in records
    other = programme.ok("schema", "--programme").document()
    text = json.dumps(other)
    for key in "title mandate period as_of currency themes regions roll meetings".split():
        assert f'"{key}"' in text, key
    jsonschema = pytest.importorskip("jsonschema")
    for document in (records, other):
        jsonschema.validators.validator_for(document).check_schema(document)
    kind = jsonschema.validators.validator_for(records)
    good = [{"id": "a", "title": "T", "kind": "national", "country": "FR", "status": "proposed"}]
    assert kind(records).is_valid(good)
    assert not kind(records).is_valid([{**good[0], "kind": "workshop"}])
    assert not kind(records).is_valid({})


def test_schema_and_terms_need_no_programme(programme: Programme) -> None:
    """`schema` is the tool's own and is printed where no programme is."""
    assert programme.ok("schema", anywhere=True).document()


@pytest.mark.skipif(not (SHIPPED / "seminars.yaml").exists(), reason="no shipped data yet")
def test_shipped_programme_is_sound_and_varied(programme: Programme) -> None:
    """The shipped records have no error, and show every status, precision, region and theme."""
    check = programme.envelope("check", data=SHIPPED)
    assert check["data"]["errors"] == 0
    document = programme.envelope("list", data=SHIPPED)
    assert document["as_of"] == "2007-08-03"
    assert document["partial"] is False
    records = document["data"]["seminars"]
    assert 25 <= len(records) <= 45
    assert {each["status"] for each in records} == {
        "proposed",
        "scheduled",
        "held",
        "postponed",
        "cancelled",
    }
    assert {each["precision"] for each in records} >= {"day", "open", "month", "quarter", "year"}
    assert {each["region"] for each in records} >= {
        "africa",
        "arab",
        "asia-pacific",
        "latin-america-caribbean",
        "europe-asia",
        "developed",
    }
    assert len({theme for each in records for theme in each["themes"] or []}) == 4
    assert len({level for each in records for level in each["levels"] or []}) == 2
    sourced = [each for each in records if each["provenance"] != "illustrative"]
    assert [each["city"] for each in sourced] == ["Beijing"]
    assert sourced[0]["dates"] == "2007-02-05/"
    assert sourced[0]["provenance"] == "probable"
    assert document["illustrative"] == len(records) - 1
    states = programme.data("coverage", data=SHIPPED)["states"]
    assert states["roll"] == 184
