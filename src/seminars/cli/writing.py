"""`add`, `edit` and `remove`: what changes the records."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from seminars.cli import completion
from seminars.cli.afterwards import interrupts_restored, telling_of_a_change
from seminars.cli.app import app
from seminars.cli.options import ColourOption, Filters, Place, Showing, grouped
from seminars.cli.session import (
    Session,
    chosen_format,
    session_on,
    show_diagnostics,
    show_json,
    write_blocks,
)
from seminars.model.diagnostics import SeminarsError, UsageError
from seminars.model.record import KINDS, PROVENANCES, STATUSES

if TYPE_CHECKING:
    from seminars.editing.change import Change
    from seminars.editing.store import Outcome
    from seminars.model.diagnostics import Diagnostic
    from seminars.model.record import Seminar
    from seminars.output.blocks import Block
    from seminars.reading.loader import Loaded, Location

Compose = Callable[["Loaded"], "Change"]

_MISSING = r"^add `(\w+): \.\.`"


@dataclass(frozen=True)
class Telling:
    """In which form a change is told."""

    format: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="FORMAT", show_default=False, help="table or json."),
    ] = None
    color: ColourOption = "auto"

    @property
    def showing(self) -> Showing:
        """The same for what shows answers."""
        return Showing(format=self.format, color=self.color)


@dataclass(frozen=True)
class Writing:
    """Whether the change is made."""

    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the change as a diff, and write nothing.")
    ] = False


@dataclass(frozen=True)
class Consent:
    """Whether to ask first."""

    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Do not ask; needed where there is no terminal.")
    ] = False


def _one(
    name: str, metavar: str, about: str, complete: completion.Completer | None = None
) -> object:
    return typer.Option(
        f"--{name}", metavar=metavar, help=about, autocompletion=complete, show_default=False
    )


def _many(
    name: str, other: str, about: str, complete: completion.Completer | None = None
) -> object:
    return typer.Option(
        f"--{name}",
        f"--{other}",
        metavar="A,B",
        help=f"{about}; may be repeated.",
        autocompletion=complete,
        show_default=False,
    )


@dataclass(frozen=True)
class Fields:
    """The fields of a record, in the order in which they are written."""

    id: Annotated[str | None, _one("id", "ID", "Else one is proposed: YEAR-cc-city.")] = None
    title: Annotated[str | None, _one("title", "TEXT", "What it is called.")] = None
    kind: Annotated[
        str | None, _one("kind", "KIND", "national or regional.", completion.among(KINDS))
    ] = None
    region: Annotated[
        str | None,
        _one("region", "REGION", "Needed for a regional seminar.", completion.regions),
    ] = None
    country: Annotated[
        str | None, _one("country", "COUNTRY", "The host: code or any name.", completion.countries)
    ] = None
    city: Annotated[str | None, _one("city", "CITY", "Where.")] = None
    dates: Annotated[
        str | None, _one("dates", "DATES", "A day, a month, 2007-Q4, 2007, or FIRST/LAST.")
    ] = None
    status: Annotated[
        str | None,
        _one("status", "STATUS", f"{', '.join(STATUSES)}.", completion.among(STATUSES)),
    ] = None
    planned: Annotated[str | None, _one("planned", "DATES", "The dates first announced.")] = None
    reason: Annotated[str | None, _one("reason", "TEXT", "Why it moved or is off.")] = None
    themes: Annotated[
        list[str] | None, _many("themes", "theme", "Its themes", completion.themes)
    ] = None
    levels: Annotated[
        list[str] | None, _many("levels", "level", "Its levels", completion.levels)
    ] = None
    invited: Annotated[
        list[str] | None, _many("invited", "invite", "States invited", completion.countries)
    ] = None
    countries: Annotated[
        list[str] | None,
        _many("countries", "reached", "States that took part", completion.countries),
    ] = None
    languages: Annotated[
        list[str] | None, _many("languages", "language", "Languages", completion.languages)
    ] = None
    participants: Annotated[
        str | None, _one("participants", "N", "How many took part: 60, or about 60: ~60.")
    ] = None
    partners: Annotated[list[str] | None, _many("partners", "partner", "Partners")] = None
    speakers: Annotated[list[str] | None, _many("speakers", "speaker", "Speakers")] = None
    officers: Annotated[list[str] | None, _many("officers", "officer", "Staff in charge")] = None
    cost: Annotated[str | None, _one("cost", "N", "In the programme's currency.")] = None
    answers: Annotated[
        list[str] | None, _many("answers", "answer", "Requests and mandates it answers")
    ] = None
    follows: Annotated[
        str | None, _one("follows", "ID", "The seminar it builds on.", completion.ids)
    ] = None
    outcome: Annotated[str | None, _one("outcome", "TEXT", "What came of it.")] = None
    sources: Annotated[list[str] | None, _many("sources", "source", "Sources")] = None
    provenance: Annotated[
        str | None,
        _one("provenance", "WORD", f"{', '.join(PROVENANCES)}.", completion.among(PROVENANCES)),
    ] = None
    notes: Annotated[str | None, _one("notes", "TEXT", "Anything else.")] = None
    waive: Annotated[
        list[str] | None,
        typer.Option(
            "--waive",
            metavar="CODE:REASON",
            help="A warning not to give; may be repeated.",
            show_default=False,
        ),
    ] = None

    @property
    def given(self) -> dict[str, str | list[str]]:
        """The fields that have an option on the command line."""
        values = {part.name: getattr(self, part.name) for part in fields(self)}
        return {name: value for name, value in values.items() if value not in (None, [])}


@app.command(
    "add", epilog="Example: seminars add --like 2007-ke-nairobi --dates 2008-11-10/2008-11-12"
)
@grouped
def add(
    record: Fields,
    place: Place,
    telling: Telling,
    writing: Writing,
    *,
    like: Annotated[
        str | None,
        typer.Option(
            "--like",
            metavar="ID",
            show_default=False,
            autocompletion=completion.ids,
            help="Start from another seminar; the new one is proposed, and follows it.",
        ),
    ] = None,
    file: Annotated[
        str | None,
        typer.Option(
            "--file",
            metavar="FILE",
            show_default=False,
            help="The records file [default: seminars.yaml].",
        ),
    ] = None,
    allow_duplicate: Annotated[
        bool, typer.Option("--allow-duplicate", help="Even if one is held there at that time.")
    ] = False,
) -> None:
    """Add a record; on a terminal, ask for what is missing."""
    from seminars.cli import asking
    from seminars.cli.drafting import Drafting, ask_for_missing

    chosen_format(telling.showing, "table", "json")
    location = _located(place)
    drafting = Drafting(record.given, like, file, allow_duplicate=allow_duplicate)
    if asking.on_terminal():
        drafting = ask_for_missing(drafting, _read(location, place).programme)
    with interrupts_restored(), _fields_named("--{} .."):
        outcome = _carried_out(
            location, lambda loaded: drafting.addition(session_on(loaded, place)), writing
        )
        _tell("add", outcome, place, telling, writing)


@app.command(
    "edit",
    epilog="Example: seminars edit 2007-ke-nairobi status=held participants=~60 speakers+=Ada",
)
@grouped
def edit(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="ID... FIELD=VALUE...",
            show_default=False,
            autocompletion=completion.ids,
            help="FIELD= clears a field; themes+=X and themes-=X change a list.",
        ),
    ],
    place: Place,
    filters: Filters,
    telling: Telling,
    writing: Writing,
    consent: Consent,
    *,
    all_: Annotated[
        bool, typer.Option("--all", help="All records inside the filters, instead of ids.")
    ] = False,
) -> None:
    """Set fields of records. Every other byte of the file stays as it is."""
    from seminars.cli.values import is_assignment

    chosen_format(telling.showing, "table", "json")
    assignments = [text for text in what if is_assignment(text)]
    ids = [text for text in what if not is_assignment(text)]
    _refuse_edit(ids, assignments, filters, all_=all_)
    location = _located(place)

    def compose(loaded: Loaded) -> Change:
        from seminars.analysis.query import select
        from seminars.cli.values import assignment
        from seminars.editing.change import Alteration

        session = session_on(loaded, place)
        asked = tuple(assignment(session.programme, text) for text in assignments)
        if not all_:
            return Alteration(tuple(dict.fromkeys(ids)), asked)
        found = select(session.programme, session.query(filters), session.as_of).seminars
        return Alteration(tuple(seminar.id for seminar in found), asked)

    with interrupts_restored(), _fields_named("{}=.."):
        seen = _agreed("change", location, compose, writing, consent, telling) if all_ else None
        outcome = _carried_out(location, compose, writing, seen)
        _tell("edit", outcome, place, telling, writing, seen=seen)


def _refuse_edit(ids: list[str], assignments: list[str], filters: Filters, *, all_: bool) -> None:
    filtered = any(getattr(filters, part.name) for part in fields(filters))
    if not assignments:
        raise UsageError("no field is to be changed", "write FIELD=VALUE, as in status=held")
    if all_ and ids:
        raise UsageError("`--all` takes no ids", "name the records, or filter them")
    if not all_ and not ids:
        raise UsageError(
            "no record is named", "name its id, or write --all for all inside the filters"
        )
    if filtered and not all_:
        raise UsageError("filters choose nothing without `--all`", "add --all, or leave them away")


@app.command("remove", epilog="Example: seminars remove 2007-ke-nairobi --dry-run")
@grouped
def remove(
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID...", show_default=False, autocompletion=completion.ids),
    ],
    place: Place,
    telling: Telling,
    writing: Writing,
    consent: Consent,
) -> None:
    """Remove records, with the comments indented under them."""
    chosen_format(telling.showing, "table", "json")
    location = _located(place)

    def compose(loaded: Loaded) -> Change:
        from seminars.editing.change import Removal

        session_on(loaded, place)
        return Removal(tuple(dict.fromkeys(ids)))

    with interrupts_restored():
        seen = _agreed("remove", location, compose, writing, consent, telling)
        outcome = _carried_out(location, compose, writing, seen)
        _tell("remove", outcome, place, telling, writing, seen=seen)


# Steps


def _located(place: Place) -> Location:
    from seminars.reading.loader import locate

    return locate(place.data, os.environ, Path.cwd())


def _read(location: Location, place: Place) -> Session:
    from seminars.reading.loader import load

    return session_on(load(location), place)


@contextmanager
def _fields_named(form: str) -> Iterator[None]:
    """Have remedies name a missing field as the command takes it, not as a file holds it."""
    try:
        yield
    except UsageError as error:
        error.help = re.sub(_MISSING, lambda found: f"add `{form.format(found[1])}`", error.help)
        raise


def _carried_out(
    location: Location, compose: Compose, writing: Writing, seen: Outcome | None = None
) -> Outcome:
    from seminars.editing import store

    if writing.dry_run:
        return seen or store.preview(location, compose)
    return store.carry_out(location, compose, seen)


def _agreed(
    verb: str,
    location: Location,
    compose: Compose,
    writing: Writing,
    consent: Consent,
    telling: Telling,
) -> Outcome | None:
    """What was shown and agreed to; None when nobody needs to be asked. Else the command ends."""
    from seminars.cli import asking
    from seminars.editing.store import preview
    from seminars.output.changes import diff_view
    from seminars.output.text import plural

    if writing.dry_run or consent.yes:
        return None
    outcome = preview(location, compose)  # what cannot be done is not asked about
    if not asking.on_terminal():
        raise UsageError(
            f"nobody is here to be asked whether to {verb} these records",
            "write --yes to do it, or --dry-run to see it",
        )
    if outcome.revision.changed:
        write_blocks(diff_view(outcome.diff), sys.stderr, telling.color)
        _warn_of_followers(verb, outcome, telling)
        count = plural(len(outcome.ids), "record")
        if not asking.agreed(f"{verb} {count} in {outcome.file}?"):
            raise typer.Abort
    return outcome


def _warn_of_followers(verb: str, outcome: Outcome, telling: Telling) -> None:
    from seminars.output.diagnostics import diagnostics_view

    if verb == "remove":
        write_blocks(diagnostics_view(_followers(outcome)), sys.stderr, telling.color)


def _followers(outcome: Outcome) -> list[Diagnostic]:
    """A warning for each record that builds on one that is removed."""
    from seminars.reading.parser import Nodes

    after, gone = outcome.revision.after, frozenset(outcome.ids)
    found = []
    for seminar in outcome.loaded.programme.seminars:
        if seminar.follows not in gone or seminar.id in gone:
            continue
        source, origin = outcome.loaded.sources[seminar.origin.file], seminar.origin
        if source.path == after.source.path:
            source, origin = after.source, after.entries[after.positions[seminar.id][0]].origin
        found.append(
            source.diagnostic(
                "unknown-seminar",
                f"it follows `{seminar.follows}`, which is removed",
                f"clear it: seminars edit {seminar.id} follows=",
                Nodes(source, origin).place("follows"),
                seminar.id,
            )
        )
    return found


def _tell(
    command: str,
    outcome: Outcome,
    place: Place,
    telling: Telling,
    writing: Writing,
    *,
    seen: Outcome | None = None,
) -> None:
    """Say what was done, and end the command with the exit code that says it, too."""
    made = outcome.revision.changed and not writing.dry_run
    session = _session_after(outcome, place, made=made)
    with telling_of_a_change(made=made, partial=session.loaded.partial):
        followers = _followers(outcome) if command == "remove" else []
        if chosen_format(telling.showing, "table", "json") == "json":
            answer = {"changed": list(outcome.ids), "file": outcome.file, "diff": outcome.diff}
            found = [*session.loaded.diagnostics, *followers]
            show_json(session, telling.showing, command, _shown(outcome), answer, found)
        else:
            show_diagnostics(session, telling.color)
            if command == "remove" and seen is None:
                _warn_of_followers(command, outcome, telling)
            view = _view(command, outcome, dry_run=writing.dry_run, shown=seen is not None)
            write_blocks(view, sys.stdout, telling.color)
    session.finish()


def _session_after(outcome: Outcome, place: Place, *, made: bool) -> Session:
    """The programme as it is now; read again only where something was said of it before."""
    if made and outcome.loaded.diagnostics:
        with suppress(SeminarsError):  # the change is made, whatever became of the file since
            return _read(outcome.loaded.location, place)
    return session_on(outcome.loaded, place)


def _shown(outcome: Outcome) -> list[Seminar]:
    by_id = outcome.loaded.programme.by_id
    return [by_id[wanted] for wanted in outcome.ids if wanted in by_id]


def _view(command: str, outcome: Outcome, *, dry_run: bool, shown: bool) -> Iterator[Block]:
    from seminars.output.changes import diff_view, done_view
    from seminars.output.records import record_view
    from seminars.reading.parser import text_of

    if command == "add" and not dry_run:
        after = outcome.revision.after
        origin = after.entries[after.positions[outcome.ids[0]][0]].origin
        address = f"{after.source.path.absolute().as_uri()}#L{origin.line}"
        yield from record_view(text_of(after.source, origin), origin, lambda _: address)
        return
    if not shown:
        yield from diff_view(outcome.diff)
    done = {"add": "added", "edit": "changed", "remove": "removed"}[command]
    yield done_view(done, len(outcome.ids), outcome.file, dry_run=dry_run)
