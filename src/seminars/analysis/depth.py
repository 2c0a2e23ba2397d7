"""Coverage in depth: least developed states, and targets against actual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seminars.analysis.coverage import Coverage, RegionStates
from seminars.analysis.query import Query, states_of
from seminars.analysis.targets import TargetReport, comparable_progress
from seminars.model.programme import LEAST_DEVELOPED

if TYPE_CHECKING:
    from seminars.model.programme import Programme


@dataclass(frozen=True, slots=True)
class Depth:
    """What goes beyond the grid."""

    least: RegionStates
    targets: TargetReport


def depth(programme: Programme, query: Query, answer: Coverage) -> Depth:
    """The depth of an answer to a query."""
    return Depth(
        _least(programme, answer),
        comparable_progress(programme, query, answer.seminars, answer.as_of),
    )


def _least(programme: Programme, answer: Coverage) -> RegionStates:
    states = states_of(programme, LEAST_DEVELOPED, answer.as_of)

    def among(name: str) -> tuple[str, ...]:
        codes = (code for part in answer.regions for code in getattr(part, name))
        return tuple(sorted(code for code in codes if code in states))

    return RegionStates(
        LEAST_DEVELOPED, among("roll"), among("hosted"), among("reached"), among("never")
    )
