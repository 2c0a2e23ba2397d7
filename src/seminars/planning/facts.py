"""What a plan starts from: the gaps, the requests, the offers, the shares, as of a day.

Everything that the score and the model need is computed here once, from the records and
programme.yaml; nothing here depends on the seminars that will be chosen.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from seminars.analysis.query import spanned_period, took_part
from seminars.analysis.targets import meets
from seminars.model.diagnostics import SeminarsError
from seminars.model.period import Period, months_between
from seminars.planning.choice import Choice, month_of, touches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seminars.model.programme import (
        Offer,
        Programme,
        Recency,
        RecencyWord,
        Request,
        State,
        Target,
        Weights,
    )
    from seminars.model.record import Kind, Seminar

URGENCY = {
    "never": Fraction(1),
    "lapsed": Fraction(3, 4),
    "ageing": Fraction(1, 2),
    "current": Fraction(0),
}
"""How much a cell is worth covering, by how long ago it was covered; docs/planning.md."""

MARK = "Planned by `seminars plan`."
"""The first words of `notes` in a record that the planner wrote: it may replace what has them."""

MOST_YEARS = 10
"""The longest window, in years."""

LEAST_DEVELOPED = 2
"""What reaching a least developed state counts; any other counts 1."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell that was never or long not covered: the word for it, and the last day, if any."""

    word: RecencyWord
    last: date | None

    @property
    def urgency(self) -> Fraction:
        """What covering it is worth, from 0 to 1."""
        return URGENCY[self.word]


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request that no fixed seminar answers; `months` since it was received."""

    request: Request
    months: int
    themes: frozenset[str]
    needed: int

    @property
    def amount(self) -> Fraction:
        """What meeting it is worth: 1, and 1 more for each year of waiting."""
        return 1 + Fraction(self.months, 12)

    def met_by(self, choice: Choice) -> bool:
        """Whether the choice is a national seminar there, on its themes, in its window."""
        return (
            choice.kind == "national"
            and choice.country == self.request.country
            and len(self.themes & set(choice.themes)) >= self.needed
            and choice.within(self.request.dates)
        )


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A target, and how many seminars are still missing to it."""

    target: Target
    missing: int

    def counts(self, choice: Choice) -> bool:
        """Whether the choice counts for the target."""
        return choice.is_of(*self.target.subject)


@dataclass(frozen=True)
class Facts:
    """What a plan starts from. Codes of states, ids of regions and themes; see each field.

    `begins`/`ends`: the window. `fixed`: seminars held or scheduled, of any time. `reached`:
    states that these reach. `region_gaps`/`state_gaps`: by (region, theme) and (state, theme).
    `in_period`: fixed seminars of the period by region; `fair`: the seminars of a region that
    would be even with its roll. `hosts`: states without a fixed seminar in the window.
    """

    programme: Programme
    as_of: date
    begins: date
    ends: date
    fixed: tuple[Seminar, ...]
    standing: tuple[Seminar, ...]
    roll: Mapping[str, State]
    reached: frozenset[str]
    region_gaps: Mapping[tuple[str, str], Gap]
    state_gaps: Mapping[tuple[str, str], Gap]
    requests: tuple[OpenRequest, ...]
    offers: tuple[Offer, ...]
    shortfalls: tuple[Shortfall, ...]
    in_period: Mapping[str, int]
    fair: Mapping[str, Fraction]
    months: Mapping[tuple[int, int], int]
    hosts: tuple[str, ...]
    region_of: Mapping[str, str]
    worth: Mapping[str, int] = field(default_factory=dict)

    @property
    def weights(self) -> Weights:
        """The weights of the parts of the score."""
        return self.programme.planning.weights

    @property
    def themes(self) -> tuple[str, ...]:
        """The ids of the themes, in the programme's order."""
        return tuple(term.id for term in self.programme.themes)

    @property
    def regions(self) -> tuple[str, ...]:
        """The ids of the regions, in the programme's order."""
        return tuple(term.id for term in self.programme.regions)

    @property
    def themes_each(self) -> int:
        """The most themes of one seminar."""
        return _themes_each(self.programme)

    @property
    def places(self) -> int:
        """The states that a regional seminar is expected to reach, its host among them."""
        return self.programme.planning.regional_states or 1

    @property
    def cost_unit(self) -> Fraction:
        """The cost of a national seminar, else of a regional one; 0 when neither is known."""
        costs = self.programme.planning.costs
        known = [Fraction(cost.text) for cost in (costs.national, costs.regional) if cost]
        return next((cost for cost in known if cost), Fraction(0))

    def likeness(self, code: str) -> tuple[object, ...]:
        """What the score knows of a state: equal for states that it cannot tell apart."""
        gaps = tuple(self.state_gaps[code, theme].urgency for theme in self.themes)
        return self.region_of[code], self.worth[code], gaps

    def cost(self, kind: Kind, region: str) -> Fraction | None:
        """What a seminar of a kind costs in a region; None when not known."""
        costs = self.programme.planning.costs
        own = costs.regions.get(region)
        found = (getattr(own, kind) if own else None) or getattr(costs, kind)
        return Fraction(found.text) if found else None

    def levels(self, kind: Kind) -> tuple[str, ...]:
        """The levels of a planned seminar: as the rules say, else the first for a national one."""
        given: tuple[str, ...] | None = getattr(self.programme.planning.levels, kind)
        known = tuple(term.id for term in self.programme.levels)
        return given if given is not None else known[:1] if kind == "national" else known

    def kept(self, seminar: Seminar) -> Choice:
        """A standing proposal as a choice, its dates as they are written."""
        dates = seminar.dates
        region = seminar.region
        cost = Fraction(seminar.cost.text) if seminar.cost else self.cost(seminar.kind, region)
        return Choice(
            seminar.country or "", seminar.kind, region, seminar.themes or (),
            self.levels(seminar.kind) if seminar.levels is None else seminar.levels,
            dates.begins if dates else None, dates.ends if dates else None,
            bool(dates and dates.known_to_the_day), cost, seminar.id,
        )  # fmt: skip


