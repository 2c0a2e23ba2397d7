"""The only writer of the user's records: under a lock, on the text as it stands at that moment."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from time import sleep
from typing import TYPE_CHECKING

from seminars.editing.change import Revision, revised
from seminars.editing.diff import unified
from seminars.editing.entries import RecordsText
from seminars.editing.lock import locked
from seminars.editing.swap import (
    ChangedMeanwhileError,
    is_being_written,
    remove_unfinished,
    replace_text,
)
from seminars.model.diagnostics import SeminarsError, Severity
from seminars.reading.loader import Loaded, load, read_source
from seminars.reading.source import FileRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from seminars.editing.change import Change, File
    from seminars.model.record import Seminar
    from seminars.reading.loader import Location

ATTEMPTS = 40
PAUSE = 0.05  # seconds: an editor has saved its file by then


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change came to: the programme it was made on, the file before and after, the diff."""

    loaded: Loaded
    revision: Revision
    diff: str

    @property
    def file(self) -> str:
        """The file changed, as people call it."""
        return self.revision.after.source.file

    @property
    def ids(self) -> tuple[str, ...]:
        """The records changed."""
        return self.revision.ids

    @property
    def subject(self) -> list[str]:
        """The text of each record concerned, as it stood before."""
        before = self.revision.before
        origins = [
            before.entries[position].origin
            for wanted in self.revision.ids
            for position in before.positions.get(wanted, ())
        ]
        return [before.source.text[origin.start : origin.end] for origin in origins]


def preview(location: Location, compose: Callable[[Loaded], Change]) -> Outcome:
    """What a change would come to; writes nothing. Raises `SeminarsError`."""
    loaded = load(location)
    revision = revised(compose(loaded), _files(loaded), loaded.vocabulary)
    source = revision.before.source
    return Outcome(loaded, revision, unified(source.file, source.text, revision.splices))


def carry_out(
    location: Location, compose: Callable[[Loaded], Change], seen: Outcome | None = None
) -> Outcome:
    """Make a change: `compose` says which one, given the programme as it stands under the lock.

    `seen` is what somebody agreed to: records that say something else by now are not touched.
    Raises `SeminarsError`; then nothing was changed.
    """
    folders = {location.folder.resolve(), *(_target(path).parent for path in location.records)}
    with locked(folders):
        for _ in range(ATTEMPTS - 1):
            try:
                return _write(location, compose, seen)
            except ChangedMeanwhileError:
                sleep(PAUSE)
        return _write(location, compose, seen)


def _write(
    location: Location, compose: Callable[[Loaded], Change], seen: Outcome | None
) -> Outcome:
    outcome = _preview_at_rest(location, compose)
    if seen is not None and (outcome.ids, outcome.subject) != (seen.ids, seen.subject):
        raise SeminarsError(
            f"`{seen.file}` was changed meanwhile, in the same records",
            "look at the change again: nothing was written",
        )
    revision = outcome.revision
    if revision.changed:
        target = _target(revision.before.source.path)
        remove_unfinished(target.parent)
        before = revision.before.source.data if os.path.lexists(target) else None
        replace_text(target, before, revision.after.source.data)
    return outcome


def _preview_at_rest(location: Location, compose: Callable[[Loaded], Change]) -> Outcome:
    """The change, refused only for what stands in files that nobody is about to finish."""
    before = [_stamp(path) for path in location.records]
    try:
        return preview(location, compose)
    except SeminarsError:
        moved = before != [_stamp(path) for path in location.records]
        if moved or any(is_being_written(path) for path in location.records):
            raise ChangedMeanwhileError(location.records[0]) from None
        raise


def _stamp(path: Path) -> tuple[int, ...]:
    with suppress(OSError):
        status = path.stat()
        return status.st_ino, status.st_size, status.st_mtime_ns
    return ()


def _files(loaded: Loaded) -> dict[Path, File]:
    """Each records file as it was read, or why it was not."""
    doubtful = {each.place.file for each in loaded.diagnostics if each.severity is Severity.ERROR}
    held: dict[str, list[Seminar]] = {file: [] for file in loaded.sources if file not in doubtful}
    for seminar in loaded.programme.seminars:
        if seminar.origin.file in held:
            held[seminar.origin.file].append(seminar)
    read = {source.path: source for source in loaded.sources.values()}
    files: dict[Path, File] = {}
    for path in loaded.location.records:
        try:
            source = read.get(path) or read_source(path)
        except FileRefusedError as error:
            files[path] = error
            continue
        known = held.get(source.file)
        files[path] = source if known is None else RecordsText.known(source, known)
    return files


def _target(path: Path) -> Path:
    """The file itself, past symbolic links."""
    try:
        return path.resolve(strict=path.is_symlink())
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "the links run in a circle"
        raise SeminarsError(
            f"`{path}` cannot be written: {reason.lower()}", "mend the link"
        ) from None
