"""Programme: the records with the terms, the roll, the meetings and the rules they stand under."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from seminars.model.period import Dates, Period, months_between
from seminars.model.record import Kind, Money, Provenance, Seminar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Basis = Literal["sourced", "recollection"]
UNKNOWN, LEAST_DEVELOPED, EVERY_STATE = "unknown", "least-developed", "member-states"
"""What answers say, beside the terms, of what has no term and of groups of states."""
RecencyWord = Literal["current", "ageing", "lapsed", "never"]


@dataclass(frozen=True, slots=True)
class Term:
    """A controlled word: a theme, a level or a region."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a state and the days on which it holds; None leaves a side open."""

    text: str
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the state bears this name on `day`."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory, with its region when it is on the roll.

    `since` and `until` bound its place on the roll in that region; `least_developed` bounds its
    place on the United Nations list: None when it never was on it.
    """

    code: str
    alpha3: str
    names: tuple[Name, ...]
    region: str | None = None
    other_names: tuple[str, ...] = ()
    least_developed: Name | None = None
    since: date | None = None
    until: date | None = None
    capital: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    def name_on(self, day: date) -> str:
        """The name of the state on `day`."""
        return next((name.text for name in self.names if name.holds_on(day)), self.names[-1].text)

    def on_roll(self, day: date) -> bool:
        """Whether the state is on the roll on `day`."""
        return (
            self.region is not None
            and (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
        )

    def least_developed_on(self, day: date) -> bool:
        """Whether the state is on the list of least developed countries on `day`."""
        return self.least_developed is not None and self.least_developed.holds_on(day)

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name, new and old, formal and familiar."""
        return tuple(dict.fromkeys((*(name.text for name in self.names), *self.other_names)))


@dataclass(frozen=True, slots=True)
class Meeting:
    """A fixed meeting; one that `blocks` leaves no staff for a seminar."""

    dates: Dates
    name: str
    place: str | None = None
    blocks: bool = True
    basis: Basis | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Mandate:
    """The decision that the programme rests on, and what the assembly is invited to decide.

    Each line of `text` is a paragraph of the paper; `approach` is the sentence that says in what
    spirit the seminars are held.
    """

    decision: str
    text: str
    date: Dates | None = None
    decide: tuple[str, ...] = ()
    approach: str | None = None


@dataclass(frozen=True, slots=True)
class StandingMandate:
    """A decision which seminars can answer."""

    id: str
    decision: str
    text: str
    date: Dates | None = None
    themes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """How many seminars were promised for a region, a theme, a kind or a level."""

    seminars: int
    region: str | None = None
    theme: str | None = None
    kind: Kind | None = None
    level: str | None = None

    @property
    def subject(self) -> tuple[str | None, ...]:
        """Which seminars are counted."""
        return self.kind, self.region, self.theme, self.level


@dataclass(frozen=True, slots=True)
class Request:
    """A state's request for a seminar; `dates` is the window it wishes."""

    id: str
    country: str
    themes: tuple[str, ...] | None = None
    dates: Dates | None = None
    received: Dates | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A state's offer to host."""

    id: str
    country: str
    city: str | None = None
    kind: Kind | None = None
    dates: Dates | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Recency:
    """Months since the last held seminar up to which a subject is current, then ageing."""

    current: int = 24
    ageing: int = 48

    def word(self, last: date | None, as_of: date) -> RecencyWord:
        """The word for a subject that was last covered on `last`, if it ever was."""
        if last is None:
            return "never"
        months = months_between(last, as_of)
        if months <= self.current:
            return "current"
        return "ageing" if months <= self.ageing else "lapsed"


