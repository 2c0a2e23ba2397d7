"""Coverage: against a naive count for every pair of dimensions, and rule by rule on written text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations, permutations, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import naive
from tests.strategies import RULES, Plain, days, periods, programme, records, rules, written

from seminars.analysis.coverage import DIMENSIONS, coverage
from seminars.analysis.query import Query
from seminars.model.diagnostics import UsageError
from seminars.model.period import Period, parse_period
from seminars.model.programme import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from seminars.analysis.coverage import At, Cell, Count, Coverage, Dimension, Figures

DAY = date(2007, 8, 3)
PAIRS = list(combinations(DIMENSIONS, 2))
ORDERED = list(permutations(DIMENSIONS, 2))
COUNTS: list[Count] = ["any", "share"]
PLACES: list[At] = ["host", "reached"]

SHORT = """
period: 2007/2008
themes: [{id: contracts, title: C}, {id: remuneration, title: R}]
regions: [{id: africa, title: Africa}, {id: arab, title: Arab}, {id: developed, title: Dev.}]
roll:
  - {code: KE, region: africa}
  - {code: SN, region: africa}
  - {code: UG, region: africa}
  - {code: EG, region: arab}
  - {code: FR, region: developed}
  - {code: ME, region: developed, since: 2008-01-01}
"""


def ask(
    text: str,
    *,
    by: tuple[Dimension, Dimension] = ("region", "theme"),
    count: Count = "any",
    at: At = "host",
    as_of: date = DAY,
    rules: str = SHORT,
    **filters: object,
) -> Coverage:
    """The coverage of records written as text."""
    query = Query(**filters)  # type: ignore[arg-type]  # each test names the filters it gives
    return coverage(programme(text, rules), query, as_of, by=by, count=count, at=at)


def cell(answer: Coverage, row: str, column: str) -> Cell:
    (found,) = (one for one in answer.cells if (one.row, one.column) == (row, column))
    return found


def figures(found: Figures) -> tuple[Fraction | int, ...]:
    return found.held, found.scheduled, found.proposed


def caveats(answer: Coverage) -> dict[str, tuple[str, ...]]:
    return {caveat.code: caveat.seminars for caveat in answer.caveats}


# Against a naive count


def compare(answer: Coverage, count: naive.Count, *, share: bool) -> None:
    """Hold the whole answer against the naive count."""
    assert [list(answer.rows), list(answer.columns)] == list(count.axes)
    assert [(one.row, one.column) for one in answer.cells] == list(product(*count.axes))
    for one in answer.cells:
        same(one.figures, [count.amounts[one.row, one.column]])
        assert set(one.figures.seminars) == count.ids[one.row, one.column]
        assert one.last == count.last(one.row, one.column)
        assert one.recency == count.recency(one.row, one.column)
    for side, totals in enumerate((answer.row_totals, answer.column_totals)):
        for value, total in zip(count.axes[side], totals, strict=True):
            inside = [r for r in count.counted if value in count.falls(r, count.by[side])]
            assert set(total.seminars) == {r["id"] for r in inside}
            if share:
                same(total, [each for key, each in count.amounts.items() if key[side] == value])
            else:
                same(total, singly(inside, count.as_of))
    same(answer.total, singly(count.counted, count.as_of))
    assert {seminar.id for seminar in answer.seminars} == {r["id"] for r in count.counted}


def compare_rest(answer: Coverage, count: naive.Count) -> None:
    """Hold states, gaps, balance and caveats against the naive count."""
    found = [(s.region, s.roll, s.hosted, s.reached, s.never) for s in answer.regions]
    assert [(part[0], *map(list, part[1:])) for part in found] == count.region_states()
    off = {code for r in count.held for code in naive.states_of(r)} - count.roll.keys()
    assert list(answer.off_roll) == sorted(off)
    missing = [
        one
        for one in answer.cells
        if one.recency in {"never", "lapsed"}
        and UNKNOWN not in {one.row, one.column}
        # nothing but what is held can be missing from a status
        and all(
            value == "held"
            for dimension, value in zip(answer.by, (one.row, one.column), strict=True)
            if dimension == "status"
        )
    ]
    assert sorted(answer.gaps, key=str) == sorted(missing, key=str)
    balance = {part.region: part for part in answer.balance}
    assert balance.keys() == count.balance().keys()
    for region, (own, roll, ratio) in count.balance().items():
        assert (balance[region].seminars, balance[region].roll) == (own, roll)
        assert balance[region].ratio == (None if ratio is None else pytest.approx(float(ratio)))
    named: dict[str, list[set[str]]] = {}
    for caveat in answer.caveats:
        named.setdefault(caveat.code, []).append(set(caveat.seminars))
    assert named == count.caveats()


def singly(inside: list[Plain], as_of: date) -> list[dict[str, Fraction]]:
    return [{naive.status_of(r, as_of): Fraction(1)} for r in inside]


def same(found: Figures, amounts: list[dict[str, Fraction]]) -> None:
    one, two, three = (
        sum((part.get(status, Fraction(0)) for part in amounts), Fraction(0))
        for status in ("held", "scheduled", "proposed")
    )
    assert figures(found) == (one, two, three)
    assert found.count == sum((sum(part.values(), Fraction(0)) for part in amounts), Fraction(0))


SAMPLE: list[Plain] = [
    {"id": "a", "title": "A", "kind": "national", "country": "KE", "status": "held", "dates": "2007-02-27/2007-03-02", "themes": ["contracts", "remuneration"], "levels": ["national-legislation"], "languages": ["en", "fr"], "countries": ["KE", "UG", "TV"]},
    {"id": "b", "title": "B", "kind": "regional", "region": "africa", "country": "FR", "status": "held", "dates": "2007-Q2", "themes": ["remuneration"], "countries": ["SN", "EG"], "provenance": "illustrative"},
    {"id": "c", "title": "C", "kind": "regional", "region": "arab", "status": "proposed", "dates": "2008", "levels": []},
    {"id": "d", "title": "D", "kind": "national", "country": "EG", "status": "held", "dates": "2007-11-05"},
    {"id": "e", "title": "E", "kind": "national", "country": "CH", "status": "scheduled", "dates": "2006-12-30/2007-01-03", "themes": ["transfer"]},
    {"id": "f", "title": "F", "kind": "national", "country": "KI", "region": "arab", "status": "held", "dates": "2006-02", "themes": ["remuneration"], "languages": ["ar"]},
    {"id": "g", "title": "G", "kind": "national", "country": "SN", "status": "postponed", "dates": "2007-H2"},
    {"id": "h", "title": "H", "kind": "national", "country": "SN", "status": "cancelled"},
    {"id": "i", "title": "I", "kind": "national", "country": "UG", "status": "proposed", "themes": ["transfer"]},
    {"id": "j", "title": "J", "kind": "regional", "region": "developed", "status": "scheduled", "dates": "2008-03-31/", "countries": ["KI"]},
    {"id": "k", "title": "K", "kind": "national", "country": "KE", "region": "arab", "status": "proposed", "dates": "2006-12/2007-01"},
]  # fmt: skip


@pytest.mark.parametrize(("count", "at"), list(product(COUNTS, PLACES)))
def test_every_ordered_pair_of_dimensions_equals_a_naive_count(count: Count, at: At) -> None:
    loaded = written(SAMPLE)
    for by in ORDERED:
        answer = coverage(loaded.programme, Query(), DAY, by=by, count=count, at=at)
        expected = naive.Count(
            SAMPLE, RULES, DAY, by, share=count == "share", reached=at == "reached"
        )
        compare(answer, expected, share=count == "share")
        compare_rest(answer, expected)


@settings(max_examples=10)
@given(records(), rules(), days, st.sampled_from(COUNTS), st.sampled_from(PLACES))
def test_coverage_equals_a_naive_count_for_every_pair_of_dimensions(
    plain: list[Plain], rules: Plain, as_of: date, count: Count, at: At
) -> None:
    loaded = written(plain, rules)
    for by in PAIRS:
        answer = coverage(loaded.programme, Query(), as_of, by=by, count=count, at=at)
        expected = naive.Count(
            plain, rules, as_of, by, share=count == "share", reached=at == "reached"
        )
        compare(answer, expected, share=count == "share")


@settings(max_examples=50)
@given(records(), periods(), days, st.sampled_from(ORDERED), st.sampled_from(PLACES))
def test_whatever_the_period_and_the_day_the_whole_answer_equals_a_naive_one(
    plain: list[Plain], text: str, as_of: date, by: tuple[Dimension, Dimension], at: At
) -> None:
    loaded = written(plain)
    query = Query(period=parse_period(text))
    answer = coverage(loaded.programme, query, as_of, by=by, at=at)
    expected = naive.Count(
        plain,
        RULES,
        as_of,
        by,
        share=False,
        reached=at == "reached",
        period=naive.period_of(text),
    )
    compare(answer, expected, share=False)
    compare_rest(answer, expected)


# Properties of the figures


@settings(max_examples=5)
@given(records(), days, st.sampled_from(PLACES))
def test_under_share_cells_sum_to_the_totals_of_rows_of_columns_and_of_all(
    plain: list[Plain], as_of: date, at: At
) -> None:
    loaded = written(plain)
    for by in PAIRS:
        answer = coverage(loaded.programme, Query(), as_of, by=by, count="share", at=at)
        for row, total in zip(answer.rows, answer.row_totals, strict=True):
            assert summed(one for one in answer.cells if one.row == row) == figures(total)
        for column, total in zip(answer.columns, answer.column_totals, strict=True):
            assert summed(one for one in answer.cells if one.column == column) == figures(total)
        assert summed(answer.cells) == figures(answer.total)


def summed(cells: Iterable[Cell]) -> tuple[Fraction | int, ...]:
    sums: list[Fraction | int] = [0, 0, 0]
    for one in cells:
        sums = [total + part for total, part in zip(sums, figures(one.figures), strict=True)]
    return tuple(sums)


@settings(max_examples=25)
@given(records(), days, st.sampled_from(PAIRS), st.sampled_from(PLACES))
def test_under_any_a_total_counts_distinct_seminars(
    plain: list[Plain], as_of: date, by: tuple[Dimension, Dimension], at: At
) -> None:
    answer = coverage(written(plain).programme, Query(), as_of, by=by, at=at)
    assert answer.total.count == len(answer.seminars) == len(set(answer.total.seminars))
    for side, values, totals in (
        (0, answer.rows, answer.row_totals),
        (1, answer.columns, answer.column_totals),
    ):
        for value, total in zip(values, totals, strict=True):
            inside = {
                identity
                for one in answer.cells
                if (one.row, one.column)[side] == value
                for identity in one.figures.seminars
            }
            assert total.count == len(inside) == len(total.seminars)
            assert set(total.seminars) == inside


@settings(max_examples=25)
@given(records(), periods(), days)
def test_hosted_are_among_reached_on_the_roll_and_never_is_none_of_them(
    plain: list[Plain], text: str, as_of: date
) -> None:
    loaded = written(plain).programme
    answer = coverage(loaded, Query(period=parse_period(text)), as_of)
    always = coverage(loaded, Query(period=Period(None, None, "")), as_of)
    roll = loaded.roll(as_of)
    assert sorted(code for part in answer.regions for code in part.roll) == sorted(roll)
    for part, ever in zip(answer.regions, always.regions, strict=True):
        assert set(part.hosted) <= set(part.reached) <= set(part.roll)
        assert part.never == ever.never
        assert {*ever.hosted, *ever.reached}.isdisjoint(part.never)
        assert {*ever.reached, *ever.never} == set(part.roll)


@settings(max_examples=25)
@given(records(), days, st.sampled_from(PAIRS))
def test_gaps_are_never_first_then_oldest_first_and_balance_worst_off_first(
    plain: list[Plain], as_of: date, by: tuple[Dimension, Dimension]
) -> None:
    answer = coverage(written(plain).programme, Query(), as_of, by=by)
    words = [gap.recency for gap in answer.gaps]
    assert words == sorted(words, key=["never", "lapsed"].index)
    lapsed = [gap.last for gap in answer.gaps if gap.last]
    assert lapsed == sorted(lapsed)
    assert len(lapsed) == words.count("lapsed")
    ratios = [part.ratio for part in answer.balance if part.ratio is not None]
    assert ratios == sorted(ratios)
    assert len(ratios) in {0, len(answer.balance)}


@settings(max_examples=25)
@given(records(), st.randoms(use_true_random=False), days, st.sampled_from(ORDERED))
def test_the_order_of_the_records_does_not_matter(
    plain: list[Plain], random: Random, as_of: date, by: tuple[Dimension, Dimension]
) -> None:
    shuffled = random.sample(plain, len(plain))
    one, other = (
        coverage(written(each).programme, Query(), as_of, by=by) for each in (plain, shuffled)
    )
    assert replace(one, seminars=()) == replace(other, seminars=())
    assert [s.id for s in one.seminars] == [s.id for s in other.seminars]


@settings(max_examples=25)
@given(records(), days, st.sampled_from(("kind", "status")))
def test_kinds_and_statuses_partition_what_is_counted(
    plain: list[Plain], as_of: date, dimension: Dimension
) -> None:
    answer = coverage(written(plain).programme, Query(), as_of, by=(dimension, "year"))
    inside = [identity for total in answer.row_totals for identity in total.seminars]
    assert sorted(inside) == sorted(s.id for s in answer.seminars)
    assert UNKNOWN not in answer.rows


# Rows and columns


def test_without_programme_file_the_whole_packaged_roll_and_the_default_terms_are_shown() -> None:
    bare = programme("[]")
    answer = coverage(bare, Query(), DAY, by=("country", "theme"))
    assert len(answer.rows) == 184
    assert answer.columns == tuple(term.id for term in bare.themes)
    assert sum(len(part.roll) for part in answer.regions) == 184
    assert answer.period == Period(date(2007, 1, 1), date(2007, 12, 31), "2007")
    assert [caveat.code for caveat in answer.caveats] == ["regions-unsourced"]
    assert answer.caveats[0].message == (
        "regions as in the packaged roll, whose allocation is not sourced"
    )


def test_without_a_period_the_years_of_the_dated_records_are_shown() -> None:
    text = """
    - {id: a, title: A, kind: national, country: KE, status: proposed, dates: 2005-12}
    - {id: b, title: B, kind: national, country: KE, status: proposed, dates: 2007-Q1}
    - {id: c, title: C, kind: national, country: KE, status: proposed}
    """
    answer = ask(text, rules="title: P", by=("year", "kind"))
    assert answer.rows == ("2005", "2006", "2007")
    assert answer.period.text == "2005/2007"


def test_every_value_has_its_row_where_nothing_is_and_unknown_only_where_something_falls() -> None:
    text = "- {id: a, title: A, kind: national, country: KE, status: held, dates: 2007-03}"
    assert ask(text, by=("quarter", "half")).rows == (
        "2007-Q1", "2007-Q2", "2007-Q3", "2007-Q4", "2008-Q1", "2008-Q2", "2008-Q3", "2008-Q4",
    )  # fmt: skip
    assert ask(text, by=("kind", "status")).columns == (
        "proposed", "scheduled", "held", "postponed", "cancelled",
    )  # fmt: skip
    assert ask(text, by=("country", "theme")).rows == ("EG", "FR", "KE", "SN", "UG")
    assert ask(text).columns == ("contracts", "remuneration", "unknown")
    assert ask(text, by=("language", "level")).rows == ("unknown",)
    assert ask(text).rows == ("africa", "arab", "developed")


def test_a_state_is_on_the_roll_from_the_day_it_became_a_member() -> None:
    assert "ME" not in ask("[]", by=("country", "kind")).rows
    assert "ME" in ask("[]", by=("country", "kind"), as_of=date(2008, 1, 1)).rows


def test_a_period_open_at_the_end_is_shown_up_to_the_last_record() -> None:
    text = """
    - {id: a, title: A, kind: national, country: KE, status: proposed, dates: 2007-11}
    - {id: b, title: B, kind: national, country: KE, status: proposed, dates: 2009-01}
    - {id: c, title: C, kind: national, country: KE, status: proposed, dates: 2007-05}
    """
    assert rows(text, "2007-10..") == ("2007-H2", "2008-H1", "2008-H2", "2009-H1")
    assert rows(text, "..2007-12") == ("2007-H1", "2007-H2")
    assert rows("[]", "..2006") == ("2006-H2",)
    assert rows("[]", "2008..") == ("2008-H1",)


def rows(text: str, period: str) -> tuple[str, ...]:
    return ask(text, by=("half", "kind"), period=parse_period(period)).rows


# Where a seminar falls


def test_dates_too_coarse_for_a_column_stand_under_unknown_whatever_the_period() -> None:
    text = """
    - {id: year, title: A, kind: national, country: KE, status: proposed, dates: 2007}
    - {id: half, title: A, kind: national, country: KE, status: proposed, dates: 2007-H2}
    - {id: quarter, title: A, kind: national, country: KE, status: proposed, dates: 2007-Q4}
    - {id: month, title: A, kind: national, country: KE, status: proposed, dates: 2007-12}
    - {id: months, title: A, kind: national, country: KE, status: proposed, dates: 2007-11/2007-12}
    - {id: across, title: A, kind: national, country: KE, status: proposed, dates: 2007-12/2008-01}
    """
    expected = {
        "year": {"2007": {"year", "half", "quarter", "month", "months"}, "unknown": {"across"}},
        "half": {"2007-H2": {"half", "quarter", "month", "months"}, "unknown": {"year", "across"}},
        "quarter": {"2007-Q4": {"quarter", "month", "months"}, "unknown": {"year", "half", "across"}},
        "month": {"2007-12": {"month"}, "unknown": {"year", "half", "quarter", "months", "across"}},
    }  # fmt: skip
    for period in (None, parse_period("2007-12"), parse_period("2007-10..2007-12")):
        for dimension in ("year", "half", "quarter", "month"):
            answer = ask(text, by=("kind", dimension), period=period)
            found = {
                one.column: set(one.figures.seminars)
                for one in answer.cells
                if one.figures.seminars
            }
            assert found == expected[dimension], (period, dimension)
            named = {caveat.code: set(caveat.seminars) for caveat in answer.caveats}
            assert named["coarse-dates"] == expected[dimension]["unknown"]


def test_a_seminar_known_to_the_day_belongs_to_the_column_it_begins_in() -> None:
    text = """
    - {id: over, title: A, kind: national, country: KE, status: proposed, dates: 2007-01-31/2007-02-02}
    - {id: before, title: A, kind: national, country: KE, status: proposed, dates: 2006-12-30/2007-01-02}
    - {id: after, title: A, kind: national, country: KE, status: proposed, dates: 2008-12-30/2009-01-02}
    - {id: open, title: A, kind: national, country: KE, status: proposed, dates: 2007-03-31/}
    """
    answer = ask(text, by=("month", "kind"))
    found = {one.row: one.figures.seminars for one in answer.cells if one.figures.seminars}
    assert found == {
        "2007-01": ("before", "over"),
        "2007-03": ("open",),
        "2008-12": ("after",),
    }
    assert UNKNOWN not in answer.rows
    assert "coarse-dates" not in caveats(answer)


REGIONAL = """
- {id: a, title: A, kind: regional, region: africa, country: FR, status: held, dates: 2007-02-05,
   themes: [contracts], countries: [KE, EG, TV]}
