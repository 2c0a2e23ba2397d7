"""The fields of one record, changed in its text step by step, each in one span."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from seminars.editing.lines import (
    cut,
    end_of_lines,
    insert_lines,
    last_part,
    line_end,
    line_start,
    next_line,
    skip_comments_under,
)
from seminars.editing.scalar import NUMERIC, flow_list, flow_mapping, literal, scalar
from seminars.model.diagnostics import SeminarsError
from seminars.model.record import FIELDS, Origin
from seminars.reading.parser import Nodes
from seminars.reading.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seminars.reading.parser import Node, Value
    from seminars.reading.parser import Path as ValuePath

_COLON = re.compile(r"[ \t]*:")
DASH = re.compile(r"([ ]*)-([ \t]+)")


class Passage:
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
        if self._is_flow(path[:-1]):
            members = self._members(path[:-1])
            splice = cut(self.text, list(members.values()), list(members).index(path))
            self._replace(splice.start, splice.end, splice.text)
            return
        start = self._nodes.keys[path].start
        line, end = line_start(self.text, start), self._end(path)
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
            header = line_end(self.text, node.start)
            end = max(header, self._content_end(node))
            inline += self._comment_after(node.start, header)
        if lines:
            beyond = line_end(self.text, end)
            inline += self.text[end:beyond] + self._line_break + lines
            end = beyond
        self._replace(start, end, inline)

    def _set_block(self, path: ValuePath, node: Node, new: str) -> None:
        """A block stays a block, with its header and its indentation."""
        header = line_end(self.text, node.start)
        body = next_line(self.text, header)
        explicit = re.match(r"[|>][+-]?([1-9])", self.text[node.start : node.start + 3])
        first = re.compile(r"[ \t]*(?:\r\n|\r|\n|$)|( +)")
        indent = ""
        place = body
        while not indent and place < node.end:
            match = first.match(self.text, place)
            indent = (match[1] or "") if match else ""
            place = next_line(self.text, place)
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
        before = [each for each in members if rank(str(each[-1])) <= rank(name)]
        if not before:  # `{}`: a record has its id, and the codes of `waive` have no order
            place = self._nodes.values[path[:-1]].start + 1
            self._replace(place, place, self._pair(path, new))
            return
        after = max(reversed(before), key=lambda each: rank(str(each[-1])))
        if self._is_flow(path[:-1]):
            end = members[after][1]
            self._replace(end, end, ", " + self._pair(path, new))
            return
        line = field_lines(name, new, self._margin(path), self._line_break) + self._line_break
        splice = insert_lines(self.text, self._end(after), line)
        self._replace(splice.start, splice.end, splice.text)

    def _pair(self, path: ValuePath, new: Value) -> str:
        """A field as it stands in braces."""
        name = scalar(str(path[-1]), flow=True)
        return f"{name}: {_inline(str(path[0]), new, flow=True)}"

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
        begin = self.text[line_start(self.text, node.start) : node.start]
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
            splice = cut(self.text, spans, index)
            self._replace(splice.start, splice.end, splice.text)
        else:
            dash = self._entry_begin(path, spans[index][0])
            end = end_of_lines(self.text, last_part(self._nodes, (*path, index)))
            self._replace(line_start(self.text, dash), end, "")

    def _append_entry(self, path: ValuePath, entry: str) -> None:
        node, spans = self._nodes.values[path], self._entries(path)
        if node.style == "flow":
            self._replace(spans[-1][1], spans[-1][1], ", " + scalar(entry, flow=True))
            return
        begin = self._entry_begin(path, spans[-1][0])
        line = self.text[line_start(self.text, begin) : spans[-1][0]]
        last = last_part(self._nodes, (*path, len(spans) - 1))
        splice = insert_lines(
            self.text,
            end_of_lines(self.text, last),
            line + scalar(entry) + self._line_break,
        )
        self._replace(splice.start, splice.end, splice.text)

    def _entry_begin(self, path: ValuePath, start: int) -> int:
        """Where the dash of an entry stands, which must be alone before it on its line."""
        line = line_start(self.text, start)
        match = DASH.fullmatch(self.text, line, start)
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
        return " " * (start - line_start(self.text, start))

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
            end = next_line(self.text, self._colon(path))
        else:
            end = end_of_lines(self.text, last_part(self._nodes, path))
        return skip_comments_under(self.text, end, len(self._margin(path)))

    def _replace(self, start: int, end: int, text: str) -> None:
        self.text = self.text[:start] + text + self.text[end:]
        self._parse()

    def _parse(self) -> None:
        source = Source("", Path(), b"", self.text)
        self._nodes = Nodes(source, Origin("", 1, self._column, self._at, len(self.text)))


def field_lines(name: str, value: Value, indent: str, line_break: str) -> str:
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


_RANKS = {name: rank for rank, name in enumerate(FIELDS)}


def rank(name: str) -> int:
    """Where a field stands in the order of the schema; unknown ones at the end."""
    return _RANKS.get(name, len(FIELDS))


def _unsafe(path: ValuePath, why: str) -> SeminarsError:
    return SeminarsError(f"`{path[0]}` cannot be changed here: {why}", "change it in an editor")


def braces(fields: Mapping[str, Value]) -> str:
    """A whole record in braces."""
    return (
        "{"
        + ", ".join(
            f"{name}: {_inline(name, fields[name], flow=True)}"
            for name in sorted(fields, key=rank)
            if fields[name] is not None
        )
        + "}"
    )
