"""The words that the records of a programme may use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from seminars.model.programme import name_index

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seminars.model.programme import State


@dataclass(frozen=True)
class Vocabulary:
    """The words that a programme knows: what a theme, a country and so on may be."""

    themes: Mapping[str, str]
    levels: Mapping[str, str]
    regions: Mapping[str, str]
    region_of: Mapping[str, str]
    countries: Mapping[str, str]
    languages: Mapping[str, str]
    states: tuple[State, ...] = ()

    @cached_property
    def names(self) -> dict[str, str]:
        """The code of each country by its folded names."""
        return name_index(self.states)

    def of(self, kind: str) -> Mapping[str, str]:
        """The known words of a kind, with their titles or names."""
        words: Mapping[str, str] = getattr(self, _VOCABULARIES[kind])
        return words

    def words(self, name: str) -> tuple[str, Mapping[str, str]] | None:
        """The kind of word that a field takes, and the known ones; None for free text."""
        kind = _TERM_FIELDS.get(name)
        return (kind, self.of(kind)) if kind else None


_TERM_FIELDS = {
    "themes": "theme",
    "theme": "theme",
    "levels": "level",
    "level": "level",
    "region": "region",
    "country": "country",
    "countries": "country",
    "invited": "country",
    "code": "country",
    "languages": "language",
}
_VOCABULARIES = {
    "theme": "themes",
    "level": "levels",
    "region": "regions",
    "country": "countries",
    "language": "languages",
}
