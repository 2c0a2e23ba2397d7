"""The paper for the assembly in figures: what took place, what comes, what was asked and promised.

Nothing is worded here. Every figure carries the records behind it, its rule, and the calls of
`seminars list` that find the same records again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from seminars.analysis.edition import hidden_fields, public
from seminars.analysis.figures import Figure, Figures, Part, Trace
from seminars.analysis.query import ACTIVE, by_date, spanned_period, states_of, took_part
from seminars.analysis.targets import Progress, narrowing, progress
from seminars.model.diagnostics import UsageError
from seminars.model.record import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from seminars.analysis.baseline import Baseline, Changes
    from seminars.analysis.edition import Edition
    from seminars.model.programme import Programme, Request, StandingMandate
    from seminars.model.record import Seminar

GroupName = Literal["held", "scheduled", "intended", "postponed", "cancelled", "earlier"]
GROUPS: tuple[GroupName, ...] = get_args(GroupName)
LISTED = GROUPS[:5]
"""The lists of the paper; what was held earlier stands in earlier papers."""
COUNTED = GROUPS[:3]
"""The lists that are counted by kind, region, theme and level."""
UNKNOWN = "unknown"
EVERY_STATE = "member-states"
LEAST = "least-developed"
SINCE_DECISION, SINCE_GIVEN, SINCE_BASELINE = "decision", "given", "baseline"


@dataclass(frozen=True, slots=True)
class Front:
    """What stands on the first page: how the paper is called, and for which session."""

    symbol: str | None = None
    session: str | None = None
    edition: Edition = "internal"


@dataclass(frozen=True, slots=True)
class Answered:
    """A request, and the seminars that answer it by their status; `state` says how far it is."""

    request: Request
    state: Literal["met", "arranged", "proposed", "open"]
    seminars: tuple[Seminar, ...]


@dataclass(frozen=True)
class Paper:
    """The whole paper. `programme` is what its edition may show; `lost` counts unread records."""

    programme: Programme
    as_of: date
    front: Front
    since: date | None
    since_basis: str | None
    groups: Mapping[GroupName, tuple[Seminar, ...]]
    figures: Mapping[str, Figure]
    regions: tuple[str, ...]
    targets: tuple[Progress, ...]
    mandates: tuple[StandingMandate, ...]
    requests: tuple[Answered, ...]
    caveats: tuple[str, ...]
    changes: Changes | None
    lost: int

    @property
    def year(self) -> int:
        """The year of the paper."""
        return self.as_of.year

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each listed seminar in the table of seminars, from 1."""
        listed = (seminar for name in LISTED for seminar in self.groups[name])
        return {seminar.id: number for number, seminar in enumerate(listed, 1)}

    def commands(self, figure: Figure) -> list[tuple[list[str], list[list[str]]]]:
        """The calls behind a figure: for each part its call, and those whose records go away."""
        return [
            (self._call(part.listing), [self._call(less) for less in part.less])
            for part in figure.trace.parts
        ]

    def _call(self, listing: Iterable[tuple[str, str]]) -> list[str]:
        options = [word for name, value in listing for word in (f"--{name}", value)]
        return ["seminars", "list", *options, "--as-of", self.as_of.isoformat()]


def paper(
    programme: Programme,
    as_of: date,
    front: Front,
    *,
    since: date | None = None,
    baseline: Baseline | None = None,
    lost: int = 0,
) -> Paper:
    """The paper as of a day, since a day, a frozen paper, or else the last decision.

    Raises `UsageError` when `since` is not before the day, `SeminarsError` when the public
    edition cannot be made.
    """
    hidden = hidden_fields(programme) if front.edition == "public" else frozenset[str]()
    shown = public(programme) if front.edition == "public" else programme
    basis, day = _since(programme, as_of, baseline.as_of if baseline else since)
    if baseline is not None:
        basis = SINCE_BASELINE
    draft = _Draft(shown, as_of, day, hidden)
    draft.count_groups()
    draft.count_states()
    targets = draft.count_targets()
    mandates = draft.count_mandates()
    requests = draft.count_requests()
    caveats = draft.count_caveats()
    return Paper(
        shown, as_of, front, day, basis, draft.groups, draft.figures.by_key,
        draft.regions, targets, mandates, requests, caveats,
        baseline.changes(shown, as_of, draft.groups) if baseline else None, lost,
    )  # fmt: skip


