"""The programme's words for states, names and rolls, and the folding of names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminars.model.period import parse_dates
from seminars.model.programme import Meeting, Name, Programme, State, fold, name_index
from seminars.model.record import Origin, Seminar

DAY = date(2007, 8, 3)
ESWATINI = State(
    code="SZ",
    alpha3="SWZ",
    names=(
        Name("Swaziland", until=date(2018, 4, 18)),
        Name("Eswatini", since=date(2018, 4, 19)),
    ),
    region="africa",
    other_names=("Ngwane", "Swaziland"),
    least_developed=Name("least developed", until=date(2007, 12, 20)),
    since=date(1988, 8, 18),
    until=date(2030, 12, 31),
)
KENYA = State(code="KE", alpha3="KEN", names=(Name("Kenya"),), region="africa")
TAIWAN = State(code="TW", alpha3="TWN", names=(Name("Taiwan"),))


def programme(*seminars: Seminar) -> Programme:
    return Programme(
        title="T",
        themes=(),
        levels=(),
        regions=(),
        states=(ESWATINI, KENYA),
        territories=(TAIWAN,),
        languages={},
        seminars=seminars,
    )


def test_a_name_holds_from_its_first_day_to_its_last() -> None:
    assert ESWATINI.name_on(date(2018, 4, 18)) == "Swaziland"
    assert ESWATINI.name_on(date(2018, 4, 19)) == "Eswatini"
    alone = State(code="X", alpha3="X", names=(Name("New", since=date(2008, 1, 1)),))
    assert alone.name_on(DAY) == "New"


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (date(1988, 8, 17), False),
        (date(1988, 8, 18), True),
        (date(2030, 12, 31), True),
        (date(2031, 1, 1), False),
    ],
)
def test_a_place_on_the_roll_has_its_span(day: date, *, there: bool) -> None:
    assert ESWATINI.on_roll(day) is there
    assert KENYA.on_roll(day)
    assert not TAIWAN.on_roll(day)


def test_the_list_of_least_developed_countries_changes() -> None:
    assert ESWATINI.least_developed_on(date(2007, 12, 20))
    assert not ESWATINI.least_developed_on(date(2007, 12, 21))
    assert not KENYA.least_developed_on(DAY)


def test_all_names_are_told_once_newest_spelling_included() -> None:
    assert ESWATINI.all_names == ("Swaziland", "Eswatini", "Ngwane")


def test_the_roll_is_in_the_order_of_codes_and_of_the_day() -> None:
    assert list(programme().roll(DAY)) == ["KE", "SZ"]
    assert list(programme().roll(date(1980, 1, 1))) == ["KE"]
    assert programme().roll(DAY)["KE"] is KENYA


def test_every_country_has_a_name_and_what_is_none_its_code() -> None:
    named = programme()
    assert named.country_name("SZ", DAY) == "Swaziland"
    assert named.country_name("TW", DAY) == "Taiwan"
    assert named.country_name("ZZ", DAY) == "ZZ"


def test_records_are_found_by_id() -> None:
    record = Seminar(
        id="a",
        title="T",
        kind="regional",
        region="africa",
        status="proposed",
        origin=Origin("f", 1, 1, 0, 0),
    )
    assert programme(record).by_id == {"a": record}


def test_a_meeting_blocks_unless_it_says_otherwise() -> None:
    assert Meeting(parse_dates("2007-09"), "Assemblies").blocks


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Côte d'Ivoire", "cote d ivoire"),
        ("cote  d\u2019ivoire ", "cote d ivoire"),
        ("TÜRKİYE", "turkiye"),
        ("Guinea-Bissau", "guinea bissau"),
        ("Straße", "strasse"),
        ("Antigua & Barbuda", "antigua barbuda"),
        ("…", ""),
    ],
)
def test_names_fold_to_what_people_type(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_an_earlier_state_keeps_a_name() -> None:
    twin = State(code="NG", alpha3="NGA", names=(Name("Ngwane"),))
    index = name_index([ESWATINI, twin])
    assert index == {
        "sz": "SZ",
        "swz": "SZ",
        "swaziland": "SZ",
        "eswatini": "SZ",
        "ngwane": "SZ",
        "ng": "NG",
        "nga": "NG",
    }
