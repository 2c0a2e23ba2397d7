"""The planner's model: a mixed-integer programme, solved by HiGHS. The only door to `highspy`.

States that nothing tells apart (same region, same gaps, no request, offer or proposal) form one
group, and the model decides how many of a group host a seminar: the same answers with a tenth of
the columns, and no time lost on exchanging one of them for another. Public holidays are left to
the assignment of hosts to weeks (`solve`); a host that fits into none of the weeks chosen gets
weeks of its own and the model is solved again, so nothing is lost by it.

Each rule and each part of the score is one function; docs/planning.md has them in words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import highspy

from seminars.planning.calendar import Calendar, Week, known_exactly
from seminars.planning.score import crowding, needs, weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from seminars.model.record import Kind, Seminar
    from seminars.planning.facts import Facts

KINDS: tuple[Kind, ...] = ("national", "regional")
INFINITY = highspy.kHighsInf

Gain: TypeAlias = "Callable[[str], float]"
Pair = tuple[str, "Kind"]
Terms = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Group:
    """States that nothing tells apart: their codes in order, and their common region."""

    codes: tuple[str, ...]
    region: str
    observes: bool
    key: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to place a host's seminar: a week, its days, and the column that chooses it.

    `week` is None for a pinned proposal, which takes its days whatever the calendar says.
    """

    week: Week | None
    begins: date
    ends: date
    column: int
    exact: bool = False


@dataclass
class Linear:
    """Columns and rows as they are collected, and the gain of each column."""

    gains: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[Terms, float, float]] = field(default_factory=list)

    def column(self, upper: float, *, gain: float = 0.0, whole: bool = True) -> int:
        """A new column from 0 to `upper`; its number."""
        self.gains.append(gain)
        self.lower.append(0.0)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.gains) - 1

    def row(self, terms: Terms, lower: float = -INFINITY, upper: float = INFINITY) -> None:
        """A new row; a column may stand in it more than once."""
        summed: dict[int, float] = {}
        for column, factor in terms:
            summed[column] = summed.get(column, 0.0) + factor
        self.rows.append((sorted(summed.items()), lower, upper))


@dataclass(frozen=True, slots=True)
class Solution:
    """What the solver found: `status` is optimal, feasible or infeasible; a value a column."""

    status: str
    objective: float
    bound: float
    values: Sequence[float]

    def count(self, column: int) -> int:
        """The value of a whole column."""
        return round(self.values[column])


