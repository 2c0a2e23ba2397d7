"""Checks: each a function from the programme to findings, listed in one tuple.

Reading has found already what is wrong inside one record; these look at what records say together
and against the roll, the meetings and the staff.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from seminars.analysis.holidays import public_holidays
from seminars.analysis.query import ACTIVE, Query, by_date, select
from seminars.analysis.schedule import meetings_met, running_together
from seminars.model.diagnostics import Severity, did_you_mean
from seminars.reading.parser import Nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import date

    from seminars.model.diagnostics import Diagnostic
    from seminars.model.programme import Programme
    from seminars.model.record import Seminar
    from seminars.reading.loader import Loaded

GUESSES = 50_000
"""Pairs of words compared for `did you mean`: many unknown ids are a file left out, not slips."""

NAMED = 5
"""Seminars that one finding names at the most."""

LONGEST = 31
"""Days of one seminar looked up for holidays: an interval of years is a slip, not a seminar."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of a record: of which field (or entry), and what to do."""

    code: str
    seminar: Seminar
    path: tuple[str | int, ...]
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Findings:
    """The answer of `check`, in the order of the files.

    `seminars` are the records looked at; `lost` counts those that reading could not keep;
    `no_holiday_data` are the hosts whose holidays nobody knows.
    """

    diagnostics: tuple[Diagnostic, ...]
    waived: int
    seminars: tuple[Seminar, ...]
    lost: int
    no_holiday_data: tuple[str, ...]

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(found.severity is Severity.ERROR for found in self.diagnostics)

    @property
    def warnings(self) -> int:
        """How many warnings there are."""
        return len(self.diagnostics) - self.errors

    def about(self, seminar: Seminar) -> tuple[Diagnostic, ...]:
        """What is said of one record."""
        return tuple(found for found in self.diagnostics if found.seminar == seminar.id)


def crowded(programme: Programme, as_of: date) -> Iterator[Finding]:
    """More seminars on one day than the staff can run (`at_once` in the planning rules)."""
    at_once = programme.planning.at_once
    for group in running_together(active(programme, as_of)) if at_once is not None else ():
        if len(group) > (at_once or 0):
            *others, last = group
            yield Finding(
                "crowded",
                last,
                ("dates",),
                f"{len(group)} seminars at once, and staff for {at_once}: with {ids(others)}",
                "move one of them, or raise `at_once` in programme.yaml",
            )


def blocking_meeting(programme: Programme, as_of: date) -> Iterator[Finding]:
    """A seminar that falls into a meeting which needs the same staff."""
    blocking = [meeting for meeting in programme.meetings if meeting.blocks]
    for seminar in active(programme, as_of):
        for meeting in meetings_met(seminar, blocking):
            yield Finding(
                "blocking-meeting",
                seminar,
                ("dates",),
                f"it falls into {meeting.name}, {meeting.dates.text}",
                "choose other dates; `seminars schedule` shows the free weeks",
            )


def double_booked(programme: Programme, as_of: date) -> Iterator[Finding]:
    """The same speaker or officer at two seminars that overlap: told of the later of the two."""
    busy: dict[str, list[Seminar]] = {}
    for seminar in sorted(active(programme, as_of), key=by_date):
        if seminar.dates is not None and seminar.dates.known_to_the_day:
            for person in dict.fromkeys((*(seminar.speakers or ()), *(seminar.officers or ()))):
                busy.setdefault(person, []).append(seminar)
    for person, seminars in busy.items():
        for earlier, later in _overlapping(seminars):
            yield Finding(
                "double-booked",
                later,
                _person(later, person),
                f"{person} is at `{earlier.id}` on the same days",
                "send somebody else, or move one of the two",
            )


def _overlapping(seminars: list[Seminar]) -> Iterator[tuple[Seminar, Seminar]]:
    """For each seminar that begins before an earlier one is over, the one that lasts longest."""
    longest: Seminar | None = None
    for seminar in seminars:
        if longest is not None and longest.dates and seminar.dates:
            if seminar.dates.begins <= longest.dates.ends:
                yield longest, seminar
            if seminar.dates.ends < longest.dates.ends:
                continue
        longest = seminar