def _since(programme: Programme, as_of: date, given: date | None) -> tuple[str | None, date | None]:
    """From which day on the paper reports, and why from that day."""
    if given is not None:
        if given >= as_of:
            raise UsageError(
                f"--since: {given} is not before {as_of}, the day of the paper",
                "give an earlier day or paper, or a later --as-of",
            )
        return SINCE_GIVEN, given
    dates = [programme.mandate.date] if programme.mandate else []
    dates += [mandate.date for mandate in programme.mandates]
    past = [day.ends for day in dates if day is not None and day.ends < as_of]
    return (SINCE_DECISION, max(past)) if past else (None, None)


def group_of(seminar: Seminar, as_of: date, since: date | None) -> GroupName:
    """The one list of the paper in which a seminar stands."""
    status = seminar.status_on(as_of)
    if status == "held":
        return "earlier" if since and (seminar.ends or as_of) <= since else "held"
    if status == "scheduled":
        in_year = (seminar.begins or as_of).year <= as_of.year
        return "scheduled" if in_year else "intended"
    return "intended" if status == "proposed" else status


def traces(as_of: date, since: date | None) -> dict[GroupName, Trace]:
    """How `seminars list` finds each list of the paper."""
    from_day = since + timedelta(days=1) if since else ""
    held = (("status", "held"), ("period", f"{from_day}..{as_of}"))
    scheduled = (("status", "scheduled"), ("period", f"..{as_of.year:04}-12-31"))
    earlier = Part((("status", "held"),), (held,))
    return {
        "held": Trace.of(*held),
        "scheduled": Trace.of(*scheduled),
        "intended": Trace(
            (Part((("status", "proposed"),)), Part((("status", "scheduled"),), (scheduled,)))
        ),
        "postponed": Trace.of(("status", "postponed")),
        "cancelled": Trace.of(("status", "cancelled")),
        "earlier": Trace((earlier,) if since else ()),
    }


