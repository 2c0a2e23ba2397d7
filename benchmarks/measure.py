"""Whole processes, measured in turn: A B A B …, so that a drift of the machine meets both."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Command = list[str]

PYTHON = sys.executable
SEMINARS = [PYTHON, "-m", "seminars"]


@dataclass(frozen=True)
class Run:
    """One finished process: processor time in seconds, peak memory in bytes."""

    seconds: float
    peak: int


@dataclass(frozen=True)
class Row:
    """A line of the table: what was compared, the ratio, and the bound it should keep to."""

    what: str
    ratio: float
    bound: float
    detail: str


def run_once(command: Command) -> Run:
    """Run a command to its end, its output thrown away."""
    null = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    os.close(null)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def compared(ours: Command, theirs: Command, runs: int) -> tuple[float, float, float]:
    """The median ratio of processor time, pair by pair, and both medians in seconds."""
    run_once(ours)
    run_once(theirs)
    pairs = [(run_once(ours).seconds, run_once(theirs).seconds) for _ in range(runs)]
    return (
        median(ours / theirs for ours, theirs in pairs),
        median(ours for ours, _ in pairs),
        median(theirs for _, theirs in pairs),
    )


def print_table(title: str, rows: Sequence[Row]) -> None:
    """Print what was measured, and whether it keeps to its bound."""
    width = max(len(row.what) for row in rows)
    print(f"\n{title}")
    print(f"{'':{width}}   ratio   bound")
    for row in rows:
        verdict = "" if row.ratio <= row.bound else "   MISSED"
        print(f"{row.what:{width}}  {row.ratio:6.2f}  {row.bound:6.2f}   {row.detail}{verdict}")
