"""Clashes: sets of rules that cannot all be kept, and the nearest figure that frees each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.planned import AS_OF, programme, seminar

from seminars.model.period import Period, parse_dates
from seminars.model.programme import Limit, Meeting, Planning, Term
from seminars.planning import conflicts as module
from seminars.planning.conflicts import clash, conflicts
from seminars.planning.facts import facts_of
from seminars.planning.rules import rules_of
from seminars.planning.search import best, least_broken, possible

if TYPE_CHECKING:
    from seminars.model.programme import Programme
    from seminars.planning.conflicts import Conflict

WINDOW = Period(AS_OF, date(2008, 3, 31), "w")
CODES = "AA BB CC DD EE FF GG HH"


def clashes(given: Programme) -> dict[str, Conflict]:
    facts, rules = facts_of(given, AS_OF), rules_of(given.planning)
    return {conflict.rule: conflict for conflict in conflicts(facts, rules, 1000)}


def test_rest_beside_a_fixed_seminar_is_freed_by_the_nearest_figure() -> None:
    given = programme(
        seminar("AA", "scheduled", "2008-01-08/2008-01-09"),
        planning=Planning(window=Period(AS_OF, date(2008, 1, 20), "w"), seminars=1, rest=7, at_once=1),
    )  # fmt: skip
    found = clashes(given)
    assert (found["rest"].asks, found["rest"].figure, found["rest"].enough) == (7, 4, True)


def test_at_once_counts_what_is_fixed() -> None:
    given = programme(
        *(seminar(code, "scheduled", "2008-01-08", id=code.lower()) for code in ("AA", "BB", "CC")),
        codes="AA BB CC DD",
        planning=Planning(window=Period(AS_OF, date(2008, 1, 13), "w"), seminars=1, at_once=3),
    )
    assert clashes(given)["at_once"].figure == 4


def test_three_meetings_in_one_week_are_all_named() -> None:
    meetings = tuple(
        Meeting(parse_dates(day), f"Meeting {day}")
        for day in ("2008-01-07", "2008-01-09", "2008-01-13", "2008-01-20", "2008-02")
    )
    planning = Planning(window=Period(AS_OF, date(2008, 1, 13), "w"), seminars=1)
    found = clashes(programme(meetings=meetings, planning=planning))["meetings"]
    assert found.asks == 3
    assert found.meetings == ("Meeting 2008-01-07", "Meeting 2008-01-09", "Meeting 2008-01-13")


def test_limits_of_one_name_are_two_rules() -> None:
    levels = (Term("national", "National"),)
    limits = (Limit(kind="national", minimum=2), Limit(level="national", minimum=1))
    given = programme(levels=levels, planning=Planning(window=WINDOW, seminars=1, limits=limits))
    assert set(clashes(given)) == {"seminars-most", "kind national minimum"}


def test_a_clash_of_many_rules_is_found_with_few_models(monkeypatch: pytest.MonkeyPatch) -> None:
    regions = tuple(Term(f"r-{at}", f"Region {at}") for at in range(12))
    limits = tuple(Limit(region=term.id, minimum=1) for term in regions)
    given = programme(codes=CODES, regions=regions, planning=Planning(
        window=WINDOW, seminars=6, limits=limits,
    ))  # fmt: skip
    states = tuple(
        replace(given.states[at % 8], code=f"{'ABCDEFGHIJKL'[at]}A", region=f"r-{at}")
        for at in range(12)
    )
    given = replace(given, states=states)
    facts, rules = facts_of(given, AS_OF), rules_of(given.planning)
    solved = 0

    def counted(*question: object) -> bool:
        nonlocal solved
        solved += 1
        return possible(*question)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr(module, "possible", counted)
    names = clash(facts, rules, 1000)
    assert solved < 100
    assert len(names) == 8
    assert not possible(facts, rules.only(names))
    for name in names:
        assert possible(facts, rules.only(names).without(name))


def test_a_week_holds_as_many_as_the_programme_that_breaks_least_needs() -> None:
    limits = (Limit(kind="national", minimum=6), Limit(level="law", minimum=6))
    given = programme(
        codes=CODES, levels=(Term("law", "Law"),),
        planning=Planning(window=Period(AS_OF, date(2008, 1, 13), "w"), seminars=5, limits=limits),
    )  # fmt: skip
    found = least_broken(facts_of(given, AS_OF), rules_of(given.planning))
    assert found.broken == pytest.approx(0.2)
    assert len(found.choices) == 6


def test_an_answer_of_the_solver_that_breaks_a_rule_is_a_bug(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = programme(planning=Planning(window=WINDOW, seminars=1, notice=30))
    facts = facts_of(given, AS_OF)
    monkeypatch.setattr("seminars.planning.search.breaches", lambda *_: ("broken",))
    with pytest.raises(AssertionError, match="the solver's answer breaks a rule: broken"):
        best(facts, rules_of(given.planning))
