"""Which hard rules a set of choices breaks: each rule one function, none of them the solver's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from seminars.planning.calendar import Calendar, calendar_of
from seminars.planning.rules import LEAST, MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from seminars.planning.choice import Choice
    from seminars.planning.facts import Facts
    from seminars.planning.rules import Rules

    Choices = Sequence[Choice]


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
    total = sum((choice.cost or Fraction(0) for choice in choices), Fraction(0))
    if calendar.rules.budget is not None and total > calendar.rules.budget:
        yield Breach(
            "budget", f"they cost {float(total):,.0f} of {float(calendar.rules.budget):,.0f}"
        )


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
            yield Breach("window", f"{name_of(choice)} lies outside the window")
        elif week.closed is not None:
            rule, reason = week.closed
            yield Breach(rule, f"{name_of(choice)}, week of {week.monday}: {reason}")


def free_days(calendar: Calendar, choices: Choices) -> Iterator[Breach]:
    """On days on which the host has no public holiday, nor Ramadan where that counts."""
    for choice in choices:
        if (
            choice.exact
            and choice.begins is not None
            and choice.ends is not None
            and not _is_pinned(calendar, choice)
            and not calendar.free(choice.country, choice.begins, choice.ends)
        ):
            yield Breach(
                "holidays",
                f"{name_of(choice)}, {choice.begins} to {choice.ends}: the host's holidays",
            )


def at_once(calendar: Calendar, choices: Choices) -> Iterator[Breach]:
    """No more in a week than the staff can run."""
    for monday, running in sorted(_by_week(calendar, choices).items()):
        week = calendar.week_of(choice_begins(running[0]))
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
            yield Breach("themes_each", f"{name_of(choice)} has {len(choice.themes)} themes")


CHECKS: tuple[Callable[[Calendar, Choices], Iterator[Breach]], ...] = (
    number, budget, limits, open_weeks, free_days, at_once, rest, once_a_country, themes_each,
)  # fmt: skip


def name_of(choice: Choice) -> str:
    """What a choice is called: its id in the records, else its country."""
    return choice.standing or choice.country


def choice_begins(choice: Choice) -> date:
    """The first day; of a choice without dates the first day there is."""
    return choice.begins or date.min


def _is_pinned(calendar: Calendar, choice: Choice) -> bool:
    return choice.standing in calendar.rules.pins


def _by_week(calendar: Calendar, choices: Choices) -> dict[date, list[Choice]]:
    """The choices by the Monday of their week; pinned ones count among the fixed."""
    found: dict[date, list[Choice]] = {}
    for choice in choices:
        if choice.exact and choice.begins is not None and not _is_pinned(calendar, choice):
            monday = choice.begins - timedelta(days=choice.begins.weekday())
            found.setdefault(monday, []).append(choice)
    return found
