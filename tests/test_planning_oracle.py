"""The planner against the brute force of tests/oracle.py, which shares no code with it."""

from __future__ import annotations

import random
import re
from collections import Counter
from contextlib import contextmanager
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from tests.oracle import AS_OF, Score, Way, broken, plans, programme_of, rules_in, world

from seminars.model.diagnostics import SeminarsError
from seminars.planning.calendar import _taken
from seminars.planning.conflicts import conflicts
from seminars.planning.facts import facts_of
from seminars.planning.proposal import plan
from seminars.planning.reasons import reasons
from seminars.planning.rules import rules_of
from seminars.planning.search import best, least_broken, possible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from tests.oracle import World

    from seminars.planning.choice import Choice
    from seminars.planning.conflicts import Conflict
    from seminars.planning.search import Found

many = settings(max_examples=300, suppress_health_check=list(HealthCheck), derandomize=True)


@st.composite
def worlds(draw: st.DrawFn, *, tight: bool = False) -> World:
    return world(lambda *values: draw(st.sampled_from(values)), tight=tight)


@contextmanager
def holidays_of(w: World) -> Iterator[None]:
    def found(code: str, _: int) -> dict[date, str]:
        return {day: "Holiday" for host, day in w["holidays"] or () if host == code}

    _taken.cache_clear()
    with patch("seminars.planning.calendar.public_holidays", found):
        yield
    _taken.cache_clear()


def as_ways(choices: Sequence[Choice]) -> tuple[Way, ...]:
    found = []
    for c in sorted(choices, key=lambda c: c.country):
        assert c.begins
        assert c.ends
        found.append(Way(
            c.country, c.kind, c.region, c.themes, c.levels, c.begins, c.ends, c.cost, c.standing, c.moves,
        ))  # fmt: skip
    return tuple(found)


@many
@given(worlds())
def test_no_plan_of_the_brute_force_is_worth_more(w: World) -> None:
    programme = programme_of(w)
    with holidays_of(w):
        found = best(
            facts_of(programme, AS_OF), rules_of(programme.planning, w["pins"], w["changes"])
        )
    rules, score = rules_in(w), Score(w)
    every = [tried for tried in plans(w, rules) if not broken(w, rules, tried)]
    event("feasible" if every else "infeasible")
    assert (found.status == "infeasible") == (not every)
    if every:
        chosen = as_ways(found.choices)
        assert chosen in every
        assert found.objective == score.of(chosen)
        assert float(found.objective) == pytest.approx(float(max(map(score.of, every))), abs=1e-5)


def feasible(w: World, rules: dict[str, Any]) -> bool:
    return any(not broken(w, rules, tried) for tried in plans(w, rules))


class Subsets:
    """Which sets of rules can be kept: what each plan breaks, read once for each calendar."""

    def __init__(self, w: World, rules: dict[str, Any]) -> None:
        self.w, self.rules = w, rules
        self.tables: dict[frozenset[str], set[frozenset[str]]] = {}

    def possible(self, names: Iterable[str], **figures: Any) -> bool:
        """Whether a plan keeps these rules, some of them with another figure."""
        kept = {name: self.rules[name] for name in names}
        if figures:
            return feasible(self.w, kept | figures)
        key = frozenset(n for n in kept if n in {"holidays", "ramadan"} or n.startswith("pin "))
        if key not in self.tables:
            # Rules that shape the days of a plan are in; of the others each plan tells what it breaks
            shaped = {n: f for n, f in self.rules.items() if n in key or not _shapes(n)}
            free = {n: f for n, f in shaped.items() if n in key}
            self.tables[key] = {
                frozenset(broken(self.w, shaped, tried)) for tried in plans(self.w, free)
            }
        return any(not gone & kept.keys() for gone in self.tables[key])


def _shapes(name: str) -> bool:
    return name in {"holidays", "ramadan"} or name.startswith("pin ")


