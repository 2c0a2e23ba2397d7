"""Questions on a terminal, and nowhere else. Ctrl-C and Ctrl-D end the command."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

import typer

from seminars.cli.session import report_error
from seminars.model.diagnostics import UsageError
from seminars.output.text import safe

T = TypeVar("T")


def on_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def answer(question: str, default: str, accept: Callable[[str], T]) -> T:
    """Ask until the answer is accepted; the empty answer is the default."""
    shown = f" [{safe(default)}]" if default else ""
    while True:
        text = _typed(f"{question}{shown}: ").strip() or default
        try:
            return accept(text)
        except UsageError as error:
            report_error(error)


def agreed(question: str) -> bool:
    """Ask for a yes; anything else is a no."""
    return _typed(f"{question} [y/N] ").strip().lower() in {"y", "yes"}


def _typed(prompt: str) -> str:
    print(prompt, end="", file=sys.stderr, flush=True)
    try:
        text = sys.stdin.readline()
    except KeyboardInterrupt:
        raise typer.Abort from None
    if not text:  # Ctrl-D
        raise typer.Abort
    return text
