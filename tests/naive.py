"""What coverage, schedule and period mean, counted slowly from plain records and the contract.

Nothing here comes from the program: dates are read, days walked through and records compared one
by one. Tests hold the program's answers against it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from tests.strategies import (
    LEVELS,
    MEMBER_SINCE,
    REGIONS,
    ROLL,
    STATUSES,
    THEMES,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.strategies import Plain

DAY = timedelta(1)
TAKING_PLACE = ("held", "scheduled", "proposed")
TIMES = ("year", "half", "quarter", "month")
WINDOWS = {"remuneration": (1, 3)}
WINDOW = (6, 12)


# Dates


def atom(text: str) -> tuple[date, date]:
    """First and last day of `2007`, `2007-H2`, `2007-Q4`, `2007-11` or `2007-11-12`."""
    if len(text) == 10:
        return date.fromisoformat(text), date.fromisoformat(text)
    year, part = int(text[:4]), text[5:]
    first, months = 1, 12
    if part.startswith("H"):
        first, months = {"H1": 1, "H2": 7}[part], 6
    elif part.startswith("Q"):
        first, months = {"Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10}[part], 3
    elif part:
        first, months = int(part), 1
    after = date(year, first + months, 1) if first + months <= 12 else date(year + 1, 1, 1)
    return date(year, first, 1), after - DAY


def span(text: str) -> tuple[date, date]:
    """First and last possible day of the dates of a record; an open end ends as it begins."""
    first, _, last = text.partition("/")
    return atom(first)[0], atom(last or first)[1]


def to_the_day(text: str) -> bool:
    """Whether both ends are known to the day."""
    return all(len(part) == 10 for part in text.split("/"))


def begins_on_a_day(text: str) -> bool:
    """Whether the first day is known, and the last one known or open."""
    return all(len(part) in {0, 10} for part in text.split("/"))


def period_of(text: str) -> tuple[date | None, date | None]:
    """First and last day of a period of the filters; None for an open side."""
    if ".." in text:
        first, _, last = text.partition("..")
        return atom(first)[0] if first else None, atom(last)[1] if last else None
    return span(text)[0], None if text.endswith("/") else span(text)[1]


def default_period(records: list[Plain], rules: Plain, as_of: date) -> tuple[date, date]:
    """The programme's period; else all years in which something is; else the year it is."""
    if "period" in rules:
        return span(rules["period"])
    years = [day.year for r in records if r.get("dates") for day in span(r["dates"])]
    years = years or [as_of.year]
    return date(min(years), 1, 1), date(max(years), 12, 31)


def inside(record: Plain, period: tuple[date | None, date | None]) -> bool:
    """Whether the record could fall inside."""
    if not record.get("dates"):
        return False
    first, last = span(record["dates"])
    return not (period[0] and last < period[0]) and not (period[1] and first > period[1])


