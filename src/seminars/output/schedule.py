"""The agenda for people: by month, with meetings between, clashes marked; or as a calendar."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from seminars.analysis.query import illustrative
from seminars.output.blocks import Block, Column, Grid, Line, Span, line
from seminars.output.records import where
from seminars.output.text import (
    cells,
    long_day,
    month_title,
    period_title,
    plural,
    short_span,
    vague_dates,
    week_spans,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from seminars.analysis.schedule import Entry, Schedule
    from seminars.model.programme import Meeting, Programme
    from seminars.model.record import Origin, Seminar

_COLUMNS = (
    Column("", kept=True, lead=True),
    Column(""),
    Column(""),
    Column("", kept=True, lead=True),
    Column("", kept=True, lead=True),
)
_STATUS, _ID = 3, 4


def schedule_view(
    programme: Programme, agenda: Schedule, link: Callable[[Origin], str]
) -> Iterator[Block]:
    """The agenda by month, then free weeks, what is overdue and what has no dates."""
    yield _title(programme, agenda)
    if agenda.entries or agenda.meetings:
        yield _agenda(programme, agenda, link)
    else:
        yield line("Nothing in this period")
    yield line()
    yield from _afterwards(agenda)


def _title(programme: Programme, agenda: Schedule) -> Line:
    words = (programme.title, period_title(agenda.period), f"as of {long_day(agenda.as_of)}")
    return line(Span(" · ".join(words), "title"))


def _agenda(programme: Programme, agenda: Schedule, link: Callable[[Origin], str]) -> Grid:
    names = {
        code: programme.country_name(code, agenda.as_of)
        for code in {entry.seminar.country for entry in agenda.entries}
        if code
    }
    regions = {term.id: term.title for term in programme.regions}
    months: dict[date, list[tuple[tuple[date, int, str], tuple[str, ...], Seminar | None]]] = {}
    for meeting in agenda.meetings:
        begins = meeting.dates.begins
        row: tuple[str, ...] = (
            _days(meeting),
            meeting.place or "",
            meeting.name,
            "meeting" if meeting.blocks else "other meeting",
            "",
        )
        months.setdefault(begins.replace(day=1), []).append(((begins, 0, ""), row, None))
    for entry in agenda.entries:
        seminar = entry.seminar
        begins = seminar.begins or agenda.as_of
        place = where(seminar, names, regions)
        key = (begins, 1, seminar.id)
        months.setdefault(begins.replace(day=1), []).append(
            (key, _row(entry, place, agenda.as_of), seminar)
        )
    rows: list[tuple[str, ...]] = []
    about: list[Seminar | None] = []
    for month in sorted(months):
        rows.append((month_title(month), "", "", "", ""))
        about.append(None)
        for _, row, told in sorted(months[month], key=lambda part: part[0]):
            rows.append((f"  {row[0]}", *row[1:]))
            about.append(told)

    def style(row: int, column: int) -> str:
        seminar = about[row]
        if seminar is None:
            return "title" if not rows[row][_STATUS] else "meeting"
        if column == _STATUS:
            return (
                "warning" if seminar.overdue_on(agenda.as_of) else seminar.status_on(agenda.as_of)
            )
        return "id" if column == _ID else ""

    def address(row: int, column: int) -> str:
        seminar = about[row]
        return link(seminar.origin) if seminar is not None and column == _ID else ""

    return Grid(_COLUMNS, rows, style, address)


def _row(entry: Entry, place: str, as_of: date) -> tuple[str, ...]:
    seminar = entry.seminar
    dates = seminar.dates
    if dates is None:
        when = "no dates"
    elif dates.known_to_the_day:
        when = short_span(dates.begins, dates.ends, dates.begins)
    elif dates.precision == "open":
        when = f"{dates.begins.day}–?"
    else:
        when = vague_dates(dates)
    status = "overdue" if seminar.overdue_on(as_of) else seminar.status_on(as_of)
    mark = " !" if entry.clashes or entry.meetings else ""
    return when, place, seminar.title, status + mark, seminar.id


def _days(meeting: Meeting) -> str:
    dates = meeting.dates
    if not dates.known_to_the_day:
        return vague_dates(dates)
    return short_span(dates.begins, dates.ends, dates.begins)


def _afterwards(agenda: Schedule) -> Iterator[Block]:
    if agenda.free:
        years: dict[int, list[tuple[date, date]]] = {}
        for week in agenda.free:
            years.setdefault(week[0].year, []).append(week)
        for year, weeks in years.items():
            spans = " · ".join(week_spans(tuple(weeks)))
            yield line(Span(f"Free weeks in {year}: ", "title"), spans)
    else:
        yield line(Span("Free weeks: ", "title"), "none")
    for entry in agenda.entries:
        seminar = entry.seminar
        for other in entry.clashes:
            if seminar.id < other:
                yield line(Span("! Clash: ", "warning"), f"{seminar.id} and {other}")
        for meeting in entry.meetings:
            yield line(Span("! During a meeting: ", "warning"), f"{seminar.id}, {meeting}")
        if seminar.overdue_on(agenda.as_of) and seminar.ends:
            yield line(
                Span("Overdue: ", "warning"),
                f"{seminar.id} was to end by {long_day(seminar.ends)} and is still scheduled ",
                Span(f"→ seminars edit {seminar.id} status=held", "command"),
            )
    if agenda.undated:
        ids = ", ".join(seminar.id for seminar in agenda.undated)
        yield line(Span("Without dates: ", "title"), ids)
    invented = len(illustrative(entry.seminar for entry in agenda.entries))
    yield line(
        f"{plural(len(agenda.entries), 'seminar')} and "
        f"{plural(len(agenda.meetings), 'meeting')} · {invented} illustrative"
    )


_MARKS = {"held": "●", "scheduled": "◆", "proposed": "◇", "postponed": "×", "cancelled": "×"}
_MONTH_WIDTH = 7 * 4
_BETWEEN = 3


def calendar_view(programme: Programme, agenda: Schedule, width: int) -> Iterator[Block]:
    """The months of the period as calendars, as many side by side as `width` has room for."""
    yield _title(programme, agenda)
    yield line(
        Span("● held", "held"),
        "  ",
        Span("◆ scheduled", "scheduled"),
        "  ",
        Span("◇ proposed", "proposed"),
        "  ",
        Span("▪ blocking meeting", "meeting"),
        "  ",
        Span("▫ other meeting", "meeting"),
    )
    marked = _marked_days(agenda)
    months = _months(agenda)
    abreast = max(1, (width + _BETWEEN) // (_MONTH_WIDTH + _BETWEEN))
    for first in range(0, len(months), abreast):
        yield line()
        drawn = [_month(month, marked) for month in months[first : first + abreast]]
        for at in range(max(len(month) for month in drawn)):
            parts: list[Span | str] = []
            for month in drawn:
                row = month[at] if at < len(month) else (" " * _MONTH_WIDTH,)
                parts += [*row, " " * _BETWEEN]
            yield line(*parts[:-1])
    yield line()
    yield from _afterwards(agenda)


def _months(agenda: Schedule) -> list[date]:
    days = [day for entry in agenda.entries if (day := entry.seminar.begins)]
    days += [meeting.dates.begins for meeting in agenda.meetings]
    first = agenda.period.begins or min(days, default=agenda.as_of)
    last = agenda.period.ends or max(days, default=first)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _marked_days(agenda: Schedule) -> dict[date, tuple[str, str]]:
    """For each day that something is on, the mark and its style; seminars over meetings."""
    marked: dict[date, tuple[str, str]] = {}
    for meeting in agenda.meetings:
        for day in _each_day(meeting.dates.begins, meeting.dates.ends):
            marked[day] = ("▪" if meeting.blocks else "▫", "meeting")
    for entry in reversed(agenda.entries):
        dates = entry.seminar.dates
        if dates is not None and dates.first_day_known:
            status = entry.seminar.status_on(agenda.as_of)
            for day in _each_day(dates.begins, dates.ends):
                marked[day] = (_MARKS[status], status)
    return marked


def _each_day(begins: date, ends: date) -> Iterator[date]:
    for number in range((ends - begins).days + 1):
        yield begins + timedelta(days=number)


def _month(month: date, marked: dict[date, tuple[str, str]]) -> list[Line]:
    title = month_title(month)
    rows: list[Line] = [
        (Span(title, "title"), " " * (_MONTH_WIDTH - cells(title))),
        (Span("Mo  Tu  We  Th  Fr  Sa  Su  ", "dim"),),
    ]
    for week in Calendar().monthdatescalendar(month.year, month.month):
        parts: list[Span | str] = []
        for day in week:
            mark, style = marked.get(day, (" ", ""))
            inside = day.month == month.month
            parts.append(Span(f"{day.day:>2}{mark} ", style) if inside else "    ")
        rows.append(tuple(parts))
    return rows
