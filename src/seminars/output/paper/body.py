"""The numbered paragraphs of the paper: which sentence stands where.

The skeleton is that of WO/GA/34/7: how the matter came to be, what has been done since, what
comes, what the assembly is invited to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.model.programme import EVERY_STATE, LEAST_DEVELOPED
from seminars.output.paper import english
from seminars.output.paper import wording as words
from seminars.output.paper.document import Heading, Paragraph, Ref
from seminars.output.paper.wording import label, sentence, spaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
        return label("since" if self.paper.decided else "since-paper")

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
            yield self._numbered((words.closed(text),))
        decision = words.unclosed(mandate.decision)
        yield self._numbered(sentence("decided", text=words.unclosed(last), decision=decision))

    def _done(self) -> Iterator[Block]:
        mandate = self.paper.programme.mandate
        approach = (words.closed(mandate.approach),) if mandate and mandate.approach else ()
        yield self._numbered(spaced([approach, self._held()]))
        letters = iter("abcdefgh")
        for runs in (self._scheduled(), self._changed()):
            yield Paragraph(runs, f"({next(letters)})", 1)
        for name, terms in (("areas", "theme"), ("levels", "level")):
            items = list(self._area_items(terms))
            if items:
                yield Paragraph(sentence(name), f"({next(letters)})", 1)
                yield from items

    def _held(self) -> Runs:
        name = "held-since" if self.paper.since else "held-ever"
        opening = self._kinds("held", name, since=self._since, day=words.day(self.paper.as_of))
        if not self._figure("held").value:
            return opening
        parts = [opening, self._hosts("held"), self._participants(), *self._reached()]
        return spaced(parts)

    @property
    def _since(self) -> str:
        """From when on the paper reports, as it follows `since`."""
        paper = self.paper
        if paper.decided:
            return english.since(paper.decided)
        return words.day(paper.since or paper.as_of)

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

    def _hosts(self, group: GroupName, they: str = "") -> Runs:
        hosts, total = self._figure(f"{group}.hosts"), self._figure(group)
        if not hosts.value:
            return ()
        name = "held-in-many" if hosts.value > _MANY_NAMES else "held-in"
        text = words.choice(they or f"they-{group}", total.value)
        names = words.names(map(self.names.state, hosts.names))
        if len(hosts.seminars) == total.value:
            return sentence(name, they=words.opening(text), hosts=hosts, names=names)
        return sentence(f"{name}-known", they=text, hosts=hosts, names=names)

    def _participants(self) -> Runs:
        people = self.paper.figures.get("held.participants")
        if people is None or not people.value:
            return ()
        among = self._figure("held.counted")
        if not people.about:
            return sentence("participants", participants=people, counted=among)
        number = words.rounded(people.value)
        about: Runs = (Ref(words.digits(number), people),)
        large = number >= words.SPELLED_BELOW
        return sentence("participants-about", large=large, people=about, counted=among)

    def _reached(self) -> Iterator[Runs]:
        if f"states.{EVERY_STATE}.roll" not in self.paper.figures:
            return
        figures = self._states(EVERY_STATE)
        hosted, reached = figures["hosted"].value, figures["reached"].value
        name = "reached" if hosted else "reached-guests" if reached else "reached-none"
        yield sentence(name, self._never(figures), given=figures)
        if f"states.{LEAST_DEVELOPED}.roll" in self.paper.figures:
            figures = self._states(LEAST_DEVELOPED)
            yield sentence("least-developed", self._never(figures), given=figures,
                           span=self._span())  # fmt: skip
        if (without := self._figure("caveat.no-states")).value:
            yield sentence("no-lists", n=without)

    def _states(self, group: str) -> dict[str, Figure]:
        parts = ("roll", "hosted", "reached", "never")
        return {part: self._figure(f"states.{group}.{part}") for part in parts}

    def _never(self, figures: Mapping[str, Figure]) -> str:
        return "never-some" if figures["never"].value else "never-none"

    def _span(self) -> Runs:
        if self.paper.since:
            return sentence("span-since", start=False, day=self._since)
        return sentence("span-to", start=False, day=words.day(self.paper.as_of))

    def _scheduled(self) -> Runs:
        held, total = self._figure("held"), self._figure("scheduled")
        name = "scheduled-others" if held.value and total.value else "scheduled"
        overdue = self._figure("scheduled.overdue")
        if overdue.value and overdue.value == total.value:
            late = sentence("scheduled-overdue", overdue=overdue, year=self.year)
            return spaced([late, self._hosts("scheduled", "they-overdue")])
        if overdue.value:
            late, they = sentence("overdue", overdue=overdue), "they-mixed"
        else:
            late, they = (), "they-scheduled"
        return spaced([
            self._kinds("scheduled", name, year=self.year), self._hosts("scheduled", they), late,
        ])  # fmt: skip

    def _changed(self) -> Runs:
        if self.paper.changes is not None:
            return self._newly(words.day(self.paper.changes.baseline.as_of))
        postponed, cancelled = self._figure("postponed"), self._figure("cancelled")
        if postponed.value and cancelled.value:
            return sentence("changed", postponed=postponed, cancelled=cancelled)
        if postponed.value:
            return sentence("postponed", postponed=postponed)
        if cancelled.value:
            return sentence("cancelled", cancelled=cancelled)
        return sentence("unchanged")

    def _newly(self, day: str) -> Runs:
        """What was put off since a frozen paper, and what remains so from before."""
        postponed, cancelled, still = (
            self._figure(key) for key in ("postponed.since", "cancelled.since", "postponed.still")
        )
        name = "newly" if postponed.value or cancelled.value else "newly-none"
        told = sentence(name, day=day, postponed=postponed, cancelled=cancelled)
        return spaced([told, sentence("still", still=still) if still.value else ()])

    def _area_items(self, subject: str) -> Iterator[Block]:
        all_late = self._figure("scheduled.overdue").value == self._figure("scheduled").value
        for term in self._terms(subject):
            held, scheduled = (self._figure(f"{g}.{subject}.{term}") for g in ("held", "scheduled"))
            name = "area-overdue" if all_late and scheduled.value else "area"
            if held.value or scheduled.value:
                yield Paragraph(
                    sentence(name, title=self.names.term(term, subject), held=held,
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
        made = {name: list(self._intended_items(name)) for name in ("theme", "level")}
        filled = {name: items for name, items in made.items() if items}
        for letter, (name, items) in zip("ab", filled.items(), strict=False):
            # one item alone bears no letter
            label, depth = (f"({letter})", 1) if len(filled) > 1 else ("", 0)
            yield Paragraph(sentence(f"going-on-{name}"), label, depth)
            yield from items

    def _intended(self) -> Runs:
        total = self._figure("intended")
        years = {"year": self.year, "next": str(self.paper.year + 1)}
        found = {
            part: self._figure(f"intended.{part}")
            for part in ("past", "this-year", "next-year", "later", "undated")
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
                title = self.names.term(term, subject)
                yield Paragraph(sentence("intended-area", title=title, intended=figure), "–", 2)

    def _invitation(self) -> Iterator[Block]:
        mandate = self.paper.programme.mandate
        items = mandate.decide if mandate else ()
        if not items:
            return
        yield Heading(1, label("decision"))
        if len(items) == 1:
            yield self._numbered(sentence("invited-one", text=words.unclosed(items[0])))
            return
        yield self._numbered(sentence("invited"))
        forms = ["decide"] * len(items)
        forms[-2:] = ["decide-and", "decide-last"][-len(items) :]
        for number, (form, text) in enumerate(zip(forms, items, strict=True), 1):
            item = sentence(form, start=False, text=words.unclosed(text))
            yield Paragraph(item, f"({words.lower_roman(number)})", 1)
