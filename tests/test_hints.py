"""The next commands at hand: they work when they are pasted, whatever programme was named."""

from __future__ import annotations

import re
import shlex
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.kept import ROOT

from seminars.output.blocks import Column, Grid, Span, line
from seminars.output.hints import carrying, hint
from seminars.output.plain import plain

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Write

    from seminars.output.blocks import Block

RECORDS = """
    - {id: ke, title: Contracts, kind: national, country: KE, status: scheduled, dates: 2007-03}
    - {id: bad, title: T, kind: national, country: KE, status: hold}
"""


def test_the_commands_stand_in_a_line() -> None:
    assert list(plain([hint("seminars check", "seminars plan")])) == [
        "→ seminars check · seminars plan"
    ]
    assert list(plain([hint("seminars check")])) == ["→ seminars check"]


@pytest.mark.parametrize(
    ("data", "as_of", "told"),
    [
        (None, None, "seminars check · seminars edit a b=c"),
        ("d", None, "seminars check --data d · seminars edit a b=c --data d"),
        (None, "2007-08-03", "seminars check --as-of 2007-08-03 · seminars edit a b=c"),
        (
            "a b/it's",
            "2007-08-03",
            (
                "seminars check --data 'a b/it'\"'\"'s' --as-of 2007-08-03 · "
                "seminars edit a b=c --data 'a b/it'\"'\"'s'"
            ),
        ),
    ],
)
def test_a_command_carries_what_was_named(data: str | None, as_of: str | None, told: str) -> None:
    grid = Grid((Column(""),), [["seminars check"]])
    blocks: list[Block] = [
        hint("seminars check", "seminars edit a b=c"),
        line("seminars ", Span("x")),
        grid,
    ]
    assert list(plain(carrying(blocks, data, as_of))) == [
        f"→ {told}",
        "seminars x",
        "seminars check",
    ]


def commands(text: str) -> list[list[str]]:
    found = re.findall(r"(?:→|·|help:) seminars (.+?)(?= · |$)", text, re.MULTILINE)
    return [shlex.split(command) for command in found]


def test_what_is_shown_works_when_it_is_pasted(call: Run, write: Write, tmp_path: Path) -> None:
    folder = write({"a b/seminars.yaml": RECORDS}) / "a b"
    place = ("--data", folder, "--as-of", "2007-08-03")
    for words, count in (("coverage", 4), ("schedule", 2), ("check", 1), ("show ke", 2)):
        ended = call(*words.split(), *place)
        told = commands(ended.out)
        assert len(told) == count
        for command in told:
            dry = ["--dry-run"] if command[0] == "edit" else []
            again = call(*command, *dry, cwd=tmp_path)
            assert again.code in {0, 1}, again.err
            day = None if command[0] == "edit" else "2007-08-03"
            assert ("--as-of" in command) is (day is not None)
            assert command[command.index("--data") + 1] == str(folder)


def test_nothing_is_carried_where_nothing_was_named(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": RECORDS})
    for words in ("coverage", "schedule", "check", "show ke"):
        assert "--data" not in call(*words.split(), cwd=folder).out
        named = {"SEMINARS_DATA": str(folder)}
        assert "--data" not in call(*words.split(), env=named).out


def test_a_file_and_a_plan_carry_them_too(call: Run, tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    place = ("-d", "data", "--as-of", date(2007, 8, 3).isoformat())
    assert call("plan", "--assess", *place, "-o", path, cwd=ROOT).code == 0
    assert path.read_text("utf-8").rstrip().endswith(
        "→ seminars plan --changes 14 --data data --as-of 2007-08-03"
    )  # fmt: skip
