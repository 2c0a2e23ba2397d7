"""The lanes of the timeline as drawings: titles, bars, and the numbers beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seminars.output.page.markup import escaped
from seminars.output.page.scale import LEFT, RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seminars.output.page.lanes import Bar, Placed

_TITLE, _ROW, _BAR, _UNDER = 20, 15, 10, 4


class Lane(NamedTuple):
    """The lines of a title and the bars below them; `y` is where it begins from above."""

    title: Sequence[str]
    placed: Sequence[Placed]
    y: int

    @property
    def top(self) -> int:
        """Where its bars begin."""
        return self.y + _TITLE * len(self.title)

    @property
    def bottom(self) -> int:
        """Where the next lane begins."""
        rows = max((placed.row for placed in self.placed), default=0) + 1
        return self.top + _ROW * rows + _UNDER


def drawn(lane: Lane, *, many: bool) -> Iterator[str]:
    """A lane without its numbers; of `many` bars, the outlines alone."""
    yield f'<path class="axis" d="M{LEFT} {lane.y}H{RIGHT}"/>'
    for at, line in enumerate(lane.title, 1):
        y = lane.y + at * _TITLE - 5
        yield f'<text class="lane" x="{LEFT}" y="{y}">{escaped(line)}</text>'
    yield from (_outlines if many else _rectangles)(lane)


def _place(lane: Lane, placed: Placed) -> tuple[int, int]:
    """Where a bar begins from above, and its height."""
    y = lane.top + placed.row * _ROW
    return (y + 4, 4) if placed.bar.vague else (y + 1, _BAR)


def _rectangles(lane: Lane) -> Iterator[str]:
    for placed in lane.placed:
        y, height = _place(lane, placed)
        bar = placed.bar
        yield (
            f'<rect class="{bar.look}" x="{bar.x}" y="{y}" width="{bar.width}" height="{height}">'
            f"<title>{escaped(bar.title)}</title></rect>"
        )


def _outlines(lane: Lane) -> Iterator[str]:
    """One outline a list: a bar for each of many seminars would make the page too large."""
    outlines: dict[str, list[str]] = {}
    for placed in lane.placed:
        y, height = _place(lane, placed)
        width = placed.bar.width
        made = f"M{placed.bar.x} {y}h{width}v{height}h-{width}z"
        outlines.setdefault(placed.bar.look, []).append(made)
    for look, made_of in outlines.items():
        yield f'<path class="{look}" d="{"".join(made_of)}"/>'


def numbers(lane: Lane) -> Iterator[str]:
    """The numbers that have room; drawn last, over every line."""
    for placed in lane.placed:
        if placed.numbered:
            y = lane.top + placed.row * _ROW + _BAR
            yield f'<text class="no" {_beside(placed.bar)} y="{y}">{placed.bar.number}</text>'


def _beside(bar: Bar) -> str:
    if bar.turned:
        return f'x="{round(bar.x - 3, 1)}" text-anchor="end"'
    return f'x="{round(bar.x + bar.width + 3, 1)}"'
