"""What was promised against what is there: seminars of a period by target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from seminars.analysis.query import ACTIVE, Query, spanned_period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from seminars.model.period import Period
    from seminars.model.programme import Programme, Target
    from seminars.model.record import Seminar

SUBJECTS = ("kind", "region", "theme", "level")


@dataclass(frozen=True, slots=True)
class Progress:
    """A target with the seminars that count for it; `missing` is how many it still takes."""

    target: Target
    held: tuple[Seminar, ...]
    scheduled: tuple[Seminar, ...]
    proposed: tuple[Seminar, ...]

    @property
    def missing(self) -> int:
        """Seminars promised and neither held nor scheduled."""
        return max(0, self.target.seminars - len(self.held) - len(self.scheduled))


@dataclass(frozen=True, slots=True)
class TargetReport:
    """The targets that an answer can be held against, and how many it cannot.

    `period` is the one they were set for. None is comparable over `another_period`.
    """

    period: Period
    progress: tuple[Progress, ...]
    left_out: int
    another_period: bool


def narrowing(target: Target) -> tuple[tuple[str, str], ...]:
    """What a target is about, as subject and value: `(("region", "africa"),)`."""
    values = ((subject, getattr(target, subject)) for subject in SUBJECTS)
    return tuple((subject, value) for subject, value in values if value is not None)


def progress(
    programme: Programme, seminars: Iterable[Seminar], as_of: date
) -> tuple[Progress, ...]:
    """Every target of the programme against these seminars, in the order of the programme."""
    known = tuple(seminars)
    return tuple(_progress(target, known, as_of) for target in programme.targets)


def comparable_progress(
    programme: Programme, query: Query, seminars: Iterable[Seminar], as_of: date
) -> TargetReport:
    """The targets all seminars of which are inside a query, against those it found.

    A filter leaves a target alone only when it asks for the very subject of the target.
    """
    period = spanned_period(programme, as_of)
    asked = query.period or period
    another = (asked.begins, asked.ends) != (period.begins, period.ends)
    kept = [target for target in programme.targets if not another and _comparable(target, query)]
    known = tuple(seminars)
    found = tuple(_progress(target, known, as_of) for target in kept)
    return TargetReport(period, found, len(programme.targets) - len(kept), another)


def _comparable(target: Target, query: Query) -> bool:
    """Whether no filter leaves out a seminar that counts for the target."""
    same = (
        (target.region, query.regions),
        (target.theme, query.themes),
        (target.level, query.levels),
        (target.kind, query.kinds),
    )
    none = frozenset[str]()
    others = replace(query, period=None, regions=none, themes=none, levels=none, kinds=none)
    if query.statuses.issuperset(ACTIVE):
        others = replace(others, statuses=none)
    return others == Query() and all(not asked or value in asked for value, asked in same)


def _progress(target: Target, seminars: tuple[Seminar, ...], as_of: date) -> Progress:
    meant: dict[str, list[Seminar]] = {}
    for seminar in seminars:
        if meets(target, seminar):
            meant.setdefault(seminar.status_on(as_of), []).append(seminar)
    held, scheduled, proposed = (
        tuple(meant.get(status, ())) for status in ("held", "scheduled", "proposed")
    )
    return Progress(target, held, scheduled, proposed)


def meets(target: Target, seminar: Seminar) -> bool:
    """Whether a seminar counts for a target."""
    return (
        (target.kind is None or seminar.kind == target.kind)
        and (target.region is None or seminar.region == target.region)
        and (target.theme is None or target.theme in (seminar.themes or ()))
        and (target.level is None or target.level in (seminar.levels or ()))
    )
