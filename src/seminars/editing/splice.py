"""One change of a record as one contiguous span of text: everything around it is kept.

Pure functions on text and positions. What cannot be changed so is refused with `SeminarsError`;
that the new text says what it should is for `change` to verify.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from seminars.editing.scalar import NUMERIC, flow_list, flow_mapping, literal, scalar
from seminars.model.diagnostics import SeminarsError
from seminars.model.record import FIELDS, Origin
from seminars.reading.parser import Nodes
from seminars.reading.source import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from seminars.reading.parser import Node, Value
    from seminars.reading.parser import Path as ValuePath

_BREAK = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_BLANK = re.compile(r"[ \t]*(?=\r|\n|$)")
_COMMENT = re.compile(r"([ \t]*)#")
_KEEPING = re.compile(r"[|>](?:[1-9]\+|\+)")
_DOCUMENT_END = re.compile(r"(?:^|(?<=[\r\n]))\.\.\.(?=\s|$)")
_COLON = re.compile(r"[ \t]*:")
_DASH = re.compile(r"([ ]*)-([ \t]+)")
_BARE_DASH = re.compile(r"([ ]*)-[ \t]*(?:#[^\r\n]*)?(?=\r|\n|$)")


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


def change_record(
    source: Source, origin: Origin, old: Mapping[str, Value], changes: Mapping[str, Value]
) -> Splice | None:
    """The change that gives fields of a record new values; None as a value clears the field.

    `old` is the record as it was read. None when the text stays as it is. Raises `SeminarsError`.
    """
    start = _line_start(source.text, origin.start)
    end = origin.end if source.text[origin.start] != "{" else _line_end(source.text, origin.end)
    before = source.text[start:end]
    passage = _Passage(before, origin.start - start, origin.column, _line_break(source.text))
    for name in sorted(changes, key=_rank):
        value = changes[name]
        if value is None:
            passage.clear((name,))
        else:
            passage.set((name,), old.get(name), value)
    return _trimmed(start, before, passage.text)


def remove_records(
    source: Source, origins: Sequence[Origin], indices: Collection[int]
) -> list[Splice]:
    """The changes that remove records and the comments indented under them.

    `origins` are those of all records of the file, in order. Raises `SeminarsError`.
    """
    # From the last to the first: what comes before a removal keeps its place.
    in_brackets = _in_brackets(source, origins)
    spans = [(origin.start, origin.end) for origin in origins]
    text, splices = source.text, []
    for index in sorted(indices, reverse=True):
        if in_brackets:
            splice = _cut(text, spans, index)
            gone = splice.end - splice.start
            spans[index:] = [(start - gone, end - gone) for start, end in spans[index + 1 :]]
        else:
            splice = _removal(replace(source, text=text), origins, index)
        text = spliced(text, [splice])
        splices.append(splice)
    if not text.strip():  # a file of zero bytes looks like one that was lost
        return [Splice(0, len(source.text), "[]" + _line_break(source.text))]
    return splices


def _removal(source: Source, origins: Sequence[Origin], index: int) -> Splice:
    text = source.text
    start = _dash(text, origins[index])[0]
    end = _skip_blank_lines(text, _record_end(source, origins[index]))
    if end == len(text):
        floor = _record_end(source, origins[index - 1]) if index else 0
        start = max(floor, _skip_blank_lines_back(text, start))
    return Splice(start, end, "")


def insert_record(
    source: Source, origins: Sequence[Origin], at: int, fields: Mapping[str, Value]
) -> Splice:
    """The change that makes `fields` the record at position `at`, laid out like those around it.

    Raises `SeminarsError`.
    """
    text = source.text
    if not origins:
        return _insert_first(source, fields)
    if _in_brackets(source, origins):
        return _insert_in_brackets(text, origins, at, fields)
    near = origins[max(0, at - 1)]
    column, gap = _layout(text, near)
    lines = _record(text, origins, fields, column, gap)
    apart = _line_break(text) * _blank_lines_between(source, origins, max(0, at - 1))
    if at == 0:
        place = _before_attached_comments(text, _dash(text, near)[0])
        return Splice(place, place, lines + apart)
    place = _record_end(source, near)
    last = _last_part(Nodes(source, near))
    if _keeps_breaks(text[last.start : last.end]):
        apart = ""
    return _insert_lines(text, place, apart + lines)


# Records


def _in_brackets(source: Source, origins: Sequence[Origin]) -> bool:
    """Whether the whole file is one list in brackets, as JSON is."""
    if any(source.text[origin.start] != "{" for origin in origins):
        return False
    return Nodes(source).values[()].style == "flow"


def _dash(text: str, origin: Origin) -> tuple[int, int, str]:
    """Where the line of a record's dash begins, the column of the dash, and what follows it."""
    start = _line_start(text, origin.start)
    match = _DASH.fullmatch(text, start, origin.start)
    if match:
        return start, len(match[1]), match[2]
    while start > 0:
        start = _previous_line(text, start)
        match = _BARE_DASH.match(text, start)
        if match:
            return start, len(match[1]), " " * (origin.column - 2 - len(match[1]))
        if not (_BLANK.match(text, start) or _COMMENT.match(text, start)):
            break
    raise SeminarsError(
        f"the record at {origin.file}:{origin.line} does not begin with `- ` on a line of its own",
        "change it in an editor",
    )


