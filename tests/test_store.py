"""Locks, links, leases and faults: what stands between a change and the file."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from seminars.editing import lock, store, swap
from seminars.editing.change import Alteration, Assignment
from seminars.editing.lock import locked
from seminars.editing.swap import UNFINISHED, ChangedMeanwhileError, remove_unfinished, replace_text
from seminars.model.diagnostics import SeminarsError
from seminars.reading.loader import Loaded, Location, locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OLD, NEW = b"old text\n", b"new text, and longer\n"


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """A change ends with Ctrl-C ignored; the next test begins as a program does."""
    handler = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, handler)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "seminars.yaml"
    file.write_bytes(OLD)
    return file


def refusal(path: Path, before: bytes | None = OLD) -> str:
    """What `replace_text` says, after it left everything as it was."""
    names = sorted(each.name for each in path.parent.iterdir())
    content = path.read_bytes() if path.exists() else None
    with pytest.raises(SeminarsError) as refused:
        replace_text(path, before, NEW)
    assert sorted(each.name for each in path.parent.iterdir()) == names
    assert (path.read_bytes() if path.exists() else None) == content
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()
    return refused.value.message


def alone(path: Path) -> bool:
    return [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_text_takes_the_place_of_another(path: Path) -> None:
    path.chmod(0o640)
    os.setxattr(path, "user.note", b"kept")
    replace_text(path, OLD, NEW)
    assert path.read_bytes() == NEW
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.getxattr(path, "user.note") == b"kept"
    assert alone(path)


def test_a_new_file_has_the_mode_that_new_files_have(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    umask = os.umask(0o027)
    try:
        replace_text(path, None, NEW)
    finally:
        os.umask(umask)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (NEW, 0o640)
    assert alone(path)


def test_another_text_than_the_expected_one_stays(path: Path) -> None:
    path.write_bytes(b"other tx\n")
    assert refusal(path) == f"`{path}` is being changed by another program"
    assert refusal(path, None) == f"`{path}` is being changed by another program"


def test_a_file_that_is_open_for_writing_stays(path: Path) -> None:
    with path.open("ab"):
        assert refusal(path) == f"`{path}` is being changed by another program"
    replace_text(path, OLD, NEW)


def test_what_is_no_file_of_its_own_is_refused(path: Path) -> None:
    path.with_name("hard").hardlink_to(path)
    assert refusal(path) == (
        f"`{path}` is a hard link: under its other name the old text would stay"
    )
    path.with_name("hard").unlink()
    path.chmod(0o444)
    assert refusal(path) == f"`{path}` is write-protected"
    path.chmod(0o644)
    path.parent.chmod(0o555)
    assert refusal(path) == f"`{path.parent}` is write-protected"
    path.parent.chmod(0o755)
    path.unlink()
    assert refusal(path) == f"`{path}` cannot be written: no such file or directory"
    os.mkfifo(path)
    with pytest.raises(SeminarsError, match="is not a regular file"):
        replace_text(path, OLD, NEW)
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_the_owner_is_kept_or_the_change_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[int, int]] = []
    real = os.fstat

    def of_another(descriptor: int) -> os.stat_result:
        status = real(descriptor)
        fields = list(status)
        if status.st_size == len(OLD):
            fields[4:6] = [4711, 4712]
        return os.stat_result(fields)

    monkeypatch.setattr(os, "fstat", of_another)
    monkeypatch.setattr(os, "fchown", lambda _, uid, gid: given.append((uid, gid)))
    monkeypatch.setattr(swap, "_is_untouched", lambda *_: True)
    replace_text(path, OLD, NEW)
    assert given == [(4711, 4712)]
    path.write_bytes(OLD)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "not yours")

    monkeypatch.setattr(os, "fchown", refuse)
    assert refusal(path) == ("the file belongs to someone else, and would belong to you afterwards")


def fail(*_: Any, **__: Any) -> Any:
    raise OSError(errno.EIO, "Input/output error")


def failing(times: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, which works so many times and then fails."""
    left = [times]

    def limited(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        return function(*args, **kwargs) if left[0] >= 0 else fail()

    return limited


@pytest.mark.parametrize("name", ["write", "fsync", "fchmod"])
def test_a_disk_that_fails_leaves_the_old_text(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for times in range(3):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, failing(times, getattr(os, name)))
            try:
                message = refusal(path)
            except pytest.fail.Exception:  # it needs the call less often
                assert path.read_bytes() == NEW
                assert alone(path)
                path.write_bytes(OLD)
            else:
                assert message == f"`{path}` cannot be written: input/output error"


@pytest.mark.parametrize(("name", "times"), [("pread", 1), ("open", 2)])
def test_a_disk_that_cannot_be_read_any_more_keeps_both_texts(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str, times: int
) -> None:
    monkeypatch.setattr(os, name, failing(times, getattr(os, name)))
    with pytest.raises(SeminarsError, match="or the disk failed"):
        replace_text(path, OLD, NEW)
    monkeypatch.undo()
    kept = path.with_name(f"seminars.yaml.kept-{os.getpid()}")
    assert (path.read_bytes(), kept.read_bytes()) == (OLD, NEW)


def test_an_exchange_that_fails_leaves_the_old_text(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "_swap", fail)
    assert refusal(path) == f"`{path}` cannot be written: input/output error"
    path.unlink()
    monkeypatch.setattr(swap, "_sync_folder", fail)
    assert refusal(path, None) == f"`{path}` cannot be written: input/output error"


def test_where_files_cannot_be_exchanged_they_are_replaced(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in (errno.ENOSYS, errno.EINVAL):

        class Library:
            def __init__(self, *_: object, **__: object) -> None: ...

            def renameat2(self, *_: object) -> int:
                return -1

        monkeypatch.setattr(ctypes, "CDLL", Library)
        monkeypatch.setattr(ctypes, "get_errno", lambda code=code: code)
        replace_text(path, OLD, NEW)
        assert (path.read_bytes(), alone(path)) == (NEW, True)
        path.write_bytes(OLD)
    monkeypatch.setattr(ctypes, "get_errno", lambda: errno.EIO)
    assert refusal(path) == f"`{path}` cannot be written: input/output error"
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    monkeypatch.setattr(swap, "_sync_folder", fail)
    with pytest.raises(SeminarsError) as told:
        replace_text(path, OLD, NEW)
    assert told.value.message == (
        f"`{path}` was changed, and may not be on the disk yet: Input/output error"
    )
    assert path.read_bytes() == NEW


def test_an_exchange_that_is_not_durable_is_taken_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "_sync_folder", fail)
    assert refusal(path) == f"`{path}` cannot be written: input/output error"


def meanwhile(monkeypatch: pytest.MonkeyPatch, *actions: Callable[[], object]) -> None:
    """Do these right after the first, the second … exchange."""
    pending = list(actions)
    real = swap._swap  # noqa: SLF001 (the moment that nothing else gives)

    def exchange(one: Path, other: Path) -> bool:
        done = real(one, other)
        if pending:
            pending.pop(0)()
        return done

    monkeypatch.setattr(swap, "_swap", exchange)


def test_a_file_saved_just_before_the_exchange_comes_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = path.with_name("#save")
    real = swap._swap  # noqa: SLF001 (ditto)

    def saved_first(one: Path, other: Path) -> bool:
        if not saved.exists() and path.read_bytes() == OLD:
            saved.write_bytes(b"human\n")
            saved.rename(path)
        return real(one, other)

    monkeypatch.setattr(swap, "_swap", saved_first)
    with pytest.raises(ChangedMeanwhileError):
        replace_text(path, OLD, NEW)
    assert (path.read_bytes(), alone(path)) == (b"human\n", True)


def test_an_editor_that_waits_for_the_old_file_gets_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened_for_writing() -> None:
        temporary = next(path.parent.glob(f"{UNFINISHED}*"))
        with pytest.raises(BlockingIOError):
            os.open(temporary, os.O_WRONLY | os.O_NONBLOCK)

    meanwhile(monkeypatch, opened_for_writing)
    assert refusal(path) == f"`{path}` is being changed by another program"


def test_two_texts_of_others_at_the_same_moment_are_both_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def human() -> None:
        path.write_bytes(b"written over ours\n")

    monkeypatch.setattr(swap, "_is_untouched", lambda *_: False)
    meanwhile(monkeypatch, human)
    with pytest.raises(SeminarsError) as told:
        replace_text(path, OLD, NEW)
    kept = path.with_name(f"seminars.yaml.kept-{os.getpid()}")
    assert told.value.message == (
        f"`{path}` was written by another program at the same moment, or the disk failed"
    )
    assert told.value.help == f"compare it with `{kept}`: nothing is lost"
    assert (path.read_bytes(), kept.read_bytes()) == (OLD, b"written over ours\n")


def test_an_exchange_that_cannot_be_taken_back_keeps_both(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "_sync_folder", fail)
    monkeypatch.setattr(swap, "_swap", failing(1, swap._swap))  # noqa: SLF001 (ditto)
    with pytest.raises(SeminarsError, match="or the disk failed"):
        replace_text(path, OLD, NEW)
    kept = path.with_name(f"seminars.yaml.kept-{os.getpid()}")
    assert (path.read_bytes(), kept.read_bytes()) == (NEW, OLD)


def test_a_text_that_cannot_be_renamed_either_is_named_where_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "_sync_folder", fail)
    monkeypatch.setattr(swap, "_swap", failing(1, swap._swap))  # noqa: SLF001 (ditto)
    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(SeminarsError) as told:
        replace_text(path, OLD, NEW)
    temporary = path.with_name(f"{UNFINISHED}{os.getpid()}")
    assert told.value.help == f"compare it with `{temporary}`: nothing is lost"
    assert temporary.read_bytes() == OLD


