"""The rows of the page's tables: in their place, or compressed when the page would be too large.

A page keeps below 400 KB. Of one that would not, the script unpacks the longer tables; what tells
of one seminar is packed side by side, since zlib finds again only what stands near. Where even
that is too large, the longest remarks are left out, and the page says so; where no page could be
small enough, as of some thousands of seminars, it is larger and has everything.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from seminars.output.page.markup import escaped
from seminars.output.paper.wording import digits, label

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    Figures = Mapping[str, Sequence[str | int]]

MOST_BYTES = 398_000
"""Of a whole page, which keeps below 400 KB."""
_LONG = 50
"""A table of so many rows stays in its place whatever the page comes to."""
_EVERY = 1 << 60
_QUICKLY = 3
"""A level of compression: the highest takes seven times as long to save a fifth."""
_PARTS = (0.95, 0.8, 0.6)
"""Which parts of the room are tried: shorter remarks pack a little worse than all of them."""
_PLACE = re.compile(r"<!--(rows|note|rest) of ([\w-]+)-->")


class _Body(NamedTuple):
    """Rows; the number of the seminar each tells of; what can be left out at the end of each."""

    rows: Sequence[str]
    near: Sequence[int]
    remarks: Sequence[str]

    def whole(self, longest: int) -> list[str]:
        """The rows with the remarks of up to so many letters."""
        if not self.remarks:
            return list(self.rows)
        out = f"<td data-v>{escaped(label('left-out'))}"
        cells = (
            "<td class=e data-v>"
            if not text
            else f"<td dir=auto>{text}"
            if len(text) <= longest
            else out
            for text in self.remarks
        )
        return [row + cell for row, cell in zip(self.rows, cells, strict=True)]


class Rows:
    """The rows of every table by its name, held back until the page is made."""

    def __init__(self) -> None:
        self._bodies: dict[str, _Body] = {}

    def body(
        self, table: str, rows: Sequence[str], *, tag: str = "tbody",
        near: Sequence[int] = (), remarks: Sequence[str] = (),
    ) -> str:  # fmt: skip
        """The element around the rows of a table, which `filled` fills.

        `remarks` are markup without a cell around it, for a last column.
        """
        self._bodies[table] = _Body(rows, near or range(1, len(rows) + 1), remarks)
        return f'<{tag} id="b-{table}"><!--rows of {table}--></{tag}>'

    def note(self, table: str) -> str:
        """The place, before a table, of the note that stands there until it is unpacked."""
        return f"<!--note of {table}-->"

    def rest(self, table: str) -> str:
        """The place of the note on remarks that are left out of a table."""
        return f"<!--rest of {table}-->"

    def filled(self, page: str, figures: Figures | None, around: int) -> str:
        """The page with its rows and, for the script, what is behind each figure.

        `around` counts the bytes of what will stand around it; without `figures` no script will,
        and nothing is packed.
        """
        if figures is None:
            return self._put(page)
        behind = _data("figures", _json(figures).replace("<", "\\u003c"))
        room = MOST_BYTES - around
        letters = sum(len(row) for body in self._bodies.values() for row in body.rows)
        if letters <= room:  # there are no fewer bytes than letters
            whole = self._put(page) + behind
            if len(whole.encode()) <= room:
                return whole
        long = {name for name, body in self._bodies.items() if len(body.rows) > _LONG}
        most = sum(len(body.remarks) for body in self._bodies.values())
        room -= len(self._put(page, long, _left_out(most)).encode())
        packed, number = self._fitting(long, figures, room)
        return self._put(page, long, _left_out(number)) + _data("packed", packed)

    def _fitting(self, long: set[str], figures: Figures, room: int) -> tuple[str, int]:
        """What is packed, with the shorter remarks if not with all, and how many are left out."""
        text = self._text(long, figures, _EVERY)
        every = _packed(text, _QUICKLY)
        if len(every) <= room:
            return every, 0
        every = _packed(text)
        lengths = sorted(len(text) for body in self._bodies.values() for text in body.remarks)
        if len(every) <= room or not any(lengths):
            return every, 0
        none = _packed(self._text(long, figures, 0))
        if len(none) > room:  # too large also without them: then with all
            return every, 0
        letters = (room - len(none)) * sum(lengths) // max(len(every) - len(none), 1)
        for part in _PARTS:
            longest = _longest(lengths, letters * part)
            some = _packed(self._text(long, figures, longest))
            if len(some) <= room:
                return some, sum(length > longest for length in lengths)
        return none, sum(length > 0 for length in lengths)

    def _text(self, long: set[str], figures: Figures, longest: int) -> str:
        """What the script unpacks: a line of figures; a line a row, its table and place first."""
        rows = sorted(
            (near, name, at, row)
            for name in long
            for at, (near, row) in enumerate(
                zip(self._bodies[name].near, self._bodies[name].whole(longest), strict=True)
            )
        )
        return "\n".join((_json(figures), *(f"{name} {at} {row}" for _, name, at, row in rows)))

    def _put(self, page: str, packed: Container[str] = (), rest: str = "") -> str:
        def put(place: re.Match[str]) -> str:
            kind, table = place.groups()
            if kind == "rest":
                return rest
            if kind == "note":
                return _note() if table in packed else ""
            return "" if table in packed else "\n".join(self._bodies[table].whole(_EVERY))

        return _PLACE.sub(put, page)


def _left_out(number: int) -> str:
    if not number:
        return ""
    return f'<p class="note">{escaped(label("remarks-left-out", n=digits(number)))}</p>'


def _note() -> str:
    failed = escaped(label("unpacking-failed"))
    text = escaped(label("needs-script"))
    return f'<p class="note packed" role="status" data-failed="{failed}">{text}</p>'


def _longest(lengths: Sequence[int], letters: float) -> int:
    """Of lengths from the shortest on, the last with which they keep to so many letters."""
    sums = zip(lengths, accumulate(lengths), strict=True)
    return max((length for length, so_far in sums if so_far <= letters), default=0)


def _packed(text: str, level: int = 9) -> str:
    return base64.b64encode(zlib.compress(text.encode(), level)).decode()


def _json(data: object) -> str:
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False)


def _data(name: str, text: str) -> str:
    return f'<script type="application/json" id="{name}">{text}</script>'
