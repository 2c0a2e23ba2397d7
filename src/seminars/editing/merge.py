"""Three versions of a records file into one: by record, and inside a record by field.

The text of both sides is kept as it stands. What cannot be read, or would not read as it should
when merged, is left to git's ordinary merge of lines.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from seminars.editing.change import BYTE_ORDER_MARK, same
from seminars.editing.git import Marks, merged_text
from seminars.editing.lock import locked
from seminars.editing.merge_parts import Conflict, joined, marked, resolved, taken
from seminars.editing.merge_rules import by_date, only_added, settled
from seminars.editing.merge_sections import (
    RECORD,
    NotInPartsError,
    Section,
    file_section,
    source_of,
)
from seminars.editing.swap import remove_unfinished, replace_text
from seminars.model.diagnostics import SeminarsError
from seminars.reading.parser import items
from seminars.reading.source import LARGEST, FileRefusedError, decode, read_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from seminars.editing.merge_parts import Piece, Side
    from seminars.reading.parser import Value

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged bytes; what each conflict in them is about, by record and field.

    `plain` says why the file was merged line by line; then the conflicts are only counted.
    """

    data: bytes
    conflicts: tuple[tuple[str, str], ...] = ()
    plain: str = ""


def merge_files(base: Path, ours: Path, theirs: Path, marks: Marks, *, ancestor: bool) -> Merged:
    """Merge into the file `ours`. Raises `SeminarsError`; then it is as it was."""
    target = ours.resolve()
    with locked({target.parent}):
        remove_unfinished(target.parent)
        before = _read(target)
        merged = merge(_read(base), before, _read(theirs), marks, ancestor=ancestor)
        if merged.data != before:
            replace_text(target, before, merged.data)
    return merged


def merge(
    base: bytes, ours: bytes, theirs: bytes, marks: Marks, *, ancestor: bool = False
) -> Merged:
    """The merged text. An `ancestor` has no conflicts: what both changed is as it was before.

    Raises `SeminarsError` for what not even git can merge.
    """
    known = taken(base, ours, theirs)
    if known is not None:
        return Merged(known[0])
    try:
        return _by_record(base, ours, theirs, marks, ancestor=ancestor)
    except FileRefusedError as error:
        why = _told(error)
    except NotInPartsError as error:
        why = str(error)
    if ancestor:
        return Merged(base, plain=why)
    data, conflicts = merged_text(base, ours, theirs, marks)
    return Merged(data, (("", ""),) * conflicts, why)


def _told(error: FileRefusedError) -> str:
    """Why a version, or a part of one, cannot be read."""
    found = error.diagnostic
    if not found.place.file:
        return f"a record cannot be taken apart: {found.message}"
    return f"{found.place.file}, line {found.place.line}: {found.message}"


def _read(path: Path) -> bytes:
    if str(path) == os.devnull:
        return b""
    data = read_bytes(path)
    if len(data) > LARGEST:
        raise SeminarsError(
            f"`{path}` is larger than 64 MiB",
            "split the records over several `seminars-*.yaml` files",
        )
    return data


@dataclass(frozen=True, slots=True)
class _Version:
    """One of the three: its parts, its records by id, and how its bytes were written."""

    section: Section
    records: Mapping[str, Value]
    line_break: str
    closed: bool
    byte_order_mark: bool


def _by_record(base: bytes, ours: bytes, theirs: bytes, marks: Marks, *, ancestor: bool) -> Merged:
    labels = marks.base, marks.ours, marks.theirs
    versions = [
        _version(label, data) for label, data in zip(labels, (base, ours, theirs), strict=True)
    ]
    pieces = _pieces(versions)
    _verify(pieces, versions)
    text = resolved(pieces, "base") if ancestor else marked(pieces, marks)
    conflicts = [piece for piece in pieces if isinstance(piece, Conflict)] if not ancestor else []
    return Merged(_encoded(text, versions), tuple((each.record, each.field) for each in conflicts))


