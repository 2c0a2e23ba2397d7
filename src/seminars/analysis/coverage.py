"""What was covered: two dimensions of the programme against each other, and the whole roll.

Every value of a dimension has its row or column, also where nothing is, so that a gap can be seen.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from seminars.analysis.query import (
    ACTIVE,
    Query,
    by_date,
    illustrative,
    select,
    spanned_period,
    took_part,
)
from seminars.model.diagnostics import UsageError
from seminars.model.period import Division, Period, division_of, divisions
from seminars.model.programme import UNKNOWN
from seminars.model.record import KINDS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from seminars.model.period import Dates
    from seminars.model.programme import Programme, Recency, RecencyWord
    from seminars.model.record import Seminar, Status

Dimension = Literal[
    "region",
    "country",
    "theme",
    "kind",
    "status",
    "level",
    "language",
    "year",
    "half",
    "quarter",
    "month",
]
Count = Literal["any", "share"]
At = Literal["host", "reached"]

DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
DIVISIONS: tuple[Division, ...] = get_args(Division)
LISTED = {"theme": "themes", "level": "levels", "language": "languages"}
"""The fields that hold several values of a dimension."""
MOST_CELLS = 300_000
"""All states by the months of more than a century."""
UNSOURCED = "regions as in the packaged roll, whose allocation is not sourced"


@dataclass(frozen=True, slots=True)
class Figures:
    """Seminars held, scheduled and proposed (as of the day), and the ids behind the figures.

    Under `share` the figures are fractions; `count` is their number whatever their status.
    """

    held: Fraction
    scheduled: Fraction
    proposed: Fraction
    count: Fraction
    seminars: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A row and a column: the figures of the period, and how long ago the last one was held."""

    row: str
    column: str
    figures: Figures
    recency: RecencyWord
    last: date | None


