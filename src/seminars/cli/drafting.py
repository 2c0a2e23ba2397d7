"""`add`, before anything is written: from options, another seminar and answers to one record."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from seminars.analysis.query import resolve_seminar
from seminars.cli.asking import answer
from seminars.cli.session import Session, chosen
from seminars.cli.values import field_values
from seminars.editing.change import Addition
from seminars.editing.draft import most_similar, proposed_id, same_event, values_like
from seminars.model.diagnostics import SeminarsError, UsageError
from seminars.model.period import BadDateError, Dates, parse_dates
from seminars.model.record import KINDS, STATUSES
from seminars.output.text import enumerated
from seminars.reading.loader import RECORDS

if TYPE_CHECKING:
    from seminars.model.programme import Programme
    from seminars.reading.loader import Location
    from seminars.reading.parser import Value

Given = Mapping[str, "str | list[str]"]

ASKED = (
    "title", "kind", "country", "region", "city", "status", "dates", "themes", "levels",
    "languages",
)  # fmt: skip
"""What is asked for on a terminal, in this order, once something needed is missing."""

_CHOICES: Mapping[str, tuple[str, ...]] = {"kind": KINDS, "status": STATUSES}

CLEARS = "-"
"""The answer that leaves a field out."""


@dataclass(frozen=True)
class Drafting:
    """A record to be: the options given, and the seminar it is like."""

    given: Given
    like: str | None
    file: str | None
    allow_duplicate: bool = False

    def fields(self, programme: Programme) -> dict[str, Value]:
        """The fields known so far, in the words of the programme. Raises `UsageError`."""
        given = field_values(programme, self.given)
        if self.like is None:
            return given
        other = resolve_seminar(programme, self.like)
        carried = values_like(other)
        if given.get("country", other.country) != other.country:
            carried.pop("city", None)
        return {**carried, "status": "proposed", "follows": other.id, **given}

    def addition(self, session: Session) -> Addition:
        """The record to add to the programme as it is now. Raises `SeminarsError`."""
        programme, loaded = session.programme, session.loaded
        fields = self.fields(programme)
        missing = [f"--{name}" for name in missing_fields(fields)]
        if missing:
            given = "it as an option" if len(missing) == 1 else "them as options"
            raise UsageError(
                f"a new record needs {enumerated(missing)}",
                f"give {given}, or start from another seminar with --like ID",
            )
        dates = _dates(fields)
        if not self.allow_duplicate and dates is not None:
            self._refuse_double(fields, dates, programme)
        if "id" not in fields:
            year = dates.begins.year if dates else session.as_of.year
            fields["id"] = proposed_id(fields, year, {*programme.by_id, *loaded.lost})
        return Addition(chosen_file(self.file, loaded.location), fields)

    def _refuse_double(
        self, fields: Mapping[str, Value], dates: Dates, programme: Programme
    ) -> None:
        country = fields.get("country")
        double = same_event(
            country if isinstance(country, str) else None, dates, programme.seminars
        )
        if double is not None and double.dates is not None:
            raise SeminarsError(
                f"`{double.id}` is in the same country on the same days ({double.dates.text})",
                "if it is another seminar, add it with --allow-duplicate",
            )


def missing_fields(fields: Mapping[str, Value]) -> list[str]:
    """What a record needs and does not have yet."""
    needed = ["title", "kind", "status"]
    needed += {"national": ["country"], "regional": ["region"]}.get(str(fields.get("kind")), [])
    needed += ["dates"] * (fields.get("status") in {"scheduled", "held"})
    return [name for name in needed if name not in fields]


def chosen_file(name: str | None, location: Location) -> Path:
    """The records file that is meant: one that is there, or a new one beside it.

    Raises `UsageError`.
    """
    if name is None:
        return location.records[0]
    wanted = {Path(name).absolute(), (location.folder / name).absolute()}
    for path in location.records:
        if path.absolute() in wanted:
            return path
    path = location.folder / Path(name).name
    beside = path.absolute() in wanted and location.records[0].name == RECORDS
    if beside and path.match("seminars-*.yaml"):
        return path
    known = enumerated([f"`{path.name}`" for path in location.records])
    are, them = ("is", "it") if len(location.records) == 1 else ("are", "them")
    raise UsageError(
        f"`{name}` is no records file of this programme",
        f"there {are} {known}; a new one is called seminars-*.yaml, and stands beside {them}",
    )


def ask_for_missing(drafting: Drafting, programme: Programme) -> Drafting:
    """The same with what was answered; nobody is asked when nothing needed is missing."""
    known = drafting.fields(programme)
    if not missing_fields(known):
        return drafting
    print(
        f"Enter takes what stands in brackets, {CLEARS} leaves it out, Ctrl-C ends.",
        file=sys.stderr,
    )
    answered: dict[str, str | list[str]] = {}
    for name in ASKED:
        if name in known or not _applies(name, known):
            continue
        text = answer(
            _question(name, programme),
            _default(name, known, programme),
            partial(_accepted, name, known, programme),
        )
        if text:
            answered[name] = text
            known |= field_values(programme, {name: text})
    return replace(drafting, given={**drafting.given, **answered})


def _applies(name: str, known: Mapping[str, Value]) -> bool:
    """A national seminar's region follows from its country."""
    return name != "region" or known.get("kind") == "regional"


def _question(name: str, programme: Programme) -> str:
    choices = {
        **_CHOICES,
        "region": [term.id for term in programme.regions],
        "themes": [term.id for term in programme.themes],
        "levels": [term.id for term in programme.levels],
    }.get(name, ())
    return f"{name} ({', '.join(choices)})" if choices else name


def _default(name: str, known: Mapping[str, Value], programme: Programme) -> str:
    """What the most similar record says; never its dates."""
    if name == "status":
        return "proposed"
    if name == "dates":
        return ""
    similar = most_similar(known, programme.seminars)
    value = values_like(similar).get(name) if similar else None
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _accepted(name: str, known: Mapping[str, Value], programme: Programme, text: str) -> str:
    """The answer itself, when it says something the field can hold. Raises `UsageError`."""
    if text in {"", CLEARS}:
        if name in missing_fields(known):
            raise UsageError(f"a new record needs its {name}", "write it, or end with Ctrl-C")
        return ""
    field_values(programme, {name: text})
    if name in _CHOICES:
        chosen(name, [text], _CHOICES[name])
    if name == "dates":
        _dates({name: text})
    return text


def _dates(fields: Mapping[str, Value]) -> Dates | None:
    """The dates among the fields. Raises `UsageError`."""
    text = fields.get("dates")
    try:
        return parse_dates(text.strip()) if isinstance(text, str) else None
    except BadDateError as error:
        raise UsageError(error.message, error.help) from None
