"""What is asked of the records, and the text that says exactly that.

A change is a value: records to add, to alter or to remove. `revised` makes the new text of the
one file concerned and reads it back; what is not the old records plus exactly the change is
refused. Nothing here touches a file.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from seminars.editing.entries import Entry, RecordsText
from seminars.editing.lines import Splice, spliced
from seminars.editing.splice import change_record, insert_record, remove_records
from seminars.model.diagnostics import SeminarsError, UsageError, did_you_mean
from seminars.model.period import BadDateError, parse_dates
from seminars.model.record import Origin
from seminars.reading.loader import shown
from seminars.reading.schema import RecordReader
from seminars.reading.source import FileRefusedError, Source, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from seminars.reading.parser import Path as ValuePath
    from seminars.reading.parser import Value
    from seminars.reading.vocabulary import Vocabulary

BYTE_ORDER_MARK = "\ufeff".encode()


@dataclass(frozen=True, slots=True)
class Assignment:
    """A field's new value, or what to add to it or to take from it; None clears the field."""

    field: str
    operator: Literal["=", "+=", "-="]
    value: Value

    def on(self, old: Value) -> Value:
        """The value of the field afterwards."""
        if self.operator == "=":
            return self.value
        if isinstance(self.value, dict):
            return self._on_mapping(old if isinstance(old, dict) else {}, self.value)
        entries = old if isinstance(old, list) else []
        given = self.value if isinstance(self.value, list) else [self.value]
        if self.operator == "-=":
            return [entry for entry in entries if entry not in given] if entries else old
        return [
            *entries,
            *(entry for entry in dict.fromkeys(map(str, given)) if entry not in entries),
        ]

    def _on_mapping(self, old: dict[str, Value], given: dict[str, Value]) -> Value:
        if self.operator == "+=":
            return {**old, **given}
        return {name: value for name, value in old.items() if name not in given} or None


