"""The agenda: seminars and meetings of a period, what clashes, which weeks are free."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from seminars.analysis.query import ACTIVE, Query, by_date, select, spanned_period
from seminars.model.period import Period, weeks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seminars.model.programme import Meeting, Programme
    from seminars.model.record import Seminar


@dataclass(frozen=True, slots=True)
class Entry:
    """A seminar in the agenda, the ids it clashes with and the meetings it falls into."""

    seminar: Seminar
    clashes: tuple[str, ...]
    meetings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The agenda of a period as of a day."""

    period: Period
    as_of: date
    entries: tuple[Entry, ...]
    meetings: tuple[Meeting, ...]
    free: tuple[tuple[date, date], ...]
    undated: tuple[Seminar, ...]


def schedule(programme: Programme, query: Query, as_of: date) -> Schedule:
    """The agenda of the query's period, by default the programme's.

    Postponed and cancelled seminars are in it only when the query asks for their status. Free
    weeks and clashes look at all seminars that take place, whatever the query leaves out.
    """
    period = query.period or spanned_period(programme, as_of)
    selection = select(programme, replace(query, period=period), as_of)
    shown = query.statuses or frozenset(ACTIVE)
    active = [seminar for seminar in programme.seminars if seminar.status_on(as_of) in ACTIVE]
    meetings = sorted(
        programme.meetings,
        key=lambda meeting: (meeting.dates.begins, meeting.dates.ends, meeting.name),
    )
    clashing = clashes(active, programme.planning.at_once)
    return Schedule(
        period,
        as_of,
        tuple(
            Entry(seminar, tuple(sorted(clashing.get(seminar.id, ()))), _names(seminar, meetings))
            for seminar in selection.seminars
            if seminar.status_on(as_of) in shown
        ),
        tuple(meeting for meeting in meetings if period.touches(meeting.dates)),
        tuple(free_weeks(period, active, programme.meetings)),
        tuple(s for s in selection.undated if s.status_on(as_of) in shown),
    )


def clashes(seminars: Iterable[Seminar], at_once: int | None) -> dict[str, set[str]]:
    """For each id the ids it clashes with.

    Two seminars clash when both are known to the day, overlap, and share a speaker or officer, or
    run on a day with more than `at_once` seminars.
    """
    found: dict[str, set[str]] = {}
    for running in running_together(seminars):
        crowded = at_once is not None and len(running) > at_once
        for one in running:
            for other in running:
                if one is not other and (crowded or shared_people(one, other)):
                    found.setdefault(one.id, set()).add(other.id)
    return found


def shared_people(one: Seminar, other: Seminar) -> list[str]:
    """The speakers and officers whom two seminars share, in the order of the first."""
    others = {*(other.speakers or ()), *(other.officers or ())}
    people = (*(one.speakers or ()), *(one.officers or ()))
    return [person for person in dict.fromkeys(people) if person in others]


def running_together(seminars: Iterable[Seminar]) -> list[list[Seminar]]:
    """The groups of seminars known to the day that share a day, each as large as it gets."""
    groups: list[list[Seminar]] = []
    running: list[Seminar] = []
    known = [seminar for seminar in seminars if seminar.dates and seminar.dates.known_to_the_day]
    for seminar in sorted(known, key=by_date):
        still = [other for other in running if _ends(other) >= _begins(seminar)]
        if len(still) < len(running) > 1:
            groups.append(running)
        running = [*still, seminar]
    return [*groups, running] if len(running) > 1 else groups


def _begins(seminar: Seminar) -> date:
    return seminar.begins or date.max


def _ends(seminar: Seminar) -> date:
    return seminar.ends or date.min


def meetings_met(seminar: Seminar, meetings: Iterable[Meeting]) -> list[Meeting]:
    """The meetings that a seminar falls into; none while its day is not known."""
    dates = seminar.dates
    if dates is None or not dates.first_day_known:
        return []
    return [meeting for meeting in meetings if meeting.dates.overlaps(dates)]


def _names(seminar: Seminar, meetings: Iterable[Meeting]) -> tuple[str, ...]:
    return tuple(meeting.name for meeting in meetings_met(seminar, meetings))


def free_weeks(
    period: Period, seminars: Iterable[Seminar], meetings: Iterable[Meeting]
) -> list[tuple[date, date]]:
    """The whole weeks, Monday to Sunday, of the period without seminar or blocking meeting.

    A seminar whose day is not known takes up no week. Where the period is open, the records and
    meetings bound it.
    """
    taken = [
        seminar.dates for seminar in seminars if seminar.dates and seminar.dates.first_day_known
    ]
    taken += [meeting.dates for meeting in meetings if meeting.blocks]
    if not taken and None in (period.begins, period.ends):
        return []
    first = period.begins or min(dates.begins for dates in taken)
    last = period.ends or max(dates.ends for dates in taken)
    busy = {
        _monday(dates.begins) + timedelta(weeks=week)
        for dates in taken
        for week in range((_monday(dates.ends) - _monday(dates.begins)).days // 7 + 1)
    }
    return [(monday, sunday) for monday, sunday in weeks(first, last) if monday not in busy]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
