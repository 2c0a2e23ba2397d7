"""The seminars of a plan as records that could stand in the programme, `proposed`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from seminars.editing.draft import proposed_id
from seminars.model.period import Dates, parse_dates
from seminars.model.record import FIELDS, Money, Origin, Seminar
from seminars.planning.facts import MARK, is_own
from seminars.planning.reasons import reasons
from seminars.planning.words import joined

if TYPE_CHECKING:
    from collections.abc import Collection
    from fractions import Fraction

    from seminars.planning.choice import Choice
    from seminars.planning.proposal import Proposal, Proposed
    from seminars.reading.parser import Value

_NOWHERE = Origin("", 0, 0, 0, 0)


def drafts(proposal: Proposal) -> tuple[Seminar, ...]:
    """A record for each seminar of the plan; the standing one where it keeps or moves one."""
    programme = proposal.facts.programme
    known = {*proposal.taken, *(s.id for s in programme.seminars if not is_own(s))}
    found = []
    for proposed in proposal.proposals:
        record = draft(proposal, proposed, known)
        known.add(record.id)
        found.append(record)
    return tuple(found)


def draft(proposal: Proposal, proposed: Proposed, known: Collection[str]) -> Seminar:
    """The record of one seminar; its id is new unless it keeps a standing proposal."""
    choice, programme = proposed.choice, proposal.facts.programme
    cost = None if choice.cost is None else Money(money_text(choice.cost))
    standing = choice.standing or proposed.choice.moves
    if standing is not None and not choice.exact:  # assessed as it stands
        return replace(programme.by_id[standing], cost=cost)
    dates = parse_dates(_days(choice))
    if standing is not None and not is_own(programme.by_id[standing]):
        record = programme.by_id[standing]
        return replace(record, dates=dates, themes=choice.themes, cost=record.cost or cost)
    city = _city(proposal, proposed)
    answers = tuple(request.request.id for request in proposed.requests)
    year = choice.begins.year if choice.begins else proposal.facts.begins.year
    return Seminar(
        id=proposed_id({"country": choice.country, "city": city}, year, known),
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
        cost=cost,
        answers=answers or None,
        notes=" ".join([MARK, *(f"{reason[:1].upper()}{reason[1:]}." for reason in
                                reasons(proposal, proposed))]),
        origin=_NOWHERE,
    )  # fmt: skip


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
    region = _capitals(region)
    return f"Regional Seminar for {region} on {themes}"


def _capitals(title: str) -> str:
    small = {"and", "at", "for", "in", "of", "on", "the", "to"}
    return " ".join(
        word if word in small else f"{word[:1].upper()}{word[1:]}" for word in title.split()
    )


def fields(record: Seminar) -> dict[str, Value]:
    """A draft as it is written: the fields that are known, in their order."""
    found: dict[str, Value] = {}
    for name in FIELDS:
        value = getattr(record, name)
        if value is None or (name == "region" and record.kind == "national"):
            continue
        if isinstance(value, tuple):
            found[name] = list(value)
        else:
            found[name] = value.text if isinstance(value, Dates | Money) else value
    return found


def to_write(proposal: Proposal) -> tuple[Seminar, ...]:
    """The drafts that are the planner's own to write: what a person proposed stays theirs."""
    known = proposal.facts.programme.by_id
    return tuple(
        record for record in drafts(proposal) if record.id not in known or is_own(known[record.id])
    )


def left_out(proposal: Proposal) -> tuple[str, ...]:
    """The ids of the proposals of people that the plan drops, and that stay in the records."""
    known = proposal.facts.programme.by_id
    dropped = (move.standing for move in proposal.moves if move.what == "dropped")
    return tuple(found for found in dropped if found and not is_own(known[found]))


def to_edit(proposal: Proposal) -> tuple[str, ...]:
    """For each proposal of a person that the plan moves or makes exact, the command to do so."""
    known = proposal.facts.programme.by_id
    return tuple(
        f"seminars edit {record.id} dates={record.dates.text} "
        f"themes={','.join(record.themes or ())}"
        for record in drafts(proposal)
        if (old := known.get(record.id)) is not None
        and not is_own(old)
        and record.dates is not None
        and (old.dates, old.themes) != (record.dates, record.themes)
    )
