"""Each list of the paper counted: as a whole, by kind, region, theme, level, host and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.paper.figures import Figure, Figures, Trace
from seminars.analysis.paper.lists import COUNTED, GROUPS, is_past, overdue, past_proposals
from seminars.model.programme import UNKNOWN
from seminars.model.record import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from seminars.analysis.paper.lists import GroupName, Lists
    from seminars.model.record import Seminar

    Place = tuple[str, ...]
    """What narrows a list, subject and value in turn: `("region", "africa", "theme", "x")`."""


def count_lists(lists: Lists, figures: Figures, hidden: frozenset[str]) -> None:
    """Each list as a whole and in its parts, but for what the edition leaves out."""
    figures.count("records", "records", lists.every, Trace.of())
    for name in GROUPS:
        figures.count(name, name, lists.groups[name], lists.traces[name])
    for name in COUNTED:
        _count_parts(lists, figures, name)
        _count_hosts(lists, figures, name)
    _count_years(lists, figures)
    if "participants" not in hidden:
        _count_participants(lists, figures)
    figures.count("scheduled.overdue", "overdue", *overdue(lists))


def _count_parts(lists: Lists, figures: Figures, name: GroupName) -> None:
    parts: dict[Place, list[Seminar]] = {}
    for seminar in lists.groups[name]:
        for place in _places(seminar):
            parts.setdefault(place, []).append(seminar)
    for place in _all_places(lists):
        within = tuple(zip(place[::2], place[1::2], strict=True))
        ids = tuple(seminar.id for seminar in parts.get(place, ()))
        trace = _narrowed(lists, lists.traces[name], within)
        figures.keep(Figure(".".join((name, *place)), len(ids), name, ids, trace, within))


def _places(seminar: Seminar) -> Iterable[Place]:
    """The parts of a list in which a seminar counts."""
    themes = tuple(dict.fromkeys(seminar.themes or ())) or (UNKNOWN,)
    yield "kind", seminar.kind
    yield "region", seminar.region
    for level in tuple(dict.fromkeys(seminar.levels or ())) or (UNKNOWN,):
        yield "level", level
    for theme in themes:
        yield "theme", theme
        yield "region", seminar.region, "theme", theme


def _all_places(lists: Lists) -> Iterable[Place]:
    """Every part of a list, also those in which nothing is."""
    for kind in KINDS:
        yield "kind", kind
    for level in (*lists.levels, UNKNOWN):
        yield "level", level
    for theme in (*lists.themes, UNKNOWN):
        yield "theme", theme
    for region in lists.regions:
        yield "region", region
        for theme in (*lists.themes, UNKNOWN):
            yield "region", region, "theme", theme


def _narrowed(lists: Lists, trace: Trace, within: Sequence[tuple[str, str]]) -> Trace:
    for subject, value in within:
        if value == UNKNOWN:
            words = lists.themes if subject == "theme" else lists.levels
            trace = trace.without(*((subject, word) for word in words))
        else:
            trace = trace.narrowed((subject, value))
    return trace


def _count_hosts(lists: Lists, figures: Figures, name: GroupName) -> None:
    hosting = [seminar for seminar in lists.groups[name] if seminar.country]
    codes = sorted({seminar.country for seminar in hosting if seminar.country})
    trace = lists.traces[name].without(("missing", "country"))
    figures.count_states(f"{name}.hosts", "hosts", codes, hosting, trace)


def _count_years(lists: Lists, figures: Figures) -> None:
    """When the intended seminars may begin; of those proposed for a past day, that it is past."""
    end, next_end = (f"..{min(lists.as_of.year + more, 9999):04}-12-31" for more in (0, 1))
    base = lists.traces["intended"]
    until, until_next = ((("period", text),) for text in (end, next_end))
    found: dict[str, list[Seminar]] = {}
    for seminar in lists.groups["intended"]:
        found.setdefault(_year_word(seminar, lists.as_of), []).append(seminar)
    past, at_past = past_proposals(lists)
    by_word: Mapping[str, Trace] = {
        "past": at_past,
        "this-year": Trace.of(("status", "proposed"), ("period", f"{lists.as_of}{end}")),
        "next-year": base.narrowed(*until_next).without(*until),
        "later": base.without(*until_next).without(("missing", "dates")),
        "undated": base.narrowed(("missing", "dates")),
    }
    for word, trace in by_word.items():
        seminars = past if word == "past" else found.get(word, ())
        figures.count(f"intended.{word}", word, seminars, trace)


def _year_word(seminar: Seminar, as_of: date) -> str:
    if seminar.begins is None:
        return "undated"
    if is_past(seminar, as_of):
        return "past"
    ahead = seminar.begins.year - as_of.year
    return "this-year" if ahead <= 0 else "next-year" if ahead == 1 else "later"


def _count_participants(lists: Lists, figures: Figures) -> None:
    counted = [s for s in lists.groups["held"] if s.participants is not None]
    numbers = [s.participants for s in counted if s.participants]
    trace = lists.traces["held"].without(("missing", "participants"))
    figures.count("held.counted", "counted", counted, trace)
    figures.keep(
        Figure(
            "held.participants", sum(part.number for part in numbers), "participants",
            tuple(s.id for s in counted),
            trace, counted="participants", about=any(part.about for part in numbers),
        )
    )  # fmt: skip
