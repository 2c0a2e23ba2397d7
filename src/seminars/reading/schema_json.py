"""The JSON Schema of a records file and of programme.yaml, for editors and other tools.

The shapes are Pydantic's own; scalars that we type ourselves are described by their grammar.
YAML tools read `2007` and `60` as numbers and `2007-11-12` as a date, so these may be such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from seminars.model.diagnostics import WARNINGS
from seminars.model.programme import Mandate, Planning, Recency, Term
from seminars.model.record import FIELDS, Seminar
from seminars.reading import rules
from seminars.reading.scalars import ID

if TYPE_CHECKING:
    from seminars.reading.vocabulary import Vocabulary

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_ATOM = r"[0-9]{4}(?:-(?:[0-9]{2}(?:-[0-9]{2})?|Q[1-4]|H[12]))?"
_SCALARS: dict[str, Schema] = {
    "Dates": {
        "description": "a day, month (2007-02), quarter (2007-Q1), half (2007-H1), year, a/b or a/",
        "anyOf": [
            {"type": "string", "pattern": f"^{_ATOM}(?:/(?:{_ATOM})?)?$"},
            {"type": "integer", "minimum": 1, "maximum": 9999},
        ],
    },
    "Period": {
        "description": "a day, month, quarter, half, year, or a range a..b with both ends included",
        "anyOf": [
            {
                "type": "string",
                "pattern": rf"^(?:{_ATOM}(?:/(?:{_ATOM})?)?|(?:{_ATOM})?\.\.(?:{_ATOM})?)$",
            },
            {"type": "integer", "minimum": 1, "maximum": 9999},
        ],
    },
    "Participants": {
        "description": "a number, or about a number (~60)",
        "anyOf": [
            {"type": "integer", "minimum": 0},
            {"type": "string", "pattern": "^~?[0-9]{1,9}$"},
        ],
    },
    "Money": {
        "description": "an amount in the programme's currency",
        "anyOf": [
            {"type": "number", "minimum": 0},
            {"type": "string", "pattern": r"^[0-9]{1,15}(?:\.[0-9]{1,2})?$"},
        ],
    },
}
_TEXTS: dict[str, Schema] = {
    "title": {"type": "string"},
    "currency": {"type": "string"},
    "period": _SCALARS["Dates"],
    "as_of": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}
_PARTS: dict[str, type] = {
    "mandate": Mandate,
    "planning": Planning,
    "themes": Term,
    "levels": Term,
    "regions": Term,
    "roll": rules.RollEntry,
    **rules.ENTRIES,
}


def records_schema(vocabulary: Vocabulary) -> Schema:
    """The schema of a records file: a list of records, or nothing."""
    record = _shape(Seminar, vocabulary)
    definitions = record.pop("$defs")
    record["properties"].pop("origin")
    record["required"] = ["id", "title", "kind", "status"]
    record["properties"]["waive"] = {
        "description": "a reason for each warning that is to be passed over",
        "type": ["object", "null"],
        "propertyNames": {"enum": list(WARNINGS)},
        "additionalProperties": {"type": "string"},
    }
    record["allOf"] = [
        _when("kind", ["national"], "country"),
        _when("kind", ["regional"], "region"),
        _when("status", ["scheduled", "held"], "dates"),
    ]
    return {
        "$schema": DRAFT,
        "title": "Records of seminars",
        "type": ["array", "null"],
        "items": record,
        "$defs": definitions,
    }


def programme_schema(vocabulary: Vocabulary) -> Schema:
    """The schema of programme.yaml."""
    properties: Schema = {}
    definitions: Schema = {}
    for name, form in rules.PARTS.items():
        if name in _PARTS:
            shape = _shape(_PARTS[name], vocabulary)
            definitions |= shape.pop("$defs", {})
            properties[name] = {"type": "array", "items": shape} if form == "list" else shape
        elif name == "recency":
            window = _shape(Recency, vocabulary)
            properties[name] = {
                "type": "object",
                "properties": window["properties"] | dict.fromkeys(vocabulary.themes, window),
                "additionalProperties": False,
            }
        elif name == "internal":
            properties[name] = {"type": "array", "items": {"enum": list(FIELDS)}}
        else:
            properties[name] = _TEXTS[name]
    return {
        "$schema": DRAFT,
        "title": "A programme of seminars",
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
        "$defs": definitions,
    }


def _shape(kind: type, vocabulary: Vocabulary) -> Schema:
    """Pydantic's schema of one part, with our scalars and the programme's words."""
    schema: Schema = TypeAdapter(kind).json_schema()
    definitions = {
        name: _SCALARS[name] if name in _SCALARS else _plain(part, vocabulary)
        for name, part in schema.get("$defs", {}).items()
        if name in _SCALARS or part.get("type") == "object"
    }
    return {**_plain(schema, vocabulary), "$defs": definitions}


def _plain(schema: Schema, vocabulary: Vocabulary) -> Schema:
    """The schema of a dataclass without Pydantic's titles and defaults, with the known words."""
    schema.pop("title", None)
    schema["additionalProperties"] = False
    for name, part in schema["properties"].items():
        part.pop("title", None)
        part.pop("default", None)
        if name == "id":
            part["pattern"] = f"^(?:{ID})$"
        words = vocabulary.words(name)
        if words is not None:
            _limit(part, list(words[1]))
    return schema


def _limit(part: Schema, words: list[str]) -> None:
    """Allow only these words where the schema has any text."""
    for choice in [part, *part.get("anyOf", [])]:
        if choice.get("type") == "string":
            choice["enum"] = words
        elif choice.get("type") == "array":
            choice["items"]["enum"] = words


def _when(name: str, values: list[str], needed: str) -> Schema:
    return {
        "if": {"properties": {name: {"enum": values}}, "required": [name]},
        "then": {"required": [needed]},
    }
