"""The command line: parse, call one function, show, exit."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

import typer

from seminars.cli import check, coverage, records, schedule, start, vocabulary  # noqa: F401 (each adds its commands)
from seminars.cli.app import app
from seminars.cli.session import report_error
from seminars.model.diagnostics import SeminarsError, UsageError

_ClickError = typer.BadParameter.__mro__[2]  # the base of Typer's own usage errors, not exported


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    gc.disable()  # a fifth of the reading time of a large file; a command is over in a moment
    _make_streams_forgiving()
    try:
        code = typer.main.get_command(app).main(argv, prog_name="seminars", standalone_mode=False)
        sys.stdout.flush()
    except SeminarsError as error:
        return report_error(error)
    except _ClickError as error:
        return report_error(_usage(error))
    except (KeyboardInterrupt, typer.Abort):
        print("\nseminars: stopped; nothing was changed", file=sys.stderr)
        return 130
    except BrokenPipeError:
        _close_quietly()
        return 0
    except OSError as error:
        _close_quietly()
        return report_error(SeminarsError(f"the output cannot be written: {error.strerror}"))
    return code if isinstance(code, int) else 0


def _usage(error: Exception) -> UsageError:
    message = getattr(error, "format_message", lambda: str(error))()
    text = " ".join(message.split()).rstrip(".")
    context = getattr(error, "ctx", None)
    remedy = f"`{context.command_path} --help` shows how it is used" if context else ""
    return UsageError(text[:1].lower() + text[1:], remedy)


def _make_streams_forgiving() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _close_quietly() -> None:
    """Leave nothing in the buffers that the interpreter would fail to write at its end."""
    with suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
