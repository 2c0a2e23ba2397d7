"""Bars that would cover each other one below the other, with their numbers where there is room."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from seminars.output.page.scale import RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTER, _GAP = 8.2, 3
"""The width of a digit as it is printed, and what stays free beside it."""


class Bar(NamedTuple):
    """A bar: its place, its look, its number, and what it stands for in words."""

    x: float
    width: float
    look: str
    number: str
    title: str
    vague: bool = False

    def extent(self, *, numbered: bool) -> tuple[float, float]:
        """From where to where it reaches, with or without its number beside it."""
        right = self.x + self.width + _GAP
        if not numbered:
            return self.x, right
        room = _LETTER * len(self.number) + _GAP
        if self.turned:
            return self.x - room, right
        return self.x, right + room

    @property
    def turned(self) -> bool:
        """Whether the number has to stand on the left."""
        return self.x + self.width + 2 * _GAP + _LETTER * len(self.number) > RIGHT


class Placed(NamedTuple):
    """A bar with its place in the lane, from above, and whether its number has room."""

    bar: Bar
    row: int
    numbered: bool


def stacked(bars: Iterable[Bar], *, numbered: bool) -> list[Placed]:
    """Bars in as few rows as hold them side by side; with `numbered`, room for every number."""
    rows: list[list[Bar]] = []
    ends: list[float] = []
    reaching = [(bar.extent(numbered=numbered), bar) for bar in bars]
    for (left, right), bar in sorted(reaching, key=itemgetter(0)):
        at = next((at for at, end in enumerate(ends) if end <= left), len(rows))
        if at == len(rows):
            rows.append([])
            ends.append(right)
        rows[at].append(bar)
        ends[at] = right
    return [
        Placed(bar, at, _free(row, place)) for at, row in enumerate(rows)
        for place, bar in enumerate(row)
    ]  # fmt: skip


def _free(row: list[Bar], place: int) -> bool:
    """Whether a number touches neither the bar before it nor the one after it."""
    bar = row[place]
    left, right = bar.extent(numbered=True)
    if bar.turned:
        return place == 0 or row[place - 1].extent(numbered=True)[1] <= left
    if place + 1 == len(row):
        return True
    after = row[place + 1]
    return right <= after.extent(numbered=after.turned)[0]
