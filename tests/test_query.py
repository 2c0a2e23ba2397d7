"""Queries: what a filter lets through, how words are found, how terms and countries are resolved."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import naive
from tests.strategies import (
    LANGUAGES,
    LEVELS,
    OFF_ROLL,
    PROVENANCES,
    REGIONS,
    ROLL,
    RULES,
    THEMES,
    WORDS,
    Plain,
    days,
    periods,
    programme,
    records,
    rules,
    written,
)

from seminars.analysis.query import (
    Query,
    by_date,
    countries_named,
    resolve_country,
    resolve_seminar,
    resolve_term,
    select,
    spanned_period,
    states_of,
    term_resolvers,
    took_part,
)
from seminars.model.diagnostics import UsageError
from seminars.model.period import Period, parse_period
from seminars.model.record import KINDS, STATUSES

if TYPE_CHECKING:
    from random import Random

    from seminars.model.programme import Programme

DAY = date(2007, 8, 3)
ALTERNATIVES: dict[str, tuple[str, ...]] = {
    "regions": REGIONS,
    "countries": (*ROLL, *OFF_ROLL),
    "reached": (*ROLL, *OFF_ROLL),
    "themes": THEMES,
    "levels": LEVELS,
    "kinds": KINDS,
    "statuses": STATUSES,
    "languages": LANGUAGES,
    "provenances": PROVENANCES,
}

RECORDS = """
- {id: 2007-ke-nairobi, title: Performers' Contracts, kind: national, country: KE, city: Nairobi,
   status: held, dates: 2007-02-05, themes: [contractual-relations, remuneration],
   levels: [national-legislation], languages: [en], countries: [KE, UG],
   partners: [Kenya Copyright Board], speakers: [Amina Otieno], provenance: documented,
   notes: with the Union}
- {id: 2007-ci-abidjan, title: Négociation collective, kind: regional, region: africa, country: CI,
   city: Abidjan, status: held, dates: 2007-09, themes: [collective-bargaining], languages: [fr],
   provenance: illustrative}
- {id: 2007-eg-cairo, title: Rights, kind: national, country: EG, city: Cairo, status: scheduled,
   dates: 2007-Q4, officers: [Amina Otieno], outcome: Nairobi was named, sources: [Nairobi]}
- {id: undated, title: Rights, kind: regional, region: arab, status: proposed}
- {id: 2007-eg-alexandria, title: Rights, kind: national, country: EG, status: postponed,
   dates: 2007-02-05/2007-02-06}
