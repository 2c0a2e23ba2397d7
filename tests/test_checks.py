"""Checks: each where it speaks, where it is silent, where it is waived, and at which place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import Plain, days, programme, read, records, rules, written

from seminars.analysis.checks import CHECKS, GUESSES, check, code_of
from seminars.analysis.query import Query, select
from seminars.model.diagnostics import WARNINGS, Severity
from seminars.model.period import parse_period

if TYPE_CHECKING:
    from collections.abc import Collection
    from random import Random

    from tests.conftest import Run, Write

    from seminars.analysis.checks import Findings

DAY = date(2007, 8, 3)

RULES = """
meetings:
  - {dates: 2007-12-12/2007-12-14, name: Committee, blocks: true}
  - {dates: 2007-12-03/2007-12-07, name: Forum, blocks: false}
planning: {at_once: 2}
requests: [{id: r-2007-01, country: KE}]
mandates: [{id: m-2006, decision: D, text: T}]
"""


def findings(
    text: str,
    rules: str | None = RULES,
    codes: Collection[str] = (),
    as_of: date = DAY,
    query: Query | None = None,
) -> Findings:
    return check(read(text, rules), as_of, codes, query)


def told(
    text: str, rules: str | None = RULES, as_of: date = DAY
) -> list[tuple[str, int, int, str]]:
    """Code, line, column and message of each finding; the text begins on its second line."""
    found = findings(text, rules, as_of=as_of).diagnostics
    return [(one.code, one.place.line, one.place.column, one.message) for one in found]


def text_at(text: str, code: str) -> list[str]:
    """The pieces of text that the findings of a code point at."""
    pieces = []
    for one in findings(text, codes=[code]).diagnostics:
        assert one.place.line == one.place.end_line
        assert one.excerpt is not None
        pieces.append(one.excerpt[one.place.column - 1 : one.place.end_column - 1])
    return pieces


# One record that nothing can be said against, and what is said of each change of it

SOUND = """- id: a
  title: Contracts
  kind: national
  country: KE
  status: held
  dates: 2007-02-05/2007-02-07
  themes: [remuneration]
  countries: [KE, UG]
  participants: 40
  sources: [the paper]
  provenance: documented
  answers: [r-2007-01, m-2006]