def test_where_there_are_no_leases_the_bytes_decide(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.delattr(fcntl, "F_SETLEASE")
        replace_text(path, OLD, NEW)
    path.write_bytes(OLD)

    def refuse(*_: object) -> None:
        raise OSError(errno.EACCES, "not yours")

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    replace_text(path, OLD, NEW)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("before", [OLD, None])
def test_a_signal_in_time_stops_the_change(
    path: Path, monkeypatch: pytest.MonkeyPatch, before: bytes | None
) -> None:
    if before is None:
        path.unlink()
    real = os.fsync

    def interrupted(descriptor: int) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_text(path, before, NEW)
    assert (path.read_bytes() if path.exists() else None) == before
    assert not list(path.parent.glob(f"{UNFINISHED}*"))


def test_other_signals_in_time_stop_it_as_they_do(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: caught.append(number))
    real = os.fsync

    def ended(descriptor: int) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", ended)
    try:
        with pytest.raises(KeyboardInterrupt):
            replace_text(path, OLD, NEW)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    assert (caught, path.read_bytes()) == ([signal.SIGTERM], OLD)


def test_a_signal_too_late_does_not_unsay_the_change(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGINT))
    replace_text(path, OLD, NEW)
    assert path.read_bytes() == NEW


def test_only_the_main_thread_minds_signals(path: Path) -> None:
    thread = threading.Thread(target=replace_text, args=(path, OLD, NEW))
    thread.start()
    thread.join()
    assert path.read_bytes() == NEW
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_killed_runs_left_is_cleaned_away(path: Path) -> None:
    path.with_name(f"{UNFINISHED}1").write_bytes(b"x")
    path.with_name(f"{UNFINISHED}2").mkdir()
    remove_unfinished(path.parent)
    names = sorted(each.name for each in path.parent.iterdir())
    assert names == [f"{UNFINISHED}2", "seminars.yaml"]
    remove_unfinished(path.parent / "nowhere")


