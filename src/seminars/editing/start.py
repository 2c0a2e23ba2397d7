"""A new programme folder: commented files, ready to edit. Overwrites nothing."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from seminars.model.diagnostics import SeminarsError

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = """\
# The seminars of the programme, one entry each. `seminars add` writes one for you;
# `seminars check` says what is wrong; `seminars show ID` shows one.
# A field that is left out is not known; an empty list ([]) means none.
#
# - id: 2009-ke-nairobi              # unique, never changes
#   title: National Seminar on Performers' Contracts
#   kind: national                   # national | regional
#   country: KE                      # host, two letters of ISO 3166-1
#   city: Nairobi
#   dates: 2009-11-12/2009-11-14     # or 2009-11-12, 2009-11, 2009-Q4, 2009-H2, 2009
#   status: proposed                 # proposed | scheduled | held | postponed | cancelled
#   themes: [contractual-relations]  # `seminars terms` lists them
"""

RULES = """\
# The programme: its title, its period, its words. Every part may be left out;
# the packaged terms and the packaged roll of member states then stand in.
title: A programme of seminars
# period: 2009/2010
# as_of: 2009-08-03                  # the day it stands at; without it, today
# currency: CHF
# themes:
#   - {id: contractual-relations, title: Contractual relations}
# recency: {current: 24, ageing: 48}  # months since the last seminar held
# meetings:
#   - {dates: 2009-09-22/2009-10-01, name: General Assembly, place: Geneva, blocks: true}
# requests:
#   - {id: r-2009-01, country: KE, themes: [contractual-relations], received: 2009-02-10}
# planning: {seminars: 6, at_once: 2, rest: 7, notice: 60}
# internal: [notes, cost, officers]  # fields that never leave in a public edition
"""


def start_programme(folder: Path) -> list[Path]:
    """Write the two files of a new programme; the paths written.

    Raises `SeminarsError` when one of them is there already or the folder cannot be written;
    then nothing is left behind.
    """
    files = {folder / "seminars.yaml": RECORDS, folder / "programme.yaml": RULES}
    written: list[Path] = []
    made: list[Path] = []
    try:
        made += [path for path in (folder, *folder.parents) if not path.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            with path.open("x", encoding="utf-8") as stream:
                written.append(path)
                stream.write(text)
    except BaseException as error:
        _take_back(written, made)
        if not isinstance(error, OSError):
            raise  # Ctrl-C: nothing is left then, either
        if isinstance(error, FileExistsError):
            raise SeminarsError(
                f"`{error.filename}` is there already, and nothing is overwritten",
                "name another folder: seminars init DIR",
            ) from None
        reason = (error.strerror or str(error)).lower()
        raise SeminarsError(
            f"`{folder}` cannot be written: {reason}", "name another folder: seminars init DIR"
        ) from None
    return written


def _take_back(written: list[Path], made: list[Path]) -> None:
    with suppress(OSError):
        for path in written:
            path.unlink()
        for path in made:  # the innermost first
            path.rmdir()
