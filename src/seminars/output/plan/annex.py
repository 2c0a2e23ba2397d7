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
    for conflict in proposal.conflicts:
        message, relax = conflict_message(proposal, conflict), conflict_relax(proposal, conflict)
        texts.append(f"- {escape(message)}: {escape(relax)}")
    return [*texts, *([""] if proposal.conflicts else [])]


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
    titles = {term.id: term.title for term in (*programme.regions, *programme.themes)}
    return [
        "| Region | Theme | Before | After |", "|---|---|--:|--:|",
        *(
            f"| {escape(titles[cell.row])} | {escape(titles[cell.column])} "
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
