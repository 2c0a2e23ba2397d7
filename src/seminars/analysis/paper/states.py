"""The states of the roll in the paper: hosting, reached and never reached, by region and in all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.paper.figures import Trace
from seminars.analysis.query import EVERY_STATE, LEAST_DEVELOPED, states_of, took_part

if TYPE_CHECKING:
    from seminars.analysis.paper.figures import Figures
    from seminars.analysis.paper.lists import Lists


def count_states(lists: Lists, figures: Figures) -> None:
    """Each region, the least developed states, and all of them."""
    for group in (*lists.regions, LEAST_DEVELOPED, EVERY_STATE):
        states = states_of(lists.programme, group, lists.as_of)
        if states:
            _count_group(lists, figures, group, states)


def _count_group(lists: Lists, figures: Figures, group: str, states: frozenset[str]) -> None:
    held, ever = lists.groups["held"], (*lists.groups["earlier"], *lists.groups["held"])
    hosting = [s for s in held if s.country in states]
    reaching = [s for s in held if not states.isdisjoint(took_part(s))]
    before = [s for s in ever if not states.isdisjoint(took_part(s))]
    hosts = {s.country for s in hosting if s.country}
    reached, known = ({c for s in part for c in took_part(s)} for part in (reaching, before))
    base = lists.traces["held"]
    for name, codes, seminars, trace in (
        ("roll", states, (), Trace.by("terms", group)),
        ("hosted", hosts, hosting, base.narrowed(("country", group))),
        ("reached", reached & states, reaching, base.narrowed(("reached", group))),
        ("never", states - known, before, Trace.of(("status", "held"), ("reached", group))),
    ):
        key = f"states.{group}.{name}"
        figures.count_states(key, name, sorted(codes), seminars, trace, ("states", group))
