"""One seminar of a plan, before it is a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from seminars.model.period import monday_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seminars.model.period import Dates
    from seminars.model.programme import Offer
    from seminars.model.record import Kind


def month_of(begins: date, ends: date, *, exact: bool) -> tuple[int, int] | None:
    """Year and month of the Monday of a seminar's week; of vague dates, where all lie in one."""
    if exact:
        monday = monday_of(begins)
        return monday.year, monday.month
    first, last = (begins.year, begins.month), (ends.year, ends.month)
    return first if first == last else None


def inside(begins: date, ends: date, window: Dates | None) -> bool:
    """Whether days lie in a window that is asked or offered; an open one has no end."""
    return window is None or (window.begins <= begins and ends <= _last(window))


def touches(begins: date, ends: date, window: Dates | None) -> bool:
    """Whether some day could lie in a window; an open one has no end."""
    return window is None or (window.begins <= ends and begins <= _last(window))


def _last(window: Dates) -> date:
    return date.max if window.precision == "open" else window.ends


@dataclass(frozen=True, slots=True)
class Choice:
    """One seminar of a plan; dates are None where a standing proposal has none.

    `exact` when the days are known; `cost` in the programme's currency, None when not known;
    `standing` is the id of the proposal in the records that it keeps, `moves` of the one that it
    changes.
    """

    country: str
    kind: Kind
    region: str
    themes: tuple[str, ...]
    levels: tuple[str, ...]
    begins: date | None
    ends: date | None
    exact: bool = True
    cost: Fraction | None = None
    standing: str | None = None
    moves: str | None = None

    @property
    def month(self) -> tuple[int, int] | None:
        """Year and month of the Monday of its week; of vague dates, where all lie in one."""
        if self.begins is None or self.ends is None:
            return None
        return month_of(self.begins, self.ends, exact=self.exact)

    def within(self, dates: Dates | None) -> bool:
        """Whether it lies in a window; of vague dates, whether it could."""
        if dates is None:
            return True
        if self.begins is None or self.ends is None:
            return False
        if self.exact:
            return inside(self.begins, self.ends, dates)
        return touches(self.begins, self.ends, dates)

    def is_of(
        self, kind: str | None, region: str | None, theme: str | None, level: str | None
    ) -> bool:
        """Whether it is of this kind, region, theme and level; None stands for any."""
        return (
            kind in {None, self.kind}
            and region in {None, self.region}
            and (theme is None or theme in self.themes)
            and (level is None or level in self.levels)
        )

    def takes_up(self, offer: Offer) -> bool:
        """Whether it is a seminar there, of the kind offered, in the window."""
        return (
            self.country == offer.country
            and offer.kind in {None, self.kind}
            and self.within(offer.dates)
        )


def total_cost(choices: Iterable[Choice]) -> Fraction:
    """What they cost together; those whose cost is not known count nothing."""
    return sum((choice.cost or Fraction(0) for choice in choices), Fraction(0))
