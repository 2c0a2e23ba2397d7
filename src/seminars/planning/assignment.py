"""From a solution of the model to seminars: each gets its host and its week.

Hosts of one group are told apart here by their codes, and each is assigned to one of the weeks
that the model chose, public holidays respected. A host that fits into none is told, so that it
can get weeks of its own in the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seminars.model.record import KINDS
from seminars.planning.choice import Choice, inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from fractions import Fraction

    from seminars.planning.calendar import Calendar, Days, Week
    from seminars.planning.model import Model, Pair
    from seminars.planning.solver import Solution


@dataclass(frozen=True, slots=True)
class Placing:
    """A seminar that has its host, kind and themes, and not yet its week."""

    at: int
    pair: Pair
    region: str
    themes: tuple[str, ...]
    levels: tuple[str, ...]
    cost: Fraction | None
    standing: str | None


def assigned(model: Model, solution: Solution) -> tuple[list[Choice], frozenset[Pair]]:
    """The choices; or the pairs that fit into none of the weeks that were chosen."""
    choices: list[Choice] = []
    waiting: list[Placing] = []
    for host in _hosts(model, solution):
        entries = model.entries.get((host.at, host.pair[1]))
        if entries is None:
            waiting.append(host)
            continue
        entry = next(entry for entry in entries if solution.count(entry.column))
        kept = _as_it_stands(model, host, entry.begins, entry.ends)
        choices.append(_choice(host, entry.begins, entry.ends, kept=kept))
    slots = [
        week
        for columns in model.pooled.values()
        for week, column in columns
        for _ in range(solution.count(column))
    ]
    placed, left = _matched(model.calendar, waiting, sorted(slots, key=lambda week: week.number))
    choices += (_choice(host, *days) for host, days in placed)
    return choices, left


def _as_it_stands(model: Model, host: Placing, begins: date, ends: date) -> bool:
    """Whether a standing proposal is kept: its own themes, within its own dates."""
    seminar = model.groups[host.at].standing(host.pair[1])
    if seminar is None or (seminar.themes and set(seminar.themes) != set(host.themes)):
        return False
    days = model.calendar.exact_days(seminar)
    return (begins, ends) == days if days else inside(begins, ends, seminar.dates)


def _choice(host: Placing, begins: date, ends: date, *, kept: bool = False) -> Choice:
    country, kind = host.pair
    return Choice(
        country, kind, host.region, host.themes, host.levels, begins, ends, cost=host.cost,
        standing=host.standing if kept else None, moves=None if kept else host.standing,
    )  # fmt: skip


def _hosts(model: Model, solution: Solution) -> Iterable[Placing]:
    """The seminars of each group: its first codes, national ones first, themes dealt in turn."""
    for at, group in enumerate(model.groups):
        codes = iter(group.codes)
        for kind in KINDS:
            number = solution.count(model.number[at, kind])
            themes = [
                theme
                for theme in model.facts.themes
                for _ in range(solution.count(model.theme[at, kind, theme]))
            ]
            standing = group.standing(kind)
            for host in range(number):
                yield Placing(
                    at, (next(codes), kind), model.region(at, kind), tuple(themes[host::number]),
                    model.levels(at, kind), model.price(at, kind),
                    standing.id if standing else None,
                )  # fmt: skip


def _matched(
    calendar: Calendar, hosts: Sequence[Placing], slots: Sequence[Week]
) -> tuple[list[tuple[Placing, Days]], frozenset[Pair]]:
    """Each host in one of the weeks (augmenting paths); else the hosts that vie for too few."""
    ways: list[dict[int, Days]] = [
        {
            at: days
            for at, week in enumerate(slots)
            if (days := calendar.days(*host.pair, week)) is not None
        }
        for host in hosts
    ]
    taken: dict[int, int] = {}
    for number in range(len(hosts)):
        vying: set[int] = set()
        if not _place(ways, number, taken, vying):
            return [], frozenset(hosts[other].pair for other in vying)
    return [(hosts[host], ways[host][slot]) for slot, host in sorted(taken.items())], frozenset()


def _place(
    ways: Sequence[dict[int, Days]], number: int, taken: dict[int, int], vying: set[int]
) -> bool:
    if number in vying:
        return False
    vying.add(number)
    for slot in ways[number]:
        other = taken.get(slot)
        if other is None or _place(ways, other, taken, vying):
            taken[slot] = number
            return True
    return False
