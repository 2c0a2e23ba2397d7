"""Text as a row of named parts: a file of records and comments, a record of fields and comments.

A part is whole lines or, in braces, what stands between two commas. Nothing is re-printed: put
together again, the parts are the text. Line breaks are line feeds here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from seminars.editing.merge_order import COMMENT
from seminars.reading.parser import Nodes, items
from seminars.reading.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from seminars.editing.merge_order import Key
    from seminars.model.record import Origin
    from seminars.reading.parser import Path as ValuePath
    from seminars.reading.parser import Value

RECORD, FIELD = "record", "field"

_HEADER = re.compile(r"(?:(?:[ \t]*|[%#].*)\n)*---[ \t]*(?:#.*)?\n")
_FOOTER = re.compile(r"^\.\.\.(?:[ \t].*)?\n", re.MULTILINE)
_BLANK_LINES = re.compile(r"(?:[ \t]*\n)*")
_PARAGRAPH = re.compile(r"(?:[ \t]*#.*\n)+")
_EMPTY_LIST = re.compile(r"^\[ *\] *\n", re.MULTILINE)
_DASH = re.compile(r" *-[ \t]+")
_BARE_DASH = re.compile(r" *-[ \t]*(?:#.*)?\n")
_NOTHING = re.compile(r"[ \t]*(?:#.*)?\n")
_SPACES = re.compile(" *")
_COLON = re.compile(r"[ \t]*:")


class NotInPartsError(Exception):
    """The text has another shape; says why, for people."""


@dataclass(frozen=True, slots=True)
class Part:
    """A record, a field or a paragraph of comments.

    `gap` is what parts it from the one before it: blank lines, or a comma; `after` the kind of
    that one, empty for the first.
    """

    key: Key
    text: str
    value: Value = None
    gap: str = ""
    after: str = ""

    @property
    def kind(self) -> str:
        """`record`, `field` or `comment`."""
        return self.key[0]


@dataclass(frozen=True, slots=True)
class Section:
    """Parts between an opening and a closing; `column` is where the parts are indented to.

    Where the opening ends within a line (`- `), the first part is indented all the same.
    """

    opening: str
    parts: tuple[Part, ...]
    closing: str
    column: int = 0
    braces: bool = False

    @property
    def by_key(self) -> dict[Key, Part]:
        """The parts by their keys."""
        return {part.key: part for part in self.parts}

    def indented(self, column: int) -> Section:
        """The same with its lines moved to another column."""
        if self.braces or column == self.column:
            return self
        by = column - self.column
        parts = tuple(replace(part, text=moved(part.text, by)) for part in self.parts)
        return replace(self, parts=parts, column=column)


def moved(text: str, by: int) -> str:
    """Lines indented deeper, or less; those that stand too far left already stay."""
    if by >= 0:
        return re.sub(r"^(?=.)", " " * by, text, flags=re.MULTILINE)
    return re.sub(rf"^ {{{-by}}}", "", text, flags=re.MULTILINE)


def source_of(text: str, file: str = "") -> Source:
    """A text that stands alone, for the parser."""
    return Source(file, Path(file), b"", text)


def file_section(source: Source) -> Section:
    """A records file; every line ends in a line break.

    Raises `NotInPartsError`, or `FileRefusedError` for what cannot be read.
    """
    text = source.text
    entries = [(_identified(value), origin) for value, origin in items(source)]
    starts = [_dash_line(text, origin) for _, origin in entries]
    column = _indent(text, starts[0]) if starts else 0
    header = _HEADER.match(text)
    at = _past_blank_lines(text, header.end() if header else 0)
    footer = _FOOTER.search(text, entries[-1][1].end if entries else at)
    end = footer.start() if footer else len(text)
    opening, closing = text[:at], text[end:]
    row = _Row()
    for (value, _), start, following in zip(entries, starts, [*starts, end][1:], strict=True):
        gap = row.add_comments(text[at:start])
        at = _own_end(text, start, following, column)
        row.add((RECORD, str(value["id"])), text[start:at], value, gap)
    rest = text[at:end] if entries else _EMPTY_LIST.sub("", text[at:end])
    closing = row.add_comments(rest) + closing
    if len({part.key for part in row.parts}) < len(row.parts):
        raise NotInPartsError("two records have the same id")
    return Section(opening, tuple(row.parts), closing, column)


def mapping_section(text: str, path: ValuePath, values: Mapping[str, Value]) -> Section | None:
    """The mapping at `path` of a text: a record, or a field that holds one.

    None when it is not laid out in parts that can be exchanged.
    """
    nodes = Nodes(source_of(text))
    members = [key for key in nodes.keys if key[:-1] == path]
    if not members:
        return None
    if nodes.values[path].style == "flow":
        return _in_braces(text, nodes, members, values)
    return _in_lines(text, nodes, members, values)


def comments_in(text: str) -> Counter[str]:
    """What looks like a comment, and how often; a `#` in quotes does, too."""
    return Counter(found.strip() for found in re.findall(r"(?:^|(?<=\s))#.*", text))


def _identified(value: Value) -> dict[str, Value]:
    if not isinstance(value, dict) or not isinstance(value.get("id"), str):
        raise NotInPartsError("a record has no id")
    return value


def _dash_line(text: str, origin: Origin) -> int:
    """Where the line begins on which a record's dash stands."""
    start = text.rfind("\n", 0, origin.start) + 1
    if _DASH.fullmatch(text, start, origin.start):
        return start
    above = text[:start].splitlines(keepends=True)
    passed = list(takewhile(_NOTHING.fullmatch, reversed(above)))
    found = above[: len(above) - len(passed)][-1:]
    if not found or text[start : origin.start].strip(" ") or not _BARE_DASH.fullmatch(found[0]):
        raise NotInPartsError("a record does not begin with `- ` on a line of its own")
    return start - sum(map(len, [*found, *passed]))