def test_a_temporary_file_that_cannot_be_deleted_does_not_unsay_the_change(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "unlink", fail)
    replace_text(path, OLD, NEW)
    monkeypatch.undo()
    assert path.read_bytes() == NEW
    remove_unfinished(path.parent)
    assert alone(path)


# The lock

HOLDER = """
import fcntl, os, sys, time
descriptor = os.open(sys.argv[1], os.O_RDONLY)
fcntl.flock(descriptor, fcntl.LOCK_EX)
print("locked", flush=True)
time.sleep(float(sys.argv[2]))
"""


def holder(folder: Path, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "locked\n"
    return process


def test_a_lock_held_too_long_names_its_holder(tmp_path: Path) -> None:
    with holder(tmp_path, 60) as process:
        with pytest.raises(SeminarsError) as refused, locked([tmp_path], 0.1):
            pytest.fail("locked twice")
        process.kill()
    assert refused.value.message.startswith(
        f"`{tmp_path}` has been locked for 0.1 seconds by `{sys.executable} -c "
    )
    assert refused.value.message.endswith(f"` (process {process.pid})")


def test_a_lock_is_waited_for(tmp_path: Path) -> None:
    with holder(tmp_path, 0.3) as process, locked([tmp_path]):
        assert process.wait() == 0


def test_a_holder_that_nobody_knows_is_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locks in (tmp_path / "nothing", tmp_path / "others"):
        if locks.name == "others":
            locks.write_text("1: FLOCK  ADVISORY  WRITE 1 00:00:0 0 EOF\n")
        monkeypatch.setattr(lock, "_LOCKS", locks)
        with (
            locked([tmp_path]),
            pytest.raises(SeminarsError, match="locked for 0 seconds by another process"),
            locked([tmp_path], 0),
        ):
            pytest.fail("locked twice")


def test_a_folder_that_cannot_be_locked_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SeminarsError) as refused, locked([tmp_path / "x"]):
        pytest.fail("locked")
    assert (
        refused.value.message == f"`{tmp_path / 'x'}` cannot be locked: no such file or directory"
    )
    monkeypatch.setattr(fcntl, "flock", fail)
    with pytest.raises(SeminarsError) as refused, locked([tmp_path]):
        pytest.fail("locked")
    assert refused.value.message == f"`{tmp_path}` cannot be locked: input/output error"