def public_holiday(programme: Programme, as_of: date) -> Iterator[Finding]:
    """A public holiday of the host; where there are no data, nothing is said here."""
    for seminar in active(programme, as_of):
        for day in days(seminar):
            name = (public_holidays(seminar.country or "", day.year) or {}).get(day)
            if name is not None:
                host = programme.country_name(seminar.country or "", as_of)
                yield Finding(
                    "public-holiday",
                    seminar,
                    ("dates",),
                    f"{day} is a public holiday in {host}: {name}",
                    "choose other days, or waive it with a reason",
                )


def without_holiday_data(seminars: Iterable[Seminar], as_of: date) -> tuple[str, ...]:
    """The hosts whose holidays could not be looked up: neither a holiday nor none."""
    return tuple(
        sorted(
            {
                seminar.country
                for seminar in seminars
                for day in days(seminar)[:1]
                if seminar.country
                and seminar.status_on(as_of) in ACTIVE
                and public_holidays(seminar.country, day.year) is None
            }
        )
    )


def other_region(programme: Programme, as_of: date) -> Iterator[Finding]:
    """A national seminar that names the region of another state."""
    roll = programme.roll(as_of)
    titles = {term.id: term.title for term in programme.regions}
    for seminar in programme.seminars:
        host = roll.get(seminar.country or "")
        if seminar.kind == "national" and host and host.region != seminar.region:
            name = programme.country_name(host.code, as_of)
            yield Finding(
                "other-region",
                seminar,
                ("region",),
                f"{name} belongs to {titles[host.region or '']}, not to {titles[seminar.region]}",
                f"write `{host.region}`, or leave the field out",
            )


def off_roll(programme: Programme, as_of: date) -> Iterator[Finding]:
    """A state that is not on the roll of member states."""
    roll = programme.roll(as_of)
    for seminar in programme.seminars:
        places: list[tuple[tuple[str | int, ...], str]] = []
        if seminar.country is not None:
            places.append((("country",), seminar.country))
        for name, codes in (("invited", seminar.invited), ("countries", seminar.countries)):
            places += [((name, at), code) for at, code in enumerate(codes or ())]
        for path, code in places:
            if code not in roll:
                yield Finding(
                    "off-roll",
                    seminar,
                    path,
                    f"{programme.country_name(code, as_of)} (`{code}`) is not on the roll",
                    "it is not counted as reached; check the code, or waive it with a reason",
                )


def no_participants(programme: Programme, as_of: date) -> Iterator[Finding]:
    """Held, and how many took part is not recorded."""
    message = "held, and the number of participants is not recorded"
    for seminar in held(programme, as_of):
        if seminar.participants is None:
            yield _missing("no-participants", seminar, message, "add `participants: ..`")


def no_states(programme: Programme, as_of: date) -> Iterator[Finding]:
    """Held, and no state is recorded as having taken part."""
    message = "held, and no state is listed as having taken part"
    for seminar in held(programme, as_of):
        if not seminar.countries:
            yield _missing("no-states", seminar, message, "add `countries: [..]`")


def no_themes(programme: Programme, as_of: date) -> Iterator[Finding]:
    """Held, and no theme is recorded."""
    message = "held, and no theme is recorded"
    for seminar in held(programme, as_of):
        if not seminar.themes:
            yield _missing("no-themes", seminar, message, "add `themes: [..]`")


def no_sources(programme: Programme, _: date) -> Iterator[Finding]:
    """Documented or probable, and no source is given."""
    for seminar in programme.seminars:
        if seminar.provenance in {"documented", "probable"} and not seminar.sources:
            yield Finding(
                "no-sources",
                seminar,
                ("provenance",),
                f"{seminar.provenance}, and no source is given",
                "add `sources: [..]`, or write `provenance: illustrative`",
            )


def overdue(programme: Programme, as_of: date) -> Iterator[Finding]:
    """Scheduled, and the last possible day is past."""
    for seminar in programme.seminars:
        if seminar.overdue_on(as_of):
            yield Finding(
                "overdue",
                seminar,
                ("status",),
                f"it was to end by {seminar.ends}, and is still scheduled",
                f"seminars edit {seminar.id} status=held",
            )


