"""What a view is made of: lines of styled spans, and grids. Drawn by `plain` or by `table`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line; `style` is a word of `table.STYLES`, `link` an address to open."""

    text: str
    style: str = ""
    link: str = ""


Line: TypeAlias = "tuple[Span | str, ...]"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid.

    The text of one that is `kept` is never broken (its title may be); one that is `optional`
    goes first where a terminal is narrow; `right` sets the text flush right. Where a row becomes
    a paragraph, those that `lead`, and always the first, stand in its first line.
    """

    title: str
    kept: bool = False
    optional: bool = False
    right: bool = False
    lead: bool = False


def _nothing(_row: int, _column: int) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of text under columns; style and link of a cell are asked for only when drawn so."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    style: Callable[[int, int], str] = field(default=_nothing)
    link: Callable[[int, int], str] = field(default=_nothing)
    indent: int = 0


Block: TypeAlias = "Line | Grid"


def line(*spans: Span | str) -> Line:
    """A line of spans; none makes an empty line."""
    return spans
