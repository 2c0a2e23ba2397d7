"""What people type for the fields of a record: names to codes, commas to lists."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from seminars.analysis.query import resolve_seminar, term_resolvers
from seminars.editing.change import Assignment
from seminars.model.diagnostics import UsageError, did_you_mean
from seminars.model.record import FIELDS, Seminar
from seminars.reading.parser import document
from seminars.reading.source import FileRefusedError, Source, invisible_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seminars.model.programme import Programme
    from seminars.reading.parser import Value

LISTS = frozenset(part.name for part in fields(Seminar) if str(part.type).startswith("tuple"))
MAPPINGS = frozenset(part.name for part in fields(Seminar) if str(part.type).startswith("dict"))

_WORDS = {
    "region": "region",
    "country": "country",
    "invited": "country",
    "countries": "country",
    "themes": "theme",
    "levels": "level",
    "languages": "language",
    "follows": "seminar",
}
_ASSIGNMENT = re.compile(r"([^=+]*?)([+-]?)=(.*)", re.DOTALL)
_QUOTED = re.compile(r"\[.*\]|\{.*\}|(['\"]).*\1", re.DOTALL)


def field_values(programme: Programme, given: Mapping[str, str | list[str]]) -> dict[str, Value]:
    """The values of the fields as they will be written. Raises `UsageError`.

    `given` are options of the command line, `--name`, or answers to questions.
    """
    words = _resolvers(programme)
    return {
        name: _value(name, [texts] if isinstance(texts, str) else texts, words, form="--{} {}")
        for name, texts in given.items()
    }


def _resolvers(programme: Programme) -> dict[str, Callable[[str], str]]:
    return {
        **term_resolvers(programme),
        "seminar": lambda text: resolve_seminar(programme, text).id,
    }


def is_assignment(text: str) -> bool:
    """Whether an argument is `FIELD=VALUE`, `FIELD+=VALUE` or `FIELD-=VALUE`; an id never is."""
    return "=" in text


def assignment(programme: Programme, text: str) -> Assignment:
    """What `FIELD=VALUE` asks for. Raises `UsageError`."""
    match = _ASSIGNMENT.fullmatch(text)
    name, sign, given = match.groups() if match else (text, "", "")
    name = name.strip()
    operator = cast("Literal['=', '+=', '-=']", f"{sign}=")
    _refuse_field(name, operator)
    if not given.strip():
        if sign:
            raise UsageError(f"`{text}` names nothing", f"write {name}{operator}VALUE")
        return Assignment(name, "=", None)
    words, form = _resolvers(programme), f"{{}}{operator}{{}}"
    if sign == "-":
        words = {kind: _leniently(resolve) for kind, resolve in words.items()}
        if name in MAPPINGS:
            return Assignment(name, operator, dict.fromkeys(_entries(name, given, form), ""))
    return Assignment(name, operator, _value(name, [given], words, form=form))


def _refuse_field(name: str, operator: str) -> None:
    if name not in FIELDS:
        raise UsageError(
            f"`{name}` is not a field",
            did_you_mean(name, FIELDS, f"the fields are {', '.join(FIELDS)}"),
        )
    if name == "id":
        raise UsageError(
            "an id never changes", "add a record with the other id, and remove this one"
        )
    if operator != "=" and name not in LISTS and name not in MAPPINGS:
        raise UsageError(f"`{name}` takes one value, not a list", f"write {name}=VALUE")


def _leniently(resolve: Callable[[str], str]) -> Callable[[str], str]:
    """What is to be taken away may be a word that should not be there."""

    def resolved(text: str) -> str:
        try:
            return resolve(text)
        except UsageError:
            return text

    return resolved


def _value(
    name: str, texts: list[str], words: Mapping[str, Callable[[str], str]], *, form: str
) -> Value:
    """The value of a field; `form` is how its name and value are typed, for a remedy."""
    resolve = words.get(_WORDS.get(name, ""), str)
    if name in MAPPINGS:
        return dict(
            _pair(name, entry, form) for text in texts for entry in _pairs(name, text, form)
        )
    if name in LISTS:
        entries = [resolve(entry) for text in texts for entry in _entries(name, text, form)]
        return list(dict.fromkeys(entries))
    return resolve(_clean(name, texts[-1]))


def _entries(name: str, text: str, form: str) -> list[str]:
    """The entries of a list: parted by commas, or in quotes or brackets as YAML has them."""
    text = _clean(name, text)
    if not _QUOTED.fullmatch(text):
        return [entry.strip() for entry in text.split(",") if entry.strip()]
    entries = _read(name, text if text.startswith("[") else f"[{text}]")
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        ways = " or ".join(form.format(name, way) for way in ("a,b", "'[a, b]'"))
        raise UsageError(f"`{text}` is not a list of texts", f"write {ways}")
    return [str(entry) for entry in entries]


def _pairs(name: str, text: str, form: str) -> list[str]:
    """`code: reason`, once, or several times in braces."""
    text = _clean(name, text)
    if not text.startswith("{"):
        return [text]
    entries = _read(name, text)
    if not isinstance(entries, dict) or not all(isinstance(each, str) for each in entries.values()):
        raise UsageError(f"`{text}` is not codes with reasons", _pairs_remedy(name, form))
    return [f"{key}: {value}" for key, value in entries.items()]


def _pair(name: str, text: str, form: str) -> tuple[str, str]:
    key, _, value = text.partition(":")
    if not key.strip() or not value.strip():
        raise UsageError(f"`{text}` is not a code with a reason", _pairs_remedy(name, form))
    return key.strip(), value.strip()


def _pairs_remedy(name: str, form: str) -> str:
    return f"write {form.format(name, 'CODE:REASON')}, in quotes where it has spaces"


def _read(name: str, text: str) -> Value:
    try:
        return document(Source(name, Path(), text.encode(), text))
    except FileRefusedError as error:
        raise UsageError(
            f"`{text}` cannot be read: {error.diagnostic.message}", "mend the quotes or brackets"
        ) from None


def _clean(name: str, text: str) -> str:
    """The text as it will be written. Raises `UsageError` for what no editor shows."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    found = invisible_in(text)
    if found or (not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)):
        what = (
            f"the invisible character U+{ord(found[0]):04X}" if found else "bytes that are no text"
        )
        raise UsageError(f"the value of `{name}` holds {what}", "leave it out")
    return text
