"""`init`: files that can be read at once; it overwrites nothing and leaves nothing half done."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from seminars.editing.start import start_programme
from seminars.model.diagnostics import SeminarsError
from seminars.reading.loader import load, locate

if TYPE_CHECKING:
    from tests.conftest import Run

REMEDY = "name another folder: seminars init DIR"


def tree(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_what_is_written_is_a_programme_without_a_complaint(tmp_path: Path) -> None:
    paths = start_programme(tmp_path / "new")
    assert [path.name for path in paths] == ["seminars.yaml", "programme.yaml"]
    loaded = load(locate(str(tmp_path / "new"), {}, tmp_path))
    assert loaded.diagnostics == ()
    assert loaded.programme.title == "A programme of seminars"
    assert loaded.programme.seminars == ()


def test_the_examples_in_its_comments_are_right(tmp_path: Path) -> None:
    records, rules = start_programme(tmp_path)
    example = records.read_text().split("#\n", maxsplit=1)[1]
    records.write_text("\n".join(line[2:] for line in example.splitlines()) + "\n")
    head, body = rules.read_text().split("title: A programme", maxsplit=1)
    assert head.startswith("# The programme")
    rest = [line.removeprefix("# ") for line in body.splitlines()[1:]]
    rules.write_text("\n".join(["title: X", *rest]) + "\n")
    loaded = load(locate(str(tmp_path), {}, tmp_path))
    assert loaded.diagnostics == ()
    (seminar,) = loaded.programme.seminars
    assert (seminar.id, seminar.status) == ("2009-ke-nairobi", "proposed")
    programme = loaded.programme
    assert (programme.currency, programme.planning.at_once, len(programme.requests)) == (
        "CHF",
        2,
        1,
    )


def test_init_says_what_it_wrote_and_what_is_next(call: Run, tmp_path: Path) -> None:
    ended = call("init", "my programme/2009", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "wrote my programme/2009/seminars.yaml\n"
        "wrote my programme/2009/programme.yaml\n"
        "→ seminars add --data 'my programme/2009'\n"
    )
    assert call("check", "-d", tmp_path / "my programme" / "2009").code == 0


def test_a_strange_name_does_not_reach_the_terminal(call: Run, tmp_path: Path) -> None:
    ended = call("init", "a\x1b[2Jb", cwd=tmp_path)
    assert ended.out == (
        "wrote a\\x1b[2Jb/seminars.yaml\n"
        "wrote a\\x1b[2Jb/programme.yaml\n"
        "→ seminars add --data 'a\\x1b[2Jb'\n"
    )


@pytest.mark.parametrize("there", ["seminars.yaml", "programme.yaml"])
def test_nothing_is_overwritten(call: Run, tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("mine")
    ended = call("init", cwd=tmp_path)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err == (
        f"seminars: `{there}` is there already, and nothing is overwritten\n  help: {REMEDY}\n"
    )
    assert tree(tmp_path) == [there]
    assert (tmp_path / there).read_text() == "mine"


def test_a_link_to_nowhere_is_there_too(call: Run, tmp_path: Path) -> None:
    (tmp_path / "seminars.yaml").symlink_to("nowhere")
    assert call("init", cwd=tmp_path).code == 3
    assert tree(tmp_path) == ["seminars.yaml"]


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("file", "`{}` is there already, and nothing is overwritten"),
        ("file/below", "`{}` cannot be written: not a directory"),
        ("n" * 300, "`{}` cannot be written: file name too long"),
    ],
)
def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, folder: str, message: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(SeminarsError) as caught:
        start_programme(tmp_path / folder)
    assert caught.value.message == message.format(tmp_path / folder)
    assert caught.value.help == REMEDY
    assert tree(tmp_path) == ["file"]


@pytest.mark.parametrize(
    "fault", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()]
)
@pytest.mark.parametrize("failing", ["seminars.yaml", "programme.yaml"])
def test_a_fault_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault: BaseException, failing: str
) -> None:
    real = Path.open

    def fail(_: str) -> int:
        raise fault

    def open_and_fail(path: Path, *arguments: Any, **options: Any) -> Any:
        stream = real(path, *arguments, **options)
        if path.name == failing:
            monkeypatch.setattr(stream, "write", fail)
        return stream

    monkeypatch.setattr(Path, "open", open_and_fail)
    with pytest.raises((SeminarsError, KeyboardInterrupt)):
        start_programme(tmp_path / "a" / "b")
    assert tree(tmp_path) == []


def test_what_stood_in_the_folder_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    monkeypatch.setattr("seminars.editing.start.RULES", "\udcff")  # no UTF-8 for this
    with pytest.raises(UnicodeEncodeError):
        start_programme(tmp_path)
    assert tree(tmp_path) == ["notes.txt"]


def test_the_folder_of_the_fault_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError("strange")

    monkeypatch.setattr(Path, "mkdir", fail)
    with pytest.raises(SeminarsError) as caught:
        start_programme(tmp_path / "a")
    assert caught.value.message == f"`{tmp_path / 'a'}` cannot be written: strange"
