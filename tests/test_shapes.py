"""The JSON of contract §3: every key of every command, and the type of its value, exactly.

A shape is a type, an alternative of shapes (a tuple), a list of one shape, or a mapping from every
key to its shape. `Keyed` is a mapping whose keys are free.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from tests.kept import ROOT

if TYPE_CHECKING:
    from tests.conftest import Result, Run, Write

Shape: TypeAlias = Any


@dataclass(frozen=True)
class Text:
    """A text that matches a pattern as a whole."""

    pattern: str


@dataclass(frozen=True)
class Keyed:
    """A mapping from any text to one shape."""

    value: Shape


def misfits(  # noqa: PLR0911 (one for each kind of shape)
    value: Any, shape: Shape, at: str = "$"
) -> list[str]:
    """Where a value is not of its shape."""
    match shape:
        case tuple():
            tried = [misfits(value, one, at) for one in shape]
            return [] if [] in tried else min(tried, key=len)
        case dict() if type(value) is dict:
            keys = [f"{at}: {key}" for key in shape.keys() ^ value.keys()]
            common = [key for key in shape if key in value]
            return keys + [
                bad for key in common for bad in misfits(value[key], shape[key], f"{at}.{key}")
            ]
        case Keyed(inner) if type(value) is dict:
            return [
                bad for key, entry in value.items() for bad in misfits(entry, inner, f"{at}.{key}")
            ]
        case [inner] if type(value) is list:
            return [bad for entry in value for bad in misfits(entry, inner, f"{at}[]")]
        case Text(pattern) if type(value) is str:
            return [] if re.fullmatch(pattern, value) else [f"{at}: {value!r}"]
        case None:
            return [] if value is None else [f"{at}: {value!r}"]
        case type():
            return [] if type(value) is shape else [f"{at}: {value!r}"]
        case _:
            return [f"{at}: {value!r}"]


DAY = Text(r"\d{4}-\d\d-\d\d")
ID = Text("[a-z0-9-]+")
CODE = Text("[A-Z]{2}")
TEXTS = ([str], None)
CODES = ([CODE], None)
STATUS = Text("proposed|scheduled|held|postponed|cancelled")
PRECISION = Text("day|open|month|quarter|half|year|none")
RECENCY = Text("current|ageing|lapsed|never")
NUMBER = (int, float)

DIAGNOSTIC = {
    "code": ID,
    "severity": Text("error|warning"),
    "message": str,
    "help": str,
    "file": str,
    "line": int,
    "column": int,
    "end_line": int,
    "end_column": int,
}
RECORD = {
    "id": ID,
    "title": str,
    "kind": Text("national|regional"),
    "region": ID,
    "country": (CODE, None),
    "city": (str, None),
    "dates": (str, None),
    "status": STATUS,
    "planned": (str, None),
    "reason": (str, None),
    "themes": TEXTS,
    "levels": TEXTS,
    "invited": CODES,
    "countries": CODES,
    "languages": TEXTS,
    "participants": (int, Text(r"~\d+"), None),
    "partners": TEXTS,
    "speakers": TEXTS,
    "officers": TEXTS,
    "cost": (int, float, None),
    "answers": TEXTS,
    "follows": (ID, None),
    "outcome": (str, None),
    "sources": TEXTS,
    "provenance": (Text("documented|probable|illustrative"), None),
    "notes": (str, None),
    "waive": (Keyed(str), None),
    "begins": (DAY, None),
    "ends": (DAY, None),
    "precision": PRECISION,
    "status_as_of": STATUS,
    "overdue": bool,
}
FIGURES = {"held": NUMBER, "scheduled": NUMBER, "proposed": NUMBER, "seminars": [ID]}
TERM = {"id": ID, "title": str}
GAP = {"row": str, "column": str, "recency": Text("lapsed|never"), "last": (DAY, None)}


WINDOW = {"current": int, "ageing": int}
CHANGE = {
    "before": NUMBER, "after": NUMBER, "change": NUMBER, "proposed_before": NUMBER,
    "proposed_after": NUMBER, "seminars_before": [ID],
}  # fmt: skip
COMPARE = {
    "period": str,
    "rows": [str],
    "columns": [str],
    "cells": [
        {"row": str, "column": str, "row_before": str, "column_before": str, **CHANGE},
    ],
    "row_totals": [{"row": str, **CHANGE}],
    "column_totals": [{"column": str, **CHANGE}],
    "total": CHANGE,
    "illustrative": int,
}


def coverage(figures: Shape, compare: Shape = None) -> Shape:
    return {
        "period": str,
        "by": [str],
        "rows": [str],
        "columns": [str],
        "count": Text("any|share"),
        "at": Text("host|reached"),
        "cells": [
            {"row": str, "column": str, **figures, "recency": RECENCY, "last": (DAY, None)},
        ],
        "row_totals": [{"row": str, **figures}],
        "column_totals": [{"column": str, **figures}],
        "total": figures,
        "states": {
            "roll": int,
            "hosted": int,
            "reached": int,
            "regions": [
                {"region": ID, "roll": int, "hosted": int, "reached": int, "never": [CODE]}
            ],
            "off_roll": [CODE],
        },
        "gaps": [GAP],
        "balance": [{"region": ID, "seminars": int, "roll": int, "ratio": (float, None)}],
        "caveats": [{"code": ID, "message": str, "seminars": [ID]}],
        "least_developed": {"roll": int, "hosted": int, "reached": int, "never": [CODE]},
        "targets": [
            {
                "kind": (ID, None),
                "region": (ID, None),
                "theme": (ID, None),
                "level": (ID, None),
                "planned": int,
                "held": int,
                "scheduled": int,
                "proposed": int,
                "missing": int,
                "seminars": [ID],
            }
        ],
        "targets_period": str,
        "targets_left_out": int,
        "recency_windows": {"default": WINDOW, "themes": Keyed(WINDOW)},
        "compare": compare,
    }


SHAPES = {
    "list": {"seminars": [RECORD]},
    "show 2007-ke-nairobi": {
        "seminar": RECORD,
        "file": str,
        "line": int,
        "findings": [DIAGNOSTIC],
    },
    "schedule": {
        "period": str,
        "entries": [
            {
                "id": ID,
                "begins": (DAY, None),
                "ends": (DAY, None),
                "precision": PRECISION,
                "status": STATUS,
                "status_as_of": STATUS,
                "title": str,
                "country": (CODE, None),
                "city": (str, None),
                "clashes": [ID],
                "meetings": [str],
            }
        ],
        "meetings": [{"begins": DAY, "ends": DAY, "name": str, "blocks": bool}],
        "free": [{"begins": DAY, "ends": DAY}],
        "undated": [ID],
    },
    "coverage": coverage(FIGURES),
    "coverage --by status,kind": coverage({**FIGURES, "count": NUMBER}),
    "coverage --by theme,quarter --period 2007 --compare 2006": coverage(FIGURES, COMPARE),
    "coverage --count share --at reached --by country,language": coverage(FIGURES),
    "check": {"errors": int, "warnings": int, "waived": int, "no_holiday_data": [CODE]},
    "terms": {
        "themes": [TERM],
        "levels": [TERM],
        "regions": [TERM],
        "countries": [
            {
                "code": CODE,
                "alpha3": (Text("[A-Z]{3}"), Text("")),
                "name": str,
                "names": [str],
                "region": (ID, None),
                "on_roll": bool,
                "least_developed": bool,
            }
        ],
    },
}
ENVELOPE = {
    "version": int,
    "command": str,
    "as_of": DAY,
    "partial": bool,
    "illustrative": int,
    "diagnostics": [DIAGNOSTIC],
}

FULL = """\
    - id: 2007-ke-nairobi
      title: Contracts
      kind: national
      country: KE
      city: Nairobi
      dates: 2007-03-12/2007-03-14
      status: held
      planned: 2007-02
      reason: host's elections
      themes: [contractual-relations, remuneration]
      levels: [national-legislation]
      invited: [KE, UG]
      countries: [KE, UG]
      languages: [en, fr]
      participants: ~60
      partners: [Kenya Copyright Board]
      speakers: [A]
      officers: [B]
      cost: 42000.50
      answers: [r-1]
      follows: 2006-ke-nairobi
      outcome: Another one is wished for.
      sources: [a letter]
      provenance: documented
      notes: None.
      waive: {public-holiday: agreed with the host}
    - {id: clash, title: T, kind: regional, region: africa, country: UG, status: held,
       dates: 2007-03-13, officers: [B], participants: 5, cost: 3, provenance: illustrative}
    - {id: bare, title: T, kind: regional, region: arab, status: proposed}
    - {id: open, title: T, kind: national, country: KI, region: asia-pacific, status: scheduled, dates: 2007-02-05/}
    - {id: year, title: T, kind: national, country: FR, status: cancelled, dates: 2007}
    - {id: broken, title: T, kind: national, country: KE, status: hold}
