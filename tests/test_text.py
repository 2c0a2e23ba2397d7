from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminars.model.period import parse_dates, parse_period
from seminars.output.text import (
    amount,
    cells,
    dates_text,
    enumerated,
    long_day,
    month_title,
    on_paper,
    period_title,
    plural,
    safe,
    short_span,
    vague_dates,
    week_spans,
)

STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("São Tomé · [red] :smile:", "São Tomé · [red] :smile:"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\tb\nc\rd", "a b c d"),
        ("\x07\x00\x7f\x9b", "\\x07\\x00\\x7f\\x9b"),
        ("abc\u202egnp", "abc\\u202egnp"),
        ("\u2028\u2066\ufeff", "\\u2028\\u2066\\ufeff"),
        ("bad\udcffname", "bad\\udcffname"),
        ("\ufffe\uffff", "\\ufffe\\uffff"),
        ("\u05d0\u200f\u200e\u061c", "\u05d0\\u200f\\u200e\\u061c"),
        ("non\u00a0breaking", "non\u00a0breaking"),
    ],
)
def test_what_could_steer_a_terminal_is_made_visible(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_paper_keeps_the_marks_that_order_letters_and_no_others() -> None:
    assert on_paper("\u05d0\u200f(1)\u200e\u061c\tb") == "\u05d0\u200f(1)\u200e\u061c b"
    assert on_paper("\u202e\u2066\ufffe\x1b") == "\\u202e\\u2066\\ufffe\\x1b"


@given(st.text())
def test_safe_text_is_one_line_and_stays_as_it_is(text: str) -> None:
    shown = safe(text)
    assert not STEERING.search(shown)
    assert safe(shown) == shown
    assert shown == text or not text.isprintable()


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("Côte", 4), ("Co\u0302te", 4), ("日本", 4), ("ａ", 2), ("a\u200db", 2)],
)
def test_columns_of_a_terminal(text: str, columns: int) -> None:
    assert cells(text) == columns


def test_days_and_months_in_words() -> None:
    assert long_day(date(2007, 8, 3)) == "3 August 2007"
    assert month_title(date(2007, 12, 31)) == "December 2007"


@pytest.mark.parametrize(
    ("begins", "ends", "month", "shown"),
    [
        (date(2007, 11, 12), date(2007, 11, 14), None, "12–14 Nov"),
        (date(2007, 11, 12), date(2007, 11, 12), None, "12 Nov"),
        (date(2007, 11, 12), date(2007, 11, 14), date(2007, 11, 1), "12–14"),
        (date(2007, 11, 12), date(2007, 11, 12), date(2007, 11, 1), "12"),
        (date(2007, 11, 12), date(2007, 11, 14), date(2007, 10, 1), "12–14 Nov"),
        (date(2007, 9, 24), date(2007, 10, 3), date(2007, 9, 1), "24 Sep–3 Oct"),
        (date(2007, 12, 31), date(2008, 1, 2), None, "31 Dec 2007–2 Jan 2008"),
    ],
)
def test_spans_in_few_words(begins: date, ends: date, month: date | None, shown: str) -> None:
    assert short_span(begins, ends, month) == shown


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        ("2007-11-12/2007-11-14", "12–14 Nov 2007"),
        ("2007-11-12", "12 Nov 2007"),
        ("2007-12-31/2008-01-02", "31 Dec 2007–2 Jan 2008"),
        ("2007-02-05/", "5 Feb 2007–?"),
        ("2007-11", "Nov 2007"),
        ("2007-Q4", "Q4 2007"),
        ("2007-H2", "H2 2007"),
        ("2007", "2007"),
        ("2007-11/2008-02", "2007-11/2008-02"),
    ],
)
def test_dates_as_exact_as_they_are_known(dates: str, shown: str) -> None:
    assert dates_text(parse_dates(dates)) == shown


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ("2007", "2007"),
        ("2007/2008", "2007–2008"),
        ("2007..2008", "2007–2008"),
        ("2007-Q4", "2007-Q4"),
        ("2007-01-15..2007-03", "2007-01-15 to 2007-03"),
        ("2007-01-15/2007-03-20", "2007-01-15 to 2007-03-20"),
        ("2007-06..", "since 2007-06-01"),
        ("..2007-06", "until 2007-06-30"),
    ],
)
def test_periods_in_few_words(period: str, shown: str) -> None:
    assert period_title(parse_period(period)) == shown


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        ("2007-11", "month only"),
        ("2007-Q4", "quarter only"),
        ("2007-H2", "half-year only"),
        ("2007", "year only"),
        ("2007-02-05/", "end not known"),
    ],
)
def test_what_is_known_of_vague_dates(dates: str, shown: str) -> None:
    assert vague_dates(parse_dates(dates)) == shown


def test_weeks_that_touch_are_joined() -> None:
    weeks = (
        (date(2007, 10, 8), date(2007, 10, 14)),
        (date(2007, 12, 17), date(2007, 12, 23)),
        (date(2007, 12, 24), date(2007, 12, 30)),
    )
    assert week_spans(weeks) == ["8–14 Oct", "17–30 Dec"]
    assert week_spans(()) == []


@pytest.mark.parametrize(
    ("parts", "whole", "shown"),
    [
        (4, 2, "2"), (1, 3, "0.33"), (5, 2, "2.5"), (1, 200, "0.01"), (1, 300, "<0.01"),
        (2999, 1000, "3"),
    ],
)  # fmt: skip
def test_an_amount_is_short_and_never_rounds_to_none(parts: int, whole: int, shown: str) -> None:
    assert amount(Fraction(parts, whole)) == shown


def test_numbers_with_their_nouns() -> None:
    assert plural(0, "seminar") == "0 seminars"
    assert plural(1, "seminar") == "1 seminar"
    assert plural(1200, "entry", "entries") == "1,200 entries"


def test_words_in_a_row() -> None:
    assert enumerated([]) == ""
    assert enumerated(["a"]) == "a"
    assert enumerated(["a", "b"]) == "a and b"
    assert enumerated(["a", "b", "c"], "or") == "a, b or c"
