"""The Typer application that every command module adds its commands to."""

from __future__ import annotations

from typing import Annotated

import typer

import seminars

app = typer.Typer(
    name="seminars",
    help="Plan a programme of seminars kept as plain YAML text, and answer for its coverage.",
    epilog="Example: seminars coverage --by country,theme --region arab",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, wanted: bool) -> None:
    if wanted:
        print(f"seminars {seminars.__version__}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=lambda value: _version(wanted=value),
            is_eager=True,
            help="Print the version and exit.",
        ),
    ] = False,
) -> None:
    """Plan a programme of seminars kept as plain YAML text, and answer for its coverage."""
