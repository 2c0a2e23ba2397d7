"""One writer at a time: locks on the folders themselves, so that no lock file is left behind."""

from __future__ import annotations

import fcntl
import os
import re
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from seminars.model.diagnostics import SeminarsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PATIENCE = 20.0
"""Seconds to wait for another writer."""

_LOCKS = Path("/proc/locks")
_HELD = re.compile(r"\d+: FLOCK +\w+ +WRITE (\d+) [0-9a-f]+:[0-9a-f]+:(\d+) ")


@contextmanager
def locked(folders: Iterable[Path], patience: float | None = None) -> Iterator[None]:
    """Hold the locks of folders. Raises `SeminarsError` when another writer keeps one too long."""
    with ExitStack() as stack:
        for folder in sorted(set(folders)):  # in one order, so that two never wait for each other
            descriptor = _open(folder)
            stack.callback(_release, descriptor)
            _lock(folder, descriptor, PATIENCE if patience is None else patience)
        yield


def _open(folder: Path) -> int:
    try:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise _failed(folder, error) from None


def _release(descriptor: int) -> None:
    with suppress(OSError):  # what was done under the lock is done
        os.close(descriptor)


def _lock(folder: Path, descriptor: int, patience: float) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _wait(folder, descriptor, patience)
    except OSError as error:
        raise _failed(folder, error) from None


def _wait(folder: Path, descriptor: int, patience: float) -> None:
    """Wait in the system's own queue, which is fair: in a thread, since it has no time-out."""

    def wait() -> None:
        with suppress(OSError):  # closed while waiting
            fcntl.flock(descriptor, fcntl.LOCK_EX)

    waiting = Thread(target=wait, daemon=True)
    waiting.start()
    waiting.join(patience)
    if waiting.is_alive():
        raise SeminarsError(
            f"`{folder}` has been locked for {patience:g} seconds by {_holder(descriptor)}",
            "wait until it has finished, or end it, and try again",
        )


def _holder(descriptor: int) -> str:
    """The process that holds the lock, as far as the system tells."""
    inode = str(os.fstat(descriptor).st_ino)
    with suppress(OSError):
        for match in _HELD.finditer(_LOCKS.read_text("ascii")):
            if match[2] == inode:
                command = Path(f"/proc/{match[1]}/cmdline").read_bytes().rstrip(b"\0")
                words = command.replace(b"\0", b" ").decode("utf-8", "replace")
                return f"`{words}` (process {match[1]})"
    return "another process"


def _failed(folder: Path, error: OSError) -> SeminarsError:
    reason = (error.strerror or str(error)).lower()
    return SeminarsError(f"`{folder}` cannot be locked: {reason}", "nothing was changed")
