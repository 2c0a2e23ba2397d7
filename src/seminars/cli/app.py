"""The Typer application that every command module adds its commands to."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from seminars import __version__

app = typer.Typer(
    name="seminars",
    help="Plan a programme of seminars kept as plain YAML text, and answer for its coverage.",
    epilog="Example: seminars coverage --by country,theme --region arab",
    invoke_without_command=True,
    suggest_commands=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, wanted: bool) -> None:
    if wanted:
        print(f"seminars {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001 (its callback has done it)
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
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(2)
