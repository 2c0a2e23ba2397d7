"""The help of every command, kept as `docs/commands.md`; and what a person reads first."""

from __future__ import annotations

import re
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest
from tests.kept import ROOT, agree

from seminars.cli import _MODULES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Write

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


@pytest.mark.parametrize("command", [name for name in _MODULES if name != "merge"])
def test_its_example_works_on_the_shipped_programme(
    call: Run, tmp_path: Path, command: str
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shown = " ".join(call(command, "--help", env=WIDE).out.split("Example: seminars ")[1].split())
    ended = call(*shlex.split(shown.split(" > ")[0]), cwd=tmp_path)
    assert ended.code == (1 if "--strict" in shown else 0), ended.err
    assert "no plan keeps every rule" not in ended.out


EVERY_FORMAT = ("table", "json", "csv", "yaml", "md", "html", "docx", "txt", "xlsx", "ics")
FORMATS = {
    "add": "table, json",
    "edit": "table, json",
    "remove": "table, json",
    "list": "table, json, csv, yaml",
    "show": "table, json, csv, yaml",
    "schedule": "table, json, csv",
    "coverage": "table, json, csv",
    "check": "table, json, csv",
    "plan": "table, json, md",
    "report": "md, html, docx, json",
    "terms": "table, json, csv",
}
FURTHER = {
    "plan --assess": ("table, json or, without --assess, md", "table, json"),
    "report --audit": ("with --audit md, txt or json", "md, txt, json"),
}


@pytest.mark.parametrize("command", FORMATS)
def test_help_names_the_formats_that_the_command_takes(
    call: Run, write: Write, command: str
) -> None:
    folder = write({
        "seminars.yaml": "- {id: x, title: T, kind: national, country: KE, status: proposed}\n"
    })  # fmt: skip
    for words, formats in ((command, FORMATS[command]), *variants(command)):
        known = [name for name in EVERY_FORMAT if taken(call, folder, words, name)]
        assert known == sorted(formats.split(", "), key=EVERY_FORMAT.index)
    about = " ".join(call(command, "--help", env=WIDE).out.split("--format FORMAT")[1].split())
    told = re.split(r" \[default|\.|;", about)[0].replace(" or, without --assess,", ",")
    assert told.replace(" or ", ", ") == FORMATS[command]
    assert all(FURTHER[words][0] in about for words, _ in variants(command))


def variants(command: str) -> list[tuple[str, str]]:
    return [(words, told[1]) for words, told in FURTHER.items() if words.split()[0] == command]


def taken(call: Run, folder: Path, words: str, format_: str) -> bool:
    command, *options = words.split()
    options += {"show": ["x"], "edit": ["x", "city=y"], "remove": ["x", "-y"]}.get(command, [])
    dry = ["--dry-run"] if command in {"edit", "remove"} else []
    place = ["-o", str(folder / "answer")] if command == "report" else []
    told = call(command, *options, *dry, *place, "-f", format_, "-d", folder).err
    return "is not a format of this command" not in told and "is not written as" not in told


def test_without_a_command_there_is_help_and_it_is_wrong_use(call: Run) -> None:
    ended = call(env=WIDE)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err == call("--help", env=WIDE).out


def test_version(call: Run, cli: Run) -> None:
    for run in (call, cli):
        ended = run("--version")
        assert (ended.code, ended.out, ended.err) == (0, "seminars 0.1.0\n", "")
