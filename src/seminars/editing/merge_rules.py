"""What becomes of a record, a field or a comment that both sides changed.

Edited here and removed there is a conflict, and so is one new id with two contents. Lists to
which both sides only added are joined. A text is taken over only where it says what it should and
no comment of either side is lost; otherwise the two stand side by side in a conflict.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from seminars.editing.change import same
from seminars.editing.git import Marks, merged_text
from seminars.editing.merge_order import COMMENT
from seminars.editing.merge_parts import Conflict, joined
from seminars.editing.merge_sections import comments_in, mapping_section, moved, source_of
from seminars.editing.scalar import scalar
from seminars.model.period import BadDateError, parse_dates
from seminars.model.record import FIELDS
from seminars.reading.parser import Nodes, document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from seminars.editing.merge_order import Key, Rank
    from seminars.editing.merge_parts import Piece
    from seminars.editing.merge_sections import Part, Section
    from seminars.reading.parser import Path as ValuePath
    from seminars.reading.parser import Value

_ENTRY = re.compile(r"( *)-[ \t]+")


def settled(key: Key, old: Part | None, one: Part | None, other: Part | None) -> list[Piece]:
    """A record or a comment of the file that both sides have differently."""
    kind, name = key
    if kind == COMMENT:
        return _comment(old, one, other)
    return [
        replace(piece, record=name) if isinstance(piece, Conflict) else piece
        for piece in _record(old, one, other)
    ]


def by_date(values: Mapping[str, Value], key: Key) -> Rank:
    """Where a record goes among others: by its dates, without dates at the end."""
    record = values.get(key[1])
    text = record.get("dates") if isinstance(record, dict) else None
    try:
        dates = parse_dates(text.strip() if isinstance(text, str) else "")
    except BadDateError:
        return "9999-99", "", key[1]
    return dates.begins.isoformat(), dates.ends.isoformat(), key[1]


def only_added(old: Value, one: Value, other: Value) -> list[str] | None:
    """The entries of two lists that both kept all of the old one; None when they are not that."""
    before, here, there = (_words(value) for value in (old or [], one, other))
    if before is None or here is None or there is None:
        return None
    if not set(before) <= set(here) & set(there):
        return None
    return [*here, *(entry for entry in there if entry not in here)]


def _words(value: Value) -> list[str] | None:
    if not isinstance(value, list):
        return None
    words = [entry for entry in value if isinstance(entry, str)]
    return words if len(words) == len(set(words)) == len(value) else None


def _conflict(old: Part | None, one: Part | None, other: Part | None, field: str = "") -> Conflict:
    texts = (_lines(part.text) if part else "" for part in (old, one, other))
    return Conflict(*texts, field)


def _lines(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"


def _comment(old: Part | None, one: Part | None, other: Part | None) -> list[Piece]:
    """Merged line by line; changed here and removed there, it stays."""
    if one is None or other is None:
        return [part.text for part in (one, other) if part]
    if one.text.split() == other.text.split():
        return [one.text]
    before = old.text if old else ""
    data, conflicts = merged_text(before.encode(), one.text.encode(), other.text.encode(), Marks())
    if conflicts:
        return [_conflict(old, one, other)]
    return [data.decode()]


def _record(old: Part | None, one: Part | None, other: Part | None) -> list[Piece]:
    whole: list[Piece] = [_conflict(old, one, other)]
    if one is None or other is None:
        return whole
    if old is not None:
        pieces = _by_field(old, one, other)
        if pieces is not None:
            return pieces
    for text, value in _candidates(old, one, other):
        if same(value, _value(text, 0)) and _keeps_comments(text, old, one, other):
            return [text]
    return whole


def _by_field(old: Part, one: Part, other: Part) -> list[Piece] | None:
    """The record field by field; None where the three are not laid out alike."""
    return _mapping(old, one, other, (0,))


def _mapping(old: Part | None, one: Part, other: Part, path: ValuePath) -> list[Piece] | None:
    sections = [_section(part, path) for part in (old, one, other)]
    before, here, there = sections
    if here is None or there is None or (old is not None and before is None):
        return None
    if len({section.braces for section in sections if section}) > 1:
        return None
    pieces = joined(before, here, there, _settled_field, _by_schema)
    if pieces and here.braces and any(isinstance(piece, Conflict) for piece in pieces):
        return None
    return pieces


def _section(part: Part | None, path: ValuePath) -> Section | None:
    value = part.value if part else None
    if part is None or not isinstance(value, dict):
        return None
    return mapping_section(part.text, path, value)


def _by_schema(key: Key) -> Rank:
    place = FIELDS.index(key[1]) if key[1] in FIELDS else len(FIELDS)
    return f"{place:03}", key[1]


def _settled_field(key: Key, old: Part | None, one: Part | None, other: Part | None) -> list[Piece]:
    kind, name = key
    if kind == COMMENT:
        return _comment(old, one, other)
    whole: list[Piece] = [_conflict(old, one, other, name)]
    if one is None or other is None:
        return whole
    for text, value in _candidates(old, one, other):
        if same(value, _value(text, name)) and _keeps_comments(text, old, one, other):
            return [text]
    if isinstance(one.value, dict) and isinstance(other.value, dict):
        return _mapping(old, one, other, (name,)) or whole
    return whole


def _candidates(old: Part | None, one: Part, other: Part) -> Iterator[tuple[str, Value]]:
    """Texts that may do for both sides, each with the value that it should have."""
    name = one.key[1]
    if same(one.value, other.value):
        yield one.text, one.value
        yield other.text, one.value
    elif old is not None and same(old.value, one.value):
        yield other.text, other.value
        yield from _revalued(one, other, name)
    elif old is not None and same(old.value, other.value):
        yield one.text, one.value
        yield from _revalued(other, one, name)
    else:
        union = only_added(old.value if old else None, one.value, other.value)
        if union is not None:
            yield from _extended(one, other, name, list(union))


def _value(text: str, name: str | int) -> Value:
    """What a field, or a record, of this text alone would be."""
    value = document(source_of(text))
    if isinstance(value, list) and len(value) == 1:
        return value[0]
    return value.get(str(name), "\0") if isinstance(value, dict) else "\0"


def _keeps_comments(text: str, old: Part | None, one: Part, other: Part) -> bool:
    """Whether each comment is there that one side has new, or that both have."""
    before = comments_in(old.text if old else "")
    here, there = comments_in(one.text), comments_in(other.text)
    wanted = (before & here & there) + ((here - before) | (there - before))
    return wanted <= comments_in(text)


def _revalued(carrier: Part, changed: Part, name: str) -> Iterator[tuple[str, Value]]:
    """The text of one side with the value of the other, where both stand on one line."""
    here, there = (Nodes(source_of(part.text)).values.get((name,)) for part in (carrier, changed))
    if here is None or there is None:
        return
    value = changed.text[there.start : there.end]
    if value and "\n" not in value + carrier.text[here.start : here.end]:
        yield carrier.text[: here.start] + value + carrier.text[here.end :], changed.value


def _extended(one: Part, other: Part, name: str, union: list[Value]) -> Iterator[tuple[str, Value]]:
    """The list of one side with what the other added to it."""
    here, there = _List(one.text, name), _List(other.text, name)
    added = [at for at, entry in enumerate(other.value or []) if entry not in (one.value or [])]
    if not here.entries:
        yield other.text, union
    elif here.flow:
        end = here.entries[-1][1]
        more = "".join(f", {there.inline(at)}" for at in added)
        yield one.text[:end] + more + one.text[end:], union
    else:
        yield _lines(one.text) + "".join(there.line(at, here.indent) for at in added), union


class _List:
    """The entries of a list as they stand in the text of a field."""

    def __init__(self, text: str, name: str) -> None:
        nodes = Nodes(source_of(text)).values
        self.text = text
        self.flow = nodes[(name,)].style == "flow"
        self.entries: list[tuple[int, int]] = []
        while (node := nodes.get((name, len(self.entries)))) is not None:
            self.entries.append((node.start, node.end))

    @property
    def indent(self) -> int:
        """The column of the dashes."""
        start = self.entries[0][0]
        found = _ENTRY.match(self.text, self._line(0), start)
        return len(found[1]) if found else 0

    def inline(self, at: int) -> str:
        """An entry for use in brackets."""
        start, end = self.entries[at]
        text = self.text[start:end]
        if self.flow:
            return text
        plain = document(source_of(text))
        return scalar(str(plain), flow=True)

    def line(self, at: int, indent: int) -> str:
        """An entry as lines of its own, with the comments on them."""
        if self.flow:
            start, end = self.entries[at]
            plain = document(source_of(self.text[start:end]))
            return f"{' ' * indent}- {scalar(str(plain))}\n"
        begins = [self._line(each) for each in range(len(self.entries))]
        end = [*begins[1:], len(self.text)][at]
        return moved(_lines(self.text[begins[at] : end]), indent - self.indent)

    def _line(self, at: int) -> int:
        return self.text.rfind("\n", 0, self.entries[at][0]) + 1
