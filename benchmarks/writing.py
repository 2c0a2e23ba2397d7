"""An edit in a large file, against reading that file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from benchmarks.measure import SEMINARS, Row, print_table, run_once
from benchmarks.reading import write_programme

RUNS = 7


def edit(folder: Path) -> Row:
    """One field of one record of 10,000: each run writes another value, so each run writes."""
    reading = [*SEMINARS, "list", "--data", str(folder)]
    changing = [*SEMINARS, "edit", "--data", str(folder), "s-005000"]
    run_once(reading)
    run_once([*changing, "participants=9"])
    pairs = [
        (run_once([*changing, f"participants={10 + at}"]), run_once(reading)) for at in range(RUNS)
    ]
    ratio = median(ours.seconds / theirs.seconds for ours, theirs in pairs)
    ours, theirs = (median(run.seconds for run in side) for side in zip(*pairs, strict=True))
    detail = f"{ours:.2f} s against {theirs:.2f} s of `list`"
    return Row("edit, 10,000 records", ratio, 3, detail)


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        row = edit(write_programme(Path(place) / "p", 10_000))
    print_table("Writing, processor time", [row])
