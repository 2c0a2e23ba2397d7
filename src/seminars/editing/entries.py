"""A records file opened for a change: its records, where they stand, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from seminars.reading.parser import items
from seminars.reading.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seminars.model.record import Origin, Seminar
    from seminars.reading.parser import Value


@dataclass(frozen=True)
class Entry:
    """One record as it stands in a file, with its id and its dates as they were written."""

    source: Source
    origin: Origin
    id: str | None
    dates: Value

    @property
    def text(self) -> str:
        """The text from the record's first field to the next record."""
        return self.source.text[self.origin.start : self.origin.end]

    @cached_property
    def value(self) -> Value:
        """What the record says, every scalar as text."""
        begin = "- " if self.text.startswith("{") else "-\n" + " " * (self.origin.column - 1)
        alone = Source(self.source.file, self.source.path, b"", begin + self.text)
        return next(items(alone))[0]


@dataclass(frozen=True)
class RecordsText:
    """A records file and its records, in order."""

    source: Source
    entries: tuple[Entry, ...]

    @classmethod
    def read(cls, source: Source) -> RecordsText:
        """The records of a file. Raises `FileRefusedError`."""
        return cls(source, tuple(_entry(source, *item) for item in items(source)))

    @classmethod
    def known(cls, source: Source, seminars: Iterable[Seminar]) -> RecordsText:
        """The same of a file that was read without an error: each value only when asked for."""
        entries = (
            Entry(source, each.origin, each.id, each.dates.text if each.dates else None)
            for each in seminars
        )
        return cls(source, tuple(entries))

    @cached_property
    def positions(self) -> dict[str, list[int]]:
        """Where in the order each id stands; several times where it is given twice."""
        found: dict[str, list[int]] = {}
        for at, entry in enumerate(self.entries):
            if entry.id is not None:
                found.setdefault(entry.id, []).append(at)
        return found

    @property
    def origins(self) -> list[Origin]:
        """Where each record stands."""
        return [entry.origin for entry in self.entries]


def _entry(source: Source, value: Value, origin: Origin) -> Entry:
    fields = value if isinstance(value, dict) else {}
    written = fields.get("id")
    entry = Entry(
        source, origin, written.strip() if isinstance(written, str) else None, fields.get("dates")
    )
    vars(entry)["value"] = value  # it is known already
    return entry
