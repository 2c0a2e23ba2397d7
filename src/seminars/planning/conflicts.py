"""Why there is no plan: a smallest set of rules that clash, and the figure that would free each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any

from seminars.planning.calendar import calendar_of
from seminars.planning.rules import LEAST, MOST
from seminars.planning.search import extreme, possible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from seminars.planning.choice import Choice
    from seminars.planning.facts import Facts
    from seminars.planning.model import Model
    from seminars.planning.rules import Rules

    Measure = Callable[[Model], list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One rule of a clash: what it asks, and what would be enough to make a plan possible.

    `figure` is the value that would do, None where only taking the rule away would.
    """

    rule: str
    asks: object
    figure: object | None
    weeks: int = 0
    meetings: tuple[str, ...] = ()


def clash(facts: Facts, rules: Rules, effort: int) -> tuple[str, ...]:
    """A smallest set of rules that cannot all be kept; dropping any of them makes a plan possible.

    Implicit hitting sets: every set of rules whose removal makes a plan possible has a rule in
    common with every clash, so the smallest set that meets all of those found so far is either a
    clash, and then no smaller one exists, or shows another such set (Ignatiev et al., Smallest
    MUS extraction with minimal hitting set dualization, CP 2015).
    """
    names = rules.names()
    corrections: list[frozenset[str]] = []
    while True:
        candidate = _meeting_all(names, corrections)
        if not possible(facts, rules.only(candidate), effort):
            return candidate
        kept = list(candidate)
        for name in names:
            if name not in candidate and possible(facts, rules.only([*kept, name]), effort):
                kept.append(name)
        corrections.append(frozenset(names) - frozenset(kept))


def _meeting_all(names: Sequence[str], corrections: Sequence[frozenset[str]]) -> tuple[str, ...]:
    """The smallest set of names that meets each correction; the first of equals."""
    candidates = (chosen for size in range(len(names) + 1) for chosen in combinations(names, size))
    return next(
        chosen for chosen in candidates if all(not part.isdisjoint(chosen) for part in corrections)
    )


def conflicts(facts: Facts, rules: Rules, effort: int) -> tuple[Conflict, ...]:
    """The rules of a smallest clash, each with what would free it, the others of the clash kept."""
    names = clash(facts, rules, effort)
    alone = rules.only(names)
    return tuple(_conflict(facts, alone, name, effort) for name in names)


def _conflict(facts: Facts, rules: Rules, name: str, effort: int) -> Conflict:
    if name in {"rest", "notice", "at_once"}:
        return _calendar_conflict(facts, rules, name, effort)
    if name == "meetings":
        return _meetings_conflict(facts, rules, effort)
    if name in {"holidays", "ramadan"} or name.startswith("pin "):
        return Conflict(name, None, None)
    return _counted_conflict(facts, rules, name, effort)


def _counted_conflict(facts: Facts, rules: Rules, name: str, effort: int) -> Conflict:
    """A rule on a count: the nearest count that the other rules allow."""
    asks, measure, sign = _measures(rules)[name]
    most = extreme(facts, rules.without(name), _signed(measure, sign), effort)
    return Conflict(name, asks, _amount(name, facts, most.choices, rules))


def _measures(rules: Rules) -> dict[str, tuple[object, Measure, int]]:
    """For each rule on a count: what it asks, what it counts, and which way it gives."""

    def every(model: Model) -> list[tuple[int, float]]:
        return model.counted((None,) * 4)

    def price(model: Model) -> list[tuple[int, float]]:
        return [(model.number[pair], float(model.price(*pair) or 0)) for pair in model.pairs()]

    found: dict[str, tuple[object, Measure, int]] = {
        LEAST: (rules.least, every, 1),
        MOST: (rules.most, every, -1),
        "budget": (rules.budget, price, -1),
        "changes": (rules.changes, changed, -1),
    }
    for name, limit in rules.minima:
        found[name] = (limit.minimum, partial(_counted, limit.subject), 1)
    for name, limit in rules.maxima:
        found[name] = (limit.maximum, partial(_counted, limit.subject), -1)
    return found


