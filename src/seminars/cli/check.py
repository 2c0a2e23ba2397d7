"""`check`: every problem in the records, all at once."""

from __future__ import annotations

from typing import Annotated

import typer

from seminars.cli import completion
from seminars.cli.app import app
from seminars.cli.options import Filters, Place, Showing, grouped
from seminars.cli.session import (
    chosen_format,
    open_session,
    put,
    put_blocks,
    refuse_records,
    show_json,
)
from seminars.model.diagnostics import ERRORS, WARNINGS, UsageError, did_you_mean


@app.command("check", epilog="Example: seminars check overdue no-states --strict")
@grouped
def check(
    *,
    codes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CODE]...",
            show_default=False,
            help="Look for these diagnostics alone, as in [code]; by default for all.",
            autocompletion=completion.among([*ERRORS, *WARNINGS]),
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 for warnings, too.")
    ] = False,
    place: Place,
    filters: Filters,
    showing: Showing,
) -> None:
    """Find every problem in the records, each at its place."""
    for code in codes or ():
        if code not in ERRORS and code not in WARNINGS:
            known = [*ERRORS, *WARNINGS]
            raise UsageError(
                f"`{code}` is not a code of a diagnostic",
                did_you_mean(code, known, f"the codes are {', '.join(known)}"),
            )
    word = chosen_format(showing, "table", "json", "csv")
    session = open_session(place)
    refuse_records(session, showing)
    from seminars.analysis.checks import check as look
    from seminars.output import data
    from seminars.output.diagnostics import findings_view

    found = look(session.loaded, session.as_of, codes or (), session.query(filters))
    if word == "json":
        show_json(
            session, showing, "check", found.seminars, data.findings(found), found.diagnostics
        )
    elif word == "csv":
        put(data.csv_diagnostics(found.diagnostics), showing.output)
    else:
        put_blocks(session.carrying(findings_view(found)), showing)
    raise typer.Exit(int(found.errors > 0 or (strict and found.warnings > 0)))
