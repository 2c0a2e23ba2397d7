"""Numbers, dates, names and sentences as the paper writes them; its fixed words are in english.py.

Numbers below ten are spelled unless one of the same sentence is larger, and always at its
beginning; dates, and states in alphabetical order, are written as the organisation's papers do.
"""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

from seminars.analysis.paper.figures import Figure
from seminars.model.programme import fold
from seminars.output.paper.document import Ref, Run, Runs
from seminars.output.paper.english import LABELS, MONTHS, ONES, ORDINALS, SENTENCES, TENS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from seminars.model.period import Dates

SPELLED_BELOW = 10
_LARGEST_SPELLED = 999_999


def spelled(number: int) -> str:
    """A number in words: `thirty-four`; in digits from a million on."""
    if number > _LARGEST_SPELLED:
        return digits(number)
    if number >= 1000:  # noqa: PLR2004 (a thousand)
        rest = number % 1000
        joint = " and " if 0 < rest < 100 else " "  # noqa: PLR2004 (a hundred)
        return spelled(number // 1000) + " thousand" + (joint + spelled(rest) if rest else "")
    if number >= 100:  # noqa: PLR2004 (a hundred)
        rest = number % 100
        return ONES[number // 100] + " hundred" + (f" and {spelled(rest)}" if rest else "")
    if number < len(ONES):
        return ONES[number]
    tens, ones = divmod(number, 10)
    return TENS[tens] + (f"-{ONES[ones]}" if ones else "")


def digits(number: int) -> str:
    """A number in digits: `1,234`."""
    return f"{number:,}"


def day(when: date) -> str:
    """A day: `August 3, 2007`."""
    return f"{MONTHS[when.month - 1]} {when.day}, {when.year}"


def dates(when: Dates | None) -> str:
    """Dates as far as they are known: `September 24 to October 3, 2007`, `first half of 2008`."""
    if when is None:
        return LABELS["no-dates"]
    first, last = when.begins, when.ends
    if when.precision == "open":
        return f"from {day(first)}"
    if when.precision == "day":
        return _span(first, last)
    if "/" in when.text:
        return f"between {day(first)} and {day(last)}"
    part = {
        "month": f"{MONTHS[first.month - 1]} ",
        "quarter": f"{ORDINALS[(first.month - 1) // 3]} quarter of ",
        "half": f"{ORDINALS[(first.month - 1) // 6]} half of ",
    }.get(when.precision, "")
    return f"{part}{first.year}"


def _span(first: date, last: date) -> str:
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    month = "" if first.month == last.month else f"{MONTHS[last.month - 1]} "
    return f"{MONTHS[first.month - 1]} {first.day} to {month}{last.day}, {last.year}"


def alphabetical(names: Iterable[str]) -> list[str]:
    """Names in alphabetical order, accents and case set aside."""
    return sorted(names, key=alphabetical_key)


def alphabetical_key(name: str) -> tuple[str, str]:
    """What sorts a name: its letters without case and accents, then as it is."""
    return fold(name), name


def enumerated(parts: Iterable[Runs]) -> Runs:
    """Parts in a row: `a`, `a and b`, `a, b and c`."""
    every = list(parts)
    joined: list[Run] = []
    for at, part in enumerate(every):
        if at:
            joined.append(" and " if at == len(every) - 1 else ", ")
        joined += part
    return tuple(joined)


def names(words: Iterable[str]) -> str:
    """Names of states in alphabetical order, as in a sentence."""
    return "".join(str(run) for run in enumerated((word,) for word in alphabetical(words)))


def label(name: str, **parts: object) -> str:
    """A label with what belongs into it."""
    return LABELS[name].format(**parts)


def choice(name: str, number: int) -> str:
    """The form for one or for many of a sentence that has both."""
    one, many = SENTENCES[name].split("|")
    return (one if number == 1 else many).replace("{n}", digits(number))


def sentence(
    *names: str,
    start: bool = True,
    large: bool = False,
    given: Mapping[str, Figure | str] | None = None,
    **named: Figure | Runs | str,
) -> Runs:
    """Fixed sentences in one, with their figures, `named` or `given` by their names.

    `start` when it begins a sentence; `large` when a figure elsewhere in the sentence is.
    """
    parts: dict[str, Figure | Runs | str] = {**(given or {}), **named}
    figures = [part for part in parts.values() if isinstance(part, Figure)]
    large = large or any(figure.value >= SPELLED_BELOW for figure in figures)
    runs: list[Run] = []
    for literal, field, form, _ in Formatter().parse("".join(SENTENCES[name] for name in names)):
        if literal:
            runs.append(literal)
        if field is None:
            continue
        part = parts[field]
        if isinstance(part, Figure):
            runs += counted(part, form or "", words=not large or (start and not runs))
        else:
            runs += (part,) if isinstance(part, str) else part
    return _capitalised(runs) if start else tuple(runs)


def counted(figure: Figure, form: str, *, words: bool) -> Runs:
    """A figure with its noun: `one seminar`, `12 seminars`, `no seminar`."""
    number = figure.value
    shown = spelled(number) if words else digits(number)
    if not form:
        return (Ref("none" if number == 0 else shown, figure),)
    one, many = form.split("|")
    noun = many if number > 1 else one
    return Ref("no" if number == 0 else shown, figure), f" {noun}"


def _capitalised(runs: list[Run]) -> Runs:
    first, *rest = runs
    text = first if isinstance(first, str) else first.text
    upper = re.sub(r"^\W*\w", lambda match: match.group().upper(), text, count=1)
    if isinstance(first, Ref):
        return (Ref(upper, first.figure), *rest)
    return (upper, *rest)


def spaced(parts: Iterable[Runs]) -> Runs:
    """Parts in one, a space between."""
    found: list[Run] = []
    for part in parts:
        found += (" ", *part) if found and part else part
    return tuple(found)


def in_digits(figure: Figure) -> Runs:
    """A figure as it stands in a table."""
    return (Ref(digits(figure.value), figure),)


def lower_roman(number: int) -> str:
    """A number as items of a decision are numbered: `iv`."""
    parts = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
    text = ""
    for letters, value in parts:
        text += letters * (number // value)
        number %= value
    return text
