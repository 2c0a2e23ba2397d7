"""Coverage in depth: least developed states, targets against actual, a period with another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from seminars.analysis.coverage import Coverage, RegionStates, coverage
from seminars.analysis.query import LEAST_DEVELOPED, Query, states_of
from seminars.analysis.targets import Progress, progress

if TYPE_CHECKING:
    from seminars.model.period import Period
    from seminars.model.programme import Programme


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell in two periods: seminars held and scheduled, and proposed."""

    row: str
    column: str
    before: Fraction
    after: Fraction
    proposed_before: Fraction
    proposed_after: Fraction

    @property
    def change(self) -> Fraction:
        """How many more are held and scheduled."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """One period with an earlier (or any other) one, cell by cell."""

    period: Period
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Depth:
    """What goes beyond the grid; `targets` are over the period and inside the filters."""

    least: RegionStates
    targets: tuple[Progress, ...]
    comparison: Comparison | None


def depth(programme: Programme, query: Query, answer: Coverage, compare: Period | None) -> Depth:
    """The depth of an answer; with `compare`, that period beside the answer's own."""
    return Depth(
        _least(programme, answer),
        progress(programme, answer.seminars, answer.as_of),
        _comparison(programme, query, answer, compare) if compare else None,
    )


def _least(programme: Programme, answer: Coverage) -> RegionStates:
    states = states_of(programme, LEAST_DEVELOPED, answer.as_of)

    def among(name: str) -> tuple[str, ...]:
        codes = (code for part in answer.regions for code in getattr(part, name))
        return tuple(sorted(code for code in codes if code in states))

    return RegionStates(
        LEAST_DEVELOPED, among("roll"), among("hosted"), among("reached"), among("never")
    )


def _comparison(programme: Programme, query: Query, answer: Coverage, period: Period) -> Comparison:
    other = coverage(
        programme, replace(query, period=period), answer.as_of,
        by=answer.by, count=answer.count, at=answer.at,
    )  # fmt: skip
    before = {(cell.row, cell.column): cell.figures for cell in other.cells}
    after = {(cell.row, cell.column): cell.figures for cell in answer.cells}
    rows = tuple(dict.fromkeys((*answer.rows, *other.rows)))
    columns = tuple(dict.fromkeys((*answer.columns, *other.columns)))
    none = Fraction(0)
    cells = []
    for row in rows:
        for column in columns:
            old, new = before.get((row, column)), after.get((row, column))
            cells.append(
                Difference(
                    row, column,
                    old.held + old.scheduled if old else none,
                    new.held + new.scheduled if new else none,
                    old.proposed if old else none, new.proposed if new else none,
                )
            )  # fmt: skip
    return Comparison(other.period, rows, columns, tuple(cells))