"""


def test_of_a_sound_record_nothing_is_said() -> None:
    found = findings(SOUND)
    assert found.diagnostics == ()
    assert (found.errors, found.warnings, found.waived, found.lost) == (0, 0, 0, 0)
    assert [seminar.id for seminar in found.seminars] == ["a"]
    assert found.no_holiday_data == ()


ALONE = [
    (
        "other-region",
        "  country: KE\n",
        "  country: KE\n  region: arab\n",
        (5, 11, "Kenya belongs to Africa, not to Arab countries", "write `africa`, or leave the field out"),
    ),
    (
        "off-roll",
        "[KE, UG]",
        "[KE, TV]",
        (8, 19, "Tuvalu (`TV`) is not on the roll", "it is not counted as reached; check the code, or waive it with a reason"),
    ),
    (
        "no-participants",
        "  participants: 40\n",
        "",
        (5, 11, "held, and the number of participants is not recorded", "add `participants: ..`, or waive it with a reason"),
    ),
    (
        "no-states",
        "  countries: [KE, UG]\n",
        "",
        (5, 11, "held, and no state is listed as having taken part", "add `countries: [..]`, or waive it with a reason"),
    ),
    (
        "no-themes",
        "  themes: [remuneration]\n",
        "",
        (5, 11, "held, and no theme is recorded", "add `themes: [..]`, or waive it with a reason"),
    ),
    (
        "no-sources",
        "  sources: [the paper]\n",
        "",
        (10, 15, "documented, and no source is given", "add `sources: [..]`, or write `provenance: illustrative`"),
    ),
    (
        "overdue",
        "held",
        "scheduled",
        (5, 11, "it was to end by 2007-02-07, and is still scheduled", "seminars edit a status=held"),
    ),
    (
        "unknown-seminar",
        "  answers",
        "  follows: b\n  answers",
        (12, 12, "`b` is not in the records", "`seminars list` shows the ids"),
    ),
    (
        "later-seminar",
        "  answers",
        "  follows: a\n  answers",
        (12, 12, "`a` does not come before this seminar", "name an earlier seminar, or delete `follows`"),
    ),
    (
        "unknown-request",
        "m-2006]",
        "r-2007-02]",
        (12, 24, "`r-2007-02` is neither a request nor a mandate of the programme", "did you mean `r-2007-01`?"),
    ),
    (
        "public-holiday",
        "2007-02-05/2007-02-07",
        "2007-04-30/2007-05-01",
        (6, 10, "2007-05-01 is a public holiday in Kenya: Labor Day", "choose other days, or waive it with a reason"),
    ),
    (
        "blocking-meeting",
        "held\n  dates: 2007-02-05/2007-02-07",
        "proposed\n  dates: 2007-12-13/",
        (6, 10, "it falls into Committee, 2007-12-12/2007-12-14", "choose other dates; `seminars schedule` shows the free weeks"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "was", "becomes", "expected"), ALONE, ids=[e[0] for e in ALONE])
def test_a_change_of_a_sound_record_is_found_at_its_place_and_can_be_waived(
    code: str, was: str, becomes: str, expected: tuple[int, int, str, str]
) -> None:
    assert was in SOUND
    text = SOUND.replace(was, becomes)
    found = findings(text)
    assert [
        (one.code, one.place.line, one.place.column, one.message, one.help, one.seminar)
        for one in found.diagnostics
    ] == [(code, *expected, "a")]
    assert found.diagnostics[0].severity is Severity.WARNING
    assert (found.errors, found.warnings, found.waived) == (0, 1, 0)
    waived = findings(f"{text}  waive: {{{code}: known}}\n")
    assert waived.diagnostics == ()
    assert (waived.warnings, waived.waived) == (0, 1)


def test_every_check_is_a_warning_of_the_list_and_is_found_by_its_code_alone() -> None:
    codes = [code_of(run) for run in CHECKS]
    assert set(codes) == WARNINGS.keys() - {"lost-tail", "empty-file"}
    assert len(codes) == len(set(codes))
    text = SOUND.replace("  participants: 40\n", "").replace("  sources: [the paper]\n", "")
    for code in codes:
        found = [one.code for one in findings(text, codes=[code]).diagnostics]
        assert found == [code] * (code in {"no-participants", "no-sources"})


# Held without


def test_an_empty_list_is_no_state_and_no_theme_and_zero_participants_are_a_number() -> None:
    text = SOUND.replace("[KE, UG]", "[]").replace("[remuneration]", "[]").replace("40", "0")
    assert [code for code, *_ in told(text)] == ["no-states", "no-themes"]


@pytest.mark.parametrize("status", ["proposed", "postponed", "cancelled"])
def test_only_what_was_held_must_say_who_took_part(status: str) -> None:
    text = (
        f"- {{id: a, title: A, kind: national, country: KE, status: {status}, dates: 2007-02-06}}"
    )
    assert told(text) == []


def test_what_is_held_after_the_day_need_not_say_who_took_part_yet() -> None:
    text = "- {id: a, title: A, kind: national, country: KE, status: held, dates: 2007-02-06}"
    message = "it is recorded as held, and its days are still to come: from 2007-02-06"
    assert told(text, as_of=date(2007, 2, 5)) == [("held-ahead", 1, 58, message)]
    assert len(told(text, as_of=date(2007, 2, 6))) == 3


@pytest.mark.parametrize(
    ("provenance", "expected"),
    [
        ("documented", ["documented, and no source is given"]),
        ("probable", ["probable, and no source is given"]),
        ("illustrative", []),
        ("null", []),
    ],
)
def test_what_is_documented_or_probable_needs_a_source(
    provenance: str, expected: list[str]
) -> None:
    text = f"- {{id: a, title: A, kind: national, country: KE, status: proposed, provenance: {provenance}}}"
    assert [message for *_, message in told(text)] == expected
    empty = text.replace("}", ", sources: []}")
    assert [message for *_, message in told(empty)] == expected


# The day


def test_what_is_scheduled_is_overdue_from_the_day_after_its_last_possible_day() -> None:
    text = "- {id: a, title: A, kind: national, country: KE, status: scheduled, dates: 2007-08}"
    assert told(text, as_of=date(2007, 8, 31)) == []
    assert told(text, as_of=date(2007, 9, 1)) == [
        ("overdue", 1, 58, "it was to end by 2007-08-31, and is still scheduled")
    ]


def test_what_is_held_ahead_is_told_until_its_first_possible_day() -> None:
    text = "- {id: a, title: A, kind: regional, region: arab, status: held, dates: DATES, countries: [KE], themes: [remuneration], participants: 9}"
    for dates, first in (
        ("2007-11-12/2007-11-14", "2007-11-12"),
        ("2007-11", "2007-11-01"),
        ("2007-09-01/", "2007-09-01"),
    ):
        known = text.replace("DATES", dates)
        message = f"it is recorded as held, and its days are still to come: from {first}"
        assert told(known) == [("held-ahead", 1, 59, message)]
        assert told(known, as_of=date.fromisoformat(first)) == []
    for dates in ("2007", "2007-H2", "2007-08-03/2007-08-05"):
        assert told(text.replace("DATES", dates)) == []
    assert told(text.replace("held, dates: DATES", "proposed, dates: 2007-11")) == []


def test_an_earlier_day_than_the_programmes_own_makes_nothing_held_ahead() -> None:
    text = "- {id: a, title: A, kind: regional, region: arab, status: held, dates: 2007-11-12, countries: [KE], themes: [remuneration], participants: 9}"
    early = date(2007, 1, 1)
    assert [code for code, *_ in told(text, "as_of: 2007-12-01", early)] == []
    assert [code for code, *_ in told(text, "as_of: 2007-11-11", early)] == ["held-ahead"]
    assert [code for code, *_ in told(text, "as_of: 2007-11-11", date(2007, 11, 12))] == []
    assert [code for code, *_ in told(text, "title: T", early)] == ["held-ahead"]


# Regions and the roll


def test_a_regional_seminar_keeps_its_region_and_a_host_off_the_roll_has_none() -> None:
    assert (
        told("""
    - {id: a, title: A, kind: regional, region: arab, country: KE, status: proposed}
    - {id: b, title: A, kind: national, region: arab, country: EG, status: proposed}
    - {id: c, title: A, kind: national, country: EG, status: proposed}
    """)
        == []
    )
    text = "- {id: a, title: A, kind: national, region: arab, country: TV, status: proposed}"
    assert told(text) == [("off-roll", 1, 60, "Tuvalu (`TV`) is not on the roll")]


def test_every_state_off_the_roll_is_found_where_it_stands() -> None:
    text = """
    - {id: a, title: A, kind: regional, region: arab, country: TV, status: postponed,
       invited: [KE, KI], countries: [TV, EG]}
    """
    assert text_at(text, "off-roll") == ["TV", "KI", "TV"]


def test_a_state_of_a_region_that_the_programme_leaves_out_is_off_its_roll() -> None:
    rules = "regions: [{id: south, title: The South}]"
    text = "- {id: a, title: A, kind: national, region: south, country: KE, status: proposed}"
    assert told(text, rules) == [("off-roll", 1, 61, "Kenya (`KE`) is not on the roll")]


# Together in time

TOGETHER = """
- {id: a, title: A, kind: national, country: SN, status: proposed,
   dates: 2007-10-15/2007-10-16, officers: [Keller], speakers: [Ba]}
