"""What can be said about the records, and what can stop a command.

A `Diagnostic` is a value: collected, never raised, printed all at once. A `SeminarsError` stops a
command with one sentence, a remedy and an exit code. A bug is neither: it stays a traceback.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How bad a finding is: an error loses a record or a file, a warning loses nothing."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """A span of text in a file: lines and columns count code points from 1, the end excluded."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding with its place.

    `excerpt` is the line of text it starts on, None without one; `seminar` is the id of the
    record it is about, None where it is about something else or the record could not be read.
    """

    code: str
    severity: Severity
    message: str
    help: str
    place: Place
    excerpt: str | None = None
    seminar: str | None = None


ERRORS: dict[str, str] = {
    "not-utf8": "the file is not UTF-8 text",
    "control-character": "a character that no editor shows stands in the text",
    "too-large": "the file is larger than 64 MiB",
    "conflict-marker": "git left the marks of an unfinished merge",
    "bad-syntax": "the text is not YAML",
    "second-document": "the file holds more than one YAML document",
    "anchor": "a value is given a name with `&`",
    "alias": "a value is repeated with `*`",
    "tag": "a value is given a type with `!`",
    "merge-key": "a mapping is merged in with `<<`",
    "too-deep": "values are nested deeper than 20 levels",
    "duplicate-key": "a field is given twice",
    "not-a-list": "a records file is not a list of records",
    "not-a-mapping": "fields and values were expected",
    "unknown-field": "the field is not one of the contract",
    "missing-field": "a required field is absent",
    "bad-value": "the value is not of the kind that the field takes",
    "bad-id": "the id is not made of small letters, digits and hyphens",
    "bad-date": "the date is not in the calendar or not in the grammar",
    "unknown-theme": "the theme is not one of the programme",
    "unknown-level": "the level is not one of the programme",
    "unknown-region": "the region is not one of the programme",
    "unknown-country": "no country has this code",
    "unknown-language": "no language has this code",
    "unknown-code": "no diagnostic has this code",
    "duplicate-id": "two records have the same id",
}
"""Errors of reading: what breaks the syntax loses the file, what breaks the schema the record."""

WARNINGS: dict[str, str] = {
    "empty-file": "the file holds not a single byte",
    "lost-tail": "a plain value ends at ` #`, and the rest is read as a comment",
    "overdue": "scheduled, and its last possible day is past",
    "held-ahead": "held, and its first possible day is still to come",
    "crowded": "more seminars at once than the staff can run",
    "blocking-meeting": "it falls into a meeting that needs the same staff",
    "double-booked": "the same speaker or officer is in two places at a time",
    "public-holiday": "it falls on a public holiday of its host",
    "other-region": "a national seminar names the region of another state",
    "off-roll": "a state is not on the roll of member states",
    "no-participants": "held, and the number of participants is not recorded",
    "no-states": "held, and no state is recorded as having taken part",
    "no-themes": "held, and no theme is recorded",
    "no-sources": "documented or probable, and no source is given",
    "unknown-seminar": "it follows a seminar that is not in the records",
    "later-seminar": "it follows a seminar that comes after it",
    "unknown-request": "it answers a request or mandate that the programme does not have",
    "near-duplicate": "same host, overlapping days: perhaps the same seminar twice",
}
"""Warnings, of reading and of `check`: nothing is lost, and a record can waive them."""


class SeminarsError(Exception):
    """A request that cannot be done: one sentence, a remedy, an exit code. Nothing was changed."""

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002 (the contract's word)
        super().__init__(message)
        self.message = message
        self.help = help


class RecordError(SeminarsError):
    """A record that was asked for has errors and could not be read."""

    exit_code: ClassVar[int] = 1


class UsageError(SeminarsError):
    """An unknown option, value, id or term on the command line."""

    exit_code: ClassVar[int] = 2


def closest(word: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """The words of `known` most like `word`, best first, at most `most`; none is a fair answer."""
    by_folded: dict[str, str] = {}
    for candidate in known:
        by_folded.setdefault(candidate.casefold(), candidate)
    found = get_close_matches(word.casefold(), by_folded, n=most, cutoff=0.6)
    return [by_folded[match] for match in found]


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A remedy naming the closest of `known`, or `otherwise` when nothing is close."""
    candidates = closest(word, known)
    if not candidates:
        return otherwise
    return "did you mean " + " or ".join(f"`{candidate}`" for candidate in candidates) + "?"
