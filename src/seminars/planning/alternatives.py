"""What a plan was weighed against: what is asked for and not in it, and what other rules bring."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from seminars.model.record import KINDS
from seminars.planning.calendar import calendar_of
from seminars.planning.choice import inside, touches
from seminars.planning.facts import facts_of
from seminars.planning.search import nearly_best

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from seminars.model.period import Dates
    from seminars.model.record import Kind
    from seminars.planning.choice import Choice
    from seminars.planning.facts import Facts
    from seminars.planning.rules import Rules
    from seminars.planning.search import Found

MOST_RUNNERS = 5
MORE_BUDGET = Fraction(11, 10)

Tell: TypeAlias = "Callable[[str], None]"
"""What is told which step is under way."""


def silent(_: str) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """A seminar that somebody asks after and the plan has not; `loss` when it were forced in.

    `kind` is request, offer or proposal, `what` the seminar's, None where an offer leaves it open
    and none was forced in; `instead` are the choices of the plan that it would push
    out; `closed` the reasons for which all weeks of its window are closed. Without either, the
    rules leave no room for it.
    """

    kind: str
    id: str
    country: str
    what: Kind | None
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


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody asks after: a request, an offer or a proposal, of one of these kinds."""

    what: str
    id: str
    country: str
    kinds: tuple[Kind, ...]
    window: Dates | None


def runners_up(
    facts: Facts, rules: Rules, found: Found, effort: int, tell: Tell = silent
) -> tuple[tuple[RunnerUp, ...], int]:
    """What is asked for and not in the plan, each forced in; and how many more there are."""
    waiting = _waiting(facts, found.choices)
    told = []
    for asked in waiting[:MOST_RUNNERS]:
        tell(f"the best programme with {asked.what} {asked.id}")
        told.append(_runner_up(facts, rules, found, asked, effort))
    return tuple(told), len(waiting) - len(told)


def _waiting(facts: Facts, chosen: Sequence[Choice]) -> list[_Asked]:
    """Requests and offers, and proposals that stand in the records, in this order."""
    kept = {choice.standing or choice.moves for choice in chosen}
    return [
        *(
            _Asked("request", r.request.id, r.request.country, ("national",), r.request.dates)
            for r in facts.requests
            if not any(r.met_by(choice) for choice in chosen)
        ),
        *(
            _Asked("offer", o.id, o.country, (o.kind,) if o.kind else KINDS, o.dates)
            for o in facts.offers
            if not any(choice.takes_up(o) for choice in chosen)
        ),
        *(
            _Asked("proposal", s.id, s.country or "", (s.kind,), None)
            for s in facts.standing
            if s.id not in kept
        ),
    ]


def _runner_up(facts: Facts, rules: Rules, found: Found, asked: _Asked, effort: int) -> RunnerUp:
    kind = asked.kinds[0] if len(asked.kinds) == 1 else None
    runner = RunnerUp(asked.what, asked.id, asked.country, kind, None)
    closed = _closed(facts, rules, asked)
    if closed:
        return replace(runner, closed=closed)
    forced = nearly_best(facts, replace(rules, wanted=((asked.what, asked.id),)), effort)
    if forced.objective is None or found.objective is None:
        return runner
    there = (c.kind for c in forced.choices if c.country == asked.country)
    return replace(
        runner, what=kind or next(there), loss=found.objective - forced.objective,
        instead=_difference(found.choices, forced.choices),
    )  # fmt: skip


def _closed(facts: Facts, rules: Rules, asked: _Asked) -> tuple[str, ...]:
    """Why no week of its window is open; empty when one is."""
    if asked.country not in facts.region_of:
        return ("it is not on the roll",)
    if asked.country not in facts.hosts:
        return ("it hosts a seminar in the window already",)
    calendar, window = calendar_of(facts, rules), asked.window
    if any(
        inside(*days, window)
        for kind in asked.kinds
        for _, days in calendar.open_to(asked.country, kind)
    ):
        return ()
    weeks = [week for week in calendar.weeks if touches(week.monday, week.friday, window)]
    reasons = [week.closed[1] if week.closed else "too few free days there" for week in weeks]
    return tuple(dict.fromkeys(reasons)) or ("its window lies outside that of the plan",)


def _difference(one: Iterable[Choice], other: Iterable[Choice]) -> tuple[Choice, ...]:
    """The choices of `one` whose host and kind `other` has not."""
    pairs = {(choice.country, choice.kind) for choice in other}
    return tuple(choice for choice in one if (choice.country, choice.kind) not in pairs)


def sensitivity(
    facts: Facts, rules: Rules, found: Found, effort: int, tell: Tell = silent
) -> tuple[Sensitivity, ...]:
    """One more seminar, and a tenth more money."""
    asked = []
    if rules.least is not None and rules.most is not None:
        more = replace(rules, least=rules.least + 1, most=rules.most + 1)
        asked.append(("seminars", _of_one_more(facts), more))
    if rules.budget is not None:
        asked.append(("budget", facts, replace(rules, budget=rules.budget * MORE_BUDGET)))
    told = []
    for change, known, other in asked:
        tell(f"the best programme with more {change}")
        told.append(_sensed(change, nearly_best(known, other, effort), found))
    return tuple(told)


def _of_one_more(facts: Facts) -> Facts:
    """What a plan of one more seminar starts from: what is even with the roll is another."""
    programme = facts.programme
    planning = replace(programme.planning, seminars=(programme.planning.seminars or 0) + 1)
    return facts_of(replace(programme, planning=planning), facts.as_of)


def _sensed(change: str, other: Found, found: Found) -> Sensitivity:
    if other.objective is None or found.objective is None:
        return Sensitivity(change, "infeasible", None)
    return Sensitivity(
        change, other.status, other.objective - found.objective,
        _difference(other.choices, found.choices), _difference(found.choices, other.choices),
    )  # fmt: skip