def facts_of(programme: Programme, as_of: date) -> Facts:
    """What a plan starts from. Raises `SeminarsError` when there is no window to plan for."""
    begins, ends = _window(programme, as_of)
    window = Period(begins, ends, "")
    roll = programme.roll(as_of)
    fixed = tuple(
        sorted((s for s in programme.seminars if _is_fixed(s, as_of)), key=lambda s: s.id)
    )
    region_of = {code: state.region for code, state in roll.items() if state.region}
    reached = frozenset(code for s in fixed for code in expected(s, as_of))
    in_period = fixed_in_period(programme, fixed, as_of)
    return Facts(
        programme=programme,
        as_of=as_of,
        begins=begins,
        ends=ends,
        fixed=fixed,
        standing=_standing(programme, roll, window, as_of),
        roll=roll,
        reached=reached,
        region_gaps=_region_gaps(programme, fixed, as_of),
        state_gaps=_state_gaps(programme, fixed, roll, as_of),
        requests=_open_requests(programme, fixed, as_of),
        offers=_open_offers(programme, fixed, as_of),
        shortfalls=_shortfalls(programme, in_period),
        in_period=Counter(s.region for s in in_period),
        fair=_fair(programme, len(in_period), region_of),
        months=_months(fixed),
        hosts=_hosts(region_of, fixed, window),
        region_of=region_of,
        worth={code: _worth(state, reached, as_of) for code, state in roll.items()},
    )


def _themes_each(programme: Programme) -> int:
    return programme.planning.themes_each or 2


def is_own(seminar: Seminar) -> bool:
    """Whether the planner wrote this record, and nobody has taken it over since."""
    return seminar.status == "proposed" and (seminar.notes or "").startswith(MARK)


def expected(seminar: Seminar, as_of: date) -> tuple[str, ...]:
    """The states that a fixed seminar reached or, while it is to come, is expected to reach."""
    invited = seminar.invited or () if seminar.status_on(as_of) == "scheduled" else ()
    return (*took_part(seminar), *invited)


def _window(programme: Programme, as_of: date) -> tuple[date, date]:
    given = programme.planning.window
    ends = (given and given.ends) or spanned_period(programme, as_of).ends or as_of
    if ends <= as_of:
        raise SeminarsError(
            f"nothing can be planned: the window ends on {ends}, and it is {as_of}",
            "set `window` under `planning` in programme.yaml, or ask `--as-of` an earlier day",
        )
    begins = max(as_of + timedelta(days=1), (given and given.begins) or date.min)
    if ends.year - begins.year > MOST_YEARS or ends.year == date.max.year:
        raise SeminarsError(
            f"nothing can be planned from {begins} to {ends}: so far ahead no week is known",
            f"set `window` under `planning` in programme.yaml to {MOST_YEARS} years at most",
        )
    return begins, ends


def _is_fixed(seminar: Seminar, as_of: date) -> bool:
    return seminar.status_on(as_of) in {"held", "scheduled"}


def _standing(
    programme: Programme, roll: Mapping[str, State], window: Period, as_of: date
) -> tuple[Seminar, ...]:
    """The proposals in the records that could fall into the window, by id."""
    found = [
        s
        for s in programme.seminars
        if s.status_on(as_of) == "proposed"
        and s.country in roll
        and (s.dates is None or window.touches(s.dates))
    ]
    return tuple(sorted(found, key=lambda s: s.id))


def _gap(last: date | None, *, coming: bool, window: Recency, as_of: date) -> Gap:
    return Gap("current" if coming else window.word(last, as_of), last)


