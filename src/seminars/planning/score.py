"""What a plan is worth: the sum of named parts, each one function; docs/planning.md defines them.

Exact: amounts are fractions, and nothing here knows how a plan was found.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from seminars.planning.choice import Choice
    from seminars.planning.facts import Facts

    Choices = Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score: its weight, its amount in the part's own unit, their product."""

    name: str
    weight: Fraction
    amount: Fraction

    @property
    def value(self) -> Fraction:
        """What the part adds to the score."""
        return self.weight * self.amount


def region_themes(facts: Facts, choices: Choices) -> Fraction:
    """The urgency of each (region, theme) cell that is covered."""
    covered = {(choice.region, theme) for choice in choices for theme in choice.themes}
    return _sum(facts.region_gaps[cell].urgency for cell in covered if cell in facts.region_gaps)


def state_themes(facts: Facts, choices: Choices) -> Fraction:
    """The urgency of each (state, theme) cell covered: by its host, or on a regional place."""
    hosting = {(choice.country, theme) for choice in choices for theme in choice.themes}
    places = Counter(
        (choice.region, theme)
        for choice in choices
        if choice.kind == "regional"
        for theme in choice.themes
    )
    total = _sum(facts.state_gaps[cell].urgency for cell in hosting if cell in facts.state_gaps)
    for (region, theme), seminars in places.items():
        left = (
            facts.state_gaps[code, theme].urgency
            for code in facts.roll
            if facts.region_of.get(code) == region and (code, theme) not in hosting
        )
        total += _best(left, seminars * (facts.places - 1))
    return total


def states(facts: Facts, choices: Choices) -> Fraction:
    """States reached for the first time, as hosts or on the places of regional seminars."""
    hosts = {choice.country for choice in choices}
    places = Counter(choice.region for choice in choices if choice.kind == "regional")
    total = _sum(Fraction(facts.worth[code]) for code in hosts if code in facts.worth)
    for region, seminars in places.items():
        left = (
            Fraction(worth)
            for code, worth in facts.worth.items()
            if facts.region_of.get(code) == region and code not in hosts
        )
        total += _best(left, seminars * (facts.places - 1))
    return total


def requests(facts: Facts, choices: Choices) -> Fraction:
    """Requests met in their windows, each 1 and 1 more for each year it has waited."""
    return _sum(
        request.amount
        for request in facts.requests
        if any(request.met_by(choice) for choice in choices)
    )


def offers(facts: Facts, choices: Choices) -> Fraction:
    """Offers taken up in their windows."""
    return Fraction(
        sum(any(choice.takes_up(offer) for choice in choices) for offer in facts.offers)
    )


def balance(facts: Facts, choices: Choices) -> Fraction:
    """What each seminar brings its region towards an even share, the worst-off first."""
    planned = Counter(choice.region for choice in choices)
    return _sum(
        need for region, seminars in planned.items() for need in needs(facts, region, seminars)
    )


def needs(facts: Facts, region: str, seminars: int) -> list[Fraction]:
    """For each next seminar of a region the share that is still missing to an even one."""
    fair, already = facts.fair.get(region, Fraction(0)), facts.in_period.get(region, 0)
    return [
        max(Fraction(0), 1 - (already + more) / fair) if fair else Fraction(0)
        for more in range(seminars)
    ]


def targets(facts: Facts, choices: Choices) -> Fraction:
    """The part of each target that is filled."""
    return _sum(
        Fraction(min(short.missing, sum(map(short.counts, choices))), short.target.seminars)
        for short in facts.shortfalls
    )


def spread(facts: Facts, choices: Choices) -> Fraction:
    """The n-th seminar of a month counts 1/n; those that are fixed come first."""
    months = Counter(choice.month for choice in choices if choice.month is not None)
    return _sum(
        crowding(facts, month, at) for month, seminars in months.items() for at in range(seminars)
    )


def crowding(facts: Facts, month: tuple[int, int], at: int) -> Fraction:
    """What the seminar number `at` (from 0) planned for a month counts."""
    return Fraction(1, facts.months.get(month, 0) + at + 1)


def cost(facts: Facts, choices: Choices) -> Fraction:
    """What the seminars cost, in national seminars, taken off; unknown costs count nothing."""
    unit = facts.cost_unit
    return -_sum(choice.cost or Fraction(0) for choice in choices) / unit if unit else Fraction(0)


PARTS: tuple[Callable[[Facts, Choices], Fraction], ...] = (
    region_themes, state_themes, states, requests, offers, balance, targets, spread, cost,
)  # fmt: skip
"""Every part; its name is that of its weight in programme.yaml."""


def weight(facts: Facts, name: str) -> Fraction:
    """The weight of a part, exactly as it is written."""
    return Fraction(str(getattr(facts.weights, name)))


def score(facts: Facts, choices: Choices) -> tuple[Part, ...]:
    """Every part of what the choices are worth."""
    return tuple(
        Part(part.__name__, weight(facts, part.__name__), part(facts, choices)) for part in PARTS
    )


def objective(facts: Facts, choices: Choices) -> Fraction:
    """The sum of the parts."""
    return _sum(part.value for part in score(facts, choices))


def _sum(amounts: Iterable[Fraction]) -> Fraction:
    return sum(amounts, Fraction(0))


def _best(amounts: Iterable[Fraction], places: int) -> Fraction:
    return _sum(sorted(amounts, reverse=True)[:places])
