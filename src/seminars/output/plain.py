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
    specs, columns = [], []
    for column, texts in zip(grid.columns, _columns(grid.rows, len(titles)), strict=True):
        spec, shown = _column([column.title, *texts], right=column.right)
        specs.append(spec)
        columns.append(shown)
    # one template for all rows: the list of a large programme is drawn in half the time
    template = " " * grid.indent + GAP.join(specs)
    rows = zip(*columns, strict=True)
    if not any(titles):
        next(rows)
    for row in rows:
        yield (template % row).rstrip()


def _columns(rows: Sequence[Sequence[str]], count: int) -> Iterable[Sequence[str]]:
    return zip(*rows, strict=True) if rows else [()] * count


def _column(texts: list[str], *, right: bool) -> tuple[str, list[str]]:
    """How a row places the text of a column, and the texts, padded where that is not enough."""
    whole = "".join(texts)
    if not whole.isprintable():
        texts = [safe(text) for text in texts]
        whole = "".join(texts)
    if _narrow(whole):
        return f"%{'' if right else '-'}{max(map(len, texts))}s", texts
    widths = [cells(text) for text in texts]
    widest = max(widths)
    pads = [" " * (widest - width) for width in widths]
    if right:
        return "%s", [pad + text for text, pad in zip(texts, pads, strict=True)]
    return "%s", [text + pad for text, pad in zip(texts, pads, strict=True)]


def _narrow(text: str) -> bool:
    """Whether every character takes one column: those of the Western code page all do."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