class Model:
    """The model of one question; `split` are the (host, kind) pairs that get weeks of their own.

    With `elastic`, every rule that counts can give way, at the price of the share it gives.
    """

    def __init__(
        self, facts: Facts, calendar: Calendar, split: frozenset[Pair], *, elastic: bool = False
    ) -> None:
        self.facts = facts
        self.calendar = calendar
        self.rules = calendar.rules
        self.elastic = elastic
        self.linear = Linear()
        self.slack: Terms = []
        self.standing = self._standing()
        self.special = self._special_pairs() | split
        self.groups = self._groups()
        self.number: dict[tuple[int, Kind], int] = {}
        self.theme: dict[tuple[int, Kind, str], int] = {}
        self.entries: dict[Pair, list[Entry]] = {}
        self.pooled: dict[tuple[bool, Kind], list[tuple[Week, int]]] = {}
        self.kept: dict[str, int] = {}
        self.asked: dict[tuple[str, str], int] = {}
        self._choose_hosts()
        self._choose_weeks()
        self._keep_standing()
        for rule in RULES:
            rule(self)
        for part in GAINS:
            part(self)
        wanted(self)

    # What is decided

    def _standing(self) -> dict[Pair, Seminar]:
        """The standing proposal that a pair can keep: a pinned one, else the first by id."""
        found: dict[Pair, Seminar] = {}
        hosts = set(self.facts.hosts)
        for seminar in sorted(
            self.facts.standing, key=lambda s: (s.id not in self.rules.pins, s.id)
        ):
            if seminar.country in hosts:
                found.setdefault((seminar.country, seminar.kind), seminar)
        return found

    def _special_pairs(self) -> frozenset[Pair]:
        """The pairs whose week matters: of requests, offers and standing proposals."""
        asked: set[Pair] = {(r.request.country, "national") for r in self.facts.requests}
        offered: set[Pair] = {
            (offer.country, kind)
            for offer in self.facts.offers
            for kind in KINDS
            if offer.kind in {None, kind}
        }
        wanted: set[Pair] = {
            (what, k) for kind, what in self.rules.wanted for k in KINDS if k == kind
        }
        return frozenset(asked | offered | wanted | set(self.standing))

    def _groups(self) -> list[Group]:
        single = {code for code, _ in self.special}
        grouped: dict[tuple[object, ...], list[str]] = {}
        for code in self.facts.hosts:
            grouped.setdefault(self._likeness(code, single), []).append(code)
        return [
            Group(
                tuple(codes), self.facts.region_of[codes[0]], self.calendar.observes(codes[0]), key
            )
            for key, codes in sorted(grouped.items(), key=lambda item: item[1])
        ]

    def _likeness(self, code: str, single: set[str]) -> tuple[object, ...]:
        facts = self.facts
        urgencies = tuple(facts.state_gaps[code, theme].urgency for theme in facts.themes)
        return (
            code if code in single else "", facts.region_of[code], facts.worth[code], urgencies,
            self.calendar.observes(code),
        )  # fmt: skip

    @property
    def most(self) -> int:
        """No plan has more seminars than this."""
        hosts = len(self.facts.hosts)
        return hosts if self.rules.most is None else min(hosts, self.rules.most)

    def _choose_hosts(self) -> None:
        """How many states of each group host a seminar of each kind, and on which themes."""
        for at, group in enumerate(self.groups):
            size = min(len(group.codes), hosts_at_most(self))
            for kind in KINDS:
                number = self.number[at, kind] = self.linear.column(size)
                themes = [self.linear.column(size) for _ in self.facts.themes]
                for theme, column in zip(self.facts.themes, themes, strict=True):
                    self.theme[at, kind, theme] = column
                    self.linear.row([(column, 1), (number, -1)], upper=0)
                each = [(column, 1.0) for column in themes]
                self.linear.row([*each, (number, -1)], lower=0)
                if (group.codes[0], kind) not in self.standing:
                    self.linear.row([*each, (number, -float(self.facts.themes_each))], upper=0)
            self.linear.row([(self.number[at, kind], 1) for kind in KINDS], upper=len(group.codes))

    def _choose_weeks(self) -> None:
        """In which weeks: each special pair in its own, all others together."""
        together: dict[tuple[bool, Kind], Terms] = {}
        for at, group in enumerate(self.groups):
            for kind in KINDS:
                pair = (group.codes[0], kind)
                number = self.number[at, kind]
                if pair in self.special:
                    entries = self.entries[pair] = self._entries(pair)
                    self.linear.row([*((e.column, 1.0) for e in entries), (number, -1)], 0, 0)
                else:
                    together.setdefault((group.observes, kind), []).append((number, -1.0))
        for (observes, kind), numbers in together.items():
            weeks = self.calendar.pooled(kind, observes=observes)
            columns = [(week, self.linear.column(week.places or self.most)) for week in weeks]
            self.pooled[observes, kind] = columns
            self.linear.row([*((column, 1.0) for _, column in columns), *numbers], 0, 0)

    def _entries(self, pair: Pair) -> list[Entry]:
        country, kind = pair
        found = []
        for week, days in self.calendar.open_to(country, kind):
            found.append(Entry(week, *days, self.linear.column(1)))
        seminar = self.standing.get(pair)
        if seminar is not None and seminar.dates is not None and known_exactly(seminar):
            dates, week_of = seminar.dates, self.calendar.week_of(seminar.dates.begins)
            if seminar.id in self.rules.pins:
                found.append(
                    Entry(None, dates.begins, dates.ends, self.linear.column(1), exact=True)
                )
            elif (
                week_of
                and not week_of.closed
                and self.calendar.free(country, dates.begins, dates.ends)
            ):
                found.append(
                    Entry(week_of, dates.begins, dates.ends, self.linear.column(1), exact=True)
                )
        return found

    def _keep_standing(self) -> None:
        """Which standing proposals are kept: same host, kind and themes, within their dates."""
        for pair, seminar in self.standing.items():
            at = self.group_of(pair[0])
            kept = self.kept[seminar.id] = self.linear.column(1)
            exact = known_exactly(seminar)
            fitting = [
                entry
                for entry in self.entries[pair]
                if (entry.exact if exact else _inside(entry, seminar))
            ]
            self.linear.row([(kept, 1), *((entry.column, -1.0) for entry in fitting)], upper=0)
            themes = seminar.themes or ()
            for theme in self.facts.themes if themes else ():
                column = self.theme[at, pair[1], theme]
                if theme in themes:
                    self.linear.row([(kept, 1), (column, -1)], upper=0)
                else:
                    self.linear.row([(kept, 1), (column, 1)], upper=1)
            self._standing_themes(at, pair[1], kept, len(themes))

    def _standing_themes(self, at: int, kind: Kind, kept: int, written: int) -> None:
        """At most `themes_each`, unless a kept proposal has more already."""
        each = self.facts.themes_each
        terms: Terms = [(self.theme[at, kind, theme], 1.0) for theme in self.facts.themes]
        terms.append((self.number[at, kind], -float(each)))
        terms.append((kept, -float(max(0, written - each))))
        self.linear.row(terms, upper=0)

    # What is said of a pair

    def group_of(self, code: str) -> int:
        """The number of a state's group."""
        return next(at for at, group in enumerate(self.groups) if code in group.codes)

    def region(self, at: int, kind: Kind) -> str:
        """The region of a group's seminars: a standing proposal keeps its own."""
        seminar = self.standing.get((self.groups[at].codes[0], kind))
        return seminar.region if seminar else self.groups[at].region

    def levels(self, at: int, kind: Kind) -> tuple[str, ...]:
        """The levels of a group's seminars."""
        seminar = self.standing.get((self.groups[at].codes[0], kind))
        if seminar is not None and seminar.levels is not None:
            return seminar.levels
        return self.facts.levels(kind)

    def price(self, at: int, kind: Kind) -> Fraction | None:
        """The cost of a group's seminars; None when not known."""
        seminar = self.standing.get((self.groups[at].codes[0], kind))
        if seminar is not None:
            return self.facts.kept(seminar).cost
        return self.facts.cost(kind, self.region(at, kind))

    def pairs(self) -> Iterable[tuple[int, Kind]]:
        """Every group with every kind."""
        return self.number

    def counted(self, subject: Sequence[str | None]) -> Terms:
        """The seminars of a kind, region, theme and level, None for any, as a sum of columns."""
        kind_asked, region, theme, level = subject
        terms: Terms = []
        for at, kind in self.pairs():
            if (
                kind_asked in {None, kind}
                and region in {None, self.region(at, kind)}
                and (level is None or level in self.levels(at, kind))
            ):
                column = self.number[at, kind] if theme is None else self.theme[at, kind, theme]
                terms.append((column, 1.0))
        return terms

    # Rules that count can give way

    def limit(
        self, terms: Terms, lower: float = -INFINITY, upper: float = INFINITY, *, figure: float
    ) -> None:
        """A rule on a count; `figure` is what it asks, and the measure of how far it is broken."""
        if self.elastic:
            slack = self.linear.column(INFINITY, whole=False)
            self.slack.append((slack, 1 / max(1.0, abs(figure))))
            terms = [*terms, (slack, 1.0 if upper == INFINITY else -1.0)]
        self.linear.row(terms, lower, upper)


