"""A new text in the place of a file, so that nobody's bytes are lost: system calls only.

The new text is written beside the file, made durable, and exchanged with it in one step. What
was exchanged is looked at before it is deleted: if someone else wrote it meanwhile, it goes back.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import signal
import stat
from contextlib import contextmanager, suppress
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Literal

from seminars.model.diagnostics import SeminarsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNFINISHED = ".seminars-writing-"
"""How the names of files begin that a killed run may leave behind."""

MASKED = frozenset(
    {
        signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGTSTP,
        signal.SIGALRM, signal.SIGUSR1, signal.SIGUSR2,
    }
)  # fmt: skip
"""What waits while a file is exchanged. A mask is a thread's own: others must not take them."""
_STOPPING = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT})
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NOT_HERE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})

Lease = Literal["held", "busy", "none"]


class ChangedMeanwhileError(SeminarsError):
    """Someone else wrote to the file in between; nothing of theirs was touched."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"`{path}` is being changed by another program", "try again when it has finished"
        )


def replace_text(path: Path, before: bytes | None, after: bytes) -> None:
    """Put `after` in the place of `before`, durably, with the same mode and owner.

    `path` is no link; `before` is None for a file that is not there yet. Raises
    `ChangedMeanwhileError` when it holds something else, `SeminarsError` when it cannot be done,
    KeyboardInterrupt when a signal came in time; then the file is as it was.
    """
    temporary = path.parent / f"{UNFINISHED}{os.getpid()}"
    with _signals_masked():
        try:
            if before is None:
                _create(path, temporary, after)
            else:
                _replace(path, temporary, before, after)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise SeminarsError(
                f"`{path}` cannot be written: {reason}", "nothing was changed"
            ) from None


def is_being_written(path: Path) -> bool:
    """Whether somebody has the file open for writing, as far as the system tells."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            return _lease(descriptor) == "busy"
        finally:
            os.close(descriptor)
    return False


