"""Values built directly, for what reading would refuse or a test wants to see alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from seminars.analysis.query import Selection
from seminars.analysis.schedule import Entry, Schedule
from seminars.model.period import parse_dates, parse_period
from seminars.model.programme import Meeting, Name, Programme, State, Term
from seminars.model.record import Origin, Seminar

if TYPE_CHECKING:
    from collections.abc import Iterable

AS_OF = date(2007, 8, 3)
ORIGIN = Origin("data/seminars.yaml", 7, 3, 0, 0)


def seminar(identity: str = "2007-ke-nairobi", /, **fields: Any) -> Seminar:
    """A seminar with a few fields given; `dates` and `planned` as text."""
    for name in ("dates", "planned"):
        if isinstance(fields.get(name), str):
            fields[name] = parse_dates(fields[name])
    given = {
        "title": "Contracts",
        "kind": "national",
        "region": "africa",
        "country": "KE",
        "status": "proposed",
        "origin": ORIGIN,
    }
    return Seminar(id=identity, **{**given, **fields})


def programme(seminars: Iterable[Seminar] = (), **fields: Any) -> Programme:
    """A programme of two themes, two regions and three states."""
    given = {
        "title": "Performances",
        "themes": (Term("pay", "Remuneration"), Term("bargaining", "Collective bargaining")),
        "levels": (Term("national-legislation", "National legislation"),),
        "regions": (Term("africa", "Africa"), Term("arab", "Arab countries")),
        "states": (
            State("KE", "KEN", (Name("Kenya"),), "africa"),
            State("CI", "CIV", (Name("Côte d'Ivoire"),), "africa", ("Ivory Coast",)),
            State("JO", "JOR", (Name("Jordan"),), "arab"),
        ),
        "territories": (State("KI", "KIR", (Name("Kiribati"),)),),
        "languages": {"en": "English"},
        "packaged_roll": False,
    }
    return Programme(**{**given, "seminars": tuple(seminars), **fields})


def selection(*seminars: Seminar, undated: Iterable[Seminar] = ()) -> Selection:
    """Records inside a query."""
    return Selection(seminars, tuple(undated))


def agenda(
    *entries: Entry | Seminar,
    period: str = "2007-Q4",
    meetings: Iterable[Meeting] = (),
    free: Iterable[tuple[date, date]] = (),
    undated: Iterable[Seminar] = (),
) -> Schedule:
    """An agenda; a bare seminar is an entry that clashes with nothing."""
    return Schedule(
        parse_period(period),
        AS_OF,
        tuple(e if isinstance(e, Entry) else Entry(e, (), ()) for e in entries),
        tuple(meetings),
        tuple(free),
        tuple(undated),
    )


def meeting(dates: str, name: str = "SCCR 16", **fields: Any) -> Meeting:
    """A fixed meeting."""
    return Meeting(parse_dates(dates), name, **fields)


def no_link(_: Origin) -> str:
    """The address of a record where links do not matter."""
    return ""
