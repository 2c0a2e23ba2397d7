"""A file that is complete or absent."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from seminars.model.diagnostics import SeminarsError


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step; what stood there stays until then.

    Raises `SeminarsError` when the place cannot be written, or holds no regular file.
    """
    target = Path(os.path.realpath(path))
    try:
        mode = _mode(target)
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with open(descriptor, "wb") as stream:  # noqa: PTH123 (a descriptor, not a path)
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(mode)
            Path(name).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SeminarsError(
            f"`{path}` cannot be written: {reason}", "nothing was written; choose another place"
        ) from None


def _mode(target: Path) -> int:
    """The permissions for the new file: those of the old one, else what the umask leaves."""
    try:
        status = target.stat()
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
    if not stat.S_ISREG(status.st_mode):
        raise SeminarsError(f"`{target}` is not a regular file", "choose another place")
    return stat.S_IMODE(status.st_mode)
