"""A plan for people, as JSON, and as the annex of a paper. Computes nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from seminars.output.blocks import Block, Column, Grid, Span, line
from seminars.output.changes import diff_view, done_view
from seminars.output.data import record
from seminars.output.text import enumerated, long_day, plural, short_span
from seminars.planning.drafts import drafts, to_edit
from seminars.planning.reasons import (
    PART_TITLES,
    asked_for,
    conflict_message,
    conflict_relax,
    figure,
    name,
    reasons,
    sensed,
    why_not,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seminars.editing.store import Outcome
    from seminars.model.record import Seminar
    from seminars.output.data import Json
    from seminars.planning.choice import Choice
    from seminars.planning.proposal import Assessment, Move, Proposal, Proposed
    from seminars.planning.score import Part


def plan_view(proposal: Proposal) -> Iterator[Block]:
    """The answer, its seminars with their reasons, then what it was weighed against."""
    yield _head(proposal)
    yield line(Span(_standing(proposal), "dim"))
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
    yield line(Span("→ ", "dim"), Span("seminars plan --assess · seminars plan --write", "command"))


def _head(proposal: Proposal) -> tuple[Span | str, ...]:
    facts = proposal.facts
    head = "no plan keeps every rule" if proposal.status == "infeasible" else (
        f"{plural(len(proposal.proposals), 'seminar')} proposed, worth {figure(proposal.objective)}"
    )  # fmt: skip
    costs = sum((p.choice.cost or Fraction(0) for p in proposal.proposals), Fraction(0))
    if costs and proposal.status != "infeasible":
        budget = proposal.rules.budget
        of_budget = f" of {float(budget):,.0f}" if budget else ""
        head += f", for {_money(proposal, costs)}{of_budget}"
    window = f"{long_day(facts.begins)} to {long_day(facts.ends)}"
    return (Span(f"{facts.programme.title} · {window}: {head}", "title"),)


def _standing(proposal: Proposal) -> str:
    if proposal.status == "optimal":
        return "proved best: no other choice under these rules and weights is worth more"
    if proposal.status == "infeasible":
        return "the rules clash; each figure below would be enough by itself to free this clash"
    return f"not proved best: the best choice may be worth {proposal.gap:.2%} more, and no more"


def _conflicts(proposal: Proposal) -> Iterator[Block]:
    rows = [
        (conflict.rule, conflict_message(proposal, conflict), conflict_relax(proposal, conflict))
        for conflict in proposal.conflicts
    ]
    heads = (Column("Rule", kept=True), Column("asks"), Column("would be free with"))
    yield Grid(heads, rows, lambda _, column: "error" if column == 0 else "", indent=2)


def _proposals(proposal: Proposal) -> Iterator[Block]:
    for proposed, seminar in zip(proposal.proposals, drafts(proposal), strict=True):
        place = _place(proposal, proposed, seminar)
        kept = " (stands in the records)" if proposed.choice.standing else ""
        kept = " (stands there, moved)" if proposed.moves else kept
        yield line(
            Span(_when(proposed.choice), "title"), "  ", Span(place, "title"), f"  {seminar.title}",
            Span(f"  {seminar.id}{kept}", "dim"),
        )  # fmt: skip
        for reason in reasons(proposal, proposed):
            yield line(f"  – {reason}")
        yield line(Span(f"  {_price(proposal, proposed)}worth {_sum(proposed)}", "dim"))
        yield line()


def _place(proposal: Proposal, proposed: Proposed, seminar: Seminar) -> str:
    parts = (seminar.city, name(proposal.facts, proposed.choice.country))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _price(proposal: Proposal, proposed: Proposed) -> str:
    cost = proposed.choice.cost
    return "" if cost is None else f"costs {_money(proposal, cost)}; "


def _money(proposal: Proposal, amount: Fraction) -> str:
    return f"{proposal.facts.programme.currency or ''} {float(amount):,.0f}".strip()


def _when(choice: Choice) -> str:
    if choice.begins is None or choice.ends is None:
        return "no dates"
    span = f"{short_span(choice.begins, choice.ends)} {choice.ends.year}"
    return span if choice.exact else f"some time, {span}"


def _sum(proposed: Proposed) -> str:
    parts = " ".join(
        f"{'−' if part.value < 0 else '+'} {PART_TITLES[part.name]} {figure(abs(part.value))}"
        for part in proposed.adds
        if part.value
    )
    return f"{figure(proposed.value)} = {parts.removeprefix('+ ')}"


def _score(parts: Iterable[Part], total: Fraction) -> Iterator[Block]:
    rows = [
        (PART_TITLES[part.name], _number(part.weight), _signed(part.amount, 2), figure_of(part))
        for part in parts
    ]
    rows.append(("Score", "", "", figure(total)))
    heads = (
        Column(""), Column("weight", right=True), Column("amount", right=True),
        Column("value", right=True),
    )  # fmt: skip
    yield Grid(heads, rows, lambda row, _: "title" if row == len(rows) - 1 else "")


def figure_of(part: Part) -> str:
    """The value of a part, with its sign where it is taken off."""
    return _signed(part.value, 1)


def _signed(amount: Fraction, places: int) -> str:
    return f"{float(amount):.{places}f}".replace("-", "−")


def _number(amount: Fraction) -> str:
    return str(amount.numerator) if amount.denominator == 1 else str(float(amount))


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
    if move.choice is None or move.what != "moved":
        return ""
    return f"to {_when(move.choice)}, on {', '.join(move.choice.themes)}"


def _compared(proposal: Proposal) -> Iterator[Block]:
    if proposal.runners:
        yield line(Span("Not in the plan", "title"))
        rows = [(asked_for(proposal, r), why_not(proposal, r)) for r in proposal.runners]
        yield Grid((Column("", kept=True), Column("")), rows, indent=2)
        yield line()
    if proposal.sensitivity:
        yield line(Span("What other rules would bring", "title"))
        for change in proposal.sensitivity:
            yield line(f"  {sensed(proposal, change)}")
        yield line()


def _caveats(proposal: Proposal) -> Iterator[Block]:
    for caveat in caveats(proposal):
        yield line(Span("Caveat: ", "warning"), caveat)


def caveats(proposal: Proposal) -> list[str]:
    """What a reader of the plan must know."""
    found = []
    if proposal.no_holiday_data:
        names = [name(proposal.facts, code) for code in proposal.no_holiday_data]
        found.append(f"no data on the public holidays of {enumerated(names)}")
    if proposal.no_ramadan_data:
        found.append("no data on Ramadan in these years")
    unknown = sum(proposed.choice.cost is None for proposed in proposal.proposals)
    if unknown:
        found.append(f"the cost of {plural(unknown, 'seminar')} is not known and counts as none")
    if proposal.facts.programme.packaged_roll:
        found.append("regions as in the packaged roll, whose allocation is not sourced")
    return found


def assessment_view(assessment: Assessment) -> Iterator[Block]:
    """Before and after in one line each, the broken rules, the difference from the plan."""
    standing, best = assessment.standing, assessment.best
    facts = standing.facts
    yield line(
        Span(
            f"{plural(len(standing.proposals), 'proposal')} in the records, worth "
            f"{figure(standing.objective)}",
            "title",
        )
    )
    rows = [
        (proposed.choice.standing or "", _when(proposed.choice), _sum(proposed))
        for proposed in standing.proposals
    ]
    yield Grid((Column("", kept=True), Column(""), Column("worth")), rows, indent=2)
    yield line()
    before = len(facts.reached & facts.roll.keys())
    covered = sum(cell.before > 0 for cell in standing.coverage)
    after = sum(cell.after > 0 for cell in standing.coverage)
    cells = len(standing.coverage)
    states = _newly(standing)
    yield line(
        f"before  {before} of {len(facts.roll)} states reached · {covered} of {cells} cells covered"
    )
    yield line(
        f"after   {before + states} of {len(facts.roll)} states reached · "
        f"{after} of {cells} cells covered"
    )
    yield line()
    if standing.breaks:
        yield line(Span(f"{plural(len(standing.breaks), 'rule')} broken", "error"))
        broken = [(breach.rule, breach.message) for breach in standing.breaks]
        yield Grid((Column("", kept=True), Column("")), broken, indent=2)
    else:
        yield line(Span("every rule is kept", "current"))
    yield line()
    yield from _compared_scores(standing.parts, best)
    yield line()
    if best.status == "infeasible":
        yield line("no plan keeps every rule; `seminars plan` shows which rules clash")
    else:
        yield line(
            f"the plan is worth {figure(assessment.difference)} more, with "
            f"{plural(assessment.changes, 'change')} → ",
            Span(f"seminars plan --changes {assessment.changes}", "command"),
        )


def _newly(proposal: Proposal) -> int:
    facts = proposal.facts
    coming = {proposed.choice.country for proposed in proposal.proposals}
    coming |= {code for proposed in proposal.proposals for code in proposed.invited}
    return len((coming & facts.roll.keys()) - facts.reached)


def _compared_scores(parts: Iterable[Part], best: Proposal) -> Iterator[Block]:
    of_best = {part.name: part for part in best.parts}
    rows = [
        (PART_TITLES[part.name], figure_of(part), figure_of(of_best[part.name])) for part in parts
    ]
    heads = (Column(""), Column("as it stands", right=True), Column("best plan", right=True))
    yield Grid(heads, rows)


def written_view(proposal: Proposal, outcome: Outcome, *, dry_run: bool) -> Iterator[Block]:
    """What was written, and the commands for what is a person's to change."""
    if dry_run:
        yield from diff_view(outcome.diff)
    yield done_view("written", len(outcome.ids), outcome.file, dry_run=dry_run)
    for command in to_edit(proposal):
        yield line(Span("→ ", "dim"), Span(command, "command"))