def clash_of(seed: int) -> tuple[set[str], bool]:
    """Checks the clash of a tight world, if there is one; the kinds of rules it names."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    w = world(lambda *values: chance.choice(values), tight=True)
    programme, rules = programme_of(w), rules_in(w)
    with holidays_of(w):
        facts = facts_of(programme, AS_OF)
        asked = rules_of(programme.planning, w["pins"], w["changes"])
        assert set(asked.names()) == rules.keys()
        subsets = Subsets(w, rules)
        if subsets.possible(rules):
            assert possible(facts, asked)
            return set(), True
        found = conflicts(facts, asked, 1000)
        nearest = least_broken(facts, asked)
    names = [c.rule for c in found]
    assert not subsets.possible(names)
    for c in found:
        others = [name for name in names if name != c.rule]
        assert subsets.possible(others)
        check_figure(w, subsets, c, names)
    for fewer in combinations(rules, len(names) - 1):
        assert subsets.possible(fewer)
    if seed % 2:
        check_least_broken(w, rules, nearest)
    return {re.sub(r".* (minimum|maximum)$", r"\1", n).split()[0] for n in names}, False


def check_figure(w: World, subsets: Subsets, c: Conflict, names: list[str]) -> None:
    rules = subsets.rules
    clash, others = {n: rules[n] for n in names}, {n: rules[n] for n in names if n != c.rule}
    if c.rule == "meetings":

        def without(gone: Iterable[str]) -> World:
            return w | {"meetings": [m for m in w["meetings"] if m[1] not in gone]}

        assert feasible(without(c.meetings), clash)
        for size in range(min(len(c.meetings), 3)):
            for gone in combinations([m[1] for m in w["meetings"]], size):
                assert not feasible(without(gone), clash)
        assert c.enough == feasible(without(c.meetings), rules)
        return
    if c.figure is None:
        assert c.rule in {"holidays", "ramadan"} or c.rule.startswith("pin ")
        assert c.enough == feasible(w, {n: f for n, f in rules.items() if n != c.rule})
        return
    assert c.asks == rules[c.rule]
    assert feasible(w, clash | {c.rule: c.figure})
    assert c.enough == feasible(w, rules | {c.rule: c.figure})
    more = c.rule in {"seminars-most", "budget", "at_once", "changes"} or c.rule.endswith("maximum")
    assert (c.figure > rules[c.rule]) == more
    step = Fraction(1, 100) if c.rule == "budget" else 1
    nearer = c.figure - step if more else c.figure + step
    assert not feasible(w, others | {c.rule: nearer})


FIRM = {"notice", "meetings", "at_once", "rest", "holidays", "ramadan"}


def check_least_broken(w: World, rules: dict[str, Any], nearest: Found) -> None:
    """Of all plans that keep the calendar it breaks the least, and is worth the most."""
    score = Score(w)
    least: Fraction | None = None
    worth = Fraction(0)
    chosen, seen = as_ways(nearest.choices), False
    for tried in plans(w, {n: f for n, f in rules.items() if n != "seminars-most"}):
        shares = broken(w, rules, tried)
        if shares.keys() & FIRM:
            continue
        total = sum(shares.values(), Fraction(0))
        if tried == chosen:
            seen = True
            assert float(total) == pytest.approx(nearest.broken, abs=1e-5)
            assert nearest.objective == score.of(tried)
        if least is None or total < least:
            least, worth = total, score.of(tried)
        elif total == least:
            worth = max(worth, score.of(tried))
    assert seen
    assert least is not None
    assert nearest.broken == pytest.approx(float(least), abs=1e-5)
    assert nearest.objective is not None
    assert nearest.objective >= worth - Fraction(1, 100)


def test_each_clash_is_a_smallest_one_and_its_figures_are_the_nearest() -> None:
    told: Counter[str] = Counter()
    clashes = 0
    for seed in range(100):
        names, kept = clash_of(seed)
        told.update(names)
        clashes += not kept
    assert clashes >= 50
    assert told.keys() >= {
        "seminars-least", "budget", "notice", "meetings", "at_once", "rest", "ramadan", "minimum",
        "maximum", "pin", "changes",
    }  # fmt: skip


@settings(many, max_examples=150)
@given(worlds(), st.sampled_from("budget rest notice at_once limit meeting changes".split()))
def test_no_further_rule_raises_the_objective(w: World, rule: str) -> None:
    every: dict[str, World] = {
        "budget": {"budget": "30"}, "rest": {"rest": 9}, "notice": {"notice": 13},
        "at_once": {"at_once": 1}, "changes": {"changes": 1},
        "limit": {"limits": [*w["limits"], ((None, "south", "pay", "law"), 1, None)]},
        "meeting": {"meetings": [*w["meetings"], ("2008-09-23", "One more", True)]},
    }  # fmt: skip
    without = w if rule in {"limit", "meeting"} else w | {rule: None}
    free, bound = answer_of(without), answer_of(w | every[rule])
    if bound.objective is not None:
        assert free.objective is not None
        assert bound.objective <= free.objective + Fraction(1, 100_000)


def answer_of(w: World) -> Found:
    programme = programme_of(w)
    with holidays_of(w):
        return best(
            facts_of(programme, AS_OF), rules_of(programme.planning, w["pins"], w["changes"])
        )


@settings(many, max_examples=40)
@given(worlds(), st.randoms(use_true_random=False))
def test_no_order_of_the_files_changes_the_answer(w: World, chance: Any) -> None:
    answers: list[object] = []
    for order in (list, lambda part: chance.sample(part, len(part))):
        programme = programme_of(w, order)
        with holidays_of(w):
            try:
                found = plan(programme, AS_OF, pins=w["pins"], changes=w["changes"])
            except SeminarsError as refusal:
                answers.append(refusal.message)
                continue
        answers.append((
            found.status, found.objective, found.parts, found.proposals, found.moves, found.coverage,
            [reasons(found, p) for p in found.proposals], found.conflicts, set(found.breaks), found.runners,
        ))  # fmt: skip
    assert answers[0] == answers[1]


def test_the_programme_that_breaks_least_is_worth_the_most_of_those_that_do() -> None:
    """With its presolve the solver called this one infeasible, and then of less worth."""
    names, kept = clash_of(297)
    assert names
    assert not kept
    chance = random.Random(297)  # noqa: S311 (no secret)
    w = world(lambda *values: chance.choice(values), tight=True)
    programme = programme_of(w)
    asked = rules_of(programme.planning, w["pins"], w["changes"])
    found = least_broken(facts_of(programme, AS_OF), asked)
    assert found.broken == pytest.approx(float(Fraction(3101, 3998)))
    assert len(found.choices) == 1