def held_ahead(programme: Programme, as_of: date) -> Iterator[Finding]:
    """Held, and the first possible day is still to come.

    Asked about an earlier day than the programme's own, it takes that one: what was held by then
    is recorded rightly.
    """
    day = max(as_of, programme.as_of or as_of)
    for seminar in programme.seminars:
        if seminar.status == "held" and seminar.begins is not None and seminar.begins > day:
            yield Finding(
                "held-ahead",
                seminar,
                ("status",),
                f"it is recorded as held, and its days are still to come: from {seminar.begins}",
                f"seminars edit {seminar.id} status=scheduled",
            )


def unknown_seminar(programme: Programme, _: date) -> Iterator[Finding]:
    """It follows a seminar that is not in the records."""
    found = [
        (seminar, seminar.follows)
        for seminar in programme.seminars
        if seminar.follows is not None and seminar.follows not in programme.by_id
    ]
    unknown = {follows for _, follows in found}
    remedies = _guesses(unknown, programme.by_id, "`seminars list` shows the ids")
    for seminar, follows in found:
        yield Finding(
            "unknown-seminar",
            seminar,
            ("follows",),
            f"`{follows}` is not in the records",
            remedies[follows],
        )


def later_seminar(programme: Programme, _: date) -> Iterator[Finding]:
    """It follows a seminar that comes after it, or itself."""
    for seminar in programme.seminars:
        before = programme.by_id.get(seminar.follows or "")
        if before is None:
            continue
        later = seminar.dates and before.dates and before.dates.begins > seminar.dates.ends
        if before is seminar or later:
            yield Finding(
                "later-seminar",
                seminar,
                ("follows",),
                f"`{before.id}` does not come before this seminar",
                "name an earlier seminar, or delete `follows`",
            )


def unknown_request(programme: Programme, _: date) -> Iterator[Finding]:
    """It answers a request or a mandate that the programme does not have."""
    requests = [request.id for request in programme.requests]
    known = dict.fromkeys([*requests, *(mandate.id for mandate in programme.mandates)])
    found = [
        (seminar, at, answered)
        for seminar in programme.seminars
        for at, answered in enumerate(seminar.answers or ())
        if answered not in known
    ]
    remedies = _guesses({word for _, _, word in found}, known, "add it to programme.yaml")
    for seminar, at, answered in found:
        yield Finding(
            "unknown-request",
            seminar,
            ("answers", at),
            f"`{answered}` is neither a request nor a mandate of the programme",
            remedies[answered],
        )


def near_duplicate(programme: Programme, as_of: date) -> Iterator[Finding]:
    """Same host, overlapping days: perhaps the same seminar twice."""
    hosted: dict[str, list[Seminar]] = {}
    for seminar in sorted(active(programme, as_of), key=by_date):
        if seminar.country is not None and seminar.dates and seminar.dates.known_to_the_day:
            hosted.setdefault(seminar.country, []).append(seminar)
    for seminars in hosted.values():
        for earlier, later in _overlapping(seminars):
            yield Finding(
                "near-duplicate",
                later,
                ("dates",),
                f"same host as `{earlier.id}`, and the days overlap",
                "remove one of the two, or waive it with a reason",
            )


CHECKS: tuple[Callable[[Programme, date], Iterator[Finding]], ...] = (
    crowded,
    blocking_meeting,
    double_booked,
    public_holiday,
    other_region,
    off_roll,
    no_participants,
    no_states,
    no_themes,
    no_sources,
    overdue,
    held_ahead,
    unknown_seminar,
    later_seminar,
    unknown_request,
    near_duplicate,
)
"""Every check; the code of its findings is its name with hyphens."""


def _may_be_unread(finding: Finding, loaded: Loaded) -> bool:
    """Whether the seminar that is missed may be among what could not be read."""
    lost = bool(loaded.lost_files) or finding.seminar.follows in loaded.lost
    return lost and finding.code == "unknown-seminar"


