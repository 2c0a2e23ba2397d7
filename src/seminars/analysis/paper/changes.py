"""What changed since a frozen paper: seminars new, gone, moved or of another status; states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seminars.analysis.paper.figures import Figure, Figures, Trace
from seminars.analysis.paper.lists import GROUPS, PUT_OFF
from seminars.model.period import parse_dates
from seminars.model.record import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from seminars.analysis.paper.lists import GroupName, Lists, Unread
    from seminars.model.programme import Programme
    from seminars.model.record import Seminar

DETAILS = ("title", "kind", "country", "city", "region", "themes")
"""Fields whose values a frozen paper keeps besides dates and status."""
WHATS = ("new", "gone", "unread", "moved", *STATUSES, *DETAILS)
"""What may have changed of a seminar; a status is the one that it has now."""


@dataclass(frozen=True, slots=True)
class Past:
    """A seminar as the frozen paper had it."""

    id: str
    title: str
    status: str
    dates: str | None
    details: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class PastState:
    """A state as the frozen paper had it; whether it was least developed None where not kept."""

    name: str
    region: str
    least_developed: bool | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What changed for one seminar: `what` is one of `WHATS`."""

    what: str
    id: str
    title: str
    before: str | None = None
    after: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class RollChange:
    """A state that joined or left the roll, or changed its name, its region or its development.

    `name` is the one it has now, or had last; on the list of the least developed countries it is
    `listed` or `unlisted`.
    """

    what: str
    code: str
    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Baseline:
    """A frozen paper as it was read back from the file `name`."""

    name: str
    as_of: date
    since: date | None
    symbol: str | None
    records: str
    seminars: Mapping[str, Past]
    states: Mapping[str, PastState]
    values: Mapping[str, int]

    @property
    def told(self) -> frozenset[str]:
        """The ids of the seminars that the paper had as held."""
        return frozenset(past.id for past in self.seminars.values() if past.status == "held")

    def changes(
        self, lists: Lists, figures: Figures, unread: Unread, hidden: frozenset[str]
    ) -> Changes:
        """What changed from it to the records of today, each kind of it a figure.

        What the edition leaves out is compared with nothing.
        """
        shown = tuple(name for name in DETAILS if name not in hidden)
        listed = [seminar for name in GROUPS for seminar in lists.groups[name]]
        found = [
            change
            for seminar in listed
            for change in _changes_of(seminar, self, lists.as_of, shown)
        ]
        found += _no_more(self, lists, unread)
        for what in WHATS:
            ids = tuple(change.id for change in found if change.what == what)
            trace = Trace.by("report", "--since", self.name, "--format", "json")
            figures.keep(
                Figure(f"changes.{what}", len(ids), "changes", ids, trace, (("change", what),))
            )
        for name in PUT_OFF:
            _count_put_off(name, self, lists, figures)
        still = [s for s in lists.groups["postponed"] if _was(self, s.id, "postponed")]
        figures.count("postponed.still", "postponed.still", still, _by_id("postponed", still))
        return Changes(self, tuple(found), _roll_changes(self, lists))


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a frozen paper, and the figures that it had."""

    baseline: Baseline
    seminars: tuple[Change, ...]
    roll: tuple[RollChange, ...]


def _no_more(baseline: Baseline, lists: Lists, unread: Unread) -> Iterable[Change]:
    """Seminars of the frozen paper that are no record now, or one that could not be read."""
    now = {seminar.id for seminar in lists.every}
    for past in baseline.seminars.values():
        if past.id not in now:
            what = "unread" if unread.may_hold(past.id) else "gone"
            yield Change(what, past.id, past.title, before=past.dates)


def _count_put_off(name: GroupName, baseline: Baseline, lists: Lists, figures: Figures) -> None:
    """Of those postponed or cancelled, the ones that were not so in the frozen paper."""
    new = [s for s in lists.groups[name] if not _was(baseline, s.id, name)]
    figures.count(f"{name}.since", f"{name}.since", new, _by_id(name, new))


def _by_id(status: str, seminars: Iterable[Seminar]) -> Trace:
    ids = tuple(("id", seminar.id) for seminar in seminars)
    return Trace.of(("status", status), *ids) if ids else Trace()


def _was(baseline: Baseline, identity: str, status: str) -> bool:
    past = baseline.seminars.get(identity)
    return past is not None and past.status == status


def details(seminar: Seminar) -> dict[str, str | None]:
    """The values that a frozen paper keeps; a list as its ids in a row."""
    values = {name: getattr(seminar, name) for name in DETAILS}
    themes = values["themes"]
    return {**values, "themes": None if themes is None else " ".join(themes)}


def _changes_of(
    seminar: Seminar, baseline: Baseline, as_of: date, shown: tuple[str, ...]
) -> Iterable[Change]:
    past = baseline.seminars.get(seminar.id)
    status = seminar.status_on(as_of)
    dates = seminar.dates.text if seminar.dates else None
    if past is None:
        yield Change("new", seminar.id, seminar.title, None, dates)
        return
    if status != past.status:
        reason = seminar.reason if status in PUT_OFF else None
        yield Change(status, seminar.id, seminar.title, past.status, status, reason)
    if _days(dates) != _days(past.dates):
        yield Change("moved", seminar.id, seminar.title, past.dates, dates, seminar.reason)
    now = details(seminar)
    for name in shown:
        if name in past.details and past.details[name] != now[name]:
            yield Change(name, seminar.id, seminar.title, past.details[name], now[name])


def _days(text: str | None) -> tuple[date, date, bool, bool] | None:
    """The days that dates mean, however they are written; whether first and last are known."""
    if text is None:
        return None
    dates = parse_dates(text)
    return dates.begins, dates.ends, dates.first_day_known, dates.known_to_the_day


def _roll_changes(baseline: Baseline, lists: Lists) -> tuple[RollChange, ...]:
    """What changed of the roll, by state in the order of the codes."""
    now = states_on(lists.programme, lists.as_of)
    found: list[RollChange] = []
    for code in sorted({*now, *baseline.states}):
        if code not in now:
            before = baseline.states[code]
            found.append(RollChange("left", code, before.name, before.region, None))
        elif code not in baseline.states:
            found.append(RollChange("joined", code, now[code].name, None, now[code].region))
        else:
            found += _state_changes(code, baseline.states[code], now[code])
    return tuple(found)


def _state_changes(code: str, before: PastState, after: PastState) -> Iterable[RollChange]:
    if before.name != after.name:
        yield RollChange("renamed", code, after.name, before.name, after.name)
    if before.region != after.region:
        yield RollChange("region", code, after.name, before.region, after.region)
    if before.least_developed not in {None, after.least_developed}:
        what = "listed" if after.least_developed else "unlisted"
        yield RollChange(what, code, after.name, None, None)


def states_on(programme: Programme, day: date) -> dict[str, PastState]:
    """Each state on the roll, as a frozen paper keeps it."""
    return {
        code: PastState(state.name_on(day), state.region or "", state.least_developed_on(day))
        for code, state in programme.roll(day).items()
    }
