"""The packaged facts: states, territories, languages, default terms. Read-only, read once."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from seminars.model.programme import Name, State

FOLDER = Path(__file__).parent.parent / "reference"


@cache
def states() -> tuple[State, ...]:
    """The 184 member states of September 2007, by code. Their regions are not sourced."""
    return tuple(_state(row) for row in _rows("states.csv"))


@cache
def territories() -> tuple[State, ...]:
    """Every other country of ISO 3166-1, by code: known, and not on the roll."""
    return tuple(
        State(code=row["code"], alpha3=row["alpha3"], names=(Name(row["name"]),))
        for row in _rows("territories.csv")
    )


@cache
def languages() -> dict[str, str]:
    """The names of the languages of ISO 639-1, by code."""
    return {row["code"]: row["name"] for row in _rows("languages.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _state(row: dict[str, str]) -> State:
    return State(
        code=row["code"],
        alpha3=row["alpha3"],
        names=_names(row),
        region=row["region"],
        other_names=tuple(name for name in row["other_names"].split("; ") if name),
        least_developed=_least_developed(row),
        capital=row["capital"] or None,
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
    )


def _names(row: dict[str, str]) -> tuple[Name, ...]:
    if not row["name_until"]:
        return (Name(row["name"]),)
    until = date.fromisoformat(row["name_until"])
    return (
        Name(row["name"], until=until),
        Name(row["name_today"], since=until + timedelta(days=1)),
    )


def _least_developed(row: dict[str, str]) -> Name | None:
    if row["least_developed"] != "yes":
        return None
    until = row["least_developed_until"]
    return Name("least developed", until=date.fromisoformat(until) if until else None)


@dataclass(frozen=True, slots=True)
class Outlines:
    """The world in the Equal Earth projection: paths of whole steps, `width` units across.

    `shapes` has the path of each country by its code; under the empty text, areas that belong to
    none here. `scale` is the length of one radian at the equator.
    """

    width: int
    scale: float
    shapes: dict[str, str]


@cache
def outlines() -> Outlines:
    """The outlines of Natural Earth at 1:110m; see reference/README.md."""
    return Outlines(**json.loads((FOLDER / "world.json").read_text(encoding="utf-8")))
