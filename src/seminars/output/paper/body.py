"""The numbered paragraphs of the paper: which sentence stands where.

The skeleton is that of WO/GA/34/7: how the matter came to be, what has been done since, what
comes, what the assembly is invited to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.paper.paper import SINCE_DECISION
from seminars.analysis.query import EVERY_STATE, LEAST_DEVELOPED
from seminars.output.paper import wording as words
from seminars.output.paper.document import Heading, Paragraph
from seminars.output.paper.wording import label, sentence, spaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seminars.analysis.paper.figures import Figure
    from seminars.analysis.paper.lists import GroupName
    from seminars.analysis.paper.paper import Paper
    from seminars.output.paper.document import Block, Runs
    from seminars.output.paper.names import Names

_MANY_NAMES = 30


class Body:
    """The text of one paper, its paragraphs numbered from 1."""

    def __init__(self, paper: Paper, names: Names) -> None:
        self.paper = paper
        self.names = names
        self.year = str(paper.year)
        self.numbered = 0

    def _figure(self, key: str) -> Figure:
        return self.paper.figures[key]

    def blocks(self) -> Iterator[Block]:
        """The paragraphs under their headings."""
        yield Heading(1, label("background"))
        yield from self._background()
        yield Heading(1, self._since_heading())
        yield from self._done()
        yield Heading(1, label("coming"))
        yield from self._coming()
        yield from self._invitation()

    def _since_heading(self) -> str:
        if self.paper.since is None:
            return label("since-start")
        return label("since" if self.paper.since_basis == SINCE_DECISION else "since-paper")

    def _numbered(self, runs: Runs) -> Paragraph:
        self.numbered += 1
        return Paragraph(runs, f"{self.numbered}.")

    def _background(self) -> Iterator[Block]:
        mandate = self.paper.programme.mandate
        if mandate is None:
            day = words.day(self.paper.as_of)
            yield self._numbered(sentence("about", title=self.paper.programme.title, day=day))
            return
        *before, last = [line.strip() for line in mandate.text.splitlines() if line.strip()]
        for text in before:
            yield self._numbered((text,))
        yield self._numbered(sentence("decided", text=last, decision=mandate.decision))

    def _done(self) -> Iterator[Block]:
        mandate = self.paper.programme.mandate
        approach = (f"{mandate.approach} ",) if mandate and mandate.approach else ()
        held = self._held()
        yield self._numbered((*approach, *held))
        letters = iter("abcdefgh")
        for runs in (self._scheduled(), self._changed()):
            yield Paragraph(runs, f"({next(letters)})", 1)
        for name, terms in (("areas", "theme"), ("levels", "level")):
            items = list(self._area_items(terms))
            if items:
                yield Paragraph(sentence(name), f"({next(letters)})", 1)
                yield from items

    def _held(self) -> Runs:
        since = self.paper.since
        name = "held-since" if since else "held-ever"
        day = words.day(since or self.paper.as_of)
        opening = self._kinds("held", name, since=day, day=day)
        if not self._figure("held").value:
            return opening
        parts = [opening, self._hosts("held"), self._participants(), *self._reached()]
        return spaced(parts)

    def _kinds(self, group: GroupName, name: str, **parts: str) -> Runs:
        total = self._figure(group)
        national, regional = (
            self._figure(f"{group}.kind.{kind}") for kind in ("national", "regional")
        )
        given: dict[str, Figure | str] = {**parts, group: total}
        if national.value and regional.value:
            return sentence(name, "kinds", national=national, regional=regional, given=given)
        ending = {0: "stop", 1: "one-kind", 2: "both-kind"}.get(total.value, "all-kind")
        kind = label("national" if national.value else "regional")
        return sentence(name, ending, kind=kind, given=given)

    def _hosts(self, group: GroupName) -> Runs:
        hosts = self._figure(f"{group}.hosts")
        if not hosts.value:
            return ()
        they = words.choice(f"they-{group}", self._figure(group).value)
        if hosts.value > _MANY_NAMES:
            return sentence("held-in-many", they=they, hosts=hosts)
        names = words.names(map(self.names.state, hosts.names))
        return sentence("held-in", they=they, names=names)

    def _participants(self) -> Runs:
        people, among = self._figure("held.participants"), self._figure("held.counted")
        if not people.value or "participants" in self._hidden:
            return ()
        name = "participants-about" if people.about else "participants"
        return sentence(name, participants=people, counted=among)

    @property
    def _hidden(self) -> frozenset[str]:
        public = self.paper.front.edition == "public"
        return frozenset(self.paper.programme.internal) if public else frozenset()

    def _reached(self) -> Iterator[Runs]:
        for group, name in ((EVERY_STATE, "reached"), (LEAST_DEVELOPED, "least-developed")):
            if f"states.{group}.roll" in self.paper.figures:
                parts = ("roll", "hosted", "reached", "never")
                figures = {part: self._figure(f"states.{group}.{part}") for part in parts}
                yield sentence(name, given=figures)

    def _scheduled(self) -> Runs:
        held, total = self._figure("held"), self._figure("scheduled")
        name = "scheduled-others" if held.value and total.value else "scheduled"
        overdue = self._figure("scheduled.overdue")
        late = sentence("overdue", overdue=overdue, day=words.day(self.paper.as_of))
        return spaced([
            self._kinds("scheduled", name, year=self.year), self._hosts("scheduled"),
            late if overdue.value else (),
        ])  # fmt: skip

    def _changed(self) -> Runs:
        postponed, cancelled = self._figure("postponed"), self._figure("cancelled")
        if postponed.value and cancelled.value:
            return sentence("changed", postponed=postponed, cancelled=cancelled)
        if postponed.value:
            return sentence("postponed", postponed=postponed)
        if cancelled.value:
            return sentence("cancelled", cancelled=cancelled)
        return sentence("unchanged")

    def _area_items(self, subject: str) -> Iterator[Block]:
        for term in self._terms(subject):
            held, scheduled = (self._figure(f"{g}.{subject}.{term}") for g in ("held", "scheduled"))
            if held.value or scheduled.value:
                yield Paragraph(
                    sentence("area", title=self.names.term(term), held=held,
                             scheduled=scheduled, year=self.year), "–", 2,
                )  # fmt: skip

    def _terms(self, subject: str) -> list[str]:
        programme = self.paper.programme
        terms = programme.themes if subject == "theme" else programme.levels
        return [term.id for term in terms]

    def _coming(self) -> Iterator[Block]:
        if not self._figure("intended").value:
            yield self._numbered(sentence("intended-none"))
            return
        yield self._numbered(spaced([self._intended(), self._hosts("intended")]))
        items = [item for subject in ("theme", "level") for item in self._intended_items(subject)]
        if items:
            yield Paragraph(sentence("going-on"), "(a)", 1)
            yield from items

    def _intended(self) -> Runs:
        total = self._figure("intended")
        years = {"year": self.year, "next": str(self.paper.year + 1)}
        found = {
            part: self._figure(f"intended.{part}")
            for part in ("this-year", "next-year", "later", "undated")
        }
        found = {part: figure for part, figure in found.items() if figure.value}
        if len(found) == 1:
            return sentence(
                "intended", f"intended-all-{next(iter(found))}", intended=total, given=years
            )
        large = total.value >= words.SPELLED_BELOW
        parts = words.enumerated(
            sentence(f"intended-{part}", start=False, large=large, n=figure, given=years)
            for part, figure in found.items()
        )
        return sentence("intended", "intended-parts", intended=total, parts=parts)

    def _intended_items(self, subject: str) -> Iterator[Block]:
        for term in self._terms(subject):
            figure = self._figure(f"intended.{subject}.{term}")
            if figure.value:
                title = self.names.term(term)
                yield Paragraph(sentence("intended-area", title=title, intended=figure), "–", 2)

    def _invitation(self) -> Iterator[Block]:
        mandate = self.paper.programme.mandate
        items = mandate.decide if mandate else ()
        if not items:
            return
        yield Heading(1, label("decision"))
        yield self._numbered(sentence("invited"))
        forms = ["decide"] * len(items)
        forms[-2:] = ["decide-and", "decide-last"][-len(items) :]
        for number, (form, text) in enumerate(zip(forms, items, strict=True), 1):
            item = sentence(form, start=False, text=text.rstrip(" .;"))
            yield Paragraph(item, f"({words.lower_roman(number)})", 1)
