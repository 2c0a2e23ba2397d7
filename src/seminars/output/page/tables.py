"""The columns of tables: how wide they are and, on a narrow window, their names beside each cell.

There a table of words becomes a card a row. Both are style, since the policy of the page allows
none in the markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seminars.output.text import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

NARROW = "@media screen and (max-width:52rem)"
_UNSAFE = re.compile(r'["\\<>\n]')


class Columns:
    """The columns of every table of words, by the name of the table."""

    def __init__(self) -> None:
        self._tables: dict[str, tuple[Sequence[str], Sequence[int]]] = {}

    def add(self, table: str, heads: Sequence[str], widths: Sequence[int]) -> None:
        """Heads and widths, in parts of the whole."""
        self._tables[table] = heads, widths

    def style(self) -> str:
        """The rules for all tables."""
        wide, narrow = [], []
        for table, (heads, widths) in self._tables.items():
            total = sum(widths)
            for at, (text, width) in enumerate(zip(heads, widths, strict=True), 1):
                share = round(100 * width / total, 1)
                wide.append(f"#t-{table} thead th:nth-child({at}){{width:{share}%}}")
                narrow.append(f"#b-{table}>tr>:nth-child({at})::before{{content:{_quoted(text)}}}")
        return f"{''.join(wide)}{NARROW}{{{''.join(narrow)}}}" if wide else ""


def _quoted(text: str) -> str:
    """A text as a string of CSS that cannot end its element."""
    return f'"{_UNSAFE.sub(_by_number, safe(text))}"'


def _by_number(match: re.Match[str]) -> str:
    return f"\\{ord(match.group()):x} "
