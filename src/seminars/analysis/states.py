"""How long ago each state on the roll last hosted a seminar or took part in one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from seminars.analysis.query import select, took_part

if TYPE_CHECKING:
    from datetime import date

    from seminars.analysis.query import Query
    from seminars.model.programme import Programme, RecencyWord
    from seminars.model.record import Seminar


@dataclass(frozen=True, slots=True)
class StateRecency:
    """A state on the roll, by its code: the word for it, and the last day, if any."""

    country: str
    recency: RecencyWord
    last: date | None


@dataclass(frozen=True, slots=True)
class Reach:
    """Every state on the roll, in the order of the roll, and the held seminars looked at."""

    as_of: date
    states: tuple[StateRecency, ...]
    seminars: tuple[Seminar, ...]


def reach(programme: Programme, query: Query, as_of: date) -> Reach:
    """The recency of each state by what was held up to the day inside the filters.

    As for the cells of `coverage`, the period and the status asked for do not count.
    """
    whenever = replace(query, period=None, statuses=frozenset())
    held = tuple(
        seminar
        for seminar in select(programme, whenever, as_of).seminars
        if seminar.status_on(as_of) == "held"
    )
    last: dict[str, date] = {}
    for seminar in held:
        if seminar.ends is not None:
            for code in took_part(seminar):
                last[code] = max(last.get(code, seminar.ends), seminar.ends)
    states = (
        StateRecency(code, programme.recency.word(last.get(code), as_of), last.get(code))
        for code in programme.roll(as_of)
    )
    return Reach(as_of, tuple(states), held)
