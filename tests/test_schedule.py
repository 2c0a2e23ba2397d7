"""The agenda: entries, clashes, meetings, free weeks; as written text and against naive counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from tests import naive
from tests.strategies import Plain, days, periods, programme, records, rules, written

from seminars.analysis.query import Query
from seminars.analysis.schedule import free_weeks, schedule
from seminars.model.period import Period, parse_period

if TYPE_CHECKING:
    from random import Random

    from seminars.analysis.schedule import Schedule

from hypothesis import strategies as st

DAY = date(2007, 8, 3)

MEETINGS = """
period: 2007-10/2007-12
meetings:
  - {dates: 2007-12-10/2007-12-14, name: Committee}
  - {dates: 2007-09-24/2007-10-03, name: Assembly, blocks: true}
  - {dates: 2007-10-03/2007-10-05, name: Fair, blocks: false}
  - {dates: 2007-09-24/2007-10-03, name: Aside, blocks: false}
  - {dates: 2007-06-11/2007-06-15, name: Past, blocks: true}
"""
RECORDS = """
- {id: dakar, title: A, kind: national, country: SN, status: scheduled,
   dates: 2007-10-15/2007-10-17, officers: [Keller], speakers: [Ba]}
- {id: bogota, title: B, kind: national, country: CO, status: scheduled,
   dates: 2007-10-17/2007-10-19, officers: [Keller]}
- {id: nairobi, title: C, kind: national, country: KE, status: proposed,
   dates: 2007-10-19, speakers: [Diaz], officers: [Ba]}
- {id: cairo, title: D, kind: national, country: EG, status: held, dates: 2007-10-16,
   speakers: [Keller, Ba]}
- {id: amman, title: E, kind: national, country: JO, status: proposed, dates: 2007-10,
   officers: [Keller]}
- {id: paris, title: F, kind: national, country: FR, status: scheduled, dates: 2007-10-17/,
   officers: [Keller]}
- {id: lima, title: G, kind: national, country: PE, status: postponed, dates: 2007-10-17,
   officers: [Keller]}
- {id: quito, title: H, kind: national, country: EC, status: cancelled, dates: 2007-10-17,
   officers: [Keller]}
- {id: accra, title: I, kind: national, country: GH, status: proposed}
- {id: tunis, title: J, kind: national, country: TN, status: postponed}
- {id: fes, title: K, kind: national, country: MA, status: scheduled,
   dates: 2007-09-28/2007-10-01}
