"""Days as places on the timeline, and the days that are written under it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from seminars.model.period import divisions, parse_dates
from seminars.output.paper import wording as words

if TYPE_CHECKING:
    from collections.abc import Iterator

LEFT, RIGHT = 2, 998
_LETTER = 7.6
"""The width of a letter as it is printed."""
_LEAST = 4
"""The width of the shortest bar: a day of a long timeline would not be seen."""
_MONTHS_BY_DAY, _MONTHS_BY_NAME, _MONTHS_BY_QUARTER = 3, 9, 42
"""Up to so many months, days, months and quarters are written; above, years."""
_MOST_YEARS = 20
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


class Scale:
    """The days from `first` to `last`, widened to whole months, quarters or years."""

    def __init__(self, first: date, last: date) -> None:
        self._months = _month(last) - _month(first) + 1
        around = 1 if self._months <= _MONTHS_BY_NAME else 3
        around = around if self._months <= _MONTHS_BY_QUARTER else 12
        self.first = _first_of(_month(first) // around * around)
        self.last = _last_of(_month(last) // around * around + around - 1)
        self._per_day = (RIGHT - LEFT) / ((self.last - self.first).days + 1)

    def at(self, day: date) -> float:
        """Where a day begins."""
        return round(LEFT + (day - self.first).days * self._per_day, 1)

    def span(self, begins: date, ends: date) -> tuple[float, float]:
        """Where a bar begins, and its width; what lies outside is cut off."""
        begins, ends = max(begins, self.first), min(ends, self.last)
        width = max(round(((ends - begins).days + 1) * self._per_day, 1), _LEAST)
        return min(self.at(begins), RIGHT - width), width

    def marks(self) -> Iterator[tuple[float, str]]:
        """The places that are named, from the first day on, if there is room for the name."""
        for day, text in self._named():
            x = self.at(day)
            yield x, text if x + _LETTER * len(text) <= RIGHT else ""

    def _named(self) -> Iterator[tuple[date, str]]:
        if self._months <= _MONTHS_BY_DAY:
            yield from ((day, words.day(day)) for day in self._days())
        elif self._months <= _MONTHS_BY_NAME:
            for month in divisions(self.first, self.last, "month"):
                dates = parse_dates(month)
                yield dates.begins, words.dates(dates)
        elif self._months <= _MONTHS_BY_QUARTER:
            for quarter in divisions(self.first, self.last, "quarter"):
                yield parse_dates(quarter).begins, quarter
        else:
            yield from ((date(year, 1, 1), str(year)) for year in self._years())

    def _days(self) -> Iterator[date]:
        days = (0, 7, 14, 21) if self._months == 1 else (0, 14)
        for month in range(_month(self.first), _month(self.last) + 1):
            begins = _first_of(month)
            yield from (begins + timedelta(day) for day in days)

    def _years(self) -> Iterator[int]:
        first, last = self.first.year, self.last.year
        step = next(s for s in _STEPS if (last - first) / s <= _MOST_YEARS)
        yield first
        whole = -(-(first + 1) // step) * step
        yield from (year for year in range(whole, last + 1, step) if year - first > 0.65 * step)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _last_of(month: int) -> date:
    after = month + 1
    # the last month of all has none after it
    return date.max if after // 12 > date.max.year else _first_of(after) - timedelta(1)
