"""Text that is safe to show: what reaches a terminal goes through `safe`, a document `on_paper`."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from seminars.model.period import Dates, Period

_STEERING = (
    "\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff"
)
_ORDERING = "\u061c\u200e\u200f"
"""The marks that order Arabic and Hebrew with what stands around: not for a terminal."""
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def safe(text: str) -> str:
    """The text on one line, with every character that could steer a terminal made visible."""
    if text.isprintable():
        return text
    # compiled where it is needed: three milliseconds that most commands save
    return re.sub(f"[{_STEERING}{_ORDERING}]", _visible, text)


def on_paper(text: str) -> str:
    """The text on one line, as `safe` gives it, but with the marks that order its letters."""
    return text if text.isprintable() else re.sub(f"[{_STEERING}]", _visible, text)


def _visible(match: re.Match[str]) -> str:
    point = ord(match.group())
    if match.group() in "\t\n\r":
        return " "
    return f"\\x{point:02x}" if point < 256 else f"\\u{point:04x}"  # noqa: PLR2004 (one byte)


def cells(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


@lru_cache(maxsize=4096)
def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def long_day(day: date) -> str:
    """A day in words: `3 August 2007`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_title(day: date) -> str:
    """The month of a day in words: `August 2007`."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def short_span(begins: date, ends: date, month: date | None = None) -> str:
    """Days in few words: `12–14`, `24 Sep–3 Oct`; the month left out where it is `month`'s."""
    alone = month is not None and (begins.year, begins.month) == (month.year, month.month)
    if (begins.year, begins.month) == (ends.year, ends.month):
        days = str(begins.day) if begins == ends else f"{begins.day}–{ends.day}"
        return days if alone else f"{days} {_MONTHS[begins.month - 1][:3]}"
    first = f"{begins.day} {_MONTHS[begins.month - 1][:3]}"
    last = f"{ends.day} {_MONTHS[ends.month - 1][:3]}"
    if begins.year != ends.year:
        return f"{first} {begins.year}–{last} {ends.year}"
    return f"{first}–{last}"


def dates_text(dates: Dates) -> str:
    """Dates in few words, as exact as they are known: `12–14 Nov 2007`, `Nov 2007`, `Q4 2007`."""
    first, last = dates.begins, dates.ends
    if dates.precision == "open":
        return f"{short_span(first, first)} {first.year}–?"
    if dates.precision == "day":
        span = short_span(first, last)
        return span if first.year != last.year else f"{span} {first.year}"
    if "/" in dates.text:
        return dates.text
    year, _, part = dates.text.partition("-")
    if dates.precision == "month":
        return f"{_MONTHS[first.month - 1][:3]} {year}"
    return f"{part} {year}".strip()


def period_title(period: Period) -> str:
    """A period in few words: `2007–2008`, `2007-Q4`, `since 2007-06-01`."""
    first, last = period.begins, period.ends
    if first is None or last is None:
        return f"since {first}" if first else f"until {last}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return period.text.replace("..", " to ").replace("/", " to ")


def vague_dates(dates: Dates) -> str:
    """What is known of dates that are not known to the day, for people."""
    word = {
        "month": "month only",
        "quarter": "quarter only",
        "half": "half-year only",
        "year": "year only",
    }
    return word.get(dates.precision, "end not known")


def week_spans(weeks: tuple[tuple[date, date], ...]) -> list[str]:
    """Weeks in few words, those that touch joined: `8–14 Oct`, `17–30 Dec`."""
    joined: list[tuple[date, date]] = []
    for monday, sunday in weeks:
        if joined and joined[-1][1] + timedelta(days=1) == monday:
            joined[-1] = (joined[-1][0], sunday)
        else:
            joined.append((monday, sunday))
    return [short_span(monday, sunday) for monday, sunday in joined]


def amount(number: Fraction) -> str:
    """An amount in a cell: `2`; `0.33`, or `<0.01` where it would round to none, under `share`."""
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.2f}".rstrip("0").rstrip(".") if 200 * number >= 1 else "<0.01"


def plural(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 seminar`, `2 seminars`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def enumerated(words: list[str], joint: str = "and") -> str:
    """Words in a row, as one writes them: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:  # noqa: PLR2004 (nothing to join)
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"
