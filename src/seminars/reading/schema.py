"""Plain values to typed records and programme parts: the only door to Pydantic.

Scalars are typed here, by the grammar of the contract; Pydantic checks the shape and makes the
dataclass. Its core is used directly: building the schema from our few kinds of field takes a
page, and saves every command the import of the rest, a third of the time of a short one.

Each part is read by a `Reader`, which reports every problem it finds and gives nothing back when
there was one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache, cached_property
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    Literal,
    TypeAlias,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic_core import SchemaValidator, ValidationError, core_schema

from seminars.model.diagnostics import WARNINGS, did_you_mean
from seminars.model.period import BadDateError, Dates, Period, parse_dates, parse_day, parse_period
from seminars.model.programme import fold, name_index
from seminars.model.record import Money, Participants, Seminar
from seminars.reading.source import invisible_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pydantic_core import CoreSchema

    from seminars.model.programme import State
    from seminars.model.record import Origin
    from seminars.reading.parser import Path, Value

T = TypeVar("T")

_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_PARTICIPANTS = re.compile(r"(~?)([0-9]{1,9})")
_MONEY = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,2})?")
_WHOLE = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")


# Takes one problem: its code, what is wrong, what to do, which value it is about, and whether
# it is about that value's key.
Report: TypeAlias = "Callable[[str, str, str, Path, bool], None]"


@dataclass(frozen=True)
class Vocabulary:
    """The words that a programme knows: what a theme, a country and so on may be."""

    themes: Mapping[str, str]
    levels: Mapping[str, str]
    regions: Mapping[str, str]
    region_of: Mapping[str, str]
    countries: Mapping[str, str]
    languages: Mapping[str, str]
    states: tuple[State, ...] = ()

    @cached_property
    def names(self) -> dict[str, str]:
        """The code of each country by its folded names."""
        return name_index(self.states)

    def of(self, kind: str) -> Mapping[str, str]:
        """The known words of a kind, with their titles or names."""
        words: Mapping[str, str] = getattr(self, _VOCABULARIES[kind])
        return words

    def words(self, name: str) -> tuple[str, Mapping[str, str]] | None:
        """The kind of word that a field takes, and the known ones; None for free text."""
        kind = _TERM_FIELDS.get(name)
        return (kind, self.of(kind)) if kind else None


_TERM_FIELDS = {
    "themes": "theme",
    "theme": "theme",
    "levels": "level",
    "level": "level",
    "region": "region",
    "country": "country",
    "countries": "country",
    "invited": "country",
    "code": "country",
    "languages": "language",
}
_VOCABULARIES = {
    "theme": "themes",
    "level": "levels",
    "region": "regions",
    "country": "countries",
    "language": "languages",
}


class _BadScalarError(ValueError):
    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def _participants(text: str) -> Participants:
    match = _PARTICIPANTS.fullmatch(text)
    if match is None:
        raise _BadScalarError(
            f"`{text}` is not a number of participants", "write a number (60), or about one (~60)"
        )
    return Participants(int(match[2]), about=bool(match[1]))


def _money(text: str) -> Money:
    if _MONEY.fullmatch(text) is None:
        raise _BadScalarError(
            f"`{text}` is not an amount", "write a number without separators (42000 or 42000.50)"
        )
    return Money(text)


def _whole(text: str) -> int:
    if _WHOLE.fullmatch(text) is None:
        raise _BadScalarError(f"`{text}` is not a whole number", "write a number such as 12")
    return int(text)


def _number(text: str) -> float:
    if _NUMBER.fullmatch(text) is None:
        raise _BadScalarError(f"`{text}` is not a number", "write a number such as 12 or 0.5")
    return float(text)


def _truth(text: str) -> bool:
    if text not in {"true", "false"}:
        raise _BadScalarError(f"`{text}` is neither true nor false", "write true or false")
    return text == "true"


_SCALARS: dict[type, Callable[[str], object]] = {
    Dates: parse_dates,
    Period: parse_period,
    Participants: _participants,
    Money: _money,
    bool: _truth,
    int: _whole,
    float: _number,
}


@cache
def _validator(kind: type) -> SchemaValidator:
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
            kw_only=part.kw_only,
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
        self._validate = _validator(kind).validate_python
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
        """The typed part, with the fields that the text leaves to be `known`; None after a problem.

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
        if not raw.keys() <= self._written:
            for name in sorted(raw.keys() - self._written):
                problems.unknown_field(name, self._fields)
        if "" in raw.values():
            problems.refuse_empty(raw)
        for name, kind, is_known in self._terms:
            word = raw.get(name)
            if word is not None and not _all_known(word, is_known):
                self._report_terms(problems, name, kind, word)
        for name, parse in self._scalars:
            text = raw.get(name)
            if text is not None:
                raw[name] = problems.typed(parse, text, name)
        if "id" in raw:
            problems.check_id(raw["id"])
        raw.update(known)
        try:
            part = self._validate(raw)
        except ValidationError as error:
            problems.add_all(error, raw)
            return None
        return part if problems.count == 0 else None

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


