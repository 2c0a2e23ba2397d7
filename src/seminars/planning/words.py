"""Names, amounts and figures as the planner's sentences have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from seminars.planning.facts import Facts

MOST_NAMES = 3


def name(facts: Facts, country: str) -> str:
    """The name of a country on the day."""
    return facts.programme.country_name(country, facts.as_of)


def some_names(facts: Facts, countries: Sequence[str]) -> str:
    """A few names, and how many more."""
    names = [name(facts, country) for country in countries[:MOST_NAMES]]
    more = len(countries) - len(names)
    return joined([*names, f"{more} more"]) if more else joined(names)


def joined(words: Sequence[str], joint: str = "and") -> str:
    """Words in a row: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:  # noqa: PLR2004 (nothing to join)
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def plural(number: int, one: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else one + 's'}"


def month(day: date | None) -> str:
    """The month of a day: `2006-11`."""
    return f"{day:%Y-%m}" if day else ""


def figure(amount: Fraction) -> str:
    """A figure of the score, to one place; smaller ones to two."""
    places = 1 if abs(amount) >= 1 else 2
    return f"{float(amount) + 0.0:.{places}f}".replace("-", "−")


def money(facts: Facts, amount: Fraction | int) -> str:
    """An amount in the programme's currency: whole, or to the cent, rounded up."""
    cents = -(-amount * 100 // 1)
    number = f"{cents // 100:,}" if cents % 100 == 0 else f"{cents / 100:,.2f}"
    return f"{facts.programme.currency or ''} {number}".strip()


def theme_title(facts: Facts, theme: str) -> str:
    """The title of a theme inside a sentence."""
    return lower(next(term.title for term in facts.programme.themes if term.id == theme))


def region_title(facts: Facts, region: str) -> str:
    """The title of a region."""
    return next(term.title for term in facts.programme.regions if term.id == region)


def lower(title: str) -> str:
    """A title inside a sentence; capitals further in are kept."""
    return title[:1].lower() + title[1:]