def _record_end(source: Source, origin: Origin) -> int:
    """Where the line after a record and the comments indented under it begins."""
    text = source.text
    end = _end_of_lines(text, _last_part(Nodes(source, origin)))
    return _skip_comments_under(text, end, _dash(text, origin)[1])


def _last_part(nodes: Nodes, path: ValuePath = ()) -> Node:
    """The innermost value that ends where the value at `path` ends."""
    inside = (node for at, node in nodes.values.items() if at[: len(path)] == path)
    return max(inside, key=lambda node: (node.end, node.start))


def _keeps_breaks(part: str) -> bool:
    """Whether the blank lines after a value belong to it (`|+`)."""
    return _KEEPING.match(part) is not None


def _layout(text: str, origin: Origin) -> tuple[int, str]:
    _, column, gap = _dash(text, origin)
    return column, gap if gap.strip(" ") == "" else " "


def _record(
    text: str, origins: Sequence[Origin], fields: Mapping[str, Value], column: int, gap: str
) -> str:
    """A record's lines; in braces when all the others are."""
    line_break = _line_break(text)
    begin = " " * column + "-" + gap
    if origins and all(text[origin.start] == "{" for origin in origins):
        return begin + _braces(fields) + line_break
    indent = " " * len(begin)
    lines = line_break.join(
        _field(name, fields[name], indent, line_break)
        for name in sorted(fields, key=_rank)
        if fields[name] is not None
    )
    return begin + lines[len(indent) :] + line_break


def _braces(fields: Mapping[str, Value]) -> str:
    return (
        "{"
        + ", ".join(
            f"{name}: {_inline(name, fields[name], flow=True)}"
            for name in sorted(fields, key=_rank)
            if fields[name] is not None
        )
        + "}"
    )


def _blank_lines_between(source: Source, origins: Sequence[Origin], index: int) -> int:
    """How many blank lines part the record at `index` from the next; of two others at the end."""
    text = source.text
    if len(origins) == 1:
        return 0 if text[origins[0].start] == "{" else 1
    index = min(index, len(origins) - 2)
    end = _record_end(source, origins[index])
    blank = text[end : _skip_blank_lines(text, end)]
    return len(_BREAK.findall(blank))


def _before_attached_comments(text: str, start: int) -> int:
    """Where the comments right above a record begin, unless they open the file."""
    place = start
    while place > 0:
        line = _previous_line(text, place)
        if not _COMMENT.match(text, line):
            return place if _BLANK.match(text, line) else start
        place = line
    return start


