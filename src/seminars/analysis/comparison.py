"""One period with another, cell by cell: what is there now, what was there then, the change.

Years, halves, quarters and months are compared by their place in the period: the first quarter of
one with the first of the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from seminars.analysis.coverage import DIVISIONS, Coverage, Dimension, Figures, coverage
from seminars.model.diagnostics import UsageError
from seminars.model.programme import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from seminars.analysis.query import Query
    from seminars.model.period import Period
    from seminars.model.programme import Programme
    from seminars.model.record import Seminar

    Pairs = Mapping[str, str]

_NONE = Figures(Fraction(0), Fraction(0), Fraction(0), Fraction(0), ())


@dataclass(frozen=True, slots=True)
class Change:
    """Seminars in the earlier period and in the later one.

    `before` and `after` are held and scheduled; by status, all that are counted.
    """

    before: Fraction
    after: Fraction
    proposed_before: Fraction
    proposed_after: Fraction
    seminars_before: tuple[str, ...]

    @property
    def change(self) -> Fraction:
        """How many more there are."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """A row and a column of the later period, and where the earlier one has its figures."""

    row: str
    column: str
    row_before: str
    column_before: str
    figures: Change


@dataclass(frozen=True, slots=True)
class Comparison:
    """A period with an earlier (or any other) one; `seminars` are those counted in the earlier.

    `paired` has, for each side that is a division of time, its first value and that which it is
    compared with.
    """

    period: Period
    by: tuple[Dimension, Dimension]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[ComparedCell, ...]
    row_totals: tuple[Change, ...]
    column_totals: tuple[Change, ...]
    total: Change
    paired: tuple[tuple[Dimension, str, str], ...]
    seminars: tuple[Seminar, ...]


def compare(programme: Programme, query: Query, answer: Coverage, period: Period) -> Comparison:
    """An answer with the same question about another period.

    Raises `UsageError` where a side is a division of time and the periods have not as many.
    """
    other = coverage(
        programme, replace(query, period=period), answer.as_of,
        by=answer.by, count=answer.count, at=answer.at,
    )  # fmt: skip
    row_pairs = _pairs(answer, other, answer.by[0], answer.rows, other.rows)
    column_pairs = _pairs(answer, other, answer.by[1], answer.columns, other.columns)
    rows, columns = _every(answer.rows, row_pairs), _every(answer.columns, column_pairs)
    by_status = "status" in answer.by
    return Comparison(
        other.period, answer.by, rows, columns,
        tuple(_cells(answer, other, (rows, columns), (row_pairs, column_pairs))),
        _totals(
            rows, row_pairs, (answer.rows, answer.row_totals), (other.rows, other.row_totals),
            by_status=by_status,
        ),
        _totals(
            columns, column_pairs, (answer.columns, answer.column_totals),
            (other.columns, other.column_totals), by_status=by_status,
        ),
        _change(other.total, answer.total, by_status=by_status),
        (*_first(answer.by[0], answer.rows, other.rows),
         *_first(answer.by[1], answer.columns, other.columns)),
        other.seminars,
    )  # fmt: skip


def _pairs(
    answer: Coverage, other: Coverage, side: Dimension, ours: Sequence[str], theirs: Sequence[str]
) -> Pairs:
    """For each value of the later period that of the earlier one; the same, but for time."""
    if side not in DIVISIONS:
        return {value: value for value in (*ours, *theirs)}
    now, then = _known(ours), _known(theirs)
    if len(now) != len(then):
        raise UsageError(
            f"--compare: `{answer.period.text}` has {_several(len(now), side)} and "
            f"`{other.period.text}` {_several(len(then), side)}: "
            "they cannot be compared one by one",
            f"write a period of {_several(len(now), side)}, or leave {side} out of --by",
        )
    unknown = {UNKNOWN: UNKNOWN} if UNKNOWN in {*ours, *theirs} else {}
    return dict(zip(now, then, strict=True)) | unknown


def _first(
    side: Dimension, ours: Sequence[str], theirs: Sequence[str]
) -> tuple[tuple[Dimension, str, str], ...]:
    return ((side, ours[0], theirs[0]),) if side in DIVISIONS else ()


def _several(number: int, division: str) -> str:
    if number == 1:
        return f"1 {division}"
    return f"{number} {'halves' if division == 'half' else division + 's'}"


def _known(values: Iterable[str]) -> list[str]:
    return [value for value in values if value != UNKNOWN]


def _every(ours: Sequence[str], pairs: Pairs) -> tuple[str, ...]:
    """The rows or columns of either period, `unknown` last."""
    values = dict.fromkeys((*ours, *pairs))
    return (*_known(values), *([UNKNOWN] if UNKNOWN in values else []))


def _cells(
    answer: Coverage,
    other: Coverage,
    values: tuple[Sequence[str], Sequence[str]],
    pairs: tuple[Pairs, Pairs],
) -> Iterator[ComparedCell]:
    by_status = "status" in answer.by
    after = {(cell.row, cell.column): cell.figures for cell in answer.cells}
    before = {(cell.row, cell.column): cell.figures for cell in other.cells}
    for row in values[0]:
        for column in values[1]:
            then = pairs[0][row], pairs[1][column]
            old, new = before.get(then, _NONE), after.get((row, column), _NONE)
            yield ComparedCell(row, column, *then, _change(old, new, by_status=by_status))


def _totals(
    values: Sequence[str],
    pairs: Pairs,
    ours: tuple[Sequence[str], Sequence[Figures]],
    theirs: tuple[Sequence[str], Sequence[Figures]],
    *,
    by_status: bool,
) -> tuple[Change, ...]:
    after, before = dict(zip(*ours, strict=True)), dict(zip(*theirs, strict=True))
    return tuple(
        _change(before.get(pairs[value], _NONE), after.get(value, _NONE), by_status=by_status)
        for value in values
    )


def _change(before: Figures, after: Figures, *, by_status: bool) -> Change:
    old, new = (
        figures.count if by_status else figures.held + figures.scheduled
        for figures in (before, after)
    )
    return Change(old, new, before.proposed, after.proposed, before.seminars)