"""


def document(ended: Result, command: str) -> Any:
    value = json.loads(ended.out)
    assert value["version"] == 1
    assert value["command"] == command.split(maxsplit=1)[0]
    assert list(value) == [
        "version",
        "command",
        "as_of",
        "partial",
        "illustrative",
        "data",
        "diagnostics",
    ]
    return value


@pytest.mark.parametrize("command", SHAPES)
def test_every_shape_of_the_contract(call: Run, write: Write, command: str) -> None:
    shape = {**ENVELOPE, "data": SHAPES[command]}
    shipped = call(*command.split(), "--data", "data", "-f", "json", cwd=ROOT)
    assert misfits(document(shipped, command), shape) == []
    folder = write({"seminars.yaml": FULL})
    own = call(*command.split(), "--data", folder, "--as-of", "2007-08-03", "-f", "json")
    assert own.code == 1
    assert own.err == ""
    value = document(own, command)
    assert misfits(value, shape) == []
    assert value["partial"] is True
    assert "bad-value" in {found["code"] for found in value["diagnostics"]}


def test_the_values_of_a_record_as_they_were_written(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": FULL})
    ended = call("show", "2007-ke-nairobi", "-d", folder, "-f", "json", "--as-of", "2007-08-03")
    value = json.loads(ended.out)
    assert value["illustrative"] == 0
    assert value["data"]["line"] == 1
    assert value["data"]["file"] == str(folder / "seminars.yaml")
    assert value["data"]["seminar"] == {
        "id": "2007-ke-nairobi",
        "title": "Contracts",
        "kind": "national",
        "region": "africa",
        "country": "KE",
        "city": "Nairobi",
        "dates": "2007-03-12/2007-03-14",
        "status": "held",
        "planned": "2007-02",
        "reason": "host's elections",
        "themes": ["contractual-relations", "remuneration"],
        "levels": ["national-legislation"],
        "invited": ["KE", "UG"],
        "countries": ["KE", "UG"],
        "languages": ["en", "fr"],
        "participants": "~60",
        "partners": ["Kenya Copyright Board"],
        "speakers": ["A"],
        "officers": ["B"],
        "cost": 42000.5,
        "answers": ["r-1"],
        "follows": "2006-ke-nairobi",
        "outcome": "Another one is wished for.",
        "sources": ["a letter"],
        "provenance": "documented",
        "notes": "None.",
        "waive": {"public-holiday": "agreed with the host"},
        "begins": "2007-03-12",
        "ends": "2007-03-14",
        "precision": "day",
        "status_as_of": "held",
        "overdue": False,
    }


def test_what_is_not_known_is_null_and_what_follows_is_filled_in(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": FULL})
    ended = call("list", "-d", folder, "-f", "json", "--as-of", "2007-08-03")
    records = {record["id"]: record for record in json.loads(ended.out)["data"]["seminars"]}
    bare = {name: value for name, value in records["bare"].items() if value is not None}
    assert bare == {
        "id": "bare",
        "title": "T",
        "kind": "regional",
        "region": "arab",
        "status": "proposed",
        "precision": "none",
        "status_as_of": "proposed",
        "overdue": False,
    }
    assert records["clash"]["participants"] == 5
    assert records["clash"]["cost"] == 3
    assert records["open"]["precision"] == "open"
    assert records["open"]["overdue"] is True
    assert records["open"]["begins"] == records["open"]["ends"] == "2007-02-05"


def test_the_schemas_are_json_schema(call: Run) -> None:
    records = json.loads(call("schema", "-d", "data", cwd=ROOT).out)
    assert records["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert records["type"] == ["array", "null"]
    assert set(records["items"]["properties"]) == set(RECORD) - {
        "begins",
        "ends",
        "precision",
        "status_as_of",
        "overdue",
    }
    programme = json.loads(call("schema", "--programme", "-d", "data", cwd=ROOT).out)
    assert {"title", "period", "themes", "regions", "roll", "meetings"} <= set(
        programme["properties"]
    )


def test_init_speaks_in_lines(call: Run, write: Write) -> None:
    folder = write({})
    ended = call("init", cwd=folder)
    assert ended.out == "wrote seminars.yaml\nwrote programme.yaml\n→ seminars add --data .\n"


@pytest.mark.parametrize(
    ("value", "shape", "found"),
    [
        (True, int, ["$: True"]),
        (1, float, ["$: 1"]),
        (None, str, ["$: None"]),
        ("x", None, ["$: 'x'"]),
        ([1, "x"], [int], ["$[]: 'x'"]),
        ({"a": 1}, {"a": int, "b": int}, ["$: b"]),
        ({"a": 1, "b": 2}, {"a": int}, ["$: b"]),
        ({"a": {"b": "x"}}, {"a": {"b": int}}, ["$.a.b: 'x'"]),
        ({"a": 1}, Keyed(str), ["$.a: 1"]),
        ("day", Text("month|year"), ["$: 'day'"]),
        (1.5, (int, None), ["$: 1.5"]),
        ("x", [int], ["$: 'x'"]),
        (1.5, (int, float), []),
    ],
)
def test_a_planted_misfit_is_found(value: Any, shape: Shape, found: list[str]) -> None:
    assert misfits(value, shape) == found