@dataclass(frozen=True, slots=True)
class KindCosts:
    """What a seminar of each kind costs, in the programme's currency; None when not known."""

    national: Money | None = None
    regional: Money | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    """What a seminar of each kind costs, and where a region differs."""

    national: Money | None = None
    regional: Money | None = None
    regions: Mapping[str, KindCosts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Days:
    """How many working days a seminar of each kind lasts."""

    national: int = 2
    regional: int = 3


@dataclass(frozen=True, slots=True)
class KindLevels:
    """The levels that a seminar of each kind works at; None leaves it to the planner."""

    national: tuple[str, ...] | None = None
    regional: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """At least and at most so many of the next seminars of a kind, region, theme or level."""

    kind: Kind | None = None
    region: str | None = None
    theme: str | None = None
    level: str | None = None
    minimum: int | None = None
    maximum: int | None = None

    @property
    def subject(self) -> tuple[str | None, ...]:
        """Which seminars are counted."""
        return self.kind, self.region, self.theme, self.level


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of a plan's score counts; `docs/planning.md` defines the parts."""

    region_themes: float = 10
    state_themes: float = 1
    states: float = 4
    requests: float = 8
    offers: float = 3
    balance: float = 6
    targets: float = 5
    spread: float = 2
    cost: float = 1


@dataclass(frozen=True, slots=True)
class Planning:
    """The rules for choosing the next seminars; `rest` and `notice` in days.

    `ramadan` names the regions and states that hold no seminar in Ramadan.
    """

    window: Period | None = None
    at_once: int | None = None
    rest: int | None = None
    notice: int | None = None
    seminars: int | None = None
    budget: Money | None = None
    themes_each: int | None = None
    regional_states: int | None = None
    holidays: bool | None = None
    ramadan: tuple[str, ...] = ()
    costs: Costs = field(default_factory=Costs)
    days: Days = field(default_factory=Days)
    levels: KindLevels = field(default_factory=KindLevels)
    weights: Weights = field(default_factory=Weights)
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True)
class Programme:
    """All that was read: terms, roll, rules and records, in the order of the files."""

    title: str
    themes: tuple[Term, ...]
    levels: tuple[Term, ...]
    regions: tuple[Term, ...]
    states: tuple[State, ...]
    territories: tuple[State, ...]
    languages: Mapping[str, str]
    currency: str | None = None
    period: Period | None = None
    as_of: date | None = None
    mandate: Mandate | None = None
    recency: Recency = field(default_factory=Recency)
    recency_by_theme: Mapping[str, Recency] = field(default_factory=dict)
    meetings: tuple[Meeting, ...] = ()
    mandates: tuple[StandingMandate, ...] = ()
    targets: tuple[Target, ...] = ()
    requests: tuple[Request, ...] = ()
    offers: tuple[Offer, ...] = ()
    planning: Planning = field(default_factory=Planning)
    internal: tuple[str, ...] = ("notes", "cost", "officers")
    packaged_roll: bool = True
    seminars: tuple[Seminar, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Seminar]:
        """The records by id."""
        return {seminar.id: seminar for seminar in self.seminars}

    def roll(self, day: date) -> dict[str, State]:
        """The states on the roll on `day`, by code, in the order of the codes."""
        on_roll = [state for state in self.states if state.on_roll(day)]
        return {state.code: state for state in sorted(on_roll, key=lambda state: state.code)}

    @cached_property
    def _entries(self) -> dict[str, list[State]]:
        entries: dict[str, list[State]] = {}
        for state in (*self.territories, *self.states):
            entries.setdefault(state.code, []).append(state)
        return entries

    def country_name(self, code: str, day: date) -> str:
        """The name of a country on `day`; the code itself when no name is known."""
        state = self.state_on(code, day)
        return state.name_on(day) if state else code

    def state_on(self, code: str, day: date) -> State | None:
        """A country as the roll has it on `day`, else as it is known at all."""
        entries = self._entries.get(code, [])
        on_roll = (state for state in entries if state.on_roll(day))
        return next(on_roll, entries[-1] if entries else None)


def fold(text: str) -> str:
    """A text without case, accents and punctuation, for comparing names that people type."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        char if char.isalnum() else " " for char in decomposed if not unicodedata.combining(char)
    )
    return " ".join("".join(kept).split())


def name_index(states: Iterable[State]) -> dict[str, str]:
    """The code of each country by its codes and names, folded; earlier states win a name."""
    index: dict[str, str] = {}
    for state in states:
        for name in (state.code, state.alpha3, *state.all_names):
            index.setdefault(fold(name), state.code)
    return index
