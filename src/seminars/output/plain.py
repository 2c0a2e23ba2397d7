"""Blocks as plain text for pipes and files: full width, nothing cut, no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.output.blocks import Grid, Span
from seminars.output.text import cells, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seminars.output.blocks import Block

GAP = "  "


def plain(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of a view, without line ends."""
    for block in blocks:
        if isinstance(block, Grid):
            yield from _grid(block)
        else:
            texts = (part.text if isinstance(part, Span) else part for part in block)
            yield "".join(safe(text) for text in texts).rstrip()


def _grid(grid: Grid) -> Iterator[str]:
    titles = [column.title for column in grid.columns]
    columns = [
        _padded([title, *texts], right=column.right)
        for column, title, texts in zip(
            grid.columns, titles, _columns(grid.rows, len(titles)), strict=True
        )
    ]
    indent = " " * grid.indent
    skip_titles = not any(titles)
    for at, row in enumerate(zip(*columns, strict=True)):
        if at > 0 or not skip_titles:
            yield (indent + GAP.join(row)).rstrip()


def _columns(rows: Sequence[Sequence[str]], count: int) -> Iterable[Sequence[str]]:
    return zip(*rows, strict=True) if rows else [()] * count


def _padded(texts: list[str], *, right: bool) -> list[str]:
    whole = "".join(texts)
    if not whole.isprintable():
        texts = [safe(text) for text in texts]
    if whole.isascii():
        width = max(map(len, texts))
        return [text.rjust(width) if right else text.ljust(width) for text in texts]
    widths = [cells(text) for text in texts]
    widest = max(widths)
    pads = (" " * (widest - width) for width in widths)
    if right:
        return [pad + text for text, pad in zip(texts, pads, strict=True)]
    return [text + pad for text, pad in zip(texts, pads, strict=True)]