def _insert_first(source: Source, fields: Mapping[str, Value]) -> Splice:
    """The first record of a file that has none: instead of `[]`, or after the comments."""
    text = source.text
    record = _record(text, (), fields, 0, " ")
    node = Nodes(source).values.get(())
    if node is not None and node.end > node.start:
        begin = "" if node.start == _line_start(text, node.start) else _line_break(text)
        beyond = _line_end(text, node.end)
        if text[node.end : beyond].strip():
            return Splice(node.start, node.end, begin + record)
        return Splice(node.start, beyond, begin + record.rstrip("\r\n"))
    end = _DOCUMENT_END.search(text)
    return _insert_lines(text, end.start() if end else len(text), record)


def _insert_in_brackets(
    text: str, origins: Sequence[Origin], at: int, fields: Mapping[str, Value]
) -> Splice:
    near = origins[max(0, at - 1)]
    start = _line_start(text, near.start)
    alone = not text[start : near.start].strip()
    apart = "," + (_line_break(text) + text[start : near.start] if alone else " ")
    if at == 0:
        return Splice(near.start, near.start, _braces(fields) + apart)
    return Splice(near.end, near.end, apart + _braces(fields))


# Fields


class _Passage:
    """The text of one record, changed step by step; `at` is where its mapping begins."""

    def __init__(self, text: str, at: int, column: int, line_break: str) -> None:
        self.text = text
        self._at = at
        self._column = column
        self._line_break = line_break
        self._parse()

    def set(self, path: ValuePath, old: Value, new: Value) -> None:
        """Give a field a value, `new` instead of `old`."""
        if path not in self._nodes.keys:
            self._insert(path, new)
        elif isinstance(old, list) and isinstance(new, list):
            self._set_list(path, old, new)
        elif isinstance(old, dict) and isinstance(new, dict):
            self._set_mapping(path, old, new)
        else:
            self._set_value(path, new)

    def clear(self, path: ValuePath) -> None:
        """Take a field away, with the comments on its line and those indented under it."""
        if path not in self._nodes.keys:
            return
        if self._is_flow(path[:-1]):
            members = self._members(path[:-1])
            splice = _cut(self.text, list(members.values()), list(members).index(path))
            self._replace(splice.start, splice.end, splice.text)
            return
        start = self._nodes.keys[path].start
        line, end = _line_start(self.text, start), self._end(path)
        if not self.text[line:start].strip():
            self._replace(line, end, "")
            return
        following = next(iter(list(self._members(path[:-1]).values())[1:]), None)
        if following is None or self.text[end : following[0]].strip():
            raise _unsafe(path, "it stands beside the dash, and no other field can take its place")
        self._replace(start, following[0], "")

    def _set_mapping(
        self, path: ValuePath, old: Mapping[str, Value], new: Mapping[str, Value]
    ) -> None:
        if not new:
            self._set_inline(path, self._nodes.values[path], "{}")
            return
        for name, value in new.items():
            if old.get(name) != value:
                self.set((*path, name), old.get(name), value)
        for name in old:
            if name not in new:
                self.clear((*path, name))

    def _set_value(self, path: ValuePath, new: Value) -> None:
        node = self._nodes.values[path]
        if isinstance(new, str):
            if node.style in {"|", ">"}:
                self._set_block(path, node, new)
                return
            if "\n" in new and not self._is_flow(path[:-1]):
                self._make_block(path, node, new)
                return
        quote = node.style if node.style in {"'", '"'} else ""
        inline = _inline(str(path[0]), new, flow=self._is_flow(path[:-1]), quote=quote)
        self._set_inline(path, node, inline)

    def _set_inline(self, path: ValuePath, node: Node, inline: str, lines: str = "") -> None:
        """Put a value on its field's line, whatever stood there, and `lines` below it."""
        colon = self._colon(path)
        start, end = node.start, node.end
        if node.start == node.end:
            start = end = colon
            inline = (" " if self.text[colon - 1] == ":" else ": ") + inline
        elif node.style == "block":
            start, end = colon, self._content_end(node)
            inline = f" {inline}{self._comment_after(colon, node.start)}"
        elif node.style in {"|", ">"}:
            header = _line_end(self.text, node.start)
            end = max(header, self._content_end(node))
            inline += self._comment_after(node.start, header)
        if lines:
            line_end = _line_end(self.text, end)
            inline += self.text[end:line_end] + self._line_break + lines
            end = line_end
        self._replace(start, end, inline)

    def _set_block(self, path: ValuePath, node: Node, new: str) -> None:
        """A block stays a block, with its header and its indentation."""
        header = _line_end(self.text, node.start)
        body = _next_line(self.text, header)
        explicit = re.match(r"[|>][+-]?([1-9])", self.text[node.start : node.start + 3])
        first = re.compile(r"[ \t]*(?:\r\n|\r|\n|$)|( +)")
        indent = ""
        place = body
        while not indent and place < node.end:
            match = first.match(self.text, place)
            indent = (match[1] or "") if match else ""
            place = _next_line(self.text, place)
        margin = self._margin(path)
        if explicit:
            indent = margin + " " * int(explicit[1])
        lines = literal(new, indent or margin + "  ", self._line_break)
        if body == header:
            lines = self._line_break + lines
        elif self._content_end(node) < body:  # an empty block
            lines += self._line_break
        style = "|" if "\n" in new else self.text[node.start]
        kept = self.text[node.start + 1 : body]
        self._replace(node.start, max(body, self._content_end(node)), style + kept + lines)

    def _make_block(self, path: ValuePath, node: Node, new: str) -> None:
        """A value of several lines where none was."""
        lines = literal(new, self._margin(path) + "  ", self._line_break)
        self._set_inline(path, node, "|-", lines)

    def _insert(self, path: ValuePath, new: Value) -> None:
        """A field where the order of the schema has it; what has no such order at the end."""
        members = self._members(path[:-1])
        name = str(path[-1])
        before = [each for each in members if _rank(str(each[-1])) <= _rank(name)]
        after = max(reversed(before), key=lambda each: _rank(str(each[-1])), default=None)
        if self._is_flow(path[:-1]):
            self._insert_in_braces(path, new, members, after)
            return
        indent = self._margin(path)
        if after is None:
            start = next(iter(members.values()))[0]
            line = _field(name, new, indent, self._line_break)
            self._replace(start, start, line.lstrip(" ") + self._line_break + indent)
            return
        line = _field(name, new, indent, self._line_break) + self._line_break
        splice = _insert_lines(self.text, self._end(after), line)
        self._replace(splice.start, splice.end, splice.text)

    def _insert_in_braces(
        self,
        path: ValuePath,
        new: Value,
        members: Mapping[ValuePath, tuple[int, int]],
        after: ValuePath | None,
    ) -> None:
        pair = f"{_key(path)}: {_inline(str(path[0]), new, flow=True)}"
        if after is not None:
            end = members[after][1]
            self._replace(end, end, f", {pair}")
        else:
            start = self._nodes.values[path[:-1]].start + 1
            start = next(iter(members.values()), (start, start))[0]
            self._replace(start, start, f"{pair}, " if members else pair)

    def _set_list(self, path: ValuePath, old: list[Value], new: list[Value]) -> None:
        """Change entries and keep the others as they stand, where their order allows it."""
        kept = [entry for entry in old if entry in new]
        if not kept or None in old or new[: len(kept)] != kept:
            self._rewrite_list(path, new)
            return
        for index in range(len(old) - 1, -1, -1):
            if old[index] not in new:
                self._remove_entry(path, index)
        for entry in new[len(kept) :]:
            self._append_entry(path, str(entry))

    def _rewrite_list(self, path: ValuePath, new: list[Value]) -> None:
        node = self._nodes.values[path]
        if node.style == "flow" or not new:
            self._set_inline(path, node, flow_list([str(entry) for entry in new]))
            return
        begin = self.text[_line_start(self.text, node.start) : node.start]
        lines = (f"- {scalar(str(entry))}" for entry in new)
        text = (self._line_break + begin).join(lines)
        self._replace(node.start, self._content_end(node), text)

    def _entries(self, path: ValuePath) -> list[tuple[int, int]]:
        nodes = self._nodes.values
        spans: list[tuple[int, int]] = []
        while (node := nodes.get((*path, len(spans)))) is not None:
            spans.append((node.start, node.end))
        return spans

    def _remove_entry(self, path: ValuePath, index: int) -> None:
        node, spans = self._nodes.values[path], self._entries(path)
        if node.style == "flow":
            splice = _cut(self.text, spans, index)
            self._replace(splice.start, splice.end, splice.text)
        else:
            dash = self._entry_begin(path, spans[index][0])
            end = _end_of_lines(self.text, _last_part(self._nodes, (*path, index)))
            self._replace(_line_start(self.text, dash), end, "")

    def _append_entry(self, path: ValuePath, entry: str) -> None:
        node, spans = self._nodes.values[path], self._entries(path)
        if node.style == "flow":
            self._replace(spans[-1][1], spans[-1][1], ", " + scalar(entry, flow=True))
            return
        begin = self._entry_begin(path, spans[-1][0])
        line = self.text[_line_start(self.text, begin) : spans[-1][0]]
        last = _last_part(self._nodes, (*path, len(spans) - 1))
        splice = _insert_lines(
            self.text,
            _end_of_lines(self.text, last),
            line + scalar(entry) + self._line_break,
        )
        self._replace(splice.start, splice.end, splice.text)

    def _entry_begin(self, path: ValuePath, start: int) -> int:
        """Where the dash of an entry stands, which must be alone before it on its line."""
        line = _line_start(self.text, start)
        match = _DASH.fullmatch(self.text, line, start)
        if match is None:
            raise _unsafe(path, "an entry does not begin with `- ` on a line of its own")
        return line + len(match[1])

    def _members(self, path: ValuePath) -> dict[ValuePath, tuple[int, int]]:
        """The span of each field of a mapping, from its key to the end of its value."""
        return {
            key: (node.start, max(self._colon(key), self._nodes.values[key].end))
            for key, node in self._nodes.keys.items()
            if key[:-1] == path
        }

    def _colon(self, path: ValuePath) -> int:
        """Where the colon after a key ends; where the key ends when it has none."""
        end = self._nodes.keys[path].end
        match = _COLON.match(self.text, end)
        return match.end() if match else end

    def _is_flow(self, path: ValuePath) -> bool:
        return self._nodes.values[path].style == "flow"

    def _margin(self, path: ValuePath) -> str:
        """The indentation of the fields beside this one."""
        key = next(each for each in self._nodes.keys if each[:-1] == path[:-1])
        start = self._nodes.keys[key].start
        return " " * (start - _line_start(self.text, start))

    def _content_end(self, node: Node) -> int:
        """Where a value ends, without the blank lines and the line break after it."""
        return node.start + len(self.text[node.start : node.end].rstrip(" \t\r\n"))

    def _comment_after(self, start: int, end: int) -> str:
        """The comment on the rest of a line, with the blanks before it."""
        match = re.compile(r"[^\r\n#]*?([ \t]+#[^\r\n]*)").match(self.text, start, end)
        return match[1].rstrip() if match else ""

    def _end(self, path: ValuePath) -> int:
        """Where the line after a field and the comments indented under it begins."""
        node = self._nodes.values[path]
        if node.start == node.end:
            end = _next_line(self.text, self._colon(path))
        else:
            end = _end_of_lines(self.text, _last_part(self._nodes, path))
        return _skip_comments_under(self.text, end, len(self._margin(path)))

    def _replace(self, start: int, end: int, text: str) -> None:
        self.text = self.text[:start] + text + self.text[end:]
        self._parse()

    def _parse(self) -> None:
        source = Source("", Path(), b"", self.text)
        self._nodes = Nodes(source, Origin("", 1, self._column, self._at, len(self.text)))


