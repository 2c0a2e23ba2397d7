"""The world on the terminal: the states in braille, by how long ago each was reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.query import illustrative
from seminars.output.blocks import Block, Span, line
from seminars.output.data import csv_text
from seminars.output.text import enumerated, long_day, plural
from seminars.output.world import WORDS, braille, place
from seminars.reading.reference import outlines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seminars.analysis.states import Reach, StateRecency
    from seminars.model.programme import Programme
    from seminars.output.data import Json

_SAMPLES = {"current": "⣿⣿", "ageing": "⢕⢕", "lapsed": "⢈⢈", "never": "⠁⠁"}
_COLUMNS = (40, 118)
"""The narrowest and the widest map, in characters: wider ones only show how coarse outlines are."""


def map_view(programme: Programme, answer: Reach, columns: int) -> Iterator[Block]:
    """The map, its legend, and what it does not show."""
    yield line(Span(f"{programme.title} · as of {long_day(answer.as_of)}", "title"))
    yield line(
        Span("States by how long ago they hosted a seminar or took part, in any period", "dim")
    )
    yield line()
    capitals = _capitals(programme, answer)
    marks = {state.country: state.recency for state in answer.states}
    narrowest, widest = _COLUMNS
    for row in braille(marks, capitals, min(max(columns - 2, narrowest), widest)):
        yield line(*_spans(row))
    yield line()
    yield line(*_legend(answer))
    missing = [code for code in marks if code not in capitals and code not in outlines().shapes]
    if missing:
        names = [programme.country_name(code, answer.as_of) for code in missing]
        yield line(f"Not drawn, for want of a place: {enumerated(names)}")
    yield line(
        Span("Outlines imply no opinion on any boundary; areas off the roll are blank.", "dim")
    )
    invented = len(illustrative(answer.seminars))
    yield line(f"{plural(len(answer.seminars), 'seminar')} held · {invented} illustrative")


def _capitals(programme: Programme, answer: Reach) -> dict[str, tuple[int, int]]:
    return {
        code: place(state.latitude, state.longitude)
        for code, state in programme.roll(answer.as_of).items()
        if state.latitude is not None and state.longitude is not None
    }


def _legend(answer: Reach) -> list[Span | str]:
    spans: list[Span | str] = []
    for word in WORDS:
        count = sum(state.recency == word for state in answer.states)
        spans += [Span(f"{_SAMPLES[word]} {word} {count}", word), "   "]
    return [*spans[:-1], f"   of {plural(len(answer.states), 'state')}"]


def _spans(row: list[tuple[str, str]]) -> list[Span | str]:
    """The characters of a line, those of one mark together."""
    spans: list[tuple[str, str]] = []
    for char, mark in row:
        if spans and spans[-1][1] == mark:
            spans[-1] = (spans[-1][0] + char, mark)
        else:
            spans.append((char, mark))
    return [Span(text, mark) for text, mark in spans]


def map_data(answer: Reach) -> Json:
    """What `coverage --map` adds to the data of `coverage`: a row a state on the roll."""
    return {"map": [_row(state) for state in answer.states]}


def csv_map(answer: Reach) -> str:
    """One row a state on the roll."""
    return csv_text(
        ("country", "recency", "last"), (_row(state).values() for state in answer.states)
    )


def _row(state: StateRecency) -> Json:
    last = state.last.isoformat() if state.last else None
    return {"country": state.country, "recency": state.recency, "last": last}
