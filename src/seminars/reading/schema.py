"""Plain values to typed records and programme parts: the only door to Pydantic.

Scalars are typed first, by the grammar of the contract; Pydantic checks the shape and makes the
dataclass. Its core is used directly: building the schema from our few kinds of field takes a
page, and saves every command the import of the rest, a third of the time of a short one.

Each part is read by a `Reader`, which reports every problem it finds and gives nothing back when
there was one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
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
from seminars.reading.scalars import SCALARS
from seminars.reading.source import invisible_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import CoreSchema

    from seminars.model.record import Origin
    from seminars.reading.parser import Path, Value
    from seminars.reading.problems import Report
    from seminars.reading.vocabulary import Vocabulary

T = TypeVar("T")


@cache
def _validator(kind: Any) -> SchemaValidator:
    """Pydantic's validator of a dataclass whose scalars are typed already."""
    hints = get_type_hints(kind)
    parts = fields(kind)
    schemas = [
        core_schema.dataclass_field(
            part.name,
            _field_schema(hints[part.name])
            if part.default is MISSING and part.default_factory is MISSING
            else core_schema.with_default_schema(
                _field_schema(hints[part.name]),
                **(
                    {"default": part.default}
                    if part.default_factory is MISSING
                    else {"default_factory": part.default_factory}
                ),
            ),
            kw_only=part.kw_only is True,
        )
        for part in parts
    ]
    arguments = core_schema.dataclass_args_schema(kind.__name__, schemas)
    names = [part.name for part in parts]
    return SchemaValidator(core_schema.dataclass_schema(kind, arguments, names, slots=True))


def _field_schema(hint: Any) -> CoreSchema:
    """The schema of one kind of field; None stands in no text, so an optional one is as another."""
    origin, choices = get_origin(hint), get_args(hint)
    if type(None) in choices:
        return _field_schema(next(choice for choice in choices if choice is not type(None)))
    if origin is Literal:
        return core_schema.literal_schema(list(choices))
    if origin is tuple:
        return core_schema.tuple_schema([_field_schema(choices[0])], variadic_item_index=0)
    if origin in {dict, Mapping}:
        return core_schema.dict_schema(_field_schema(choices[0]), _field_schema(choices[1]))
    if hint is str:
        return core_schema.str_schema(strip_whitespace=True)
    return core_schema.any_schema() if hint is object else core_schema.is_instance_schema(hint)


class Reader(Generic[T]):
    """Reads the parts of one kind: `Reader(Meeting, vocabulary).read(value, report)`.

    Fields named in `unwritten` never stand in the text: the caller of `read` supplies them.
    """

    def __init__(
        self, kind: type[T], vocabulary: Vocabulary, *, unwritten: tuple[str, ...] = ()
    ) -> None:
        self._kind = kind
        self._vocabulary = vocabulary
        validator: SchemaValidator = _validator(kind)  # type: ignore[arg-type]  # types hash
        self._validate = validator.validate_python
        hints = get_type_hints(kind)
        self._fields = [part.name for part in fields(kind) if part.name not in unwritten]  # type: ignore[arg-type]
        self._written = frozenset(self._fields)
        self._scalars = [
            (name, parse)
            for name in self._fields
            for parse in [_scalar_parser(hints[name])]
            if parse is not None
        ]
        self._terms = [
            (name, words[0], words[1].__contains__)
            for name in self._fields
            for words in [vocabulary.words(name)]
            if words is not None
        ]

    def read(self, value: Value, report: Report, base: Path = ()) -> T | None:
        """The typed part, or None after reporting every problem."""
        return self.complete(value, Problems(report, base))

    def complete(self, value: Value, problems: Problems, **known: object) -> T | None:
        """The typed part, `known` being fields that do not stand in the text; None after a problem.

        The mapping is used up: its values are replaced by typed ones.
        """
        if not isinstance(value, dict):
            problems.add(
                "not-a-mapping", "fields and values belong here", "write `field: value`", ()
            )
            return None
        raw: dict[str, Any] = value
        if None in raw.values():
            raw = {name: part for name, part in raw.items() if part is not None}
        self._check_words(raw, problems)
        for name, parse in self._scalars:
            text = raw.get(name)
            if text is not None:
                raw[name] = problems.typed(parse, text, name)
        raw.update(known)
        try:
            part = self._validate(raw)
        except ValidationError as error:
            problems.add_all(error.errors(include_url=False), raw)
            return None
        return part if problems.count == 0 else None

    def _check_words(self, raw: dict[str, Any], problems: Problems) -> None:
        if not raw.keys() <= self._written:
            for name in sorted(raw.keys() - self._written):
                problems.unknown_field(name, self._fields)
        if "" in raw.values():
            problems.refuse_empty(raw)
        for name, kind, is_known in self._terms:
            word = raw.get(name)
            if word is not None and not _all_known(word, is_known):
                self._report_terms(problems, name, kind, word)
        if "id" in raw:
            problems.check_id(raw["id"])

    def _report_terms(self, problems: Problems, name: str, kind: str, value: object) -> None:
        known = self._vocabulary.of(kind)
        if isinstance(value, str):
            problems.unknown_term(kind, value, self._vocabulary, (name,))
        elif isinstance(value, list):
            for index, word in enumerate(value):
                if isinstance(word, str) and word not in known:
                    problems.unknown_term(kind, word, self._vocabulary, (name, index))


def _all_known(value: object, is_known: Callable[[object], bool]) -> bool:
    if type(value) is str:
        return is_known(value)
    try:
        return type(value) is list and all(map(is_known, value))
    except TypeError:  # a list or a mapping within the list
        return False


def _scalar_parser(hint: Any) -> Callable[[str], object] | None:
    kinds = {hint, *get_args(hint)}
    return next((parse for kind, parse in SCALARS.items() if kind in kinds), None)


class RecordReader:
    """Reads records: a `Reader` with the rules that hold between the fields of one record."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._reader = Reader(Seminar, vocabulary, unwritten=("origin",))
        self._region_of = vocabulary.region_of
        self._countries = vocabulary.countries

    def read(
        self, value: Value, origin: Origin, report: Report, *, escapes: bool = False
    ) -> Seminar | None:
        """The record, or None after reporting every problem; `escapes` when the file has any."""
        problems = Problems(report)
        if escapes:
            _refuse_invisible(value, problems, ())
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
            for code in waive:
                if code not in WARNINGS:
                    problems.add(
                        "unknown-code",
                        f"`{code}` is not a warning that can be waived",
                        did_you_mean(code, WARNINGS, f"the warnings are {', '.join(WARNINGS)}"),
                        ("waive", code),
                        key=True,
                    )

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


def _refuse_invisible(value: Value, problems: Problems, path: Path) -> None:
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
            _refuse_invisible(entry, problems, (*path, index))
    elif isinstance(value, dict):
        for name, entry in value.items():
            _refuse_invisible(entry, problems, (*path, name))
