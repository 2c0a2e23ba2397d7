"""`terms` and `schema`: the words and shapes that records may use."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from seminars.cli.app import app
from seminars.cli.options import Data, OutputOption, Place, Showing, grouped
from seminars.cli.session import open_session, put, show


@app.command("terms", epilog="Example: seminars terms Kenya")
@grouped
def terms(
    place: Place,
    showing: Showing,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]...",
            show_default=False,
            help="Countries whose code or any name begins with this word, or the states of a "
            "region (id or title), of member-states or least-developed.",
        ),
    ] = None,
) -> None:
    """Show the controlled words, and how they may be written.

    Themes, levels, regions and the countries of the roll; with WORD, the countries called so,
    on the roll or not, or the states of a group.
    """
    session = open_session(place)
    from seminars.analysis.query import countries_named
    from seminars.output import data, records

    programme = session.programme
    countries = countries_named(programme, words or (), session.as_of)
    show(
        session,
        showing,
        "terms",
        (),
        {
            "table": lambda: records.terms_view(
                programme, countries, session.as_of, whole=not words
            ),
            "json": lambda: data.terms(programme, countries, session.as_of),
            "csv": lambda: data.csv_terms(programme, countries, session.as_of),
        },
    )
    session.finish()


@app.command("schema", epilog="Example: seminars schema > seminars.schema.json")
def schema(
    data: Data = None,
    output: OutputOption = None,
    *,
    programme: Annotated[
        bool, typer.Option("--programme", help="Of programme.yaml instead of a records file.")
    ] = False,
) -> None:
    """Print the JSON Schema of a records file, for editors.

    Inside a programme it knows the programme's own themes, levels and regions.
    """
    import json

    from seminars.reading.loader import vocabulary_near
    from seminars.reading.schema_json import programme_schema, records_schema

    vocabulary = vocabulary_near(data, os.environ, Path.cwd())
    document = programme_schema(vocabulary) if programme else records_schema(vocabulary)
    put(json.dumps(document, indent=2, ensure_ascii=False) + "\n", output)
