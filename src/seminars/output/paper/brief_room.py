"""How much of a brief one page has room for: rows by their lines, the parts in turns."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from seminars.analysis.query import by_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from seminars.analysis.paper.brief import Brief
    from seminars.model.record import Seminar
    from seminars.output.paper.names import Names

# half lines of tables that a page has room for, besides its sentences and its notes
HEIGHT = 90
# letters of a title, a place or a row of practical areas that a cell has room for
LONGEST = 110
# how many letters of a place, a title and the practical areas stand on a line of a table
_LETTERS = (24, 42, 30)
# half lines for the head of a table, and for what is said below it of those not shown
_HEAD = 7


def room(brief: Brief, names: Names) -> dict[str, int]:
    """How many of each part there is room for, `requests` and `offers` among the parts."""
    lines = {
        name: [_lines(names, seminar) for seminar in _by_nearness(found, brief.as_of)]
        for name, found in brief.lists.items()
    }
    lines["requests"], lines["offers"] = [1] * len(brief.requests), [1] * len(brief.offers)
    tables = {name: [2 * number + 1 for number in found] for name, found in lines.items()}
    return fitting(tables, HEIGHT - _HEAD * sum(map(bool, tables.values())))


def nearest_to(day: date, seminars: Iterable[Seminar], number: int) -> tuple[Seminar, ...]:
    """So many seminars, those nearest to the day, by date."""
    return tuple(sorted(_by_nearness(seminars, day)[:number], key=by_date))


def fitting(parts: Mapping[str, Sequence[int]], free: int) -> dict[str, int]:
    """How many items of each part fit into what is free, given what each takes of it.

    The parts take turns, so that a long one leaves room for the others; each part has at least
    its first item.
    """
    taken = dict.fromkeys(parts, 0)
    waiting = [name for name, sizes in parts.items() if sizes]
    while waiting:
        for name in list(waiting):
            sizes, number = parts[name], taken[name]
            if number == len(sizes) or (number and sizes[number] > free):
                waiting.remove(name)
            else:
                taken[name] += 1
                free -= sizes[number]
    return taken


def _lines(names: Names, seminar: Seminar) -> int:
    """About how many lines a row takes in a table."""
    texts = (names.place(seminar), seminar.title, names.terms(seminar.themes))
    return max(
        -(-min(len(text), LONGEST) // letters) or 1
        for text, letters in zip(texts, _LETTERS, strict=True)
    )


def _by_nearness(seminars: Iterable[Seminar], day: date) -> list[Seminar]:
    """Those nearest to the day first, those without a date last."""
    return sorted(seminars, key=lambda seminar: (_days(seminar, day), by_date(seminar)))


def _days(seminar: Seminar, day: date) -> int:
    return abs((seminar.begins - day).days) if seminar.begins else date.max.toordinal()
