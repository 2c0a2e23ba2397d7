"""What a new record says before it is written: what it takes from another, its id, its doubles."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from seminars.model.programme import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from seminars.model.period import Dates
    from seminars.model.record import Seminar
    from seminars.reading.parser import Value

CARRIED = (
    "title", "kind", "region", "country", "city", "themes", "levels", "languages", "partners",
)  # fmt: skip
"""What a seminar that is held again has in common with the one before."""


def values_like(seminar: Seminar) -> dict[str, Value]:
    """The values that a new record takes over from another."""
    fields: dict[str, Value] = {}
    for name in CARRIED:
        value = getattr(seminar, name)
        if value is not None:
            fields[name] = list(value) if isinstance(value, tuple) else value
    if seminar.kind == "national":
        del fields["region"]  # follows from the country
    return fields


def proposed_id(fields: Mapping[str, Value], year: int, taken: Collection[str]) -> str:
    """`YEAR-cc-city`, with a number when it is taken; the region where there is no country."""
    parts = [f"{year:04}", fields.get("country") or fields.get("region"), fields.get("city")]
    words = (fold(str(part)).encode("ascii", "ignore").decode().split() for part in parts if part)
    stem = "-".join(word for part in words for word in part)
    numbered = (f"{stem}-{number}" for number in count(2))
    return stem if stem not in taken else next(each for each in numbered if each not in taken)


def same_event(country: str | None, dates: Dates, seminars: Iterable[Seminar]) -> Seminar | None:
    """A record of the same host, still on, known to the day, on overlapping days."""
    if country is None or not dates.known_to_the_day:
        return None
    for seminar in seminars:
        if (
            seminar.country == country
            and seminar.status not in {"postponed", "cancelled"}
            and seminar.dates is not None
            and seminar.dates.known_to_the_day
            and seminar.dates.overlaps(dates)
        ):
            return seminar
    return None


def most_similar(fields: Mapping[str, Value], seminars: Sequence[Seminar]) -> Seminar | None:
    """The record that shares the most values with what is known so far, the later of equals."""

    def shared(seminar: Seminar) -> int:
        values = values_like(seminar)
        return sum(values.get(name) == value for name, value in fields.items())

    return max(reversed(seminars), key=shared, default=None)