def _version(label: str, data: bytes) -> _Version:
    source = decode(label, Path(label), data)
    breaks = set(_BREAK.findall(source.text)) or {"\n"}
    if breaks not in ({"\n"}, {"\r\n"}):
        raise NotInPartsError(f"{label}: not all lines end in the same way")
    (line_break,) = breaks
    text = source.text.replace(line_break, "\n")
    closed = text.endswith("\n") or not text
    section = file_section(source_of(text if closed else text + "\n", label))
    records = {part.key[1]: part.value for part in section.parts if part.kind == RECORD}
    return _Version(section, records, line_break, closed, data.startswith(BYTE_ORDER_MARK))


def _pieces(versions: Sequence[_Version]) -> list[Piece]:
    base, ours, theirs = versions
    rank = partial(by_date, {**theirs.records, **ours.records})
    pieces = joined(base.section, ours.section, theirs.section, settled, rank)
    if pieces is None:
        raise NotInPartsError("the beginning or the end of the file differs three ways")
    if base.records and not any(isinstance(piece, Conflict) for piece in pieces):
        text = resolved(pieces, "ours")
        if not list(items(source_of(text))):  # an empty file looks like one that was lost
            return [*pieces, "[]\n"]
    return pieces


def _encoded(text: str, versions: Sequence[_Version]) -> bytes:
    base, ours, theirs = versions
    (closed,) = taken(base.closed, ours.closed, theirs.closed) or (True,)
    if not closed:
        text = text.removesuffix("\n")
    breaks = taken(base.line_break, ours.line_break, theirs.line_break) or (ours.line_break,)
    mark = taken(base.byte_order_mark, ours.byte_order_mark, theirs.byte_order_mark) or (False,)
    return (BYTE_ORDER_MARK if mark[0] else b"") + text.replace("\n", breaks[0]).encode()


def _verify(pieces: Sequence[Piece], versions: Sequence[_Version]) -> None:
    """Read the result back, once as each side would settle it: it must hold both sides' changes.

    Raises `NotInPartsError` or `FileRefusedError` when it does not.
    """
    conflicts = any(isinstance(piece, Conflict) for piece in pieces)
    base, ours, theirs = (dict(version.records) for version in versions)
    sides: dict[Side, dict[str, Value]] = {"ours": ours, "theirs": theirs}
    for side, records in sides.items():
        source = decode("merged", Path("merged"), resolved(pieces, side).encode())
        section = file_section(source)
        result = {part.key[1]: part.value for part in section.parts if part.kind == RECORD}
        preferred = (records,) if conflicts else ()
        if not _is_merge(result, base, ours, theirs, preferred):
            raise NotInPartsError("the merged records would not hold the changes of both sides")
        if not conflicts:
            break


def _is_merge(
    new: Value, old: Value, one: Value, other: Value, preferred: tuple[Value, ...]
) -> bool:
    """Whether `new` is the old value with the changes of both sides, or the one preferred."""
    known = _taken(old, one, other)
    if any(same(new, value) for value in (*known, *preferred)):
        return True
    if known and not preferred:
        return False
    if isinstance(new, dict) and isinstance(one, dict) and isinstance(other, dict):
        before = old if isinstance(old, dict) else {}
        names = one.keys() | other.keys()
        return new.keys() <= names and all(
            _is_merge(
                new.get(name), before.get(name), one.get(name), other.get(name),
                tuple(value.get(name) for value in preferred if isinstance(value, dict)),
            )
            for name in names
        )  # fmt: skip
    union = only_added(old, one, other)
    return union is not None and same(new, list(union))


def _taken(old: Value, one: Value, other: Value) -> tuple[Value, ...]:
    """The value that only one side changed, or both alike; nothing where they differ."""
    if same(one, other) or same(old, other):
        return (one,)
    return (other,) if same(old, one) else ()
