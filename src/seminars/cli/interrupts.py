"""Ctrl-C around a change: `editing` ignores it from the change on, a command until all is told."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

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
