"""The lists of the paper: every seminar of the programme stands in exactly one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from seminars.analysis.paper.figures import Part, Trace
from seminars.analysis.query import by_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seminars.model.programme import Programme
    from seminars.model.record import Seminar

GroupName = Literal["held", "scheduled", "intended", "postponed", "cancelled", "earlier"]
GROUPS: tuple[GroupName, ...] = get_args(GroupName)
LISTED = GROUPS[:5]
"""The lists of the paper; what was held earlier stands in earlier papers."""
COUNTED = GROUPS[:3]
"""The lists that are counted by kind, region, theme and level."""
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Lists:
    """The seminars of a programme in the order of the dates: `every` one, and by list."""

    programme: Programme
    as_of: date
    since: date | None
    every: tuple[Seminar, ...]
    groups: Mapping[GroupName, tuple[Seminar, ...]]

    @cached_property
    def traces(self) -> dict[GroupName, Trace]:
        """How `seminars list` finds each list."""
        return traces(self.as_of, self.since)

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The ids of the regions."""
        return tuple(term.id for term in self.programme.regions)

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """The ids of the themes."""
        return tuple(term.id for term in self.programme.themes)

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The ids of the levels."""
        return tuple(term.id for term in self.programme.levels)


def lists_of(programme: Programme, as_of: date, since: date | None) -> Lists:
    """The lists of a paper as of a day, since a day."""
    every = tuple(sorted(programme.seminars, key=by_date))
    found: dict[GroupName, list[Seminar]] = {name: [] for name in GROUPS}
    for seminar in every:
        found[group_of(seminar, as_of, since)].append(seminar)
    groups = {name: tuple(seminars) for name, seminars in found.items()}
    return Lists(programme, as_of, since, every, groups)


def group_of(seminar: Seminar, as_of: date, since: date | None) -> GroupName:
    """The one list of the paper in which a seminar stands."""
    status = seminar.status_on(as_of)
    if status == "held":
        return "earlier" if since and (seminar.ends or as_of) <= since else "held"
    if status == "scheduled":
        in_year = (seminar.begins or as_of).year <= as_of.year
        return "scheduled" if in_year else "intended"
    return "intended" if status == "proposed" else status


def traces(as_of: date, since: date | None) -> dict[GroupName, Trace]:
    """How `seminars list` finds each list of the paper."""
    from_day = since + timedelta(days=1) if since else ""
    held = (("status", "held"), ("period", f"{from_day}..{as_of}"))
    scheduled = (("status", "scheduled"), ("period", f"..{as_of.year:04}-12-31"))
    earlier = Part((("status", "held"),), (held,))
    return {
        "held": Trace.of(*held),
        "scheduled": Trace.of(*scheduled),
        "intended": Trace(
            (Part((("status", "proposed"),)), Part((("status", "scheduled"),), (scheduled,)))
        ),
        "postponed": Trace.of(("status", "postponed")),
        "cancelled": Trace.of(("status", "cancelled")),
        "earlier": Trace((earlier,) if since else ()),
    }


def overdue(lists: Lists) -> tuple[tuple[Seminar, ...], Trace]:
    """The seminars whose last possible day is past and of which nothing is known, and how found."""
    found = tuple(s for s in lists.groups["scheduled"] if s.overdue_on(lists.as_of))
    until = Trace.of(("status", "scheduled"), ("period", f"..{lists.as_of}"))
    return found, until.without(("period", f"{lists.as_of}.."))
