"""What a plan decides, as columns of a mixed-integer programme: hosts, kinds, themes, weeks.

States that nothing tells apart (same region, same gaps, no request, offer or proposal) form one
group, and the model decides how many of a group host a seminar: the same answers with a tenth of
the columns, and no time lost on exchanging one of them for another. Public holidays are left to
the assignment of hosts to weeks (`search`); a host that fits into none of the weeks chosen gets
weeks of its own and the model is solved again, so nothing is lost by it.

The rules and the parts of the score come to it from `constraints` and `gains`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seminars.model.record import KINDS
from seminars.planning.solver import INFINITY, Linear

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from fractions import Fraction

    from seminars.model.record import Kind, Seminar
    from seminars.planning.calendar import Calendar, Week
    from seminars.planning.facts import Facts
    from seminars.planning.solver import Terms

Pair = tuple[str, "Kind"]


@dataclass(frozen=True, slots=True)
class Group:
    """States that nothing tells apart: their codes in order, and their common region.

    A state with standing proposals is a group for each, which it can keep or move: `national` and
    `regional`. With several of a kind, `further` ones after the first host nothing else.
    """

    codes: tuple[str, ...]
    region: str
    observes: bool
    national: Seminar | None = None
    regional: Seminar | None = None
    further: bool = False

    def standing(self, kind: Kind) -> Seminar | None:
        """The standing proposal of a kind."""
        return self.national if kind == "national" else self.regional


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
        self.special = self._special_pairs() | split
        self.groups = self._groups()
        self.number: dict[tuple[int, Kind], int] = {}
        self.theme: dict[tuple[int, Kind, str], int] = {}
        self.entries: dict[tuple[int, Kind], list[Entry]] = {}
        self.pooled: dict[tuple[bool, Kind], list[tuple[Week, int]]] = {}
        self.kept: dict[str, int] = {}
        self.asked: dict[tuple[str, str], int] = {}
        self._choose_hosts()
        self._choose_weeks()
        self._keep_standing()

    # What is decided

    def _special_pairs(self) -> frozenset[Pair]:
        """The pairs whose week matters: of requests, offers and standing proposals."""
        asked: set[Pair] = {(r.request.country, "national") for r in self.facts.requests}
        offered: set[Pair] = {
            (offer.country, kind)
            for offer in self.facts.offers
            for kind in KINDS
            if offer.kind in {None, kind}
        }
        standing: set[Pair] = {(s.country or "", s.kind) for s in self.facts.standing}
        return frozenset(asked | offered | standing)

    def _groups(self) -> list[Group]:
        single = {code for code, _ in self.special}
        grouped: dict[tuple[object, ...], list[str]] = {}
        for code in self.facts.hosts:
            grouped.setdefault(self._likeness(code, single), []).append(code)
        return [
            group for codes in sorted(grouped.values()) for group in self._standing_apart(codes)
        ]

    def _standing_apart(self, codes: Sequence[str]) -> Iterable[Group]:
        """One group, or one for each standing proposal of a state, those of a kind by id."""
        region, observes = self.facts.region_of[codes[0]], self.calendar.observes(codes[0])
        own = {
            kind: [s for s in self.facts.standing if (s.country, s.kind) == (codes[0], kind)]
            for kind in KINDS
        }
        most = max(1, *map(len, own.values()))
        for at, (national, regional) in enumerate(
            zip(
                *(seminars + [None] * (most - len(seminars)) for seminars in own.values()),
                strict=True,
            )
        ):
            yield Group(tuple(codes), region, observes, national, regional, at > 0)

    def _likeness(self, code: str, single: set[str]) -> tuple[object, ...]:
        own = code if code in single else ""
        return own, self.facts.likeness(code), self.calendar.observes(code)

    @property
    def most(self) -> int:
        """No plan has more seminars than this."""
        hosts = len(self.facts.hosts)
        return hosts if self.rules.most is None else min(hosts, self.rules.most)

    def _choose_hosts(self) -> None:
        """How many states of each group host a seminar of each kind, and on which themes."""
        for at, group in enumerate(self.groups):
            for kind in KINDS:
                closed = group.further and group.standing(kind) is None
                size = 0 if closed else min(len(group.codes), hosts_at_most(self))
                number = self.number[at, kind] = self.linear.column(size)
                themes = [self.linear.column(size) for _ in self.facts.themes]
                for theme, column in zip(self.facts.themes, themes, strict=True):
                    self.theme[at, kind, theme] = column
                    self.linear.row([(column, 1), (number, -1)], upper=0)
                each = [(column, 1.0) for column in themes]
                self.linear.row([*each, (number, -1)], lower=0)
                if group.standing(kind) is None:
                    self.linear.row([*each, (number, -float(self.facts.themes_each))], upper=0)
        for codes, groups in self.by_codes().items():
            hosting = [(self.number[at, kind], 1.0) for at in groups for kind in KINDS]
            self.linear.row(hosting, upper=len(codes))

    def _choose_weeks(self) -> None:
        """In which weeks: each special pair in its own, all others together."""
        together: dict[tuple[bool, Kind], Terms] = {}
        for at, group in enumerate(self.groups):
            for kind in KINDS:
                number = self.number[at, kind]
                if (group.codes[0], kind) in self.special:
                    entries = self.entries[at, kind] = self._entries(group, kind)
                    self.linear.row([*((e.column, 1.0) for e in entries), (number, -1)], 0, 0)
                else:
                    together.setdefault((group.observes, kind), []).append((number, -1.0))
        for (observes, kind), numbers in together.items():
            weeks = self.calendar.pooled(kind, observes=observes)
            every = hosts_at_most(self)
            columns = [
                (week, self.linear.column(every if week.places is None else week.places))
                for week in weeks
            ]
            self.pooled[observes, kind] = columns
            self.linear.row([*((column, 1.0) for _, column in columns), *numbers], 0, 0)

    def _entries(self, group: Group, kind: Kind) -> list[Entry]:
        country, seminar = group.codes[0], group.standing(kind)
        found = [
            Entry(week, *days, self.linear.column(1))
            for week, days in self.calendar.open_to(country, kind)
        ]
        days = None if seminar is None else self.calendar.exact_days(seminar)
        if seminar is None or days is None:
            return found
        week = self.calendar.week_of(days[0])
        if seminar.id in self.rules.at_home:
            found.append(Entry(None, *days, self.linear.column(1), exact=True))
        elif week and not week.closed and self.calendar.free(country, *days):
            found.append(Entry(week, *days, self.linear.column(1), exact=True))
        return found

    def _keep_standing(self) -> None:
        """Which standing proposals are kept: same host, kind and themes, within their dates."""
        for at, kind in self.pairs():
            seminar = self.groups[at].standing(kind)
            if seminar is None:
                continue
            kept = self.kept[seminar.id] = self.linear.column(1)
            exact = self.calendar.exact_days(seminar) is not None
            fitting = [
                entry
                for entry in self.entries[at, kind]
                if (entry.exact if exact else _inside(entry, seminar))
            ]
            self.linear.row([(kept, 1), *((entry.column, -1.0) for entry in fitting)], upper=0)
            outside = [(e.column, 1.0) for e in self.entries[at, kind] if e.week is None]
            self.linear.row([*outside, (kept, -1)], upper=0)
            themes = seminar.themes or ()
            for theme in self.facts.themes if themes else ():
                column = self.theme[at, kind, theme]
                if theme in themes:
                    self.linear.row([(kept, 1), (column, -1)], upper=0)
                else:
                    self.linear.row([(kept, 1), (column, 1)], upper=1)
            self._standing_themes(at, kind, kept, len(themes))

    def _standing_themes(self, at: int, kind: Kind, kept: int, written: int) -> None:
        """At most `themes_each`, unless a kept proposal has more already."""
        each = self.facts.themes_each
        terms: Terms = [(self.theme[at, kind, theme], 1.0) for theme in self.facts.themes]
        terms.append((self.number[at, kind], -float(each)))
        terms.append((kept, -float(max(0, written - each))))
        self.linear.row(terms, upper=0)

    # What is said of a pair

    def by_codes(self) -> dict[tuple[str, ...], list[int]]:
        """The numbers of the groups by their states."""
        found: dict[tuple[str, ...], list[int]] = {}
        for at, group in enumerate(self.groups):
            found.setdefault(group.codes, []).append(at)
        return found

    def groups_of(self, code: str) -> list[int]:
        """The numbers of a state's groups: one, or one for each of its standing proposals."""
        return [at for at, group in enumerate(self.groups) if code in group.codes]

    def region(self, at: int, kind: Kind) -> str:
        """The region of a group's seminars: a standing proposal keeps its own."""
        seminar = self.groups[at].standing(kind)
        return seminar.region if seminar else self.groups[at].region

    def levels(self, at: int, kind: Kind) -> tuple[str, ...]:
        """The levels of a group's seminars."""
        seminar = self.groups[at].standing(kind)
        if seminar is not None and seminar.levels is not None:
            return seminar.levels
        return self.facts.levels(kind)

    def price(self, at: int, kind: Kind) -> Fraction | None:
        """The cost of a group's seminars; None when not known."""
        seminar = self.groups[at].standing(kind)
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

    def expense(self) -> Terms:
        """What all seminars cost together; those whose cost is not known count nothing."""
        return [
            (column, float(self.price(at, kind) or 0)) for (at, kind), column in self.number.items()
        ]

    def changes(self) -> Terms:
        """The changes from the standing proposals, less the number of these."""
        added = [
            (column, 1.0)
            for (at, kind), column in self.number.items()
            if self.groups[at].standing(kind) is None
        ]
        return [*added, *((column, -1.0) for column in self.kept.values())]

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
