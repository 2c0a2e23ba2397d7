"""Programme to Proposal: the next seminars, why these, why not others, and what would change it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from seminars.analysis.holidays import public_holidays
from seminars.analysis.query import spanned_period
from seminars.planning.alternatives import RunnerUp, Sensitivity, runners_up, sensitivity
from seminars.planning.breaches import Breach, breaches
from seminars.planning.calendar import calendar_of
from seminars.planning.conflicts import Conflict, changes_made, conflicts
from seminars.planning.facts import facts_of, is_own
from seminars.planning.ramadan import in_ramadan
from seminars.planning.rules import rules_of
from seminars.planning.score import Part, objective, score
from seminars.planning.search import EFFORT, best, least_broken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from seminars.model.programme import Offer, Programme
    from seminars.planning.choice import Choice
    from seminars.planning.facts import Facts, OpenRequest
    from seminars.planning.rules import Rules
    from seminars.planning.search import Found


@dataclass(frozen=True, slots=True)
class Proposed:
    """One seminar of the plan: what it adds to each part, the requests and offers it meets.

    `alike` are the states that nothing in the records tells from the host; `invited` those that
    a regional seminar is expected to reach; `alone` the themes that nothing else in the plan brings
    to its region; `moves` is the standing proposal that it changes, if any.
    """

    choice: Choice
    adds: tuple[Part, ...]
    requests: tuple[OpenRequest, ...]
    offers: tuple[Offer, ...]
    alike: tuple[str, ...]
    invited: tuple[str, ...]
    alone: tuple[str, ...]
    moves: str | None

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
    """The whole answer of `plan`. `breaks` are the rules that a programme breaking least breaks."""

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
    sensitivity: tuple[Sensitivity, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    breaks: tuple[Breach, ...] = ()
    no_holiday_data: tuple[str, ...] = ()
    no_ramadan_data: bool = False

    @property
    def gap(self) -> float:
        """How much better, as a share, the best plan could be; 0 when this is proved best."""
        if self.bound is None or not self.objective:
            return 0.0
        return max(0.0, self.bound - float(self.objective)) / abs(float(self.objective))


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
    compare: bool = True,
) -> Proposal:  # fmt: skip
    """The best next seminars; with `compare` also the runners-up and what other rules would bring.

    `pins` are ids of standing proposals that stay, `changes` the most changes from the standing
    ones. What the planner proposed itself before does not stand in its way, unless pinned or
    counted by `changes`. Raises `SeminarsError` when there is no window to plan for.
    """
    kept = frozenset(pins)
    if changes is None:
        programme = replace(
            programme,
            seminars=tuple(s for s in programme.seminars if not is_own(s) or s.id in kept),
        )
    facts = facts_of(programme, as_of)
    rules = rules_of(programme.planning, kept, changes)
    found = best(facts, rules, effort)
    if found.status == "infeasible":
        return _infeasible(facts, rules, effort)
    answer = _proposal(facts, rules, found)
    if not compare:
        return answer
    return replace(
        answer,
        runners=runners_up(answer, found, effort),
        sensitivity=sensitivity(facts, rules, found, effort),
    )


def assess(programme: Programme, as_of: date, *, effort: int = EFFORT) -> Assessment:
    """The proposals that stand in the records, by the same score, beside the best plan."""
    facts = facts_of(programme, as_of)
    rules = rules_of(programme.planning)
    choices = tuple(facts.kept(seminar) for seminar in facts.standing)
    standing = replace(
        _described(facts, rules, "feasible", choices, None), breaks=breaches(facts, rules, choices)
    )
    answer = plan(programme, as_of, effort=effort, compare=False)
    chosen = [proposed.choice for proposed in answer.proposals]
    return Assessment(standing, answer, changes_made(facts, chosen))


def _infeasible(facts: Facts, rules: Rules, effort: int) -> Proposal:
    nearest = least_broken(facts, rules, effort)
    answer = _described(facts, rules, "infeasible", nearest.choices, None)
    return replace(
        answer,
        conflicts=conflicts(facts, rules, effort),
        breaks=breaches(facts, rules, nearest.choices),
    )


def _proposal(facts: Facts, rules: Rules, found: Found) -> Proposal:
    return _described(facts, rules, found.status, found.choices, found.bound)


def _described(
    facts: Facts, rules: Rules, status: str, choices: Sequence[Choice], bound: float | None
) -> Proposal:
    hosts = {choice.country for choice in choices if choice.exact}
    invited = _invited(facts, choices)
    return Proposal(
        facts, rules, status, objective(facts, choices), bound, score(facts, choices),
        tuple(_proposed(facts, rules, choices, at, invited[at]) for at in range(len(choices))),
        _coverage(facts, choices), _moves(facts, choices),
        no_holiday_data=_without_holidays(rules, choices) if hosts else (),
        no_ramadan_data=bool(rules.ramadan) and in_ramadan(facts.ends) is None,
    )  # fmt: skip


def _proposed(
    facts: Facts, rules: Rules, choices: Sequence[Choice], at: int, invited: tuple[str, ...]
) -> Proposed:
    choice = choices[at]
    others = [*choices[:at], *choices[at + 1 :]]
    whole, less = score(facts, choices), score(facts, others)
    adds = tuple(
        Part(part.name, part.weight, part.amount - without.amount)
        for part, without in zip(whole, less, strict=True)
    )
    return Proposed(
        choice, adds,
        tuple(request for request in facts.requests if request.met_by(choice)),
        tuple(offer for offer in facts.offers if choice.takes_up(offer)),
        _alike(facts, rules, choices, choice), invited,
        tuple(
            theme for theme in choice.themes
            if not any(o.region == choice.region and theme in o.themes for o in others)
        ),
        _moved(facts, rules, choice),
    )  # fmt: skip


def _moved(facts: Facts, rules: Rules, choice: Choice) -> str | None:
    """The standing proposal of the same host and kind, a pinned one first."""
    if choice.standing is not None:
        return None
    same = [s.id for s in facts.standing if (s.country, s.kind) == (choice.country, choice.kind)]
    return min(same, key=lambda identity: (identity not in rules.pins, identity), default=None)


def _alike(
    facts: Facts, rules: Rules, choices: Sequence[Choice], choice: Choice
) -> tuple[str, ...]:
    """The states that would do as well: same region and gaps, nothing that speaks for the host."""
    calendar = calendar_of(facts, rules)
    asked = {
        *(r.request.country for r in facts.requests), *(offer.country for offer in facts.offers),
        *(s.country for s in facts.standing),
    }  # fmt: skip
    hosting = {other.country for other in choices}
    if choice.country in asked:
        return ()

    def likeness(code: str) -> tuple[object, ...]:
        gaps = tuple(facts.state_gaps[code, theme].urgency for theme in facts.themes)
        return facts.region_of[code], facts.worth[code], gaps

    week = calendar.week_of(choice.begins) if choice.begins else None
    return tuple(
        code
        for code in facts.hosts
        if code not in asked | hosting
        and likeness(code) == likeness(choice.country)
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
    begins, ends = _period(facts)
    fixed = Counter(
        (s.region, theme)
        for s in facts.fixed
        if s.dates and s.dates.begins <= ends and begins <= s.dates.ends
        for theme in s.themes or ()
    )
    return tuple(
        Before(region, theme, fixed[region, theme], fixed[region, theme] + planned[region, theme])
        for region in facts.regions
        for theme in facts.themes
    )


def _period(facts: Facts) -> tuple[date, date]:
    period = spanned_period(facts.programme, facts.as_of)
    return period.begins or facts.begins, period.ends or facts.ends


def _moves(facts: Facts, choices: Sequence[Choice]) -> tuple[Move, ...]:
    """What becomes of each standing proposal, by id; then what is added."""
    by_pair = {(choice.country, choice.kind): choice for choice in choices}
    kept = {choice.standing for choice in choices}
    moves = []
    for seminar in facts.standing:
        pair = seminar.country or "", seminar.kind
        same = [s.id for s in facts.standing if (s.country, s.kind) == pair]
        choice = by_pair.get(pair)
        if choice is None or (seminar.id not in kept and (same[0] != seminar.id or kept & {*same})):
            moves.append(Move("dropped", seminar.id, None))
        elif choice.standing == seminar.id:
            moves.append(Move("kept", seminar.id, choice))
        else:
            moves.append(Move("moved", seminar.id, choice))
    standing = {(s.country, s.kind) for s in facts.standing}
    added = (choice for pair, choice in by_pair.items() if pair not in standing)
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
