"""`coverage`: what was reached, and what never was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from seminars.cli.app import app
from seminars.cli.options import Filters, Place, Showing, Words, grouped
from seminars.cli.session import chosen, open_session, show, terminal_width
from seminars.model.diagnostics import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seminars.analysis.comparison import Comparison
    from seminars.analysis.coverage import Coverage, Dimension
    from seminars.analysis.depth import Depth
    from seminars.analysis.query import Query
    from seminars.cli.session import Session
    from seminars.output.blocks import Block
    from seminars.output.data import Json

DEFAULT_BY = "region,theme"


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
    ] = DEFAULT_BY,
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
    compare: Annotated[
        str | None,
        typer.Option(
            "--compare",
            metavar="PERIOD",
            show_default=False,
            help="Show the change from this period, cell by cell.",
        ),
    ] = None,
    world: Annotated[
        bool, typer.Option("--map", help="Draw the states of the world by recency instead.")
    ] = False,
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
    if world and (compare is not None or by != DEFAULT_BY):
        raise UsageError(
            "--map draws states, without --by and --compare", "leave these out, or leave --map out"
        )
    session = open_session(place)
    from seminars.analysis.coverage import coverage as cover
    from seminars.analysis.depth import depth

    query = session.query(filters, words.words)
    answer = cover(
        session.programme,
        query,
        session.as_of,
        by=dimensions,
        count="share" if counting == "share" else "any",
        at="reached" if where == "reached" else "host",
    )
    beyond = depth(session.programme, query, answer)
    if world:
        _show_map(session, query, showing, _json(answer, beyond, None))
        session.finish()
    change = _compared(session, query, answer, compare)
    show(
        session,
        showing,
        "coverage",
        answer.seminars,
        {
            "table": lambda: _view(session, answer, beyond, change),
            "json": lambda: _json(answer, beyond, change),
            "csv": lambda: _csv(answer, change),
        },
    )
    session.finish()


def _compared(
    session: Session, query: Query, answer: Coverage, text: str | None
) -> Comparison | None:
    """The answer beside that of another period, if one was given. Raises `UsageError`."""
    if text is None:
        return None
    from seminars.analysis.comparison import compare
    from seminars.model.period import BadDateError, parse_period

    try:
        period = parse_period(text)
    except BadDateError as error:
        raise UsageError(f"--compare: {error.message}", error.help) from None
    return compare(session.programme, query, answer, period)


def _view(
    session: Session, answer: Coverage, beyond: Depth, change: Comparison | None
) -> Iterable[Block]:
    from seminars.output.coverage import coverage_view
    from seminars.output.depth import depth_view

    more = [*depth_view(session.programme, answer, beyond)]
    if change is not None:
        from seminars.output.comparison import comparison_view

        more += comparison_view(session.programme, answer, change)
    return coverage_view(session.programme, answer, more, beyond.least)


def _json(answer: Coverage, beyond: Depth, change: Comparison | None) -> Json:
    from seminars.output import data
    from seminars.output.depth import depth_data

    compared = None
    if change is not None:
        from seminars.output.comparison import comparison_data

        compared = comparison_data(change)
    return data.coverage(answer) | depth_data(beyond) | {"compare": compared}


def _csv(answer: Coverage, change: Comparison | None) -> str:
    from seminars.output import data

    if change is None:
        return data.csv_coverage(answer)
    from seminars.output.comparison import csv_comparison

    return csv_comparison(answer, change)


def _show_map(session: Session, query: Query, showing: Showing, known: Json) -> None:
    from seminars.analysis.states import reach
    from seminars.output.map import csv_map, map_data, map_view

    answer = reach(session.programme, query, session.as_of)
    show(session, showing, "coverage", answer.seminars, {
        "table": lambda: map_view(session.programme, answer, terminal_width()),
        "json": lambda: known | map_data(answer),
        "csv": lambda: csv_map(answer),
    })  # fmt: skip


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