- {id: b, title: A, kind: national, country: KE, status: scheduled,
   dates: 2007-10-16/2007-10-17, speakers: [Diaz, Ba, Keller]}
- {id: c, title: A, kind: national, country: EG, status: proposed,
   dates: 2007-10-16, officers: [Lang]}
- {id: d, title: A, kind: national, country: EG, status: cancelled,
   dates: 2007-10-16, officers: [Keller]}
- {id: e, title: A, kind: national, country: FR, status: proposed,
   dates: 2007-10, officers: [Keller]}
- {id: f, title: A, kind: national, country: FR, status: proposed,
   dates: 2007-10-17, officers: [Diaz]}
"""


def test_the_same_person_at_two_places_is_found_in_the_later_record_once_a_person() -> None:
    found = [one for one in told(TOGETHER) if one[0] == "double-booked"]
    assert found == [
        ("double-booked", 5, 51, "Ba is at `a` on the same days"),
        ("double-booked", 5, 55, "Keller is at `a` on the same days"),
        ("double-booked", 13, 34, "Diaz is at `b` on the same days"),
    ]
    assert text_at(TOGETHER, "double-booked") == ["Ba", "Keller", "Diaz"]


def test_a_pair_that_overlaps_in_several_groups_is_told_of_once() -> None:
    text = """
    - {id: a, title: A, kind: national, country: SN, status: proposed,
       dates: 2007-10-01/2007-10-20, officers: [Keller]}
    - {id: b, title: A, kind: national, country: KE, status: proposed,
       dates: 2007-10-02/2007-10-19, officers: [Keller]}
    - {id: c, title: A, kind: national, country: EG, status: proposed, dates: 2007-10-03}
    - {id: d, title: A, kind: national, country: FR, status: proposed, dates: 2007-10-05}
    """
    found = findings(text, codes=["double-booked"]).diagnostics
    assert [(one.seminar, one.message) for one in found] == [
        ("b", "Keller is at `a` on the same days")
    ]


def test_more_at_once_than_the_staff_can_run_is_found_in_the_last_of_them() -> None:
    found = [one for one in told(TOGETHER) if one[0] == "crowded"]
    assert found == [
        ("crowded", 5, 11, "3 seminars at once, and staff for 2: with `a`, `c`"),
    ]
    assert text_at(TOGETHER, "crowded") == ["2007-10-16/2007-10-17"]
    assert [one for one in told(TOGETHER, "title: P") if one[0] == "crowded"] == []
    three = RULES.replace("at_once: 2", "at_once: 3")
    assert [one for one in told(TOGETHER, three) if one[0] == "crowded"] == []


def test_the_same_host_on_the_same_days_is_perhaps_the_same_seminar() -> None:
    text = """
    - {id: a, title: A, kind: national, country: KE, status: proposed, dates: 2007-10-15/2007-10-16}
    - {id: b, title: A, kind: national, country: KE, status: proposed, dates: 2007-10-16/2007-10-17}
    - {id: c, title: A, kind: national, country: EG, status: proposed, dates: 2007-10-16}
    - {id: d, title: A, kind: national, country: KE, status: proposed, dates: 2007-10}
    - {id: e, title: A, kind: national, country: KE, status: cancelled, dates: 2007-10-16}
    - {id: f, title: A, kind: national, country: KE, status: proposed, dates: 2007-10-18}
    - {id: g, title: A, kind: regional, region: africa, status: proposed, dates: 2007-10-16}
    - {id: h, title: A, kind: regional, region: africa, status: proposed, dates: 2007-10-16}
    """
    found = findings(text, codes=["near-duplicate"]).diagnostics
    assert [(one.seminar, one.message) for one in found] == [
        ("b", "same host as `a`, and the days overlap")
    ]
    assert text_at(text, "near-duplicate") == ["2007-10-16/2007-10-17"]


def test_each_of_several_near_duplicates_is_told_of_once() -> None:
    record = "- {{id: {}, title: A, kind: national, country: KE, status: proposed, dates: {}}}\n"
    spans = ("2007-10-01/2007-10-09", "2007-10-01/2007-10-08", "2007-10-02", "2007-10-05")
    text = "".join(record.format(f"s{at}", dates) for at, dates in enumerate(spans))
    found = findings(text, codes=["near-duplicate"]).diagnostics
    assert [(one.seminar, one.message) for one in found] == [
        ("s0", "same host as `s1`, and the days overlap"),
        ("s2", "same host as `s0`, and the days overlap"),
        ("s3", "same host as `s0`, and the days overlap"),
    ]


@pytest.mark.parametrize(
    ("code", "first", "second"),
    [
        ("crowded", "country: SN", "country: EG"),
        ("double-booked", "country: SN, officers: [Ba]", "country: EG, officers: [Ba]"),
        ("near-duplicate", "country: SN", "country: SN"),
    ],
)
def test_what_is_found_between_two_records_is_waived_in_the_one_it_is_found_in(
    code: str, first: str, second: str
) -> None:
    waive = f"waive: {{{code}: known}}"
    record = "- {{id: {}, title: A, kind: national, {}, status: proposed, dates: 2007-10-16, {}}}\n"
    rules = "planning: {at_once: 1}"
    for in_a, in_b, standing in (("", waive, 0), (waive, "", 1), ("", "", 1)):
        text = record.format("a", first, in_a) + record.format("b", second, in_b)
        found = findings(text.replace(", }", "}"), rules, [code])
        assert [one.seminar for one in found.diagnostics] == ["b"] * standing
        assert found.waived == 1 - standing


def test_a_meeting_blocks_seminars_that_take_place_and_whose_day_is_known() -> None:
    record = "- {{id: {}, title: A, kind: national, country: SN, status: {}, dates: {}}}\n"
    rows = (
        ("a", "scheduled", "2007-12-14/2007-12-15"),
        ("b", "scheduled", "2007-12-15"),
        ("c", "scheduled", "2007-12"),
        ("d", "postponed", "2007-12-13"),
        ("e", "scheduled", "2007-12-04"),  # a meeting that does not block
        ("f", "proposed", "2007-12-12/"),
    )
    text = "".join(record.format(*row) for row in rows)
    found = findings(text, codes=["blocking-meeting"]).diagnostics
    assert [one.seminar for one in found] == ["a", "f"]


# Holidays


def test_a_holiday_is_looked_up_for_every_day_of_what_takes_place() -> None:
    record = "- {{id: {}, title: A, kind: national, country: {}, status: {}, dates: {}}}\n"
    rows = (
        ("a", "KE", "scheduled", "2007-12-10/2007-12-12"),
        ("b", "KE", "cancelled", "2007-12-12"),
        ("c", "KE", "proposed", "2007-12"),
        ("d", "KE", "proposed", "2007-12-11"),
        ("e", "KE", "proposed", "2007-12-25/"),
        ("f", "KE", "proposed", "2007-12-31/2008-01-01"),
    )
    text = "".join(record.format(*row) for row in rows)
    found = findings(text, codes=["public-holiday"])
    assert [(one.seminar, one.message) for one in found.diagnostics] == [
        ("a", "2007-12-12 is a public holiday in Kenya: Independence Day"),
        ("e", "2007-12-25 is a public holiday in Kenya: Christmas Day"),
        ("f", "2008-01-01 is a public holiday in Kenya: New Year's Day"),
    ]
    assert found.no_holiday_data == ()


def test_hosts_without_holiday_data_are_named_and_nothing_is_said_of_their_days() -> None:
    record = "- {{id: {}, title: A, kind: national, country: {}, status: {}, dates: {}}}\n"
    rows = (
        ("a", "NP", "proposed", "2007-10-12"),
        ("b", "ES", "proposed", "2007-12-25"),
        ("c", "ES", "proposed", "2007-12-26/"),
        ("d", "KE", "proposed", "2007-11-12"),
        ("e", "AD", "cancelled", "1800-12-25"),
        ("f", "AD", "proposed", "1800"),
    )
    text = "".join(record.format(*row) for row in rows) + (
        "- {id: g, title: A, kind: regional, region: arab, status: proposed, dates: 2007-12-25}\n"
        "- {id: h, title: A, kind: regional, region: arab, status: proposed}\n"
    )
    found = findings(text, codes=["public-holiday"])
    assert found.diagnostics == ()
    assert found.no_holiday_data == ("ES", "NP")
    assert findings(text, codes=["overdue"]).no_holiday_data == ()
    spain = Query(countries=frozenset({"ES"}))
    assert findings(text, query=spain).no_holiday_data == ("ES",)


def test_an_interval_of_years_is_looked_up_for_its_first_month_only() -> None:
    text = "- {id: a, title: A, kind: national, country: KE, status: proposed, dates: 2007-01-02/2017-01-02}"
    assert told(text, "title: P") == []
    text = text.replace("2007-01-02", "2007-04-15")
    assert [message for *_, message in told(text, "title: P")] == [
        "2007-05-01 is a public holiday in Kenya: Labor Day"
    ]


# What is followed and answered


def test_a_seminar_follows_one_that_does_not_begin_after_it() -> None:
    record = "- {{id: {}, title: A, kind: national, country: {}, status: proposed, dates: {}, follows: {}}}\n"
    rows = (
        ("a", "SN", "2008-02-04", "b"),
        ("b", "KE", "2007-11", "c"),
        ("c", "EG", "2007-11-30", "a"),
        ("d", "FR", "null", "a"),
        ("e", "UG", "2007-10", "d"),
    )
    text = "".join(record.format(*row) for row in rows)
    assert [(one.code, one.seminar, one.message) for one in findings(text).diagnostics] == [
        ("later-seminar", "c", "`a` does not come before this seminar")
    ]
    assert text_at(text, "later-seminar") == ["a"]


def test_an_unknown_id_gets_the_closest_ones_unless_there_are_very_many() -> None:
    record = "- {{id: 2007-ke-town{0}, title: A, kind: national, country: KE, status: proposed, follows: 2006-ke-town{0}}}\n"
    few = findings("".join(record.format(at) for at in range(2)))
    assert [one.help for one in few.diagnostics] == [
        "did you mean `2007-ke-town0` or `2007-ke-town1`?",
        "did you mean `2007-ke-town1` or `2007-ke-town0`?",
    ]
    count = int(GUESSES**0.5) + 1
    many = findings("".join(record.format(at) for at in range(count)))
    assert {one.help for one in many.diagnostics} == {"`seminars list` shows the ids"}
    assert len(many.diagnostics) == count


def test_each_answer_that_the_programme_does_not_have_is_found_where_it_stands() -> None:
    text = """
    - {id: a, title: A, kind: national, country: KE, status: proposed,
       answers: [m-2006, x-1, r-2007-01, x-1]}
    """
    assert text_at(text, "unknown-request") == ["x-1", "x-1"]
    assert {one.help for one in findings(text).diagnostics} == {"add it to programme.yaml"}
    assert text_at(text.replace("x-1", "m-2006"), "unknown-request") == []


# All together

BLOCK = """
- id: lost
  title: A
  kind: national
  country: KE
  status: begun
