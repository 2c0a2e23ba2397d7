"""The standing proposals scored, for people: what they bring and break, what would be best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.output.blocks import Block, Column, Grid, Span, line
from seminars.output.plan.words import figure_of, when, worth
from seminars.output.text import plural
from seminars.planning.reasons import PART_TITLES
from seminars.planning.words import figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seminars.planning.proposal import Assessment, Proposal
    from seminars.planning.score import Part


def assessment_view(assessment: Assessment) -> Iterator[Block]:
    """Before and after in one line each, the broken rules, the difference from the plan."""
    standing, best = assessment.standing, assessment.best
    yield line(
        Span(
            f"{plural(len(standing.proposals), 'proposal')} in the records, worth "
            f"{figure(standing.objective)}",
            "title",
        )
    )
    rows = [
        (proposed.choice.standing or "", when(proposed.choice), worth(proposed))
        for proposed in standing.proposals
    ]
    if rows:
        heads = (Column("", kept=True), Column(""), Column("adds to the score"))
        yield Grid(heads, rows, indent=2)
    yield line()
    yield from _before_and_after(standing)
    yield line()
    yield from _broken(standing)
    yield line()
    yield from _compared_scores(standing.parts, best)
    yield line()
    yield _difference(assessment)


def _before_and_after(standing: Proposal) -> Iterator[Block]:
    cells, states = len(standing.coverage), len(standing.facts.roll)
    for word, reached, covered in (
        ("before", standing.reached_before, standing.covered_before),
        ("after ", standing.reached_after, standing.covered_after),
    ):
        yield line(
            f"{word}  {reached} of {states} states reached or to be reached · "
            f"{covered} of {cells} cells covered"
        )


def _broken(standing: Proposal) -> Iterator[Block]:
    if not standing.breaks:
        yield line(Span("every rule is kept", "current"))
        return
    yield line(Span(f"{plural(len(standing.breaks), 'rule')} broken", "error"))
    broken = [(breach.rule, breach.message) for breach in standing.breaks]
    yield Grid((Column("", kept=True), Column("")), broken, indent=2)


def _difference(assessment: Assessment) -> Block:
    if assessment.best.status == "infeasible":
        return line("no plan keeps every rule; `seminars plan` shows which rules clash")
    if not assessment.changes:
        return line("what stands in the records is the best plan")
    more = assessment.difference
    told = f"{figure(abs(more))} {'more' if more >= 0 else 'less, and keeps every rule'}"
    return line(
        f"the plan is worth {told}, with {plural(assessment.changes, 'change')} → ",
        Span(f"seminars plan --changes {assessment.changes}", "command"),
    )


def _compared_scores(parts: Iterable[Part], best: Proposal) -> Iterator[Block]:
    of_best = {part.name: part for part in best.parts}
    rows = [
        (PART_TITLES[part.name], figure_of(part), figure_of(of_best[part.name])) for part in parts
    ]
    heads = (Column(""), Column("as it stands", right=True), Column("best plan", right=True))
    yield Grid(heads, rows)
