"""YAML text to plain values with positions: the only door to PyYAML.

A loop over the events of libyaml (PyYAML's own parser when it is not there). Every scalar stays
text; only a plain `null`, `~` or nothing becomes None. Positions are not kept for what is read
without trouble: `Nodes` parses the span of one record again when somebody asks where a value is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from yaml.scanner import ScannerError

from seminars.model.record import Origin
from seminars.reading.source import FileRefusedError, Source
from seminars.reading.syntax import bad_syntax

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from seminars.model.diagnostics import Place

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Path: TypeAlias = "tuple[str | int, ...]"
Event: TypeAlias = Any  # PyYAML's events share no typed base that carries their attributes

DEEPEST = 20
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class _PureLoader(yaml.SafeLoader):
    """PyYAML's own parser, made to read tabs, block headers, escapes and `%` as libyaml does."""

    def scan_to_next_token(self) -> None:
        super().scan_to_next_token()
        while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
            self.forward()
            super().scan_to_next_token()

    def scan_plain_spaces(self, indent: int, start_mark: yaml.Mark) -> list[str]:
        blanks = ""
        breaks: list[str] = []
        while (char := self.peek()) in " \t\r\n":
            if char in "\r\n":
                breaks.append(self.scan_line_break())  # type: ignore[no-untyped-call]  # PyYAML's
                self.allow_simple_key = True
                if self.prefix(3) in {"---", "..."} and self.peek(3) in "\0 \t\r\n":
                    return []
                continue
            if char == "\t" and breaks and self.column < indent:
                self._refuse("a plain scalar", start_mark, "a tab character", self.get_mark())
            blanks += char
            self.forward()
        if not breaks:
            return [blanks] if blanks else []
        return breaks[1:] or [" "]

    def scan_block_scalar_indicators(self, _: yaml.Mark) -> tuple[bool | None, int | None]:
        header = next(iter(re.findall(r"^(?:[+-][1-9]?|[1-9][+-]?)", self.prefix(2))), "")
        self.forward(len(header))
        chomping = header.strip("123456789")
        return chomping == "+" if chomping else None, int(header.strip("+-") or 0) or None

    def scan_block_scalar_ignored_line(self, start_mark: yaml.Mark) -> None:
        while self.peek() in " \t":
            self.forward()
        super().scan_block_scalar_ignored_line(start_mark)

    def scan_block_scalar_indentation(self) -> Any:
        found = super().scan_block_scalar_indentation()
        return self._without_tab(found, self.column + 1)

    def scan_block_scalar_breaks(self, indent: int) -> Any:
        return self._without_tab(super().scan_block_scalar_breaks(indent), indent)

    def _without_tab(self, found: Any, indent: int) -> Any:
        if self.column < indent and self.peek() == "\t":
            mark = self.get_mark()
            self._refuse("a block scalar", mark, "a tab character", mark)
        return found

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: yaml.Mark) -> Any:  # noqa: FBT001 (PyYAML's)
        first = self.index
        try:
            chunks = super().scan_flow_scalar_non_spaces(double, start_mark)
        except (OverflowError, ValueError):
            self._refuse("a quoted scalar", start_mark, "escape", self.get_mark())
        if any("\ud800" <= char <= "\udfff" for chunk in chunks for char in chunk):
            mark = self.get_mark()
            escapes = re.finditer(
                r"\\(?:(u|U0000)[dD][89a-fA-F]|.)", self.buffer[first : self.index], re.DOTALL
            )
            mark.index = first + next(escape.start() for escape in escapes if escape[1])
            self._refuse("a quoted scalar", start_mark, "escape", mark)
        return chunks

    def scan_directive_name(self, start_mark: yaml.Mark) -> Any:
        name = super().scan_directive_name(start_mark)  # type: ignore[no-untyped-call]  # PyYAML's
        if name not in {"YAML", "TAG"}:
            self._refuse("a directive", start_mark, "unknown", self.get_mark())
        return name

    def _refuse(self, context: str, start: yaml.Mark, problem: str, mark: yaml.Mark) -> NoReturn:
        raise ScannerError(f"while scanning {context}", start, f"found {problem}", mark)


PURE: Any = _PureLoader
FASTEST: Any = getattr(yaml, "CSafeLoader", PURE)


def items(source: Source, loader: Any = FASTEST) -> Iterator[tuple[Value, Origin]]:
    """The entries of a records file with their spans; a file without a document has none.

    Raises `FileRefusedError` where the file cannot be read on.
    """
    parser = _Parser(source, loader)
    try:
        yield from parser.items()
    except yaml.YAMLError as error:
        raise bad_syntax(source, error) from None


