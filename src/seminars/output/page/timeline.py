"""The timeline of the page: seminars by region, meetings, and the day that the paper stands at."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from seminars.output.page.bars import Lane, drawn, numbers
from seminars.output.page.chronology import chronology
from seminars.output.page.events import TIMED, meetings, seminars
from seminars.output.page.lanes import Bar, stacked
from seminars.output.page.markup import escaped, key, scrolling
from seminars.output.page.scale import LEFT, RIGHT, Scale
from seminars.output.paper import wording as words
from seminars.output.paper.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seminars.analysis.paper.paper import Paper
    from seminars.output.page.events import Event
    from seminars.output.page.rows import Rows
    from seminars.output.paper.names import Names

_TOP, _FOOT = 22, 20
_TITLE_LETTERS = 120
_MOST_NUMBERED = 300
"""With more seminars, room is made for the bars alone."""


def timeline(paper: Paper, names: Names, rows: Rows) -> str:
    """The figure with its legend and its list; nothing where no seminar has a date."""
    found = list(seminars(paper, names))
    return _Timeline(paper, names, found).figure(rows) if found else ""


class _Timeline:
    """One lane a region, the last for meetings."""

    def __init__(self, paper: Paper, names: Names, found: Sequence[Event]) -> None:
        self.paper, self.names, self.seminars = paper, names, found
        self.scale = Scale(
            min(*(event.dates.begins for event in found), paper.as_of),
            max(*(event.dates.ends for event in found), paper.as_of),
        )
        self.meetings = list(meetings(paper, self.scale.first, self.scale.last))
        self.many = len(found) > _MOST_NUMBERED

    def figure(self, rows: Rows) -> str:
        told = label("timeline-text", first=words.day(self.scale.first),
                     last=words.day(self.scale.last), day=words.day(self.paper.as_of))  # fmt: skip
        lanes = list(self._lanes())
        height = lanes[-1].bottom + _FOOT
        picture = (
            f'<svg class="wide" viewBox="0 0 1000 {height}" role="img" '
            f'aria-label="{escaped(told)}">{"".join(self._picture(lanes, height))}</svg>'
        )
        return (
            f"<figure>{scrolling(picture, label('timeline-picture'))}"
            f'<figcaption>{_legend()}<p class="small">{escaped(label("timeline-vague"))}</p>'
            f"{chronology((*self.seminars, *self.meetings), rows)}</figcaption></figure>"
        )

    def _picture(self, lanes: Sequence[Lane], height: int) -> Iterator[str]:
        yield from self._marks(height)
        for lane in lanes:
            yield from drawn(lane, many=self.many)
        yield self._today(height)
        for lane in lanes:
            yield from numbers(lane)

    def _lanes(self) -> Iterator[Lane]:
        by_region: dict[str, list[Bar]] = {region: [] for region in self.paper.regions}
        for event in self.seminars:
            by_region[event.region].append(self._bar(event))
        y = _TOP
        for region, bars in by_region.items():
            placed = stacked(bars, numbered=not self.many)
            lane = Lane(wrap(self.names.term(region), _TITLE_LETTERS), placed, y)
            y = lane.bottom
            yield lane
        if self.meetings:
            placed = stacked(map(self._bar, self.meetings), numbered=True)
            yield Lane((label("meetings"),), placed, y)

    def _bar(self, event: Event) -> Bar:
        x, width = self.scale.span(event.dates.begins, event.dates.ends)
        title = "" if self.many else f"{event.when}: {event.text}"
        return Bar(x, width, event.look, event.number, title, event.vague)

    def _marks(self, height: int) -> Iterator[str]:
        for x, text in self.scale.marks():
            yield (
                f'<path class="axis" d="M{x} 4V{height - _FOOT}"/>'
                f'<text x="{x + 3}" y="15">{escaped(text)}</text>'
            )

    def _today(self, height: int) -> str:
        """A line, and the day beside it, on the side where there is room."""
        x, text = self.scale.at(self.paper.as_of), words.day(self.paper.as_of)
        left = x > (LEFT + RIGHT) / 2
        place = f'x="{x - 4}" text-anchor="end"' if left else f'x="{x + 4}"'
        return (
            f'<path class="today" d="M{x} {_TOP}V{height}"/>'
            f'<text {place} y="{height - 5}">{escaped(text)}</text>'
        )


def _legend() -> str:
    return key([
        *((f'class="t-{group}"', label(f"timeline-key-{group}")) for group in TIMED),
        ('class="meeting"', label("timeline-key-meeting")),
        ('class="now"', label("timeline-key-today")),
    ])  # fmt: skip
