"""Programme to Proposal: the next seminars, why these, why not others, and what would change it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from seminars.analysis.holidays import public_holidays
from seminars.model.diagnostics import SeminarsError
from seminars.planning.alternatives import (
    RunnerUp,
    Sensitivity,
    runners_up,
    sensitivity,
    silent,
)
from seminars.planning.breaches import Breach, breaches, changes_made
from seminars.planning.calendar import calendar_of
from seminars.planning.choice import total_cost
from seminars.planning.conflicts import Conflict, conflicts
from seminars.planning.facts import facts_of, fixed_in_period, is_own
from seminars.planning.ramadan import in_ramadan
from seminars.planning.rules import EFFORT, rules_of
from seminars.planning.score import Part, objective, score
from seminars.planning.search import best, least_broken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from seminars.model.programme import Offer, Programme
    from seminars.planning.alternatives import Tell
    from seminars.planning.calendar import Calendar
    from seminars.planning.choice import Choice
    from seminars.planning.facts import Facts, OpenRequest
    from seminars.planning.rules import Rules


@dataclass(frozen=True, slots=True)
class Proposed:
    """One seminar of the plan: what it adds to each part, the requests and offers it meets.

    `alike` are the states that nothing in the records tells from the host; `invited` those that
    a regional seminar is expected to reach; `alone` the themes that nothing else in the plan brings
    to its region.
    """

    choice: Choice
    adds: tuple[Part, ...]
    requests: tuple[OpenRequest, ...]
    offers: tuple[Offer, ...]
    alike: tuple[str, ...]
    invited: tuple[str, ...]
    alone: tuple[str, ...]

    @property
    def value(self) -> Fraction:
        """What the plan is worth less without it."""
        return sum((part.value for part in self.adds), Fraction(0))


@dataclass(frozen=True, slots=True)
class Before:
    """A (region, theme) cell: seminars held or scheduled in the period, and with the plan."""

    row: str
    column: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Move:
    """What happens to a standing proposal: kept, moved, dropped; or a seminar added."""

    what: str
    standing: str | None
    choice: Choice | None


@dataclass(frozen=True)
class Proposal:
    """The whole answer of `plan`. `breaks` are the rules that a programme breaking least breaks.

    `taken` are ids of records that could not be read, which no new one may have.
    """

    facts: Facts
    rules: Rules
    status: str
    objective: Fraction
    bound: float | None
    parts: tuple[Part, ...]
    proposals: tuple[Proposed, ...]
    coverage: tuple[Before, ...]
    moves: tuple[Move, ...]
    runners: tuple[RunnerUp, ...] = ()
    more_runners: int = 0
    sensitivity: tuple[Sensitivity, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    breaks: tuple[Breach, ...] = ()
    no_holiday_data: tuple[str, ...] = ()
    no_ramadan_data: bool = False
    taken: tuple[str, ...] = ()

    @property
    def cost(self) -> Fraction:
        """What all seminars cost; those whose cost is not known count nothing."""
        return total_cost(proposed.choice for proposed in self.proposals)

    @property
    def unknown_costs(self) -> int:
        """How many seminars have no known cost."""
        return sum(proposed.choice.cost is None for proposed in self.proposals)

    @property
    def reached_before(self) -> int:
        """The states of the roll that are reached by what is held and scheduled."""
        return len(self.facts.reached & self.facts.roll.keys())

    @property
    def reached_after(self) -> int:
        """These, and those that the plan is expected to reach."""
        coming = {proposed.choice.country for proposed in self.proposals}
        coming |= {code for proposed in self.proposals for code in proposed.invited}
        return len((coming | self.facts.reached) & self.facts.roll.keys())

    @property
    def covered_before(self) -> int:
        """The (region, theme) cells with a seminar in the period."""
        return sum(cell.before > 0 for cell in self.coverage)

    @property
    def covered_after(self) -> int:
        """The (region, theme) cells with a seminar in the period or in the plan."""
        return sum(cell.after > 0 for cell in self.coverage)

    @property
    def gap(self) -> float | None:
        """How much better the best plan could be, as a share of this one; None without a bound.

        Of a plan that is worth nothing, as a share of the bound.
        """
        if self.bound is None:
            return None
        more = max(0.0, self.bound - float(self.objective))
        return more / abs(float(self.objective) or self.bound) if more else 0.0


@dataclass(frozen=True)
class Assessment:
    """The standing proposals by the same score: broken rules, and the plan to compare with."""

    standing: Proposal
    best: Proposal
    changes: int

    @property
    def difference(self) -> Fraction:
        """How much more the plan is worth."""
        return self.best.objective - self.standing.objective


def plan(
    programme: Programme, as_of: date, *,
    pins: Iterable[str] = (), changes: int | None = None, effort: int = EFFORT,
    tell: Tell = silent,
) -> Proposal:  # fmt: skip
    """The best next seminars, the runners-up, and what other rules would bring.

    `pins` are ids of standing proposals that stay, `changes` the most changes from the standing
    ones. What the planner proposed itself before does not stand in its way, unless pinned or
    counted by `changes`. `tell` is told what is under way. Raises `SeminarsError` when there is no
    window to plan for, and when nothing says how many seminars to plan.
    """
    kept = frozenset(pins)
    if changes is None:
        programme = replace(
            programme,
            seminars=tuple(s for s in programme.seminars if not is_own(s) or s.id in kept),
        )
    facts = facts_of(programme, as_of)
    rules = rules_of(programme.planning, kept, changes)
    _refuse_pointless(rules, facts)
    tell("the best programme")
    found = best(facts, rules, effort)
    if found.status == "infeasible":
        return _infeasible(facts, rules, effort, tell)
    answer = _described(facts, rules, found.status, found.choices, found.bound)
    runners, more = runners_up(facts, rules, found, effort, tell)
    return replace(
        answer, runners=runners, more_runners=more,
        sensitivity=sensitivity(facts, rules, found, effort, tell),
    )  # fmt: skip


def assess(
    programme: Programme, as_of: date, *, effort: int = EFFORT, tell: Tell = silent
) -> Assessment:
    """The proposals that stand in the records, by the same score, beside the best plan.

    What the planner proposed itself before stands there like a person's. Raises `SeminarsError`
    as `plan` does.
    """
    facts = facts_of(programme, as_of)
    rules = rules_of(programme.planning)
    _refuse_pointless(rules, facts)
    choices = tuple(facts.kept(seminar) for seminar in facts.standing)
    standing = replace(
        _described(facts, rules, "feasible", choices, None), breaks=breaches(facts, rules, choices)
    )
    tell("the best programme")
    found = best(facts, rules, effort)
    if found.status == "infeasible":
        return Assessment(standing, _infeasible(facts, rules, effort, tell), 0)
    answer = _described(facts, rules, found.status, found.choices, found.bound)
    return Assessment(standing, answer, changes_made(facts, found.choices))


def _refuse_pointless(rules: Rules, facts: Facts) -> None:
    """Say what is missing for any plan, where no figure of the rules could free one."""
    for empty, what, where in (
        (not facts.themes, "no themes, and a seminar is planned on one or more", "themes"),
        (not facts.region_of, "no state in a region that could host", "regions` and `roll"),
    ):
        if empty:
            raise SeminarsError(
                f"nothing can be planned: the programme has {what}",
                f"name them under `{where}` in programme.yaml",
            )
    if not rules.pins and not calendar_of(facts, rules).weeks:
        raise SeminarsError(
            f"nothing can be planned: from {facts.begins} to {facts.ends} there is no whole week, "
            "Monday to Friday",
            "widen `window` under `planning` in programme.yaml",
        )
    _refuse_without_number(rules, facts)


def _refuse_without_number(rules: Rules, facts: Facts) -> None:
    """Without a number, a budget that counts or a limit of changes every state would be a host."""
    bounds = [rules.most, rules.changes, rules.budget if facts.cost_unit else None]
    bounds += [limit.maximum for _, limit in rules.maxima if not any(limit.subject)]
    if all(bound is None for bound in bounds):
        raise SeminarsError(
            "nothing says how many seminars to plan",
            "set `seminars`, or `budget` and `costs`, under `planning` in programme.yaml",
        )


def _infeasible(facts: Facts, rules: Rules, effort: int, tell: Tell) -> Proposal:
    tell("no plan keeps every rule; the programme that breaks least")
    nearest = least_broken(facts, rules, effort)
    answer = _described(facts, rules, "infeasible", nearest.choices, None)
    tell("which rules clash")
    return replace(
        answer,
        conflicts=conflicts(facts, rules, effort),
        breaks=breaches(facts, rules, nearest.choices),
    )


def _described(
    facts: Facts, rules: Rules, status: str, choices: Sequence[Choice], bound: float | None
) -> Proposal:
    invited, parts = _invited(facts, choices), score(facts, choices)
    calendar = calendar_of(facts, rules)
    return Proposal(
        facts, rules, status, objective(facts, choices), bound, parts,
        tuple(_proposed(calendar, choices, at, parts, invited[at]) for at in range(len(choices))),
        _coverage(facts, choices), _moves(facts, choices),
        no_holiday_data=_without_holidays(rules, choices),
        no_ramadan_data=bool(rules.ramadan) and in_ramadan(facts.ends) is None,
    )  # fmt: skip


def _proposed(
    calendar: Calendar, choices: Sequence[Choice], at: int, whole: Sequence[Part],
    invited: tuple[str, ...],
) -> Proposed:  # fmt: skip
    facts, choice = calendar.facts, choices[at]
    others = [*choices[:at], *choices[at + 1 :]]
    less = score(facts, others)
    adds = tuple(
        Part(part.name, part.weight, part.amount - without.amount)
        for part, without in zip(whole, less, strict=True)
    )
    return Proposed(
        choice, adds,
        tuple(request for request in facts.requests if request.met_by(choice)),
        tuple(offer for offer in facts.offers if choice.takes_up(offer)),
        _alike(calendar, choices, choice), invited,
        tuple(
            theme for theme in choice.themes
            if not any(o.region == choice.region and theme in o.themes for o in others)
        ),
    )  # fmt: skip


def _alike(calendar: Calendar, choices: Sequence[Choice], choice: Choice) -> tuple[str, ...]:
    """The states that would do as well: same region and gaps, nothing that speaks for the host."""
    facts = calendar.facts
    asked = {
        *(r.request.country for r in facts.requests), *(offer.country for offer in facts.offers),
        *(s.country for s in facts.standing),
    }  # fmt: skip
    hosting = {other.country for other in choices}
    if choice.country in asked:
        return ()
    own = facts.likeness(choice.country)
    week = calendar.week_of(choice.begins) if choice.begins else None
    return tuple(
        code
        for code in facts.hosts
        if code not in asked | hosting
        and facts.likeness(code) == own
        and week is not None
        and calendar.days(code, choice.kind, week) is not None
    )


def _invited(facts: Facts, choices: Sequence[Choice]) -> list[tuple[str, ...]]:
    """The states that each regional seminar is expected to reach: its host, the unreached first."""
    hosting = {choice.country for choice in choices}
    expected: set[str] = set()
    found: list[tuple[str, ...]] = []
    for choice in choices:
        if choice.kind != "regional":
            found.append(())
            continue
        waiting = sorted(
            (code for code in facts.roll if facts.region_of.get(code) == choice.region
             and code not in hosting and code not in expected),
            key=lambda code: (-facts.worth[code], code),
        )  # fmt: skip
        others = waiting[: facts.places - 1]
        expected.update(others)
        found.append(tuple(sorted({choice.country, *others})))
    return found


def _coverage(facts: Facts, choices: Iterable[Choice]) -> tuple[Before, ...]:
    planned = Counter((c.region, theme) for c in choices for theme in c.themes)
    fixed = Counter(
        (s.region, theme)
        for s in fixed_in_period(facts.programme, facts.fixed, facts.as_of)
        for theme in s.themes or ()
    )
    return tuple(
        Before(region, theme, fixed[region, theme], fixed[region, theme] + planned[region, theme])
        for region in facts.regions
        for theme in facts.themes
    )


def _moves(facts: Facts, choices: Sequence[Choice]) -> tuple[Move, ...]:
    """What becomes of each standing proposal, and what is added."""
    by_standing = {choice.standing or choice.moves: choice for choice in choices}
    moves = []
    for seminar in facts.standing:
        choice = by_standing.get(seminar.id)
        if choice is None:
            moves.append(Move("dropped", seminar.id, None))
        else:
            moves.append(Move("kept" if choice.standing else "moved", seminar.id, choice))
    added = (choice for choice in choices if not choice.standing and not choice.moves)
    return (*moves, *(Move("added", None, choice) for choice in added))


def _without_holidays(rules: Rules, choices: Iterable[Choice]) -> tuple[str, ...]:
    if not rules.holidays:
        return ()
    return tuple(
        sorted(
            {
                choice.country
                for choice in choices
                if choice.begins and public_holidays(choice.country, choice.begins.year) is None
            }
        )
    )
