"""Why there is no plan: a smallest set of rules that clash, and the figure that frees each."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations
from operator import methodcaller
from typing import TYPE_CHECKING

from seminars.planning.breaches import changes_made
from seminars.planning.calendar import blocking, calendar_of
from seminars.planning.choice import total_cost
from seminars.planning.rules import LEAST, MOST
from seminars.planning.search import extreme, possible
from seminars.planning.solver import Linear, solve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from fractions import Fraction

    from seminars.planning.choice import Choice
    from seminars.planning.facts import Facts
    from seminars.planning.model import Model
    from seminars.planning.rules import Rules

    Measure = Callable[[Model], list[tuple[int, float]]]
    Figure = int | Fraction


TRIALS = 60
"""Models that may be solved to look for a smaller clash than the one found first."""

MOST_NODES = 10_000
"""For the smallest set of rules that meets others: a few columns, never near so many nodes."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One rule of a clash: what it asks, and what would be enough to make a plan possible.

    `figure` is the value that would do, None where only taking the rule away would; `enough` when
    it makes a plan possible under all rules, so that no other clash stands behind this one.
    """

    rule: str
    asks: Figure | None
    figure: Figure | None
    weeks: int = 0
    meetings: tuple[str, ...] = ()
    enough: bool = False


def clash(facts: Facts, rules: Rules, effort: int) -> tuple[str, ...]:
    """A set of rules that cannot all be kept; dropping any of them makes a plan possible.

    A smallest one, unless that takes more than `TRIALS` models to show. Implicit hitting sets:
    every set of rules whose removal makes a plan possible has a rule in common with every clash,
    so the smallest set that meets all of those found so far is either a clash, and then no smaller
    one exists, or shows another such set (Ignatiev et al., Smallest MUS extraction with minimal
    hitting set dualization, CP 2015). Before that, one that is only minimal, by deletion.
    """
    names = rules.names()
    trials = _Trials(facts, rules, effort)
    known = names
    for name in names:
        fewer = tuple(other for other in known if other != name)
        if not trials.possible(fewer):
            known = fewer
    corrections: list[frozenset[str]] = []
    while trials.made < TRIALS:
        candidate = _meeting_all(names, corrections)
        if len(candidate) >= len(known):
            return known
        if not trials.possible(candidate):
            return candidate
        kept = candidate
        for name in names:
            if name not in kept and trials.possible((*kept, name)):
                kept = (*kept, name)
        corrections.append(frozenset(names) - frozenset(kept))
    return known


class _Trials:
    """Whether plans are possible under some of the rules; counts the models that were solved."""

    def __init__(self, facts: Facts, rules: Rules, effort: int) -> None:
        self._facts, self._rules, self._effort = facts, rules, effort
        self.made = 0

    def possible(self, names: Iterable[str]) -> bool:
        """Whether any plan keeps these rules."""
        self.made += 1
        return possible(self._facts, self._rules.only(names), self._effort)


def _meeting_all(names: Sequence[str], corrections: Sequence[frozenset[str]]) -> tuple[str, ...]:
    """The smallest set of names that meets each correction; of equals the first in order."""
    linear = Linear()
    columns = {name: linear.column(1, gain=-1 - at * 1e-4) for at, name in enumerate(names)}
    for part in corrections:
        linear.row([(columns[name], 1.0) for name in part], lower=1)
    found = solve(linear, MOST_NODES)
    return tuple(name for name, column in columns.items() if found.count(column))


def conflicts(facts: Facts, rules: Rules, effort: int) -> tuple[Conflict, ...]:
    """The rules of a clash, each with what would free it, the others of the clash kept."""
    names = clash(facts, rules, effort)
    alone = rules.only(names)
    return tuple(
        replace(found, enough=possible(facts, _eased(rules, found), effort))
        for found in (_conflict(facts, alone, name, effort) for name in names)
    )


def _eased(rules: Rules, found: Conflict) -> Rules:
    """All rules, the one of a clash with the figure that frees it."""
    if found.meetings:
        return replace(rules, unblocked=found.meetings)
    if found.figure is None:
        return rules.without(found.rule)
    return rules.eased(found.rule, found.figure)


def _conflict(facts: Facts, rules: Rules, name: str, effort: int) -> Conflict:
    if name in {"rest", "notice", "at_once"}:
        return _calendar_conflict(facts, rules, name, effort)
    if name == "meetings":
        return _meetings_conflict(facts, rules, effort)
    if name in {"holidays", "ramadan"} or name.startswith("pin "):
        return Conflict(name, None, None)
    return _counted_conflict(facts, rules, name, effort)


def _counted_conflict(facts: Facts, rules: Rules, name: str, effort: int) -> Conflict:
    """A rule on a count: the nearest count that the other rules allow."""
    asks, measure, sign = _measures(rules)[name]
    most = extreme(facts, rules.without(name), _signed(measure, sign), effort)
    return Conflict(name, asks, _amount(name, facts, most.choices, rules))


def _measures(rules: Rules) -> dict[str, tuple[Figure | None, Measure, int]]:
    """For each rule on a count: what it asks, what it counts, and which way it gives."""
    found: dict[str, tuple[Figure | None, Measure, int]] = {
        LEAST: (rules.least, methodcaller("counted", (None,) * 4), 1),
        MOST: (rules.most, methodcaller("counted", (None,) * 4), -1),
        "budget": (rules.budget, methodcaller("expense"), -1),
        "changes": (rules.changes, methodcaller("changes"), -1),
    }
    for name, limit in rules.minima:
        found[name] = (limit.minimum, methodcaller("counted", limit.subject), 1)
    for name, limit in rules.maxima:
        found[name] = (limit.maximum, methodcaller("counted", limit.subject), -1)
    return found


def _signed(measure: Measure, sign: int) -> Measure:
    return lambda model: [(column, sign * gain) for column, gain in measure(model)]


def _amount(name: str, facts: Facts, choices: Sequence[Choice], rules: Rules) -> Figure:
    if name in {LEAST, MOST}:
        return len(choices)
    if name == "budget":
        return total_cost(choices)
    if name == "changes":
        return changes_made(facts, choices)
    subject = dict((*rules.minima, *rules.maxima))[name].subject
    return sum(choice.is_of(*subject) for choice in choices)


def _calendar_conflict(facts: Facts, rules: Rules, name: str, effort: int) -> Conflict:
    """A rule of the calendar: the nearest figure that makes a plan possible, by halving."""
    asks: int = getattr(rules, name)
    figures = {"rest": _fewer, "notice": _fewer, "at_once": _more}[name](facts, asks)
    enough = bisect_left(
        figures, 1, key=lambda figure: int(possible(facts, rules.eased(name, figure), effort))
    )
    return Conflict(name, asks, figures[enough], weeks=weeks_left(facts, rules))


def _fewer(_: Facts, asks: int) -> Sequence[int]:
    """Days of rest or notice, the next smaller first; without any the rule is gone."""
    return range(asks - 1, -1, -1)


def _more(facts: Facts, asks: int) -> Sequence[int]:
    """How many may run at once; with all hosts and all that is fixed the rule is gone."""
    return range(asks + 1, asks + len(facts.hosts) + len(facts.fixed) + 2)


def weeks_left(facts: Facts, rules: Rules) -> int:
    """How many weeks can hold seminars, rest between them: the earliest open week each time."""
    calendar = calendar_of(facts, rules)
    used: list[int] = []
    for week in calendar.weeks:
        if week.closed is None and (not used or week.number - used[-1] >= calendar.apart):
            used.append(week.number)
    return len(used)


def _meetings_conflict(facts: Facts, rules: Rules, effort: int) -> Conflict:
    """The blocking meetings without which a plan is possible: one or two, or all that it takes."""
    weeks = calendar_of(facts, rules).weeks
    meetings = facts.programme.meetings
    names = sorted(
        {m.name for w in weeks for m in blocking(meetings, w.monday, w.monday + timedelta(days=6))}
    )

    def frees(unblocked: Sequence[str]) -> bool:
        return possible(facts, replace(rules, unblocked=tuple(unblocked)), effort)

    for way in (chosen for size in (1, 2) for chosen in combinations(names, size)):
        if frees(way):
            return Conflict("meetings", len(names), None, meetings=way)
    needed = names
    for name in names:
        fewer = [other for other in needed if other != name]
        needed = fewer if frees(fewer) else needed
    return Conflict("meetings", len(names), None, meetings=tuple(needed))
