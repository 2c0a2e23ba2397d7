"""The public edition: the programme without what never leaves the house."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from seminars.model.diagnostics import SeminarsError, did_you_mean
from seminars.model.record import FIELDS

if TYPE_CHECKING:
    from seminars.model.programme import Programme

Edition = Literal["internal", "public"]

ALWAYS = ("notes", "speakers", "officers", "cost")
"""Fields that no public edition shows, whatever programme.yaml says."""
NEEDED = (
    "id", "title", "kind", "region", "country", "dates", "status", "themes", "levels",
    "countries", "answers", "provenance",
)  # fmt: skip
"""Fields that the figures rest on: a paper without them would say what is not true."""
PARTS = ("mandates", "meetings", "targets", "requests", "offers")
"""Lists of programme.yaml that can be kept in the house, too."""


def hidden_fields(programme: Programme) -> frozenset[str]:
    """What a public edition leaves out. Raises `SeminarsError` for what cannot be left out."""
    for name in programme.internal:
        if name in NEEDED:
            raise SeminarsError(
                f"a public edition cannot leave out `{name}`: its figures rest on it",
                "delete it from `internal` in programme.yaml, or write the internal edition",
            )
        if name not in FIELDS and name not in PARTS:
            raise SeminarsError(
                f"`{name}` in `internal` is no field, so nothing can be left out for it",
                did_you_mean(name, (*FIELDS, *PARTS), "mend `internal` in programme.yaml"),
            )
    return frozenset((*ALWAYS, *programme.internal))


def public(programme: Programme) -> Programme:
    """The programme without its internal fields. Raises `SeminarsError`."""
    hidden = hidden_fields(programme)
    emptied: dict[str, Any] = {name: None for name in FIELDS if name in hidden}
    parts: dict[str, Any] = {name: () for name in PARTS if name in hidden}
    return replace(
        programme,
        seminars=tuple(replace(seminar, **emptied) for seminar in programme.seminars),
        **parts,
    )
