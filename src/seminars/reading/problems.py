"""The problems of one part of a file: counted, worded, and reported at their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from seminars.model.diagnostics import did_you_mean
from seminars.model.period import BadDateError
from seminars.model.programme import fold
from seminars.reading.scalars import BadScalarError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from seminars.reading.parser import Path
    from seminars.reading.vocabulary import Vocabulary

# Takes one problem: its code, what is wrong, what to do, which value it is about, and whether
# it is about that value's key.
Report: TypeAlias = "Callable[[str, str, str, Path, bool], None]"

_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


class _Reported:
    """Stands for a value whose problem is reported already."""


REPORTED = _Reported()


class Problems:
    """Words and counts the problems of one part; `base` is its path in the document."""

    def __init__(self, report: Report, base: Path = ()) -> None:
        self._report = report
        self._base = base
        self.count = 0

    def add(self, code: str, message: str, remedy: str, path: Path, *, key: bool = False) -> None:
        """Report one problem."""
        self.count += 1
        self._report(code, message, remedy, (*self._base, *path), key)

    def typed(self, parse: Callable[[str], object], text: object, name: str) -> object:
        """The typed scalar; after a problem a mark for Pydantic to pass over."""
        if not isinstance(text, str):
            found = "a list" if isinstance(text, list) else "fields and values"
            self.add(
                "bad-value",
                f"`{name}` takes one value, not {found}",
                "write one plain value",
                (name,),
            )
            return REPORTED
        try:
            return parse(text)
        except BadDateError as error:
            self.add("bad-date", error.message, error.help, (name,))
        except BadScalarError as error:
            self.add("bad-value", str(error), error.remedy, (name,))
        return REPORTED

    def check_id(self, value: object) -> None:
        """Report an id that is not made as ids are."""
        if isinstance(value, str) and _ID.fullmatch(value) is None:
            self.add(
                "bad-id",
                f"`{value}` is not an id",
                "write small letters, digits and hyphens (2007-ke-nairobi)",
                ("id",),
            )

    def unknown_term(self, kind: str, word: str, vocabulary: Vocabulary, path: Path) -> None:
        """Report a word that is none of its kind, with the one that may have been meant."""
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
        """Report every field that holds an empty text."""
        for name, value in raw.items():
            if value == "":
                self.add(
                    "bad-value",
                    f"`{name}` is an empty text",
                    "write a value, or delete the field when it is not known",
                    (name,),
                )

    def unknown_field(self, name: str, known: Collection[str]) -> None:
        """Report a field that there is not."""
        remedy = did_you_mean(name, known, f"the fields are {', '.join(known)}")
        self.add("unknown-field", f"`{name}` is not a field", remedy, (name,), key=True)

    def add_all(self, details: Iterable[Mapping[str, Any]], raw: Mapping[str, object]) -> None:
        """Report what Pydantic found, but for what stands for a problem reported already."""
        for detail in details:
            location = detail["loc"]
            value = detail["input"]
            if value is REPORTED or _through_reported(raw, location):
                continue
            self._add_one(detail["type"], location, value, detail.get("ctx", {}))

    def _add_one(
        self, kind: str, location: Path, value: object, context: Mapping[str, Any]
    ) -> None:
        name = str(location[0]) if location else ""
        if kind == "missing":
            self.add("missing-field", f"`{name}` is missing", f"add `{name}: ..`", (), key=True)
        elif kind == "literal_error" and isinstance(value, str):
            expected = str(context["expected"]).replace("'", "")
            words = re.split(r", | or ", expected)
            remedy = did_you_mean(value, words, f"write {expected}")
            self.add("bad-value", f"`{value}` is not a {name}", remedy, location)
        elif kind == "tuple_type":
            self.add(
                "bad-value",
                f"`{name}` takes a list",
                f"write `{name}: [{value}]`"
                if isinstance(value, str)
                else f"write `{name}: [.., ..]`",
                location,
            )
        elif kind in {"dict_type", "mapping_type"}:
            self.add(
                "bad-value",
                f"`{name}` takes names with values",
                f"write `{name}: {{name: value}}`",
                location,
            )
        else:
            what = {"list": "a list", "dict": "fields and values", "NoneType": "nothing"}
            found = what.get(type(value).__name__, "this")
            self.add(
                "bad-value",
                f"`{name}` takes one value, not {found}",
                "write one plain value",
                location,
            )


def _through_reported(raw: Mapping[str, object], location: tuple[int | str, ...]) -> bool:
    return bool(location) and raw.get(str(location[0])) is REPORTED