- {id: b, title: B, kind: regional, region: arab, status: held, dates: 2007-03-05,
   themes: [contracts]}
- {id: c, title: C, kind: regional, region: arab, country: KI, status: held, dates: 2007-04-05,
   themes: [contracts], countries: [TV]}
"""


def test_a_regional_seminar_keeps_its_region_wherever_it_is_held() -> None:
    answer = ask(REGIONAL)
    assert cell(answer, "africa", "contracts").figures.seminars == ("a",)
    assert cell(answer, "arab", "contracts").figures.seminars == ("b", "c")
    assert cell(answer, "developed", "contracts").figures.seminars == ()
    assert {part.region: part.seminars for part in answer.balance} == {
        "developed": 0,
        "africa": 1,
        "arab": 2,
    }


def test_at_reached_a_seminar_stands_with_its_host_and_the_states_that_took_part() -> None:
    answer = ask(REGIONAL, at="reached")
    found = {one.row: one.figures.seminars for one in answer.cells if one.column == "contracts"}
    assert found == {"africa": ("a",), "arab": ("a",), "developed": ("a",), "unknown": ("b", "c")}
    answer = ask(REGIONAL, at="reached", by=("country", "kind"))
    found = {one.row: one.figures.seminars for one in answer.cells if one.column == "regional"}
    assert found == {
        "EG": ("a",), "FR": ("a",), "KE": ("a",), "SN": (), "UG": (),
        "KI": ("c",), "TV": ("a", "c"), "unknown": ("b",),
    }  # fmt: skip


def test_at_host_a_seminar_stands_in_the_country_of_its_host_alone() -> None:
    answer = ask(REGIONAL, by=("country", "kind"))
    found = {one.row: one.figures.seminars for one in answer.cells if one.column == "regional"}
    assert found == {
        "EG": (), "FR": ("a",), "KE": (), "SN": (), "UG": (), "KI": ("c",), "unknown": ("b",),
    }  # fmt: skip


def test_a_value_given_twice_counts_once() -> None:
    answer = ask("""
    - {id: a, title: A, kind: national, country: KE, status: held, dates: 2007-02-05,
       themes: [contracts, contracts], countries: [KE, KE]}
    """, count="share")  # fmt: skip
    assert cell(answer, "africa", "contracts").figures.held == 1


def test_a_seminar_is_divided_among_its_cells_and_the_parts_sum_to_one() -> None:
    text = """
    - {id: a, title: A, kind: national, country: KE, status: held, dates: 2007-02-05,
       themes: [contracts, remuneration], languages: [en, fr, ar]}
    """
    answer = ask(text, by=("theme", "language"), count="share")
    assert cell(answer, "contracts", "fr").figures.held == Fraction(1, 6)
    assert [total.held for total in answer.row_totals] == [Fraction(1, 2)] * 2
    assert [total.held for total in answer.column_totals] == [Fraction(1, 3)] * 3
    assert answer.total.held == 1
    answer = ask(text, by=("theme", "language"))
    assert cell(answer, "contracts", "fr").figures.held == 1
    assert [total.held for total in answer.row_totals] == [1, 1]


# Statuses and the day


LIFE = """
- {id: held, title: A, kind: national, country: KE, status: held, dates: 2007-02-05}
- {id: later, title: A, kind: national, country: KE, status: held, dates: 2007-08}
- {id: scheduled, title: A, kind: national, country: KE, status: scheduled, dates: 2007-09}
- {id: overdue, title: A, kind: national, country: KE, status: scheduled, dates: 2007-07}
- {id: proposed, title: A, kind: national, country: KE, status: proposed, dates: 2008}
- {id: postponed, title: A, kind: national, country: KE, status: postponed, dates: 2008}
- {id: cancelled, title: A, kind: national, country: KE, status: cancelled, dates: 2008}
- {id: undated, title: A, kind: national, country: KE, status: proposed}
- {id: put-off, title: A, kind: national, country: KE, status: postponed}
"""


def test_what_is_held_after_the_day_counts_as_scheduled_until_its_last_possible_day() -> None:
    total = ask(LIFE).total
    assert figures(total) == (1, 3, 1)
    assert total.seminars == ("held", "overdue", "later", "scheduled", "proposed")
    assert figures(ask(LIFE, as_of=date(2007, 8, 30)).total) == (1, 3, 1)
    assert figures(ask(LIFE, as_of=date(2007, 8, 31)).total) == (2, 2, 1)
    assert figures(ask(LIFE, as_of=date(2007, 2, 4)).total) == (0, 4, 1)


def test_postponed_and_cancelled_count_by_status_and_nowhere_else() -> None:
    assert ask(LIFE).total.count == 5
    answer = ask(LIFE, by=("kind", "status"))
    found = {one.column: one.figures.count for one in answer.cells if one.row == "national"}
    assert found == {"proposed": 1, "scheduled": 3, "held": 1, "postponed": 1, "cancelled": 1}
    assert answer.total.count == 7
    assert figures(answer.total) == (1, 3, 1)
    assert figures(cell(answer, "national", "cancelled").figures) == (0, 0, 0)


def test_what_has_no_dates_is_a_caveat_when_its_status_counts() -> None:
    assert caveats(ask(LIFE))["undated"] == ("undated",)
    assert caveats(ask(LIFE, by=("status", "kind")))["undated"] == ("put-off", "undated")
    everything = Period(date(1, 1, 1), date(9999, 12, 31), "0001..9999")
    assert caveats(ask(LIFE, period=everything))["undated"] == ("undated",)


def test_what_is_overdue_is_a_caveat_and_still_scheduled() -> None:
    assert caveats(ask(LIFE))["overdue"] == ("overdue",)
    assert "overdue" not in caveats(ask(LIFE, as_of=date(2007, 7, 31)))


# Recency and gaps


OLD = """
- {id: a, title: A, kind: national, country: KE, status: held, dates: 2005-08-03,
   themes: [contracts], countries: [KE]}
