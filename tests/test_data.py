"""JSON and CSV values one by one; whole documents are in `test_shapes.py`."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.values import AS_OF, agenda, meeting, programme, seminar

from seminars.analysis.coverage import coverage
from seminars.analysis.query import Query, countries_named
from seminars.model.diagnostics import Diagnostic, Place, Severity
from seminars.model.programme import Term
from seminars.model.record import Money, Participants
from seminars.output import data

FOUND = Diagnostic(
    "bad-date",
    Severity.ERROR,
    "`2007-02-30` is not a date in the calendar",
    "=1+1",
    Place("data/seminars.yaml", 6, 10, 6, 20),
    "  dates: 2007-02-30",
)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("\n=1", "'\n=1"),
        ("two\r\nlines\rthree", "two\nlines\nthree"),
        ("a=1", "a=1"),
        (-5, "-5"),
        (1.5, "1.5"),
        (True, "true"),
        (False, "false"),
        ([], "[]"),
        (["a", "b, c"], "a; b, c"),
        (["=a"], "'=a"),
        ({"no-states": "not kept"}, "no-states: not kept"),
        ('say "x"', 'say "x"'),
    ],
)
def test_a_cell_is_nothing_that_a_spreadsheet_would_run(value: object, cell: str) -> None:
    text = data.csv_text(["x", "y"], [[value, "end"]])
    _, row = csv.reader(io.StringIO(text, newline=""))
    assert row == [cell, "end"]


@given(st.one_of(st.text(), st.lists(st.text()), st.dictionaries(st.text(), st.text())))
def test_no_text_begins_like_a_formula(value: object) -> None:
    text = data.csv_text(["x"], [[value]])
    row = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert not "".join(row[0] if row else "").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_amounts_are_whole_where_they_are() -> None:
    assert repr(data.number(Fraction(3))) == "3"
    assert repr(data.number(Fraction(1, 2))) == "0.5"


def test_a_record_in_csv() -> None:
    found = [
        seminar(
            dates="2007-11",
            participants=Participants(60, about=True),
            cost=Money("42000.50"),
            themes=("pay", "bargaining"),
            countries=(),
            waive={"no-states": "list not kept"},
            title='=cmd|" /C calc"!A0',
        )
    ]
    (row,) = rows(data.csv_seminars(found, AS_OF))
    assert {name: cell for name, cell in row.items() if cell} == {
        "id": "2007-ke-nairobi",
        "title": '\'=cmd|" /C calc"!A0',
        "kind": "national",
        "region": "africa",
        "country": "KE",
        "dates": "2007-11",
        "status": "proposed",
        "themes": "pay; bargaining",
        "countries": "[]",
        "participants": "~60",
        "cost": "42000.5",
        "waive": "no-states: list not kept",
        "begins": "2007-11-01",
        "ends": "2007-11-30",
        "precision": "month",
        "status_as_of": "proposed",
        "overdue": "false",
    }


def test_the_agenda_in_csv() -> None:
    told = agenda(
        seminar(dates="2007-11-12", city="Nairobi"),
        seminar("undated"),
        meetings=[meeting("2007-11-12/2007-11-13")],
        free=[(AS_OF, AS_OF)],
        undated=[seminar("zm")],
    )
    found = rows(data.csv_schedule(told))
    assert [
        (row["type"], row["id"], row["begins"], row["precision"], row["title"], row["blocks"])
        for row in found
    ] == [
        ("seminar", "2007-ke-nairobi", "2007-11-12", "day", "Contracts", ""),
        ("seminar", "undated", "", "none", "Contracts", ""),
        ("meeting", "", "2007-11-12", "", "SCCR 16", "true"),
        ("free", "", "2007-08-03", "", "", ""),
        ("undated", "zm", "", "", "", ""),
    ]


def test_coverage_in_csv_has_a_row_for_each_cell() -> None:
    kept = programme([seminar(dates="2007-03", status="held", themes=("pay",))])
    found = rows(data.csv_coverage(coverage(kept, Query(), AS_OF)))
    assert len(found) == 4
    assert found[0] == {
        "row": "africa",
        "column": "pay",
        "held": "1",
        "scheduled": "0",
        "proposed": "0",
        "seminars": "2007-ke-nairobi",
        "recency": "current",
        "last": "2007-03-31",
    }
    assert found[3]["seminars"] == "[]"


def test_coverage_without_a_single_cell_is_a_header() -> None:
    answer = coverage(programme(themes=()), Query(), AS_OF)
    assert data.csv_coverage(answer) == "row,column,held,scheduled,proposed,seminars,recency,last\n"


def test_findings_in_csv() -> None:
    (row,) = rows(data.csv_diagnostics([FOUND]))
    assert row["help"] == "'=1+1"
    assert {**row, "help": "=1+1"} == {
        name: str(value) for name, value in data.diagnostic(FOUND).items()
    }


def test_words_in_csv() -> None:
    kept = programme()
    found = rows(data.csv_terms(kept, countries_named(kept, ["ivory", "kiri"], AS_OF), AS_OF))
    assert [tuple(row.values()) for row in found] == [
        ("theme", "pay", "Remuneration", "", "", "", "", ""),
        ("theme", "bargaining", "Collective bargaining", "", "", "", "", ""),
        ("level", "national-legislation", "National legislation", "", "", "", "", ""),
        ("region", "africa", "Africa", "", "", "", "", ""),
        ("region", "arab", "Arab countries", "", "", "", "", ""),
        (
            "country",
            "CI",
            "Côte d'Ivoire",
            "CIV",
            "Côte d'Ivoire; Ivory Coast",
            "africa",
            "true",
            "false",
        ),
        ("country", "KI", "Kiribati", "KIR", "Kiribati", "", "false", "false"),
    ]


def test_a_balance_without_seminars_is_null() -> None:
    answer = coverage(programme(regions=(Term("arab", "Arab"),)), Query(), AS_OF)
    assert data.coverage(answer)["balance"] == [
        {"region": "arab", "seminars": 0, "roll": 1, "ratio": None}
    ]


def test_the_document_is_one_line_in_a_pipe_and_indented_for_people() -> None:
    def document(indent: int | None) -> str:
        return data.envelope(
            "check",
            {"errors": 1},
            as_of=AS_OF,
            partial=True,
            illustrative=0,
            diagnostics=[FOUND],
            indent=indent,
        )

    assert document(None).count("\n") == 1
    assert document(2).startswith('{\n  "version": 1,\n  "command": "check",\n')
    assert json.loads(document(None)) == json.loads(document(2))


def test_letters_stay_letters_in_json() -> None:
    text = data.envelope(
        "list",
        data.seminars([seminar(title="Côte d'Ivoire \x1b[2J")], AS_OF),
        as_of=AS_OF,
        partial=False,
        illustrative=0,
    )
    assert "Côte d'Ivoire \\u001b[2J" in text