class Problems:
    """Words and counts the problems of one part; `base` is its path in the document."""

    def __init__(self, report: Report, base: Path = ()) -> None:
        self._report = report
        self._base = base
        self.count = 0

    def add(self, code: str, message: str, remedy: str, path: Path, *, key: bool = False) -> None:
        self.count += 1
        self._report(code, message, remedy, (*self._base, *path), key)

    def typed(self, parse: Callable[[str], object], text: object, name: str) -> object:
        """The typed scalar; after a problem a mark for Pydantic to pass over."""
        if not isinstance(text, str):
            found = "a list" if isinstance(text, list) else "fields and values"
            self.add(
                "bad-value", f"`{name}` takes one value, not {found}", "write one plain value",
                (name,),
            )
            return _REPORTED
        try:
            return parse(text)
        except BadDateError as error:
            self.add("bad-date", error.message, error.help, (name,))
        except _BadScalarError as error:
            self.add("bad-value", str(error), error.remedy, (name,))
        return _REPORTED

    def check_id(self, value: object) -> None:
        if isinstance(value, str) and _ID.fullmatch(value) is None:
            self.add(
                "bad-id", f"`{value}` is not an id",
                "write small letters, digits and hyphens (2007-ke-nairobi)", ("id",),
            )

    def unknown_term(self, kind: str, word: str, vocabulary: Vocabulary, path: Path) -> None:
        words = vocabulary.of(kind)
        if kind == "country":
            message = f"`{word}` is not a country code"
            by_name = vocabulary.names
            otherwise = "write the two letters of ISO 3166-1 (KE); `seminars terms` lists them"
        else:
            by_name = {fold(title): known for known, title in words.items()}
            if kind == "language":
                message = f"`{word}` is not a language code"
                otherwise = "write the two letters of ISO 639-1 (en)"
            else:
                message = f"`{word}` is not a {kind} of this programme"
                otherwise = f"write one of {', '.join(words)}"
        meant = by_name.get(fold(word))
        remedy = f"did you mean `{meant}`?" if meant else did_you_mean(word, words, otherwise)
        self.add(f"unknown-{kind}", message, remedy, path)

    def refuse_empty(self, raw: Mapping[str, object]) -> None:
        for name, value in raw.items():
            if value == "":
                self.add(
                    "bad-value", f"`{name}` is an empty text",
                    "write a value, or delete the field when it is not known", (name,),
                )

    def unknown_field(self, name: str, known: Collection[str]) -> None:
        remedy = did_you_mean(name, known, f"the fields are {', '.join(known)}")
        self.add("unknown-field", f"`{name}` is not a field", remedy, (name,), key=True)

    def add_all(self, error: ValidationError, raw: dict[str, Any]) -> None:
        for detail in error.errors(include_url=False, include_context=True):
            location = detail["loc"]
            value = detail["input"]
            if value is _REPORTED or _through_reported(raw, location):
                continue
            self._add_one(detail["type"], location, value, detail.get("ctx", {}))

    def _add_one(
        self, kind: str, location: Path, value: object, context: Mapping[str, Any]
    ) -> None:
        name = str(location[0]) if location else ""
        if kind == "missing":
            self.add(
                "missing-field", f"`{name}` is missing", f"add `{name}: ..`", (), key=True
            )
        elif kind == "literal_error" and isinstance(value, str):
            expected = str(context["expected"]).replace("'", "")
            words = re.split(r", | or ", expected)
            remedy = did_you_mean(value, words, f"write {expected}")
            self.add("bad-value", f"`{value}` is not a {name}", remedy, location)
        elif kind == "tuple_type":
            self.add(
                "bad-value", f"`{name}` takes a list",
                f"write `{name}: [{value}]`" if isinstance(value, str) else
                f"write `{name}: [.., ..]`", location,
            )
        elif kind in {"dict_type", "mapping_type"}:
            self.add(
                "bad-value", f"`{name}` takes names with values", f"write `{name}: {{name: value}}`",
                location,
            )
        else:
            what = {"list": "a list", "dict": "fields and values", "NoneType": "nothing"}
            found = what.get(type(value).__name__, "this")
            self.add(
                "bad-value", f"`{name}` takes one value, not {found}", "write one plain value",
                location,
            )