def hosts_at_most(model: Model) -> int:
    """No group hosts more; of a plan that may break rules, as many as there are."""
    return len(model.facts.hosts) if model.elastic else model.most


def _inside(entry: Entry, seminar: Seminar) -> bool:
    dates = seminar.dates
    return dates is None or (dates.begins <= entry.begins and entry.ends <= dates.ends)


# The rules, each one function


def at_least_so_many(model: Model) -> None:
    """The number of seminars asked for."""
    if model.rules.least is not None:
        model.limit(model.counted((None,) * 4), lower=model.rules.least, figure=model.rules.least)


def at_most_so_many(model: Model) -> None:
    """The number of seminars asked for."""
    if model.rules.most is not None:
        model.limit(model.counted((None,) * 4), upper=model.rules.most, figure=model.rules.most)


def budget(model: Model) -> None:
    """All seminars together cost no more than the budget."""
    if model.rules.budget is not None:
        terms = [(model.number[pair], float(model.price(*pair) or 0)) for pair in model.pairs()]
        figure = float(model.rules.budget)
        model.limit(terms, upper=figure, figure=figure)


def limits(model: Model) -> None:
    """At least and at most so many of a kind, region, theme or level."""
    for _, limit in model.rules.minima:
        least = limit.minimum or 0
        model.limit(model.counted(limit.subject), lower=least, figure=least)
    for _, limit in model.rules.maxima:
        most = limit.maximum or 0
        model.limit(model.counted(limit.subject), upper=most, figure=most)


