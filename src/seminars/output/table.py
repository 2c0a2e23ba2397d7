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
LEAST = 12  # columns below which a text column says nothing any more


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
        elif _fits(block, width):
            console.print(_table(block))
        else:
            for paragraph in _paragraphs(block):
                console.print(paragraph)


def _text(line: Line) -> Text:
    text = Text(overflow="fold")
    for part in line:
        span = Span(part) if isinstance(part, str) else part
        text.append(safe(span.text), _style(span.style, span.link))
    return text


def _style(name: str, link: str) -> Style:
    style = Style.parse(STYLES[name]) if name else Style()
    return style + Style(link=link) if link else style


def _fits(grid: Grid, width: int) -> bool:
    room = width - grid.indent - 2 * (len(grid.columns) - 1)
    for at, column in enumerate(grid.columns):
        widest = max([cells(column.title), *(cells(row[at]) for row in grid.rows)])
        room -= widest if column.kept else min(widest, LEAST)
    return room >= 0


def _table(grid: Grid) -> Table:
    table = Table(
        box=None,
        padding=(0, 2, 0, 0),
        pad_edge=False,
        show_edge=False,
        show_header=any(column.title for column in grid.columns),
        header_style="dim",
    )
    if grid.indent:
        table.add_column(width=grid.indent - 2 if grid.indent > 2 else grid.indent)  # noqa: PLR2004 (the padding between columns)
    for column in grid.columns:
        table.add_column(
            Text(column.title),
            no_wrap=column.kept,
            overflow="fold",
            justify="right" if column.right else "left",
        )
    for at in range(len(grid.rows)):
        row = [_cell(grid, at, column) for column in range(len(grid.columns))]
        table.add_row(*([Text("")] if grid.indent else []), *row)
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