@dataclass(frozen=True, slots=True)
class Addition:
    """A record to add to the file at `path`, which is made when it is not there."""

    path: Path
    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Alteration:
    """Fields to change in records, the same in each."""

    ids: tuple[str, ...]
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Removal:
    """Records to remove."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Renewal:
    """Records to remove, and records to add in their file; without any to remove, at `path`."""

    path: Path
    gone: tuple[str, ...]
    fresh: tuple[Mapping[str, Value], ...]


Change: TypeAlias = Addition | Alteration | Removal | Renewal
File: TypeAlias = Source | RecordsText | FileRefusedError


@dataclass(frozen=True, slots=True)
class Revision:
    """One file before and after a change: the records changed, and the spans."""

    before: RecordsText
    after: RecordsText
    ids: tuple[str, ...]
    splices: tuple[Splice, ...]

    @property
    def changed(self) -> bool:
        """Whether the text is another."""
        return bool(self.splices)


def revised(change: Change, files: Mapping[Path, File], vocabulary: Vocabulary) -> Revision:
    """The file concerned with the change made, read back and found to be just that.

    `files` are the records files, opened or not, or why they cannot be read. Raises
    `UsageError` for unknown ids and for values that the schema refuses, `SeminarsError` when the
    change cannot be made.
    """
    texts = _Texts(files)
    try:
        return _revised(change, texts, vocabulary)
    except FileRefusedError as error:  # what was written in between cannot be read
        raise _not_exactly(f": {error.diagnostic.message}") from None


def _revised(change: Change, texts: _Texts, vocabulary: Vocabulary) -> Revision:
    if isinstance(change, Addition):
        return _add(change, texts, vocabulary)
    if isinstance(change, Renewal):
        return _renew(change, texts, vocabulary)
    text = texts.holding(change.ids)
    positions = [_position(text, wanted) for wanted in change.ids]
    if isinstance(change, Removal):
        return _remove(change, text, positions)
    return _alter(change, text, positions, vocabulary)


class _Texts:
    """The records files of a programme, read when somebody asks."""

    def __init__(self, files: Mapping[Path, File]) -> None:
        self.read: list[RecordsText] = []
        self.refused: dict[Path, FileRefusedError] = {}
        for path, file in files.items():
            try:
                if isinstance(file, FileRefusedError):
                    raise file
                self.read.append(file if isinstance(file, RecordsText) else RecordsText.read(file))
            except FileRefusedError as error:
                self.refused[path] = error

    def at(self, path: Path) -> RecordsText:
        """The file at a path; an empty one when it is not there yet."""
        if path in self.refused:
            found = self.refused[path].diagnostic
            raise SeminarsError(
                f"{found.place.file}:{found.place.line} has an error, {found.message}",
                "mend it in an editor; a file with an error of syntax is never written to",
            )
        for text in self.read:
            if text.source.path == path:
                return text
        return RecordsText(Source(shown(path), path, b"", ""), ())

    def replace(self, text: RecordsText) -> None:
        """Take a file to say something else from now on."""
        path = text.source.path
        self.read = [*(other for other in self.read if other.source.path != path), text]

    def holding(self, ids: Sequence[str]) -> RecordsText:
        """The one file that holds all of these records."""
        if not ids:
            return next(iter(self.read), RecordsText(Source("", Path(), b"", ""), ()))
        places = {wanted: self._files_with(wanted) for wanted in ids}
        for wanted, found in places.items():
            if not found:
                raise self._unknown(wanted)
            if len(found) > 1:
                raise _ambiguous(wanted, [text.source.file for text in found])
        files: dict[str, list[str]] = {}
        for wanted, found in places.items():
            files.setdefault(found[0].source.file, []).append(wanted)
        if len(files) > 1:
            each = "; ".join(f"{file}: {', '.join(held)}" for file, held in files.items())
            raise SeminarsError(
                f"the change would touch {len(files)} files, and only one is written at a time",
                f"change them one after the other ({each})",
            )
        return places[ids[0]][0]

    def _files_with(self, wanted: str) -> list[RecordsText]:
        return [text for text in self.read if wanted in text.positions]

    def _unknown(self, wanted: str) -> SeminarsError:
        if self.refused:
            found = next(iter(self.refused.values())).diagnostic
            return SeminarsError(
                f"no seminar has the id `{wanted}`, as far as can be read: {found.place.file}:"
                f"{found.place.line} has an error, {found.message}",
                "mend it in an editor; a file with an error of syntax is never written to",
            )
        known = [known for text in self.read for known in text.positions]
        return UsageError(
            f"no seminar has the id `{wanted}`",
            did_you_mean(wanted, known, "`seminars list` shows the ids"),
        )


def _position(text: RecordsText, wanted: str) -> int:
    positions = text.positions[wanted]
    if len(positions) > 1:
        lines = [f"{text.source.file}:{text.entries[at].origin.line}" for at in positions]
        raise _ambiguous(wanted, lines)
    return positions[0]


def _ambiguous(wanted: str, places: Sequence[str]) -> SeminarsError:
    return SeminarsError(
        f"`{wanted}` is the id of several records: {', '.join(places)}",
        "give each an id of its own in an editor",
    )


def _add(change: Addition, texts: _Texts, vocabulary: Vocabulary) -> Revision:
    wanted = str(change.fields["id"])
    text = texts.at(change.path)
    for other in texts.read:
        for position in other.positions.get(wanted, ()):
            line = other.entries[position].origin.line
            raise SeminarsError(
                f"`{wanted}` is used already, at {other.source.file}:{line}",
                "leave --id away, and a free one is proposed",
            )
    fields: dict[str, Value] = {**change.fields}
    _refuse_new_problems(None, fields, fields, RecordReader(vocabulary))
    at = place_by_date(text.entries, fields.get("dates"))
    splice = insert_record(text.source, text.origins, at, fields)
    expected: list[Entry | Value] = [*text.entries]
    expected.insert(at, fields)
    return _verified(text, (wanted,), (splice,), expected)


def _remove(change: Removal, text: RecordsText, positions: Sequence[int]) -> Revision:
    gone = frozenset(positions)
    splices = remove_records(text.source, text.origins, gone)
    expected = [entry for at, entry in enumerate(text.entries) if at not in gone]
    return _verified(text, change.ids, tuple(splices), expected)


def _renew(change: Renewal, texts: _Texts, vocabulary: Vocabulary) -> Revision:
    """One change made of several: each is verified on the text that the one before it left."""
    before = now = texts.holding(change.gone) if change.gone else texts.at(change.path)
    if change.gone:
        positions = [_position(now, wanted) for wanted in change.gone]
        now = _remove(Removal(change.gone), now, positions).after
        texts.replace(now)
    for fields in change.fresh:
        now = _add(Addition(now.source.path, fields), texts, vocabulary).after
        texts.replace(now)
    splice = _difference(before.source.text, now.source.text)
    if splice is None:
        return Revision(before, before, (), ())
    return Revision(before, now, tuple(str(fields["id"]) for fields in change.fresh), (splice,))


def _difference(old: str, new: str) -> Splice | None:
    """The one span in which two texts differ; None when they do not."""
    if old == new:
        return None
    start = _shared(old, new)
    tail = _shared(old[start:][::-1], new[start:][::-1])
    return Splice(start, len(old) - tail, new[start : len(new) - tail])


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _alter(
    change: Alteration, text: RecordsText, positions: Sequence[int], vocabulary: Vocabulary
) -> Revision:
    reader = RecordReader(vocabulary)
    splices: list[Splice] = []
    ids: list[str] = []
    expected: list[Entry | Value] = [*text.entries]
    for wanted, position in zip(change.ids, positions, strict=True):
        old = cast("dict[str, Value]", text.entries[position].value)  # it has an id
        changes = _changes(change.assignments, old)
        new: dict[str, Value] = {**old, **changes}
        _refuse_new_problems(old, new, changes, reader)
        splice = change_record(text.source, text.entries[position].origin, old, changes)
        if splice is not None:
            splices.append(splice)
            ids.append(wanted)
        expected[position] = new
    return _verified(text, tuple(ids), tuple(splices), expected)


def _changes(assignments: Iterable[Assignment], old: Mapping[str, Value]) -> dict[str, Value]:
    """The fields that get another value; what says the same as before stays as it is written."""
    now = dict(old)
    for assignment in assignments:
        now[assignment.field] = assignment.on(now.get(assignment.field))
    return {name: value for name, value in now.items() if not same(value, old.get(name))}


def same(one: Value, other: Value) -> bool:
    """Whether two values say the same: blanks around a text say nothing, nor do absent fields."""
    return one == other or _essence(one) == _essence(other)


def _essence(value: Value) -> Value:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [_essence(entry) for entry in value]
    if isinstance(value, dict):
        return {name: _essence(entry) for name, entry in value.items() if entry is not None}
    return value


def place_by_date(entries: Sequence[Entry], dates: Value) -> int:
    """Where a record with these dates goes: by date in a file so ordered, else at the end."""
    keys = [_dates_key(entry.dates) for entry in entries]
    known = [key for key in keys if key is not None]
    new = _dates_key(dates)
    if new is None or known != sorted(known):
        return len(entries)
    later = (at for at, key in enumerate(keys) if key is not None and key > new)
    return next(later, len(entries))


def _dates_key(dates: Value) -> tuple[bool, date, date] | None:
    """What orders records by date, those without dates last; None for dates that are none."""
    from_text = dates.strip() if isinstance(dates, str) else "9999"
    try:
        read = parse_dates(from_text)
    except BadDateError:
        return None
    return dates is None, read.begins, read.ends


def _refuse_new_problems(
    old: Value, new: Value, changes: Mapping[str, Value], reader: RecordReader
) -> None:
    """Raise `UsageError` for what the schema says of the new values, and did not say before."""
    problems = _problems(new, reader)
    before = _problems(old, reader) if problems and old is not None else []
    for problem in problems:
        _, message, remedy, path = problem
        if problem not in before or (path and path[0] in changes):
            raise UsageError(message, remedy)


def _problems(value: Value, reader: RecordReader) -> list[tuple[str, str, str, ValuePath]]:
    found: list[tuple[str, str, str, ValuePath]] = []

    def report(code: str, message: str, remedy: str, path: ValuePath, key: bool) -> None:  # noqa: FBT001 (as the schema calls it)
        del key  # what is in no file has no keys to point at
        found.append((code, message, remedy, path))

    reader.read(deepcopy(value), Origin("", 1, 1, 0, 0), report, escapes=True)
    return found


def _verified(
    before: RecordsText,
    ids: tuple[str, ...],
    splices: tuple[Splice, ...],
    expected: Sequence[Entry | Value],
) -> Revision:
    """The revision, when its text reads as `expected`. Raises `SeminarsError`."""
    if not splices:
        return Revision(before, before, (), ())
    after = _reread(before, spliced(before.source.text, splices))
    if len(after.entries) != len(expected) or not all(
        _says(entry, wanted) for entry, wanted in zip(after.entries, expected, strict=True)
    ):
        raise _not_exactly()
    return Revision(before, after, ids, splices)


def _says(entry: Entry, expected: Entry | Value) -> bool:
    """Whether a record says what it has to; what has the same text says the same."""
    if not isinstance(expected, Entry):
        return same(entry.value, expected)
    alike = (entry.origin.column, entry.text) == (expected.origin.column, expected.text)
    return alike or same(entry.value, expected.value)


def _reread(before: RecordsText, text: str) -> RecordsText:
    source = before.source
    mark = BYTE_ORDER_MARK if source.data.startswith(BYTE_ORDER_MARK) else b""
    return RecordsText.read(decode(source.file, source.path, mark + text.encode()))


def _not_exactly(why: str = "") -> SeminarsError:
    return SeminarsError(
        f"the text is laid out so that the change cannot be made alone{why}",
        "make it in an editor",
    )
