"""What the records say of one state: for its delegation, on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from seminars.analysis.paper.figures import Figures, Trace
from seminars.analysis.paper.promises import requests_figure
from seminars.analysis.query import ACTIVE, by_date, illustrative, took_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from seminars.analysis.paper.figures import Figure
    from seminars.analysis.paper.paper import Paper
    from seminars.analysis.paper.promises import Answered
    from seminars.model.programme import Offer, Programme, State
    from seminars.model.record import Seminar

COMING = ("scheduled", "proposed")
STILL = (*COMING, "postponed")
"""The statuses of a seminar that may still be held."""
NEAREST = 5
"""How many seminars to come count as near."""
_RADIUS = 6371.0
"""Of the earth, in kilometres."""


@dataclass(frozen=True, slots=True)
class Brief:
    """One state: what it hosted, attended, is invited to and asked for, and what is near it.

    `lists` holds the seminars of each part, `figures` their numbers; `near` are the few seminars
    to come whose hosts have their capitals nearest to its own, the nearest first, and `region`
    the others to come in its region. The requests received last come first.
    """

    paper: Paper
    state: State
    as_of: date
    lists: Mapping[str, tuple[Seminar, ...]]
    figures: Mapping[str, Figure]
    requests: tuple[Answered, ...]
    offers: tuple[Offer, ...]


def brief(paper: Paper, state: State) -> Brief:
    """What a delegation needs to know of its state."""
    code, day = state.code, paper.as_of
    lists, figures = _lists(paper, state), Figures()
    traces = _traces(state, lists, day)
    for name, found in lists.items():
        figures.count(f"brief.{name}", "brief", found, traces[name])
    requests = [part for part in paper.requests if part.request.country == code]
    requests.sort(key=_received, reverse=True)
    offers = tuple(offer for offer in paper.programme.offers if offer.country == code)
    figures.keep(requests_figure("brief.requests", "brief", requests, ACTIVE, day))
    _count_illustrative(lists.values(), figures)
    return Brief(paper, state, day, lists, figures.by_key, tuple(requests), offers)


def _received(part: Answered) -> date:
    received = part.request.received
    return received.begins if received else date.min


def _lists(paper: Paper, state: State) -> dict[str, tuple[Seminar, ...]]:
    code, day = state.code, paper.as_of
    seminars = sorted(paper.programme.seminars, key=by_date)
    held = [s for s in seminars if s.status_on(day) == "held"]
    coming = [s for s in seminars if s.status_on(day) in COMING and not s.over_on(day)]
    here = [s for s in seminars if s.country == code]
    invited = [] if "invited" in paper.hidden else [s for s in seminars if _asked(s, code)]
    asked = {s.id for s in invited}
    others = [s for s in coming if s.country != code and s.id not in asked]
    near = nearest(paper.programme, state, others, day)
    nearby = {s.id for s in near}
    lists = {
        "hosted": [s for s in held if s.country == code],
        "attended": [s for s in held if s.country != code and code in took_part(s)],
        "absent": [s for s in invited if s.status_on(day) == "held" and code not in took_part(s)],
        "invited": [s for s in invited if s.status_on(day) in STILL],
        "withdrawn": [s for s in invited if s.status_on(day) == "cancelled"],
        "coming": [s for s in coming if s.country == code],
        "passed": [s for s in here if s.status_on(day) in COMING and s.over_on(day)],
        "postponed": [s for s in here if s.status_on(day) == "postponed"],
        "cancelled": [s for s in here if s.status_on(day) == "cancelled"],
        "near": near,
        "region": [s for s in others if s.region == state.region and s.id not in nearby],
    }
    left_out = {"invited", "absent", "withdrawn"} if "invited" in paper.hidden else set()
    if not state.on_roll(day):
        left_out |= {"region"}
    if state.latitude is None:
        left_out |= {"near"}
    return {name: tuple(found) for name, found in lists.items() if name not in left_out}


def _asked(seminar: Seminar, code: str) -> bool:
    """Whether a state is invited elsewhere."""
    return seminar.country != code and code in (seminar.invited or ())


def nearest(
    programme: Programme, state: State, seminars: Iterable[Seminar], day: date
) -> list[Seminar]:
    """The few seminars whose hosts have their capitals nearest to that of the state."""
    found = []
    for seminar in seminars:
        host = programme.state_on(seminar.country, day) if seminar.country else None
        away = distance(state, host) if host else None
        if away is not None:
            found.append((away, seminar))
    found.sort(key=lambda pair: (pair[0], by_date(pair[1])))
    return [seminar for _, seminar in found[:NEAREST]]


def distance(one: State, other: State) -> float | None:
    """Kilometres between two capitals on the great circle; None where one is not known."""
    here, there = _point(one), _point(other)
    if here is None or there is None:
        return None
    height, width = there[0] - here[0], there[1] - here[1]
    part = sin(height / 2) ** 2 + cos(here[0]) * cos(there[0]) * sin(width / 2) ** 2
    return 2 * _RADIUS * asin(sqrt(part))


def _point(state: State) -> tuple[float, float] | None:
    """Latitude and longitude of the capital, in radians."""
    if state.latitude is None or state.longitude is None:
        return None
    return radians(state.latitude), radians(state.longitude)


def _count_illustrative(lists: Iterable[Sequence[Seminar]], figures: Figures) -> None:
    """Of the seminars shown, and of these the illustrative ones."""
    shown = {s.id: s for seminars in lists for s in seminars}
    seminars = sorted(shown.values(), key=by_date)
    for name, found in (("records", seminars), ("illustrative", illustrative(seminars))):
        trace = Trace.of(*(("id", s.id) for s in found)) if found else Trace()
        figures.count(f"brief.{name}", "brief", found, trace)


def _traces(state: State, lists: Mapping[str, Sequence[Seminar]], day: date) -> dict[str, Trace]:
    here, held = ("country", state.code), ("status", "held")
    invited, reached = ("invited", state.code), ("reached", state.code)
    words, still = (tuple(("status", word) for word in found) for found in (COMING, STILL))
    ahead, behind = ("period", f"{day}.."), ("period", f"..{day}")
    coming = Trace.of(*words, ahead) | Trace.of(*words, ("missing", "dates"))
    near = tuple(("id", seminar.id) for seminar in lists.get("near", ()))
    region = coming.narrowed(("region", state.region or "")).without(here).without(*near)
    return {
        "hosted": Trace.of(held, here),
        "attended": Trace.of(held, reached).without(here),
        "absent": Trace.of(held, invited).without(reached),
        "invited": Trace.of(*still, invited).without(here),
        "withdrawn": Trace.of(("status", "cancelled"), invited).without(here),
        "coming": coming.narrowed(here),
        "passed": Trace.of(*words, here, behind).without(ahead),
        "postponed": Trace.of(("status", "postponed"), here),
        "cancelled": Trace.of(("status", "cancelled"), here),
        "near": Trace.of(*words, *near) if near else Trace(),
        "region": region.without(invited) if "invited" in lists else region,
    }
