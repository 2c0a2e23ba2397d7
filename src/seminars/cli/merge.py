"""`merge`: git's merge of records files, by record and field; and setting a clone up for it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from seminars.cli.app import app
from seminars.cli.options import grouped
from seminars.cli.session import report_error
from seminars.model.diagnostics import SeminarsError, UsageError

if TYPE_CHECKING:
    from seminars.editing.merge import Merged

_SMALLEST, _LARGEST = 1, 1000


def _file(metavar: str, says: str) -> typer.models.ArgumentInfo:
    return typer.Argument(metavar=metavar, show_default=False, help=says)  # type: ignore[no-any-return] # Typer types it as Any


def _label(name: str, says: str) -> typer.models.OptionInfo:
    return typer.Option(name, metavar="TEXT", help=says)  # type: ignore[no-any-return] # ditto


@dataclass(frozen=True)
class Driver:
    """What git tells its merge driver besides the three files."""

    path: Annotated[str, _label("--path", "What the file is called in messages (git's %P).")] = ""
    marker_size: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=_SMALLEST,
            max=_LARGEST,
            help="Signs in the mark of a conflict (git's %L).",
        ),
    ] = 7
    label_base: Annotated[str, _label("--label-base", "The name of BASE in conflicts.")] = "base"
    label_ours: Annotated[str, _label("--label-ours", "The name of OURS in conflicts.")] = "ours"
    label_theirs: Annotated[str, _label("--label-theirs", "The name of THEIRS in conflicts.")] = (
        "theirs"
    )
    ancestor: Annotated[
        bool, typer.Option("--ancestor", help="Settle conflicts as in BASE, for git's own use.")
    ] = False


@dataclass(frozen=True)
class Setup:
    """How a clone is set up."""

    install: Annotated[
        bool, typer.Option("--install", help="Set this clone up to merge records this way.")
    ] = False
    hook: Annotated[
        bool, typer.Option("--hook", help="With --install: run `check` before each commit.")
    ] = False
    data: Annotated[
        str | None,
        typer.Option(
            "--data",
            "-d",
            metavar="PATH",
            show_default=False,
            help="With --install: the programme [default: the nearest].",
        ),
    ] = None


@app.command("merge", epilog="Example: seminars merge --install --hook")
@grouped
def merge(
    base: Annotated[Path | None, _file("[BASE]", "What both sides started from.")] = None,
    ours: Annotated[Path | None, _file("[OURS]", "One side; the result is written here.")] = None,
    theirs: Annotated[Path | None, _file("[THEIRS]", "The other side.")] = None,
    *,
    driver: Driver,
    setup: Setup,
) -> None:
    """Merge three versions of a records file, record by record.

    Git calls it as a merge driver once `seminars merge --install` has set a clone up.
    """
    if setup.install:
        if base:
            raise UsageError("--install takes no files", "leave them away")
        _install(setup.data, hook=setup.hook)
        return
    if setup.hook or setup.data:
        raise UsageError("--hook and --data go with --install", "seminars merge --install --hook")
    if base is None or ours is None or theirs is None:
        raise UsageError(
            "merge takes three files",
            "seminars merge BASE OURS THEIRS, or `seminars merge --install` to let git do it",
        )
    _merge(base, ours, theirs, driver)


def _merge(base: Path, ours: Path, theirs: Path, driver: Driver) -> None:
    from seminars.editing.git import Marks, shows_base
    from seminars.editing.merge import merge_files

    marks = Marks(
        _shown(driver.label_ours, "ours"), _shown(driver.label_base, "base"),
        _shown(driver.label_theirs, "theirs"), driver.marker_size, with_base=shows_base(),
    )  # fmt: skip
    merged = merge_files(base, ours, theirs, marks, ancestor=driver.ancestor)
    if not driver.ancestor:  # nobody looks at what git merges in between
        _tell(merged, driver.path or str(ours))
    raise typer.Exit(int(bool(merged.conflicts)))


def _shown(label: str, otherwise: str) -> str:
    """A label on one line; git before 2.44 knows none and leaves `%X` as it stands."""
    one_line = " ".join(label.split())
    return otherwise if not one_line or one_line in {"%S", "%X", "%Y"} else one_line


def _tell(merged: Merged, file: str) -> None:
    """What a person has to know, on stderr."""
    from seminars.output.text import plural

    count = plural(len(merged.conflicts), "conflict")
    remedy = "settle what stands between the marks, then `seminars check` and `git add`"
    if merged.plain:
        ending = f", with {count}" if merged.conflicts else ""
        report_error(
            SeminarsError(
                f"`{file}` is merged as plain text{ending}: {merged.plain}",
                remedy if merged.conflicts else "look at the result, and run `seminars check`",
            )
        )
    elif merged.conflicts:
        report_error(SeminarsError(f"`{file}`: {count}: {_about(merged.conflicts)}", remedy))


def _about(conflicts: tuple[tuple[str, str], ...]) -> str:
    """Each record with its fields: `2007-ke-nairobi (city, dates), a comment`."""
    fields: dict[str, list[str]] = {}
    for record, field in conflicts:
        fields.setdefault(record, []).append(field)
    shown = []
    for record, names in fields.items():
        named = ", ".join(dict.fromkeys(name for name in names if name))
        shown.append(f"{record} ({named})" if named else record or "a comment")
    return ", ".join(shown)


def _install(data: str | None, *, hook: bool) -> None:
    from seminars.editing.merge_install import Clone, install
    from seminars.reading.loader import locate

    checked: Path | None = None
    folder = Path.cwd()
    if data or hook:
        location = locate(data, os.environ, folder)
        folder = location.folder
        checked = Path(data) if data else folder
    done = install(Clone.around(folder), checked if hook else None)
    for line in done or ["this clone is set up already"]:
        print(line)
    if done:
        print("→ git add .gitattributes; run `seminars merge --install` once in each other clone")
