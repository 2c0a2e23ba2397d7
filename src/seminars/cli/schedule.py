"""`schedule`: the agenda."""

from __future__ import annotations

from typing import Annotated

import typer

from seminars.cli.app import app
from seminars.cli.options import Filters, Place, Showing, Words, grouped
from seminars.cli.session import open_session, show, terminal_width


@app.command("schedule", epilog="Example: seminars schedule --period 2007-Q4")
@grouped
def schedule(
    *,
    words: Words,
    calendar: Annotated[
        bool, typer.Option("--calendar", help="Draw the months as calendars.")
    ] = False,
    place: Place,
    filters: Filters,
    showing: Showing,
) -> None:
    """Show the agenda: seminars, meetings, clashes, free weeks."""
    session = open_session(place)
    from seminars.analysis.schedule import schedule as plan
    from seminars.output import data
    from seminars.output.schedule import calendar_view, schedule_view

    query = session.query(filters, words.words)
    agenda = plan(session.programme, query, session.as_of)
    shown = [entry.seminar for entry in agenda.entries]
    show(
        session,
        showing,
        "schedule",
        shown,
        {
            "table": lambda: (
                calendar_view(session.programme, agenda, terminal_width())
                if calendar
                else schedule_view(session.programme, agenda, session.link)
            ),
            "json": lambda: data.schedule(agenda),
            "csv": lambda: data.csv_schedule(agenda),
        },
    )
    session.finish()
