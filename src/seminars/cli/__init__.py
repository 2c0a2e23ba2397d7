"""The command line: parse, call one function, show, exit."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import cast

import typer

from seminars.cli.app import app
from seminars.cli.session import report_error
from seminars.model.diagnostics import SeminarsError, UsageError

_MODULES = {
    "init": "start",
    "add": "writing",
    "edit": "writing",
    "remove": "writing",
    "list": "records",
    "show": "records",
    "schedule": "schedule",
    "coverage": "coverage",
    "check": "check",
    "schema": "vocabulary",
    "terms": "vocabulary",
}
"""The module of each command, in the order of `--help`; only the one that runs is imported."""

# the base of Typer's own usage errors, which it does not export
_ClickError: type[Exception] = cast("type[Exception]", typer.BadParameter.__mro__[2])


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    gc.disable()  # a command is over in a moment: no cycles worth the collecting pile up
    _make_streams_forgiving()
    _import_commands(sys.argv[1:] if argv is None else argv)
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


def _import_commands(argv: list[str]) -> None:
    """Import the module of the command that is called; all of them for help and completion."""
    called = argv[0] if argv else ""
    for module in [_MODULES[called]] if called in _MODULES else dict.fromkeys(_MODULES.values()):
        import_module(f"seminars.cli.{module}")


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
