"""The parts of the score in the model, each one function; docs/planning.md has them in words.

`score.py` computes the same parts of a plan that is made, exactly, and without the solver.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from seminars.model.record import KINDS
from seminars.planning.choice import inside
from seminars.planning.model import hosts_at_most
from seminars.planning.score import crowding, needs, weight

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from seminars.planning.model import Model
    from seminars.planning.solver import Terms

Gain: TypeAlias = "Callable[[str], float]"


def _weight(model: Model, name: str) -> float:
    return float(weight(model.facts, name))


def region_themes(model: Model) -> None:
    """A cell counts once, however many seminars cover it."""
    each = _weight(model, "region_themes")
    for (region, theme), gap in model.facts.region_gaps.items():
        if gap.urgency:
            covered = model.linear.column(1, gain=each * float(gap.urgency), whole=False)
            terms = model.counted((None, region, theme, None))
            model.linear.row([(covered, 1), *((c, -f) for c, f in terms)], upper=0)


def state_themes(model: Model) -> None:
    """A cell counts once: by a seminar that its state hosts, or on a place of a regional one."""
    each = _weight(model, "state_themes")
    for theme in model.facts.themes:
        places: dict[str, Terms] = {}
        for codes, groups in model.by_codes().items():
            hosting = [model.theme[at, kind, theme] for at in groups for kind in KINDS]
            gain = _urgency(model, theme, each, codes[0])
            _host_or_place(model, codes, hosting, gain, places)
        _not_hosting(model, places, partial(_urgency, model, theme, each))
        _limit_places(model, places, theme)


def _urgency(model: Model, theme: str, each: float, code: str) -> float:
    return each * float(model.facts.state_gaps[code, theme].urgency)


def states(model: Model) -> None:
    """A state counts once: when it hosts, or on one of the places of regional seminars."""
    each = _weight(model, "states")
    places: dict[str, Terms] = {}
    for codes, groups in model.by_codes().items():
        hosting = [model.number[at, kind] for at in groups for kind in KINDS]
        _host_or_place(model, codes, hosting, each * model.facts.worth[codes[0]], places)
    _not_hosting(model, places, lambda code: each * model.facts.worth[code])
    _limit_places(model, places, None)


def _host_or_place(
    model: Model, codes: Sequence[str], hosting: Sequence[int], gain: float,
    places: dict[str, Terms],
) -> None:  # fmt: skip
    """Each of these states is worth the gain, whether it hosts or comes, and only once."""
    if not gain:
        return
    for column in hosting:
        model.linear.gains[column] += gain
    place = model.linear.column(len(codes), gain=gain, whole=False)
    model.linear.row([(place, 1), *((column, 1.0) for column in hosting)], upper=len(codes))
    places.setdefault(model.facts.region_of[codes[0]], []).append((place, 1.0))


def _not_hosting(model: Model, places: dict[str, Terms], gain_of: Gain) -> None:
    """States that cannot host in this window can still come: places by what they are worth."""
    hosts = set(model.facts.hosts)
    worths: dict[tuple[str, float], int] = {}
    for code, region in model.facts.region_of.items():
        if code not in hosts and gain_of(code):
            worths[region, gain_of(code)] = worths.get((region, gain_of(code)), 0) + 1
    for (region, gain), size in sorted(worths.items()):
        place = model.linear.column(size, gain=gain, whole=False)
        places.setdefault(region, []).append((place, 1.0))


def _limit_places(model: Model, places: Mapping[str, Terms], theme: str | None) -> None:
    for region, terms in places.items():
        seminars = model.counted(("regional", region, theme, None))
        each = float(model.facts.places - 1)
        model.linear.row([*terms, *((column, -each) for column, _ in seminars)], upper=0)


def requests(model: Model) -> None:
    """A request is met by a national seminar on its themes, in its window."""
    each = _weight(model, "requests")
    for request in model.facts.requests:
        country, window = request.request.country, request.request.dates
        if country not in model.facts.hosts:
            continue
        groups = model.groups_of(country)
        met = model.linear.column(1, gain=each * float(request.amount))
        model.asked["request", request.request.id] = met
        fitting = [
            (entry.column, -1.0)
            for at in groups
            for entry in model.entries[at, "national"]
            if inside(entry.begins, entry.ends, window)
        ]
        model.linear.row([(met, 1), *fitting], upper=0)
        themes = [
            [(model.theme[at, "national", theme], -1.0) for at in groups]
            for theme in sorted(request.themes)
        ]
        if request.needed == len(themes):
            for terms in themes:
                model.linear.row([(met, 1), *terms], upper=0)
        else:
            every = [term for terms in themes for term in terms]
            model.linear.row([(met, float(request.needed)), *every], upper=0)


def offers(model: Model) -> None:
    """An offer is taken up by a seminar there, of its kind, in its window."""
    for offer in model.facts.offers:
        if offer.country not in model.facts.hosts:
            continue
        used = model.linear.column(1, gain=_weight(model, "offers"), whole=False)
        model.asked["offer", offer.id] = used
        fitting = [
            (entry.column, -1.0)
            for kind in KINDS
            if offer.kind in {None, kind}
            for at in model.groups_of(offer.country)
            for entry in model.entries[at, kind]
            if inside(entry.begins, entry.ends, offer.dates)
        ]
        model.linear.row([(used, 1), *fitting], upper=0)


def balance(model: Model) -> None:
    """Each next seminar of a region counts what is then missing to an even share, if anything."""
    each = _weight(model, "balance")
    for region in model.facts.regions:
        steps = [need for need in needs(model.facts, region, hosts_at_most(model)) if need]
        terms = model.counted((None, region, None, None))
        columns = [
            (model.linear.column(1, gain=each * float(need), whole=False), 1.0) for need in steps
        ]
        model.linear.row([*columns, *((column, -1.0) for column, _ in terms)], upper=0)


def targets(model: Model) -> None:
    """The part of each target that is filled."""
    each = _weight(model, "targets")
    for short in model.facts.shortfalls:
        target = short.target
        if short.missing:
            gain = each / target.seminars
            filled = model.linear.column(short.missing, gain=gain, whole=False)
            terms = model.counted((target.kind, target.region, target.theme, target.level))
            model.linear.row([(filled, 1), *((column, -1.0) for column, _ in terms)], upper=0)


def spread(model: Model) -> None:
    """The n-th seminar of a month counts 1/n, those that are fixed first."""
    months: dict[tuple[int, int], Terms] = {}
    for entry in (entry for entries in model.entries.values() for entry in entries):
        month = entry.week.month if entry.week else _month(entry.begins)
        months.setdefault(month, []).append((entry.column, -1.0))
    for week, column in (part for columns in model.pooled.values() for part in columns):
        months.setdefault(week.month, []).append((column, -1.0))
    each = _weight(model, "spread")
    for month, terms in sorted(months.items()):
        most = min(hosts_at_most(model), len(terms) * max(1, model.rules.at_once or model.most))
        worths = [each * float(crowding(model.facts, month, at)) for at in range(most)]
        steps = [(model.linear.column(1, gain=gain, whole=False), 1.0) for gain in worths]
        model.linear.row([*steps, *terms], upper=0)


def _month(day: date) -> tuple[int, int]:
    monday = day.fromordinal(day.toordinal() - day.weekday())
    return monday.year, monday.month


def cost(model: Model) -> None:
    """What the seminars cost is taken off."""
    unit = model.facts.cost_unit
    each = _weight(model, "cost")
    for pair in model.pairs():
        price = model.price(*pair)
        if unit and price is not None:
            model.linear.gains[model.number[pair]] -= each * float(price / unit)


GAINS = (
    region_themes, state_themes, states, requests, offers, balance, targets, spread, cost,
)  # fmt: skip