def _indent(text: str, start: int) -> int:
    """How many spaces stand there."""
    spaces = _SPACES.match(text, start)
    return len(spaces.group()) if spaces else 0


def _past_blank_lines(text: str, start: int) -> int:
    blank = _BLANK_LINES.match(text, start)
    return blank.end() if blank else start


def _own_end(text: str, start: int, end: int, column: int) -> int:
    """Where the lines of a part end: before blank lines and comments not indented deeper."""
    while (line := text.rfind("\n", start, end - 1) + 1) > start:
        own = text[line:end].strip()
        if own and not (own.startswith("#") and _indent(text, line) <= column):
            break
        end = line
    return end


class _Row:
    """Parts as they are found, each told what it follows."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._paragraphs: Counter[str] = Counter()

    def add(self, key: Key, text: str, value: Value = None, gap: str = "") -> None:
        """Add a part."""
        after = self.parts[-1].kind if self.parts else ""
        self.parts.append(Part(key, text, value, gap, after))

    def add_comments(self, text: str) -> str:
        """Add paragraphs of comments; the blank lines after the last."""
        at = 0
        while True:
            gap = text[at : _past_blank_lines(text, at)]
            at += len(gap)
            if at == len(text):
                return gap
            paragraph = _PARAGRAPH.match(text, at)
            if paragraph is None:
                raise NotInPartsError("something else stands between the records")
            at = paragraph.end()
            said = paragraph.group().strip()
            self._paragraphs[said] += 1
            self.add((COMMENT, f"{self._paragraphs[said]} {said}"), paragraph.group(), None, gap)


def _in_lines(
    text: str, nodes: Nodes, members: list[ValuePath], values: Mapping[str, Value]
) -> Section | None:
    first = nodes.keys[members[0]].start
    column = first - (text.rfind("\n", 0, first) + 1)
    starts = [first]
    for key in members[1:]:
        start = nodes.keys[key].start
        starts.append(start - column)
        if text[start - column - 1 : start] != "\n" + " " * column:
            return None
    row, gap = _Row(), ""
    for key, start, end in zip(members, starts, [*starts[1:], len(text)], strict=True):
        own = _own_end(text, start, end, column)
        begin = " " * column if start == first else ""
        name = str(key[-1])
        row.add((FIELD, name), begin + text[start:own], values[name], gap)
        gap = row.add_comments(text[own:end])
    return Section(text[:first], tuple(row.parts), gap, column)


def _in_braces(
    text: str, nodes: Nodes, members: list[ValuePath], values: Mapping[str, Value]
) -> Section | None:
    row = _Row()
    at = first = nodes.keys[members[0]].start
    for key in members:
        start, end = nodes.keys[key].start, nodes.keys[key].end
        colon = _COLON.match(text, end)
        end = max(colon.end() if colon else end, nodes.values[key].end)
        if "#" in text[at:start]:
            return None
        name = str(key[-1])
        row.add((FIELD, name), text[start:end], values[name], text[at:start])
        at = end
    return Section(text[:first], tuple(row.parts), text[at:], braces=True)


def aligned(base: Section, side: Section) -> Section:
    """A side whose changed comments have the keys of those in `base` that they replace.

    A comment replaces another when both follow the same part.
    """
    known, present = base.by_key, side.by_key
    gone = _by_anchor(base.parts, present)
    renamed: dict[Key, Key] = {}
    for anchor, new in _by_anchor(side.parts, known).items():
        renamed |= dict(zip(new, gone.get(anchor, []), strict=False))
    parts = (replace(part, key=renamed.get(part.key, part.key)) for part in side.parts)
    return replace(side, parts=tuple(parts))


def _by_anchor(parts: Iterable[Part], other: Mapping[Key, Part]) -> dict[Key | None, list[Key]]:
    """The comments that the other side does not have, by the part before them that it has."""
    found: dict[Key | None, list[Key]] = {}
    for anchor, part in _anchored(parts, other):
        if part.kind == COMMENT:
            found.setdefault(anchor, []).append(part.key)
    return found


def _anchored(
    parts: Iterable[Part], other: Mapping[Key, Part]
) -> Iterator[tuple[Key | None, Part]]:
    anchor: Key | None = None
    for part in parts:
        if part.key in other:
            anchor = part.key
        else:
            yield anchor, part
