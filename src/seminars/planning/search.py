"""The best choices under some rules: solves the model, gives each seminar its host and its week.

Hosts of one group are told apart here by their codes, and each is assigned to one of the weeks
that the model chose, public holidays respected. A host that fits into none gets weeks of its own
in the model, which is then solved again: the answer is that of the whole problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seminars.model.diagnostics import SeminarsError
from seminars.planning.calendar import Week, calendar_of
from seminars.planning.constraints import RULES, wanted
from seminars.planning.facts import Choice
from seminars.planning.gains import GAINS
from seminars.planning.model import Model
from seminars.planning.score import objective
from seminars.planning.solver import Solution, solve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from fractions import Fraction

    from seminars.planning.calendar import Calendar, Days
    from seminars.planning.facts import Facts
    from seminars.planning.model import Pair
    from seminars.planning.rules import Rules

TOLERANCE = 1e-6
"""The solver's own: sums that differ by less are one and the same to it."""

NEARLY = 0.005
"""What settling ties within one solution can cost of the objective."""

EFFORT = 20_000
"""Nodes of the search tree that a plan may take, by default."""


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


def _nearly_best(model: Model, effort: int) -> Solution:
    order = _order(model)
    most = sum(abs(gain) for gain in order) or 1.0
    scale = NEARLY / most
    gains = [gain + scale * tie for gain, tie in zip(model.linear.gains, order, strict=True)]
    return solve(model.linear, effort, gains)


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
    return solve(model.linear, effort)


def _order(model: Model) -> list[float]:
    """What settles ties: standing proposals kept, then the first codes, then the earliest weeks.

    The later a code, the more its weeks and themes count, so that two hosts do not merely swap.
    """
    gains = [0.0] * len(model.linear.gains)
    for column in model.kept.values():
        gains[column] = 1000.0
    groups, themes = len(model.groups) + 1, model.facts.themes
    scale = 1 / (len(model.calendar.weeks) + 1)
    for at, kind in model.pairs():
        gains[model.number[at, kind]] -= at + 1
        for number, theme in enumerate(themes):
            gains[model.theme[at, kind, theme]] -= scale * number * (1 + at / groups) / len(themes)
        for entry in model.entries.get((model.groups[at].codes[0], kind), ()):
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
            choices, left = _assigned(model, solution)
            if not left:
                break
            split |= left
        bound = None if self._elastic else solution.bound
        broken = sum(solution.values[column] * share for column, share in model.slack)
        ordered = tuple(sorted(choices, key=_by_date))
        return Found(
            solution.status, ordered, objective(self._facts, ordered), bound,
            0.0 if broken < TOLERANCE else broken,
        )  # fmt: skip


def _by_date(choice: Choice) -> tuple[str, str]:
    return choice.begins.isoformat() if choice.begins else "", choice.country


@dataclass(frozen=True, slots=True)
class _Host:
    """A seminar that has its host, kind and themes, and not yet its week."""

    pair: Pair
    region: str
    themes: tuple[str, ...]
    levels: tuple[str, ...]
    cost: Fraction | None


def _assigned(model: Model, solution: Solution) -> tuple[list[Choice], frozenset[Pair]]:
    """The choices; or the pairs that fit into none of the weeks that were chosen."""
    choices: list[Choice] = []
    waiting: list[_Host] = []
    for host in _hosts(model, solution):
        entries = model.entries.get(host.pair)
        if entries is None:
            waiting.append(host)
            continue
        entry = next(entry for entry in entries if solution.count(entry.column))
        seminar = model.standing.get(host.pair)
        kept = seminar is not None and solution.count(model.kept[seminar.id])
        name = seminar.id if seminar is not None and kept else None
        choices.append(_choice(host, entry.begins, entry.ends, name))
    slots = [
        week
        for columns in model.pooled.values()
        for week, column in columns
        for _ in range(solution.count(column))
    ]
    placed, left = _matched(model.calendar, waiting, sorted(slots, key=lambda week: week.number))
    choices += (_choice(host, *days, None) for host, days in placed)
    return choices, left


def _choice(host: _Host, begins: date, ends: date, standing: str | None) -> Choice:
    country, kind = host.pair
    return Choice(
        country, kind, host.region, host.themes, host.levels, begins, ends,
        cost=host.cost, standing=standing,
    )  # fmt: skip


def _hosts(model: Model, solution: Solution) -> Iterable[_Host]:
    """The seminars of each group: its first codes, national ones first, themes dealt in turn."""
    for at, group in enumerate(model.groups):
        codes = iter(group.codes)
        for kind in ("national", "regional"):
            number = solution.count(model.number[at, kind])
            themes = [
                theme
                for theme in model.facts.themes
                for _ in range(solution.count(model.theme[at, kind, theme]))
            ]
            for host in range(number):
                yield _Host(
                    (next(codes), kind), model.region(at, kind), tuple(themes[host::number]),
                    model.levels(at, kind), model.price(at, kind),
                )  # fmt: skip


def _matched(
    calendar: Calendar, hosts: Sequence[_Host], slots: Sequence[Week]
) -> tuple[list[tuple[_Host, Days]], frozenset[Pair]]:
    """Each host in one of the weeks (augmenting paths); else the hosts that vie for too few."""
    ways: list[dict[int, Days]] = [
        {
            at: days
            for at, week in enumerate(slots)
            if (days := calendar.days(*host.pair, week)) is not None
        }
        for host in hosts
    ]
    taken: dict[int, int] = {}
    for number in range(len(hosts)):
        vying: set[int] = set()
        if not _place(ways, number, taken, vying):
            return [], frozenset(hosts[other].pair for other in vying)
    return [(hosts[host], ways[host][slot]) for slot, host in sorted(taken.items())], frozenset()


def _place(
    ways: Sequence[dict[int, Days]], number: int, taken: dict[int, int], vying: set[int]
) -> bool:
    if number in vying:
        return False
    vying.add(number)
    for slot in ways[number]:
        other = taken.get(slot)
        if other is None or _place(ways, other, taken, vying):
            taken[slot] = number
            return True
    return False
