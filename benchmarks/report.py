"""The paper of 1,000 records: page and Markdown against `coverage`, DOCX in seconds."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measure import SEMINARS, Row, compared, print_table, run_once
from benchmarks.reading import write_programme

RECORDS = 1_000
RUNS = 7
DAY = ("--as-of", "2009-01-01")


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        folder = write_programme(Path(place) / "programme", RECORDS)
        data = ("--data", str(folder), *DAY)
        coverage = [*SEMINARS, "coverage", *data]
        rows = []
        for form, name in (("md", "Markdown"), ("html", "page")):
            ours = [*SEMINARS, "report", *data, "-f", form]
            ratio, own, other = compared(ours, coverage, RUNS)
            detail = f"{own:.3f} s against {other:.3f} s"
            rows.append(Row(f"{name} / coverage", ratio, 1.5, detail))
        docx = [*SEMINARS, "report", *data, "-o", str(Path(place) / "paper.docx")]
        seconds = min(run_once(docx).seconds for _ in range(3))
        rows.append(Row("DOCX, in seconds", seconds, 3, "best of three"))
    print_table(f"The paper of {RECORDS:,} records", rows)