# JSON


def written_data(outcome: Outcome | None) -> Json:
    """What was written, beside the data of `plan`; nothing without `--write`."""
    if outcome is None:
        return {}
    return {"changed": list(outcome.ids), "file": outcome.file, "diff": outcome.diff}


def plan_data(proposal: Proposal) -> Json:
    """The data of `plan`."""
    facts = proposal.facts
    return {
        "status": proposal.status,
        "objective": float(proposal.objective),
        "bound": proposal.bound,
        "gap": proposal.gap,
        "window": {"begins": facts.begins.isoformat(), "ends": facts.ends.isoformat()},
        "score": [_part(part) for part in proposal.parts],
        "proposals": [
            {
                **record(seminar, facts.as_of),
                "reasons": reasons(proposal, proposed),
                "value": float(proposed.value),
                "adds": [_part(part) for part in proposed.adds],
                "alike": list(proposed.alike),
                "standing": proposed.choice.standing or proposed.moves,
            }
            for proposed, seminar in zip(proposal.proposals, drafts(proposal), strict=True)
        ],
        "runners_up": [
            {
                "what": runner.kind, "id": runner.id, "country": runner.country,
                "kind": runner.what, "why_not": why_not(proposal, runner),
                "loss": None if runner.loss is None else float(runner.loss),
            }
            for runner in proposal.runners
        ],
        "coverage": [
            {"row": cell.row, "column": cell.column, "before": cell.before, "after": cell.after}
            for cell in proposal.coverage
        ],
        "conflicts": [
            {
                "rule": conflict.rule, "message": conflict_message(proposal, conflict),
                "relax": conflict_relax(proposal, conflict),
            }
            for conflict in proposal.conflicts
        ],
        "breaks": [{"rule": b.rule, "message": b.message} for b in proposal.breaks],
        "sensitivity": [
            {
                "change": s.change, "status": s.status, "message": sensed(proposal, s),
                "gain": None if s.gain is None else float(s.gain),
            }
            for s in proposal.sensitivity
        ],
        "changes": [
            {
                "what": move.what, "standing": move.standing,
                "country": move.choice.country if move.choice else None,
            }
            for move in proposal.moves
        ],
        "caveats": caveats(proposal),
    }  # fmt: skip