def remove_unfinished(folder: Path) -> None:
    """Delete what killed runs left in a folder; for the holder of its lock alone."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(UNFINISHED) and entry.is_file(follow_symlinks=False):
                _delete(folder / entry.name)


def _create(path: Path, temporary: Path, after: bytes) -> None:
    try:
        _write(temporary, after, None)
        _stop_if_asked()
        os.link(temporary, path)
        try:
            _sync_folder(path.parent)
        except OSError:
            _delete(path)
            raise
    except FileExistsError:
        raise ChangedMeanwhileError(path) from None
    finally:
        _delete(temporary)
    _ignore_interrupts()


def _replace(path: Path, temporary: Path, before: bytes, after: bytes) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        _refuse_special(path, os.fstat(descriptor))
        try:
            _write(temporary, after, descriptor)
            lease = _leased(path, descriptor, before)
            _stop_if_asked()
            exchanged = _swap(temporary, path)
            if not exchanged:
                temporary.replace(path)
        except BaseException:
            _delete(temporary)
            raise
        if exchanged:
            _settle(path, temporary, descriptor, lease, before, after)
        else:
            _sync_replaced(path)
        _ignore_interrupts()
    finally:
        with suppress(OSError):
            os.close(descriptor)  # ends the lease: who waits to write goes on now


def _settle(
    path: Path, temporary: Path, descriptor: int, lease: Lease, before: bytes, after: bytes
) -> None:
    """Keep the exchange when it is durable and nobody lost by it; otherwise take it back."""
    try:
        _sync_folder(path.parent)
        untouched = _is_untouched(temporary, descriptor, lease, before)
    except OSError:
        _take_back(path, temporary, after)
        raise
    if not untouched:
        _take_back(path, temporary, after)
        raise ChangedMeanwhileError(path)
    _delete(temporary)


def _take_back(path: Path, temporary: Path, after: bytes) -> None:
    """Give the file its old text back; keep ours where someone wrote to it already."""
    try:
        _swap(temporary, path)
        with suppress(OSError):
            _sync_folder(path.parent)
        ours = os.open(temporary, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            alone = _lease(ours) != "busy" and _holds(ours, after)
        finally:
            os.close(ours)
    except OSError:
        alone = False
    if alone:
        _delete(temporary)
        return
    kept = path.with_name(f"{path.name}.kept-{os.getpid()}")
    with suppress(OSError):
        temporary.rename(kept)
    raise SeminarsError(
        f"`{path}` was written by another program at the same moment, or the disk failed",
        f"compare it with `{kept if kept.exists() else temporary}`: nothing is lost",
    )


def _sync_replaced(path: Path) -> None:
    """Make a replacement durable that cannot be taken back."""
    try:
        _sync_folder(path.parent)
    except OSError as error:
        raise SeminarsError(
            f"`{path}` was changed, and may not be on the disk yet: {error.strerror}",
            "look at it before you go on",
        ) from None


def _leased(path: Path, descriptor: int, before: bytes) -> Lease:
    """Keep writers waiting from here on. Raises `ChangedMeanwhileError` when one was there."""
    lease = _lease(descriptor)
    if lease == "busy" or not _holds(descriptor, before):
        raise ChangedMeanwhileError(path)
    return lease


def _is_untouched(temporary: Path, descriptor: int, lease: Lease, before: bytes) -> bool:
    """Whether what was exchanged is the file that was read, and nobody waits to write to it."""
    swapped, read = temporary.lstat(), os.fstat(descriptor)
    return (
        (swapped.st_dev, swapped.st_ino) == (read.st_dev, read.st_ino)
        and _holds(descriptor, before)
        and (lease != "held" or fcntl.fcntl(descriptor, fcntl.F_GETLEASE) == fcntl.F_RDLCK)
    )


def _refuse_special(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise SeminarsError(f"`{path}` is not a regular file", "name a records file")
    if status.st_nlink > 1:
        raise SeminarsError(
            f"`{path}` is a hard link: under its other name the old text would stay",
            "make it a file of its own, or a symbolic link",
        )
    for place, mode in ((path, status.st_mode), (path.parent, path.parent.stat().st_mode)):
        if not mode & 0o222 or not os.access(place, os.W_OK):
            raise SeminarsError(
                f"`{place}` is write-protected", "change its permissions, or work on a copy"
            )


def _write(temporary: Path, data: bytes, like: int | None) -> None:
    """A durable new file, with the mode, owner and attributes of another."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(temporary, flags, 0o666 if like is None else 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if like is not None:
            _copy_attributes(like, descriptor)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy_attributes(old: int, new: int) -> None:
    status, fresh = os.fstat(old), os.fstat(new)
    if (status.st_uid, status.st_gid) != (fresh.st_uid, fresh.st_gid):
        try:
            os.fchown(new, status.st_uid, status.st_gid)
        except PermissionError:
            raise SeminarsError(
                "the file belongs to someone else, and would belong to you afterwards",
                "ask its owner to make the change, or work on a copy",
            ) from None
    os.fchmod(new, stat.S_IMODE(status.st_mode))
    with suppress(OSError, AttributeError):  # what the system does not have cannot be kept
        for name in os.listxattr(old):
            os.setxattr(new, name, os.getxattr(old, name))


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _swap(one: Path, other: Path) -> bool:
    """Exchange two files in one step; whether the system can."""
    try:
        exchange = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    if exchange(_AT_FDCWD, bytes(one), _AT_FDCWD, bytes(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_HERE:
        return False
    raise OSError(code, os.strerror(code))


def _lease(descriptor: int) -> Lease:
    """Make whoever opens the file for writing wait until it is closed here.

    `busy` when somebody has it open so already; `none` where the system has no leases.
    """
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)  # one that is ignored by default
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except AttributeError:
        return "none"
    except OSError as error:
        return "busy" if error.errno == errno.EAGAIN else "none"
    return "held"


def _holds(descriptor: int, data: bytes) -> bool:
    """Whether a file holds exactly these bytes."""
    if os.fstat(descriptor).st_size != len(data):
        return False
    return os.pread(descriptor, len(data) + 1, 0) == data


def _delete(path: Path) -> None:
    for _ in range(2):
        with suppress(OSError):
            path.unlink()
            return


def _stop_if_asked() -> None:
    """End here when a signal waits: so far nothing was changed."""
    waiting = signal.sigpending() & _STOPPING
    if waiting:
        if signal.SIGINT in waiting:
            signal.sigwait({signal.SIGINT})
        raise KeyboardInterrupt


def _ignore_interrupts() -> None:
    """From here on Ctrl-C comes too late: the change is made, and the exit code has to say so."""
    if current_thread() is main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _signals_masked() -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, MASKED)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
