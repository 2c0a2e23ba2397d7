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
from seminars.output.paper import english
from seminars.output.paper.document import Ref, Run, Runs
from seminars.output.paper.english import LABELS, SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SPELLED_BELOW = 10
spelled, digits, day, dates = english.spelled, english.digits, english.day, english.dates


def rounded(number: int) -> int:
    """A number that is not exact, as it can be said: from a hundred on to the nearest ten."""
    return (number + 5) // 10 * 10 if number >= 10 * SPELLED_BELOW else number


def alphabetical(names: Iterable[str]) -> list[str]:
    """Names in alphabetical order, accents and case set aside."""
    return sorted(names, key=alphabetical_key)


def alphabetical_key(name: str) -> tuple[str, str]:
    """What sorts a name: its letters without case and accents, then as it is."""
    return fold(name), name


def enumerated(parts: Iterable[Runs], last: str = english.AND) -> Runs:
    """Parts in a row: `a`, `a and b`, `a, b and c`."""
    every = list(parts)
    joined: list[Run] = []
    for at, part in enumerate(every):
        if at:
            joined.append(last if at == len(every) - 1 else english.COMMA)
        joined += part
    return tuple(joined)


def names(words: Iterable[str]) -> str:
    """Names of states in alphabetical order, as in a sentence."""
    every = map(english.in_sentence, alphabetical(words))
    return "".join(str(run) for run in enumerated((word,) for word in every))


def closed(text: str) -> str:
    """A sentence of the user's, with a full stop where nothing closes it."""
    text = text.rstrip()
    return text if text.endswith(english.ENDS) else f"{text}{english.STOP}"


def unclosed(text: str) -> str:
    """A sentence of the user's, to which more is added."""
    return text.rstrip(" .;,")


def label(name: str, **parts: object) -> str:
    """A label with what belongs into it."""
    return LABELS[name].format(**parts)


def choice(name: str, number: int) -> str:
    """The form for one or for many of a sentence that has both."""
    return english.form(number, SENTENCES[name]).replace("{n}", digits(number))


def choice_spelled(name: str, number: int) -> str:
    """The same at the beginning of a sentence."""
    text = english.form(number, SENTENCES[name]).replace("{n}", spelled(number))
    return opening(text)


def sentence(
    *names: str,
    start: bool = True,
    large: bool = False,
    given: Mapping[str, Figure | str] | None = None,
    **named: Figure | Runs | str,
) -> Runs:
    """Fixed sentences in one, with their figures, `named` or `given` by their names.

    `start` when it begins a sentence, which a text of the user's does as it is; `large` when a
    figure elsewhere in the sentence is.
    """
    parts: dict[str, Figure | Runs | str] = {**(given or {}), **named}
    figures = [part for part in parts.values() if isinstance(part, Figure)]
    large = large or any(figure.value >= SPELLED_BELOW for figure in figures)
    runs: list[Run] = []
    fixed = False
    for literal, field, form, _ in Formatter().parse("".join(SENTENCES[name] for name in names)):
        if literal:
            fixed = fixed or not runs
            runs.append(literal)
        if field is None:
            continue
        part = parts[field]
        if isinstance(part, Figure):
            fixed = fixed or not runs
            runs += counted(part, form or "", words=not large or (start and not runs))
        else:
            runs += (part,) if isinstance(part, str) else part
    return _capitalised(runs) if start and fixed else tuple(runs)


def counted(figure: Figure, form: str, *, words: bool) -> Runs:
    """A figure with its noun: `one seminar`, `12 seminars`, `no seminar`."""
    number = figure.value
    shown = spelled(number) if words else digits(number)
    if not form:
        return (Ref(english.NONE if number == 0 else shown, figure),)
    noun = english.form(number, form)
    if number == 0 and form.count("|") > 1:
        return (Ref(noun, figure),)
    return Ref(english.NO if number == 0 else shown, figure), f" {noun}"


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


def opening(text: str) -> str:
    """A text of this language at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def lower_roman(number: int) -> str:
    """A number as items of a decision are numbered: `iv`."""
    parts = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
    text = ""
    for letters, value in parts:
        text += letters * (number // value)
        number %= value
    return text