def document(source: Source, loader: Any = FASTEST) -> Value:
    """The value of the one document of a file; None when there is none.

    Raises `FileRefusedError`.
    """
    parser = _Parser(source, loader)
    try:
        return parser.document()
    except yaml.YAMLError as error:
        raise bad_syntax(source, error) from None


class _Parser:
    """Values from events, refusing what a careful person would not write into records."""

    def __init__(self, source: Source, loader: Any) -> None:
        self.source = source
        self.next: Callable[[], Event] = loader(source.text).get_event
        self.decorated = "&" in source.text or "!" in source.text

    def items(self) -> Iterator[tuple[Value, Origin]]:
        if not self._open():
            return
        first = self.next()
        self._refuse_decoration(first)
        if type(first) is ScalarEvent and first.value in NULLS and first.implicit[0]:
            self._close()
            return
        if type(first) is not SequenceStartEvent:
            self._refuse(
                first,
                "not-a-list",
                "a records file is a list of records",
                "begin each record with `- id: `",
            )
        file = self.source.file
        while True:
            event = self.next()
            if type(event) is SequenceEndEvent:
                break
            mark = event.start_mark
            value, end = self._value(event, 2)
            yield value, Origin(file, mark.line + 1, mark.column + 1, mark.index, end)
        self._close()

    def document(self) -> Value:
        if not self._open():
            return None
        value, _ = self._value(self.next(), 1)
        self._close()
        return value

    def _open(self) -> bool:
        self.next()  # the start of the stream
        return type(self.next()) is DocumentStartEvent

    def _close(self) -> None:
        self.next()  # the end of the document
        event = self.next()
        if type(event) is not StreamEndEvent:
            self._refuse(
                event,
                "second-document",
                "a second document begins here",
                "keep one document a file; move the rest to a `seminars-*.yaml` beside it",
            )

    def _value(self, event: Event, depth: int) -> tuple[Value, int]:
        """A value that begins with `event`, and the offset at which it ends."""
        kind = type(event)
        if event.anchor is not None or kind is AliasEvent or event.tag is not None:
            self._refuse_decoration(event)
        if kind is ScalarEvent:
            text = event.value
            null = text in NULLS and event.implicit[0]
            return (None if null else text), event.end_mark.index
        if depth > DEEPEST:
            self._refuse(
                event,
                "too-deep",
                f"values are nested deeper than {DEEPEST} levels",
                "a record holds values and lists of values",
            )
        if kind is SequenceStartEvent:
            return self._list(depth)
        return self._mapping(depth)

    # The two loops below read what is plain without a further call, and ask for anchors and tags
    # only where the text has a character that begins one: half of the reading time.

    def _list(self, depth: int) -> tuple[Value, int]:
        following, decorated = self.next, self.decorated
        values: list[Value] = []
        while True:
            event = following()
            kind = type(event)
            if (
                kind is ScalarEvent
                and event.value not in NULLS
                and not (decorated and event.anchor is not event.tag)
            ):
                values.append(event.value)
            elif kind is SequenceEndEvent:
                return values, event.end_mark.index
            else:
                values.append(self._value(event, depth + 1)[0])

    def _mapping(self, depth: int) -> tuple[Value, int]:
        following, decorated = self.next, self.decorated
        values: dict[str, Value] = {"<<": None}  # so that one look finds merge keys, too
        while True:
            event = following()
            kind = type(event)
            if kind is MappingEndEvent:
                del values["<<"]
                return values, event.end_mark.index
            if kind is not ScalarEvent or (decorated and event.anchor is not event.tag):
                self._refuse_key(event)
            key = event.value
            if key in values:
                self._refuse_repeated(event)
            event = following()
            kind = type(event)
            if (
                kind is ScalarEvent
                and event.value not in NULLS
                and not (decorated and event.anchor is not event.tag)
            ):
                values[key] = event.value
            elif (
                kind is SequenceStartEvent
                and depth < DEEPEST
                and not (decorated and event.anchor is not event.tag)
            ):
                values[key] = self._list(depth + 1)[0]
            else:
                values[key] = self._value(event, depth + 1)[0]

    def _refuse_key(self, event: Event) -> NoReturn:
        self._refuse_decoration(event)
        self._refuse(
            event,
            "bad-syntax",
            "a list or a mapping stands where a field's name belongs",
            "write `field: value`",
        )

    def _refuse_repeated(self, event: Event) -> NoReturn:
        if event.value == "<<":
            self._refuse(
                event,
                "merge-key",
                "`<<` merges another mapping in",
                "write the fields out in each record",
            )
        self._refuse(
            event, "duplicate-key", f"`{event.value}` is given twice", "keep one of the two"
        )

    def _refuse_decoration(self, event: Event) -> None:
        if type(event) is AliasEvent:
            self._refuse(
                event,
                "alias",
                f"`*{event.anchor}` repeats a value from elsewhere",
                "write the value out",
            )
        if event.anchor is not None:
            self._refuse(
                event,
                "anchor",
                f"`&{event.anchor}` names a value for use elsewhere",
                "delete it; if the `&` belongs to the text, put the value in quotes",
            )
        if event.tag is not None:
            self._refuse(
                event,
                "tag",
                "`!` gives the value a type of its own",
                "delete it; if the `!` belongs to the text, put the value in quotes",
            )

    def _refuse(self, event: Event, code: str, message: str, help: str) -> NoReturn:  # noqa: A002 (the contract's word)
        start, end = event.start_mark, event.end_mark
        place = self.source.place(
            start.index, end.index if end.line == start.line else start.index + 1
        )
        raise FileRefusedError(self.source.diagnostic(code, message, help, place))


