"""The words for terms, states and seminars, as they are on the day of the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.paper.lists import is_past
from seminars.output.paper import wording as words
from seminars.output.paper.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seminars.analysis.paper.paper import Paper
    from seminars.model.record import Seminar


class Names:
    """The words for terms, states and seminars, as they are on the day of the paper.

    A long paper has the same ones again and again: they are kept.
    """

    def __init__(self, paper: Paper) -> None:
        programme = paper.programme
        self._titles = {
            kind: {term.id: term.title for term in terms}
            for kind, terms in (
                ("theme", programme.themes), ("level", programme.levels),
                ("region", programme.regions),
            )
        }  # fmt: skip
        self._states: dict[str, str] = {}
        self._terms: dict[tuple[tuple[str, ...] | None, str], str] = {}
        self._paper = paper

    def term(self, identity: str, kind: str = "region") -> str:
        """The title of a region, or of a term of another kind."""
        return self._titles[kind].get(identity, identity)

    def terms(self, identities: tuple[str, ...] | None, kind: str = "theme") -> str:
        """Titles of themes or levels in a row; a dash when none is recorded."""
        if (identities, kind) not in self._terms:
            titles = [self.term(identity, kind) for identity in identities or ()]
            self._terms[identities, kind] = "; ".join(titles) or label("nothing")
        return self._terms[identities, kind]

    def state(self, code: str) -> str:
        """The name of a state on the day."""
        if code not in self._states:
            self._states[code] = self._paper.programme.country_name(code, self._paper.as_of)
        return self._states[code]

    def states(self, codes: Iterable[str]) -> list[str]:
        """Names of states in alphabetical order."""
        return words.alphabetical(map(self.state, codes))

    def listed(self, codes: Iterable[str]) -> str:
        """Names of states in a row; a dash when there are none."""
        return ", ".join(self.states(codes)) or label("nothing")

    def named(self, seminar: Seminar) -> str:
        """Title and place: some have the same title."""
        return f"{seminar.title}, {self.place(seminar)}"

    def place(self, seminar: Seminar) -> str:
        """City and host; without a host, the region."""
        return self.placed(seminar.city, seminar.country, seminar.region)

    def placed(self, city: str | None, country: str | None, region: str | None) -> str:
        """A place of which this much is known."""
        host = self.state(country) if country else self.term(region or "")
        return f"{city}, {host}" if city else host

    def remarks(self, seminar: Seminar) -> str:
        """What else is to be said of a seminar: moved, why, overdue, outcome."""
        parts = []
        if seminar.overdue_on(self._paper.as_of) and seminar.ends:
            parts.append(label("overdue", day=words.day(seminar.ends)))
        if is_past(seminar, self._paper.as_of):
            parts.append(label("past"))
        if seminar.planned:
            parts.append(label("moved", dates=words.dates(seminar.planned)))
        if seminar.reason:
            parts.append(seminar.reason)
        if seminar.outcome:
            parts.append(seminar.outcome.rstrip("."))
        if seminar.provenance:
            parts.append(label(seminar.provenance))
        return "; ".join(parts) or label("nothing")
