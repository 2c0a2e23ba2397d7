"""Which records a question is about: the filters, the words they take, the day it is asked of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from seminars.model.diagnostics import UsageError, did_you_mean
from seminars.model.period import Period
from seminars.model.programme import EVERY_STATE, LEAST_DEVELOPED, Programme, fold, name_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from seminars.model.programme import State
    from seminars.model.record import Seminar

ACTIVE = ("held", "scheduled", "proposed")
"""The statuses of seminars that take place, took place or may; the others count nowhere."""
"""The groups of states besides the regions."""


@dataclass(frozen=True, slots=True)
class Query:
    """The filters of a command: values of one field are alternatives, fields narrow each other."""

    regions: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    reached: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    provenances: frozenset[str] = frozenset()
    invited: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    period: Period | None = None
    words: tuple[str, ...] = ()

    def matches(self, seminar: Seminar, as_of: date) -> bool:
        """Whether the record is inside every filter but the period."""
        return (
            (not self.regions or seminar.region in self.regions)
            and (not self.countries or seminar.country in self.countries)
            and (not self.reached or not self.reached.isdisjoint(took_part(seminar)))
            and (not self.themes or not self.themes.isdisjoint(seminar.themes or ()))
            and (not self.levels or not self.levels.isdisjoint(seminar.levels or ()))
            and (not self.kinds or seminar.kind in self.kinds)
            and (not self.statuses or seminar.status_on(as_of) in self.statuses)
            and (not self.languages or not self.languages.isdisjoint(seminar.languages or ()))
            and (not self.provenances or seminar.provenance in self.provenances)
            and (not self.invited or not self.invited.isdisjoint(seminar.invited or ()))
            and (not self.answers or not self.answers.isdisjoint(seminar.answers or ()))
            and (not self.missing or any(getattr(seminar, name) is None for name in self.missing))
            and (not self.ids or seminar.id in self.ids)
            and (not self.words or self._holds_words(seminar))
        )

    def within(self, seminar: Seminar) -> bool:
        """Whether the record could fall into the period; one without dates could not."""
        if self.period is None:
            return True
        return seminar.dates is not None and self.period.touches(seminar.dates)

    def _holds_words(self, seminar: Seminar) -> bool:
        parts = (
            seminar.id,
            seminar.title,
            seminar.city or "",
            *(seminar.partners or ()),
            *(seminar.speakers or ()),
            seminar.notes or "",
        )
        text = fold(" ".join(parts))
        return all(fold(word) in text for word in self.words)


@dataclass(frozen=True, slots=True)
class Selection:
    """The records inside a query, and those that its period leaves out for want of dates."""

    seminars: tuple[Seminar, ...]
    undated: tuple[Seminar, ...] = ()


def select(programme: Programme, query: Query, as_of: date) -> Selection:
    """The records inside the filters, by first possible day, undated last, then by id."""
    if query == Query():
        return Selection(tuple(sorted(programme.seminars, key=by_date)))
    matching = [seminar for seminar in programme.seminars if query.matches(seminar, as_of)]
    matching.sort(key=by_date)
    return Selection(
        tuple(seminar for seminar in matching if query.within(seminar)),
        tuple(s for s in matching if query.period is not None and s.dates is None),
    )


def illustrative(seminars: Iterable[Seminar]) -> list[Seminar]:
    """Those that are invented, to show what the programme can answer."""
    return [seminar for seminar in seminars if seminar.provenance == "illustrative"]


def by_date(seminar: Seminar) -> tuple[date, date, str]:
    """The key that sorts records by first, then last possible day, then id; undated last."""
    dates = seminar.dates
    return (dates.begins, dates.ends, seminar.id) if dates else (date.max, date.max, seminar.id)


def took_part(seminar: Seminar) -> tuple[str, ...]:
    """The states that the record says took part, the host first; each once."""
    host = (seminar.country,) if seminar.country else ()
    return tuple(dict.fromkeys((*host, *(seminar.countries or ()))))


def spanned_period(programme: Programme, as_of: date) -> Period:
    """The programme's period; without one the years of its dated records, else the year it is."""
    if programme.period is not None:
        return programme.period
    dated = [seminar.dates for seminar in programme.seminars if seminar.dates]
    first = min((dates.begins.year for dates in dated), default=as_of.year)
    last = max((dates.ends.year for dates in dated), default=as_of.year)
    text = f"{first}/{last}" if first != last else str(first)
    return Period(date(first, 1, 1), date(last, 12, 31), text)