"""


def found(query: Query, as_of: date = DAY, text: str = RECORDS) -> list[str]:
    return [seminar.id for seminar in select(programme(text), query, as_of).seminars]


# Filters, one by one


def test_without_filters_all_records_come_by_date_then_id_and_undated_last() -> None:
    everything = [
        "2007-ke-nairobi",
        "2007-eg-alexandria",
        "2007-ci-abidjan",
        "2007-eg-cairo",
        "undated",
    ]
    assert found(Query()) == everything
    assert found(Query(kinds=frozenset(KINDS))) == everything


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({"regions": {"africa"}}, ["2007-ke-nairobi", "2007-ci-abidjan"]),
        ({"countries": {"EG", "CI"}}, ["2007-eg-alexandria", "2007-ci-abidjan", "2007-eg-cairo"]),
        ({"reached": {"UG"}}, ["2007-ke-nairobi"]),
        ({"reached": {"CI"}}, ["2007-ci-abidjan"]),
        ({"themes": {"remuneration"}}, ["2007-ke-nairobi"]),
        ({"levels": {"national-legislation"}}, ["2007-ke-nairobi"]),
        ({"kinds": {"regional"}}, ["2007-ci-abidjan", "undated"]),
        ({"statuses": {"postponed", "proposed"}}, ["2007-eg-alexandria", "undated"]),
        ({"languages": {"fr"}}, ["2007-ci-abidjan"]),
        ({"provenances": {"documented"}}, ["2007-ke-nairobi"]),
        ({"kinds": {"national"}, "regions": {"arab"}}, ["2007-eg-alexandria", "2007-eg-cairo"]),
        ({"kinds": {"regional"}, "themes": {"remuneration"}}, []),
    ],
)
def test_each_filter_lets_through_what_has_one_of_its_values(
    query: dict[str, set[str]], ids: list[str]
) -> None:
    assert found(Query(**{name: frozenset(given) for name, given in query.items()})) == ids  # type: ignore[arg-type]  # fields of sets only


def test_status_is_that_of_the_day() -> None:
    held = Query(statuses=frozenset({"held"}))
    assert found(held) == ["2007-ke-nairobi"]
    assert found(held, date(2007, 9, 30)) == ["2007-ke-nairobi", "2007-ci-abidjan"]
    assert found(held, date(2007, 2, 4)) == []
    scheduled = Query(statuses=frozenset({"scheduled"}))
    assert found(scheduled) == ["2007-ci-abidjan", "2007-eg-cairo"]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["KENYA"], ["2007-ke-nairobi"]),
        (["negociation"], ["2007-ci-abidjan"]),
        (["rights", "cairo"], ["2007-eg-cairo"]),
        (["Nairobi"], ["2007-ke-nairobi"]),  # neither outcome nor sources are searched
        (["Amina"], ["2007-ke-nairobi"]),  # nor officers
        (["union", "Performers'"], ["2007-ke-nairobi"]),
        (["2007-ci"], ["2007-ci-abidjan"]),
        (["rights", "nairobi"], []),
    ],
)
def test_all_words_must_occur_in_id_title_city_partners_speakers_or_notes(
    words: list[str], ids: list[str]
) -> None:
    assert found(Query(words=tuple(words))) == ids


def test_a_record_without_dates_is_in_no_period_and_is_named_apart() -> None:
    query = Query(period=parse_period("0001..9999"), regions=frozenset({"arab"}))
    selection = select(programme(RECORDS), query, DAY)
    assert [s.id for s in selection.seminars] == ["2007-eg-alexandria", "2007-eg-cairo"]
    assert [s.id for s in selection.undated] == ["undated"]
    without = select(programme(RECORDS), Query(regions=frozenset({"arab"})), DAY)
    assert without.undated == ()
    assert len(without.seminars) == 3


@pytest.mark.parametrize(
    ("period", "dates", "could_fall_inside"),
    [
        ("2007-02-05", "2007-02-05", True),
        ("2007-02-05", "2007-02-04/2007-02-06", True),
        ("2007-02-05", "2007-02-06", False),
        ("2007-02", "2007-02-28/2007-03-01", True),
        ("2007-02", "2007-03-01", False),
        ("2007-Q1", "2007-03", True),
        ("2007-Q1", "2007-04", False),
        ("2007-Q4", "2007", True),
        ("2007-H2", "2007-Q2", False),
        ("2007-H2", "2007-Q3", True),
        ("2007", "2006-12-31/2007-01-01", True),
        ("2007", "2008-01-01", False),
        ("2007-02-05/2007-02-07", "2007-02-07", True),
        ("2007-02-05/2007-02-07", "2007-02-08", False),
        ("2007-02..2007-03", "2007-03-31", True),
        ("2007-02..2007-03", "2007-02-01", True),
        ("2007-02..2007-03", "2007-04-01", False),
        ("2007-02-05..", "2007-02-05", True),
        ("2007-02-05..", "2007-02-04", False),
        ("2007-02-05..", "9999", True),
        ("..2007-02", "2007-02-28", True),
        ("..2007-02", "2007-03-01", False),
        ("..2007-02", "0001", True),
        ("2007-02-06", "2007-02-05/", False),  # an open end ends as it begins
        ("2007-02-05/", "2008", True),
    ],
)
def test_a_record_is_in_the_period_when_it_could_fall_inside(
    period: str, dates: str, *, could_fall_inside: bool
) -> None:
    text = f"- {{id: a, title: A, kind: national, country: KE, status: held, dates: {dates}}}"
    assert found(Query(period=parse_period(period)), text=text) == ["a"] * could_fall_inside


# Properties


def some_query() -> st.SearchStrategy[Query]:
    sets: dict[str, Any] = {
        name: st.frozensets(st.sampled_from(values), max_size=2)
        for name, values in ALTERNATIVES.items()
    }
    words = st.lists(st.sampled_from(WORDS), max_size=1).map(tuple)
    return st.builds(Query, **sets, period=st.none() | periods().map(parse_period), words=words)


def changed(query: Query, name: str, values: Any) -> Query:
    """The query with other values of one option."""
    part: Any = {name: frozenset(values) if name in ALTERNATIVES else values}
    return replace(query, **part)


def ids_of(held: Programme, query: Query, as_of: date = DAY) -> set[str]:
    return {seminar.id for seminar in select(held, query, as_of).seminars}


@settings(max_examples=30)
@given(records(), some_query(), some_query(), days)
def test_an_option_more_never_adds_a_record(
    plain: list[Plain], one: Query, other: Query, as_of: date
) -> None:
    known = written(plain).programme
    for part in fields(Query):
        if getattr(one, part.name) == part.default:
            narrower = changed(one, part.name, getattr(other, part.name))
            assert ids_of(known, narrower, as_of) <= ids_of(known, one, as_of)


@settings(max_examples=30)
@given(records(), some_query(), st.sampled_from(sorted(ALTERNATIVES)), st.data(), days)
def test_alternatives_of_one_option_widen_to_exactly_the_records_of_each(
    plain: list[Plain], query: Query, name: str, data: st.DataObject, as_of: date
) -> None:
    known = written(plain).programme
    values = data.draw(st.lists(st.sampled_from(ALTERNATIVES[name]), min_size=1, max_size=3))
    each = [ids_of(known, changed(query, name, {value}), as_of) for value in values]
    assert ids_of(known, changed(query, name, values), as_of) == set().union(*each)


@settings(max_examples=30)
@given(records(), some_query(), days)
def test_options_together_give_what_each_of_them_gives(
    plain: list[Plain], one: Query, as_of: date
) -> None:
    known = written(plain).programme
    for part in fields(Query):
        alone = Query(**{part.name: getattr(one, part.name)})
        rest = changed(one, part.name, part.default)
        assert ids_of(known, one, as_of) == ids_of(known, alone, as_of) & ids_of(known, rest, as_of)
    assert ids_of(known, one, as_of) <= ids_of(known, Query(), as_of) == {r["id"] for r in plain}


@settings(max_examples=30)
@given(records(), days, some_query())
def test_kinds_and_statuses_partition_the_records(
    plain: list[Plain], as_of: date, query: Query
) -> None:
    known = written(plain).programme
    for name, values in (("kinds", KINDS), ("statuses", STATUSES)):
        within = changed(query, name, ())
        parts = [ids_of(known, changed(within, name, {v}), as_of) for v in values]
        assert sum(map(len, parts)) == len(ids_of(known, within, as_of))
        assert set().union(*parts) == ids_of(known, within, as_of)


@settings(max_examples=30)
@given(records(), some_query(), days, st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(
    plain: list[Plain], query: Query, as_of: date, random: Random
) -> None:
    shuffled = written(random.sample(plain, len(plain))).programme
    one, other = (select(each, query, as_of) for each in (written(plain).programme, shuffled))
    assert [s.id for s in one.seminars] == [s.id for s in other.seminars]
    assert [s.id for s in one.undated] == [s.id for s in other.undated]
    assert list(one.seminars) == sorted(one.seminars, key=by_date)


@settings(max_examples=30)
@given(records(), periods())
def test_inside_a_period_is_every_record_with_a_possible_day_in_it(
    plain: list[Plain], text: str
) -> None:
    selection = select(written(plain).programme, Query(period=parse_period(text)), DAY)
    expected = {r["id"] for r in plain if naive.inside(r, naive.period_of(text))}
    assert {s.id for s in selection.seminars} == expected
    assert {s.id for s in selection.undated} == {r["id"] for r in plain if not r.get("dates")}


@settings(max_examples=30)
@given(records())
def test_the_host_took_part_and_each_state_took_part_once(plain: list[Plain]) -> None:
    for seminar, values in zip(written(plain).programme.seminars, plain, strict=True):
        assert seminar.id == values["id"]
        assert len(took_part(seminar)) == len(set(took_part(seminar)))
        assert set(took_part(seminar)) == naive.states_of(values)
        if seminar.country:
            assert took_part(seminar)[0] == seminar.country


@settings(max_examples=30)
@given(records(), rules(), days)
def test_the_period_of_a_programme_is_its_own_or_spans_its_records(
    plain: list[Plain], given_rules: Plain, as_of: date
) -> None:
    period = spanned_period(written(plain, given_rules).programme, as_of)
    assert (period.begins, period.ends) == naive.default_period(plain, given_rules, as_of)


def test_a_period_of_one_year_is_written_as_that_year() -> None:
    dated = "- {id: a, title: A, kind: national, country: KE, status: held, dates: 2005-02}"
    assert spanned_period(programme(dated), DAY).text == "2005"
    assert spanned_period(programme("[]"), DAY) == Period(
        date(2007, 1, 1), date(2007, 12, 31), "2007"
    )


# Words that people type


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KE", "KE"),
        ("ken", "KE"),
        ("Kenya", "KE"),
        ("  kenya ", "KE"),
        ("Swaziland", "SZ"),
        ("Eswatini", "SZ"),
        ("Ivory Coast", "CI"),
        ("cote d'ivoire", "CI"),
        ("CÔTE D’IVOIRE", "CI"),
        ("Swazi", "SZ"),
        ("Guinea", "GN"),
        ("NO", "NO"),
        ("Kiribati", "KI"),
        ("Aruba", "AW"),
    ],
)
def test_a_country_is_found_by_codes_names_and_unambiguous_beginnings(text: str, code: str) -> None:
    assert resolve_country(programme("[]"), text) == code


def test_a_beginning_of_several_countries_is_refused_with_their_codes() -> None:
    with pytest.raises(UsageError) as refused:
        resolve_country(programme("[]"), "Slov")
    assert refused.value.message == "`Slov` could be several of the country names"
    assert refused.value.help == "write one of `SI`, `SK`"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Zambiia", "did you mean `Zambia (ZM)` or `Gambia (GM)` or `Namibia (NA)`?"),
        ("qqqqqqq", "`seminars terms` lists the countries"),
        ("", "`seminars terms` lists the countries"),
        ("--", "`seminars terms` lists the countries"),
    ],
)
def test_an_unknown_country_is_refused_with_the_closest_names(text: str, remedy: str) -> None:
    with pytest.raises(UsageError) as refused:
        resolve_country(programme("[]"), text)
    assert refused.value.message == f"`{text}` is not a country"
    assert refused.value.help == remedy


KNOWN = {
    "asia-pacific": "Asia and the Pacific",
    "africa": "Africa",
    "arab": "Arab countries",
    "europe-asia": "Certain countries in Europe and Asia",
}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("africa", "africa"),
        ("Africa", "africa"),
        ("ARAB COUNTRIES", "arab"),
        ("asia", "asia-pacific"),
        ("certain", "europe-asia"),
        ("Europe", "europe-asia"),
        ("af", "africa"),
        ("asia pacific", "asia-pacific"),
    ],
)
def test_a_term_is_found_by_id_title_and_unambiguous_beginning(text: str, term: str) -> None:
    assert resolve_term("region", KNOWN, text) == term


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("a", "`a` could be several of the region names", "write one of `africa`, `arab`, `asia-pacific`"),
        ("afrika", "`afrika` is not a region", "did you mean `africa` or `arab`?"),
        ("", "`` is not a region", "the regions are asia-pacific, africa, arab, europe-asia"),
        ("xyz", "`xyz` is not a region", "the regions are asia-pacific, africa, arab, europe-asia"),
    ],
)  # fmt: skip
def test_a_term_that_is_not_one_is_refused_with_candidates(
    text: str, message: str, remedy: str
) -> None:
    with pytest.raises(UsageError) as refused:
        resolve_term("region", KNOWN, text)
    assert (refused.value.message, refused.value.help) == (message, remedy)


def test_each_filter_of_words_resolves_the_words_of_the_programme() -> None:
    resolve = term_resolvers(written([], RULES).programme)
    assert {name: turned(text) for name, text, turned in (
        ("region", "In arab", resolve["region"]),
        ("theme", "contr", resolve["theme"]),
        ("level", "At national-legislation", resolve["level"]),
        ("language", "French", resolve["language"]),
        ("country", "Kenya", resolve["country"]),
        ("reached", "Tuvalu", resolve["reached"]),
    )} == {
        "region": "arab", "theme": "contracts", "level": "national-legislation",
        "language": "fr", "country": "KE", "reached": "TV",
    }  # fmt: skip


def test_an_unknown_id_is_refused_with_the_closest_ids() -> None:
    known = programme(RECORDS)
    assert resolve_seminar(known, "undated").id == "undated"
    with pytest.raises(UsageError) as refused:
        resolve_seminar(known, "undatet")
    assert refused.value.message == "no seminar has the id `undatet`"
    assert refused.value.help == "did you mean `undated`?"
    with pytest.raises(UsageError) as refused:
        resolve_seminar(known, "zzz")
    assert refused.value.help == "`seminars list` shows the ids"


def test_countries_are_the_roll_or_with_words_every_country_a_name_of_which_begins_so() -> None:
    known = programme("[]")
    everything = countries_named(known, [], DAY)
    assert len(everything) == 184
    assert [s.name_on(DAY) for s in everything] == sorted(s.name_on(DAY) for s in everything)
    assert [s.code for s in countries_named(known, ["kirib", "TUV"], DAY)] == ["KI", "TV"]
    assert [s.code for s in countries_named(known, ["swazi"], DAY)] == ["SZ"]
    assert countries_named(known, ["zzz"], DAY) == []
    assert len(countries_named(known, ["developed"], DAY)) == len(
        states_of(known, "developed", DAY)
    )
    both = {s.code for s in countries_named(known, ["least-developed", "kenya"], DAY)}
    assert both == {*states_of(known, "least-developed", DAY), "KE"}
    assert countries_named(known, ["member-states"], DAY) == everything