def _field(name: str, value: Value, indent: str, line_break: str) -> str:
    """The lines of a field, without the last line break."""
    if isinstance(value, str) and "\n" in value:
        return f"{indent}{name}: |-{line_break}" + literal(value, indent + "  ", line_break)
    return f"{indent}{scalar(name)}: {_inline(name, value)}"


def _inline(name: str, value: Value, *, flow: bool = False, quote: str = "") -> str:
    if isinstance(value, list):
        return flow_list([str(entry) for entry in value])
    if isinstance(value, dict):
        return flow_mapping({key: str(entry) for key, entry in value.items()})
    return scalar(str(value), flow=flow, quote=quote, numeric=name in NUMERIC)


def _key(path: ValuePath) -> str:
    return scalar(str(path[-1]), flow=True)


_RANKS = {name: rank for rank, name in enumerate(FIELDS)}


def _rank(name: str) -> int:
    return _RANKS.get(name, len(FIELDS))


def _unsafe(path: ValuePath, why: str) -> SeminarsError:
    return SeminarsError(f"`{path[0]}` cannot be changed here: {why}", "change it in an editor")


# Text


def _cut(text: str, spans: Sequence[tuple[int, int]], index: int) -> Splice:
    """Take one of several values between commas away, with its comma."""
    start, end = spans[index]
    if index + 1 < len(spans):
        return Splice(start, spans[index + 1][0], "")
    if index > 0 and "#" not in text[spans[index - 1][1] : start]:
        return Splice(spans[index - 1][1], end, "")
    return Splice(start, end, "")


