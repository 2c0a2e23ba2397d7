"""`coverage`: what was reached, and what never was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from seminars.cli.app import app
from seminars.cli.options import Filters, Place, Showing, Words, grouped
from seminars.cli.session import chosen, open_session, show
from seminars.model.diagnostics import UsageError, did_you_mean

if TYPE_CHECKING:
    from seminars.analysis.coverage import Dimension


@app.command("coverage", epilog="Example: seminars coverage --by country,theme --region arab")
@grouped
def coverage(
    *,
    words: Words,
    by: Annotated[
        str,
        typer.Option(
            metavar="ROWS,COLUMNS",
            help="Two of region, country, theme, kind, status, level, language, year, half, "
            "quarter, month.",
        ),
    ] = "region,theme",
    count: Annotated[
        str,
        typer.Option(
            metavar="any|share",
            help="A seminar counts one in each of its cells, or one divided among them.",
        ),
    ] = "any",
    at: Annotated[
        str,
        typer.Option(
            metavar="host|reached",
            help="Regions and countries of the host, or of the states that took part.",
        ),
    ] = "host",
    place: Place,
    filters: Filters,
    showing: Showing,
) -> None:
    """Show what was reached, and what never was.

    Rows by columns of the programme against the whole roll of states; gaps, balance, caveats.
    """
    dimensions = _dimensions(by)
    (counting,) = chosen("--count", [count], ["any", "share"])
    (where,) = chosen("--at", [at], ["host", "reached"])
    session = open_session(place)
    from seminars.analysis.coverage import coverage as cover
    from seminars.output import data
    from seminars.output.coverage import coverage_view

    query = session.query(filters, words.words)
    answer = cover(
        session.programme,
        query,
        session.as_of,
        by=dimensions,
        count="share" if counting == "share" else "any",
        at="reached" if where == "reached" else "host",
    )
    show(
        session,
        showing,
        "coverage",
        answer.seminars,
        {
            "table": lambda: coverage_view(session.programme, answer),
            "json": lambda: data.coverage(answer),
            "csv": lambda: data.csv_coverage(answer),
        },
    )
    session.finish()


def _dimensions(by: str) -> tuple[Dimension, Dimension]:
    from seminars.analysis.coverage import DIMENSIONS

    words = [word.strip() for word in by.split(",")]
    for word in words:
        if word not in DIMENSIONS:
            raise UsageError(
                f"--by: `{word}` is not something to count by",
                did_you_mean(word, DIMENSIONS, f"write two of {', '.join(DIMENSIONS)}"),
            )
    if len(words) != 2 or words[0] == words[1]:  # noqa: PLR2004 (rows and columns)
        raise UsageError("--by takes two different words", "write --by region,theme")
    known = {str(dimension): dimension for dimension in DIMENSIONS}
    return known[words[0]], known[words[1]]
