"""The plan as the annex of a paper, in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.output.paper.markdown import escape
from seminars.output.plan.view import headline, standing
from seminars.output.plan.words import caveats, figure_of, place, plain_number, signed, when
from seminars.planning.drafts import drafts
from seminars.planning.reasons import (
    PART_TITLES,
    asked_for,
    conflict_message,
    conflict_relax,
    reasons,
    sensed,
    why_not,
)
from seminars.planning.words import figure

if TYPE_CHECKING:
    from seminars.planning.proposal import Proposal


def plan_annex(proposal: Proposal) -> str:
    """The annex of a paper: the seminars with their reasons, the score, the coverage."""
    return "\n".join([
        *_annex_head(proposal), *_annex_seminars(proposal), *_annex_score(proposal),
        *_annex_coverage(proposal), *_annex_compared(proposal),
    ])  # fmt: skip


def _annex_head(proposal: Proposal) -> list[str]:
    texts = ["# Proposed seminars", "", f"{escape(headline(proposal))}; {standing(proposal)}.", ""]
    clashing = [
        f"- {escape(conflict_message(proposal, c))}: {escape(conflict_relax(proposal, c))}"
        for c in proposal.conflicts
    ]
    broken = [f"- {escape(breach.rule)}: {escape(breach.message)}" for breach in proposal.breaks]
    texts += [*clashing, ""] if clashing else []
    return [*texts, *(["The programme that breaks least:", "", *broken, ""] if broken else [])]


def _annex_seminars(proposal: Proposal) -> list[str]:
    texts = ["| Dates | Place | Seminar | Reasons |", "|---|---|---|---|"]
    for proposed, seminar in zip(proposal.proposals, drafts(proposal), strict=True):
        cells = (
            when(proposed.choice), place(proposal, proposed, seminar), seminar.title,
            "; ".join(reasons(proposal, proposed)),
        )  # fmt: skip
        texts.append(f"| {' | '.join(escape(cell) for cell in cells)} |")
    return [*texts, ""]


def _annex_score(proposal: Proposal) -> list[str]:
    return [
        "| Part of the score | Weight | Amount | Value |", "|---|--:|--:|--:|",
        *(
            f"| {PART_TITLES[part.name]} | {plain_number(part.weight)} | {signed(part.amount, 2)} "
            f"| {figure_of(part)} |"
            for part in proposal.parts
        ),
        f"| **Score** | | | **{figure(proposal.objective)}** |", "",
    ]  # fmt: skip


def _annex_coverage(proposal: Proposal) -> list[str]:
    programme = proposal.facts.programme
    regions, themes = (
        {term.id: term.title for term in terms} for terms in (programme.regions, programme.themes)
    )
    return [
        "| Region | Theme | Before | After |", "|---|---|--:|--:|",
        *(
            f"| {escape(regions[cell.row])} | {escape(themes[cell.column])} "
            f"| {cell.before} | {cell.after} |"
            for cell in proposal.coverage
            if cell.before != cell.after
        ),
        "",
    ]  # fmt: skip


def _annex_compared(proposal: Proposal) -> list[str]:
    runners = [
        f"- {escape(asked_for(proposal, r))}: {escape(why_not(proposal, r))}"
        for r in proposal.runners
    ]
    if proposal.more_runners:
        runners.append(f"- and {proposal.more_runners} more")
    others = [f"- {escape(sensed(proposal, change))}" for change in proposal.sensitivity]
    notes = [f"- {escape(caveat)}" for caveat in caveats(proposal)]
    texts = ["Not in the plan:", "", *runners, ""] if runners else []
    texts += ["What other rules would bring:", "", *others, ""] if others else []
    return [*texts, *(["Caveats:", "", *notes, ""] if notes else [])]