def at_once_and_rest(model: Model) -> None:
    """At most `at_once` in a week; of weeks nearer than `rest` allows, only one is used."""
    running: dict[int, Terms] = {}
    for entry in (entry for entries in model.entries.values() for entry in entries):
        if entry.week is not None:
            running.setdefault(entry.week.number, []).append((entry.column, 1.0))
    for week, column in (part for columns in model.pooled.values() for part in columns):
        running.setdefault(week.number, []).append((column, 1.0))
    used = {number: model.linear.column(1) for number in sorted(running)}
    for number, terms in sorted(running.items()):
        places = model.calendar.weeks[number].places
        most = float(len(model.facts.hosts) if places is None else places)
        model.linear.row([*terms, (used[number], -most)], upper=0)
    for first in used if model.calendar.apart > 1 else ():
        near = [(used[n], 1.0) for n in range(first, first + model.calendar.apart) if n in used]
        model.linear.row(near, upper=1)


def pins(model: Model) -> None:
    """Pinned proposals are kept."""
    for pin in model.rules.pins:
        column = model.kept.get(pin)
        model.limit([] if column is None else [(column, 1.0)], lower=1, figure=1)


def changes(model: Model) -> None:
    """At most so many changes: proposals moved or dropped, and seminars added."""
    if model.rules.changes is None:
        return
    added = [
        (model.number[at, kind], 1.0)
        for at, kind in model.pairs()
        if (model.groups[at].codes[0], kind) not in model.standing
    ]
    kept = [(column, -1.0) for column in model.kept.values()]
    most = model.rules.changes - len(model.facts.standing)
    model.limit([*added, *kept], upper=most, figure=model.rules.changes)


def wanted(model: Model) -> None:
    """What if: a host has a seminar of a kind, a request is met, an offer is taken up."""
    for kind, what in model.rules.wanted:
        column = model.asked.get((kind, what))
        if column is None and kind in KINDS and what in model.facts.hosts:
            column = model.number[model.group_of(what), kind]
        model.linear.row([] if column is None else [(column, 1)], lower=1)


RULES = (at_least_so_many, at_most_so_many, budget, limits, at_once_and_rest, pins, changes)


# The parts of the score, each one function


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
    """A cell counts once: by its state's own seminar, or on a place of a regional one."""
    each = _weight(model, "state_themes")
    for theme in model.facts.themes:
        places: dict[str, Terms] = {}
        for at, group in enumerate(model.groups):
            gain = _urgency(model, theme, each, group.codes[0])
            hosting = model.theme[at, "national", theme]
            _host_or_place(model, group, hosting, gain, places.setdefault(group.region, []))
        _not_hosting(model, places, partial(_urgency, model, theme, each))
        _limit_places(model, places, theme)


def _urgency(model: Model, theme: str, each: float, code: str) -> float:
    return each * float(model.facts.state_gaps[code, theme].urgency)


def states(model: Model) -> None:
    """A state counts once: by its own seminar, or on one of the places of regional seminars."""
    each = _weight(model, "states")
    places: dict[str, Terms] = {}
    for at, group in enumerate(model.groups):
        gain = each * model.facts.worth[group.codes[0]]
        hosting = model.number[at, "national"]
        _host_or_place(model, group, hosting, gain, places.setdefault(group.region, []))
    _not_hosting(model, places, lambda code: each * model.facts.worth[code])
    _limit_places(model, places, None)


