"""The rows of the page's tables: in their place, or compressed when the page would be too large.

A page keeps below 400 KB. Of one that would not, the script unpacks the longer tables.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import TYPE_CHECKING

from seminars.output.page.markup import escaped
from seminars.output.paper.wording import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_BYTES = 360_000
"""Of what stands between style and script: these two and the head add some 15 KB."""
_LONG = 50
"""A table of so many rows stays in its place whatever the page comes to."""
_PLACE = re.compile(r"<!--rows of ([\w-]+)-->")


class Rows:
    """The rows of every table by its name, held back until the page is made."""

    def __init__(self) -> None:
        self._by_table: dict[str, str] = {}
        self._long: dict[str, str] = {}

    def body(self, table: str, rows: Sequence[str]) -> str:
        """The body of a table, which `filled` fills."""
        kept = self._long if len(rows) > _LONG else self._by_table
        kept[table] = "\n".join(rows)
        return f'<tbody id="b-{table}"><!--rows of {table}--></tbody>'

    def filled(self, page: str, figures: Mapping[str, Sequence[int]]) -> str:
        """The page with its rows and, for the script, the rows behind each figure."""
        whole = self._put(page, self._by_table | self._long) + _data("figures", _json(figures))
        if len(whole.encode()) <= MOST_BYTES:
            return whole
        packed = zlib.compress(_json({"rows": self._long, "figures": figures}).encode(), 9)
        note = f"<noscript><p>{escaped(label('needs-script'))}</p></noscript>"
        short = self._put(page, self._by_table | dict.fromkeys(self._long, ""))
        return note + short + _data("packed", base64.b64encode(packed).decode())

    def _put(self, page: str, rows: Mapping[str, str]) -> str:
        return _PLACE.sub(lambda place: rows[place[1]], page)


def _json(data: object) -> str:
    return json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")


def _data(name: str, text: str) -> str:
    return f'<script type="application/json" id="{name}">{text}</script>'