- {id: b, title: B, kind: national, country: EG, status: held, dates: 2003-08-04,
   themes: [contracts], countries: [EG]}
- {id: c, title: C, kind: national, country: FR, status: held, dates: 2003-07-02,
   themes: [contracts], countries: [FR]}
- {id: d, title: D, kind: national, country: FR, status: held, dates: 2003-07-03,
   themes: [remuneration], countries: [FR]}
- {id: e, title: E, kind: national, country: KE, status: scheduled, dates: 2007-12,
   themes: [remuneration]}
"""


def test_recency_looks_at_what_was_held_whatever_the_period() -> None:
    answer = ask(OLD)
    assert answer.total.held == 0
    found = {(one.row, one.column): (one.recency, one.last) for one in answer.cells}
    assert found == {
        ("africa", "contracts"): ("current", date(2005, 8, 3)),
        ("africa", "remuneration"): ("never", None),
        ("arab", "contracts"): ("ageing", date(2003, 8, 4)),
        ("arab", "remuneration"): ("never", None),
        ("developed", "contracts"): ("lapsed", date(2003, 7, 2)),
        ("developed", "remuneration"): ("lapsed", date(2003, 7, 3)),
    }
    assert [(gap.row, gap.column) for gap in answer.gaps] == [
        ("africa", "remuneration"),
        ("arab", "remuneration"),
        ("developed", "contracts"),
        ("developed", "remuneration"),
    ]


@pytest.mark.parametrize(
    ("as_of", "recency"),
    [
        (date(2007, 9, 2), "current"),  # 24 whole months and 30 days
        (date(2007, 9, 3), "ageing"),  # 25 months
        (date(2009, 9, 2), "ageing"),
        (date(2009, 9, 3), "lapsed"),
    ],
)
def test_a_window_of_months_ends_when_one_more_whole_month_is_past(
    as_of: date, recency: str
) -> None:
    assert cell(ask(OLD, as_of=as_of), "africa", "contracts").recency == recency


def test_a_theme_can_age_sooner_than_the_rest() -> None:
    rules = SHORT + "recency: {current: 60, ageing: 72, remuneration: {current: 12, ageing: 24}}"
    answer = ask(OLD, rules=rules)
    assert cell(answer, "developed", "contracts").recency == "current"
    assert cell(answer, "developed", "remuneration").recency == "lapsed"
    turned = ask(OLD, rules=rules, by=("theme", "kind"))
    assert cell(turned, "remuneration", "national").recency == "lapsed"
    without = ask(OLD, rules=rules, by=("region", "kind"))
    assert cell(without, "developed", "national").recency == "current"


def test_recency_is_inside_the_filters_but_for_status_and_period() -> None:
    answer = ask(OLD, by=("region", "kind"), themes=frozenset({"remuneration"}))
    assert cell(answer, "africa", "national").recency == "never"
    assert cell(answer, "developed", "national").last == date(2003, 7, 3)
    answer = ask(OLD, by=("region", "kind"), statuses=frozenset({"scheduled"}))
    assert cell(answer, "africa", "national").last == date(2005, 8, 3)
    assert figures(answer.total) == (0, 1, 0)


def test_lapsed_gaps_come_oldest_first_whichever_rows_they_stand_in() -> None:
    text = """
    - {id: a, title: A, kind: national, country: KE, status: held, dates: 2001-05}
    - {id: b, title: B, kind: national, country: EG, status: held, dates: 2002-05}
    - {id: c, title: C, kind: national, country: FR, status: held, dates: 2000-05}
    - {id: d, title: D, kind: national, country: KE, status: held, dates: 1999-05}
    """
    found = [(gap.row, gap.recency) for gap in ask(text, by=("region", "kind")).gaps]
    assert found == [
        ("africa", "never"),
        ("arab", "never"),
        ("developed", "never"),
        ("developed", "lapsed"),
        ("africa", "lapsed"),
        ("arab", "lapsed"),
    ]


def test_what_falls_under_unknown_is_no_gap() -> None:
    answer = ask("- {id: a, title: A, kind: national, country: KE, status: proposed, dates: 2007}")
    assert cell(answer, "arab", "unknown").recency == "never"
    assert {gap.column for gap in answer.gaps} == {"contracts", "remuneration"}


def gaps(**asked: object) -> set[tuple[str, str]]:
    return {(gap.row, gap.column) for gap in ask("[]", **asked).gaps}  # type: ignore[arg-type]  # see `ask`


def test_gaps_leave_out_the_rows_and_columns_that_the_filters_leave_out() -> None:
    africa = frozenset({"africa"})
    assert gaps(regions=africa) == {("africa", "contracts"), ("africa", "remuneration")}
    assert gaps(themes=frozenset({"contracts"}), by=("theme", "kind")) == {
        ("contracts", "national"),
        ("contracts", "regional"),
    }
    assert gaps(regions=africa, kinds=frozenset({"national"}), by=("country", "kind")) == {
        ("KE", "national"),
        ("SN", "national"),
        ("UG", "national"),
    }
    assert gaps(countries=frozenset({"KE"}), by=("country", "kind")) == {
        ("KE", "national"),
        ("KE", "regional"),
    }
    assert len(gaps(countries=frozenset({"KE"}), by=("country", "kind"), at="reached")) == 10
    assert len(gaps(regions=africa, by=("region", "kind"), at="reached")) == 6


def test_a_host_off_the_roll_is_no_gap_of_another_region() -> None:
    answer = ask(REGIONAL, by=("country", "theme"), regions=frozenset({"arab"}))
    assert {gap.row for gap in answer.gaps} == {"EG", "KI"}


# The roll, balance, caveats


def test_hosted_and_reached_are_inside_the_period_and_never_looks_at_all_time() -> None:
    text = """
    - {id: a, title: A, kind: national, country: KE, status: held, dates: 2007-02-05,
       countries: [KE, EG]}
    - {id: b, title: B, kind: national, country: SN, status: held, dates: 2005,
       countries: [SN, FR]}
    - {id: c, title: C, kind: national, country: UG, status: held, dates: 2007-08,
       countries: [UG]}
    """
    found = {part.region: part for part in ask(text).regions}
    africa, arab, developed = (found[region] for region in ("africa", "arab", "developed"))
    assert (africa.roll, africa.hosted, africa.reached, africa.never) == (
        ("KE", "SN", "UG"), ("KE",), ("KE",), ("UG",),
    )  # fmt: skip
    assert (arab.hosted, arab.reached, arab.never) == ((), ("EG",), ())
    assert (developed.hosted, developed.reached, developed.never) == ((), (), ())
    early = ask(text, as_of=date(2007, 1, 1)).regions
    assert [part.never for part in early] == [("KE", "UG"), ("EG",), ()]


def test_states_off_the_roll_are_listed_and_not_counted() -> None:
    answer = ask(REGIONAL)
    assert answer.off_roll == ("KI", "TV")
    assert caveats(answer)["off-roll"] == ("a", "c")
    assert [part.reached for part in answer.regions] == [("KE",), ("EG",), ("FR",)]
    nothing = ask(REGIONAL, period=parse_period("2007-03"))
    assert nothing.off_roll == ()
    assert "off-roll" not in caveats(nothing)


def test_held_without_states_is_a_caveat_of_never_whatever_the_period() -> None:
    text = """
    - {id: kept, title: A, kind: national, country: KE, status: held, dates: 2007-02-05,
       countries: [KE]}
    - {id: none, title: A, kind: national, country: KE, status: held, dates: 2007-03-05,
       countries: []}
    - {id: lost, title: A, kind: national, country: KE, status: held, dates: 2007-04-05}
    - {id: old, title: A, kind: national, country: KE, status: held, dates: 2004}
    - {id: later, title: A, kind: national, country: KE, status: held, dates: 2007-10}
    """
    answer = ask(text)
    assert caveats(answer)["no-states"] == ("old", "lost")
    assert [c.message for c in answer.caveats if c.code == "no-states"] == [
        "2 held without a list of states: there, never means not recorded"
    ]


def test_balance_is_the_share_of_seminars_over_the_share_of_the_roll_worst_off_first() -> None:
    text = """
    - {id: a, title: A, kind: national, country: KE, status: held, dates: 2007-02-05}
    - {id: b, title: B, kind: national, country: KE, status: scheduled, dates: 2007-12}
    - {id: c, title: C, kind: national, country: EG, status: scheduled, dates: 2007-12}
    - {id: d, title: D, kind: national, country: FR, status: proposed, dates: 2007-12}
    """
    found = [(b.region, b.seminars, b.roll, b.ratio) for b in ask(text).balance]
    assert found == [
        ("developed", 0, 1, 0.0),
        ("africa", 2, 3, pytest.approx(2 / 3 / (3 / 5))),
        ("arab", 1, 1, pytest.approx(1 / 3 / (1 / 5))),
    ]
    by_status = [(b.region, b.ratio) for b in ask(text, by=("status", "kind")).balance]
    assert by_status == [(region, ratio) for region, _, _, ratio in found]


def test_without_seminars_or_without_states_there_is_no_balance() -> None:
    assert [part.ratio for part in ask("[]").balance] == [None, None, None]
    rules = SHORT.replace("- {code: EG, region: arab}", "")
    text = "- {id: a, title: A, kind: national, country: KE, status: held, dates: 2007-02-05}"
    assert [(part.region, part.ratio) for part in ask(text, rules=rules).balance] == [
        ("developed", 0.0),
        ("africa", pytest.approx(4 / 3)),
        ("arab", None),
    ]


def test_without_themes_and_illustrative_are_caveats() -> None:
    answer = ask("""
    - {id: a, title: A, kind: national, country: KE, status: proposed, dates: 2007,
       provenance: illustrative}
    - {id: b, title: B, kind: national, country: KE, status: proposed, dates: 2007, themes: []}
    - {id: c, title: C, kind: national, country: KE, status: proposed, dates: 2007,
       themes: [contracts], provenance: documented}
    """)
    assert [(caveat.code, caveat.message, caveat.seminars) for caveat in answer.caveats] == [
        ("no-themes", "2 without themes", ("a", "b")),
        ("illustrative", "1 of 3 records are illustrative", ("a",)),
    ]


def test_a_programme_without_roll_regions_or_themes_is_answered() -> None:
    rules = "roll: []\nthemes: []\nregions: []\nperiod: 2007"
    answer = ask("[]", rules=rules)
    assert (answer.regions, answer.balance) == ((), ())


def test_more_cells_than_anyone_could_look_at_are_refused() -> None:
    far = "- {id: a, title: T, kind: national, country: KE, status: held, dates: 0001-01-01}\n"
    with pytest.raises(UsageError) as error:
        ask(far, by=("year", "month"), period=parse_period("0001/2007"))
    assert error.value.message == ("2,007 year rows by 24,084 month columns are too many to show")
    assert error.value.help == "ask about a shorter --period, or divide it less finely"
