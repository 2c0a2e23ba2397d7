"""The hard rules of the model, each one function; docs/planning.md has them in words.

Rules on counts go through `Model.limit`, so that they can give way where no plan keeps them all.
Which weeks are open, and to whom, is the calendar's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seminars.planning.model import Model
    from seminars.planning.solver import Terms


def at_least_so_many(model: Model) -> None:
    """The number of seminars asked for."""
    if model.rules.least is not None:
        model.limit(model.counted((None,) * 4), lower=model.rules.least, figure=model.rules.least)


def at_most_so_many(model: Model) -> None:
    """The number of seminars asked for."""
    if model.rules.most is not None:
        model.limit(model.counted((None,) * 4), upper=model.rules.most, figure=model.rules.most)


def budget(model: Model) -> None:
    """All seminars together cost no more than the budget."""
    if model.rules.budget is not None:
        figure = float(model.rules.budget)
        model.limit(model.expense(), upper=figure, figure=figure)


def limits(model: Model) -> None:
    """At least and at most so many of a kind, region, theme or level."""
    for _, limit in model.rules.minima:
        least = limit.minimum or 0
        model.limit(model.counted(limit.subject), lower=least, figure=least)
    for _, limit in model.rules.maxima:
        most = limit.maximum or 0
        model.limit(model.counted(limit.subject), upper=most, figure=most)


def at_once_and_rest(model: Model) -> None:
    """At most `at_once` in a week; of weeks nearer than `rest` allows, only one is used."""
    running: dict[int, Terms] = {}
    for entry in (entry for entries in model.entries.values() for entry in entries):
        if entry.week is not None:
            running.setdefault(entry.week.number, []).append((entry.column, 1.0))
    for week, column in (part for columns in model.pooled.values() for part in columns):
        running.setdefault(week.number, []).append((column, 1.0))
    used = {number: model.linear.column(1) for number in sorted(running)}
    for number, terms in sorted(running.items()):
        places = model.calendar.weeks[number].places
        most = float(len(model.facts.hosts) if places is None else places)
        model.linear.row([*terms, (used[number], -most)], upper=0)
    for first in used if model.calendar.apart > 1 else ():
        near = [(used[n], 1.0) for n in range(first, first + model.calendar.apart) if n in used]
        model.linear.row(near, upper=1)


def pins(model: Model) -> None:
    """Pinned proposals are kept."""
    for pin in model.rules.pins:
        column = model.kept.get(pin)
        model.limit([] if column is None else [(column, 1.0)], lower=1, figure=1)


def changes(model: Model) -> None:
    """At most so many changes: proposals moved or dropped, and seminars added."""
    if model.rules.changes is None:
        return
    most = model.rules.changes - len(model.facts.standing)
    model.limit(model.changes(), upper=most, figure=model.rules.changes)


def wanted(model: Model) -> None:
    """What if: a request is met, an offer is taken up, a standing proposal is kept or moved."""
    for what, name in model.rules.wanted:
        columns = [
            model.number[at, kind]
            for at, kind in model.pairs()
            if (seminar := model.groups[at].standing(kind))
            and (what, name) == ("proposal", seminar.id)
        ]
        columns += [column for asked, column in model.asked.items() if asked == (what, name)]
        model.linear.row([(column, 1) for column in columns], lower=1)


RULES = (at_least_so_many, at_most_so_many, budget, limits, at_once_and_rest, pins, changes)
