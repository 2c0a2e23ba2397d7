"""Which hard rules a set of choices breaks: each rule one function, none of them the solver's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from seminars.model.period import monday_of
from seminars.planning.calendar import Calendar, calendar_of
from seminars.planning.choice import total_cost
from seminars.planning.rules import LEAST, MOST
from seminars.planning.words import money, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from seminars.planning.choice import Choice
    from seminars.planning.facts import Facts
    from seminars.planning.rules import Rules

    Choices = Sequence[Choice]


TAKEN = {
    "weekend": "not on the working days of one week",
    "holidays": "the host's holidays",
    "ramadan": "Ramadan",
}


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that is broken, and how, in words."""

    rule: str
    message: str


def breaches(facts: Facts, rules: Rules, choices: Choices) -> tuple[Breach, ...]:
    """Every breach of every rule, in the order of the documentation.

    A choice without a week of its own breaks no rule of the calendar.
    """
    calendar = calendar_of(facts, rules)
    return tuple(found for check in CHECKS for found in check(calendar, choices))


def number(calendar: Calendar, choices: Choices) -> Iterator[Breach]:
    """As many seminars as asked for."""
    rules = calendar.rules
    if rules.least is not None and len(choices) < rules.least:
        yield Breach(LEAST, f"{len(choices)} seminars, and {rules.least} are asked for")
    if rules.most is not None and len(choices) > rules.most:
        yield Breach(MOST, f"{len(choices)} seminars, and {rules.most} are allowed")


def budget(calendar: Calendar, choices: Choices) -> Iterator[Breach]:
    """All together within the budget."""
    facts, most = calendar.facts, calendar.rules.budget
    total = total_cost(choices)
    if most is not None and total > most:
        yield Breach("budget", f"they cost {money(facts, total)} of {money(facts, most)}")


def limits(calendar: Calendar, choices: Choices) -> Iterator[Breach]:
    """At least and at most so many of a kind, region, theme or level."""
    for name, limit in calendar.rules.minima:
        found = sum(choice.is_of(*limit.subject) for choice in choices)
        if found < (limit.minimum or 0):
            yield Breach(name, f"{found} of at least {limit.minimum}")
    for name, limit in calendar.rules.maxima:
        found = sum(choice.is_of(*limit.subject) for choice in choices)
        if limit.maximum is not None and found > limit.maximum:
            yield Breach(name, f"{found} of at most {limit.maximum}")


def open_weeks(calendar: Calendar, choices: Choices) -> Iterator[Breach]:
    """In a week that is open: no blocking meeting, notice given, rest from what is fixed."""
    for choice in choices:
        if _is_pinned(calendar, choice) or not choice.exact or choice.begins is None:
            continue
        week = calendar.week_of(choice.begins)
        if week is None:
            yield Breach("window", f"{_name(choice)}: its week is not wholly in the window")
        elif week.closed is not None:
            rule, reason = week.closed
            yield Breach(rule, f"{_name(choice)}, week of {week.monday}: {reason}")


def free_days(calendar: Calendar, choices: Choices) -> Iterator[Breach]:
    """On working days of one week, without public holidays, nor Ramadan where that counts."""
    for choice in choices:
        if (
            choice.exact
            and choice.begins is not None
            and choice.ends is not None
            and not _is_pinned(calendar, choice)
            and (taken := calendar.taken_by(choice.country, choice.begins, choice.ends))
        ):
            days = f"{_name(choice)}, {choice.begins} to {choice.ends}"
            yield Breach(taken, f"{days}: {TAKEN[taken]}")


def at_once(calendar: Calendar, choices: Choices) -> Iterator[Breach]:
    """No more in a week than the staff can run."""
    for monday, running in sorted(_by_week(calendar, choices).items()):
        week = calendar.week_of(monday)
        if week is not None and week.places is not None and len(running) > week.places:
            yield Breach(
                "at_once", f"{len(running)} in the week of {monday}, and room for {week.places}"
            )


def rest(calendar: Calendar, choices: Choices) -> Iterator[Breach]:
    """Weeks with seminars far enough apart."""
    for earlier, later in pairwise(sorted(_by_week(calendar, choices))):
        if (later - earlier).days < 7 * calendar.apart:
            free = (later - earlier).days - 5
            yield Breach(
                "rest",
                f"{free} days between the weeks of {earlier} and {later}, "
                f"and {calendar.rules.rest} asked for",
            )


def once_a_country(calendar: Calendar, choices: Choices) -> Iterator[Breach]:
    """At most one seminar a country in the window, the fixed ones counted."""
    hosting = Counter(choice.country for choice in choices)
    for country, seminars in sorted(hosting.items()):
        if seminars > 1:
            yield Breach("country", f"{seminars} in {country}")
        elif country not in calendar.facts.hosts:
            yield Breach("country", f"{country} hosts a seminar in the window already")


def themes_each(calendar: Calendar, choices: Choices) -> Iterator[Breach]:
    """At most so many themes a seminar; a standing proposal may keep more."""
    for choice in choices:
        if len(choice.themes) > calendar.facts.themes_each and choice.standing is None:
            yield Breach("themes_each", f"{_name(choice)} has {len(choice.themes)} themes")


def pins(calendar: Calendar, choices: Choices) -> Iterator[Breach]:
    """Pinned proposals are kept."""
    kept = {choice.standing for choice in choices}
    for pin in calendar.rules.pins:
        if pin not in kept:
            yield Breach(f"pin {pin}", "not kept")


def changes(calendar: Calendar, choices: Choices) -> Iterator[Breach]:
    """At most so many changes from the standing proposals."""
    made, most = changes_made(calendar.facts, choices), calendar.rules.changes
    if most is not None and made > most:
        yield Breach("changes", f"{plural(made, 'change')}, and {most} allowed")


def changes_made(facts: Facts, choices: Iterable[Choice]) -> int:
    """Proposals moved or dropped, and seminars added."""
    chosen = list(choices)
    kept = {choice.standing for choice in chosen}
    added = sum(not choice.standing and not choice.moves for choice in chosen)
    return sum(s.id not in kept for s in facts.standing) + added


CHECKS: tuple[Callable[[Calendar, Choices], Iterator[Breach]], ...] = (
    number, budget, limits, open_weeks, free_days, at_once, rest, once_a_country, themes_each,
    pins, changes,
)  # fmt: skip


def _name(choice: Choice) -> str:
    """What a choice is called: its id in the records, else its country."""
    return choice.standing or choice.country


def _is_pinned(calendar: Calendar, choice: Choice) -> bool:
    """Whether it is a pinned proposal on its own exact days, which the calendar does not bind."""
    return choice.standing in calendar.rules.at_home and any(
        s.id == choice.standing and calendar.exact_days(s) is not None
        for s in calendar.facts.standing
    )


def _by_week(calendar: Calendar, choices: Choices) -> dict[date, list[Choice]]:
    """The choices by the Monday of their week; pinned ones count among the fixed."""
    found: dict[date, list[Choice]] = {}
    for choice in choices:
        if choice.exact and choice.begins is not None and not _is_pinned(calendar, choice):
            found.setdefault(monday_of(choice.begins), []).append(choice)
    return found
