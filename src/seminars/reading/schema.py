"""Plain values to typed records and programme parts: the only door to Pydantic.

Pydantic checks the shape, the words and, with our own functions, the scalars, and makes the
dataclass. Its core is used directly: building the schema from our few kinds of field takes a
page, and saves every command the import of the rest, a third of the time of a short one.

Each part is read by a `Reader`, which reports every problem it finds and gives nothing back when
there was one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    Literal,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic_core import SchemaValidator, ValidationError, core_schema

from seminars.model.diagnostics import WARNINGS, did_you_mean
from seminars.model.record import Seminar
from seminars.reading.problems import REPORTED, Problems
from seminars.reading.scalars import ID, SCALARS
from seminars.reading.source import invisible_in

if TYPE_CHECKING:
    from dataclasses import Field

    from pydantic_core import CoreSchema

    from seminars.model.record import Origin
    from seminars.reading.parser import Path, Value
    from seminars.reading.problems import Report
    from seminars.reading.vocabulary import Vocabulary

T = TypeVar("T")

_TEXT = core_schema.str_schema(strip_whitespace=True, min_length=1)


def _validator(kind: Any, vocabulary: Vocabulary) -> SchemaValidator:
    """Pydantic's validator of a dataclass, with the words that a programme knows."""
    hints = get_type_hints(kind)
    parts = fields(kind)
    arguments = core_schema.dataclass_args_schema(
        kind.__name__,
        [_field(part, hints[part.name], vocabulary) for part in parts],
        extra_behavior="forbid",
    )
    names = [part.name for part in parts]
    return SchemaValidator(core_schema.dataclass_schema(kind, arguments, names, slots=True))


def _field(part: Field[Any], hint: Any, vocabulary: Vocabulary) -> core_schema.DataclassField:
    words = vocabulary.words(part.name)
    text = core_schema.literal_schema(list(words[1])) if words and words[1] else _TEXT
    if part.name == "id":
        text = core_schema.str_schema(pattern=f"^(?:{ID})$", min_length=1)
    schema = _schema(hint, text)
    if part.default is not MISSING:
        schema = core_schema.with_default_schema(schema, default=part.default)
    elif part.default_factory is not MISSING:
        schema = core_schema.with_default_schema(schema, default_factory=part.default_factory)
    return core_schema.dataclass_field(part.name, schema, kw_only=part.kw_only is True)


def _schema(hint: Any, text: CoreSchema) -> CoreSchema:
    """The schema of one kind of field; None stands in no text, so an optional one is as another.

    `text` is the schema of a text in this field.
    """
    origin, choices = get_origin(hint), get_args(hint)
    if type(None) in choices:
        return _schema(next(choice for choice in choices if choice is not type(None)), text)
    if origin is Literal:
        return core_schema.literal_schema(list(choices))
    if origin is tuple:
        return core_schema.tuple_schema([_schema(choices[0], text)], variadic_item_index=0)
    if origin in {dict, Mapping}:
        return core_schema.dict_schema(_TEXT, _schema(choices[1], _TEXT))
    if hint in SCALARS:
        return core_schema.no_info_after_validator_function(SCALARS[hint], _TEXT)
    others: dict[Any, CoreSchema] = {str: text, object: core_schema.any_schema()}
    return others.get(hint) or core_schema.is_instance_schema(hint)


class Reader(Generic[T]):
    """Reads the parts of one kind: `Reader(Meeting, vocabulary).read(value, report)`.

    Fields named in `unwritten` never stand in the text: the caller of `complete` supplies them.
    """

    def __init__(
        self, kind: type[T], vocabulary: Vocabulary, *, unwritten: tuple[str, ...] = ()
    ) -> None:
        self._vocabulary = vocabulary
        self.validate = _validator(kind, vocabulary).validate_python
        self._unwritten = unwritten
        self._written = [
            part.name
            for part in fields(kind)  # type: ignore[arg-type]  # always a dataclass
            if part.name not in unwritten
        ]

    def read(self, value: Value, report: Report, base: Path = ()) -> T | None:
        """The typed part, or None after reporting every problem."""
        return self.complete(value, Problems(report, base))

    def complete(self, value: Value, problems: Problems, **known: object) -> T | None:
        """The typed part, `known` being fields that do not stand in the text; None after a problem.

        The mapping is used up: what is known is added to it.
        """
        if not isinstance(value, dict):
            problems.add(
                "not-a-mapping", "fields and values belong here", "write `field: value`", ()
            )
            return None
        raw: dict[str, Any] = value
        if None in raw.values():
            raw = {name: part for name, part in raw.items() if part is not None}
        for name in self._unwritten:
            if name in raw:
                problems.unknown_field(name, self._written)
        raw.update(known)
        try:
            part: T = self.validate(raw)
        except ValidationError as error:
            problems.add_all(error.errors(include_url=False), self._vocabulary, self._written)
            return None
        return part if problems.count == 0 else None


