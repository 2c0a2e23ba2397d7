"""One command's dealings with the world: the clock, the files, the terminal, the exit code."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, TextIO

import typer

from seminars.cli.options import Colour, Filters, Place, Showing
from seminars.model.diagnostics import SeminarsError, UsageError, did_you_mean

if TYPE_CHECKING:
    from seminars.analysis.query import Query
    from seminars.model.diagnostics import Diagnostic
    from seminars.model.programme import Programme
    from seminars.model.record import Origin, Seminar
    from seminars.output.blocks import Block
    from seminars.output.data import Json
    from seminars.reading.loader import Loaded


_RECORDS = re.compile(r"seminars(?:-.*)?\.yaml|programme\.yaml")


@dataclass(frozen=True)
class Session:
    """A programme that was read, the day the question is asked of, and how both were named."""

    loaded: Loaded
    as_of: date
    place: Place

    @property
    def programme(self) -> Programme:
        """The programme, without what is in error."""
        return self.loaded.programme

    def carrying(self, blocks: Iterable[Block]) -> Iterable[Block]:
        """The blocks, their commands with the programme and the day that were named."""
        if not self.place.data and not self.place.as_of:
            return blocks
        from seminars.output.hints import carrying

        return carrying(blocks, self.place.data, self.place.as_of)

    def link(self, origin: Origin) -> str:
        """An address that opens a record at its line."""
        path = self.loaded.sources[origin.file].path.resolve()
        return f"{path.as_uri()}#L{origin.line}"

    def query(self, filters: Filters, words: Iterable[str] | None = None) -> Query:
        """The filters with every word resolved. Raises `UsageError`."""
        from seminars.analysis.query import Query, resolve_seminar, resolve_states, term_resolvers
        from seminars.model.period import BadDateError, parse_period
        from seminars.model.record import FIELDS, KINDS, PROVENANCES, STATUSES

        resolve = term_resolvers(self.programme)

        def terms(name: str, given: list[str] | None) -> frozenset[str]:
            return frozenset(resolve[name](text) for text in given or ())

        def states(given: list[str] | None) -> frozenset[str]:
            found = (resolve_states(self.programme, text, self.as_of) for text in given or ())
            return frozenset().union(*found)

        try:
            period = parse_period(filters.period) if filters.period is not None else None
        except BadDateError as error:
            raise UsageError(f"--period: {error.message}", error.help) from None
        return Query(
            regions=terms("region", filters.region),
            countries=states(filters.country),
            reached=states(filters.reached),
            invited=states(filters.invited),
            themes=terms("theme", filters.theme),
            levels=terms("level", filters.level),
            kinds=chosen("--kind", filters.kind, KINDS),
            statuses=chosen(
                "--status",
                filters.status,
                STATUSES,
                overdue="`seminars check overdue` lists what is scheduled and past",
            ),
            languages=terms("language", filters.language),
            provenances=chosen("--provenance", filters.provenance, PROVENANCES),
            answers=chosen(
                "--answers",
                filters.answers,
                [
                    *(request.id for request in self.programme.requests),
                    *(mandate.id for mandate in self.programme.mandates),
                ],
            ),
            missing=chosen("--missing", filters.missing, FIELDS),
            ids=frozenset(resolve_seminar(self.programme, text).id for text in filters.id or ()),
            period=period,
            words=tuple(words or ()),
        )

    def finish(self, code: int = 0) -> None:
        """End the command: 1 when part of the records was lost to errors."""
        raise typer.Exit(code or int(self.loaded.partial))


def open_session(place: Place) -> Session:
    """Read the programme that the options mean. Raises `SeminarsError`."""
    from seminars.reading.loader import load, locate

    return session_on(load(locate(place.data, os.environ, Path.cwd())), place)


def session_on(loaded: Loaded, place: Place) -> Session:
    """A programme that was read, and the day that the options ask about. Raises `UsageError`."""
    day = _day(place.as_of) or loaded.programme.as_of or date.today()  # noqa: DTZ011 (the officer's own day)
    return Session(loaded, day, place)


def _day(text: str | None) -> date | None:
    from seminars.model.period import BadDateError, parse_day

    if text is None:
        return None
    try:
        return parse_day(text)
    except BadDateError as error:
        raise UsageError(f"--as-of: {error.message}", "write a day (2007-02-28)") from None


def chosen(
    option: str, given: Iterable[str] | None, words: Iterable[str], **instead: str
) -> frozenset[str]:
    """The given words, each one of `words`; `instead` are remedies for words that are none.

    Raises `UsageError`.
    """
    known = list(words)
    for word in given or ():
        if word not in known:
            raise UsageError(
                f"{option}: `{word}` is not one of {', '.join(known)}",
                instead.get(word) or did_you_mean(word, known),
            )
    return frozenset(given or ())


def chosen_format(showing: Showing, *formats: str) -> str:
    """The format asked for, by name or by the ending of `--output`. Raises `UsageError`."""
    word = showing.format
    if word is None and showing.output is not None:
        ending = Path(showing.output).suffix.removeprefix(".").lower()
        word = {"yml": "yaml", "txt": "table", "": "table"}.get(ending, ending)
    word = word or "table"
    if word not in formats:
        known = ", ".join(formats)
        raise UsageError(
            f"`{word}` is not a format of this command",
            did_you_mean(word, formats, f"write {known}"),
        )
    return word


def show(
    session: Session,
    showing: Showing,
    command: str,
    shown: Iterable[Seminar],
    views: dict[str, Callable[[], Any]],
) -> None:
    """Show an answer in the form asked for; except in JSON, the diagnostics go to stderr.

    `views` gives blocks for `table`, the contract's data for `json`, and text for any other
    format; `shown` are the records that the answer rests on.
    """
    word = chosen_format(showing, *views)
    refuse_records(session, showing)
    if word == "json":
        show_json(session, showing, command, shown, views["json"]())
        return
    show_diagnostics(session, showing.color)
    if word == "table":
        from seminars.output.diagnostics import partial_view

        loaded = session.loaded
        missing = partial_view(len(loaded.lost_files), len(loaded.lost))
        view = (*([missing] if loaded.partial else []), *views["table"]())
        put_blocks(session.carrying(view), showing)
    else:
        put(views[word](), showing.output)


def refuse_records(session: Session, showing: Showing) -> None:
    """Keep answers out of the files that hold the programme. Raises `UsageError`."""
    location = session.loaded.location
    for path in (*location.records, *([location.rules] if location.rules else [])):
        if showing.output and os.path.realpath(path) == os.path.realpath(showing.output):
            raise _part_of_a_programme(showing.output)


def show_json(
    session: Session,
    showing: Showing,
    command: str,
    shown: Iterable[Seminar],
    answer: Json,
    diagnostics: Iterable[Diagnostic] | None = None,
) -> None:
    """Show an answer as the contract's JSON document."""
    from seminars.analysis.query import illustrative
    from seminars.output import data

    to_people = showing.output is None and sys.stdout.isatty()
    text = data.envelope(
        command,
        answer,
        as_of=session.as_of,
        partial=session.loaded.partial,
        illustrative=len(illustrative(shown)),
        diagnostics=session.loaded.diagnostics if diagnostics is None else diagnostics,
        indent=2 if to_people else None,
    )
    put(text, showing.output)


