"""The best choices under some rules: builds the model, solves it, settles ties, gives weeks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seminars.model.diagnostics import SeminarsError
from seminars.planning.assignment import assigned
from seminars.planning.breaches import breaches
from seminars.planning.calendar import calendar_of
from seminars.planning.constraints import RULES, wanted
from seminars.planning.gains import GAINS
from seminars.planning.model import Model, hosts_at_most
from seminars.planning.rules import EFFORT
from seminars.planning.score import objective
from seminars.planning.solver import Solution, solve

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from seminars.planning.calendar import Calendar
    from seminars.planning.choice import Choice
    from seminars.planning.facts import Facts
    from seminars.planning.model import Pair
    from seminars.planning.rules import Rules

TOLERANCE = 1e-6
"""The solver's own: sums that differ by less are one and the same to it."""

GOLDEN = (5**0.5 - 1) / 2
"""Its multiples, without their whole parts, lie as far apart as can be."""

NEARLY = 0.005
"""What settling ties within one solution can cost of the objective."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: choices by date, their exact worth, and the bound that nothing exceeds.

    `status` is optimal, feasible (the effort was spent before the proof) or infeasible; `broken`
    is how far the rules are broken, as a sum of shares, 0 where all are kept.
    """

    status: str
    choices: tuple[Choice, ...] = ()
    objective: Fraction | None = None
    bound: float | None = None
    broken: float = 0.0


def best(facts: Facts, rules: Rules, effort: int = EFFORT) -> Found:
    """The choices of the greatest worth that keep every rule; of equals the first in order."""
    return _Search(facts, rules, effort).run(_first_of_best)


def nearly_best(facts: Facts, rules: Rules, effort: int = EFFORT) -> Found:
    """Choices worth the most but for `NEARLY`, of equals the first in order: half the work."""
    return _Search(facts, rules, effort).run(_nearly_best)


def possible(facts: Facts, rules: Rules, effort: int = EFFORT) -> bool:
    """Whether any choices keep every rule."""
    return _Search(facts, rules, effort).run(_any).status != "infeasible"


def extreme(
    facts: Facts,
    rules: Rules,
    measure: Callable[[Model], list[tuple[int, float]]],
    effort: int = EFFORT,
) -> Found:
    """Choices that keep every rule and have the most of a measure, a sum of columns."""

    def most(model: Model, effort: int) -> Solution:
        gains = [0.0] * len(model.linear.gains)
        for column, gain in measure(model):
            gains[column] += gain
        return solve(model.linear, effort, gains)

    return _Search(facts, rules, effort).run(most)


def least_broken(facts: Facts, rules: Rules, effort: int = EFFORT) -> Found:
    """The choices that break the rules least, and of these those of the greatest worth.

    Numbers, the budget, limits, pins and changes give way; the calendar does not.
    """
    return _Search(facts, rules, effort, elastic=True).run(_breaking_least)


def _any(model: Model, effort: int) -> Solution:
    return solve(model.linear, effort, [0.0] * len(model.linear.gains))


def _nearly_best(model: Model, effort: int, start: Sequence[float] | None = None) -> Solution:
    order = _order(model)
    reach = zip(order, model.linear.upper, strict=True)
    scale = NEARLY / (sum(abs(gain * upper) for gain, upper in reach if gain) or 1.0)
    gains = [gain + scale * tie for gain, tie in zip(model.linear.gains, order, strict=True)]
    return solve(model.linear, effort, gains, start)


def _first_of_best(model: Model, effort: int) -> Solution:
    first = solve(model.linear, effort)
    if first.status != "optimal":
        return first
    linear = model.linear
    gains = [(column, gain) for column, gain in enumerate(linear.gains) if gain]
    linear.row(gains, lower=first.objective - TOLERANCE)
    settled = solve(linear, effort, _order(model), first.values)
    if settled.status not in {"optimal", "feasible"}:
        return first
    return Solution("optimal", first.objective, first.bound, settled.values)


def _breaking_least(model: Model, effort: int) -> Solution:
    gains = [0.0] * len(model.linear.gains)
    for column, share in model.slack:
        gains[column] = -share
    first = solve(model.linear, effort, gains)
    if first.status not in {"optimal", "feasible"}:
        return first
    model.linear.row(model.slack, upper=-first.objective + TOLERANCE)
    return _nearly_best(model, effort, first.values)


def _order(model: Model) -> list[float]:
    """What settles ties: standing proposals kept, then the first codes, then the earliest weeks.

    One sum, so that a single step settles them all: a proposal kept outweighs every host, and a
    host of a later group some weeks. The fractions of the golden ratio keep two sets of hosts from
    having the same sum; the later a code, the more its weeks and themes count, so that two hosts
    do not merely swap.
    """
    gains = [0.0] * len(model.linear.gains)
    groups, themes = len(model.groups) + 1, model.facts.themes
    for column in model.kept.values():
        gains[column] = 3.0 * groups * hosts_at_most(model)
    scale = 1 / (len(model.calendar.weeks) + 1)
    for at, kind in model.pairs():
        gains[model.number[at, kind]] -= at + 1 + (at + 1) * GOLDEN % 1 / 2
        for number, theme in enumerate(themes):
            gains[model.theme[at, kind, theme]] -= scale * number * (1 + at / groups) / len(themes)
        for entry in model.entries.get((at, kind), ()):
            week = entry.week.number if entry.week else 0
            gains[entry.column] -= scale * week * (1 + at / groups)
    for pooled, column in (part for columns in model.pooled.values() for part in columns):
        gains[column] -= scale * pooled.number
    return gains


def model_of(
    facts: Facts, calendar: Calendar, split: frozenset[Pair], *, elastic: bool = False
) -> Model:
    """The whole model of one question: what is decided, every rule, every part of the score."""
    model = Model(facts, calendar, split, elastic=elastic)
    for rule in RULES:
        rule(model)
    for part in GAINS:
        part(model)
    wanted(model)
    return model


class _Search:
    def __init__(self, facts: Facts, rules: Rules, effort: int, *, elastic: bool = False) -> None:
        self._facts = facts
        self._effort = effort
        self._elastic = elastic
        self._calendar = calendar_of(facts, rules)

    def run(self, method: Callable[[Model, int], Solution]) -> Found:
        """Solve, assign, and solve again for the hosts that fit into none of the weeks."""
        split: frozenset[Pair] = frozenset()
        while True:
            model = model_of(self._facts, self._calendar, split, elastic=self._elastic)
            solution = method(model, self._effort)
            if solution.status == "infeasible":
                return Found("infeasible")
            if solution.status == "unknown":
                raise SeminarsError(
                    "no plan was found with this effort, and none was ruled out",
                    "allow more with `--effort`",
                )
            choices, left = assigned(model, solution)
            if not left:
                break
            split |= left
        ordered = tuple(sorted(choices, key=_by_date))
        worth = objective(self._facts, ordered)
        if self._elastic:
            broken = sum(solution.values[column] * share for column, share in model.slack)
            return Found(solution.status, ordered, worth, None, broken)
        broken_rules = breaches(self._facts, self._calendar.rules, ordered)
        if broken_rules:
            raise AssertionError(f"the solver's answer breaks a rule: {broken_rules[0]}")
        return Found(solution.status, ordered, worth, max(solution.bound, float(worth)))


def _by_date(choice: Choice) -> tuple[str, str]:
    return choice.begins.isoformat() if choice.begins else "", choice.country
