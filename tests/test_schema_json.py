"""The JSON Schemas agree with what reading accepts, judged by an independent validator."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from seminars.model.diagnostics import ERRORS
from seminars.model.record import FIELDS
from seminars.reading import parser
from seminars.reading.loader import load, locate
from seminars.reading.rules import PARTS, RulesReader
from seminars.reading.schema_json import programme_schema, records_schema
from seminars.reading.source import FileRefusedError, decode

if TYPE_CHECKING:
    from tests.conftest import Write

ROOT = Path(__file__).parent.parent
VOCABULARY = RulesReader(None).read()[1]
RECORDS = Draft202012Validator(records_schema(VOCABULARY))
PROGRAMME = Draft202012Validator(programme_schema(VOCABULARY))


def document(path: Path) -> Any:
    return parser.document(decode(path.name, path, path.read_bytes()))


def as_yaml_tools_read(value: Any) -> Any:
    """Numbers as numbers, as editors see them; dates stay text there."""
    if isinstance(value, dict):
        return {name: as_yaml_tools_read(part) for name, part in value.items()}
    if isinstance(value, list):
        return [as_yaml_tools_read(part) for part in value]
    if value in ("true", "false"):
        return value == "true"
    if isinstance(value, str) and re.fullmatch("[1-9][0-9]*", value):
        return int(value)
    if isinstance(value, str) and re.fullmatch("[0-9]+[.][0-9]+", value):
        return float(value)
    return value


def problems(validator: Draft202012Validator, value: Any) -> list[str]:
    return [error.message for error in validator.iter_errors(value)]


def document_of(validator: Draft202012Validator) -> dict[str, Any]:
    assert isinstance(validator.schema, dict)
    return validator.schema


def test_both_are_schemas() -> None:
    for validator in (RECORDS, PROGRAMME):
        Draft202012Validator.check_schema(validator.schema)
        assert set(re.findall(r"#/[$]defs/(\w+)", str(validator.schema))) <= set(
            document_of(validator)["$defs"]
        )


def test_they_know_the_fields_and_parts_of_the_contract() -> None:
    assert list(document_of(RECORDS)["items"]["properties"]) == list(FIELDS)
    assert list(document_of(PROGRAMME)["properties"]) == list(PARTS)


def test_the_shipped_programme_is_as_they_say() -> None:
    vocabulary = load(locate(str(ROOT / "data"), {}, ROOT)).vocabulary
    records = Draft202012Validator(records_schema(vocabulary))
    programme = Draft202012Validator(programme_schema(vocabulary))
    for path, validator in (("seminars", records), ("programme", programme)):
        read = document(ROOT / "data" / f"{path}.yaml")
        assert problems(validator, as_yaml_tools_read(read)) == []
        assert path == "programme" or problems(validator, read) == []


@pytest.mark.parametrize("value", [None, [], {}])
def test_a_file_without_a_value_is_fine(value: Any) -> None:
    assert problems(RECORDS, value) == [] or value == {}
    assert problems(PROGRAMME, value) == [] or value == []


# What no schema can see: the calendar, other records, and what the text was written with.
BEYOND = {"bad-date", "duplicate-id", "control-character", "too-large", "second-document"}
PLANTED = sorted(path for path in (ROOT / "tests" / "errors").glob("*.yaml"))


@pytest.mark.parametrize("path", PLANTED, ids=lambda path: path.stem)
def test_what_reading_refuses_in_a_record_the_schema_does_too(path: Path) -> None:
    code = path.stem.partition("--")[0]
    try:
        value = document(path)
    except FileRefusedError:
        return  # no YAML that a schema could be held against
    refused = code in ERRORS and code not in BEYOND
    assert bool(problems(RECORDS, value)) is refused


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests" / "errors").glob("*--programme")), ids=lambda path: path.stem
)
def test_what_reading_refuses_in_a_programme_the_schema_does_too(path: Path) -> None:
    code = path.stem.partition("--")[0]
    try:
        value = document(path / "programme.yaml")
    except FileRefusedError:
        return
    # `period: 2008/2007` is beyond it; the `as_of` and `dates` of the same file are not
    refused = code not in BEYOND or code == "bad-date"
    assert bool(problems(PROGRAMME, value)) is refused


def test_the_words_are_those_of_the_programme(write: Write) -> None:
    folder = write(
        {"seminars.yaml": "", "programme.yaml": "themes: [{id: dance, title: Dance on film}]"}
    )
    validator = Draft202012Validator(
        records_schema(load(locate(str(folder), {}, folder)).vocabulary)
    )
    record = {"id": "x", "title": "T", "kind": "national", "country": "KE", "status": "proposed"}
    assert problems(validator, [record | {"themes": ["dance"]}]) == []
    assert problems(validator, [record | {"themes": ["remuneration"]}]) == [
        "['remuneration'] is not valid under any of the given schemas"
    ]