"""


def ask(
    text: str = RECORDS, rules: str = MEETINGS, as_of: date = DAY, **filters: object
) -> Schedule:
    """The agenda of records written as text."""
    return schedule(programme(text, rules), Query(**filters), as_of)  # type: ignore[arg-type]  # each test names the filters it gives


def clashes(answer: Schedule) -> dict[str, tuple[str, ...]]:
    return {entry.seminar.id: entry.clashes for entry in answer.entries if entry.clashes}


# Entries


def test_entries_are_what_takes_place_in_the_period_by_date_and_undated_stand_apart() -> None:
    answer = ask()
    assert [entry.seminar.id for entry in answer.entries] == [
        "fes",
        "amman",
        "dakar",
        "cairo",
        "paris",
        "bogota",
        "nairobi",
    ]
    assert [seminar.id for seminar in answer.undated] == ["accra"]
    assert answer.period.text == "2007-10/2007-12"
    assert answer.as_of == DAY


def test_postponed_and_cancelled_are_in_it_when_their_status_is_asked_for() -> None:
    answer = ask(statuses=frozenset({"postponed"}))
    assert [entry.seminar.id for entry in answer.entries] == ["lima"]
    assert [seminar.id for seminar in answer.undated] == ["tunis"]
    assert answer.entries[0].clashes == ()


def test_a_period_and_filters_choose_the_entries() -> None:
    answer = ask(period=parse_period("2007-10-17"), countries=frozenset({"CO", "FR", "SN"}))
    assert [entry.seminar.id for entry in answer.entries] == ["dakar", "paris", "bogota"]
    assert answer.meetings == ()


def test_without_a_period_the_years_of_the_records_are_shown() -> None:
    assert ask(rules="title: P").period.text == "2007"


# Clashes


def test_those_clash_who_are_known_to_the_day_overlap_and_share_a_person_in_any_part() -> None:
    assert clashes(ask()) == {
        "dakar": ("bogota", "cairo"),
        "bogota": ("dakar",),
        "cairo": ("dakar",),
    }


def test_clashes_are_seen_with_what_the_filters_leave_out() -> None:
    answer = ask(countries=frozenset({"CO"}))
    assert clashes(answer) == {"bogota": ("dakar",)}


THREE = """
- {id: a, title: A, kind: national, country: SN, status: scheduled, dates: 2007-10-01/2007-10-10}
- {id: b, title: A, kind: national, country: KE, status: scheduled, dates: 2007-10-01/2007-10-03}
- {id: c, title: A, kind: national, country: EG, status: scheduled, dates: 2007-10-03/2007-10-06}
- {id: d, title: A, kind: national, country: FR, status: scheduled, dates: 2007-10-07/2007-10-08}
- {id: e, title: A, kind: national, country: FR, status: scheduled, dates: 2007-10-11}
"""


@pytest.mark.parametrize(
    ("at_once", "expected"),
    [
        ("null", {}),
        ("3", {}),
        ("2", {"a": ("b", "c"), "b": ("a", "c"), "c": ("a", "b")}),
        ("1", {"a": ("b", "c", "d"), "b": ("a", "c"), "c": ("a", "b"), "d": ("a",)}),
    ],
)
def test_those_clash_who_share_a_day_with_more_seminars_than_the_staff_can_run(
    at_once: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert clashes(ask(THREE, f"planning: {{at_once: {at_once}}}")) == expected


@settings(max_examples=80)
@given(records(), rules(), days)
def test_clashes_equal_a_comparison_of_every_pair_and_are_symmetric_and_irreflexive(
    plain: list[Plain], given_rules: Plain, as_of: date
) -> None:
    everything = Query(period=Period(None, None, ".."))
    answer = schedule(written(plain, given_rules).programme, everything, as_of)
    found = {(entry.seminar.id, other) for entry in answer.entries for other in entry.clashes}
    at_once = given_rules.get("planning", {}).get("at_once")
    assert found == naive.clashing(plain, at_once, as_of)
    assert all((other, one) in found and one != other for one, other in found)


@settings(max_examples=40)
@given(records(), rules(), days, st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(
    plain: list[Plain], given_rules: Plain, as_of: date, random: Random
) -> None:
    shuffled = random.sample(plain, len(plain))
    one, other = (
        schedule(written(each, given_rules).programme, Query(), as_of) for each in (plain, shuffled)
    )
    for first, second in zip(one.entries, other.entries, strict=True):
        assert first.seminar.id == second.seminar.id
        assert (first.clashes, first.meetings) == (second.clashes, second.meetings)
    assert [s.id for s in one.undated] == [s.id for s in other.undated]
    assert (one.free, one.meetings, one.period) == (other.free, other.meetings, other.period)


# Meetings


def test_meetings_of_the_period_come_by_date_then_name() -> None:
    assert [meeting.name for meeting in ask().meetings] == [
        "Aside",
        "Assembly",
        "Fair",
        "Committee",
    ]


def test_an_entry_names_every_meeting_it_falls_into_also_one_before_the_period() -> None:
    (entry,) = ask(period=parse_period("2007-10-01"), countries=frozenset({"MA"})).entries
    assert entry.meetings == ("Aside", "Assembly")
    rules = "meetings: [{dates: 2007-09-28, name: Eve}]"
    (entry,) = ask(
        rules=rules, period=parse_period("2007-10-01"), countries=frozenset({"MA"})
    ).entries
    assert entry.meetings == ("Eve",)


def test_only_dates_that_begin_on_a_known_day_fall_into_a_meeting() -> None:
    rules = "meetings: [{dates: 2007-10-17, name: Forum}]"
    found = {entry.seminar.id: entry.meetings for entry in ask(rules=rules).entries}
    assert found == {
        "fes": (),
        "amman": (),
        "dakar": ("Forum",),
        "cairo": (),
        "paris": ("Forum",),
        "bogota": ("Forum",),
        "nairobi": (),
    }


# Free weeks


def mondays(answer: Schedule) -> list[str]:
    return [f"{monday:%m-%d}" for monday, _ in answer.free]


def test_weeks_with_a_known_seminar_or_a_blocking_meeting_are_not_free() -> None:
    assert mondays(ask()) == [
        "10-08", "10-22", "10-29", "11-05", "11-12", "11-19", "11-26", "12-03", "12-17", "12-24",
    ]  # fmt: skip


def test_free_weeks_are_whole_and_inside_the_period() -> None:
    answer = ask(period=parse_period("2007-10-09..2007-11-04"))
    assert answer.free == (
        (date(2007, 10, 22), date(2007, 10, 28)),
        (date(2007, 10, 29), date(2007, 11, 4)),
    )
    assert ask(period=parse_period("2007-10-22..2007-10-27")).free == ()


def test_free_weeks_heed_seminars_that_the_filters_leave_out() -> None:
    assert mondays(ask(countries=frozenset({"PE"}))) == mondays(ask())


def test_an_open_period_is_bounded_by_what_is_known() -> None:
    assert mondays(ask(period=parse_period("2007-11-26.."))) == ["11-26", "12-03"]
    assert mondays(ask(period=parse_period("..2007-06-24"))) == ["06-18"]
    assert ask("[]", "title: P", period=parse_period("2007..")).free == ()
    assert ask("[]", "title: P", period=parse_period("..2007")).free == ()
    assert ask(period=parse_period("..2006")).free == ()


@pytest.mark.parametrize(("year", "weeks"), [("0001", 52), ("9999", 51)])
def test_the_first_and_the_last_year_of_the_calendar_have_weeks(year: str, weeks: int) -> None:
    assert len(ask("[]", period=parse_period(year)).free) == weeks
    assert ask("[]", period=parse_period("9999-12-31")).free == ()


@settings(max_examples=60)
@given(records(), rules(), days, periods())
def test_free_weeks_hold_nothing_known_and_equal_a_walk_through_the_days(
    plain: list[Plain], given_rules: Plain, as_of: date, text: str
) -> None:
    known = written(plain, given_rules).programme
    answer = schedule(known, Query(period=parse_period(text)), as_of)
    first, last = naive.period_of(text)
    for monday, sunday in answer.free:
        assert monday.weekday() == 0
        assert sunday == monday + timedelta(days=6)
        assert first is None or monday >= first
        assert last is None or sunday <= last
        week = {"dates": f"{monday}/{sunday}"}
        for record in plain:
            if naive.status_of(record, as_of) in naive.TAKING_PLACE and record.get("dates"):
                known_day = naive.begins_on_a_day(record["dates"])
                assert not known_day or not naive.inside(week, naive.span(record["dates"]))
        for meeting in given_rules["meetings"]:
            blocks = meeting["blocks"] == "true"
            assert not blocks or not naive.inside(week, naive.span(meeting["dates"]))
    if first and last:
        walked = naive.free_weeks(plain, given_rules["meetings"], (first, last), as_of)
        assert list(answer.free) == walked


def test_a_seminar_without_dates_or_with_coarse_ones_takes_up_no_week() -> None:
    seminars = [s for s in programme(RECORDS).seminars if s.id in {"amman", "accra"}]
    period = parse_period("2007-10-01..2007-10-14")
    assert len(free_weeks(period, seminars, ())) == 2