def _insert_lines(text: str, place: int, lines: str) -> Splice:
    """Whole lines before the line at `place`; the last line keeps to be without a line break."""
    if place == len(text) and text and text[-1] not in "\r\n":
        return Splice(place, place, _line_break(lines) + lines.rstrip("\r\n"))
    return Splice(place, place, lines)


def _line_break(text: str) -> str:
    match = _BREAK.search(text)
    return match.group() if match else "\n"


def _line_start(text: str, place: int) -> int:
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


def _previous_line(text: str, place: int) -> int:
    """Where the line before the one at `place` begins."""
    return _line_start(text, place - 1 - text.endswith("\r\n", 0, place))


def _line_end(text: str, place: int) -> int:
    match = _BREAK.search(text, place)
    return match.start() if match else len(text)


def _next_line(text: str, place: int) -> int:
    match = _BREAK.search(text, place)
    return match.end() if match else len(text)


def _end_of_lines(text: str, node: Node) -> int:
    """Where the line after a value begins; a block ends before the blank lines that follow it."""
    part = text[node.start : node.end]
    if part.endswith(("\n", "\r")):
        if _keeps_breaks(part):
            return node.end
        return _next_line(text, node.start + len(part.rstrip(" \t\r\n")))
    return _next_line(text, node.end)


def _skip_comments_under(text: str, place: int, column: int) -> int:
    """Past the comments that are indented deeper than `column`, and the blank lines among them."""
    end = place
    while place < len(text):
        match = _COMMENT.match(text, place)
        if match and len(match[1]) > column:
            end = _next_line(text, place)
        elif not _BLANK.match(text, place):
            break
        place = _next_line(text, place)
    return end


def _skip_blank_lines(text: str, place: int) -> int:
    while place < len(text) and _BLANK.match(text, place):
        place = _next_line(text, place)
    return place


def _skip_blank_lines_back(text: str, place: int) -> int:
    while place > 0:
        line = _previous_line(text, place)
        if not _BLANK.match(text, line):
            break
        place = line
    return place


def _trimmed(start: int, before: str, after: str) -> Splice | None:
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
