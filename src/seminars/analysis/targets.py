"""What was promised against what is there: seminars of a period by target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

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


def _progress(target: Target, seminars: tuple[Seminar, ...], as_of: date) -> Progress:
    meant = [seminar for seminar in seminars if meets(target, seminar)]
    held, scheduled, proposed = (
        tuple(seminar for seminar in meant if seminar.status_on(as_of) == status)
        for status in ("held", "scheduled", "proposed")
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
