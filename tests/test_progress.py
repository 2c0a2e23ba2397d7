"""Progress: a terminal is told the step under way, and nothing of it stays."""

from __future__ import annotations

import os
import pty
import sys
import time
from typing import TYPE_CHECKING

from tests.planned import AS_OF, programme

from seminars.model.programme import Limit, Planning, Request
from seminars.output.progress import progress
from seminars.planning.proposal import assess, plan

if TYPE_CHECKING:
    import pytest


def test_a_terminal_is_told_the_step_and_the_line_is_gone_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    master, slave = pty.openpty()
    with os.fdopen(slave, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setenv("TERM", "xterm")
        with progress() as tell:
            tell("the best [red]programme\x1b")
            time.sleep(0.3)  # the line is drawn from time to time
        terminal.flush()
        said = os.read(master, 65536).decode()
    os.close(master)
    assert "the best [red]programme" in said
    assert "programme\x1b" not in said.replace("\x1b[", "")
    assert said.endswith("\x1b[?25h\r\x1b[1A\x1b[2K")


def test_what_is_no_terminal_is_told_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as tell:
        tell("the best programme")
    assert capsys.readouterr() == ("", "")


def test_each_step_of_a_plan_is_told() -> None:
    steps: list[str] = []
    requests = (Request("r-1", "AA", ("pay",)), Request("r-2", "BB", ("pay",)))
    given = programme(requests=requests)
    plan(given, AS_OF, tell=steps.append)
    assert steps == [
        "the best programme", "the best programme with request r-2",
        "the best programme with more seminars",
    ]  # fmt: skip
    steps.clear()
    window = given.planning.window
    clashing = Planning(window=window, seminars=1, limits=(Limit(theme="pay", minimum=2),))
    assess(programme(planning=clashing), AS_OF, tell=steps.append)
    assert steps == [
        "the best programme", "no plan keeps every rule; the programme that breaks least",
        "which rules clash",
    ]  # fmt: skip