class RecordReader:
    """Reads records: a `Reader` with the rules that hold between the fields of one record."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._reader = Reader(Seminar, vocabulary, unwritten=("origin",))
        self._validate = self._reader.validate
        self._region_of = vocabulary.region_of
        self._countries = vocabulary.countries

    def read(
        self, value: Value, origin: Origin, report: Report, *, escapes: bool = False
    ) -> Seminar | None:
        """The record, or None after reporting every problem; `escapes` when the file has any."""
        seminar = None if escapes else self._at_once(value, origin)
        return seminar or self._looked_into(value, origin, report, escapes=escapes)

    def _at_once(self, value: Value, origin: Origin) -> Seminar | None:
        """A record of which there is nothing to say, as nearly all are; None for a second look."""
        if not isinstance(value, dict) or "origin" in value:
            return None
        raw: dict[str, Any] = value
        added: tuple[str, ...] = ("origin",)
        if "region" not in raw:
            country = raw.get("country")
            if raw.get("kind") != "national" or not isinstance(country, str):
                return None
            raw["region"] = self._region_of.get(country)
            added = "origin", "region"
        raw["origin"] = origin
        try:
            seminar: Seminar = self._validate(raw)
        except ValidationError:
            pass
        else:
            if _is_whole(seminar):
                return seminar
        for name in added:
            del raw[name]
        return None

    def _looked_into(
        self, value: Value, origin: Origin, report: Report, *, escapes: bool
    ) -> Seminar | None:
        problems = Problems(report)
        if escapes:
            refuse_invisible(value, problems)
        if isinstance(value, dict):
            self._check_together(value, problems)
        return self._reader.complete(value, problems, origin=origin)

    def _check_together(self, value: dict[str, Any], problems: Problems) -> None:
        kind, country = value.get("kind"), value.get("country")
        if kind == "national" and country is None:
            problems.add(
                "missing-field",
                "a national seminar needs its `country`",
                "add `country: ..`",
                ("kind",),
            )
        if value.get("region") is None:
            self._fill_region(value, problems)
        if value.get("dates") is None and value.get("status") in ("scheduled", "held"):
            problems.add(
                "missing-field",
                f"a seminar that is {value['status']} needs its `dates`",
                "add `dates: ..`, as exact as they are known (2007, 2007-Q4, 2007-11)",
                ("status",),
            )
        waive = value.get("waive")
        if isinstance(waive, dict):
            _check_waived(waive, problems)

    def _fill_region(self, value: dict[str, Any], problems: Problems) -> None:
        kind, country = value.get("kind"), value.get("country")
        if kind == "national":
            region = self._region_of.get(country) if isinstance(country, str) else None
            if region is None and isinstance(country, str) and country in self._countries:
                problems.add(
                    "missing-field",
                    f"no region follows from `{country}`, which is off the roll",
                    "add `region: ..`",
                    ("country",),
                )
            value["region"] = REPORTED if region is None else region
        elif kind == "regional":
            problems.add(
                "missing-field",
                "a regional seminar needs its `region`",
                "add `region: ..`",
                ("kind",),
            )
            value["region"] = REPORTED
        else:
            value["region"] = REPORTED


def _is_whole(seminar: Seminar) -> bool:
    """Whether nothing is missing of what other fields ask for, and nothing is waived."""
    return (
        (seminar.dates is not None or seminar.status not in {"scheduled", "held"})
        and (seminar.country is not None or seminar.kind == "regional")
        and seminar.waive is None
    )


def _check_waived(waive: dict[str, Any], problems: Problems) -> None:
    for code in waive:
        if code not in WARNINGS:
            problems.add(
                "unknown-code",
                f"`{code}` is not a warning that can be waived",
                did_you_mean(code, WARNINGS, f"the warnings are {', '.join(WARNINGS)}"),
                ("waive", code),
                key=True,
            )


def refuse_invisible(value: Value, problems: Problems, path: Path = ()) -> None:
    """Report each control character that an escape in double quotes stands for."""
    if isinstance(value, str):
        found = invisible_in(value)
        if found:
            problems.add(
                "control-character",
                f"the escape in this value stands for U+{ord(found[0]):04X}, which no editor shows",
                "delete it",
                path,
            )
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            refuse_invisible(entry, problems, (*path, index))
    elif isinstance(value, dict):
        for name, entry in value.items():
            refuse_invisible(name, problems, (*path, name))
            refuse_invisible(entry, problems, (*path, name))
