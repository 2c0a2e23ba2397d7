"""When Ramadan falls, by the Umm al-Qura calendar. The only door to `hijridate`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hijridate import Gregorian

if TYPE_CHECKING:
    from datetime import date

MONTH = 9


@cache
def in_ramadan(day: date) -> bool | None:
    """Whether a day lies in Ramadan; None when the calendar has no data (before 1924, after 2077).

    Announced days can differ from the calendar by one or two.
    """
    try:
        return bool(Gregorian.fromdate(day).to_hijri().month == MONTH)
    except OverflowError:
        return None
