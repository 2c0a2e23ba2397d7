"""Public holidays of a host: a holiday, none, or no data. The only door to `holidays`.

The package returns nothing at all for countries and years it has no data for (Spain and
Nepal in 2007). "No data" is therefore decided by whether it knows any holiday that year, and
whether it warns that it does not know all of them (India before 2001).
"""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING

import holidays

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@cache
def public_holidays(country: str, year: int) -> Mapping[date, str] | None:
    """The national public holidays of a year, by day; None when there are no data."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            found = holidays.country_holidays(country, years=year, expand=False)
    except (NotImplementedError, UserWarning):
        return None
    return dict(found) or None
