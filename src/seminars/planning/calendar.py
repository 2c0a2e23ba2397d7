"""The weeks of a plan's window: which are open, to whom, and on which of their days.

A seminar lies within one week, Monday to Friday. A week is closed to all by a blocking meeting,
by `notice`, by seminars that are fixed (`at_once`, `rest`), and to a host by its public holidays
and by Ramadan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from seminars.analysis.holidays import public_holidays
from seminars.model.period import monday_of
from seminars.planning.ramadan import in_ramadan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seminars.model.period import Dates
    from seminars.model.programme import Meeting
    from seminars.model.record import Kind, Seminar
    from seminars.planning.facts import Facts
    from seminars.planning.rules import Rules

Days: TypeAlias = "tuple[date, date]"

WORKING_DAYS = 5
STARTS = (1, 0, 2, 3, 4)
"""The weekday a seminar begins on, the best first: Tuesday leaves a working day to arrive."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week: its number from the window's first Monday, what closes it, how many may still run.

    `closed` is a rule's name and the reason in words, None when the week is open.
    """

    number: int
    monday: date
    closed: tuple[str, str] | None
    places: int | None

    @property
    def friday(self) -> date:
        """The last working day."""
        return self.monday + timedelta(days=WORKING_DAYS - 1)

    @property
    def month(self) -> tuple[int, int]:
        """Year and month of the Monday."""
        return self.monday.year, self.monday.month


@dataclass(frozen=True)
class Calendar:
    """The weeks whose working days lie in the window, under some rules."""

    facts: Facts
    rules: Rules
    weeks: tuple[Week, ...]

    @property
    def apart(self) -> int:
        """How many weeks lie at least from one week with seminars to the next, for `rest`."""
        rest = self.rules.rest or 0
        return max(1, -(-(rest + WORKING_DAYS) // 7))

    def open_to(self, country: str, kind: Kind) -> list[tuple[Week, Days]]:
        """The open weeks in which the host has days enough, and these days."""
        weeks = ((week, self.days(country, kind, week)) for week in self.weeks if not week.closed)
        return [(week, days) for week, days in weeks if days is not None]

    def days(self, country: str, kind: Kind, week: Week) -> Days | None:
        """The days of a seminar in a week: the first start from which all days are free there."""
        return self._days(kind, week, self._taken(country, week.monday))

    def _days(self, kind: Kind, week: Week, taken: tuple[bool, ...]) -> tuple[date, date] | None:
        length: int = getattr(self.facts.programme.planning.days, kind)
        for start in STARTS:
            if start + length <= WORKING_DAYS and not any(taken[start : start + length]):
                first = week.monday + timedelta(days=start)
                return first, first + timedelta(days=length - 1)
        return None

    def exact_days(self, seminar: Seminar) -> Days | None:
        """The days of a standing proposal: as written, or from the first where the end is open."""
        dates = _to_the_day(self.facts, seminar).dates
        return (dates.begins, dates.ends) if dates and dates.known_to_the_day else None

    def free(self, country: str, begins: date, ends: date) -> bool:
        """Whether a host has all these days of one week free."""
        return self.taken_by(country, begins, ends) is None

    def taken_by(self, country: str, begins: date, ends: date) -> str | None:
        """What speaks against these days at a host: weekend, holidays or ramadan; None if free."""
        monday = monday_of(begins)
        if ends > monday + timedelta(days=WORKING_DAYS - 1):
            return "weekend"
        days = slice(begins.weekday(), ends.weekday() + 1)
        if any(_taken(country, monday, holidays=self.rules.holidays, ramadan=False)[days]):
            return "holidays"
        if any(_taken(country, monday, holidays=False, ramadan=self.observes(country))[days]):
            return "ramadan"
        return None

    def pooled(self, kind: Kind, *, observes: bool) -> list[Week]:
        """The open weeks in which a host without public holidays has days enough."""
        return [
            week
            for week in self.weeks
            if week.closed is None
            and self._days(kind, week, _taken("", week.monday, holidays=False, ramadan=observes))
        ]

    def _taken(self, country: str, monday: date) -> tuple[bool, ...]:
        return _taken(country, monday, holidays=self.rules.holidays, ramadan=self.observes(country))

    def observes(self, country: str) -> bool:
        """Whether a host holds no seminar in Ramadan."""
        return country in self.rules.ramadan or self.facts.region_of.get(country) in (
            self.rules.ramadan
        )

    def week_of(self, day: date) -> Week | None:
        """The week in which a day lies; None where the window has not the whole of it."""
        monday = monday_of(day)
        if not self.weeks:
            return None
        number = (monday - self.weeks[0].monday).days // 7
        return self.weeks[number] if 0 <= number < len(self.weeks) else None


def _to_the_day(facts: Facts, seminar: Seminar) -> Seminar:
    """A standing proposal whose end is open, with the days of its kind."""
    dates = seminar.dates
    if dates is None or dates.precision != "open":
        return seminar
    length: int = getattr(facts.programme.planning.days, seminar.kind)
    ends = dates.begins + timedelta(days=length - 1)
    return replace(seminar, dates=replace(dates, ends=ends, precision="day"))


@lru_cache(maxsize=65536)
def _taken(country: str, monday: date, *, holidays: bool, ramadan: bool) -> tuple[bool, ...]:
    days = [monday + timedelta(days=day) for day in range(WORKING_DAYS)]
    return tuple(
        (holidays and day in (public_holidays(country, day.year) or {}))
        or (ramadan and bool(in_ramadan(day)))
        for day in days
    )


def calendar_of(facts: Facts, rules: Rules) -> Calendar:
    """The weeks of the window under the rules."""
    first = facts.begins + timedelta(days=-facts.begins.weekday() % 7)
    mondays = []
    while first + timedelta(days=WORKING_DAYS - 1) <= facts.ends:
        mondays.append(first)
        first += timedelta(days=7)
    pinned = [_to_the_day(facts, s) for s in facts.standing if s.id in rules.pins]
    earliest = _moved(facts.begins, -(rules.rest or 0) - 7)
    near = [
        s
        for s in (*facts.fixed, *pinned)
        if s.dates and s.dates.first_day_known and s.dates.ends >= earliest
    ]
    return Calendar(
        facts,
        rules,
        tuple(_week(facts, rules, near, at, monday) for at, monday in enumerate(mondays)),
    )


def _week(facts: Facts, rules: Rules, fixed: Iterable[Seminar], number: int, monday: date) -> Week:
    friday, sunday = monday + timedelta(days=4), monday + timedelta(days=6)
    running = [s for s in fixed if s.dates and s.dates.begins <= sunday and monday <= s.dates.ends]
    places = None if rules.at_once is None else max(0, rules.at_once - len(running))
    closed = (
        _too_early(facts, rules, monday)
        or _meeting(facts, rules, monday, sunday)
        or _full(places, running)
        or _no_rest(rules, fixed, monday, friday)
    )
    return Week(number, monday, closed, places)


def _too_early(facts: Facts, rules: Rules, monday: date) -> tuple[str, str] | None:
    first = _moved(facts.as_of, rules.notice or 0)
    return ("notice", f"it begins before {first}") if monday < first else None


def _meeting(facts: Facts, rules: Rules, monday: date, sunday: date) -> tuple[str, str] | None:
    if not rules.meetings:
        return None
    names = [
        meeting.name
        for meeting in blocking(facts.programme.meetings, monday, sunday)
        if meeting.name not in rules.unblocked
    ]
    return ("meetings", names[0]) if names else None


def blocking(meetings: Iterable[Meeting], begins: date, ends: date) -> list[Meeting]:
    """The blocking meetings on any of these days, the earliest first; vague ones block nothing."""
    found = [
        meeting
        for meeting in meetings
        if meeting.blocks
        and meeting.dates.known_to_the_day
        and meeting.dates.begins <= ends
        and begins <= meeting.dates.ends
    ]
    return sorted(found, key=lambda meeting: (meeting.dates.begins, meeting.name))


def _moved(day: date, days: int) -> date:
    """So many days later, or the last day of all."""
    number = day.toordinal() + days
    return date.fromordinal(min(max(number, date.min.toordinal()), date.max.toordinal()))


def _full(places: int | None, running: list[Seminar]) -> tuple[str, str] | None:
    if places == 0:
        return "at_once", " and ".join(s.id for s in running) or "no seminar may run"
    return None


def _no_rest(
    rules: Rules, fixed: Iterable[Seminar], monday: date, friday: date
) -> tuple[str, str] | None:
    """A fixed seminar of another week, with fewer free days between than `rest`."""
    for seminar in fixed:
        dates = seminar.dates
        if dates is None or _share_a_week(monday, friday, dates):
            continue
        if dates.ends < monday:
            between = (monday - dates.ends).days - 1
        else:
            between = (dates.begins - friday).days - 1
        if between < (rules.rest or 0):
            return "rest", seminar.id
    return None


def _share_a_week(monday: date, friday: date, dates: Dates) -> bool:
    return dates.begins <= friday + timedelta(days=2) and monday <= dates.ends
