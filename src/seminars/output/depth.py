"""Coverage in depth, shown: targets, least developed states, a comparison, a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.targets import SUBJECTS, narrowing
from seminars.output.blocks import Block, Column, Grid, Span, line
from seminars.output.coverage import Titles, amount
from seminars.output.data import number
from seminars.output.text import long_day, period_title, plural
from seminars.output.world import braille, place
from seminars.reading.reference import outlines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from fractions import Fraction

    from seminars.analysis.coverage import Coverage, RecencyWord
    from seminars.analysis.depth import Comparison, Depth, Difference
    from seminars.model.programme import Programme
    from seminars.output.data import Json

_WORDS = {
    "current": "current", "ageing": "ageing", "lapsed": "lapsed", "never": "never reached",
}  # fmt: skip
_SAMPLES = {"current": "⣿⣿", "ageing": "⢕⢕", "lapsed": "⢈⢈", "never": "⠁⠁"}
_MAP_COLUMNS = 78


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


def map_view(
    programme: Programme, recency: Mapping[str, RecencyWord], as_of: date, columns: int
) -> Iterator[Block]:
    """The world in braille: the denser a state, the more recently it was reached."""
    yield line(Span(f"{programme.title} · as of {long_day(as_of)}", "title"))
    yield line(Span("States that hosted a seminar or took part in one, by how long ago", "dim"))
    yield line()
    shapes = outlines().shapes
    capitals = {
        code: place(state.latitude, state.longitude)
        for code, state in programme.roll(as_of).items()
        if code not in shapes and state.latitude is not None and state.longitude is not None
    }
    for row in braille(recency, capitals, min(max(columns - 2, 40), _MAP_COLUMNS)):
        yield line(*_spans(row))
    yield line()
    spans: list[Span | str] = []
    for word, text in _WORDS.items():
        count = sum(found == word for found in recency.values())
        spans += [Span(f"{_SAMPLES[word]} {text}: {plural(count, 'state')}", word), "   "]
    yield line(*spans[:-1])
    yield line(
        Span("Outlines imply no opinion on any boundary; areas off the roll are blank.", "dim")
    )


def _spans(row: list[tuple[str, str]]) -> list[Span | str]:
    """The characters of a line, those of one mark together."""
    spans: list[tuple[str, str]] = []
    for char, mark in row:
        if spans and spans[-1][1] == mark:
            spans[-1] = (spans[-1][0] + char, mark)
        else:
            spans.append((char, mark))
    return [Span(text, mark) for text, mark in spans]
