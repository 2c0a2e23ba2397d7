"""Blocks on a terminal: fitted to its width, coloured, linked. The only door to Rich.

Ids and other kept columns are never cut: where they leave too little room for the rest, a grid
is drawn as one short paragraph a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from seminars.output.blocks import Grid, Span
from seminars.output.text import cells, safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seminars.output.blocks import Block, Line

STYLES = {
    "title": "bold",
    "dim": "dim",
    "id": "bold",
    "held": "green",
    "scheduled": "cyan",
    "proposed": "blue",
    "postponed": "yellow",
    "cancelled": "dim strike",
    "current": "green",
    "ageing": "yellow",
    "lapsed": "magenta",
    "never": "red",
    "warning": "yellow",
    "error": "bold red",
    "meeting": "dim",
    "command": "cyan",
    "added": "green",
    "removed": "red",
}
LEAST = 12  # the longest word that is not broken
GAP = 2  # between columns


def draw(blocks: Iterable[Block], stream: TextIO, *, width: int, colour: bool) -> None:
    """Write a view to a terminal `width` columns wide."""
    console = Console(
        file=stream,
        width=width,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for block in blocks:
        if not isinstance(block, Grid):
            console.print(_text(block), soft_wrap=False)
        else:
            for drawn in _fitted(block, width):
                console.print(drawn)


def _text(line: Line) -> Text:
    text = Text(overflow="fold")
    for part in line:
        span = Span(part) if isinstance(part, str) else part
        text.append(safe(span.text), _style(span.style, span.link))
    return text


def _style(name: str, link: str) -> Style:
    style = Style.parse(STYLES[name]) if name else Style()
    return style + Style(link=link) if link else style


def _fitted(grid: Grid, width: int) -> Iterable[Table | Text]:
    """The grid as a table that fits, without optional columns if need be; else as paragraphs."""
    every = range(len(grid.columns))
    needed = [column for column in every if not grid.columns[column].optional]
    for shown in (list(every), needed):
        widths = _widths(grid, shown, width)
        if widths is not None:
            return [_table(grid, shown, widths)]
    return _paragraphs(grid)


def _widths(grid: Grid, shown: list[int], width: int) -> list[int] | None:
    """Widths that fit, the widest columns narrowed first; None where the least is too much."""
    room = width - grid.indent - GAP * (len(shown) - 1)
    texts = [[row[column] for row in grid.rows] for column in shown]
    titles = [grid.columns[column].title for column in shown]
    widths = [max(map(cells, [title, *text])) for title, text in zip(titles, texts, strict=True)]
    least = [
        max(map(cells, [*title.split(), *text]), default=0)
        if grid.columns[column].kept
        else min(LEAST, max(map(cells, " ".join([title, *text]).split()), default=0))
        for column, title, text in zip(shown, titles, texts, strict=True)
    ]
    if sum(least) > room:
        return None
    while sum(widths) > room:
        widths[_widest(grid, shown, widths, least)] -= 1
    return widths


def _widest(grid: Grid, shown: list[int], widths: list[int], least: list[int]) -> int:
    """The column to narrow: the widest of those where only the title breaks, else the widest."""

    def key(at: int) -> tuple[bool, bool, int]:
        return widths[at] > least[at], grid.columns[shown[at]].kept, widths[at]

    return max(range(len(shown)), key=key)


def _table(grid: Grid, shown: list[int], widths: list[int]) -> Table:
    table = Table(
        box=None,
        padding=(0, GAP, 0, 0),
        pad_edge=False,
        show_edge=False,
        show_header=any(column.title for column in grid.columns),
        header_style="dim",
    )
    if grid.indent:
        table.add_column(width=max(0, grid.indent - GAP))
    for at, width in zip(shown, widths, strict=True):
        column = grid.columns[at]
        table.add_column(
            Text(column.title),
            width=width,
            overflow="fold",
            justify="right" if column.right else "left",
            vertical="top",
        )
    for row in range(len(grid.rows)):
        drawn = [_cell(grid, row, column) for column in shown]
        table.add_row(*([Text("")] if grid.indent else []), *drawn)
    return table


def _cell(grid: Grid, row: int, column: int) -> Text:
    return Text(
        safe(grid.rows[row][column]), _style(grid.style(row, column), grid.link(row, column))
    )


def _paragraphs(grid: Grid) -> Iterable[Text]:
    for row in range(len(grid.rows)):
        paragraph = Text(overflow="fold")
        for column, about in enumerate(grid.columns):
            if not grid.rows[row][column]:
                continue
            if paragraph:
                paragraph.append("\n  ")
                if about.title:
                    paragraph.append(f"{about.title}: ", Style.parse("dim"))
            paragraph.append_text(_cell(grid, row, column))
        yield paragraph
