"""What changed since a frozen paper: seminars new, gone, moved or of another status; states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seminars.analysis.paper.figures import Figure, Figures, Trace
from seminars.analysis.paper.lists import GROUPS
from seminars.model.record import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from seminars.analysis.paper.lists import Lists
    from seminars.model.programme import Programme
    from seminars.model.record import Seminar

WHATS = ("new", "gone", "moved", *STATUSES)
"""What may have changed of a seminar; a status is the one that it has now."""


@dataclass(frozen=True, slots=True)
class Past:
    """A seminar as the frozen paper had it."""

    id: str
    title: str
    status: str
    dates: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What changed for one seminar: `what` is new, gone, held, moved, postponed, and so on."""

    what: str
    id: str
    title: str
    before: str | None = None
    after: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class RollChange:
    """A state that joined or left the roll, changed its name or its region."""

    what: str
    code: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Baseline:
    """A frozen paper as it was read back from the file `name`."""

    name: str
    as_of: date
    symbol: str | None
    seminars: Mapping[str, Past]
    states: Mapping[str, tuple[str, str]]
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a frozen paper, and the figures that it had."""

    baseline: Baseline
    seminars: tuple[Change, ...]
    roll: tuple[RollChange, ...]


def changes(baseline: Baseline, lists: Lists, figures: Figures) -> Changes:
    """What changed from the frozen paper to the records of today, each kind of it a figure."""
    now = {seminar.id for seminar in lists.every}
    listed = [seminar for name in GROUPS for seminar in lists.groups[name]]
    found = [change for seminar in listed for change in _changes_of(seminar, baseline, lists.as_of)]
    found += [
        Change("gone", past.id, past.title, before=past.dates)
        for past in baseline.seminars.values()
        if past.id not in now
    ]
    for what in WHATS:
        ids = tuple(change.id for change in found if change.what == what)
        trace = Trace.by("report", "--since", baseline.name, "--format", "json")
        figures.keep(
            Figure(f"changes.{what}", len(ids), "changes", ids, trace, (("change", what),))
        )
    return Changes(baseline, tuple(found), _roll_changes(baseline, lists))


def _changes_of(seminar: Seminar, baseline: Baseline, as_of: date) -> Iterable[Change]:
    past = baseline.seminars.get(seminar.id)
    status = seminar.status_on(as_of)
    dates = seminar.dates.text if seminar.dates else None
    if past is None:
        yield Change("new", seminar.id, seminar.title, None, dates)
        return
    if status != past.status:
        reason = seminar.reason if status in {"postponed", "cancelled"} else None
        yield Change(status, seminar.id, seminar.title, past.status, status, reason)
    if dates != past.dates:
        yield Change("moved", seminar.id, seminar.title, past.dates, dates, seminar.reason)


def _roll_changes(baseline: Baseline, lists: Lists) -> tuple[RollChange, ...]:
    now = states_on(lists.programme, lists.as_of)
    found = []
    for code in sorted({*now, *baseline.states}):
        before, after = baseline.states.get(code), now.get(code)
        if before is None or after is None:
            what = "joined" if before is None else "left"
            found.append(RollChange(what, code, *(p[0] if p else None for p in (before, after))))
            continue
        for what, old, new in zip(("renamed", "region"), before, after, strict=True):
            if old != new:
                found.append(RollChange(what, code, old, new))
    return tuple(found)


def states_on(programme: Programme, day: date) -> dict[str, tuple[str, str]]:
    """The name and region of each state on the roll."""
    return {
        code: (state.name_on(day), state.region or "")
        for code, state in programme.roll(day).items()
    }
