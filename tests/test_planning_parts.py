"""Parts of the planner that whole plans seldom reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import highspy
import pytest
from tests.planned import AS_OF, programme, seminar

from seminars.model.diagnostics import SeminarsError
from seminars.model.period import Period, parse_dates
from seminars.model.programme import (
    Days,
    Limit,
    Offer,
    Planning,
    Request,
    Term,
)
from seminars.planning import search
from seminars.planning.breaches import breaches
from seminars.planning.calendar import _taken, calendar_of
from seminars.planning.choice import Choice
from seminars.planning.conflicts import Conflict
from seminars.planning.drafts import drafts
from seminars.planning.facts import facts_of
from seminars.planning.proposal import plan
from seminars.planning.ramadan import in_ramadan
from seminars.planning.reasons import conflict_relax, why_not
from seminars.planning.rules import LEAST, Rules, rules_of
from seminars.planning.search import best, least_broken
from seminars.planning.solver import Linear, Solution, solve


def test_ramadan_falls_by_the_calendar_and_beyond_it_is_not_known() -> None:
    assert in_ramadan(date(2008, 9, 10)) is True
    assert in_ramadan(date(2008, 8, 20)) is False
    assert in_ramadan(date(2200, 1, 1)) is None


def test_a_rule_can_be_taken_away_by_its_name() -> None:
    limit = Limit(theme="pay", minimum=1, maximum=2)
    rules = rules_of(
        Planning(seminars=2, at_once=1, rest=7, notice=3, holidays=True, ramadan=("north",),
                 limits=(limit,)),
        ["a"], 3,
    )  # fmt: skip
    assert rules.only([]).names() == ()
    assert rules.only([LEAST]) == Rules(least=2, meetings=False, at_home=("a",))
    name = "theme pay minimum"
    eased = rules.eased(name, 0)
    assert dict(eased.minima) == {name: replace(limit, minimum=0)}
    assert eased.maxima == rules.maxima == (("theme pay maximum", limit),)
    assert rules.eased("rest", 2).rest == 2
    assert rules.eased(LEAST, 1).least == 1


def test_a_held_seminar_without_dates_covers_at_no_time() -> None:
    facts = facts_of(programme(seminar("AA")), AS_OF)
    assert facts.region_gaps["north", "pay"].word == "never"
    assert facts.reached == {"AA"}


def test_who_hosts_in_the_window_already_hosts_no_other() -> None:
    given = programme(
        seminar("AA", "scheduled", "2008-02-05"), seminar("AA", "proposed", "2008-03-04"),
        requests=(Request("r", "AA"),), offers=(Offer("o", "AA", dates=parse_dates("2008-03")),),
    )  # fmt: skip
    facts = facts_of(given, AS_OF)
    found = best(facts, rules_of(given.planning))
    assert [choice.country for choice in found.choices] == ["BB"]
    again = Choice("AA", "national", "north", ("pay",), (), date(2008, 3, 4), date(2008, 3, 4))
    assert [breach.rule for breach in breaches(facts, rules_of(given.planning), [again])] == [
        "country"
    ]


def test_more_themes_than_allowed_are_a_breach() -> None:
    given = programme(planning=Planning(window=Period(AS_OF, date(2008, 2, 1), "w"), themes_each=1))
    day = date(2008, 1, 15)
    choice = Choice("AA", "national", "north", ("pay", "law"), (), day, day)
    found = breaches(facts_of(given, AS_OF), Rules(), [choice])
    assert [(breach.rule, breach.message) for breach in found] == [
        ("themes_each", "AA has 2 themes")
    ]


def test_a_choice_without_dates_lies_in_no_window_and_no_month() -> None:
    choice = Choice("AA", "national", "north", ("pay",), (), None, None, exact=False)
    assert choice.month is None
    assert not choice.within(parse_dates("2008"))
    assert choice.within(None)


def test_an_empty_calendar_has_no_week() -> None:
    given = programme(planning=Planning(window=Period(AS_OF, date(2008, 1, 2), "w")))
    assert calendar_of(facts_of(given, AS_OF), Rules()).week_of(AS_OF) is None


def test_the_solver_says_when_the_effort_was_spent() -> None:
    linear = Linear()
    for at in range(60):
        linear.column(1, gain=float(100 + at * 37 % 41))
    for row in range(12):
        terms = [(at, float(20 + at * (row + 3) * 7919 % 83)) for at in range(60)]
        linear.row(terms, upper=sum(factor for _, factor in terms) / 2 + 0.5)
    spent = solve(linear, 1)
    assert spent.status == "feasible"
    assert spent.bound > spent.objective
    assert solve(linear, 0).status in {"unknown", "feasible"}


def test_without_any_plan_after_the_effort_the_command_stops(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "solve", lambda *_: Solution("unknown", 0, 0, []))
    given = programme()
    with pytest.raises(SeminarsError) as stopped:
        best(facts_of(given, AS_OF), rules_of(given.planning))
    assert stopped.value.help == "allow more with `--effort`"
    with pytest.raises(SeminarsError):
        least_broken(facts_of(given, AS_OF), rules_of(given.planning))


def test_a_plan_whose_ties_cannot_be_settled_is_still_the_best(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers: list[Solution] = []

    def first_only(*given: object) -> Solution:
        answers.append(solve(*given) if not answers else Solution("unknown", 0, 0, []))  # type: ignore[arg-type]  # as it is called
        return answers[-1]

    monkeypatch.setattr(search, "solve", first_only)
    given = programme()
    assert best(facts_of(given, AS_OF), rules_of(given.planning)).status == "optimal"
    assert len(answers) == 2


def test_a_fixed_seminar_keeps_its_rest() -> None:
    given = programme(seminar("AA", "scheduled", "2008-02-05/2008-02-06"))
    weeks = calendar_of(facts_of(given, AS_OF), Rules(rest=10, meetings=False)).weeks
    closed = [week.monday for week in weeks if week.closed]
    assert closed == [date(2008, 1, 28), date(2008, 2, 11)]
    assert all(week.closed == ("rest", "aa-scheduled") for week in weeks if week.monday in closed)
    assert weeks[0].friday - weeks[0].monday == timedelta(days=4)


def test_hosts_that_fit_into_none_of_the_weeks_get_weeks_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def first_week_only(code: str, _: int) -> dict[date, str]:
        days = (AS_OF + timedelta(days=day) for day in range(120))
        return {day: "Holiday" for day in days if code != "CC" and day > date(2008, 1, 11)}

    monkeypatch.setattr("seminars.planning.calendar.public_holidays", first_week_only)
    _taken.cache_clear()
    planning = Planning(window=Period(AS_OF, date(2008, 3, 31), "w"), seminars=2, holidays=True)
    given = programme(codes="AA BB", planning=planning)
    found = best(facts_of(given, AS_OF), rules_of(planning))
    _taken.cache_clear()
    assert [choice.begins for choice in found.choices] == [date(2008, 1, 8)] * 2


def test_a_seminar_of_one_day_and_a_request_of_many_themes() -> None:
    given = programme(
        themes=(Term("pay", "Pay"), Term("law", "Law"), Term("art", "Art")),
        requests=(Request("r", "CC", ("pay", "law", "art")),),
        planning=Planning(
            window=Period(AS_OF, date(2008, 3, 31), "w"), seminars=1, days=Days(national=1)
        ),
    )
    answer = plan(given, AS_OF)
    (proposed,) = answer.proposals
    assert [request.request.id for request in proposed.requests] == ["r"]
    assert len(proposed.choice.themes) == 2
    (record,) = drafts(answer)
    assert record.dates == parse_dates("2008-01-08")


def test_of_two_as_good_the_order_of_ids_decides() -> None:
    given = programme(
        requests=(Request("r-1", "BB", ("pay",)), Request("r-2", "AA", ("pay",))),
        planning=Planning(window=Period(AS_OF, date(2008, 3, 31), "w"), seminars=1),
    )
    answer = plan(given, AS_OF)
    assert [proposed.choice.country for proposed in answer.proposals] == ["AA"]
    assert [why_not(answer, runner) for runner in answer.runners] == [
        "with it a plan is worth as much; the order of ties decided"
    ]


def test_a_rule_without_a_figure_is_freed_by_nothing_but_its_absence() -> None:
    answer = plan(programme(), AS_OF)
    assert conflict_relax(answer, Conflict("holidays", None, None)) == "only without the rule"


def test_a_vague_proposal_breaks_no_rule_of_the_calendar() -> None:
    given = programme(seminar("AA", "proposed", "2008-02"))
    facts = facts_of(given, AS_OF)
    choices = [facts.kept(s) for s in facts.standing]
    assert breaches(facts, Rules(notice=200), choices) == ()
    exact = replace(choices[0], exact=True)
    assert [b.rule for b in breaches(facts, Rules(notice=200), [exact])] == ["notice", "weekend"]
    pinned = Rules(notice=200, pins=("aa-proposed",), at_home=("aa-proposed",))
    assert breaches(facts, pinned, [exact]) != ()  # its days are not written: the calendar binds it


def test_more_than_a_limit_allows_is_a_breach() -> None:
    given = programme()
    day = date(2008, 1, 15)
    choice = Choice("AA", "national", "north", ("pay",), (), day, day)
    limit = Limit(theme="pay", maximum=0)
    rules = Rules(maxima=(("pay maximum", limit),))
    assert [(b.rule, b.message) for b in breaches(facts_of(given, AS_OF), rules, [choice])] == [
        ("pay maximum", "1 of at most 0")
    ]


def test_an_option_that_the_solver_does_not_know_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highspy.Highs, "setOptionValue", lambda *_: highspy.HighsStatus.kError)
    with pytest.raises(AssertionError, match="the solver knows no option output_flag = False"):
        solve(Linear(), 1)