def walk(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def bucket(day: date, dimension: str) -> str:
    return {
        "year": f"{day.year}",
        "half": f"{day.year}-H{1 if day.month < 7 else 2}",
        "quarter": f"{day.year}-Q{[1, 4, 7, 10].index(day.month - (day.month - 1) % 3) + 1}",
        "month": f"{day.year}-{day.month:02}",
    }[dimension]


def months(earlier: date, later: date) -> int:
    """How often the day of the month has come round."""
    found, year, month = 0, earlier.year, earlier.month
    while True:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        if (year, month, earlier.day) > (later.year, later.month, later.day):
            return found
        found += 1


# Records


def status_of(record: Plain, as_of: date) -> str:
    """What is held only after the day is scheduled still."""
    later = record["status"] == "held" and span(record["dates"])[1] > as_of
    return "scheduled" if later else str(record["status"])


def region_of(record: Plain) -> str:
    return str(record.get("region") or ROLL[record["country"]])


def states_of(record: Plain) -> set[str]:
    """The host and the states that took part."""
    return {
        *([record["country"]] if record.get("country") else []),
        *(record.get("countries") or []),
    }


def members(as_of: date) -> dict[str, str]:
    """The region of each state on the roll on the day, by code."""
    return {
        code: ROLL[code]
        for code in sorted(ROLL)
        if code not in MEMBER_SINCE or date.fromisoformat(MEMBER_SINCE[code]) <= as_of
    }


# Coverage


class Count:
    """A naive count of one question: `cells`, `totals`, `states` and the rest as mappings."""

    def __init__(
        self,
        records: list[Plain],
        rules: Plain,
        as_of: date,
        by: tuple[str, str],
        *,
        share: bool,
        reached: bool,
        period: tuple[date | None, date | None] | None = None,
    ) -> None:
        self.records, self.as_of, self.by, self.reached = records, as_of, by, reached
        self.roll = members(as_of)
        self.period = period or default_period(records, rules, as_of)
        counted = STATUSES if "status" in by else TAKING_PLACE
        self.within = [r for r in records if inside(r, self.period)]
        self.counted = [r for r in self.within if status_of(r, as_of) in counted]
        self.undated = [r for r in records if not r.get("dates") and status_of(r, as_of) in counted]
        self.held = [r for r in self.within if status_of(r, as_of) == "held"]
        self.ever = [r for r in records if status_of(r, as_of) == "held"]
        self.axes = tuple(self.axis(dimension) for dimension in by)
        self.amounts: dict[tuple[str, str], dict[str, Fraction]] = {}
        self.ids: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row, column in product(*self.axes):
            self._fill(row, column, share=share)

    def _fill(self, row: str, column: str, *, share: bool) -> None:
        amounts = dict.fromkeys(STATUSES, Fraction(0))
        for record in self.counted:
            rows, columns = (self.falls(record, dimension) for dimension in self.by)
            if row in rows and column in columns:
                part = Fraction(1, len(rows) * len(columns)) if share else Fraction(1)
                amounts[status_of(record, self.as_of)] += part
                self.ids[row, column].add(record["id"])
        self.amounts[row, column] = amounts

    def falls(self, record: Plain, dimension: str) -> set[str]:
        """The rows (or columns) that a record stands in; `unknown` when in none."""
        return self._falls(record, dimension) or {"unknown"}

    def _falls(self, record: Plain, dimension: str) -> set[str]:
        if dimension in TIMES:
            return self._times(record, dimension)
        if dimension in {"theme", "level", "language"}:
            return set(record.get(f"{dimension}s") or [])
        if dimension in {"kind", "status"}:
            return {record["kind"] if dimension == "kind" else status_of(record, self.as_of)}
        if self.reached:
            states = states_of(record)
            regions = {self.roll[code] for code in states if code in self.roll}
            return states if dimension == "country" else regions
        if dimension == "region":
            return {region_of(record)}
        return {record["country"]} if record.get("country") else set()

    def _times(self, record: Plain, dimension: str) -> set[str]:
        if not record.get("dates"):
            return set()
        first, last = span(record["dates"])
        if begins_on_a_day(record["dates"]):
            start = self.period[0]
            return {
                bucket(
                    next((d for d in walk(first, last) if not start or d >= start), last), dimension
                )
            }
        found = {bucket(first, dimension), bucket(last, dimension)}
        return found if len(found) == 1 else set()

    def axis(self, dimension: str) -> list[str]:
        """Every value in its order, what is off the list after it, `unknown` last."""
        fallen = {value for r in self.counted for value in self.falls(r, dimension)}
        fixed: dict[str, Iterable[str]] = {
            "region": REGIONS,
            "country": self.roll,
            "theme": THEMES,
            "level": LEVELS,
            "kind": ("national", "regional"),
            "status": STATUSES,
        }
        known = list(self._periods(dimension) if dimension in TIMES else fixed.get(dimension, ()))
        extra = sorted(fallen - {*known, "unknown"})
        return [*known, *extra, *(["unknown"] if "unknown" in fallen else [])]

    def _periods(self, dimension: str) -> list[str]:
        spans = [span(r["dates"]) for r in self.counted if r.get("dates")]
        first, last = self.period
        first = first or min([first for first, _ in spans] or [last or self.as_of])
        last = last or max([last for _, last in spans] or [first])
        return list(dict.fromkeys(bucket(day, dimension) for day in walk(first, last)))

    def last(self, row: str, column: str) -> date | None:
        """The last day of what was held last in a cell, whatever the period."""
        ends = [
            span(r["dates"])[1]
            for r in self.ever
            if row in self.falls(r, self.by[0]) and column in self.falls(r, self.by[1])
        ]
        return max(ends, default=None)

    def recency(self, row: str, column: str) -> str:
        last = self.last(row, column)
        if last is None:
            return "never"
        theme = dict(zip(self.by, (row, column), strict=True)).get("theme", "")
        current, ageing = WINDOWS.get(theme, WINDOW)
        past = months(last, self.as_of)
        return "current" if past <= current else "ageing" if past <= ageing else "lapsed"

    def region_states(self) -> list[tuple[str, list[str], list[str], list[str], list[str]]]:
        """Of each region: roll, hosted, reached, never."""
        hosts = {r["country"] for r in self.held if r.get("country")}
        reached = {code for r in self.held for code in states_of(r)}
        ever = {code for r in self.ever for code in states_of(r)}
        found = []
        for region in REGIONS:
            codes = [code for code, theirs in self.roll.items() if theirs == region]
            found.append(
                (
                    region,
                    codes,
                    [code for code in codes if code in hosts],
                    [code for code in codes if code in reached],
                    [code for code in codes if code not in ever],
                )
            )
        return found

    def balance(self) -> dict[str, tuple[int, int, Fraction | None]]:
        """Of each region: seminars held and scheduled, states on the roll, share over share."""
        serving = [r for r in self.counted if status_of(r, self.as_of) in {"held", "scheduled"}]
        found = {}
        for region in REGIONS:
            own = sum(region_of(r) == region for r in serving)
            roll = list(self.roll.values()).count(region)
            fair = Fraction(roll, len(self.roll))
            found[region] = (own, roll, Fraction(own, len(serving)) / fair if serving else None)
        return found

    def caveats(self) -> dict[str, list[set[str]]]:
        """The ids that each caveat is about; a code can stand for both dimensions."""
        about: dict[str, list[list[Any]]] = {
            "no-states": [[r for r in self.ever if r.get("countries") is None]],
            "no-themes": [[r for r in self.counted if not r.get("themes")]],
            "coarse-dates": [
                [r for r in self.counted if not self._times(r, dimension)]
                for dimension in self.by
                if dimension in TIMES
            ],
            "undated": [self.undated],
            "overdue": [
                [
                    r
                    for r in self.counted
                    if r["status"] == "scheduled" and span(r["dates"])[1] < self.as_of
                ]
            ],
            "off-roll": [[r for r in self.held if states_of(r) - self.roll.keys()]],
            "illustrative": [[r for r in self.counted if r.get("provenance") == "illustrative"]],
        }
        named = {
            code: [{r["id"] for r in found} for found in several if found]
            for code, several in about.items()
        }
        return {code: several for code, several in named.items() if several}


# Schedule


def people(record: Plain) -> set[str]:
    return {*(record.get("speakers") or []), *(record.get("officers") or [])}


def clashing(records: list[Plain], at_once: int | None, as_of: date) -> set[tuple[str, str]]:
    """Every pair that clashes, each in both orders: by every pair, and every day of both."""
    known = [
        r
        for r in records
        if status_of(r, as_of) in TAKING_PLACE and r.get("dates") and to_the_day(r["dates"])
    ]
    running: dict[date, int] = defaultdict(int)
    for record in known:
        for day in walk(*span(record["dates"])):
            running[day] += 1
    found = set()
    for one, other in product(known, known):
        common = set(walk(*span(one["dates"]))) & set(walk(*span(other["dates"])))
        crowded = at_once is not None and any(running[day] > at_once for day in common)
        shared = bool(people(one) & people(other))
        if one["id"] != other["id"] and common and (crowded or shared):
            found.add((one["id"], other["id"]))
    return found


def free_weeks(
    records: list[Plain], meetings: list[Plain], period: tuple[date, date], as_of: date
) -> list[tuple[date, date]]:
    """Monday to Sunday, inside the period, and on no day anything that is known to the day."""
    busy = {
        day
        for r in records
        if status_of(r, as_of) in TAKING_PLACE and r.get("dates") and begins_on_a_day(r["dates"])
        for day in walk(*span(r["dates"]))
    }
    busy |= {day for m in meetings if m["blocks"] == "true" for day in walk(*span(m["dates"]))}
    return [
        (day, day + 6 * DAY)
        for day in walk(*period)
        if day.weekday() == 0
        and day + 6 * DAY <= period[1]
        and not busy & set(walk(day, day + 6 * DAY))
    ]
