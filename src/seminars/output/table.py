"""Blocks on a terminal: fitted to its width, coloured, linked. The only door to Rich.

Ids and other kept columns are never cut: where they leave too little room for the rest, a grid
is drawn as one short paragraph a row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from seminars.output.blocks import Grid, Span
from seminars.output.text import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
MOST_LINES = 4  # of one cell; a row that needs more is drawn as a paragraph
GAP = 2  # between columns


def draw(blocks: Iterable[Block], stream: TextIO, *, width: int, colour: bool) -> None:
    """Write a view to a terminal `width` columns wide."""
    console = Console(
        file=stream,
        width=width,
        height=25,  # without it, Rich takes a dumb terminal for one of 80 columns
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
            for drawn in _fitted(_made_safe(block), width, console):
                console.print(drawn, soft_wrap=isinstance(drawn, Text))


def _text(line: Line) -> Text:
    text = Text(overflow="fold")
    for part in line:
        span = Span(part) if isinstance(part, str) else part
        text.append(safe(span.text), _style(span.style, span.link))
    return text


def _style(name: str, link: str) -> Style:
    style = Style.parse(STYLES[name]) if name else Style()
    return style + Style(link=link) if link else style


def _made_safe(grid: Grid) -> Grid:
    columns = [replace(column, title=safe(column.title)) for column in grid.columns]
    return replace(grid, columns=columns, rows=[[safe(text) for text in row] for row in grid.rows])


def _fitted(grid: Grid, width: int, console: Console) -> Iterable[Table | Text]:
    """The grid as a table that fits, without optional columns if need be; else as paragraphs."""
    every = range(len(grid.columns))
    needed = [column for column in every if not grid.columns[column].optional]
    for shown in (list(every), needed):
        widths = _widths(grid, shown, width)
        if widths is not None:
            return [_table(grid, shown, widths)]
    return _paragraphs(grid, needed, width, console)


def _widths(grid: Grid, shown: list[int], width: int) -> list[int] | None:
    """Widths that fit, the widest columns narrowed first; None where the least is too much."""
    room = width - grid.indent - GAP * (len(shown) - 1)
    widths = [_widest_cell(grid, column) for column in shown]
    least = [_least(grid, column) for column in shown]
    if sum(least) > room:
        return None
    while sum(widths) > room:
        widths[_widest(grid, shown, widths, least)] -= 1
    return widths


def _widest_cell(grid: Grid, column: int) -> int:
    texts = [grid.columns[column].title, *(row[column] for row in grid.rows)]
    return max(map(cell_len, texts))


def _least(grid: Grid, column: int) -> int:
    """The width under which a column is not legible: kept text whole, other text in few lines."""
    title, texts = grid.columns[column].title, [row[column] for row in grid.rows]
    if grid.columns[column].kept:
        return max(map(cell_len, [*title.split(), *texts]), default=0)
    words = " ".join([title, *texts]).split()
    word = min(LEAST, max(map(cell_len, words), default=0))
    return max(word, *(-(-cell_len(text) // MOST_LINES) for text in texts), 0)


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
    return Text(grid.rows[row][column], _style(grid.style(row, column), grid.link(row, column)))


def _paragraphs(grid: Grid, shown: list[int], width: int, console: Console) -> Iterator[Text]:
    """Each row as a line of the columns that lead and, indented, a line for each of the others.

    What is kept runs over the width rather than break.
    """
    leading = [column for column in shown if column == 0 or grid.columns[column].lead]
    for row, texts in enumerate(grid.rows):
        indent = grid.indent + GAP + len(texts[0]) - len(texts[0].lstrip(" "))
        yield from _lead(grid, row, leading, indent, width)
        for column in shown:
            if column in leading or not texts[column]:
                continue
            title, cell = grid.columns[column].title, _cell(grid, row, column)
            about = Text.assemble((f"{title}: ", "dim") if title else "", cell)
            if grid.columns[column].kept:
                lines = [about] if indent + about.cell_len <= width else [Text(title, "dim"), cell]
            else:
                lines = list(about.wrap(console, max(1, width - indent), overflow="fold"))
            yield from (_indented(line, indent) for line in lines)


def _lead(grid: Grid, row: int, leading: list[int], indent: int, width: int) -> Iterator[Text]:
    """The first line of a paragraph; more where the columns that lead do not fit side by side."""
    line = _indented(_cell(grid, row, leading[0]), grid.indent)
    for column in leading[1:]:
        cell = _cell(grid, row, column)
        if not cell:
            continue
        if line.cell_len + GAP + cell.cell_len > width:
            yield line
            line = _indented(cell, indent)
        else:
            line = Text.assemble(line, " " * GAP, cell)
    yield line


def _indented(line: Text, indent: int) -> Text:
    line = Text.assemble(" " * indent, line)
    line.rstrip()
    return line