def _gaps(
    programme: Programme,
    covered: Iterable[tuple[str, Seminar]],
    rows: Iterable[str],
    as_of: date,
) -> dict[tuple[str, str], Gap]:
    """The gaps of rows by themes; `covered` says which seminar covers which row."""
    last: dict[tuple[str, str], date] = {}
    coming: set[tuple[str, str]] = set()
    for row, seminar in covered:
        for theme in seminar.themes or ():
            if seminar.status_on(as_of) != "held":
                coming.add((row, theme))
            elif seminar.ends is not None:
                last[row, theme] = max(last.get((row, theme), date.min), seminar.ends)
    return {
        (row, theme.id): _gap(
            last.get((row, theme.id)),
            coming=(row, theme.id) in coming,
            window=programme.recency_by_theme.get(theme.id, programme.recency),
            as_of=as_of,
        )
        for row in rows
        for theme in programme.themes
    }


def _region_gaps(
    programme: Programme, fixed: Iterable[Seminar], as_of: date
) -> dict[tuple[str, str], Gap]:
    regions = [term.id for term in programme.regions]
    return _gaps(programme, ((s.region, s) for s in fixed), regions, as_of)


def _state_gaps(
    programme: Programme, fixed: Iterable[Seminar], roll: Iterable[str], as_of: date
) -> dict[tuple[str, str], Gap]:
    covered = ((code, s) for s in fixed for code in expected(s, as_of))
    return _gaps(programme, covered, roll, as_of)


def _open_requests(
    programme: Programme, fixed: Iterable[Seminar], as_of: date
) -> tuple[OpenRequest, ...]:
    """The requests of the day that no fixed seminar answers, the oldest first, then by id."""
    answered = {answer for s in fixed for answer in s.answers or ()}
    each = _themes_each(programme)
    found = []
    for request in programme.requests:
        if request.id in answered:
            continue
        received = request.received.begins if request.received else as_of
        if received > as_of:
            continue
        themes = frozenset(request.themes or ())
        months = months_between(received, as_of)
        found.append(OpenRequest(request, months, themes, min(len(themes), each)))
    return tuple(sorted(found, key=lambda r: (-r.months, r.request.id)))


def _open_offers(programme: Programme, fixed: Iterable[Seminar], as_of: date) -> tuple[Offer, ...]:
    """The offers that no fixed seminar takes up, by id; one without dates looks ahead."""
    found = [
        offer
        for offer in programme.offers
        if not any(
            s.country == offer.country
            and offer.kind in {None, s.kind}
            and (
                touches(s.dates.begins, s.dates.ends, offer.dates)
                if offer.dates and s.dates
                else s.status_on(as_of) == "scheduled"
            )
            for s in fixed
        )
    ]
    return tuple(sorted(found, key=lambda offer: offer.id))


def fixed_in_period(programme: Programme, fixed: Iterable[Seminar], as_of: date) -> list[Seminar]:
    """Of the fixed seminars those that could fall into the period of the programme."""
    period = spanned_period(programme, as_of)
    return [s for s in fixed if s.dates is not None and period.touches(s.dates)]


def _shortfalls(programme: Programme, in_period: Iterable[Seminar]) -> tuple[Shortfall, ...]:
    seminars = list(in_period)
    return tuple(
        Shortfall(target, max(0, target.seminars - sum(meets(target, s) for s in seminars)))
        for target in programme.targets
        if target.seminars > 0
    )


def _fair(programme: Programme, fixed: int, region_of: Mapping[str, str]) -> dict[str, Fraction]:
    """The number of seminars of the period, planned ones included, in proportion to the roll."""
    everything = fixed + (programme.planning.seminars or fixed or 1)
    states = Counter(region_of.values())
    return {
        term.id: Fraction(everything * states[term.id], len(region_of) or 1)
        for term in programme.regions
    }


def _months(fixed: Iterable[Seminar]) -> Counter[tuple[int, int]]:
    """How many fixed seminars there are in each month, where the month is known."""
    found: Counter[tuple[int, int]] = Counter()
    for seminar in fixed:
        dates = seminar.dates
        if dates is None:
            continue
        month = month_of(dates.begins, dates.ends, exact=dates.first_day_known)
        if month is not None:
            found[month] += 1
    return found


def _hosts(
    region_of: Mapping[str, str], fixed: Iterable[Seminar], window: Period
) -> tuple[str, ...]:
    """The states of the roll that host no fixed seminar in the window, by code."""
    hosting = {s.country for s in fixed if s.dates and window.touches(s.dates)}
    return tuple(sorted(code for code in region_of if code not in hosting))


def _worth(state: State, reached: frozenset[str], as_of: date) -> int:
    if state.code in reached:
        return 0
    return LEAST_DEVELOPED if state.least_developed_on(as_of) else 1