def assessment_data(assessment: Assessment) -> Json:
    """The data of `plan --assess`: of the standing proposals, with the best plan beside."""
    best = assessment.best
    return {
        **plan_data(assessment.standing),
        "best": {
            "status": best.status, "objective": float(best.objective), "bound": best.bound,
            "score": [_part(part) for part in best.parts],
        },
        "difference": float(assessment.difference),
        "changes_to_best": assessment.changes,
    }  # fmt: skip


def _part(part: Part) -> Json:
    return {
        "name": part.name,
        "weight": float(part.weight),
        "amount": float(part.amount),
        "value": float(part.value),
    }


# Markdown


def plan_annex(proposal: Proposal) -> str:
    """The annex of a paper: the seminars with their reasons, the score, the coverage."""
    return "\n".join([
        *_annex_head(proposal), *_annex_seminars(proposal), *_annex_score(proposal),
        *_annex_coverage(proposal), *_annex_compared(proposal),
    ])  # fmt: skip


def _annex_head(proposal: Proposal) -> list[str]:
    texts = ["# Proposed seminars", "", f"{_text(_head(proposal))}; {_standing(proposal)}.", ""]
    for conflict in proposal.conflicts:
        message, relax = conflict_message(proposal, conflict), conflict_relax(proposal, conflict)
        texts.append(f"- {_escaped(message)}: {_escaped(relax)}")
    return [*texts, *([""] if proposal.conflicts else [])]


