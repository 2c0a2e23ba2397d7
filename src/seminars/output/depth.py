"""Coverage in depth, shown: targets, and the least developed states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.targets import SUBJECTS, narrowing
from seminars.output.blocks import Block, Column, Grid, Span, line
from seminars.output.coverage import Titles
from seminars.output.text import period_title, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seminars.analysis.coverage import Coverage
    from seminars.analysis.depth import Depth
    from seminars.analysis.targets import Progress, TargetReport
    from seminars.model.programme import Programme
    from seminars.output.data import Json


def depth_view(programme: Programme, answer: Coverage, found: Depth) -> Iterator[Block]:
    """The targets as far as they compare; nothing where the programme has none."""
    if found.targets.progress or found.targets.left_out:
        yield from _targets(found.targets, Titles(programme, answer))
        yield line()


def _targets(found: TargetReport, titles: Titles) -> Iterator[Block]:
    period = period_title(found.period)
    if found.another_period:
        yield line(Span(f"Targets are for {period}: leave --period out", "dim"))
        return
    if found.progress:
        yield _target_grid(found, titles, period)
    if found.left_out:
        left = plural(found.left_out, "target")
        yield line(Span(f"{left} left out: these filters narrow the seminars they count", "dim"))


def _target_grid(found: TargetReport, titles: Titles, period: str) -> Grid:
    heads = (f"Targets for {period}", "Planned", "Held", "Scheduled", "Missing", "Proposed")
    rows = [_target_row(part, titles) for part in found.progress]
    columns = [Column(head, kept=at > 0, right=at > 0) for at, head in enumerate(heads)]
    missing = heads.index("Missing")
    return Grid(
        columns, rows,
        lambda row, at: "warning" if at == missing and rows[row][at] != "0" else "",
    )  # fmt: skip


def _target_row(part: Progress, titles: Titles) -> list[str]:
    subjects = [titles(name, value) for name, value in narrowing(part.target)]  # type: ignore[arg-type]  # a subject is a dimension
    about = ", ".join(subjects) or "All seminars"
    counts = (
        part.target.seminars, len(part.held), len(part.scheduled), part.missing,
        len(part.proposed),
    )  # fmt: skip
    return [about[:1].upper() + about[1:], *map(str, counts)]


def depth_data(found: Depth) -> Json:
    """What `coverage` adds to its data: `least_developed` and the targets."""
    least, targets = found.least, found.targets
    return {
        "least_developed": {
            "roll": len(least.roll), "hosted": len(least.hosted), "reached": len(least.reached),
            "never": list(least.never),
        },
        "targets": [
            {
                **{name: getattr(part.target, name) for name in SUBJECTS},
                "planned": part.target.seminars,
                "held": len(part.held),
                "scheduled": len(part.scheduled),
                "proposed": len(part.proposed),
                "missing": part.missing,
                "seminars": [s.id for s in (*part.held, *part.scheduled)],
            }
            for part in targets.progress
        ],
        "targets_period": targets.period.text,
        "targets_left_out": targets.left_out,
    }  # fmt: skip
