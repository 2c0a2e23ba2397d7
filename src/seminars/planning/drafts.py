"""The seminars of a plan as records that could stand in the programme, `proposed`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from seminars.model.period import parse_dates
from seminars.model.programme import fold
from seminars.model.record import Money, Origin, Seminar
from seminars.planning.reasons import joined, reasons

if TYPE_CHECKING:
    from collections.abc import Container
    from fractions import Fraction

    from seminars.planning.facts import Choice
    from seminars.planning.proposal import Proposal, Proposed

MARK = "Planned by `seminars plan`."
"""The first words of `notes` in a record that the planner wrote: it may replace what has them."""

_NOWHERE = Origin("", 0, 0, 0, 0)


def drafts(proposal: Proposal) -> tuple[Seminar, ...]:
    """A record for each seminar of the plan; the standing one where it keeps one."""
    programme = proposal.facts.programme
    known = {s.id for s in programme.seminars if not is_own(s)}
    found = []
    for proposed in proposal.proposals:
        record = draft(proposal, proposed, known)
        known.add(record.id)
        found.append(record)
    return tuple(found)


def draft(proposal: Proposal, proposed: Proposed, known: Container[str]) -> Seminar:
    """The record of one seminar; its id is new unless it keeps a standing proposal."""
    choice, programme = proposed.choice, proposal.facts.programme
    dates = parse_dates(_days(choice))
    standing = choice.standing or proposed.moves
    if standing is not None and not is_own(programme.by_id[standing]):
        return replace(programme.by_id[standing], dates=dates, themes=choice.themes)
    city = _city(proposal, proposed)
    answers = tuple(request.request.id for request in proposed.requests)
    return Seminar(
        id=_identity(choice, city, known),
        title=_title(proposal, choice),
        kind=choice.kind,
        region=choice.region,
        country=choice.country,
        city=city,
        dates=dates,
        status="proposed",
        themes=choice.themes,
        levels=choice.levels,
        invited=proposed.invited or (choice.country,),
        cost=Money(money_text(choice.cost)) if choice.cost is not None else None,
        answers=answers or None,
        notes=" ".join([MARK, *(f"{reason[:1].upper()}{reason[1:]}." for reason in
                                reasons(proposal, proposed))]),
        origin=_NOWHERE,
    )  # fmt: skip


def is_own(seminar: Seminar) -> bool:
    """Whether the planner wrote this record, and nobody has taken it over since."""
    return seminar.status == "proposed" and (seminar.notes or "").startswith(MARK)


def money_text(amount: Fraction) -> str:
    """An amount as a record has it: whole where it is."""
    return str(amount.numerator) if amount.denominator == 1 else f"{float(amount):.2f}"


def _days(choice: Choice) -> str:
    begins, ends = choice.begins, choice.ends
    if begins == ends or ends is None:
        return str(begins)
    return f"{begins}/{ends}"


def _city(proposal: Proposal, proposed: Proposed) -> str | None:
    offered = next((offer.city for offer in proposed.offers if offer.city), None)
    return offered or proposal.facts.roll[proposed.choice.country].capital


def _title(proposal: Proposal, choice: Choice) -> str:
    programme = proposal.facts.programme
    titles = [_capitals(term.title) for term in programme.themes if term.id in choice.themes]
    themes = "; ".join(titles) if any(" and " in title for title in titles) else joined(titles)
    if choice.kind == "national":
        return f"National Seminar on {themes}"
    region = next(term.title for term in programme.regions if term.id == choice.region)
    return f"Regional Seminar for {region} on {themes}"


def _capitals(title: str) -> str:
    small = {"and", "at", "for", "in", "of", "on", "the", "to"}
    return " ".join(
        word if word in small else f"{word[:1].upper()}{word[1:]}" for word in title.split()
    )


def _identity(choice: Choice, city: str | None, known: Container[str]) -> str:
    year = choice.begins.year if choice.begins else 0
    words = f"{year} {choice.country} {city or ''}"
    plain = "-".join(re.findall(r"[a-z0-9]+", fold(words)))
    numbered = (f"{plain}-{number}" for number in range(2, 1000))
    return next(name for name in (plain, *numbered) if name not in known)
