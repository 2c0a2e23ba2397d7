"""Seminar: one record of the programme, as it was written and typed.

None means "not known": never zero, never "none". An empty tuple means none.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from seminars.model.period import Dates

if TYPE_CHECKING:
    from datetime import date

Kind = Literal["national", "regional"]
Status = Literal["proposed", "scheduled", "held", "postponed", "cancelled"]
Provenance = Literal["documented", "probable", "illustrative"]

KINDS: tuple[Kind, ...] = get_args(Kind)
STATUSES: tuple[Status, ...] = get_args(Status)
PROVENANCES: tuple[Provenance, ...] = get_args(Provenance)


@dataclass(frozen=True, slots=True)
class Participants:
    """How many took part; `about` when the number is not exact (`~60`)."""

    number: int
    about: bool = False

    def __str__(self) -> str:
        return f"~{self.number}" if self.about else str(self.number)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the programme's currency, kept as it was written."""

    text: str

    @property
    def amount(self) -> float | int:
        """The amount as a number."""
        return float(self.text) if "." in self.text else int(self.text)

    def __str__(self) -> str:
        return self.text


class Origin(NamedTuple):
    """Where a record stands: its file, its line, and its span of code points in the text.

    `line` and `column` count from 1 and say where the record's first field begins.
    """

    file: str
    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seminar:
    """One seminar, national or regional; every field of the contract, None when not known."""

    id: str
    title: str
    kind: Kind
    region: str
    country: str | None = None
    city: str | None = None
    dates: Dates | None = None
    status: Status
    planned: Dates | None = None
    reason: str | None = None
    themes: tuple[str, ...] | None = None
    levels: tuple[str, ...] | None = None
    invited: tuple[str, ...] | None = None
    countries: tuple[str, ...] | None = None
    languages: tuple[str, ...] | None = None
    participants: Participants | None = None
    partners: tuple[str, ...] | None = None
    speakers: tuple[str, ...] | None = None
    officers: tuple[str, ...] | None = None
    cost: Money | None = None
    answers: tuple[str, ...] | None = None
    follows: str | None = None
    outcome: str | None = None
    sources: tuple[str, ...] | None = None
    provenance: Provenance | None = None
    notes: str | None = None
    waive: dict[str, str] | None = None
    origin: Origin

    @property
    def begins(self) -> date | None:
        """The first possible day."""
        return self.dates.begins if self.dates else None

    @property
    def ends(self) -> date | None:
        """The last possible day."""
        return self.dates.ends if self.dates else None

    def status_on(self, day: date) -> Status:
        """The status that filters and counts use: what is held later is still scheduled."""
        if self.status == "held" and self.dates is not None and self.dates.ends > day:
            return "scheduled"
        return self.status

    def over_on(self, day: date) -> bool:
        """Whether its last possible day is before `day`."""
        return self.dates is not None and self.dates.ends < day

    def overdue_on(self, day: date) -> bool:
        """Whether it is scheduled, and over by then."""
        return self.status == "scheduled" and self.over_on(day)


FIELDS: tuple[str, ...] = tuple(field.name for field in fields(Seminar) if field.name != "origin")
"""The fields of a record, in the order in which a person writes them."""