@dataclass(frozen=True, slots=True)
class RegionStates:
    """The states of a region's roll: how many hosted, how many were reached, which never were."""

    region: str
    roll: tuple[str, ...]
    hosted: tuple[str, ...]
    reached: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """A region's share of the seminars over its share of the roll; 1 is even, None without any."""

    region: str
    seminars: int
    roll: int
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Caveat:
    """What a reader of the figures must know, and the records it is about."""

    code: str
    message: str
    seminars: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole answer; `cells` go row by row, `gaps` never first, then the oldest.

    `narrowed` when the filters leave out regions or countries, so that these do not compare.
    `windows_by_theme` hold where themes are a side, `window` everywhere else.
    """

    period: Period
    as_of: date
    by: tuple[Dimension, Dimension]
    count: Count
    at: At
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[Cell, ...]
    row_totals: tuple[Figures, ...]
    column_totals: tuple[Figures, ...]
    total: Figures
    regions: tuple[RegionStates, ...]
    off_roll: tuple[str, ...]
    gaps: tuple[Cell, ...]
    balance: tuple[Balance, ...]
    caveats: tuple[Caveat, ...]
    seminars: tuple[Seminar, ...]
    narrowed: bool
    window: Recency
    windows_by_theme: Mapping[str, Recency]


def coverage(
    programme: Programme,
    query: Query,
    as_of: date,
    *,
    by: tuple[Dimension, Dimension] = ("region", "theme"),
    count: Count = "any",
    at: At = "host",
) -> Coverage:
    """Rows by columns of the query's period (by default the programme's), as of a day.

    Postponed and cancelled seminars count nowhere, except where one dimension is `status`. Raises
    `UsageError` where that makes more than `MOST_CELLS`.
    """
    period = query.period or spanned_period(programme, as_of)
    question = _Question(programme, replace(query, period=period), as_of, period, by, count, at)
    rows, columns = (question.values(dimension) for dimension in by)
    if len(rows) * len(columns) > MOST_CELLS:
        raise UsageError(
            f"{len(rows):,} {by[0]} rows by {len(columns):,} {by[1]} columns are too many to show",
            "ask about a shorter --period, or divide it less finely",
        )
    cells = tuple(question.cell(row, column) for row in rows for column in columns)
    return Coverage(
        period,
        as_of,
        by,
        count,
        at,
        rows,
        columns,
        cells,
        tuple(question.total(0, row) for row in rows),
        tuple(question.total(1, column) for column in columns),
        question.figures((seminar, 1) for seminar in question.counted),
        question.states(),
        question.off_roll(),
        question.gaps(cells),
        question.balance(),
        question.caveats(),
        question.counted,
        narrowed=bool(query.regions or query.countries or query.reached),
        window=programme.recency,
        windows_by_theme=programme.recency_by_theme,
    )


class _Question:
    """One question with what several parts of its answer share, computed once."""

    def __init__(
        self,
        programme: Programme,
        query: Query,
        as_of: date,
        period: Period,
        by: tuple[Dimension, Dimension],
        count: Count,
        at: At,
    ) -> None:
        self.programme = programme
        self.query = query
        self.as_of = as_of
        self.period = period
        self.by = by
        self.share = count == "share"
        self.at = at
        self.roll = programme.roll(as_of)
        counted = STATUSES if "status" in by else ACTIVE
        self.selection = select(programme, query, as_of)
        self.counted = tuple(s for s in self.selection.seminars if s.status_on(as_of) in counted)
        self._undated = [s for s in self.selection.undated if s.status_on(as_of) in counted]
        # When the last one was held does not depend on which of the others are asked for.
        whenever = replace(query, period=None, statuses=frozenset())
        self._timeless = select(programme, whenever, as_of).seminars

    # Where a seminar falls

    def keys(self, seminar: Seminar, dimension: Dimension) -> tuple[str, ...]:
        """The rows or columns of a dimension in which a seminar falls; never none."""
        found = self._known_keys(seminar, dimension)
        return tuple(dict.fromkeys(found)) or (UNKNOWN,)

    def _known_keys(self, seminar: Seminar, dimension: Dimension) -> Sequence[str]:
        if dimension in DIVISIONS:
            return self._divisions(seminar.dates, dimension) if seminar.dates else ()
        if dimension == "kind":
            return (seminar.kind,)
        if dimension == "status":
            return (seminar.status_on(self.as_of),)
        if dimension in LISTED:
            return getattr(seminar, LISTED[dimension]) or ()
        return self._regions(seminar) if dimension == "region" else self._countries(seminar)

    def _countries(self, seminar: Seminar) -> Sequence[str]:
        if self.at == "reached":
            return took_part(seminar)
        return (seminar.country,) if seminar.country else ()

    def _regions(self, seminar: Seminar) -> Sequence[str]:
        if self.at == "host":
            return (seminar.region,)
        states = [self.roll[code] for code in took_part(seminar) if code in self.roll]
        return [state.region for state in states if state.region is not None]

    def _divisions(self, dates: Dates, division: Division) -> Sequence[str]:
        """The division of the dates; none when they are too coarse for it.

        A seminar known to the day that runs over from one division to the next belongs to the
        one it begins in; one that begins before the period to the period's first.
        """
        if dates.first_day_known:
            begins = max(dates.begins, min(self.period.begins or dates.begins, dates.ends))
            return (division_of(begins, division),)
        first, last = division_of(dates.begins, division), division_of(dates.ends, division)
        return (first,) if first == last else ()

    def values(self, dimension: Dimension) -> tuple[str, ...]:
        """Every row or column of a dimension, in its order; `unknown` last, if anything is."""
        side = self.by.index(dimension)
        occurring = {key for _, *keys in self._placed for key in keys[side]}
        known = list(self._known_values(dimension, occurring))
        extra = sorted(occurring - {*known, UNKNOWN})
        return (*known, *extra, *([UNKNOWN] if UNKNOWN in occurring else []))

    def _known_values(self, dimension: Dimension, occurring: set[str]) -> Iterable[str]:
        if dimension in DIVISIONS:
            dated = [s.dates for s in self.counted if s.dates]
            nothing = self.period.ends or self.as_of
            begins = self.period.begins or min((d.begins for d in dated), default=nothing)
            ends = self.period.ends or max((d.ends for d in dated), default=begins)
            return divisions(begins, ends, dimension)
        if dimension == "kind":
            return KINDS
        if dimension == "status":
            return STATUSES
        if dimension == "country":
            return self.roll
        if dimension == "language":
            return sorted(occurring - {UNKNOWN})
        terms = {
            "theme": self.programme.themes,
            "level": self.programme.levels,
            "region": self.programme.regions,
        }
        return [term.id for term in terms[dimension]]

    # Figures

    def figures(self, parts: Iterable[tuple[Seminar, int]]) -> Figures:
        """The figures of seminars in their order, each with the number it is divided by."""
        counted: Counter[tuple[Status, int]] = Counter()
        ids = []
        for seminar, among in parts:
            counted[seminar.status_on(self.as_of), among] += 1
            ids.append(seminar.id)
        amounts = dict.fromkeys(STATUSES, Fraction(0))
        for (status, among), number in counted.items():
            amounts[status] += Fraction(number, among)
        return Figures(
            amounts["held"],
            amounts["scheduled"],
            amounts["proposed"],
            sum(amounts.values(), Fraction(0)),
            tuple(ids),
        )

    @cached_property
    def _placed(self) -> list[tuple[Seminar, tuple[str, ...], tuple[str, ...]]]:
        """The counted seminars with the rows and the columns that each falls in."""
        rows, columns = self.by
        return [(s, self.keys(s, rows), self.keys(s, columns)) for s in self.counted]

    @cached_property
    def _falls(self) -> dict[tuple[str, str], list[tuple[Seminar, int]]]:
        """The counted seminars of each cell, with the number of cells that each is divided by."""
        falls: dict[tuple[str, str], list[tuple[Seminar, int]]] = {}
        for seminar, rows, columns in self._placed:
            part = seminar, len(rows) * len(columns) if self.share else 1
            for row in rows:
                for column in columns:
                    falls.setdefault((row, column), []).append(part)
        return falls

    @cached_property
    def _last_held(self) -> dict[tuple[str, str], date]:
        """The last day of the last seminar held in each cell, whatever the period."""
        last: dict[tuple[str, str], date] = {}
        for seminar in self._timeless:
            if seminar.status_on(self.as_of) == "held" and seminar.ends is not None:
                for row in self.keys(seminar, self.by[0]):
                    for column in self.keys(seminar, self.by[1]):
                        cell = (row, column)
                        last[cell] = max(last.get(cell, date.min), seminar.ends)
        return last

    def cell(self, row: str, column: str) -> Cell:
        """One cell of the grid."""
        figures = self.figures(self._falls.get((row, column), ()))
        last = self._last_held.get((row, column))
        word = self._window(row, column).word(last, self.as_of)
        return Cell(row, column, figures, word, last)

    def _window(self, row: str, column: str) -> Recency:
        by_theme = self.programme.recency_by_theme
        for dimension, value in zip(self.by, (row, column), strict=True):
            if dimension == "theme" and value in by_theme:
                return by_theme[value]
        return self.programme.recency

    def total(self, side: int, value: str) -> Figures:
        """The distinct seminars of a row, side 0, or column; under `share` the sum of its cells."""
        return self.figures(self._totals[side].get(value, ()))

    @cached_property
    def _totals(self) -> tuple[dict[str, list[tuple[Seminar, int]]], ...]:
        """The counted seminars of each row and of each column, each seminar once."""
        totals: tuple[dict[str, list[tuple[Seminar, int]]], ...] = ({}, {})
        for seminar, *sides in self._placed:
            for total, values in zip(totals, sides, strict=True):
                part = seminar, len(values) if self.share else 1
                for value in values:
                    total.setdefault(value, []).append(part)
        return totals

    # The roll

    @cached_property
    def _held_in_query(self) -> list[Seminar]:
        return [s for s in self.selection.seminars if s.status_on(self.as_of) == "held"]

    @cached_property
    def _ever_held(self) -> list[Seminar]:
        return [s for s in self.programme.seminars if s.status_on(self.as_of) == "held"]

    def states(self) -> tuple[RegionStates, ...]:
        """Hosted and reached by what the query holds; never, by anything held up to the day."""
        hosted = {s.country for s in self._held_in_query if s.country}
        reached = {code for s in self._held_in_query for code in took_part(s)}
        ever = {code for seminar in self._ever_held for code in took_part(seminar)}
        found = []
        for term in self.programme.regions:
            codes = tuple(code for code, state in self.roll.items() if state.region == term.id)
            found.append(
                RegionStates(
                    term.id,
                    codes,
                    tuple(code for code in codes if code in hosted),
                    tuple(code for code in codes if code in reached),
                    tuple(code for code in codes if code not in ever),
                )
            )
        return tuple(found)

    def off_roll(self) -> tuple[str, ...]:
        """The states off the roll that hosted or took part in what the query holds."""
        codes = {code for s in self._held_in_query for code in took_part(s)}
        return tuple(sorted(codes - self.roll.keys()))

    def gaps(self, cells: Iterable[Cell]) -> tuple[Cell, ...]:
        """Cells lapsed or never held inside the filters: never first, then the oldest."""
        found = [
            cell
            for cell in cells
            if cell.recency in {"never", "lapsed"}
            and UNKNOWN not in {cell.row, cell.column}
            and self._asked(self.by[0], cell.row)
            and self._asked(self.by[1], cell.column)
        ]
        return tuple(sorted(found, key=lambda cell: cell.last or date.min))

    def _asked(self, dimension: Dimension, value: str) -> bool:
        """Whether the filters leave room for a seminar held in this row or column."""
        if dimension == "status":
            return value == "held"
        if dimension == "country" and self.at == "host" and self.query.regions:
            state = self.roll.get(value)
            if state is not None and state.region not in self.query.regions:
                return False
        wanted = {
            "region": self.query.regions if self.at == "host" else frozenset[str](),
            "country": self.query.countries if self.at == "host" else frozenset[str](),
            "theme": self.query.themes,
            "level": self.query.levels,
            "kind": self.query.kinds,
            "language": self.query.languages,
        }.get(dimension)
        return not wanted or value in wanted

    def balance(self) -> tuple[Balance, ...]:
        """Each region's share of what is held and scheduled over its share of the roll."""
        seminars = Counter(
            s.region for s in self.counted if s.status_on(self.as_of) in {"held", "scheduled"}
        )
        states = Counter(state.region for state in self.roll.values())
        everywhere = sum(seminars.values())
        found = []
        for term in self.programme.regions:
            roll, own = states[term.id], seminars[term.id]
            ratio = own / everywhere / (roll / len(self.roll)) if everywhere and roll else None
            found.append(Balance(term.id, own, roll, ratio))
        return tuple(sorted(found, key=lambda part: (part.ratio is None, part.ratio or 0)))

    # Caveats

    def caveats(self) -> tuple[Caveat, ...]:
        """What keeps the figures from being the whole truth; only what applies."""
        held = self._held_in_query
        found = [
            self._caveat(
                "no-states",
                "held without a list of states: there, never means not recorded",
                sorted((s for s in self._ever_held if s.countries is None), key=by_date),
            ),
            self._caveat("no-themes", "without themes", [s for s in self.counted if not s.themes]),
            *self._too_coarse(),
            self._caveat("undated", "without dates, in no period", self._undated),
            self._caveat(
                "overdue",
                "overdue: scheduled, the last day past, and still counted as scheduled",
                [s for s in self.counted if s.overdue_on(self.as_of)],
            ),
            self._caveat(
                "off-roll",
                "with states off the roll, which are not counted",
                [s for s in held if any(code not in self.roll for code in took_part(s))],
            ),
            self._caveat(
                "illustrative",
                f"of {len(self.counted)} records are illustrative",
                illustrative(self.counted),
            ),
        ]
        if self.programme.packaged_roll:
            found.append(Caveat("regions-unsourced", UNSOURCED, ()))
        return tuple(caveat for caveat in found if caveat is not None)

    def _too_coarse(self) -> list[Caveat | None]:
        return [
            self._caveat(
                "coarse-dates",
                f"with dates too coarse for a {dimension}",
                [s for s in self.counted if UNKNOWN in self.keys(s, dimension)],
            )
            for dimension in self.by
            if dimension in DIVISIONS
        ]

    def _caveat(self, code: str, message: str, about: list[Seminar]) -> Caveat | None:
        if not about:
            return None
        return Caveat(code, f"{len(about)} {message}", tuple(seminar.id for seminar in about))
