"""The command line: parse, call one function, show, exit."""

from __future__ import annotations

import gc
import os
import re
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import typer

from seminars.cli.afterwards import close_quietly
from seminars.cli.app import app
from seminars.cli.session import report_error
from seminars.model.diagnostics import SeminarsError, UsageError, did_you_mean

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
    "plan": "plan",
    "report": "report",
    "merge": "merge",
    "schema": "vocabulary",
    "terms": "vocabulary",
}
"""The module of each command, in the order of `--help`; only the one that runs is imported."""

INTERRUPTED = 130

_NOT_A_NUMBER = r"(['\"])(.*)\1 is not a valid int|(-?\d+) is not in the range"

# the base of Typer's own usage errors, which it does not export
_ClickError: type[Exception] = cast("type[Exception]", typer.BadParameter.__mro__[2])

_TROUBLE = (SeminarsError, _ClickError, OSError, KeyboardInterrupt, typer.Abort)


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    gc.disable()  # a command is over in a moment: no cycles worth the collecting pile up
    _open_missing_streams()
    _make_streams_forgiving()
    given = sys.argv[1:] if argv is None else argv
    try:
        _import_commands(given)
        code = typer.main.get_command(app).main(argv, prog_name="seminars", standalone_mode=False)
        sys.stdout.flush()
    except (*_TROUBLE, SystemExit) as error:
        return _failed(error, given)
    if code == INTERRUPTED:  # Typer turns Ctrl-C into this code, without a word
        return _stopped()
    return code if isinstance(code, int) else 0


def _stopped() -> int:
    with suppress(OSError):
        print("\nseminars: stopped; nothing was changed", file=sys.stderr)
    return INTERRUPTED


def _failed(error: BaseException, given: list[str]) -> int:
    """Say what became of the command; its exit code. A bug stays the traceback that it is."""
    if isinstance(error, SeminarsError):
        return report_error(error)
    if isinstance(error, _ClickError):
        return report_error(_usage(error, given))
    if isinstance(error, (KeyboardInterrupt, typer.Abort)):
        return _stopped()
    # a reader that is gone is no failure; Typer turns it into an exit of its own
    if isinstance(error if isinstance(error, OSError) else error.__context__, BrokenPipeError):
        close_quietly(sys.stdout)
        return 0
    if isinstance(error, OSError):
        close_quietly(sys.stdout)
        return report_error(_failure(error))
    raise error


def _import_commands(argv: list[str]) -> None:
    """Import the module of the command that is called; all of them for help and completion."""
    called = argv[0] if argv else "--help"
    if called not in _MODULES and not called.startswith("-"):
        raise UsageError(
            f"`{called}` is not a command",
            did_you_mean(called, _MODULES, "`seminars --help` lists the commands"),
        )
    for module in [_MODULES[called]] if called in _MODULES else dict.fromkeys(_MODULES.values()):
        import_module(f"seminars.cli.{module}")
    order = list(_MODULES)
    app.registered_commands.sort(key=lambda command: order.index(str(command.name)))


def _usage(error: Exception, argv: list[str]) -> UsageError:
    """What Typer found wrong with the line, in the words of this program."""
    command = f"seminars {argv[0]}" if argv and argv[0] in _MODULES else "seminars"
    remedy = f"`{command} --help` shows how it is used"
    option = getattr(error, "option_name", None)
    if option and hasattr(error, "possibilities"):
        known = error.possibilities or ()
        return UsageError(
            f"`{option}` is not an option of `{command}`", did_you_mean(option, known, remedy)
        )
    if number := _number(error):
        return number
    message = getattr(error, "format_message", lambda: str(error))()
    text = re.sub(r"'([^']*)'", r"`\1`", " ".join(message.split()).rstrip(".").replace("(s)", "s"))
    return UsageError(text[:1].lower() + text[1:], remedy)


def _number(error: Exception) -> UsageError | None:
    """What is wrong with a number, if that is the trouble; every number here has its limits."""
    said = re.match(_NOT_A_NUMBER, str(error))
    if said is None:
        return None
    parameter: Any = getattr(error, "param")  # noqa: B009 (of Typer's own error, not exported)
    least, most = parameter.type.min, parameter.type.max
    _, word, number = said.groups()
    if number is None:
        wrong = f"`{word}` is not a whole number"
    elif int(number) < least:
        wrong = f"`{number}` is less than {least}"
    else:
        wrong = f"`{number}` is more than {most:,}"
    return UsageError(
        f"{parameter.opts[0]}: {wrong}", f"write a whole number from {least} to {most:,}"
    )


def _failure(error: OSError) -> SeminarsError:
    try:
        Path.cwd()
    except OSError:
        return SeminarsError("the current folder is not there any more", "go to another folder")
    reason = (error.strerror or str(error)).lower()
    return SeminarsError(f"the output cannot be written: {reason}", "send it to another place")


def _open_missing_streams() -> None:
    """Stand something in for streams that the shell closed (`>&-`): what is written there fails.

    What is said on stderr is lost; that is what its closing asks for.
    """
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: PTH123, SIM115 (a descriptor that stays open)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 (stays open)


def _make_streams_forgiving() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
