"""Standing proposals in a plan: kept, moved, dropped, pinned; requests and offers beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.planned import AS_OF, programme, seminar

from seminars.model.period import Period, parse_dates
from seminars.model.programme import Costs, Meeting, Offer, Planning, Request, Term, Weights
from seminars.model.record import Money
from seminars.planning.breaches import breaches
from seminars.planning.drafts import drafts, to_edit, to_write
from seminars.planning.facts import MARK, facts_of
from seminars.planning.proposal import assess, plan
from seminars.planning.reasons import why_not
from seminars.planning.rules import Rules, rules_of
from seminars.planning.search import best, least_broken

if TYPE_CHECKING:
    from seminars.model.programme import Programme

WINDOW = Period(AS_OF, date(2008, 3, 31), "w")


def blocked_in_january(*proposals: object) -> Programme:
    meetings = (Meeting(parse_dates("2008-01-07/2008-01-31"), "Assembly"),)
    return programme(*proposals, meetings=meetings)  # type: ignore[arg-type]  # seminars


def test_any_of_two_proposals_of_one_host_and_kind_can_be_kept() -> None:
    given = blocked_in_january(
        seminar("AA", "proposed", "2008-01-15/2008-01-16", id="a1"),
        seminar("AA", "proposed", "2008-02-12/2008-02-13", id="a2"),
    )
    found = best(facts_of(given, AS_OF), rules_of(given.planning, changes=1))
    assert [(choice.standing, choice.begins) for choice in found.choices] == [
        ("a2", date(2008, 2, 12))
    ]
    answer = plan(given, AS_OF, changes=1)
    assert [(move.what, move.standing) for move in answer.moves] == [
        ("dropped", "a1"), ("kept", "a2"),
    ]  # fmt: skip


def test_of_two_proposals_each_brings_its_own_cost_and_only_one_takes_place() -> None:
    given = programme(
        seminar("AA", "proposed", id="a1", cost=Money("70")),
        seminar("AA", "proposed", id="a2", cost=Money("30")),
        seminar("AA", "proposed", id="a3", kind="regional", cost=Money("90")),
        codes="AA",
        planning=Planning(window=WINDOW, seminars=1, budget=Money("80"), costs=Costs(Money("50"))),
    )
    facts, rules = facts_of(given, AS_OF), rules_of(given.planning)
    found = best(facts, rules)
    assert [(choice.standing, choice.cost) for choice in found.choices] == [("a2", Fraction(30))]
    two = replace(rules, least=2, most=2, budget=None)
    assert best(facts, two).status == "infeasible"


def test_a_proposal_with_an_open_end_is_kept_from_its_day_on() -> None:
    given = programme(seminar("CC", "proposed", "2008-02-13/"), codes="AA BB CC")
    answer = plan(given, AS_OF)
    (proposed,) = answer.proposals
    assert proposed.choice.standing == "cc-proposed"
    assert (proposed.choice.begins, proposed.choice.ends) == (date(2008, 2, 13), date(2008, 2, 14))
    assert to_edit(answer) == ("seminars edit cc-proposed dates=2008-02-13/2008-02-14 themes=pay",)
    assert to_write(answer) == ()


def test_a_vague_proposal_that_is_kept_has_its_days_at_hand() -> None:
    given = programme(seminar("CC", "proposed", "2008-02"))
    answer = plan(given, AS_OF)
    assert [move.what for move in answer.moves] == ["kept"]
    assert to_edit(answer) == ("seminars edit cc-proposed dates=2008-02-05/2008-02-06 themes=pay",)


def test_a_proposal_kept_as_it_stands_needs_no_edit() -> None:
    answer = plan(programme(seminar("CC", "proposed", "2008-02-12/2008-02-13")), AS_OF)
    assert [move.what for move in answer.moves] == ["kept"]
    assert to_edit(answer) == ()


def test_what_the_planner_wrote_before_counts_as_kept_when_it_is_assessed() -> None:
    given = programme(seminar("AA", "proposed", "2008-01-08/2008-01-09", notes=f"{MARK} Why."))
    found = assess(given, AS_OF)
    assert (found.difference, found.changes) == (Fraction(0), 0)
    assert found.best.proposals[0].choice.standing == "aa-proposed"


def test_pins_and_changes_that_give_way_are_told() -> None:
    given = programme(
        seminar("AA", "proposed", "2008-02-12/2008-02-13", id="a1"),
        seminar("AA", "proposed", "2008-02-19/2008-02-20", id="a2"),
    )
    facts = facts_of(given, AS_OF)
    rules = rules_of(given.planning, ["a1", "a2"], 0)
    found = least_broken(facts, rules)
    assert [(b.rule, b.message) for b in breaches(facts, rules, found.choices)] == [
        ("pin a2", "not kept"), ("changes", "1 change, and 0 allowed"),
    ]  # fmt: skip


def test_a_request_for_a_few_days_of_an_open_week_is_not_called_closed() -> None:
    given = programme(
        requests=(
            Request("r-1", "BB", ("pay",), parse_dates("2008-02-05/2008-02-06")),
            Request("r-2", "AA", ("pay",), received=parse_dates("2001-01-01")),
        )
    )
    answer = plan(given, AS_OF)
    (runner,) = answer.runners
    assert (runner.id, runner.closed) == ("r-1", ())
    assert why_not(answer, runner).startswith("with it in the place of AA (national) the plan is")


def test_an_offer_without_a_kind_is_open_to_both() -> None:
    given = programme(
        offers=(Offer("o-1", "BB", dates=parse_dates("2008-02-05/2008-02-06")),),
        requests=(Request("r-2", "AA", ("pay",), received=parse_dates("2001-01-01")),),
    )
    (runner,) = plan(given, AS_OF).runners
    assert (runner.id, runner.closed) == ("o-1", ())


def test_a_window_with_an_open_end_has_no_last_day() -> None:
    given = programme(
        requests=(Request("r-1", "CC", ("pay",), parse_dates("2008-02-25/")),),
        offers=(Offer("o-1", "CC", dates=parse_dates("2008-02-25/")),),
    )
    (proposed,) = plan(given, AS_OF).proposals
    assert [request.request.id for request in proposed.requests] == ["r-1"]
    assert [offer.id for offer in proposed.offers] == ["o-1"]


def test_a_request_of_tomorrow_is_not_known_today() -> None:
    given = programme(requests=(Request("r", "CC", ("pay",), received=parse_dates("2008-01-02")),))
    assert facts_of(given, AS_OF).requests == ()
    assert len(facts_of(given, date(2008, 1, 2)).requests) == 1


def test_an_offer_without_dates_is_not_closed_by_what_is_long_past() -> None:
    offers = (Offer("o", "AA"),)
    past = programme(seminar("AA", "held", "2003-05-06"), offers=offers)
    assert [offer.id for offer in facts_of(past, AS_OF).offers] == ["o"]
    coming = programme(seminar("AA", "scheduled", "2008-05-06"), offers=offers)
    assert facts_of(coming, AS_OF).offers == ()


def test_a_fixed_seminar_is_of_the_month_of_its_monday() -> None:
    given = programme(
        seminar("AA", "held", "2007-10-30/2007-11-02", id="a"),
        seminar("BB", "scheduled", "2008-04-01", id="b"),
        seminar("CC", "scheduled", "2008-05", id="c"),
        seminar("CC", "scheduled", "2008-Q3", id="d"),
    )
    assert facts_of(given, AS_OF).months == {(2007, 10): 1, (2008, 3): 1, (2008, 5): 1}


def test_a_regional_host_takes_one_of_its_places() -> None:
    given = programme(
        seminar("AA", "held", "2007-10-30"), codes="AA BB CC DD",
        offers=(Offer("o", "AA", kind="regional"),),
        planning=Planning(window=WINDOW, seminars=1, regional_states=3, themes_each=1,
                          weights=Weights(offers=99)),
    )  # fmt: skip
    (proposed,) = plan(given, AS_OF).proposals
    assert proposed.invited == ("AA", "BB", "CC")
    amounts = {part.name: part.amount for part in proposed.adds}
    assert (amounts["states"], amounts["state_themes"]) == (Fraction(2), Fraction(2))


def test_runners_up_beyond_the_fifth_are_counted() -> None:
    requests = tuple(Request(f"r-{at}", "AA", ("pay",), parse_dates("2001")) for at in range(7))
    answer = plan(programme(requests=requests), AS_OF)
    assert (len(answer.runners), answer.more_runners) == (5, 2)


def test_no_new_record_gets_the_id_of_one_that_could_not_be_read() -> None:
    answer = plan(programme(), AS_OF)
    (first,) = drafts(answer)
    (other,) = drafts(replace(answer, taken=(first.id,)))
    assert (first.id, other.id) == ("2008-aa", "2008-aa-2")


def test_the_title_of_a_regional_seminar_is_in_capitals() -> None:
    given = programme(
        regions=(Term("north", "Certain countries in the north"),),
        offers=(Offer("o", "AA", kind="regional"),),
    )
    (record,) = drafts(plan(given, AS_OF))
    assert record.title == "Regional Seminar for Certain Countries in the North on Pay"


def test_ramadan_is_told_as_such() -> None:
    given = programme(planning=Planning(window=Period(AS_OF, date(2008, 12, 31), "w")))
    facts = facts_of(given, AS_OF)
    (choice,) = best(facts, rules_of(replace(given.planning, seminars=1))).choices
    in_it = replace(choice, begins=date(2008, 9, 9), ends=date(2008, 9, 10))
    rules = Rules(ramadan=("north",))
    assert [(b.rule, b.message) for b in breaches(facts, rules, [in_it])] == [
        ("ramadan", "AA, 2008-09-09 to 2008-09-10: Ramadan")
    ]