def show_diagnostics(session: Session, color: Colour) -> None:
    """What reading found, to stderr."""
    from seminars.output.diagnostics import diagnostics_view

    if session.loaded.diagnostics:
        write_blocks(diagnostics_view(session.loaded.diagnostics), sys.stderr, color)


def put(text: str, output: str | None) -> None:
    """Write text, in UTF-8 whatever the locale, to stdout or, whole or not at all, to a file."""
    data = text.encode("utf-8", "backslashreplace")
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    refuse_part_of_a_programme(output)
    from seminars.output.file import write_whole

    write_whole(Path(output), data)


def refuse_part_of_a_programme(output: str | None) -> None:
    """Never write an answer over records. Raises `UsageError`."""
    if output is None:
        return
    target = Path(os.path.realpath(output))
    if _RECORDS.fullmatch(target.name) and (target.parent / "seminars.yaml").exists():
        raise _part_of_a_programme(output)


def _part_of_a_programme(output: str) -> UsageError:
    return UsageError(
        f"`{output}` is a file of a programme, and an answer never replaces records",
        "choose another name, or another folder",
    )


def put_bytes(content: bytes, output: str | None) -> None:
    """Write bytes to stdout or, whole or not at all, to a file."""
    if output is None:
        sys.stdout.buffer.write(content)
        return
    from seminars.output.file import write_whole

    write_whole(Path(output), content)


def put_blocks(blocks: Iterable[Block], showing: Showing) -> None:
    """Draw a view on stdout, or as plain text into a file."""
    if showing.output is None:
        write_blocks(blocks, sys.stdout, showing.color)
        return
    from seminars.output.plain import plain

    put("".join(f"{text}\n" for text in plain(blocks)), showing.output)


def write_blocks(blocks: Iterable[Block], stream: TextIO, color: Colour = "auto") -> None:
    """Draw a view: fitted on a terminal, at full width and without colour elsewhere."""
    terminal = stream.isatty()
    if not terminal and color != "always":
        from seminars.output.plain import plain

        stream.write("".join(f"{text}\n" for text in plain(blocks)))
        return
    from seminars.output.table import draw

    width = terminal_width() if terminal else 10_000
    draw(blocks, stream, width=width, colour=coloured(color, terminal=terminal))


def coloured(color: Colour, *, terminal: bool) -> bool:
    """Whether to colour: as asked, else on terminals that can and where NO_COLOR is not set."""
    if color != "auto":
        return color == "always"
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """Columns of the terminal."""
    return get_terminal_size((80, 24)).columns


def report_error(error: SeminarsError) -> int:
    """Say on stderr why a request could not be done; the exit code."""
    from seminars.output.diagnostics import error_view

    with suppress(OSError):
        write_blocks(error_view(error), sys.stderr)
    return error.exit_code
