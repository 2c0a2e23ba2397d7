"""One seminar of a plan, before it is a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from seminars.model.period import Dates
    from seminars.model.programme import Offer
    from seminars.model.record import Kind


@dataclass(frozen=True, slots=True)
class Choice:
    """One seminar of a plan; dates are None where a standing proposal has none.

    `exact` when the days are known; `cost` in the programme's currency, None when not known;
    `standing` is the id of the proposal in the records that it keeps.
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

    @property
    def month(self) -> tuple[int, int] | None:
        """Year and month of the Monday of its week; of vague dates, where all lie in one."""
        if self.begins is None or self.ends is None:
            return None
        if self.exact:
            monday = self.begins - timedelta(days=self.begins.weekday())
            return monday.year, monday.month
        first, last = (self.begins.year, self.begins.month), (self.ends.year, self.ends.month)
        return first if first == last else None

    def within(self, dates: Dates | None) -> bool:
        """Whether it lies in a window; of vague dates, whether it could."""
        if dates is None:
            return True
        if self.begins is None or self.ends is None:
            return False
        if self.exact:
            return dates.begins <= self.begins and self.ends <= dates.ends
        return dates.begins <= self.ends and self.begins <= dates.ends

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
