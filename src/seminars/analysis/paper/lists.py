"""The lists of the paper: every seminar of the programme stands in exactly one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from seminars.analysis.paper.figures import Part, Trace
from seminars.analysis.query import by_date

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from seminars.model.programme import Programme
    from seminars.model.record import Seminar

GroupName = Literal["held", "scheduled", "intended", "postponed", "cancelled", "earlier"]
GROUPS: tuple[GroupName, ...] = get_args(GroupName)
LISTED = GROUPS[:5]
"""The lists of the paper; what was held earlier stands in earlier papers."""
COUNTED = GROUPS[:3]
"""The lists that are counted by kind, region, theme and level."""
PUT_OFF = GROUPS[3:5]
"""The lists of what does not take place as it was planned."""


class Unread(NamedTuple):
    """What could not be read: records by their ids, empty where there is none; files; rules.

    `files` counts the files of records of which nothing could be read, `rules` says whether
    `programme.yaml` has errors.
    """

    records: tuple[str, ...] = ()
    files: int = 0
    rules: bool = False

    def may_hold(self, identity: str) -> bool:
        """Whether a record with this id may stand among what could not be read."""
        return bool(self.files) or identity in self.records or "" in self.records


@dataclass(frozen=True)
class Lists:
    """The seminars of a programme in the order of the dates: `every` one, and by list."""

    programme: Programme
    as_of: date
    since: date | None
    every: tuple[Seminar, ...]
    groups: Mapping[GroupName, tuple[Seminar, ...]]
    told: Collection[str] | None = None

    @cached_property
    def traces(self) -> dict[GroupName, Trace]:
        """How `seminars list` finds each list."""
        found = traces(self.as_of, self.since)
        return found if self.told is None else {**found, **self._by_id(found["held"])}

    def _by_id(self, held: Trace) -> dict[GroupName, Trace]:
        """The seminars held, by what the frozen paper told of, where the dates say otherwise."""
        parts: tuple[tuple[GroupName, bool], ...] = (("held", True), ("earlier", False))
        late, early = (
            tuple(("id", s.id) for s in self.groups[name] if self._dated_earlier(s) is past)
            for name, past in parts
        )
        ever = ("status", "held")
        whole = held.parts[0].listing
        now = held.without(*early)
        before = Part((ever,), (whole, *(((ever, *late),) if late else ())))
        now_too = Part((ever, *late))
        before_too = Part((ever, *early))
        return {
            "held": Trace((*now.parts, *((now_too,) if late else ()))),
            "earlier": Trace((before, *((before_too,) if early else ()))),
        }

    def _dated_earlier(self, seminar: Seminar) -> bool:
        return _earlier(seminar, self.as_of, self.since)

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


def lists_of(
    programme: Programme, as_of: date, since: date | None, told: Collection[str] | None = None
) -> Lists:
    """The lists of a paper as of a day, since a day.

    `told` are the ids of the seminars that a frozen paper had as held: whatever their dates, these
    stand in an earlier paper, and no other seminar does.
    """
    every = tuple(sorted(programme.seminars, key=by_date))
    found: dict[GroupName, list[Seminar]] = {name: [] for name in GROUPS}
    for seminar in every:
        found[group_of(seminar, as_of, since, told)].append(seminar)
    groups = {name: tuple(seminars) for name, seminars in found.items()}
    return Lists(programme, as_of, since, every, groups, told)


def group_of(
    seminar: Seminar, as_of: date, since: date | None, told: Collection[str] | None = None
) -> GroupName:
    """The one list of the paper in which a seminar stands."""
    status = seminar.status_on(as_of)
    if status == "held":
        earlier = _earlier(seminar, as_of, since) if told is None else seminar.id in told
        return "earlier" if earlier else "held"
    if status == "scheduled":
        in_year = (seminar.begins or as_of).year <= as_of.year
        return "scheduled" if in_year else "intended"
    return "intended" if status == "proposed" else status


def _earlier(seminar: Seminar, as_of: date, since: date | None) -> bool:
    return since is not None and (seminar.ends or as_of) <= since


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
    return found, _past(lists, "scheduled")


def past_proposals(lists: Lists) -> tuple[tuple[Seminar, ...], Trace]:
    """The seminars proposed for days that are past, and how `seminars list` finds them."""
    found = tuple(s for s in lists.groups["intended"] if is_past(s, lists.as_of))
    return found, _past(lists, "proposed")


def is_past(seminar: Seminar, as_of: date) -> bool:
    """Whether a seminar is proposed, and its last possible day is before the day."""
    return seminar.status == "proposed" and seminar.over_on(as_of)


def _past(lists: Lists, status: str) -> Trace:
    until = Trace.of(("status", status), ("period", f"..{lists.as_of}"))
    return until.without(("period", f"{lists.as_of}.."))
