"""What a reader of the paper must know: what the records do not say, and which are illustrative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.paper.figures import Figure, Figures, Trace
from seminars.analysis.paper.lists import COUNTED, overdue, past_proposals
from seminars.analysis.query import by_date, illustrative, took_part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seminars.analysis.paper.lists import Lists
    from seminars.model.record import Seminar

    Caveat = tuple[str, Iterable[Seminar], Trace, tuple[str, ...]]
    """Its code, the seminars it is about, how to list them, and the states it names."""


def count_caveats(lists: Lists, figures: Figures, hidden: frozenset[str]) -> tuple[str, ...]:
    """The codes of the caveats that apply, each a figure `caveat.<code>`.

    None is about a field that the edition leaves out.
    """
    found = []
    for code, about, trace, names in _caveats(lists):
        if code.removeprefix("no-") in hidden:
            continue
        ids = tuple(seminar.id for seminar in sorted(about, key=by_date))
        figures.keep(
            Figure(f"caveat.{code}", len(ids), code, ids, trace if ids else Trace(), names=names)
        )
        if ids:
            found.append(code)
    return tuple(found)


def _caveats(lists: Lists) -> Iterable[Caveat]:
    held, at_held = lists.groups["held"], lists.traces["held"]
    for code, field in (("no-participants", "participants"), ("no-states", "countries")):
        about = [s for s in held if getattr(s, field) is None]
        yield code, about, at_held.narrowed(("missing", field)), ()
    yield _no_themes(lists)
    undated = [s for s in lists.every if s.dates is None]
    yield "undated", undated, Trace.of(("missing", "dates")), ()
    yield "overdue", *overdue(lists), ()
    yield "past", *past_proposals(lists), ()
    yield _off_roll(lists)
    yield "earlier", lists.groups["earlier"], lists.traces["earlier"], ()
    invented = illustrative(lists.every)
    yield "illustrative", invented, Trace.of(("provenance", "illustrative")), ()


def _no_themes(lists: Lists) -> Caveat:
    first, *others = (lists.traces[name] for name in COUNTED)
    for trace in others:
        first |= trace
    about = [s for name in COUNTED for s in lists.groups[name] if not s.themes]
    return "no-themes", about, first.without(*(("theme", theme) for theme in lists.themes)), ()


def _off_roll(lists: Lists) -> Caveat:
    roll = lists.programme.roll(lists.as_of)
    about = [s for s in lists.groups["held"] if not roll.keys() >= set(took_part(s))]
    off = tuple(sorted({c for s in about for c in took_part(s)} - roll.keys()))
    trace = lists.traces["held"].narrowed(*(("reached", code) for code in off))
    return "off-roll", about, trace, off
