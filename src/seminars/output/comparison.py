"""One period with another, shown: as tables, as JSON, and as further columns of the CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.query import illustrative
from seminars.output import data
from seminars.output.blocks import Block, Column, Grid, Span, line
from seminars.output.coverage import Titles, named
from seminars.output.text import amount, period_title, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from seminars.analysis.comparison import Change, Comparison
    from seminars.analysis.coverage import Coverage
    from seminars.model.programme import Programme
    from seminars.output.data import Json

    Sides = Callable[[Change], tuple[Fraction, Fraction]]


def comparison_view(programme: Programme, answer: Coverage, found: Comparison) -> Iterator[Block]:
    """What is held and scheduled, and below it what is proposed, each with its change.

    By status there is one table, of all that is counted.
    """
    titles, by_status = Titles(programme, answer), "status" in found.by
    periods = f": {period_title(answer.period)}, and the change from {period_title(found.period)}"
    figures = "Seminars by their status" if by_status else "Held and scheduled"
    yield line(Span(figures + periods, "title"))
    yield line(Span("; ".join(_about(found)), "dim"))
    yield from _grid(found, titles, lambda change: (change.before, change.after))
    if not by_status and (found.total.proposed_before or found.total.proposed_after):
        yield line()
        yield line(Span(f"Proposed{periods}", "title"))
        yield from _grid(
            found, titles, lambda change: (change.proposed_before, change.proposed_after)
        )
    yield line()


def _about(found: Comparison) -> Iterator[str]:
    """What is set against what, and how much of the earlier period is made up."""
    for side, ours, theirs in found.paired:
        yield f"{side} by {side}, {ours} from {theirs}"
    invented = len(illustrative(found.seminars))
    counted = plural(len(found.seminars), "seminar")
    yield f"{period_title(found.period)}: {counted}, {invented} illustrative"


def _grid(found: Comparison, titles: Titles, sides: Sides) -> Iterator[Block]:
    """Rows by columns with their totals; of countries, only those where there is something."""
    by_cell = {(cell.row, cell.column): cell.figures for cell in found.cells}
    shown = named(found.by[0], found.rows, found.row_totals, titles)
    if found.by[0] == "country":
        shown = [row for row in shown if any(sides(row[-1]))]
    columns = named(found.by[1], found.columns, found.column_totals, titles)
    body = [
        [
            name,
            *(_changed(*sides(by_cell[row, column])) for column, _, _ in columns),
            _changed(*sides(total)),
        ]
        for row, name, total in shown
    ]
    totals = (*(total for _, _, total in columns), found.total)
    body.append(["Seminars", *(_changed(*sides(total)) for total in totals)])
    heads = [name for _, name, _ in columns]
    last = (len(shown), len(heads) + 1)
    yield Grid(
        [Column(""), *(Column(head, kept=True) for head in (*heads, "Seminars"))],
        body,
        lambda row, column: "title" if row == last[0] or column == last[1] else "",
    )
    if rest := len(found.rows) - len(shown):
        yield line(Span(f"{plural(rest, 'country', 'countries')} with none in either", "dim"))


def _changed(before: Fraction, after: Fraction) -> str:
    if not before and not after:
        return "·"
    return f"{amount(after)} ({_signed(after - before)})"


def _signed(change: Fraction) -> str:
    if not change:
        return "="
    return f"+{amount(change)}" if change > 0 else f"−{amount(-change)}"


_COMPARED = (
    "row_before", "column_before", "before", "after", "change", "proposed_before",
    "proposed_after", "seminars_before",
)  # fmt: skip
"""What a cell has besides, compared with that of another period."""


def comparison_data(found: Comparison) -> Json:
    """The value of `compare`."""
    return {
        "period": found.period.text,
        "rows": list(found.rows),
        "columns": list(found.columns),
        "cells": [
            {
                "row": cell.row, "column": cell.column,
                "row_before": cell.row_before, "column_before": cell.column_before,
                **_figures(cell.figures),
            }
            for cell in found.cells
        ],
        "row_totals": [
            {"row": row, **_figures(total)}
            for row, total in zip(found.rows, found.row_totals, strict=True)
        ],
        "column_totals": [
            {"column": column, **_figures(total)}
            for column, total in zip(found.columns, found.column_totals, strict=True)
        ],
        "total": _figures(found.total),
        "illustrative": len(illustrative(found.seminars)),
    }  # fmt: skip


def _figures(change: Change) -> Json:
    return {
        "before": data.number(change.before),
        "after": data.number(change.after),
        "change": data.number(change.change),
        "proposed_before": data.number(change.proposed_before),
        "proposed_after": data.number(change.proposed_after),
        "seminars_before": list(change.seminars_before),
    }


def csv_comparison(answer: Coverage, found: Comparison) -> str:
    """One row a cell of either period: the columns of the coverage, then those of the change.

    Recency and last day are empty for a row or column that only the earlier period has.
    """
    by_cell = {(cell["row"], cell["column"]): cell for cell in data.coverage(answer)["cells"]}
    compared = comparison_data(found)["cells"]
    absent: Json = {"held": 0, "scheduled": 0, "proposed": 0, "seminars": []}
    if "status" in answer.by:
        absent["count"] = 0
    rows = [{**cell, **by_cell.get((cell["row"], cell["column"]), absent)} for cell in compared]
    columns = [*data.cell_columns(answer), *_COMPARED]
    return data.csv_text(columns, ([row.get(column) for column in columns] for row in rows))
