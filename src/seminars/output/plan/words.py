"""The words that the views of a plan have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.coverage import UNSOURCED
from seminars.output.text import enumerated, plural, short_span
from seminars.planning.reasons import PART_TITLES
from seminars.planning.words import figure, name

if TYPE_CHECKING:
    from fractions import Fraction

    from seminars.model.record import Seminar
    from seminars.planning.choice import Choice
    from seminars.planning.proposal import Proposal, Proposed
    from seminars.planning.score import Part


def place(proposal: Proposal, proposed: Proposed, seminar: Seminar) -> str:
    """City and country."""
    parts = (seminar.city, name(proposal.facts, proposed.choice.country))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def when(choice: Choice) -> str:
    """The days, or what is known of them."""
    if choice.begins is None or choice.ends is None:
        return "no dates"
    span = f"{short_span(choice.begins, choice.ends)} {choice.ends.year}"
    return span if choice.exact else f"some time, {span}"


def worth(proposed: Proposed) -> str:
    """What a seminar adds to the score, and to which of its parts."""
    parts = " ".join(
        f"{'−' if part.value < 0 else '+'} {PART_TITLES[part.name]} {figure(abs(part.value))}"
        for part in proposed.adds
        if part.value
    )
    return f"{figure(proposed.value)} = {parts.removeprefix('+ ')}"


def figure_of(part: Part) -> str:
    """The value of a part, with its sign where it is taken off."""
    return signed(part.value, 1)


def signed(amount: Fraction, places: int) -> str:
    """A figure with a minus sign where it is negative."""
    return f"{float(amount) + 0.0:.{places}f}".replace("-", "−")


def plain_number(amount: Fraction) -> str:
    """A weight as it is written."""
    return str(amount.numerator) if amount.denominator == 1 else str(float(amount))


def caveats(proposal: Proposal) -> list[str]:
    """What a reader of the plan must know."""
    found = []
    if proposal.no_holiday_data:
        names = [name(proposal.facts, code) for code in proposal.no_holiday_data]
        found.append(f"no data on the public holidays of {enumerated(names)}")
    if proposal.no_ramadan_data:
        found.append("no data on Ramadan in these years")
    if proposal.unknown_costs:
        unpriced = plural(proposal.unknown_costs, "seminar")
        found.append(f"the cost of {unpriced} is not known and counts as none")
    made_up = illustrative(proposal)
    if made_up:
        found.append(f"illustrative: {enumerated(made_up)}")
    if proposal.facts.programme.packaged_roll:
        found.append(UNSOURCED)
    return found


def illustrative(proposal: Proposal) -> list[str]:
    """How much of what the plan rests on is made up: records, requests, offers."""
    facts = proposal.facts
    records = [s.provenance for s in (*facts.fixed, *facts.standing)]
    requests = [open_request.request.provenance for open_request in facts.requests]
    offers = [offer.provenance for offer in facts.offers]
    return [
        f"{known.count('illustrative')} of {plural(len(known), one)}"
        for one, known in (("record", records), ("request", requests), ("offer", offers))
        if "illustrative" in known
    ]
