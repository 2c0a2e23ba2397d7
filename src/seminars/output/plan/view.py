"""A plan for people: the answer, its seminars with their reasons, what it was weighed against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.output.blocks import Block, Column, Grid, Span, line
from seminars.output.hints import hint
from seminars.output.plan.words import caveats, figure_of, place, plain_number, signed, when, worth
from seminars.output.text import long_day, plural
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
from seminars.planning.words import figure, money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from seminars.planning.proposal import Move, Proposal, Proposed
    from seminars.planning.score import Part


def plan_view(proposal: Proposal) -> Iterator[Block]:
    """The answer, its seminars with their reasons, then what it was weighed against."""
    yield _head(proposal)
    yield line(Span(standing(proposal), "dim"))
    if proposal.conflicts:
        yield line()
        yield from _conflicts(proposal)
    yield line()
    if proposal.breaks:
        yield line(Span("The programme that breaks least", "title"))
        yield Grid(
            (Column("", kept=True), Column("")),
            [(breach.rule, breach.message) for breach in proposal.breaks], indent=2,
        )  # fmt: skip
        yield line()
    yield from _proposals(proposal)
    yield from _score(proposal.parts, proposal.objective)
    yield line()
    yield from _before_after(proposal)
    yield from _moves(proposal)
    yield from _compared(proposal)
    yield from _caveats(proposal)
    further = ["seminars plan --assess"]
    if proposal.status != "infeasible":
        further.append(f"seminars plan --write{_asked(proposal)}")
    yield hint(*further)


def _asked(proposal: Proposal) -> str:
    """What the plan was asked to keep, as options."""
    rules = proposal.rules
    changes = "" if rules.changes is None else f" --changes {rules.changes}"
    return "".join(f" --pin {pin}" for pin in rules.pins) + changes


def _head(proposal: Proposal) -> tuple[Span | str, ...]:
    return (Span(headline(proposal), "title"),)


def headline(proposal: Proposal) -> str:
    """Title, window, and the answer in one line."""
    facts = proposal.facts
    window = f"{long_day(facts.begins)} to {long_day(facts.ends)}"
    return f"{facts.programme.title} · {window}: {_answer(proposal)}"


def _answer(proposal: Proposal) -> str:
    if proposal.status == "infeasible":
        return "no plan keeps every rule"
    answer = f"{plural(len(proposal.proposals), 'seminar')} proposed, worth "
    answer += figure(proposal.objective)
    if not proposal.cost:
        return answer
    budget = proposal.rules.budget
    of_budget = f" of {money(proposal.facts, budget)}" if budget is not None else ""
    return f"{answer}, for {money(proposal.facts, proposal.cost)}{of_budget}"


def standing(proposal: Proposal) -> str:
    """What is proved of the answer."""
    if proposal.status == "optimal":
        return "proved best: no other choice under these rules and weights is worth more"
    if proposal.status == "infeasible":
        behind = ", and others stand behind it" if _more_behind(proposal) else ""
        return f"the rules clash; any one of these figures would free this clash{behind}"
    return (
        f"not proved best: the best choice may be worth {proposal.gap or 0:.2%} more, and no more"
    )


def _more_behind(proposal: Proposal) -> bool:
    return not all(conflict.enough for conflict in proposal.conflicts)


def _conflicts(proposal: Proposal) -> Iterator[Block]:
    rows = [
        (conflict.rule, conflict_message(proposal, conflict), conflict_relax(proposal, conflict))
        for conflict in proposal.conflicts
    ]
    heads = (Column("Rule", kept=True), Column("asks"), Column("would be free with"))
    yield Grid(heads, rows, lambda _, column: "error" if column == 0 else "", indent=2)


def _proposals(proposal: Proposal) -> Iterator[Block]:
    for proposed, seminar in zip(proposal.proposals, drafts(proposal), strict=True):
        where = place(proposal, proposed, seminar)
        kept = " (stands in the records)" if proposed.choice.standing else ""
        kept = " (stands there, moved)" if proposed.choice.moves else kept
        yield line(
            Span(when(proposed.choice), "title"), "  ", Span(where, "title"), f"  {seminar.title}",
            Span(f"  {seminar.id}{kept}", "dim"),
        )  # fmt: skip
        told = [("–", reason) for reason in reasons(proposal, proposed)]
        yield Grid((Column("", kept=True), Column("")), told, indent=2)
        figures = f"{_price(proposal, proposed)}adds {worth(proposed)}"
        yield Grid((Column(""),), [(figures,)], lambda *_: "dim", indent=2)
        yield line()


def _price(proposal: Proposal, proposed: Proposed) -> str:
    cost = proposed.choice.cost
    return "" if cost is None else f"costs {money(proposal.facts, cost)}; "


def _score(parts: Iterable[Part], total: Fraction) -> Iterator[Block]:
    rows = [
        (PART_TITLES[part.name], plain_number(part.weight), signed(part.amount, 2), figure_of(part))
        for part in parts
    ]
    rows.append(("Score", "", "", figure(total)))
    heads = (
        Column(""), Column("weight", right=True), Column("amount", right=True),
        Column("value", right=True),
    )  # fmt: skip
    yield Grid(heads, rows, lambda row, _: "title" if row == len(rows) - 1 else "")


def _before_after(proposal: Proposal) -> Iterator[Block]:
    programme = proposal.facts.programme
    cells = {(cell.row, cell.column): cell for cell in proposal.coverage}
    rows = [
        (
            region.title,
            *(
                f"{cell.before} → {cell.after}" if cell.before != cell.after else str(cell.before)
                for theme in programme.themes
                for cell in [cells[region.id, theme.id]]
            ),
        )
        for region in programme.regions
    ]
    yield line(Span("Coverage of the period, before → after", "title"))
    yield Grid((Column(""), *(Column(theme.title) for theme in programme.themes)), rows)
    yield line()


def _moves(proposal: Proposal) -> Iterator[Block]:
    told = [move for move in proposal.moves if move.what != "added"]
    if not told:
        return
    yield line(Span("What stands in the records", "title"))
    rows = [(move.standing or "", move.what, _change(move)) for move in told]
    yield Grid((Column("", kept=True), Column(""), Column("")), rows, indent=2)
    yield line()


def _change(move: Move) -> str:
    if move.choice is None:
        return ""
    if move.what == "kept":
        return f"on {when(move.choice)}"
    return f"to {when(move.choice)}, on {', '.join(move.choice.themes)}"


def _compared(proposal: Proposal) -> Iterator[Block]:
    if proposal.runners:
        yield line(Span("Not in the plan", "title"))
        rows = [(asked_for(proposal, r), why_not(proposal, r)) for r in proposal.runners]
        yield Grid((Column("", kept=True), Column("")), rows, indent=2)
        if proposal.more_runners:
            yield line(f"  and {proposal.more_runners} more")
        yield line()
    if proposal.sensitivity:
        yield line(Span("What other rules would bring", "title"))
        changes = [(sensed(proposal, change),) for change in proposal.sensitivity]
        yield Grid((Column(""),), changes, indent=2)
        yield line()


def _caveats(proposal: Proposal) -> Iterator[Block]:
    for caveat in caveats(proposal):
        yield line(Span("Caveat: ", "warning"), caveat)
