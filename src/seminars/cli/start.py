"""`init`: starts a programme folder."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from seminars.cli.app import app


@app.command("init", epilog="Example: seminars init programme-2009")
def init(
    directory: Annotated[
        str, typer.Argument(metavar="[DIR]", help="The folder; made if it is not there.")
    ] = ".",
    data: Annotated[
        str | None,
        typer.Option("--data", "-d", metavar="DIR", show_default=False, help="The same as DIR."),
    ] = None,
) -> None:
    """Start a programme folder: commented files, ready to edit. Overwrites nothing."""
    directory = data if data is not None else directory
    from seminars.editing.start import start_programme
    from seminars.output.text import safe

    for path in start_programme(Path(directory)):
        print(f"wrote {safe(str(path))}")
    print(f"→ seminars add --data {safe(shlex.quote(directory))}")