class _Reported:
    """Stands for a scalar whose problem is reported already."""


_REPORTED = _Reported()


def _through_reported(raw: dict[str, Any], location: tuple[int | str, ...]) -> bool:
    return bool(location) and raw.get(str(location[0])) is _REPORTED


def _scalar_parser(hint: Any) -> Callable[[str], object] | None:
    kinds = {hint, *get_args(hint)}
    return next((parse for kind, parse in _SCALARS.items() if kind in kinds), None)


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
                "missing-field", "a national seminar needs its `country`", "add `country: ..`",
                ("kind",),
            )
        if value.get("region") is None:
            self._fill_region(value, problems)
        if value.get("dates") is None and value.get("status") in ("scheduled", "held"):
            problems.add(
                "missing-field", f"a seminar that is {value['status']} needs its `dates`",
                "add `dates: ..`, as exact as they are known (2007, 2007-Q4, 2007-11)",
                ("status",),
            )
        waive = value.get("waive")
        if isinstance(waive, dict):
            for code in waive:
                if code not in WARNINGS:
                    problems.add(
                        "unknown-code", f"`{code}` is not a warning that can be waived",
                        did_you_mean(code, WARNINGS, f"the warnings are {', '.join(WARNINGS)}"),
                        ("waive", code), key=True,
                    )

    def _fill_region(self, value: dict[str, Any], problems: Problems) -> None:
        kind, country = value.get("kind"), value.get("country")
        if kind == "national":
            region = self._region_of.get(country) if isinstance(country, str) else None
            if region is None and isinstance(country, str) and country in self._countries:
                problems.add(
                    "missing-field", f"no region follows from `{country}`, which is off the roll",
                    "add `region: ..`", ("country",),
                )
            value["region"] = _REPORTED if region is None else region
        elif kind == "regional":
            problems.add(
                "missing-field", "a regional seminar needs its `region`", "add `region: ..`",
                ("kind",),
            )
            value["region"] = _REPORTED
        else:
            value["region"] = _REPORTED


def _refuse_invisible(value: Value, problems: Problems, path: Path) -> None:
    if isinstance(value, str):
        found = invisible_in(value)
        if found:
            problems.add(
                "control-character", f"the escape in this value stands for U+{ord(found[0]):04X}, "
                "which no editor shows", "delete it", path,
            )
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            _refuse_invisible(entry, problems, (*path, index))
    elif isinstance(value, dict):
        for name, entry in value.items():
            _refuse_invisible(entry, problems, (*path, name))
