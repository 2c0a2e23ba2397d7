"""The unified diff of a change whose spans are known: no search for them in a large file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING

from seminars.editing.lines import Splice, spliced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CONTEXT = 3
_NO_NEWLINE = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines from `start` to `end`, and those that stand there instead."""

    start: int
    end: int
    new: list[str]


def unified(file: str, text: str, splices: Iterable[Splice]) -> str:
    """The change as `diff -u` shows it; empty when there is none."""
    lines = _lines(text)
    hunks = "".join(_hunks(lines, _blocks(lines, splices)))
    return f"--- {file}\n+++ {file}\n{hunks}" if hunks else ""


def _lines(text: str) -> list[str]:
    """The lines with their line feeds; the last one may have none."""
    *lines, last = text.split("\n")
    return [line + "\n" for line in lines] + [last] * bool(last)


def _blocks(lines: Sequence[str], splices: Iterable[Splice]) -> Iterator[_Block]:
    """The lines that change, as few as show it."""
    starts = list(accumulate(map(len, lines), initial=0))[: max(1, len(lines))]
    for first, last, inside in _regions(starts, sorted(splices, key=lambda each: each.start)):
        offset = starts[first]
        moved = [Splice(each.start - offset, each.end - offset, each.text) for each in inside]
        old = lines[first:last]
        new = _lines(spliced("".join(old), moved))
        for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind != "equal":
                yield _Block(first + i1, first + i2, new[j1:j2])


def _regions(
    starts: Sequence[int], splices: Iterable[Splice]
) -> Iterator[tuple[int, int, list[Splice]]]:
    """Runs of whole lines, and the splices inside each."""
    first = last = 0
    inside: list[Splice] = []
    for splice in splices:
        begin = bisect_right(starts, splice.start) - 1
        if inside and begin >= last:
            yield first, last, inside
            inside = []
        if not inside:
            first = begin
        last = max(bisect_left(starts, splice.end), begin + 1)
        inside.append(splice)
    if inside:
        yield first, last, inside


def _hunks(lines: Sequence[str], blocks: Iterable[_Block]) -> Iterator[str]:
    shift = 0
    group: list[_Block] = []
    for block in blocks:
        if group and block.start - group[-1].end > 2 * CONTEXT:
            yield _hunk(lines, group, shift)
            shift += _growth(group)
            group = []
        group.append(block)
    if group:
        yield _hunk(lines, group, shift)


def _growth(group: Iterable[_Block]) -> int:
    return sum(len(block.new) - (block.end - block.start) for block in group)


def _hunk(lines: Sequence[str], group: Sequence[_Block], shift: int) -> str:
    first = max(0, group[0].start - CONTEXT)
    last = min(len(lines), group[-1].end + CONTEXT)
    old, new = _range(first, last - first), _range(first + shift, last - first + _growth(group))
    parts = [f"@@ -{old} +{new} @@\n"]
    at = first
    for block in group:
        parts += (_marked(" ", line) for line in lines[at : block.start])
        parts += (_marked("-", line) for line in lines[block.start : block.end])
        parts += (_marked("+", line) for line in block.new)
        at = block.end
    parts += (_marked(" ", line) for line in lines[at:last])
    return "".join(parts)


def _range(start: int, count: int) -> str:
    """A range as diff writes it: an empty one stands after the line before it."""
    start += count > 0
    return str(start) if count == 1 else f"{start},{count}"


def _marked(mark: str, line: str) -> str:
    return mark + line if line.endswith("\n") else f"{mark}{line}\n{_NO_NEWLINE}"