def resolve_country(programme: Programme, text: str) -> str:
    """The code of a country given by code or by any of its names. Raises `UsageError`."""
    states = (*programme.states, *programme.territories)
    names = name_index(states)
    folded = fold(text)
    if folded in names:
        return names[folded]
    starting = {code for name, code in names.items() if folded and name.startswith(folded)}
    if len(starting) == 1:
        return starting.pop()
    spelled = {name: code for state in states for name in state.all_names for code in [state.code]}
    if starting:
        raise _ambiguous("country", text, sorted(starting))
    folded_names = {fold(name): f"{name} ({code})" for name, code in spelled.items()}
    raise UsageError(
        f"`{text}` is not a country",
        _candidates(folded, folded_names, "`seminars terms` lists the countries"),
    )


def states_of(programme: Programme, group: str, as_of: date) -> frozenset[str]:
    """The states of a group: a region's id, `least-developed`, or `member-states`.

    Empty for any other text.
    """
    roll = programme.roll(as_of)
    if group == EVERY_STATE:
        return frozenset(roll)
    if group == LEAST_DEVELOPED:
        return frozenset(c for c, state in roll.items() if state.least_developed_on(as_of))
    return frozenset(code for code, state in roll.items() if state.region == group)


def resolve_states(programme: Programme, text: str, as_of: date) -> frozenset[str]:
    """The codes of a country by code or any name, or of a group of states. Raises `UsageError`."""
    return states_of(programme, text, as_of) or frozenset({resolve_country(programme, text)})


def resolve_term(kind: str, known: Mapping[str, str], text: str) -> str:
    """The id of a term given by id, title or unambiguous beginning. Raises `UsageError`."""
    folded = fold(text)
    by_word = {fold(word): term for term, title in known.items() for word in (term, title)}
    if text in known:
        return text
    if folded in by_word:
        return by_word[folded]
    starting = {term for word, term in by_word.items() if folded and word.startswith(folded)}
    if len(starting) == 1:
        return starting.pop()
    if starting:
        raise _ambiguous(kind, text, sorted(starting))
    raise UsageError(
        f"`{text}` is not a {kind}",
        _candidates(
            folded,
            by_word,
            f"the {kind}s are {', '.join(known)}",
        ),
    )


def resolve_seminar(programme: Programme, text: str) -> Seminar:
    """The record with an id. Raises `UsageError` naming the closest ids."""
    seminar = programme.by_id.get(text)
    if seminar is None:
        raise UsageError(
            f"no seminar has the id `{text}`",
            did_you_mean(text, programme.by_id, "`seminars list` shows the ids"),
        )
    return seminar


def countries_named(programme: Programme, words: Sequence[str], as_of: date) -> list[State]:
    """The states of the roll by name; with `words`, those of the groups called so.

    A region is called by its id or its title. For a word that is no group of states, every
    country a name of which begins so.
    """
    if not words:
        return sorted(programme.roll(as_of).values(), key=lambda state: state.name_on(as_of))
    titles = {fold(term.title): term.id for term in programme.regions}
    groups = {w: states_of(programme, titles.get(fold(w), w), as_of) for w in words}
    wanted = tuple(fold(word) for word, group in groups.items() if not group)
    grouped = frozenset[str]().union(*groups.values())
    known = {state.code: state for state in (*programme.territories, *programme.states)}
    return sorted(
        (
            state
            for state in known.values()
            if state.code in grouped
            or any(
                fold(name).startswith(wanted)
                for name in (state.code, state.alpha3, *state.all_names)
            )
        ),
        key=lambda state: state.name_on(as_of),
    )


def term_resolvers(programme: Programme) -> dict[str, Callable[[str], str]]:
    """For each filter that takes a controlled word, what turns a text into that word."""

    def among(kind: str, known: Mapping[str, str]) -> Callable[[str], str]:
        return lambda text: resolve_term(kind, known, text)

    def country(text: str) -> str:
        return resolve_country(programme, text)

    return {
        "region": among("region", {term.id: term.title for term in programme.regions}),
        "theme": among("theme", {term.id: term.title for term in programme.themes}),
        "level": among("level", {term.id: term.title for term in programme.levels}),
        "language": among("language", programme.languages),
        "country": country,
        "reached": country,
    }


def _ambiguous(kind: str, text: str, candidates: list[str]) -> UsageError:
    return UsageError(
        f"`{text}` could be several of the {kind} names",
        "write one of " + ", ".join(f"`{candidate}`" for candidate in candidates[:8]),
    )


def _candidates(folded: str, spelled: Mapping[str, str], otherwise: str) -> str:
    close = get_close_matches(folded, spelled, n=3, cutoff=0.6)
    if not close:
        return otherwise
    found = dict.fromkeys(spelled[word] for word in close)
    return "did you mean " + " or ".join(f"`{word}`" for word in found) + "?"
