"""A file is complete or absent: whatever fails, what stood there stands there still."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from seminars.model.diagnostics import SeminarsError
from seminars.output.file import write_whole

REMEDY = "nothing was written; choose another place"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_has_the_permissions_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "new.csv", b"a,b\n")
    finally:
        assert os.umask(before) == 0o027
    assert (tmp_path / "new.csv").read_bytes() == b"a,b\n"
    assert stat.S_IMODE((tmp_path / "new.csv").stat().st_mode) == 0o640
    assert names(tmp_path) == ["new.csv"]


def test_an_old_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text("old")
    path.chmod(0o604)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_a_link_goes_on_pointing_where_it_pointed(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "link.csv"
    link.symlink_to("there/real.csv")
    write_whole(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "there" / "real.csv").read_bytes() == b"new"


@pytest.mark.parametrize("call", ["fsync", "replace", "chmod", "mkstemp"])
@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize(
    "fault", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()]
)
def test_a_fault_leaves_what_was_there_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    call: str,
    fault: BaseException,
    *,
    there: bool,
) -> None:
    path = tmp_path / "answer.json"
    if there:
        path.write_text("old")

    def fail(*_: Any, **__: Any) -> None:
        raise fault

    where = {
        "fsync": "os.fsync",
        "replace": "pathlib.Path.replace",
        "chmod": "pathlib.Path.chmod",
        "mkstemp": "tempfile.mkstemp",
    }
    monkeypatch.setattr(where[call], fail)
    expected = SeminarsError if isinstance(fault, OSError) else KeyboardInterrupt
    with pytest.raises(expected) as caught:
        write_whole(path, b"new")
    monkeypatch.undo()
    if isinstance(caught.value, SeminarsError):
        assert caught.value.message == f"`{path}` cannot be written: no space left on device"
        assert caught.value.help == REMEDY
        assert caught.value.exit_code == 3
    assert names(tmp_path) == (["answer.json"] if there else [])
    if there:
        assert path.read_text() == "old"


def test_an_error_without_words_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(_: int) -> None:
        raise OSError("strange")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(SeminarsError) as caught:
        write_whole(tmp_path / "x", b"")
    assert caught.value.message == f"`{tmp_path / 'x'}` cannot be written: strange"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path, reason in (
        (tmp_path / "absent" / "x.csv", "no such file or directory"),
        (tmp_path / "file" / "x.csv", "not a directory"),
        (tmp_path / ("n" * 300), "file name too long"),
    ):
        with pytest.raises(SeminarsError) as caught:
            write_whole(path, b"")
        assert caught.value.message == f"`{path}` cannot be written: {reason}"
    assert names(tmp_path) == ["file"]


def test_only_regular_files_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "folder", tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(SeminarsError) as caught:
            write_whole(path, b"x")
        assert caught.value.message == f"`{path}` is not a regular file"
    assert names(tmp_path) == ["folder", "pipe"]
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