def check(
    loaded: Loaded, as_of: date, codes: Collection[str] = (), query: Query | None = None
) -> Findings:
    """What reading and every check say of the records.

    With `codes`, only these; with `query`, only of the records inside it, and of what could not
    be read.
    """
    programme = loaded.programme
    seminars = select(programme, query or Query(), as_of).seminars
    inside = {seminar.id for seminar in seminars}
    wanted = [run for run in CHECKS if not codes or code_of(run) in codes]
    findings = [
        finding
        for run in wanted
        for finding in run(programme, as_of)
        if finding.seminar.id in inside and not _may_be_unread(finding, loaded)
    ]
    standing = [f for f in findings if f.code not in (f.seminar.waive or {})]
    read = [
        found
        for found in loaded.diagnostics
        if (not codes or found.code in codes) and (found.seminar is None or found.seminar in inside)
    ]
    waived_in_reading = sum(
        identity in inside and (not codes or code in codes) for identity, code in loaded.waived
    )
    files = {file: at for at, file in enumerate(loaded.sources)}
    diagnostics = sorted(
        [*read, *_placed(loaded, standing)],
        key=lambda found: (
            files.get(found.place.file, -1),
            found.place.line,
            found.place.column,
            found.code,
        ),
    )
    return Findings(
        tuple(diagnostics),
        len(findings) - len(standing) + waived_in_reading,
        seminars,
        len(loaded.lost),
        without_holiday_data(seminars, as_of) if public_holiday in wanted else (),
    )


def code_of(run: Callable[[Programme, date], Iterator[Finding]]) -> str:
    """The code of a check's findings."""
    return run.__name__.replace("_", "-")


def active(programme: Programme, as_of: date) -> list[Seminar]:
    """The seminars that take place, took place or may."""
    return [seminar for seminar in programme.seminars if seminar.status_on(as_of) in ACTIVE]


def held(programme: Programme, as_of: date) -> list[Seminar]:
    """The seminars held by the day."""
    return [seminar for seminar in programme.seminars if seminar.status_on(as_of) == "held"]


def days(seminar: Seminar) -> list[date]:
    """The days of a seminar known to the day, at most its first `LONGEST`; none otherwise."""
    dates = seminar.dates
    if dates is None or not dates.first_day_known:
        return []
    length = min((dates.ends - dates.begins).days + 1, LONGEST)
    return [dates.begins + timedelta(days=day) for day in range(length)]


def ids(seminars: list[Seminar]) -> str:
    """The ids of the first few seminars, for a message."""
    shown = [f"`{seminar.id}`" for seminar in sorted(seminars, key=by_date)[:NAMED]]
    left = len(seminars) - len(shown)
    return ", ".join(shown) + (f" and {left} more" if left else "")


def _guesses(unknown: set[str], known: Collection[str], otherwise: str) -> dict[str, str]:
    """A remedy for each unknown word; with the closest of the known ones unless there are many."""
    if len(unknown) * len(known) > GUESSES:
        return dict.fromkeys(unknown, otherwise)
    return {word: did_you_mean(word, known, otherwise) for word in unknown}


def _missing(code: str, seminar: Seminar, message: str, remedy: str) -> Finding:
    return Finding(code, seminar, ("status",), message, f"{remedy}, or waive it with a reason")


def _person(seminar: Seminar, person: str) -> tuple[str, int]:
    if person in (seminar.speakers or ()):
        return "speakers", (seminar.speakers or ()).index(person)
    return "officers", (seminar.officers or ()).index(person)


def _placed(loaded: Loaded, findings: list[Finding]) -> Iterator[Diagnostic]:
    nodes: dict[str, Nodes] = {}
    for finding in findings:
        origin = finding.seminar.origin
        source = loaded.sources[origin.file]
        if finding.seminar.id not in nodes:
            nodes[finding.seminar.id] = Nodes(source, origin)
        yield source.diagnostic(
            finding.code,
            finding.message,
            finding.remedy,
            nodes[finding.seminar.id].place(*finding.path),
            finding.seminar.id,
        )
