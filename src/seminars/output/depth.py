"""Coverage in depth, shown: targets, least developed states, a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.targets import SUBJECTS, narrowing
from seminars.output.blocks import Block, Column, Grid, Span, line
from seminars.output.coverage import Titles, amount
from seminars.output.data import number
from seminars.output.text import period_title

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from seminars.analysis.coverage import Coverage
    from seminars.analysis.depth import Comparison, Depth, Difference
    from seminars.model.programme import Programme
    from seminars.output.data import Json


def depth_view(programme: Programme, answer: Coverage, found: Depth) -> Iterator[Block]:
    """The least developed states, the targets, and the comparison if one was asked for."""
    least = found.least
    if least.roll:
        yield line(
            Span("Least developed: ", "title"),
            f"{len(least.hosted)} hosted, {len(least.reached)} of {len(least.roll)} reached, "
            f"{len(least.never)} never",
        )
    titles = Titles(programme, answer)
    if found.targets:
        yield line()
        yield _targets(found, titles)
    if found.comparison is not None:
        yield line()
        yield from _comparison(found.comparison, answer, titles)
    if found.targets or found.comparison is not None:
        yield line()


def _targets(found: Depth, titles: Titles) -> Grid:
    heads = ("Target", "Planned", "Held", "Scheduled", "Missing", "Proposed")
    rows = []
    for part in found.targets:
        subjects = [titles(name, value) for name, value in narrowing(part.target)]  # type: ignore[arg-type]
        counts = (
            part.target.seminars, len(part.held), len(part.scheduled), part.missing,
            len(part.proposed),
        )  # fmt: skip
        rows.append([", ".join(subjects) or "All seminars", *map(str, counts)])
    columns = [Column(head, right=at > 0) for at, head in enumerate(heads)]
    missing = heads.index("Missing")
    return Grid(
        columns, rows,
        lambda row, at: "warning" if at == missing and rows[row][at] != "0" else "",
    )  # fmt: skip


def _comparison(found: Comparison, answer: Coverage, titles: Titles) -> Iterator[Block]:
    yield line(
        Span(f"Held and scheduled: {period_title(answer.period)}", "title"),
        f", and the change from {period_title(found.period)}",
    )
    rows, columns = answer.by
    by_cell = {(cell.row, cell.column): cell for cell in found.cells}
    body = [
        [titles(rows, row), *(_changed(by_cell[row, column]) for column in found.columns)]
        for row in found.rows
    ]
    heads = [Column(""), *(Column(titles(columns, column)) for column in found.columns)]
    yield Grid(heads, body)


def _changed(cell: Difference) -> str:
    if not cell.before and not cell.after:
        return "·"
    return f"{amount(cell.after)} ({_signed(cell.change)})"


def _signed(change: Fraction) -> str:
    if not change:
        return "="
    return f"+{amount(change)}" if change > 0 else f"−{amount(-change)}"


def depth_data(found: Depth) -> Json:
    """What `coverage` adds to its data: `targets`, `least_developed`, `compare`."""
    least = found.least
    return {
        "least_developed": {
            "roll": len(least.roll), "hosted": len(least.hosted), "reached": len(least.reached),
            "never": list(least.never),
        },
        "targets": [
            {
                **{name: getattr(part.target, name) for name in SUBJECTS},
                "planned": part.target.seminars,
                "held": len(part.held),
                "scheduled": len(part.scheduled),
                "proposed": len(part.proposed),
                "missing": part.missing,
                "seminars": [s.id for s in (*part.held, *part.scheduled)],
            }
            for part in found.targets
        ],
        "compare": _comparison_data(found.comparison) if found.comparison else None,
    }  # fmt: skip


def _comparison_data(found: Comparison) -> Json:
    return {
        "period": found.period.text,
        "cells": [
            {
                "row": cell.row,
                "column": cell.column,
                "before": number(cell.before),
                "after": number(cell.after),
                "change": number(cell.change),
                "proposed_before": number(cell.proposed_before),
                "proposed_after": number(cell.proposed_after),
            }
            for cell in found.cells
        ],
    }
