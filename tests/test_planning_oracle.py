"""The planner against the brute force of tests/oracle.py, which shares no code with it."""

from __future__ import annotations

import random
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from tests.oracle import AS_OF, Score, Way, broken, plans, programme_of, rules_in, world

from seminars.planning.calendar import _taken
from seminars.planning.facts import facts_of
from seminars.planning.rules import rules_of
from seminars.planning.search import best

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from tests.oracle import World

    from seminars.planning.choice import Choice

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
    every = [plan for plan in plans(w, rules) if not broken(w, rules, plan)]
    event("feasible" if every else "infeasible")
    assert (found.status == "infeasible") == (not every)
    if every:
        chosen = as_ways(found.choices)
        assert chosen in every
        assert found.objective == score.of(chosen)
        assert float(found.objective) == pytest.approx(float(max(map(score.of, every))), abs=1e-5)