- id: tail
  title: Room #4 and more
  kind: national
  country: KE
  status: proposed
- id: kept
  title: Room #4 and more
  kind: national
  country: EG
  status: proposed
  waive: {lost-tail: r}
- id: old
  title: A
  kind: national
  country: EG
  status: held
  dates: 2007-02
  waive: {no-themes: r, no-states: r}
"""


def summary(found: Findings) -> tuple[list[str], int, int, int, int]:
    codes = [one.code for one in found.diagnostics]
    return codes, found.errors, found.warnings, found.waived, found.lost


def test_what_reading_found_and_what_the_checks_found_come_in_the_order_of_the_file() -> None:
    assert summary(findings(BLOCK)) == (["bad-value", "lost-tail", "no-participants"], 1, 2, 3, 1)


def test_with_codes_only_these_are_looked_at_in_reading_too() -> None:
    assert summary(findings(BLOCK, codes=["lost-tail"])) == (["lost-tail"], 0, 1, 1, 1)
    assert summary(findings(BLOCK, codes=["no-states"])) == ([], 0, 0, 1, 1)
    assert summary(findings(BLOCK, codes=["bad-value"])) == (["bad-value"], 1, 0, 0, 1)


def test_with_a_query_only_its_records_and_what_could_not_be_read_are_told_of() -> None:
    egypt = Query(countries=frozenset({"EG"}))
    assert summary(findings(BLOCK, query=egypt)) == (["bad-value", "no-participants"], 1, 1, 3, 1)
    kenya = Query(countries=frozenset({"KE"}))
    found = findings(BLOCK, query=kenya)
    assert summary(found) == (["bad-value", "lost-tail"], 1, 1, 0, 1)
    assert [seminar.id for seminar in found.seminars] == ["tail"]


def test_findings_about_one_record_can_be_asked_for() -> None:
    found = findings(BLOCK)
    (tail,) = (seminar for seminar in found.seminars if seminar.id == "tail")
    assert [one.code for one in found.about(tail)] == ["lost-tail"]


def test_the_findings_of_one_record_stand_by_line_and_column_whichever_check_came_first() -> None:
    text = """
    - {id: a, title: A, kind: regional, region: arab, provenance: documented, status: scheduled,
       dates: 2007-07, follows: nowhere}
    """
    assert [code for code, *_ in told(text)] == ["no-sources", "overdue", "unknown-seminar"]


@settings(max_examples=40)
@given(records(), rules(), days, st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(
    plain: list[Plain], given_rules: Plain, as_of: date, random: Random
) -> None:
    one, other = (
        check(written(each, given_rules), as_of)
        for each in (plain, random.sample(plain, len(plain)))
    )
    assert said(one) == said(other)
    assert one.waived == other.waived
    assert one.no_holiday_data == other.no_holiday_data
    assert [seminar.id for seminar in one.seminars] == [seminar.id for seminar in other.seminars]


def said(found: Findings) -> list[tuple[str, str, str]]:
    return sorted((one.code, one.seminar or "", one.message) for one in found.diagnostics)


@settings(max_examples=40)
@given(records(), days, st.sampled_from(("2007", "..2007", "2008..")))
def test_of_the_records_outside_a_query_nothing_is_said_and_of_those_inside_all(
    plain: list[Plain], as_of: date, period: str
) -> None:
    loaded = written(plain)
    query = Query(period=parse_period(period))
    inside = {seminar.id for seminar in select(loaded.programme, query, as_of).seminars}
    every = [one for one in said(check(loaded, as_of)) if one[1] in inside]
    assert said(check(loaded, as_of, query=query)) == every


def test_a_programme_without_records_has_nothing_to_check() -> None:
    assert programme("[]").seminars == ()
    assert summary(findings("[]")) == ([], 0, 0, 0, 0)


def test_a_seminar_that_could_not_be_read_is_not_called_missing(write: Write, call: Run) -> None:
    records = (
        "- {id: a, title: A, kind: national, country: KE, status: proposed, follows: b}\n"
        "- {id: b, title: B, kind: national, country: KE, status: perhaps}\n"
        "- {id: c, title: C, kind: national, country: KE, status: proposed, follows: x}\n"
    )
    folder = write({"seminars.yaml": records})
    told = call("check", "unknown-seminar", "--data", folder)
    assert "`b` is not in the records" not in told.out
    assert "`x` is not in the records" in told.out
    (folder / "seminars-bern.yaml").write_text("- {id: x\n")
    told = call("check", "--data", folder)
    assert "is not in the records" not in told.out
    assert "seminars-bern.yaml" in told.out
