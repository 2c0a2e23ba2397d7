"""Options that several commands share, each written once.

A command takes a whole group as one parameter (`reading: Reading`); `grouped` spells the group
out for Typer and puts it together again before the command is called.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from typing import Annotated, Any, Literal, get_type_hints

import typer

from seminars.cli import completion
from seminars.model.diagnostics import UsageError
from seminars.model.record import FIELDS, KINDS, PROVENANCES, STATUSES

Colour = Literal["auto", "always", "never"]


def grouped(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with every parameter that is a group replaced by the group's options."""
    signature = inspect.signature(command, eval_str=True)
    groups: dict[str, type] = {}
    parameters: list[inspect.Parameter] = []
    for name, parameter in signature.parameters.items():
        kind = parameter.annotation
        if not (isinstance(kind, type) and is_dataclass(kind)):
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
            continue
        groups[name] = kind
        hints = get_type_hints(kind, include_extras=True)
        parameters += [
            inspect.Parameter(
                part.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=part.default,
                annotation=hints[part.name],
            )
            for part in fields(kind)
        ]

    @wraps(command)
    def spelled_out(**given: Any) -> Any:
        for name, kind in groups.items():
            given[name] = kind(**{part.name: given.pop(part.name) for part in fields(kind)})
        return command(**given)

    spelled_out.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    spelled_out.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return spelled_out


Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        "-d",
        metavar="PATH",
        show_default=False,
        help="A programme folder or one records file [default: $SEMINARS_DATA, else the nearest].",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        show_default=False,
        help="The day the answer stands at [default: the programme's, else today].",
    ),
]


def _place(name: str | None) -> str | None:
    """Where an answer goes: None is standard output. Raises `UsageError`."""
    if name == "":
        raise UsageError(
            "-o: the name of the file is empty", "name a file, or `-` for standard output"
        )
    return None if name == "-" else name


OutputOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        show_default=False,
        callback=_place,
        help="Write to a file, whole or not at all; - is standard output.",
    ),
]
ColourOption = Annotated[
    Colour,
    typer.Option("--color", help="Colour: auto is on for terminals, unless NO_COLOR is set."),
]


def _format_option(formats: str) -> Any:
    return typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        show_default=False,
        help=f"{formats} [default: table, or the ending of --output].",
    )


@dataclass(frozen=True)
class Place:
    """Which programme, as of which day."""

    data: Data = None
    as_of: AsOf = None


@dataclass(frozen=True)
class Showing:
    """In which form the answer is shown."""

    format: Annotated[str | None, _format_option("table, json or csv")] = None
    output: OutputOption = None
    color: ColourOption = "auto"


@dataclass(frozen=True)
class ShowingRecords(Showing):
    """In which form records are shown, as they stand in their files, too."""

    format: Annotated[str | None, _format_option("table, json, csv or yaml")] = None


@dataclass(frozen=True)
class ShowingPlan(Showing):
    """In which form a plan is shown, as an annex to a paper, too."""

    format: Annotated[str | None, _format_option("table, json or, without --assess, md")] = None


def _several(*names: str, metavar: str, help: str, complete: Any = None) -> Any:  # noqa: A002 (Typer's word)
    return typer.Option(
        *names, metavar=metavar, help=help, autocompletion=complete, show_default=False
    )


@dataclass(frozen=True)
class Filters:
    """Values of one option are alternatives; options narrow each other."""

    region: Annotated[
        list[str] | None,
        _several(
            "--region",
            metavar="REGION",
            help="Of this region: id, title or its beginning. Filters may be repeated.",
            complete=completion.regions,
        ),
    ] = None
    country: Annotated[
        list[str] | None,
        _several(
            "--country",
            metavar="COUNTRY",
            help="Hosted by this country: code, any name, or a region of states.",
            complete=completion.countries,
        ),
    ] = None
    reached: Annotated[
        list[str] | None,
        _several(
            "--reached",
            metavar="COUNTRY",
            help="Hosted or attended by this country, or one of this region.",
            complete=completion.countries,
        ),
    ] = None
    theme: Annotated[
        list[str] | None,
        _several(
            "--theme",
            metavar="THEME",
            help="On this theme: id, title or its beginning.",
            complete=completion.themes,
        ),
    ] = None
    level: Annotated[
        list[str] | None,
        _several("--level", metavar="LEVEL", help="At this level.", complete=completion.levels),
    ] = None
    kind: Annotated[
        list[str] | None,
        _several(
            "--kind", metavar="KIND", help="national or regional.", complete=completion.among(KINDS)
        ),
    ] = None
    status: Annotated[
        list[str] | None,
        _several(
            "--status",
            metavar="STATUS",
            help="proposed, scheduled, held, postponed or cancelled.",
            complete=completion.among(STATUSES),
        ),
    ] = None
    language: Annotated[
        list[str] | None,
        _several(
            "--language",
            metavar="LANGUAGE",
            help="In this language: code or name.",
            complete=completion.languages,
        ),
    ] = None
    provenance: Annotated[
        list[str] | None,
        _several(
            "--provenance",
            metavar="WORD",
            help="documented, probable or illustrative.",
            complete=completion.among(PROVENANCES),
        ),
    ] = None
    invited: Annotated[
        list[str] | None,
        _several(
            "--invited",
            metavar="COUNTRY",
            help="To which this country is invited, or one of this region.",
            complete=completion.countries,
        ),
    ] = None
    answers: Annotated[
        list[str] | None,
        _several("--answers", metavar="ID", help="Answering this request or mandate."),
    ] = None
    missing: Annotated[
        list[str] | None,
        _several(
            "--missing",
            metavar="FIELD",
            help="In which this field is not known.",
            complete=completion.among(FIELDS),
        ),
    ] = None
    id: Annotated[
        list[str] | None,
        _several("--id", metavar="ID", help="With this id.", complete=completion.ids),
    ] = None
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="P",
            show_default=False,
            help="When it could be: 2007, 2007-H2, 2007-Q4, 2007-11, a day, A..B, A.. or ..B.",
        ),
    ] = None


@dataclass(frozen=True)
class Words:
    """Free words of the filters."""

    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]...",
            show_default=False,
            help="Words that all occur in id, title, city, partners, speakers or notes.",
        ),
    ] = None
