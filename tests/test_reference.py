"""The packaged facts are whole, consistent and read once."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from seminars.model.programme import fold
from seminars.reading import reference
from seminars.reading.rules import RulesReader

DAY = date(2007, 9, 24)


def test_the_roll_of_2007_has_184_states_in_six_regions() -> None:
    states = reference.states()
    assert len(states) == 184
    assert [state.code for state in states] == sorted({state.code for state in states})
    regions = set(RulesReader(None).read()[1].regions)
    assert len(regions) == 6
    assert {state.region for state in states} == regions
    assert all(state.on_roll(DAY) for state in states)


def test_the_codes_are_those_of_iso_3166() -> None:
    everyone = (*reference.states(), *reference.territories())
    assert (
        len({state.code for state in everyone}) == len({state.alpha3 for state in everyone}) == 249
    )
    assert all(re.fullmatch("[A-Z]{2}", state.code) for state in everyone)
    assert all(re.fullmatch("[A-Z]{3}", state.alpha3) for state in everyone)
    assert not any(state.on_roll(DAY) for state in reference.territories())


def test_no_name_belongs_to_two_countries() -> None:
    owners: dict[str, set[str]] = {}
    for state in (*reference.states(), *reference.territories()):
        for name in (state.code, state.alpha3, *state.all_names):
            assert fold(name)
            owners.setdefault(fold(name), set()).add(state.code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_names_change_on_their_day() -> None:
    named = {state.code: state for state in reference.states()}
    changed = {
        code: (state.name_on(DAY), state.name_on(date(2026, 1, 1)))
        for code, state in named.items()
        if len(state.names) > 1
    }
    assert changed == {
        "BO": ("Bolivia", "Bolivia (Plurinational State of)"),
        "CV": ("Cape Verde", "Cabo Verde"),
        "CZ": ("Czech Republic", "Czechia"),
        "LY": ("Libyan Arab Jamahiriya", "Libya"),
        "MK": ("The former Yugoslav Republic of Macedonia", "North Macedonia"),
        "NL": ("Netherlands", "Netherlands (Kingdom of the)"),
        "SZ": ("Swaziland", "Eswatini"),
        "TR": ("Turkey", "Türkiye"),
        "VE": ("Venezuela", "Venezuela (Bolivarian Republic of)"),
    }
    assert named["SZ"].name_on(date(2018, 4, 18)) == "Swaziland"
    assert named["SZ"].name_on(date(2018, 4, 19)) == "Eswatini"
    assert "Côte d'Ivoire" in named["CI"].all_names or "Ivory Coast" in named["CI"].all_names


def test_the_least_developed_states_are_of_their_day() -> None:
    listed = {state.code: state for state in reference.states() if state.least_developed}
    assert listed["CV"].least_developed_on(DAY)
    assert not listed["CV"].least_developed_on(date(2008, 1, 1))
    assert listed["BD"].least_developed_on(date(2008, 1, 1))
    assert "KE" not in listed


def test_every_state_has_a_place_or_none_at_all() -> None:
    for state in reference.states():
        assert (state.latitude is None) is (state.longitude is None)
        assert state.latitude is None or -90 <= state.latitude <= 90
        assert state.longitude is None or -180 <= state.longitude <= 180
        assert state.capital != ""
    empty = Counter(name for state in reference.states() for name in state.other_names if not name)
    assert not empty


def test_languages_are_those_of_iso_639() -> None:
    languages = reference.languages()
    assert len(languages) == 183
    assert all(re.fullmatch("[a-z]{2}", code) and name for code, name in languages.items())
    assert (languages["en"], languages["no"]) == ("English", "Norwegian")


def test_facts_are_read_once() -> None:
    assert reference.states() is reference.states()
    assert reference.languages() is reference.languages()
