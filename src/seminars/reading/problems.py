"""The problems of one part of a file: counted, worded, and reported at their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from seminars.model.diagnostics import did_you_mean
from seminars.model.period import BadDateError
from seminars.model.programme import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from seminars.reading.parser import Path
    from seminars.reading.scalars import BadScalarError
    from seminars.reading.vocabulary import Vocabulary

# Takes one problem: its code, what is wrong, what to do, which value it is about, and whether
# it is about that value's key.
Report: TypeAlias = "Callable[[str, str, str, Path, bool], None]"


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

    def unknown_field(self, name: str, known: Collection[str]) -> None:
        """Report a field that there is not."""
        remedy = did_you_mean(name, known, f"the fields are {', '.join(known)}")
        self.add("unknown-field", f"`{name}` is not a field", remedy, (name,), key=True)

    def add_all(
        self,
        details: Iterable[Mapping[str, Any]],
        vocabulary: Vocabulary,
        known: Collection[str],
    ) -> None:
        """Report what Pydantic found; `known` are the fields that there are."""
        for detail in details:
            location, value = detail["loc"], detail["input"]
            name = str(location[0])
            if value is REPORTED:
                continue
            if detail["type"] == "unexpected_keyword_argument":
                self.unknown_field(name, known)
            elif isinstance(value, str) and not value.strip():
                self.add(
                    "bad-value",
                    f"{_part(name, location)} is an empty text",
                    "write a value, or delete it: what is left out is not known",
                    location,
                )
            elif detail["type"] == "literal_error" and isinstance(value, str):
                self._bad_word(name, value, location, detail["ctx"], vocabulary)
            elif detail["type"] == "value_error":
                self._bad_scalar(detail["ctx"]["error"], location)
            else:
                self._bad_shape(detail["type"], name, value, location)

    def _bad_word(
        self,
        name: str,
        word: str,
        location: Path,
        context: Mapping[str, Any],
        vocabulary: Vocabulary,
    ) -> None:
        words = vocabulary.words(name)
        if words is not None:
            self.unknown_term(words[0], word, vocabulary, location)
            return
        expected = str(context["expected"]).replace("'", "")
        remedy = did_you_mean(word, re.split(r", | or ", expected), f"write {expected}")
        self.add("bad-value", f"`{word}` is not a {name}", remedy, location)

    def _bad_scalar(self, error: BadDateError | BadScalarError, location: Path) -> None:
        code = "bad-date" if isinstance(error, BadDateError) else "bad-value"
        self.add(code, error.message, error.help, location)

    def _bad_shape(self, kind: str, name: str, value: object, location: Path) -> None:
        if kind == "missing":
            self.add("missing-field", f"`{name}` is missing", f"add `{name}: ..`", (), key=True)
        elif kind == "string_pattern_mismatch":
            self.add(
                "bad-id",
                f"`{value}` is not an id",
                "write small letters, digits and hyphens (2007-ke-nairobi)",
                location,
            )
        elif kind == "tuple_type":
            remedy = f"`{name}: [{value}]`" if isinstance(value, str) else f"`{name}: [.., ..]`"
            self.add("bad-value", f"`{name}` takes a list", f"write {remedy}", location)
        elif kind == "dict_type":
            message = f"`{name}` takes names with values"
            self.add("bad-value", message, f"write `{name}: {{name: value}}`", location)
        else:
            self._not_one_value(name, value, location)

    def _not_one_value(self, name: str, value: object, location: Path) -> None:
        found = {"list": "a list", "dict": "fields and values", "NoneType": "nothing"}
        what = found.get(type(value).__name__, "this")
        remedy = "write one plain value"
        if isinstance(value, dict) and len(location) > 1:
            remedy = "put a text that holds `: ` in quotes"
        message = f"{_part(name, location)} takes one value, not {what}"
        self.add("bad-value", message, remedy, location)


def _part(name: str, location: Path) -> str:
    return f"`{name}`" if len(location) == 1 else f"an entry of `{name}`"