@dataclass(frozen=True, slots=True)
class Node:
    """The span of a key or a value, in code points of the text; `style` as YAML writes scalars."""

    start: int
    end: int
    style: str | None = None


class Nodes:
    """Where each key and each value of one record, or of a whole document, stands.

    Paths are field names and list indices: `("themes", 0)`. Raises `FileRefusedError` when the
    text is not one that was read before without being refused.
    """

    def __init__(self, source: Source, origin: Origin | None = None) -> None:
        self.source = source
        self.values: dict[Path, Node] = {}
        self.keys: dict[Path, Node] = {}
        text, self._start, self._offset = source.text, 0, 0
        if origin is not None:
            # spaces before the span keep the columns, so the record parses as it stood
            text = " " * (origin.column - 1) + text[origin.start : origin.end]
            self._start = origin.start
            self._offset = origin.start - (origin.column - 1)
        self._next: Callable[[], Event] = FASTEST(text).get_event
        try:
            self._read()
        except yaml.YAMLError as error:
            raise bad_syntax(source, error) from None

    def _read(self) -> None:
        event = self._next()
        while type(event) in {StreamStartEvent, DocumentStartEvent}:
            event = self._next()
        if type(event) not in {DocumentEndEvent, StreamEndEvent}:
            self._value(event, ())

    def place(self, *path: str | int, key: bool = False) -> Place:
        """The place of a value, or of its key; of the nearest that is there when it is not.

        The key of what has none, an entry of a list or the whole, is its first field.
        """
        node = self._key(path) if key else self.values.get(path)
        while node is None or node.start == node.end:
            if path in self.keys and not key:
                node = self.keys[path]
                break
            if not path:
                start = Node(self._start, self._start)
                node = next(iter(self.keys.values()), self.values.get((), start))
                break
            path = path[:-1]
            node = self.values.get(path) if path else None
        return self.source.place(node.start, node.end)

    def _key(self, path: Path) -> Node | None:
        inside = (node for inner, node in self.keys.items() if inner[:-1] == path)
        return self.keys.get(path) or next(inside, None)

    def _value(self, event: Event, path: Path) -> int:
        """Note the value that begins with `event`; the offset at which its last part ends."""
        kind = type(event)
        start = event.start_mark.index + self._offset
        if kind is ScalarEvent:
            end: int = event.end_mark.index + self._offset
            self.values[path] = Node(start, end, event.style or "plain")
            return end
        last = start + 1
        if kind is SequenceStartEvent:
            index = 0
            while type(child := self._next()) is not SequenceEndEvent:
                last = self._value(child, (*path, index))
                index += 1
        else:
            while type(child := self._next()) is not MappingEndEvent:
                inner = (*path, child.value)
                self.keys[inner] = Node(
                    child.start_mark.index + self._offset, child.end_mark.index + self._offset
                )
                last = self._value(self._next(), inner)
        end = child.end_mark.index + self._offset if event.flow_style else last
        self.values[path] = Node(start, end, "flow" if event.flow_style else "block")
        return end


def text_of(source: Source, origin: Origin) -> str:
    """A record as it stands in its file, as an entry of a list at the left margin.

    Comments and quoting are kept; comments after its last value are not part of it.
    """
    end = Nodes(source, origin).values[()].end
    first, *rest = source.text[origin.start : end].splitlines()
    margin = origin.column - 1
    return "\n".join([f"- {first}", *(_moved(text, margin) for text in rest)])


def _moved(text: str, margin: int) -> str:
    indent = len(text) - len(text.lstrip(" "))
    return f"  {text[margin:]}" if indent >= margin else text
