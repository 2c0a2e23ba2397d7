"""What the records say of one state: for its delegation, on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seminars.analysis.paper.figures import Figures, Trace
from seminars.analysis.paper.promises import requests_figure
from seminars.analysis.query import ACTIVE, by_date, took_part

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from seminars.analysis.paper.figures import Figure
    from seminars.analysis.paper.paper import Paper
    from seminars.analysis.paper.promises import Answered
    from seminars.model.programme import Offer, State
    from seminars.model.record import Seminar

COMING = ("scheduled", "proposed")


@dataclass(frozen=True, slots=True)
class Brief:
    """One state: what it hosted, attended, is invited to and asked for, and what is near it.

    `lists` holds the seminars of each part, `figures` their numbers; `near` are those to come in
    its region.
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
    seminars = sorted(paper.programme.seminars, key=by_date)
    held = [seminar for seminar in seminars if seminar.status_on(day) == "held"]
    coming = [seminar for seminar in seminars if seminar.status_on(day) in COMING]
    lists = {
        "hosted": [s for s in held if s.country == code],
        "attended": [s for s in held if s.country != code and code in took_part(s)],
        "invited": [s for s in seminars if _invited(s, code)],
        "coming": [s for s in coming if s.country == code],
        "near": [s for s in coming if s.region == state.region and s.country != code],
    }
    if not state.on_roll(day):
        del lists["near"]  # without a region, nothing is near
    traces = _traces(state)
    figures = Figures()
    for name, found in lists.items():
        figures.count(f"brief.{name}", "brief", found, traces[name])
    requests = tuple(part for part in paper.requests if part.request.country == code)
    offers = tuple(offer for offer in paper.programme.offers if offer.country == code)
    figures.keep(requests_figure("brief.requests", "brief", requests, ACTIVE, day))
    return Brief(
        paper, state, day, {name: tuple(found) for name, found in lists.items()},
        figures.by_key, requests, offers,
    )  # fmt: skip


def _invited(seminar: Seminar, code: str) -> bool:
    return code in (seminar.invited or ()) and code not in took_part(seminar)


def _traces(state: State) -> dict[str, Trace]:
    here, coming = ("country", state.code), tuple(("status", word) for word in COMING)
    return {
        "hosted": Trace.of(("status", "held"), here),
        "attended": Trace.of(("status", "held"), ("reached", state.code)).without(here),
        "invited": Trace.of(("invited", state.code)).without(("reached", state.code)),
        "coming": Trace.of(*coming, here),
        "near": Trace.of(*coming, ("region", state.region or "")).without(here),
    }
