"""What a plan was weighed against: what is asked for and not in it, and what other rules bring."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from seminars.planning.calendar import calendar_of
from seminars.planning.search import nearly_best

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seminars.model.record import Kind
    from seminars.planning.choice import Choice
    from seminars.planning.facts import Facts
    from seminars.planning.proposal import Proposal
    from seminars.planning.rules import Rules
    from seminars.planning.search import Found

MOST_RUNNERS = 5
MORE_BUDGET = Fraction(11, 10)


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """A seminar that somebody asks after and the plan has not; `loss` when it were forced in.

    `kind` is request, offer or proposal; `instead` are the choices of the plan that it would push
    out; `closed` the reasons for which all weeks of its window are closed. Without either, the
    rules leave no room for it.
    """

    kind: str
    id: str
    country: str
    what: Kind
    loss: Fraction | None
    instead: tuple[Choice, ...] = ()
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What one change to the rules would bring: the gain, and the seminars that come and go."""

    change: str
    status: str
    gain: Fraction | None
    comes: tuple[Choice, ...] = ()
    goes: tuple[Choice, ...] = ()


def runners_up(answer: Proposal, found: Found, effort: int) -> tuple[RunnerUp, ...]:
    """What is asked for and not in the plan: requests, offers, proposals; each forced in."""
    facts, chosen = answer.facts, found.choices
    waiting: list[tuple[str, str, str, Kind]] = [
        ("request", r.request.id, r.request.country, "national")
        for r in facts.requests
        if not any(r.met_by(choice) for choice in chosen)
    ]
    waiting += [
        ("offer", offer.id, offer.country, offer.kind or "regional")
        for offer in facts.offers
        if not any(choice.takes_up(offer) for choice in chosen)
    ]
    dropped = {move.standing for move in answer.moves if move.what == "dropped"}
    waiting += [
        ("proposal", s.id, s.country or "", s.kind) for s in facts.standing if s.id in dropped
    ]
    return tuple(
        _runner_up(answer, found, *runner, effort=effort) for runner in waiting[:MOST_RUNNERS]
    )


def _runner_up(
    answer: Proposal, found: Found, kind: str, name: str, country: str, what: Kind, *, effort: int
) -> RunnerUp:
    facts, rules = answer.facts, answer.rules
    closed = _closed(answer, kind, name, country, what)
    if closed:
        return RunnerUp(kind, name, country, what, None, closed=closed)
    wanted = (what, country) if kind == "proposal" else (kind, name)
    forced = nearly_best(facts, replace(rules, wanted=(wanted,)), effort)
    if forced.objective is None or found.objective is None:
        return RunnerUp(kind, name, country, what, None)
    instead = _difference(found.choices, forced.choices)
    return RunnerUp(kind, name, country, what, found.objective - forced.objective, instead)


def _closed(answer: Proposal, kind: str, name: str, country: str, what: Kind) -> tuple[str, ...]:
    """Why every week of its window is closed; empty when one is open."""
    facts = answer.facts
    windows = {("request", r.request.id): r.request.dates for r in facts.requests}
    windows |= {("offer", offer.id): offer.dates for offer in facts.offers}
    window = windows.get((kind, name))
    if country not in facts.region_of:
        return ("it is not on the roll",)
    if country not in facts.hosts:
        return ("it hosts a seminar in the window already",)
    calendar = calendar_of(facts, answer.rules)
    weeks = [
        week
        for week in calendar.weeks
        if window is None or (window.begins <= week.monday and week.friday <= window.ends)
    ]
    if any(week.closed is None and calendar.days(country, what, week) for week in weeks):
        return ()
    reasons = [week.closed[1] if week.closed else "the host's holidays" for week in weeks]
    return tuple(dict.fromkeys(reasons)) or ("its window lies outside that of the plan",)


def _difference(one: Iterable[Choice], other: Iterable[Choice]) -> tuple[Choice, ...]:
    """The choices of `one` whose host and kind `other` has not."""
    pairs = {(choice.country, choice.kind) for choice in other}
    return tuple(choice for choice in one if (choice.country, choice.kind) not in pairs)


def sensitivity(facts: Facts, rules: Rules, found: Found, effort: int) -> tuple[Sensitivity, ...]:
    """One more seminar, and a tenth more money."""
    asked = []
    if rules.least is not None and rules.most is not None:
        asked.append(("seminars", replace(rules, least=rules.least + 1, most=rules.most + 1)))
    if rules.budget is not None:
        asked.append(("budget", replace(rules, budget=rules.budget * MORE_BUDGET)))
    return tuple(
        _sensed(change, nearly_best(facts, other, effort), found) for change, other in asked
    )


def _sensed(change: str, other: Found, found: Found) -> Sensitivity:
    if other.objective is None or found.objective is None:
        return Sensitivity(change, "infeasible", None)
    return Sensitivity(
        change, other.status, other.objective - found.objective,
        _difference(other.choices, found.choices), _difference(found.choices, other.choices),
    )  # fmt: skip
