"""The help of every command, kept as `docs/commands.md`; and what a person reads first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.kept import agree

from seminars.cli import _MODULES

if TYPE_CHECKING:
    from tests.conftest import Run

HEAD = """\
# Commands

What `seminars --help` and `seminars COMMAND --help` print. This page is generated:
`UPDATE_GOLDEN=1 .venv/bin/pytest tests/test_cli_help.py` writes it anew.
"""
WIDE = {"COLUMNS": "80"}  # help fits the terminal, and 80 columns at the most


def page(call: Run) -> str:
    """Every help text under a heading of its own."""
    parts = [HEAD]
    for command in ("", *_MODULES):
        title = f"seminars {command}".strip()
        ended = call(*command.split(), "--help", env=WIDE)
        assert (ended.code, ended.err) == (0, "")
        parts.append(f"## {title}\n\n```text\n{ended.out.strip()}\n```\n")
    return "\n".join(parts)


def test_the_page_of_commands_is_what_help_prints(call: Run) -> None:
    assert agree("docs/commands.md", page(call)), "write it anew: see the top of the page"


@pytest.mark.parametrize("command", _MODULES)
def test_every_command_has_a_summary_that_is_not_cut_and_an_example(
    call: Run, command: str
) -> None:
    summaries = call("--help", env=WIDE).out.split("Commands:\n")[1].splitlines()
    (summary,) = (line for line in summaries if line.startswith(f"  {command} "))
    assert summary.endswith(".")
    assert not summary.endswith("...")
    whole = call(command, "--help", env=WIDE).out
    assert f"\n  Example: seminars {command}" in whole
    assert call(command, "-h", env=WIDE).out == whole


def test_every_parameter_says_what_it_is_for(call: Run) -> None:
    silent = [
        (command, line)
        for command in _MODULES
        for line, after in lines_in_pairs(call(command, "--help", env=WIDE).out)
        if line.startswith("  -") and "  " not in line.strip() and not after.startswith("   ")
    ]
    assert silent == []


def lines_in_pairs(text: str) -> list[tuple[str, str]]:
    lines = text.splitlines()
    return list(zip(lines, [*lines[1:], ""], strict=True))


def test_without_a_command_there_is_help_and_it_is_wrong_use(call: Run) -> None:
    ended = call(env=WIDE)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err == call("--help", env=WIDE).out


def test_version(call: Run, cli: Run) -> None:
    for run in (call, cli):
        ended = run("--version")
        assert (ended.code, ended.out, ended.err) == (0, "seminars 0.1.0\n", "")
