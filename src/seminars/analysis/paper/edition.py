"""The public edition: the programme without what never leaves the house."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from seminars.model.diagnostics import SeminarsError
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


def hidden_fields(programme: Programme) -> frozenset[str]:
    """What a public edition leaves out. Raises `SeminarsError` for what cannot be left out."""
    for name in programme.internal:
        if name in NEEDED:
            raise SeminarsError(
                f"a public edition cannot leave out `{name}`: its figures rest on it",
                "delete it from `internal` in programme.yaml, or write the internal edition",
            )
    return frozenset((*ALWAYS, *programme.internal))


def public(programme: Programme) -> Programme:
    """The programme without its internal fields. Raises `SeminarsError`."""
    hidden = hidden_fields(programme)
    emptied: dict[str, Any] = {name: None for name in FIELDS if name in hidden}
    return replace(
        programme,
        seminars=tuple(replace(seminar, **emptied) for seminar in programme.seminars),
    )