def _host_or_place(model: Model, group: Group, hosting: int, gain: float, places: Terms) -> None:
    if not gain:
        return
    size = len(group.codes)
    model.linear.gains[hosting] += gain
    place = model.linear.column(size, gain=gain, whole=False)
    model.linear.row([(place, 1), (hosting, 1)], upper=size)
    places.append((place, 1.0))


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
        if terms:
            seminars = model.counted(("regional", region, theme, None))
            each = float(model.facts.places)
            model.linear.row([*terms, *((column, -each) for column, _ in seminars)], upper=0)


def requests(model: Model) -> None:
    """A request is met by a national seminar on its themes, in its window."""
    each = _weight(model, "requests")
    for request in model.facts.requests:
        country, window = request.request.country, request.request.dates
        if country not in model.facts.hosts:
            continue
        at = model.group_of(country)
        met = model.linear.column(1, gain=each * float(request.amount))
        model.asked["request", request.request.id] = met
        inside = [
            (entry.column, -1.0)
            for entry in model.entries[country, "national"]
            if window is None or (window.begins <= entry.begins and entry.ends <= window.ends)
        ]
        model.linear.row([(met, 1), *inside], upper=0)
        themes = [(model.theme[at, "national", theme], -1.0) for theme in sorted(request.themes)]
        if request.needed == len(themes):
            for term in themes:
                model.linear.row([(met, 1), term], upper=0)
        else:
            model.linear.row([(met, float(request.needed)), *themes], upper=0)


def offers(model: Model) -> None:
    """An offer is taken up by a seminar there, of its kind, in its window."""
    for offer in model.facts.offers:
        if offer.country not in model.facts.hosts:
            continue
        used = model.linear.column(1, gain=_weight(model, "offers"), whole=False)
        model.asked["offer", offer.id] = used
        inside = [
            (entry.column, -1.0)
            for kind in KINDS
            if offer.kind in {None, kind}
            for entry in model.entries[offer.country, kind]
            if offer.dates is None
            or (offer.dates.begins <= entry.begins and entry.ends <= offer.dates.ends)
        ]
        model.linear.row([(used, 1), *inside], upper=0)


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


# Solving


class _Quiet(highspy.Highs):
    """HiGHS without callbacks: starting them prints a banner on standard output."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()


def solve(
    linear: Linear, nodes: int, gains: list[float] | None = None,
    start: Sequence[float] | None = None,
) -> Solution:  # fmt: skip
    """The columns that gain most. The work is bounded by `nodes`, never by time.

    `start` are values that keep every row, to begin the search with. The same model always gets
    the same answer: one thread, a fixed seed.
    """
    highs = _Quiet()
    options: dict[str, bool | int | float | str] = {
        "output_flag": False, "threads": 1, "parallel": "off", "random_seed": 0,
        "mip_rel_gap": 0.0, "mip_abs_gap": 1e-7, "mip_max_nodes": nodes,
    }  # fmt: skip
    for name, value in options.items():
        highs.setOptionValue(name, value)
    highs.passModel(_program(linear, linear.gains if gains is None else gains))
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = list(start)
        highs.setSolution(known)
    highs.run()
    return _solution(highs)


def _solution(highs: highspy.Highs) -> Solution:
    status, info = highs.getModelStatus(), highs.getInfo()
    if status == highspy.HighsModelStatus.kOptimal:
        word = "optimal"
    elif info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        word = "feasible"
    elif status == highspy.HighsModelStatus.kInfeasible:
        word = "infeasible"
    else:
        word = "unknown"
    values = list(highs.getSolution().col_value)
    return Solution(word, info.objective_function_value, info.mip_dual_bound, values)


def _program(linear: Linear, gains: list[float]) -> highspy.HighsLp:
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(linear.gains), len(linear.rows)
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = gains
    program.col_lower_, program.col_upper_ = linear.lower, linear.upper
    program.integrality_ = [
        highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        for whole in linear.whole
    ]
    program.row_lower_ = [lower for _, lower, _ in linear.rows]
    program.row_upper_ = [upper for _, _, upper in linear.rows]
    starts, index, value = [0], [], []
    for terms, _, _ in linear.rows:
        index += [column for column, _ in terms]
        value += [factor for _, factor in terms]
        starts.append(len(index))
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = program.num_col_, program.num_row_
    matrix.start_, matrix.index_, matrix.value_ = starts, index, value
    return program
