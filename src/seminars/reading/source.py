"""Bytes of a file, decoded once; its lines and columns. Refuses what is not plain, honest text."""

from __future__ import annotations

import os
import re
import stat
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from seminars.model.diagnostics import ERRORS, Diagnostic, Place, SeminarsError, Severity

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 64 * 1024 * 1024
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_C0 = bytes(byte for byte in range(32) if byte not in b"\t\n\r") + b"\x7f"
_C1 = "".join(map(chr, range(0x7F, 0xA0)))
_STEERING = "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?= |\r?$)", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """A file as it was read: `data` its bytes, `text` these decoded, without a byte-order mark."""

    file: str
    path: Path
    data: bytes
    text: str

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset in `text` at which each line begins."""
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self.text))]

    def line_text(self, line: int) -> str:
        """The text of a line, counted from 1, without its line break."""
        if not 1 <= line <= len(self.line_starts):
            return ""
        start = self.line_starts[line - 1]
        match = _LINE_BREAK.search(self.text, start)
        return self.text[start : match.start() if match else len(self.text)]

    def place(self, start: int, end: int) -> Place:
        """The place of a span of offsets in `text`."""
        line, column = self._position(start)
        return Place(self.file, line, column, *self._position(max(start, end)))

    def diagnostic(
        self, code: str, message: str, remedy: str, place: Place, seminar: str | None = None
    ) -> Diagnostic:
        """A finding in this file, with the line it stands on."""
        severity = Severity.ERROR if code in ERRORS else Severity.WARNING
        excerpt = self.line_text(place.line)
        return Diagnostic(code, severity, message, remedy, place, excerpt, seminar)

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1


class FileRefusedError(Exception):
    """The file as a whole cannot be read as text; carries the one finding that says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file, at most one more than `LARGEST`.

    Raises `SeminarsError` when it is not a regular file or cannot be read; never waits for a FIFO.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as stream:  # noqa: PTH123 (a descriptor, not a path)
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise SeminarsError(
                    f"`{path}` is not a regular file", "name a programme folder or a records file"
                )
            return stream.read(min(status.st_size, LARGEST) + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SeminarsError(
            f"`{path}` cannot be read: {reason}", "check the path and its permissions"
        ) from None


def decode(file: str, path: Path, data: bytes) -> Source:
    """The text of a file. Raises `FileRefusedError` for what is not plain text."""
    whole = Source(file, path, data, "")
    if len(data) > LARGEST:
        raise _refused(
            whole,
            "too-large",
            "the file is larger than 64 MiB",
            "split the records over several `seminars-*.yaml` files",
            Place(file, 1, 1, 1, 1),
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(file, path, data, error) from None
    source = Source(file, path, data, text)
    _refuse_invisible(source)
    _refuse_conflict_markers(source)
    return source


def _not_utf8(file: str, path: Path, data: bytes, error: UnicodeDecodeError) -> FileRefusedError:
    readable = Source(file, path, data, data.decode("utf-8-sig", errors="replace"))
    # of `error.object`, not of `data`: a byte-order mark is no part of it
    before = len(error.object[: error.start].decode("utf-8", errors="replace"))
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _refused(
            readable,
            "not-utf8",
            "the file is UTF-16, not UTF-8 text",
            "save it as UTF-8",
            Place(file, 1, 1, 1, 2),
        )
    return _refused(
        readable,
        "not-utf8",
        f"byte 0x{error.object[error.start]:02x} is not UTF-8 text",
        "save the file as UTF-8",
        readable.place(before, before + 1),
    )


def invisible_in(text: str) -> re.Match[str] | None:
    """The first control or bidirectional-override character of a text, or None."""
    # compiled where it is needed: milliseconds that ordinary files save
    return re.search(f"[{re.escape(_C0.decode())}{_C1}{_STEERING}]", text)


def _may_hold_invisible(source: Source) -> bool:
    """A quick look at the bytes: scanning six megabytes for classes of characters takes long."""
    data, text = source.data, source.text
    if len(data.translate(None, _C0)) != len(data):
        return True
    if data.isascii():
        return False
    return (b"\xc2" in data and any(char in text for char in _C1)) or (
        (b"\xe2" in data or b"\xef" in data) and any(char in text for char in _STEERING)
    )


def _refuse_invisible(source: Source) -> None:
    match = invisible_in(source.text) if _may_hold_invisible(source) else None
    if match:
        point = ord(match.group())
        raise _refused(
            source,
            "control-character",
            f"the invisible character U+{point:04X} stands here",
            "delete it",
            source.place(match.start(), match.end()),
        )


def _refuse_conflict_markers(source: Source) -> None:
    # one character is found many times faster than seven, and is seldom there
    if not any(mark in source.text and mark * 7 in source.text for mark in "<=>"):
        return
    match = _CONFLICT.search(source.text)
    if match:
        raise _refused(
            source,
            "conflict-marker",
            f"`{match.group()}` marks an unfinished merge",
            "settle the merge and delete the marks (git merge --abort takes it back)",
            source.place(match.start(), match.end()),
        )


def _refused(
    source: Source, code: str, message: str, remedy: str, place: Place
) -> FileRefusedError:
    return FileRefusedError(source.diagnostic(code, message, remedy, place))