def test_a_lock_that_cannot_be_given_back_unsays_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with locked([tmp_path]):
        monkeypatch.setattr(os, "close", fail)
    monkeypatch.undo()


# The whole way

RECORD = "- {id: a, title: T, kind: national, country: KE, status: proposed}\n"


def compose(_loaded: Loaded) -> Alteration:
    return Alteration(("a",), (Assignment("title", "=", "New"),))


def test_a_change_is_made_on_what_stands_there_by_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "seminars.yaml"
    path.write_text(RECORD)
    location = locate(str(tmp_path), {}, tmp_path)
    real, saves = replace_text, ["# one\n", "# two\n"]

    def saved_first(target: Path, before: bytes | None, after: bytes) -> None:
        if saves:
            target.write_text(saves.pop() + target.read_text())
        real(target, before, after)

    monkeypatch.setattr(store, "replace_text", saved_first)
    monkeypatch.setattr(store, "PAUSE", 0)
    outcome = store.carry_out(location, compose)
    assert path.read_text() == "# one\n# two\n" + RECORD.replace("title: T", "title: New")
    assert (outcome.file, outcome.ids) == (str(path), ("a",))


def test_a_file_that_never_rests_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "seminars.yaml"
    path.write_text(RECORD)
    location = locate(str(tmp_path), {}, tmp_path)
    monkeypatch.setattr(store, "PAUSE", 0)
    with path.open("a"), pytest.raises(ChangedMeanwhileError):
        store.carry_out(location, compose)
    assert path.read_text() == RECORD


def test_a_file_that_is_half_saved_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "seminars.yaml"
    path.write_text("")
    location = locate(str(tmp_path), {}, tmp_path)
    with path.open("w") as stream:

        def save(_seconds: float) -> None:
            stream.write(RECORD)
            stream.close()

        monkeypatch.setattr("seminars.editing.store.sleep", save)
        store.carry_out(location, compose)
    assert "title: New" in path.read_text()


def test_a_file_that_was_saved_while_it_was_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "seminars.yaml"
    path.write_text("")
    monkeypatch.setattr(store, "PAUSE", 0)

    def saved_meanwhile(loaded: Loaded) -> Alteration:
        if not path.read_text():
            path.write_text(RECORD)
        return compose(loaded)

    store.carry_out(locate(str(tmp_path), {}, tmp_path), saved_meanwhile)
    assert "title: New" in path.read_text()
    path.unlink()
    with pytest.raises(SeminarsError, match="cannot be read"):
        store.carry_out(Location(tmp_path, (path,), None), compose)


def test_a_link_to_the_records_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "records.yaml"
    target.parent.mkdir()
    target.write_text(RECORD)
    folder = tmp_path / "programme"
    folder.mkdir()
    (folder / "seminars.yaml").symlink_to("../elsewhere/records.yaml")
    store.carry_out(locate(str(folder), {}, tmp_path), compose)
    assert (folder / "seminars.yaml").is_symlink()
    assert "title: New" in target.read_text()
    assert alone(target)
    assert alone(folder / "seminars.yaml")


@pytest.mark.parametrize(
    ("link", "reason"), [("nowhere", "no such file or directory"), ("seminars.yaml", "")]
)
def test_a_link_to_nothing_or_to_itself_is_refused(tmp_path: Path, link: str, reason: str) -> None:
    (tmp_path / "seminars.yaml").symlink_to(link)
    with pytest.raises(SeminarsError) as refused:
        store.carry_out(locate(str(tmp_path), {}, tmp_path), compose)
    assert refused.value.message.startswith(
        f"`{tmp_path / 'seminars.yaml'}` cannot be written: {reason}"
    )


def test_a_file_that_became_unreadable_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "seminars.yaml").write_bytes(b"- \xff\n")
    with pytest.raises(SeminarsError, match="byte 0xff is not UTF-8 text"):
        store.carry_out(locate(str(tmp_path), {}, tmp_path), compose)
