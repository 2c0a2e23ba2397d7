"""Records for people: the list, one record whole, the controlled words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.query import illustrative
from seminars.output.blocks import Block, Column, Grid, Span, line
from seminars.output.text import dates_text, long_day, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from seminars.analysis.query import Selection
    from seminars.model.programme import Programme, State
    from seminars.model.record import Origin, Seminar

_COLUMNS = (
    Column("Id", kept=True, lead=True),
    Column("Dates", kept=True, lead=True),
    Column("Status", kept=True, lead=True),
    Column("Kind", optional=True),
    Column("Where"),
    Column("Title"),
)
_ID, _STATUS = 0, 2


def list_view(
    programme: Programme, selection: Selection, as_of: date, link: Callable[[Origin], str]
) -> Iterator[Block]:
    """One record a row, then how many there are and how many are illustrative."""
    found = selection.seminars
    if not found:
        yield line(f"No seminar matches · {plural(len(programme.seminars), 'record')} in all")
    else:
        yield _list_grid(programme, found, as_of, link)
        yield line()
        yield line(_count(found, as_of))
    if selection.undated:
        ids = ", ".join(seminar.id for seminar in selection.undated)
        yield line(Span(f"without dates, so in no period: {ids}", "dim"))


def _list_grid(
    programme: Programme, found: Sequence[Seminar], as_of: date, link: Callable[[Origin], str]
) -> Grid:
    hosts = {
        code: programme.country_name(code, as_of) for code in {s.country for s in found} if code
    }
    regions = {term.id: term.title for term in programme.regions}
    rows = [
        (
            seminar.id,
            dates_text(seminar.dates) if seminar.dates else "–",
            _status(seminar, as_of),
            seminar.kind,
            where(seminar, hosts, regions),
            seminar.title,
        )
        for seminar in found
    ]

    def style(row: int, column: int) -> str:
        if column == _STATUS:
            return "warning" if found[row].overdue_on(as_of) else found[row].status_on(as_of)
        return "id" if column == _ID else ""

    def address(row: int, column: int) -> str:
        return link(found[row].origin) if column == _ID else ""

    return Grid(_COLUMNS, rows, style, address)


def _status(seminar: Seminar, as_of: date) -> str:
    return "overdue" if seminar.overdue_on(as_of) else seminar.status_on(as_of)


def where(seminar: Seminar, hosts: dict[str, str], regions: dict[str, str]) -> str:
    """City and host; for a regional seminar without one, its region."""
    if seminar.country is None:
        return regions.get(seminar.region, seminar.region)
    host = hosts[seminar.country]
    return f"{seminar.city}, {host}" if seminar.city else host


def _count(found: Sequence[Seminar], as_of: date) -> str:
    invented = len(illustrative(found))
    return f"{plural(len(found), 'seminar')} as of {long_day(as_of)} · {invented:,} illustrative"


def record_view(text: str, origin: Origin, link: Callable[[Origin], str]) -> Iterator[Block]:
    """A record as it stands in its file, under its place."""
    yield line(Span(f"{origin.file}:{origin.line}", "dim", link(origin)))
    for part in text.splitlines():
        name, colon, rest = part.partition(":")
        key = colon and name.strip().replace("- ", "").isidentifier()
        yield line(Span(f"{name}:", "dim"), rest) if key else line(part)


def terms_view(
    programme: Programme, countries: Sequence[State], as_of: date, *, whole: bool
) -> Iterator[Block]:
    """The controlled words, each with the ways in which it may be written; or countries alone."""
    if whole:
        yield from _terms(programme)
    if not countries:
        yield line(
            "No country or region is called so · `seminars terms` lists themes, levels, regions"
            " and the roll"
        )
        return
    yield from _countries(countries, as_of)
    if programme.packaged_roll:
        yield line()
        yield line(
            Span("The regions follow the packaged roll, whose allocation is not sourced.", "dim")
        )


def _terms(programme: Programme) -> Iterator[Block]:
    for title, terms in (
        ("Themes", programme.themes),
        ("Levels", programme.levels),
        ("Regions", programme.regions),
    ):
        yield line(Span(title, "title"))
        yield Grid(
            (Column("", kept=True), Column("")),
            [(term.id, term.title) for term in terms],
            lambda _, column: "id" if column == 0 else "",
            indent=2,
        )


def _countries(countries: Sequence[State], as_of: date) -> Iterator[Block]:
    yield line(Span("Countries", "title"))
    yield Grid(
        (
            Column("Code", kept=True, lead=True),
            Column("", lead=True),
            Column("Name", lead=True),
            Column("Region", kept=True),
            Column("Also"),
        ),
        [
            (
                state.code,
                state.alpha3,
                state.name_on(as_of),
                state.region or "off the roll",
                ", ".join(name for name in state.all_names if name != state.name_on(as_of)),
            )
            for state in countries
        ],
        lambda _, column: "id" if column == 0 else "",
        indent=2,
    )
