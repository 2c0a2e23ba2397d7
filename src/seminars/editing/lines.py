"""Places in a text, by lines: where they begin and end, what is blank, what is a comment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seminars.reading.parser import Node, Nodes
    from seminars.reading.parser import Path as ValuePath

BREAK = re.compile(r"\r\n|\r|\n")
BLANK = re.compile(r"[ \t]*(?=\r|\n|$)")
COMMENT = re.compile(r"([ \t]*)#")
_KEEPING = re.compile(r"[|>](?:[1-9]\+|\+)")


@dataclass(frozen=True, slots=True)
class Splice:
    """A span of a text, and what stands there instead."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """The text after several changes, which do not overlap."""
    parts, done = [], 0
    for splice in sorted(splices, key=lambda splice: splice.start):
        parts += [text[done : splice.start], splice.text]
        done = splice.end
    return "".join([*parts, text[done:]])


def cut(text: str, spans: Sequence[tuple[int, int]], index: int) -> Splice:
    """Take one of several values between commas away, with its comma."""
    start, end = spans[index]
    if index + 1 < len(spans):
        return Splice(start, spans[index + 1][0], "")
    if index > 0 and "#" not in text[spans[index - 1][1] : start]:
        return Splice(spans[index - 1][1], end, "")
    return Splice(start, end, "")


def insert_lines(text: str, place: int, lines: str) -> Splice:
    """Whole lines before the line at `place`; the last line keeps to be without a line break."""
    if place == len(text) and text and text[-1] not in "\r\n":
        return Splice(place, place, line_break_of(lines) + lines.rstrip("\r\n"))
    return Splice(place, place, lines)


def line_break_of(text: str) -> str:
    """The first line break of a text; a line feed where it has none."""
    match = BREAK.search(text)
    return match.group() if match else "\n"


def line_start(text: str, place: int) -> int:
    """Where the line begins that `place` is on."""
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


def previous_line(text: str, place: int) -> int:
    """Where the line before the one at `place` begins."""
    return line_start(text, place - 1 - text.endswith("\r\n", 0, place))


def line_end(text: str, place: int) -> int:
    """Where the line ends that `place` is on, before its line break."""
    match = BREAK.search(text, place)
    return match.start() if match else len(text)


def next_line(text: str, place: int) -> int:
    """Where the line after the one at `place` begins."""
    match = BREAK.search(text, place)
    return match.end() if match else len(text)


def end_of_lines(text: str, node: Node) -> int:
    """Where the line after a value begins; a block ends before the blank lines that follow it."""
    part = text[node.start : node.end]
    if part.endswith(("\n", "\r")):
        if keeps_breaks(part):
            return node.end
        return next_line(text, node.start + len(part.rstrip(" \t\r\n")))
    return next_line(text, node.end)


def skip_comments_under(text: str, place: int, column: int) -> int:
    """Past the comments that are indented deeper than `column`, and the blank lines among them."""
    end = place
    while place < len(text):
        match = COMMENT.match(text, place)
        if match and len(match[1]) > column:
            end = next_line(text, place)
        elif not BLANK.match(text, place):
            break
        place = next_line(text, place)
    return end


def skip_blank_lines(text: str, place: int) -> int:
    """Past the blank lines at `place`."""
    while place < len(text) and BLANK.match(text, place):
        place = next_line(text, place)
    return place


def skip_blank_lines_back(text: str, place: int) -> int:
    """Before the blank lines above `place`."""
    while place > 0:
        line = previous_line(text, place)
        if not BLANK.match(text, line):
            break
        place = line
    return place


def trimmed(start: int, before: str, after: str) -> Splice | None:
    """The smallest span in which two texts differ."""
    if before == after:
        return None
    same = 0
    while before[same : same + 1] == after[same : same + 1]:
        same += 1
    end, tail = len(before), len(after)
    while end > same and tail > same and before[end - 1] == after[tail - 1]:
        end, tail = end - 1, tail - 1
    return Splice(start + same, start + end, after[same:tail])


def last_part(nodes: Nodes, path: ValuePath = ()) -> Node:
    """The innermost value that ends where the value at `path` ends."""
    inside = (node for at, node in nodes.values.items() if at[: len(path)] == path)
    return max(inside, key=lambda node: (node.end, node.start))


def keeps_breaks(part: str) -> bool:
    """Whether the blank lines after a value belong to it (`|+`)."""
    return _KEEPING.match(part) is not None
