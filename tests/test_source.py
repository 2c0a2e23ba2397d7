"""Bytes to text: lines, columns and places; and what is no honest text."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminars.model.diagnostics import Place, SeminarsError, Severity
from seminars.reading import source
from seminars.reading.source import FileRefusedError, Source, decode, invisible_in, read_bytes

if TYPE_CHECKING:
    from seminars.model.diagnostics import Diagnostic

BOM = b"\xef\xbb\xbf"


def decoded(data: bytes) -> Source:
    return decode("f.yaml", Path("f.yaml"), data)


def refused(data: bytes) -> Diagnostic:
    with pytest.raises(FileRefusedError) as error:
        decoded(data)
    assert str(error.value) == error.value.diagnostic.message
    return error.value.diagnostic


def test_lines_end_in_any_of_three_ways() -> None:
    text = decoded(b"a\r\nbb\rccc\ndddd")
    assert text.line_starts == [0, 3, 6, 10]
    assert [text.line_text(line) for line in range(6)] == ["", "a", "bb", "ccc", "dddd", ""]


def test_a_place_counts_code_points_from_one() -> None:
    text = decoded("é: 😀x\ny\n".encode())
    assert text.place(3, 4) == Place("f.yaml", 1, 4, 1, 5)
    assert text.place(4, 7) == Place("f.yaml", 1, 5, 2, 2)
    assert text.place(8, 2) == Place("f.yaml", 3, 1, 3, 1)


def test_a_byte_order_mark_is_not_part_of_the_text() -> None:
    text = decoded(BOM + b"a: 1")
    assert (text.text, text.data[:3]) == ("a: 1", BOM)
    assert text.place(0, 1) == Place("f.yaml", 1, 1, 1, 2)


def test_a_finding_has_the_line_it_stands_on() -> None:
    text = decoded(b"a\nbcd\n")
    found = text.diagnostic("overdue", "past", "edit it", text.place(3, 4), "ke")
    assert (found.severity, found.excerpt, found.seminar) == (Severity.WARNING, "bcd", "ke")
    assert text.diagnostic("tag", "m", "h", text.place(0, 1)).severity is Severity.ERROR


@given(st.text(alphabet="ab\r\n é😀"), st.data())
def test_every_offset_has_its_line_and_column(text: str, data: st.DataObject) -> None:
    read = decoded(text.encode())
    offset = data.draw(st.integers(0, len(text)))
    place = read.place(offset, offset)
    lines = re.split(r"\r\n|\r|\n", text)
    assert len(lines) == len(read.line_starts)
    assert read.line_text(place.line) == lines[place.line - 1]
    if text[offset - 1 : offset + 1] != "\r\n":
        assert (
            text[read.line_starts[place.line - 1] : offset]
            == (lines[place.line - 1][: place.column - 1])
        )


@pytest.mark.parametrize(
    ("data", "message", "line", "column"),
    [
        ("- id: x\n  title: Bogotá\n".encode("latin-1"), "byte 0xe1 is not UTF-8 text", 2, 15),
        (b"caf\xc3\xa9 \xe2\x82", "byte 0xe2 is not UTF-8 text", 1, 6),
        (BOM + b"ab\xff", "byte 0xff is not UTF-8 text", 1, 3),
        (b"\xed\xa0\x80", "byte 0xed is not UTF-8 text", 1, 1),
        (b"\xc0\xaf", "byte 0xc0 is not UTF-8 text", 1, 1),
        ("- id: x\n".encode("utf-16"), "the file is UTF-16, not UTF-8 text", 1, 1),
        (b"\xfe\xff\x00-", "the file is UTF-16, not UTF-8 text", 1, 1),
        ("- id: é\n".encode("utf-32"), "the file is UTF-16, not UTF-8 text", 1, 1),
    ],
)
def test_what_is_not_utf8(data: bytes, message: str, line: int, column: int) -> None:
    found = refused(data)
    assert (found.code, found.message) == ("not-utf8", message)
    assert (found.place.line, found.place.column) == (line, column)


INVISIBLE = [
    *(chr(point) for point in range(32) if chr(point) not in "\t\n\r"),
    "\x7f",
    *map(chr, range(0x80, 0xA0)),
    *"\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff",
]


@pytest.mark.parametrize("before", ["", "a", "title: ", "\ufeff", "\ufeffé: "])
@pytest.mark.parametrize("char", INVISIBLE, ids=ascii)
def test_invisible_characters_are_refused_wherever_they_stand(before: str, char: str) -> None:
    found = refused(f"{before}{char}x".encode() if before or char != "\ufeff" else b"a" + BOM)
    assert (found.code, found.message, found.help) == (
        "control-character",
        f"the invisible character U+{ord(char):04X} stands here",
        "delete it",
    )
    if before or char != "\ufeff":
        assert found.place.column == len(before.removeprefix("\ufeff")) + 1


@pytest.mark.parametrize("char", ["\t", "\u00a0", "\u00ad", "\u200d", "\u2013", "\ufffd", "😀"])
def test_characters_that_people_write_are_kept(char: str) -> None:
    assert invisible_in(char) is None
    assert decoded(f"a{char}b".encode()).text == f"a{char}b"


@pytest.mark.parametrize(
    ("text", "mark", "line"),
    [
        ("a\n<<<<<<< HEAD\nb\n", "<<<<<<<", 2),
        ("a\n=======\nb\n", "=======", 2),
        ("a\r\n=======\r\nb\r\n", "=======", 2),
        (">>>>>>> theirs\n", ">>>>>>>", 1),
        ("||||||| base\n=======\n", "|||||||", 1),
    ],
)
def test_marks_of_a_merge_are_refused(text: str, mark: str, line: int) -> None:
    found = refused(text.encode())
    assert (found.code, found.message) == (
        "conflict-marker",
        f"`{mark}` marks an unfinished merge",
    )
    assert (found.place.line, found.place.column, found.place.end_column) == (line, 1, 8)


@pytest.mark.parametrize(
    "text", ["# ========", "notes: =======", "======== 8\n", " <<<<<<< HEAD", "<<<<<<<x"]
)
def test_what_only_looks_like_such_a_mark_is_kept(text: str) -> None:
    assert decoded(text.encode()).text == text


def test_a_file_may_have_64_mib_and_no_byte_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert source.LARGEST == 64 * 1024 * 1024
    monkeypatch.setattr(source, "LARGEST", 8)
    assert decoded(b"12345678").text == "12345678"
    found = refused(b"123456789")
    assert (found.code, found.message) == ("too-large", "the file is larger than 64 MiB")


def test_no_more_is_read_than_needed_to_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"1234567890")
    assert read_bytes(path) == b"1234567890"
    monkeypatch.setattr(source, "LARGEST", 4)
    assert read_bytes(path) == b"12345"


def not_read(path: Path) -> tuple[str, str]:
    with pytest.raises(SeminarsError) as error:
        read_bytes(path)
    assert error.value.exit_code == 3
    return error.value.message, error.value.help


def test_only_regular_files_are_read_and_none_is_waited_for(tmp_path: Path) -> None:
    fifo, folder = tmp_path / "fifo", tmp_path / "folder"
    os.mkfifo(fifo)
    folder.mkdir()
    remedy = "name a programme folder or a records file"
    assert not_read(fifo) == (f"`{fifo}` is not a regular file", remedy)
    assert not_read(Path("/dev/zero")) == ("`/dev/zero` is not a regular file", remedy)
    remedy = "check the path and its permissions"
    assert not_read(folder) == (f"`{folder}` cannot be read: is a directory", remedy)


def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remedy = "check the path and its permissions"
    dangling, loop = tmp_path / "dangling", tmp_path / "loop"
    dangling.symlink_to("nowhere")
    loop.symlink_to("loop")
    assert not_read(dangling) == (f"`{dangling}` cannot be read: no such file or directory", remedy)
    assert not_read(loop) == (f"`{loop}` cannot be read: too many levels of symbolic links", remedy)

    def failing(*_: object) -> int:
        raise OSError("odd")

    monkeypatch.setattr(os, "open", failing)
    assert not_read(loop) == (f"`{loop}` cannot be read: odd", remedy)


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    found = None
    try:
        read = decoded(data)
    except FileRefusedError as error:
        found = error.diagnostic
    if found is None:
        assert read.text.encode() == data.removeprefix(BOM)
        assert invisible_in(read.text) is None
    else:
        assert found.severity is Severity.ERROR
        assert found.place.line >= 1