def _counted(subject: Sequence[str | None], model: Model) -> list[tuple[int, float]]:
    return model.counted(subject)


def changed(model: Model) -> list[tuple[int, float]]:
    """The changes from the standing proposals, but for a constant."""
    added = [
        (model.number[at, kind], 1.0)
        for at, kind in model.pairs()
        if (model.groups[at].codes[0], kind) not in model.standing
    ]
    return [*added, *((column, -1.0) for column in model.kept.values())]


def _signed(measure: Measure, sign: int) -> Measure:
    return lambda model: [(column, sign * gain) for column, gain in measure(model)]


def _amount(name: str, facts: Facts, choices: Sequence[Choice], rules: Rules) -> object:
    if name in {LEAST, MOST}:
        return len(choices)
    if name == "budget":
        return sum((choice.cost or Fraction(0) for choice in choices), Fraction(0))
    if name == "changes":
        return changes_made(facts, choices)
    subject = dict((*rules.minima, *rules.maxima))[name].subject
    return sum(choice.is_of(*subject) for choice in choices)


def changes_made(facts: Facts, choices: Iterable[Choice]) -> int:
    """Proposals moved or dropped, and seminars added for which no proposal stands."""
    chosen = list(choices)
    kept = {choice.standing for choice in chosen}
    standing = {(s.country, s.kind) for s in facts.standing}
    dropped = sum(s.id not in kept for s in facts.standing)
    return dropped + sum((choice.country, choice.kind) not in standing for choice in chosen)


def _calendar_conflict(facts: Facts, rules: Rules, name: str, effort: int) -> Conflict:
    """A rule of the calendar: the first figure, from what it asks, that makes a plan possible."""
    asks = getattr(rules, name)
    figures = {"rest": _rests, "notice": _notices, "at_once": _more_at_once}[name](facts, asks)
    others: Iterator[dict[str, Any]] = ({name: figure} for figure in figures)
    eased = (other for other in others if possible(facts, replace(rules, **other), effort))
    figure = next(eased, {name: None})[name]
    return Conflict(name, asks, figure, weeks=weeks_left(facts, rules))


def _rests(_: Facts, asks: int) -> Iterator[int]:
    """The days between two weeks of seminars, the next smaller first: whole weeks and a weekend."""
    yield from range((asks + 4) // 7 * 7 - 5, 0, -7)
    yield 0


def _notices(facts: Facts, asks: int) -> Iterator[int]:
    """The days from the day of the question to each Monday, the next smaller first."""
    first = facts.as_of + timedelta(days=asks)
    monday = first - timedelta(days=first.weekday() or 7)
    while monday >= facts.begins:
        yield (monday - facts.as_of).days
        monday -= timedelta(days=7)
    yield 0


def _more_at_once(facts: Facts, asks: int) -> Iterator[int]:
    yield from range(asks + 1, len(facts.hosts) + 1)


def weeks_left(facts: Facts, rules: Rules) -> int:
    """How many weeks can hold seminars, rest between them: the earliest open week each time."""
    calendar = calendar_of(facts, rules)
    used: list[int] = []
    for week in calendar.weeks:
        if week.closed is None and (not used or week.number - used[-1] >= calendar.apart):
            used.append(week.number)
    return len(used)


def _meetings_conflict(facts: Facts, rules: Rules, effort: int) -> Conflict:
    """The fewest blocking meetings without which a plan is possible."""
    names = sorted(
        {
            meeting.name
            for meeting in facts.programme.meetings
            if meeting.blocks
            and meeting.dates.ends >= facts.begins
            and meeting.dates.begins <= facts.ends
        }
    )
    ways = (chosen for size in (1, 2) for chosen in combinations(names, size))
    freed = next(
        (way for way in ways if possible(facts, replace(rules, unblocked=way), effort)), ()
    )
    return Conflict("meetings", len(names), None, meetings=freed)
