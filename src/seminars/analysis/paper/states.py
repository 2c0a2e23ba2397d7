"""The states of the roll in the paper: hosting, reached and never reached, by region and in all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.paper.figures import Trace
from seminars.analysis.query import states_of, took_part
from seminars.model.programme import EVERY_STATE, LEAST_DEVELOPED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seminars.analysis.paper.figures import Figures
    from seminars.analysis.paper.lists import Lists
    from seminars.model.record import Seminar

    Reaching = Sequence[tuple[Seminar, tuple[str, ...]]]
    """Seminars, each with the codes of the states that took part."""


def count_states(lists: Lists, figures: Figures) -> None:
    """Each region, the least developed states, and all of them."""
    earlier, held = (
        [(seminar, took_part(seminar)) for seminar in seminars]
        for seminars in (lists.groups["earlier"], lists.groups["held"])
    )
    for group in (*lists.regions, LEAST_DEVELOPED, EVERY_STATE):
        states = states_of(lists.programme, group, lists.as_of)
        if states:
            _count_group(lists, figures, group, states, earlier, held)


def _count_group(
    lists: Lists, figures: Figures, group: str, states: frozenset[str],
    earlier: Reaching, held: Reaching,
) -> None:  # fmt: skip
    hosting = [seminar for seminar, _ in held if seminar.country in states]
    hosts = {seminar.country for seminar in hosting if seminar.country}
    reaching, reached = _within(held, states)
    before, known = _within(earlier, states)
    base = lists.traces["held"]
    for name, codes, seminars, trace in (
        ("roll", states, (), Trace.by("terms", group)),
        ("hosted", hosts, hosting, base.narrowed(("country", group))),
        ("reached", reached, reaching, base.narrowed(("reached", group))),
        (
            "never", states - known - reached, (*before, *reaching),
            Trace.of(("status", "held"), ("reached", group)),
        ),
    ):  # fmt: skip
        key = f"states.{group}.{name}"
        figures.count_states(key, name, sorted(codes), seminars, trace, ("states", group))


def _within(seminars: Reaching, states: frozenset[str]) -> tuple[list[Seminar], frozenset[str]]:
    """The seminars in which some of the states took part, and which of the states did."""
    found = [(seminar, codes) for seminar, codes in seminars if not states.isdisjoint(codes)]
    reached = states.intersection(code for _, codes in found for code in codes)
    return [seminar for seminar, _ in found], reached
