"""Dates of every precision, the period grammar, and the arithmetic of months and weeks."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminars.model.period import (
    FULL_GRAMMAR,
    GRAMMAR,
    PERIOD_GRAMMAR,
    BadDateError,
    Dates,
    Period,
    division_of,
    divisions,
    months_between,
    parse_dates,
    parse_day,
    parse_period,
    weeks,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from seminars.model.period import Division

DIVISIONS: tuple[Division, ...] = ("year", "half", "quarter", "month")
days = st.dates(min_value=date(1, 1, 1))


@st.composite
def atoms(draw: st.DrawFn) -> str:
    day = draw(days)
    exact = st.just(day.isoformat())
    return draw(exact | st.sampled_from([division_of(day, division) for division in DIVISIONS]))


@pytest.mark.parametrize(
    ("text", "begins", "ends", "precision"),
    [
        ("2007-11-12", "2007-11-12", "2007-11-12", "day"),
        ("2007-11-12/2007-11-14", "2007-11-12", "2007-11-14", "day"),
        ("2007-11-12/2007-11-12", "2007-11-12", "2007-11-12", "day"),
        ("2007-02-05/", "2007-02-05", "2007-02-05", "open"),
        ("2008-02", "2008-02-01", "2008-02-29", "month"),
        ("2007-12", "2007-12-01", "2007-12-31", "month"),
        ("2007-Q1", "2007-01-01", "2007-03-31", "quarter"),
        ("2007-Q4", "2007-10-01", "2007-12-31", "quarter"),
        ("2007-H1", "2007-01-01", "2007-06-30", "half"),
        ("2007-H2", "2007-07-01", "2007-12-31", "half"),
        ("2007", "2007-01-01", "2007-12-31", "year"),
        ("2007/2008", "2007-01-01", "2008-12-31", "year"),
        ("2007-11/2007-12", "2007-11-01", "2007-12-31", "month"),
        ("2007-11-12/2008", "2007-11-12", "2008-12-31", "year"),
        ("2007/2007-02-05", "2007-01-01", "2007-02-05", "year"),
        ("0001", "0001-01-01", "0001-12-31", "year"),
        ("9999-H2", "9999-07-01", "9999-12-31", "half"),
    ],
)
def test_dates(text: str, begins: str, ends: str, precision: str) -> None:
    dates = parse_dates(text)
    assert (dates.begins.isoformat(), dates.ends.isoformat()) == (begins, ends)
    assert dates.precision == precision
    assert dates.text == text
    assert dates.known_to_the_day is (precision == "day")


CALENDAR = "is not a date in the calendar"


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("2007-02-30", f"`2007-02-30` {CALENDAR}", GRAMMAR),
        ("2007-13", f"`2007-13` {CALENDAR}", GRAMMAR),
        ("2007-00", f"`2007-00` {CALENDAR}", GRAMMAR),
        ("2007-01-00", f"`2007-01-00` {CALENDAR}", GRAMMAR),
        ("0000", f"`0000` {CALENDAR}", GRAMMAR),
        ("2007-02-05/2007-02-30", f"`2007-02-05/2007-02-30` {CALENDAR}", GRAMMAR),
        *(
            (text, f"`{text}` is not a date", FULL_GRAMMAR)
            for text in (
                "",
                " 2007",
                "2007 ",
                "2007-1",
                "2007-1-1",
                "07",
                "20070205",
                "2007-Q5",
                "2007-q1",
                "2007-H3",
                "2007-W05",
                "5 February 2007",
                "05/02/2007",
                "05.02.2007",
                "/2007",
                "2007//2008",
                "2007-02-05/06",
                "2007-02-05T10:00",
                "-2007",
                "٢٠٠٧",
                "2007-02-05\n",
                "2007..2008",
            )
        ),
        (
            "2007-02/",
            "`2007-02/` leaves the end open, and does not begin on a day",
            "write the first day and a solidus (2007-02-05/), or the month alone (2007-02)",
        ),
        (
            "2007-02-05/2007-02-04",
            "`2007-02-05/2007-02-04` ends before it begins",
            "write the earlier date first (2007-02-04/2007-02-05)",
        ),
        (
            "2008/2007",
            "`2008/2007` ends before it begins",
            "write the earlier date first (2007/2008)",
        ),
    ],
)
def test_what_is_no_date_is_refused_with_the_grammar(text: str, message: str, remedy: str) -> None:
    with pytest.raises(BadDateError) as refused:
        parse_dates(text)
    assert (refused.value.message, refused.value.help) == (message, remedy)
    assert str(refused.value) == message


@given(atoms())
def test_a_date_of_any_precision_holds_its_own_days(text: str) -> None:
    dates = parse_dates(text)
    assert dates.begins <= dates.ends
    assert dates.text == text
    if dates.precision == "day":
        assert text == dates.begins.isoformat() == dates.ends.isoformat()
    else:
        precision: Division = dates.precision  # type: ignore[assignment]  # never open
        assert division_of(dates.begins, precision) == division_of(dates.ends, precision) == text
        assert dates.begins.day == 1
        if dates.ends != date.max:
            assert (dates.ends + timedelta(days=1)).day == 1


@given(atoms(), atoms())
def test_an_interval_reaches_from_its_first_day_to_its_last(first: str, last: str) -> None:
    begins, ends = parse_dates(first), parse_dates(last)
    if ends.ends < begins.begins:
        with pytest.raises(BadDateError):
            parse_dates(f"{first}/{last}")
        return
    whole = parse_dates(f"{first}/{last}")
    order = ["day", "month", "quarter", "half", "year"]
    assert (whole.begins, whole.ends) == (begins.begins, ends.ends)
    assert whole.begins <= whole.ends
    assert whole.precision == max(begins.precision, ends.precision, key=order.index)


@given(st.text(alphabet="0123456789-/QH.", max_size=24) | st.text(max_size=12))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    readers: tuple[Callable[[str], object], ...] = (parse_dates, parse_period, parse_day)
    for read in readers:
        refused = None
        try:
            read(text)
        except BadDateError as error:
            refused = error
        assert refused is None or (f"`{text}`" in refused.message and refused.help)


def test_a_day() -> None:
    assert parse_day("2007-02-28") == date(2007, 2, 28)
    with pytest.raises(BadDateError) as refused:
        parse_day("2007-02")
    assert (refused.value.message, refused.value.help) == (
        "`2007-02` is not a day",
        "write a day (2007-02-28)",
    )


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("2007", date(2007, 1, 1), date(2007, 12, 31)),
        ("2007-Q1..2007-H2", date(2007, 1, 1), date(2007, 12, 31)),
        ("2007-02..", date(2007, 2, 1), None),
        ("..2007-02", None, date(2007, 2, 28)),
        ("2007-02-05/", date(2007, 2, 5), None),
        ("2007/2008", date(2007, 1, 1), date(2008, 12, 31)),
        ("2007-02-05..2007-02-05", date(2007, 2, 5), date(2007, 2, 5)),
    ],
)
def test_a_period(text: str, begins: date | None, ends: date | None) -> None:
    assert parse_period(text) == Period(begins, ends, text)


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("..", "`..` names no date", PERIOD_GRAMMAR),
        ("2007..soon", "`2007..soon` is not a date", PERIOD_GRAMMAR),
        ("2007...2008", "`2007...2008` is not a date", PERIOD_GRAMMAR),
        ("", "`` is not a date", PERIOD_GRAMMAR),
        ("2007-02-30..", "`2007-02-30..` is not a date in the calendar", PERIOD_GRAMMAR),
        (
            "2008..2007",
            "`2008..2007` ends before it begins",
            "write the earlier date first (2007..2008)",
        ),
    ],
)
def test_what_is_no_period_is_refused(text: str, message: str, remedy: str) -> None:
    with pytest.raises(BadDateError) as refused:
        parse_period(text)
    assert (refused.value.message, refused.value.help) == (message, remedy)


@pytest.mark.parametrize(
    ("period", "dates", "inside"),
    [
        ("2007", "2006-12-31", False),
        ("2007", "2006-12-31/2007-01-01", True),
        ("2007", "2007-12-31/2008-01-05", True),
        ("2007", "2008-01-01", False),
        ("2007-02-05", "2007", True),
        ("2007-02..", "2007-01-31", False),
        ("2007-02..", "2030", True),
        ("..2007-02", "2007-03-01", False),
        ("..2007-02", "1999", True),
        ("2007-02-06", "2007-02-05/", False),
    ],
)
def test_what_could_fall_inside_a_period(period: str, dates: str, *, inside: bool) -> None:
    assert parse_period(period).touches(parse_dates(dates)) is inside


@given(atoms(), atoms())
def test_spans_overlap_when_they_share_a_day(first: str, second: str) -> None:
    one, other = parse_dates(first), parse_dates(second)
    shared = max(one.begins, other.begins) <= min(one.ends, other.ends)
    assert one.overlaps(other) is other.overlaps(one) is shared
    assert Period(other.begins, other.ends, second).touches(one) is shared


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        (date(2007, 1, 31), date(2007, 2, 28), 0),
        (date(2007, 1, 28), date(2007, 2, 28), 1),
        (date(2005, 8, 3), date(2007, 8, 3), 24),
        (date(2005, 8, 4), date(2007, 8, 3), 23),
        (date(2007, 8, 3), date(2007, 8, 3), 0),
        (date(2008, 1, 1), date(2007, 1, 1), 0),
    ],
)
def test_whole_months_between(earlier: date, later: date, months: int) -> None:
    assert months_between(earlier, later) == months


def test_the_divisions_of_a_span() -> None:
    span = date(2006, 10, 15), date(2007, 7, 1)
    assert divisions(*span, "year") == ["2006", "2007"]
    assert divisions(*span, "half") == ["2006-H2", "2007-H1", "2007-H2"]
    assert divisions(*span, "quarter") == ["2006-Q4", "2007-Q1", "2007-Q2", "2007-Q3"]
    assert divisions(*span, "month") == [
        "2006-10",
        "2006-11",
        "2006-12",
        "2007-01",
        "2007-02",
        "2007-03",
        "2007-04",
        "2007-05",
        "2007-06",
        "2007-07",
    ]
    assert divisions(date.min, date(1, 2, 1), "month") == ["0001-01", "0001-02"]
    assert divisions(date(9999, 11, 30), date.max, "month") == ["9999-11", "9999-12"]


@given(days, st.integers(0, 1000), st.sampled_from(DIVISIONS))
def test_divisions_follow_each_other_without_a_gap(
    begins: date, length: int, division: Division
) -> None:
    ends = begins + timedelta(days=min(length, (date.max - begins).days))
    spans = [parse_dates(text) for text in divisions(begins, ends, division)]
    assert spans[0].begins <= begins <= spans[0].ends
    assert spans[-1].begins <= ends <= spans[-1].ends
    assert all(one.ends + timedelta(days=1) == other.begins for one, other in pairwise(spans))


@given(days, st.integers(0, 60))
def test_weeks_are_whole_and_leave_none_out(begins: date, length: int) -> None:
    ends = begins + timedelta(days=min(length, (date.max - begins).days))
    found = weeks(begins, ends)
    for monday, sunday in found:
        assert (monday.weekday(), (sunday - monday).days) == (0, 6)
        assert begins <= monday <= sunday <= ends
    covered = {monday for monday, _ in found}
    every = (begins + timedelta(days=day) for day in range((ends - begins).days + 1))
    assert covered == {d for d in every if d.weekday() == 0 and (ends - d).days >= 6}


def test_weeks_at_the_ends_of_the_calendar() -> None:
    assert weeks(date.max, date.max) == []
    assert weeks(date.min, date.min) == []
    assert weeks(date(9999, 12, 20), date.max) == [(date(9999, 12, 20), date(9999, 12, 26))]


def test_dates_are_values() -> None:
    day = date(2007, 2, 5)
    assert parse_dates("2007-02-05") == Dates(day, day, "day", "2007-02-05")
    assert len({parse_dates("2007"), parse_dates("2007")}) == 1
