"""What `plan --write` wrote, and what it leaves to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.output.blocks import Block, line
from seminars.output.changes import diff_view, done_view
from seminars.output.hints import hint
from seminars.output.text import plural
from seminars.planning.drafts import left_out, to_edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seminars.editing.store import Outcome
    from seminars.planning.proposal import Proposal


def written_view(proposal: Proposal, outcome: Outcome, *, dry_run: bool) -> Iterator[Block]:
    """What was written, and the commands for what is a person's to change."""
    if dry_run:
        yield from diff_view(outcome.diff)
    yield done_view("written", len(outcome.ids), outcome.file, dry_run=dry_run)
    for command in to_edit(proposal):
        yield hint(command)
    if dropped := left_out(proposal):
        are = "is" if len(dropped) == 1 else "are"
        others = plural(len(dropped), "standing proposal")
        yield line(
            f"{others} {are} not in the plan, and stay in the records until you remove them:"
        )
        yield hint(f"seminars remove {' '.join(dropped)}")