def _annex_seminars(proposal: Proposal) -> list[str]:
    texts = ["| Dates | Place | Seminar | Reasons |", "|---|---|---|---|"]
    for proposed, seminar in zip(proposal.proposals, drafts(proposal), strict=True):
        cells = (
            _when(proposed.choice), _place(proposal, proposed, seminar), seminar.title,
            "; ".join(reasons(proposal, proposed)),
        )  # fmt: skip
        texts.append(f"| {' | '.join(_escaped(cell) for cell in cells)} |")
    return [*texts, ""]


def _annex_score(proposal: Proposal) -> list[str]:
    return [
        "| Part of the score | Weight | Amount | Value |", "|---|--:|--:|--:|",
        *(
            f"| {PART_TITLES[part.name]} | {_number(part.weight)} | {_signed(part.amount, 2)} "
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
            f"| {_escaped(titles[cell.row])} | {_escaped(titles[cell.column])} "
            f"| {cell.before} | {cell.after} |"
            for cell in proposal.coverage
            if cell.before != cell.after
        ),
        "",
    ]  # fmt: skip


def _annex_compared(proposal: Proposal) -> list[str]:
    runners = [
        f"- {_escaped(asked_for(proposal, r))}: {_escaped(why_not(proposal, r))}"
        for r in proposal.runners
    ]
    others = [f"- {_escaped(sensed(proposal, change))}" for change in proposal.sensitivity]
    notes = [f"- {_escaped(caveat)}" for caveat in caveats(proposal)]
    texts = ["Not in the plan:", "", *runners, ""] if runners else []
    texts += ["What other rules would bring:", "", *others, ""] if others else []
    return [*texts, *(["Caveats:", "", *notes, ""] if notes else [])]


def _text(spans: tuple[Span | str, ...]) -> str:
    return "".join(span.text if isinstance(span, Span) else span for span in spans)


def _escaped(text: str) -> str:
    r"""Text that Markdown shows as it is: `\`, `|`, `*`, `_`, backticks, angle brackets, lines."""
    marks = str.maketrans({mark: f"\\{mark}" for mark in "\\|*_`<>[]#"} | {"\n": " ", "\r": " "})
    return text.translate(marks)
