"""`list` and `show`: the records themselves."""

from __future__ import annotations

from typing import Annotated

import typer

from seminars.cli import completion
from seminars.cli.app import app
from seminars.cli.options import Filters, Place, ShowingRecords, Words, grouped
from seminars.cli.session import open_session, show


@app.command("list", epilog="Example: seminars list --region africa --status held --period 2007")
@grouped
def list_(words: Words, place: Place, filters: Filters, showing: ShowingRecords) -> None:
    """List records, one a row. With -f yaml, as they stand in their files."""
    session = open_session(place)
    from seminars.analysis.query import select
    from seminars.output import data, records
    from seminars.reading.parser import text_of

    found = select(session.programme, session.query(filters, words.words), session.as_of)
    sources = session.loaded.sources
    show(
        session,
        showing,
        "list",
        found.seminars,
        {
            "table": lambda: records.list_view(
                session.programme, found, session.as_of, session.link
            ),
            "json": lambda: data.seminars(found.seminars, session.as_of),
            "csv": lambda: data.csv_seminars(found.seminars, session.as_of),
            "yaml": lambda: "".join(
                text_of(sources[s.origin.file], s.origin) + "\n" for s in found.seminars
            ),
        },
    )
    session.finish()


@app.command("show", epilog="Example: seminars show 2007-cn-beijing")
@grouped
def show_(
    seminar: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            autocompletion=completion.ids,
            show_default=False,
            help="The id of the record, as `seminars list` gives it.",
        ),
    ],
    place: Place,
    showing: ShowingRecords,
) -> None:
    """Show one record whole, with its place and what `check` says."""
    session = open_session(place)
    from seminars.analysis.checks import check
    from seminars.analysis.query import resolve_seminar
    from seminars.model.diagnostics import RecordError
    from seminars.output import data, diagnostics, records
    from seminars.reading.parser import text_of

    if seminar in session.loaded.lost and seminar not in session.programme.by_id:
        raise RecordError(
            f"`{seminar}` is in the records, and cannot be read for its errors",
            "`seminars check` shows them; `seminars edit` can mend them",
        )
    found = resolve_seminar(session.programme, seminar)
    findings = check(session.loaded, session.as_of).about(found)
    text = text_of(session.loaded.sources[found.origin.file], found.origin)
    show(
        session,
        showing,
        "show",
        [found],
        {
            "table": lambda: (
                *records.record_view(text, found.origin, session.link),
                *diagnostics.about_view(findings),
            ),
            "json": lambda: {
                "seminar": data.record(found, session.as_of),
                "file": found.origin.file,
                "line": found.origin.line,
                "findings": [data.diagnostic(finding) for finding in findings],
            },
            "csv": lambda: data.csv_seminars([found], session.as_of),
            "yaml": lambda: text + "\n",
        },
    )
    session.finish()
