"""What may come between a change and the telling of it: Ctrl-C, and output that fails.

`editing` ignores Ctrl-C from the change on, a command until all is told.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

import typer

from seminars.model.diagnostics import SeminarsError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def interrupts_restored() -> Iterator[None]:
    """After a change Ctrl-C is ignored, until what was done is told."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def telling_of_a_change(*, made: bool, partial: bool) -> Iterator[None]:
    """Where a change that is made cannot be told, the exit code is still about the change.

    `partial` when part of the records was lost to errors.
    """
    try:
        yield
        sys.stdout.flush()
    except (OSError, SeminarsError) as error:
        if not made or isinstance(error, BrokenPipeError):
            raise
        try:
            print(f"seminars: the change is made; it cannot be shown: {error}", file=sys.stderr)
        except OSError:
            close_quietly(sys.stderr)
        close_quietly(sys.stdout)
        raise typer.Exit(int(partial)) from error


def close_quietly(stream: TextIO) -> None:
    """Leave nothing in a buffer that the interpreter would fail to write at its end."""
    with suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