class _Draft:
    """A paper in the making: its lists, and its figures as they are counted."""

    def __init__(
        self, programme: Programme, as_of: date, since: date | None, hidden: frozenset[str]
    ) -> None:
        self.programme = programme
        self.as_of = as_of
        self.hidden = hidden
        self.figures = Figures()
        self.traces = traces(as_of, since)
        found: dict[GroupName, list[Seminar]] = {name: [] for name in GROUPS}
        for seminar in sorted(programme.seminars, key=by_date):
            found[group_of(seminar, as_of, since)].append(seminar)
        self.groups = {name: tuple(seminars) for name, seminars in found.items()}
        occurring = {seminar.region for seminar in programme.seminars}
        known = [term.id for term in programme.regions]
        self.regions = (*known, *sorted(occurring - {*known}))
        self.themes = [term.id for term in programme.themes]
        self.levels = [term.id for term in programme.levels]

    # The lists

    def count_groups(self) -> None:
        """Each list as a whole and in its parts."""
        every = sorted((s for group in self.groups.values() for s in group), key=by_date)
        self.figures.count("records", "records", every, Trace.of())
        for name in GROUPS:
            self.figures.count(name, name, self.groups[name], self.traces[name])
        for name in COUNTED:
            self._count_parts(name)
            self._count_hosts(name)
        self._count_years()
        self._count_participants()
        overdue = [s for s in self.groups["scheduled"] if s.overdue_on(self.as_of)]
        until = Trace.of(("status", "scheduled"), ("period", f"..{self.as_of}"))
        trace = until.without(("period", f"{self.as_of}.."))
        self.figures.count("scheduled.overdue", "overdue", overdue, trace)

    def _count_parts(self, name: GroupName) -> None:
        parts: dict[tuple[str, ...], list[Seminar]] = {}
        for seminar in self.groups[name]:
            for key in _places(seminar):
                parts.setdefault(key, []).append(seminar)
        for kind in KINDS:
            self._count_part(name, ("kind", kind), parts)
        for level in (*self.levels, UNKNOWN):
            self._count_part(name, ("level", level), parts)
        for theme in (*self.themes, UNKNOWN):
            self._count_part(name, ("theme", theme), parts)
        for region in self.regions:
            self._count_part(name, ("region", region), parts)
            for theme in (*self.themes, UNKNOWN):
                self._count_part(name, ("region", region, "theme", theme), parts)

    def _count_part(
        self,
        name: GroupName,
        place: tuple[str, ...],
        parts: Mapping[tuple[str, ...], Sequence[Seminar]],
    ) -> None:
        within = tuple(zip(place[::2], place[1::2], strict=True))
        seminars = parts.get(place, ())
        trace = self.traces[name]
        for subject, value in within:
            if value == UNKNOWN:
                words = self.themes if subject == "theme" else self.levels
                trace = trace.without(*((subject, word) for word in words))
            else:
                trace = trace.narrowed((subject, value))
        key = ".".join((name, *place))
        ids = tuple(seminar.id for seminar in seminars)
        self.figures.keep(Figure(key, len(ids), name, ids, trace, within))

    def _count_hosts(self, name: GroupName) -> None:
        hosting = [seminar for seminar in self.groups[name] if seminar.country]
        codes = tuple(sorted({seminar.country for seminar in hosting if seminar.country}))
        self._count_states(
            f"{name}.hosts", "hosts", codes, hosting,
            self.traces[name].without(("missing", "country")),
        )  # fmt: skip

    def _count_years(self) -> None:
        """When the intended seminars may begin: this year, the coming one, later, not known."""
        end, next_end = (f"..{min(self.as_of.year + more, 9999):04}-12-31" for more in (0, 1))
        base = self.traces["intended"]
        until, until_next = ((("period", text),) for text in (end, next_end))
        found: dict[str, list[Seminar]] = {}
        for seminar in self.groups["intended"]:
            found.setdefault(self._year_word(seminar), []).append(seminar)
        by_word = {
            "this-year": base.narrowed(*until),
            "next-year": base.narrowed(*until_next).without(*until),
            "later": base.without(*until_next).without(("missing", "dates")),
            "undated": base.narrowed(("missing", "dates")),
        }
        for word, trace in by_word.items():
            self.figures.count(f"intended.{word}", word, found.get(word, ()), trace)

    def _year_word(self, seminar: Seminar) -> str:
        if seminar.begins is None:
            return "undated"
        ahead = seminar.begins.year - self.as_of.year
        return "this-year" if ahead <= 0 else "next-year" if ahead == 1 else "later"

    def _count_participants(self) -> None:
        counted = [s for s in self.groups["held"] if s.participants is not None]
        numbers = [s.participants for s in counted if s.participants]
        trace = self.traces["held"].without(("missing", "participants"))
        self.figures.count("held.counted", "counted", counted, trace)
        self.figures.keep(
            Figure(
                "held.participants", sum(part.number for part in numbers), "participants",
                tuple(s.id for s in counted),
                trace, counted="participants", about=any(part.about for part in numbers),
            )
        )  # fmt: skip

    def _count_states(
        self, key: str, rule: str, codes: Iterable[str], seminars: Iterable[Seminar],
        trace: Trace, *within: tuple[str, str],
    ) -> None:  # fmt: skip
        names = tuple(codes)
        ids = tuple(seminar.id for seminar in seminars)
        self.figures.keep(Figure(key, len(names), rule, ids, trace, within, "states", names))

    # The roll

    def count_states(self) -> None:
        """Hosting, reached and never reached: by region, the least developed, all."""
        held, ever = self.groups["held"], (*self.groups["earlier"], *self.groups["held"])
        for group in (*self.regions, LEAST, EVERY_STATE):
            states = states_of(self.programme, group, self.as_of)
            if not states:
                continue
            within = ("states", group)
            hosting = [s for s in held if s.country in states]
            reaching = [s for s in held if not states.isdisjoint(took_part(s))]
            before = [s for s in ever if not states.isdisjoint(took_part(s))]
            hosts = {s.country for s in hosting if s.country}
            reached, known = (
                {c for s in part for c in took_part(s)} for part in (reaching, before)
            )
            base, key = self.traces["held"], f"states.{group}"
            self._count_states(f"{key}.roll", "roll", sorted(states), (), Trace(), within)
            self._count_states(
                f"{key}.hosted",
                "hosted",
                sorted(hosts),
                hosting,
                base.narrowed(("country", group)),
                within,
            )
            self._count_states(
                f"{key}.reached",
                "reached",
                sorted(reached & states),
                reaching,
                base.narrowed(("reached", group)),
                within,
            )
            self._count_states(
                f"{key}.never",
                "never",
                sorted(states - known),
                before,
                Trace.of(("status", "held"), ("reached", group)),
                within,
            )

    # Promises

    def count_targets(self) -> tuple[Progress, ...]:
        """Planned against delivered, over the programme's period."""
        period = spanned_period(self.programme, self.as_of)
        inside = [
            seminar
            for seminar in sorted(self.programme.seminars, key=by_date)
            if seminar.dates is not None and period.touches(seminar.dates)
        ]
        found = progress(self.programme, inside, self.as_of)
        for number, part in enumerate(found, 1):
            for status, seminars in (
                ("held", part.held), ("scheduled", part.scheduled), ("proposed", part.proposed),
            ):  # fmt: skip
                self.figures.count(
                    f"target.{number}.{status}", "target", seminars,
                    Trace.of(("status", status), ("period", period.text)),
                    *narrowing(part.target),
                )  # fmt: skip
            self._count_missing(number, part, period.text)
        return found

    def _count_missing(self, number: int, part: Progress, period: str) -> None:
        narrowed = narrowing(part.target)
        trace = Trace.of(("status", "held"), ("status", "scheduled"), ("period", period))
        ids = tuple(s.id for s in sorted((*part.held, *part.scheduled), key=by_date))
        self.figures.keep(
            Figure(
                f"target.{number}.missing", part.missing, "target-missing", ids,
                trace.narrowed(*narrowed), narrowed, counted="missing",
            )
        )  # fmt: skip

    def count_mandates(self) -> tuple[StandingMandate, ...]:
        """Each mandate of the day with the seminars that answer it, by status."""
        known = tuple(
            mandate
            for mandate in self.programme.mandates
            if mandate.date is None or mandate.date.begins <= self.as_of
        )
        for mandate in known:
            for status in ACTIVE:
                self._count_answers(f"mandate.{mandate.id}.{status}", (mandate.id,), (status,))
        return known

    def count_requests(self) -> tuple[Answered, ...]:
        """Each request received by the day, and how far it is."""
        found = tuple(
            self._answered(request)
            for request in self.programme.requests
            if request.received is None or request.received.begins <= self.as_of
        )
        stages = {"met": "held", "arranged": "scheduled", "proposed": "proposed"}
        self._count_requests("requests", [part.request.id for part in found], ACTIVE)
        for state in ("met", "arranged", "proposed", "open"):
            ids = [part.request.id for part in found if part.state == state]
            statuses = (stages[state],) if state in stages else ACTIVE
            self._count_requests(f"requests.{state}", ids, statuses)
        return found

    def _answered(self, request: Request) -> Answered:
        answering = self._answering.get(request.id, [])
        statuses = {seminar.status_on(self.as_of) for seminar in answering}
        if "held" in statuses:
            return Answered(request, "met", tuple(answering))
        if "scheduled" in statuses:
            return Answered(request, "arranged", tuple(answering))
        return Answered(request, "proposed" if statuses else "open", tuple(answering))

    @cached_property
    def _answering(self) -> dict[str, list[Seminar]]:
        """For each request and mandate, the seminars that answer it and take place or may."""
        found: dict[str, list[Seminar]] = {}
        for seminar in sorted(self.programme.seminars, key=by_date):
            if seminar.status_on(self.as_of) in ACTIVE:
                for answered in dict.fromkeys(seminar.answers or ()):
                    found.setdefault(answered, []).append(seminar)
        return found

    def _answers(
        self, ids: Sequence[str], statuses: Sequence[str]
    ) -> tuple[tuple[str, ...], Trace]:
        seminars = {
            seminar.id: seminar
            for identity in ids
            for seminar in self._answering.get(identity, ())
            if seminar.status_on(self.as_of) in statuses
        }
        found = tuple(seminar.id for seminar in sorted(seminars.values(), key=by_date))
        options = [*(("answers", identity) for identity in ids), *(("status", s) for s in statuses)]
        return found, Trace.of(*options) if ids else Trace()

    def _count_answers(self, key: str, ids: Sequence[str], statuses: Sequence[str]) -> None:
        found, trace = self._answers(ids, statuses)
        within = tuple(("answers", identity) for identity in ids)
        self.figures.keep(Figure(key, len(found), "mandate", found, trace, within))

    def _count_requests(self, key: str, ids: Sequence[str], statuses: Sequence[str]) -> None:
        found, trace = self._answers(ids, statuses)
        self.figures.keep(
            Figure(key, len(ids), key, found, trace, counted="requests", names=tuple(ids))
        )

    # What a reader must know

    def count_caveats(self) -> tuple[str, ...]:
        """The caveats that apply, each a figure `caveat.<code>`."""
        held = self.groups["held"]
        roll = self.programme.roll(self.as_of)
        off = sorted({c for s in held for c in took_part(s)} - roll.keys())
        self._caveat(
            "no-participants",
            [s for s in held if s.participants is None],
            self.traces["held"].narrowed(("missing", "participants")),
        )
        self._caveat(
            "no-states",
            [s for s in held if s.countries is None],
            self.traces["held"].narrowed(("missing", "countries")),
        )
        self._caveat(
            "no-themes",
            [s for name in COUNTED for s in self.groups[name] if not s.themes],
            self._counted_trace.without(*(("theme", theme) for theme in self.themes)),
        )
        self._caveat(
            "undated",
            [s for s in self.programme.seminars if s.dates is None],
            Trace.of(("missing", "dates")),
        )
        self._caveat(
            "overdue",
            [s for s in self.groups["scheduled"] if s.overdue_on(self.as_of)],
            self.figures.by_key["scheduled.overdue"].trace,
        )
        self._caveat(
            "off-roll",
            [s for s in held if not roll.keys() >= set(took_part(s))],
            self.traces["held"].narrowed(*(("reached", code) for code in off)),
            off,
        )
        self._caveat("earlier", self.groups["earlier"], self.traces["earlier"])
        self._caveat(
            "illustrative",
            [s for s in self.programme.seminars if s.provenance == "illustrative"],
            Trace.of(("provenance", "illustrative")),
        )
        found = [
            key.removeprefix("caveat.")
            for key, figure in self.figures.by_key.items()
            if key.startswith("caveat.") and figure.seminars
        ]
        return tuple(code for code in found if code.removeprefix("no-") not in self.hidden)

    @cached_property
    def _counted_trace(self) -> Trace:
        first, *others = (self.traces[name] for name in COUNTED)
        for trace in others:
            first |= trace
        return first

    def _caveat(
        self, code: str, about: Iterable[Seminar], trace: Trace, names: Iterable[str] = ()
    ) -> None:
        ids = tuple(seminar.id for seminar in sorted(about, key=by_date))
        self.figures.keep(
            Figure(
                f"caveat.{code}", len(ids), code, ids, trace if ids else Trace(), names=tuple(names)
            )
        )


def _places(seminar: Seminar) -> Iterable[tuple[str, ...]]:
    """The parts of a list in which a seminar counts."""
    themes = tuple(dict.fromkeys(seminar.themes or ())) or (UNKNOWN,)
    yield "kind", seminar.kind
    yield "region", seminar.region
    for level in tuple(dict.fromkeys(seminar.levels or ())) or (UNKNOWN,):
        yield "level", level
    for theme in themes:
        yield "theme", theme
        yield "region", seminar.region, "theme", theme
