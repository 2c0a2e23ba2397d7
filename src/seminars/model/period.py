"""Dates of every precision, intervals, and the period grammar of the filters.

The grammar is the part of ISO 8601 that people write: a day, a month, a year, an interval with a
solidus; quarters and halves of a year as `2007-Q4` and `2007-H2`. Everything else is refused.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Precision = Literal["day", "open", "month", "quarter", "half", "year"]
Division = Literal["year", "half", "quarter", "month"]

GRAMMAR = "write a day (2007-02-28), a month (2007-02), a quarter (2007-Q1) or an interval (a/b)"
FULL_GRAMMAR = (
    "write a day (2007-02-28), a month (2007-02), a quarter (2007-Q1), a half (2007-H1), "
    "a year (2007), an interval (a/b), or `a/` when the end is not known"
)
PERIOD_GRAMMAR = (
    "write a day (2007-02-28), a month (2007-02), a quarter (2007-Q1), a half (2007-H1), "
    "a year (2007), or a range with both ends included (a..b, a.. or ..b)"
)

_ATOM = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})(?:-([0-9]{2}))?|Q([1-4])|H([12])))?")
_COARSENESS: tuple[Precision, ...] = ("day", "month", "quarter", "half", "year")


class BadDateError(ValueError):
    """A text that is not a date: `message` says why, `help` what to write instead."""

    def __init__(self, message: str, help: str = GRAMMAR) -> None:  # noqa: A002 (the contract's word)
        super().__init__(message)
        self.message = message
        self.help = help


@dataclass(frozen=True, slots=True)
class Dates:
    """When a seminar takes place, as far as it is known.

    `begins` and `ends` are the first and the last possible day. An open end (`2007-02-05/`) is
    not known: such dates end, for every count, on the day they begin.
    """

    begins: date
    ends: date
    precision: Precision
    text: str

    @property
    def known_to_the_day(self) -> bool:
        """Whether both the first and the last day are known."""
        return self.precision == "day"

    @property
    def first_day_known(self) -> bool:
        """Whether the first day is known; the end may be open."""
        return self.precision in {"day", "open"}

    def overlaps(self, other: Dates) -> bool:
        """Whether the two spans have a day in common."""
        return self.begins <= other.ends and other.begins <= self.ends


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `begins` to `ends`, both included; None leaves that side open."""

    begins: date | None
    ends: date | None
    text: str

    def touches(self, dates: Dates) -> bool:
        """Whether something with these dates could fall inside."""
        return (self.ends is None or dates.begins <= self.ends) and (
            self.begins is None or dates.ends >= self.begins
        )


@lru_cache(maxsize=65536)
def parse_dates(text: str) -> Dates:
    """Read the dates of a record. Raises `BadDateError`."""
    first, solidus, last = text.partition("/")
    begins, ends, precision = _parse_atom(first, text)
    if not solidus:
        return Dates(begins, ends, precision, text)
    if not last:
        if precision != "day":
            raise BadDateError(
                f"`{text}` leaves the end open, and does not begin on a day",
                "write the first day and a solidus (2007-02-05/), or the month alone (2007-02)",
            )
        return Dates(begins, ends, "open", text)
    _, last_day, last_precision = _parse_atom(last, text)
    if last_day < begins:
        raise BadDateError(
            f"`{text}` ends before it begins", f"write the earlier date first ({last}/{first})"
        )
    coarser = max(precision, last_precision, key=_COARSENESS.index)
    return Dates(begins, last_day, coarser, text)


def parse_day(text: str) -> date:
    """Read one day, `YYYY-MM-DD`. Raises `BadDateError`."""
    begins, _, precision = _parse_atom(text, text)
    if precision != "day":
        raise BadDateError(f"`{text}` is not a day", "write a day (2007-02-28)")
    return begins


def parse_period(text: str) -> Period:
    """Read a period of the filters: a date of any precision, `a..b`, `a..` or `..b`.

    Raises `BadDateError`.
    """
    first, dots, last = text.partition("..")
    try:
        if not dots:
            dates = parse_dates(text)
            return Period(dates.begins, None if dates.precision == "open" else dates.ends, text)
        begins = _parse_atom(first, text)[0] if first else None
        ends = _parse_atom(last, text)[1] if last else None
    except BadDateError as error:
        general = error.help in {GRAMMAR, FULL_GRAMMAR}
        raise BadDateError(error.message, PERIOD_GRAMMAR if general else error.help) from None
    if begins is None and ends is None:
        raise BadDateError(f"`{text}` names no date", PERIOD_GRAMMAR)
    if begins is not None and ends is not None and ends < begins:
        raise BadDateError(
            f"`{text}` ends before it begins", f"write the earlier date first ({last}..{first})"
        )
    return Period(begins, ends, text)


def months_between(earlier: date, later: date) -> int:
    """Whole calendar months from `earlier` to `later`; 0 when less than one, or none."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return max(0, months - (later.day < earlier.day))


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def divisions(begins: date, ends: date, division: Division) -> list[str]:
    """The years, halves, quarters or months from `begins` to `ends`, as the grammar writes them."""
    months = {"year": 12, "half": 6, "quarter": 3, "month": 1}[division]
    first = begins.year * 12 + (begins.month - 1) // months * months
    last = ends.year * 12 + ends.month - 1
    return [
        division_of(date(month // 12, month % 12 + 1, 1), division)
        for month in range(first, last + 1, months)
    ]


def division_of(day: date, division: Division) -> str:
    """The year (`2007`), half (`2007-H1`), quarter (`2007-Q1`) or month (`2007-01`) of a day."""
    year = f"{day.year:04}"
    if division == "half":
        return f"{year}-H{(day.month - 1) // 6 + 1}"
    if division == "quarter":
        return f"{year}-Q{(day.month - 1) // 3 + 1}"
    return f"{year}-{day.month:02}" if division == "month" else year


def weeks(begins: date, ends: date) -> list[tuple[date, date]]:
    """The whole weeks, Monday to Sunday, from `begins` to `ends`."""
    monday = begins.toordinal() + -begins.weekday() % 7
    mondays = range(monday, ends.toordinal() - 5, 7)
    return [(date.fromordinal(day), date.fromordinal(day + 6)) for day in mondays]


def _parse_atom(text: str, whole: str) -> tuple[date, date, Precision]:
    match = _ATOM.fullmatch(text)
    if match is None:
        raise BadDateError(f"`{whole}` is not a date", FULL_GRAMMAR)
    year, month, day, quarter, half = match.groups()
    try:
        if day:
            exact = date(int(year), int(month), int(day))
            return exact, exact, "day"
        if month:
            return *_months(int(year), int(month), 1), "month"
        if quarter:
            return *_months(int(year), int(quarter) * 3 - 2, 3), "quarter"
        if half:
            return *_months(int(year), int(half) * 6 - 5, 6), "half"
        return *_months(int(year), 1, 12), "year"
    except ValueError:
        raise BadDateError(f"`{whole}` is not a date in the calendar", GRAMMAR) from None


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = month + count - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])
