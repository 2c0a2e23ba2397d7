"""Coverage in depth: least developed states, targets against actual, a period with another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seminars.analysis.comparison import Comparison, compare
from seminars.analysis.coverage import Coverage, RegionStates
from seminars.analysis.query import LEAST_DEVELOPED, Query, states_of
from seminars.analysis.targets import TargetReport, comparable_progress

if TYPE_CHECKING:
    from seminars.model.period import Period
    from seminars.model.programme import Programme


@dataclass(frozen=True, slots=True)
class Depth:
    """What goes beyond the grid."""

    least: RegionStates
    targets: TargetReport
    comparison: Comparison | None


def depth(programme: Programme, query: Query, answer: Coverage, period: Period | None) -> Depth:
    """The depth of an answer; with a period, that period beside the answer's own.

    Raises `UsageError` where the two periods cannot be compared.
    """
    return Depth(
        _least(programme, answer),
        comparable_progress(programme, query, answer.seminars, answer.as_of),
        compare(programme, query, answer, period) if period else None,
    )


def _least(programme: Programme, answer: Coverage) -> RegionStates:
    states = states_of(programme, LEAST_DEVELOPED, answer.as_of)

    def among(name: str) -> tuple[str, ...]:
        codes = (code for part in answer.regions for code in getattr(part, name))
        return tuple(sorted(code for code in codes if code in states))

    return RegionStates(
        LEAST_DEVELOPED, among("roll"), among("hosted"), among("reached"), among("never")
    )
