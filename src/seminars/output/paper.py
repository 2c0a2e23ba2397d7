"""The paper as a document: which sentence and which table stands where. Words are elsewhere.

The skeleton is that of WO/GA/34/7: how the matter came to be, what has been done since, what
comes, what the assembly is invited to do; then the tables that delegates ask for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.paper import COUNTED, EVERY_STATE, LEAST, LISTED, SINCE_DECISION, UNKNOWN
from seminars.analysis.query import spanned_period
from seminars.analysis.targets import narrowing
from seminars.model.period import parse_dates
from seminars.output import english as words
from seminars.output.document import Block, Document, Heading, Paragraph, Ref, Run, Runs, Table
from seminars.output.english import label, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seminars.analysis.baseline import Changes
    from seminars.analysis.figures import Figure
    from seminars.analysis.paper import GroupName, Paper
    from seminars.model.record import Seminar

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_MANY_NAMES = 30


def document(paper: Paper) -> Document:
    """The whole paper of one edition."""
    return _Composer(paper).document()


class Names:
    """The words for terms, states and seminars, as they are on the day of the paper."""

    def __init__(self, paper: Paper) -> None:
        programme = paper.programme
        terms = (*programme.themes, *programme.levels, *programme.regions)
        self._terms = {term.id: term.title for term in terms}
        self._paper = paper

    def term(self, identity: str) -> str:
        """The title of a theme, level or region."""
        return self._terms.get(identity, identity)

    def terms(self, identities: Iterable[str] | None) -> str:
        """Titles in a row; a dash when none is recorded."""
        return "; ".join(map(self.term, identities or ())) or label("nothing")

    def state(self, code: str) -> str:
        """The name of a state on the day."""
        return self._paper.programme.country_name(code, self._paper.as_of)

    def states(self, codes: Iterable[str]) -> list[str]:
        """Names of states in alphabetical order."""
        return words.alphabetical(map(self.state, codes))

    def place(self, seminar: Seminar) -> str:
        """City and host; without a host, the region."""
        host = self.state(seminar.country) if seminar.country else self.term(seminar.region)
        return f"{seminar.city}, {host}" if seminar.city else host

    def remarks(self, seminar: Seminar) -> str:
        """What else is to be said of a seminar: moved, why, overdue, outcome."""
        parts = []
        if seminar.overdue_on(self._paper.as_of) and seminar.ends:
            parts.append(label("overdue", day=words.day(seminar.ends)))
        if seminar.planned:
            parts.append(label("moved", dates=words.dates(seminar.planned)))
        if seminar.reason:
            parts.append(seminar.reason)
        if seminar.outcome:
            parts.append(seminar.outcome.rstrip("."))
        if seminar.provenance and seminar.provenance != "illustrative":
            parts.append(seminar.provenance)
        return "; ".join(parts) or label("nothing")


class _Composer:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.names = Names(paper)
        self.year = str(paper.year)
        self.annexes = 0
        self.numbered = 0

    def figure(self, key: str) -> Figure:
        return self.paper.figures[key]

    def document(self) -> Document:
        front, day = self.paper.front, words.day(self.paper.as_of)
        head = [front.symbol, label("original"), label("date", day=day)]
        return Document(
            head=tuple(text for text in head if text),
            title=self.paper.programme.title,
            subtitle=tuple(
                text for text in (front.session, label("prepared", day=day), label(front.edition))
                if text
            ),
            caution=self._caution(),
            blocks=(*self._body(), *self._annexes()),
            language=words.LANGUAGE,
            running=front.symbol or self.paper.programme.title,
        )  # fmt: skip

    def _caution(self) -> Runs:
        number, records = self.figure("caveat.illustrative"), self.figure("records")
        if not number.value:
            return ()
        every = number.value == records.value
        return sentence(
            "caution-all" if every else "caution", n=number, records=records,
            be=words.choice("be", number.value),
        )  # fmt: skip

    # The numbered paragraphs

    def _body(self) -> Iterator[Block]:
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
        if not self.figure("held").value:
            return opening
        parts = [opening, self._hosts("held"), self._participants(), *self._reached()]
        return _spaced(parts)

    def _kinds(self, group: GroupName, name: str, **parts: str) -> Runs:
        total = self.figure(group)
        national, regional = (
            self.figure(f"{group}.kind.{kind}") for kind in ("national", "regional")
        )
        given: dict[str, Figure | str] = {**parts, group: total}
        if national.value and regional.value:
            return sentence(name, "kinds", national=national, regional=regional, given=given)
        ending = {0: "stop", 1: "one-kind", 2: "both-kind"}.get(total.value, "all-kind")
        kind = label("national" if national.value else "regional")
        return sentence(name, ending, kind=kind, given=given)

    def _hosts(self, group: GroupName) -> Runs:
        hosts = self.figure(f"{group}.hosts")
        if not hosts.value:
            return ()
        they = words.choice(f"they-{group}", self.figure(group).value)
        if hosts.value > _MANY_NAMES:
            return sentence("held-in-many", they=they, hosts=hosts)
        names = words.names(map(self.names.state, hosts.names))
        return sentence("held-in", they=they, names=names)

    def _participants(self) -> Runs:
        people, among = self.figure("held.participants"), self.figure("held.counted")
        if not people.value or "participants" in self._hidden:
            return ()
        name = "participants-about" if people.about else "participants"
        return sentence(name, participants=people, counted=among)

    @property
    def _hidden(self) -> frozenset[str]:
        public = self.paper.front.edition == "public"
        return frozenset(self.paper.programme.internal) if public else frozenset()

    def _reached(self) -> Iterator[Runs]:
        for group, name in ((EVERY_STATE, "reached"), (LEAST, "least-developed")):
            if f"states.{group}.roll" in self.paper.figures:
                parts = ("roll", "hosted", "reached", "never")
                figures = {part: self.figure(f"states.{group}.{part}") for part in parts}
                yield sentence(name, given=figures)

    def _scheduled(self) -> Runs:
        held, total = self.figure("held"), self.figure("scheduled")
        name = "scheduled-others" if held.value and total.value else "scheduled"
        overdue = self.figure("scheduled.overdue")
        late = sentence("overdue", overdue=overdue, day=words.day(self.paper.as_of))
        return _spaced([
            self._kinds("scheduled", name, year=self.year), self._hosts("scheduled"),
            late if overdue.value else (),
        ])  # fmt: skip

    def _changed(self) -> Runs:
        postponed, cancelled = self.figure("postponed"), self.figure("cancelled")
        if postponed.value and cancelled.value:
            return sentence("changed", postponed=postponed, cancelled=cancelled)
        if postponed.value:
            return sentence("postponed", postponed=postponed)
        if cancelled.value:
            return sentence("cancelled", cancelled=cancelled)
        return sentence("unchanged")

    def _area_items(self, subject: str) -> Iterator[Block]:
        for term in self._terms(subject):
            held, scheduled = (self.figure(f"{g}.{subject}.{term}") for g in ("held", "scheduled"))
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
        if not self.figure("intended").value:
            yield self._numbered(sentence("intended-none"))
            return
        yield self._numbered(_spaced([self._intended(), self._hosts("intended")]))
        items = [item for subject in ("theme", "level") for item in self._intended_items(subject)]
        if items:
            yield Paragraph(sentence("going-on"), "(a)", 1)
            yield from items

    def _intended(self) -> Runs:
        total = self.figure("intended")
        years = {"year": self.year, "next": str(self.paper.year + 1)}
        found = {
            part: self.figure(f"intended.{part}")
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
            figure = self.figure(f"intended.{subject}.{term}")
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
            yield Paragraph(item, f"({_lower_roman(number)})", 1)

    # The annexes

    def _annexes(self) -> Iterator[Block]:
        for title, blocks in (
            ("seminars", self._seminars()), ("grid", self._grid()), ("states", self._states()),
            ("targets", self._targets()), ("changes", self._changes()),
            ("mandates", self._mandates()), ("caveats", self._caveats()),
            ("office", self._office()),
        ):  # fmt: skip
            made = list(blocks)
            if made:
                number = _ROMAN[self.annexes]
                self.annexes += 1
                yield Heading(1, label("annex", number=number, title=label(title)), title)
                yield from made

    def _seminars(self) -> Iterator[Block]:
        if not self.paper.numbers:
            return
        yield Paragraph(sentence("listed"))
        for group in LISTED:
            yield Heading(2, label(group, year=self.year))
            seminars = self.paper.groups[group]
            if seminars:
                yield self._seminar_table(group, seminars)
            else:
                yield Paragraph(sentence("none-listed"))

    def _seminar_table(self, group: GroupName, seminars: Iterable[Seminar]) -> Table:
        heads = ("number", "dates", "place", "seminar", "kind", "themes", "levels", "took-part",
                 "participants", "remarks")  # fmt: skip
        return Table(
            f"seminars-{group}", label(group, year=self.year), tuple(map(label, heads)),
            tuple(self._seminar_row(seminar) for seminar in seminars),
            (5, 11, 11, 18, 8, 13, 12, 7, 12, 14),
        )  # fmt: skip

    def _seminar_row(self, seminar: Seminar) -> tuple[Runs, ...]:
        took_part = "" if seminar.countries is None else str(len(seminar.countries))
        texts = (
            str(self.paper.numbers[seminar.id]), words.dates(seminar.dates),
            self.names.place(seminar), seminar.title, label(seminar.kind),
            self.names.terms(seminar.themes), self.names.terms(seminar.levels),
            took_part or label("nothing"), _known(seminar.participants),
            self.names.remarks(seminar),
        )  # fmt: skip
        return tuple((text,) for text in texts)

    def _grid(self) -> Iterator[Block]:
        if not any(self.figure(group).value for group in COUNTED):
            return
        columns = [term.id for term in self.paper.programme.themes]
        if any(self.figure(f"{group}.theme.{UNKNOWN}").value for group in COUNTED):
            columns.append(UNKNOWN)
        yield Paragraph(sentence("grid-reading", year=self.year))
        heads = [label("no-theme") if column == UNKNOWN else self.names.term(column)
                 for column in columns]  # fmt: skip
        places = [*((f".region.{r}", self.names.term(r)) for r in self.paper.regions),
                  ("", label("all-seminars"))]  # fmt: skip
        rows = tuple(
            ((title,), *(self._cell(f"{place}.theme.{column}") for column in columns),
             self._cell(place))
            for place, title in places
        )  # fmt: skip
        yield Table(
            "grid", label("grid"), (label("region"), *heads, label("all-seminars")), rows,
            (24, *(14 for _ in columns), 12), total=1,
        )  # fmt: skip

    def _cell(self, place: str) -> Runs:
        """Held, + scheduled, (intended) of a place in the grid."""
        held, scheduled, intended = (self.figure(f"{group}{place}") for group in COUNTED)
        parts: list[Runs] = []
        if held.value or scheduled.value:
            parts.append(_number(held))
        if scheduled.value:
            parts.append(("+ ", *_number(scheduled)))
        if intended.value:
            parts.append(("(", *_number(intended), ")"))
        return _spaced(parts) or (label("nothing"),)

    def _states(self) -> Iterator[Block]:
        if f"states.{EVERY_STATE}.roll" not in self.paper.figures:
            return
        groups = [r for r in self.paper.regions if f"states.{r}.roll" in self.paper.figures]
        last = [g for g in (EVERY_STATE, LEAST) if f"states.{g}.roll" in self.paper.figures]
        titles = {EVERY_STATE: label("every-state"), LEAST: label("least-developed")}
        columns = ("roll", "hosted", "reached", "never")
        yield Paragraph(sentence("states-reading"))
        rows = tuple(
            ((titles.get(group) or self.names.term(group),),
             *(_number(self.figure(f"states.{group}.{column}")) for column in columns))
            for group in (*groups, *last)
        )  # fmt: skip
        yield Table("states", label("states"), (label("region"), *map(label, columns)), rows,
                    (32, 17, 17, 17, 17), total=len(last))  # fmt: skip
        yield self._state_names(groups)
        if LEAST in last:
            never = self.figure(f"states.{LEAST}.never")
            if never.value:
                yield Paragraph(sentence("never-least", names=self._listed(never.names)))
        off_roll = self.figure("caveat.off-roll").names
        if off_roll:
            yield Paragraph(sentence("states-off-roll", names=self._listed(off_roll)))

    def _state_names(self, groups: Iterable[str]) -> Table:
        rows = []
        for group in groups:
            hosted, reached, never = (
                self.figure(f"states.{group}.{part}").names
                for part in ("hosted", "reached", "never")
            )
            taking_part = [code for code in reached if code not in hosted]
            texts = (self.names.term(group), *map(self._listed, (hosted, taking_part, never)))
            rows.append(tuple((text,) for text in texts))
        heads = tuple(map(label, ("region", "hosted", "reached-only", "never")))
        return Table("state-names", label("states"), heads, tuple(rows), (15, 20, 25, 40))

    def _listed(self, codes: Iterable[str]) -> str:
        return ", ".join(self.names.states(codes)) or label("nothing")

    def _targets(self) -> Iterator[Block]:
        if not self.paper.targets:
            return
        period = spanned_period(self.paper.programme, self.paper.as_of)
        shown = parse_dates(period.text)
        text = (
            f"{shown.begins.year}–{shown.ends.year}" if shown.precision == "year" else period.text
        )
        yield Paragraph(sentence("targets-reading", period=text))
        rows = []
        for number, part in enumerate(self.paper.targets, 1):
            subjects = [self._subject(name, value) for name, value in narrowing(part.target)]
            figures = (
                self.figure(f"target.{number}.{column}")
                for column in ("held", "scheduled", "missing", "proposed")
            )
            rows.append((
                (", ".join(subjects) or label("every-seminar"),),
                (words.digits(part.target.seminars),), *map(_number, figures),
            ))  # fmt: skip
        heads = ("subject", "planned", "held-column", "scheduled-column", "missing",
                 "proposed-column")  # fmt: skip
        yield Table("targets", label("targets"), tuple(map(label, heads)), tuple(rows),
                    (35, 13, 13, 13, 13, 13))  # fmt: skip

    def _subject(self, name: str, value: str) -> str:
        return label(value).capitalize() if name == "kind" else self.names.term(value)

    def _changes(self) -> Iterator[Block]:
        changes = self.paper.changes
        if changes is not None:
            yield from self._changes_since(changes)
            return
        moved = [
            seminar
            for group in LISTED
            for seminar in self.paper.groups[group]
            if seminar.planned or group in {"postponed", "cancelled"}
        ]
        if not moved:
            return
        yield Paragraph(sentence("changes-reading"))
        heads = tuple(
            map(label, ("number", "seminar", "change", "first-announced", "now", "reason"))
        )
        yield Table("changes", label("changes"), heads, tuple(map(self._moved_row, moved)),
                    (6, 30, 14, 16, 16, 18))  # fmt: skip

    def _moved_row(self, seminar: Seminar) -> tuple[Runs, ...]:
        status = seminar.status_on(self.paper.as_of)
        changed = status if status in {"postponed", "cancelled"} else "moved"
        texts = (
            str(self.paper.numbers[seminar.id]), f"{seminar.title}, {self.names.place(seminar)}",
            label(f"change-{changed}"),
            words.dates(seminar.planned) if seminar.planned else label("nothing"),
            words.dates(seminar.dates), seminar.reason or label("nothing"),
        )  # fmt: skip
        return tuple((text,) for text in texts)

    def _changes_since(self, changes: Changes) -> Iterator[Block]:
        symbol = f", {changes.symbol}" if changes.symbol else ""
        day = words.day(changes.as_of)
        name = "changes-since" if changes.seminars else "changes-none"
        yield Paragraph(sentence(name, day=day, symbol=symbol))
        rows = [
            (
                (part.title,),
                (label(part.what if part.what in {"new", "gone"} else f"change-{part.what}"),),
                (_then(part.before),), (_then(part.after),), (part.reason or label("nothing"),),
            )
            for part in changes.seminars
        ]  # fmt: skip
        rows += [
            (
                (self.names.state(part.code),),
                (label("change-region" if part.what == "region" else part.what),),
                (self.names.term(part.before or label("nothing")),),
                (self.names.term(part.after or label("nothing")),), (label("nothing"),),
            )
            for part in changes.roll
        ]  # fmt: skip
        if rows:
            heads = tuple(map(label, ("seminar", "change", "before", "now", "reason")))
            yield Table("changes", label("changes"), heads, tuple(rows), (34, 16, 17, 17, 16))
        yield self._then_and_now(changes)

    def _then_and_now(self, changes: Changes) -> Table:
        keys = {
            "held": label("held"), "scheduled": label("scheduled-figure"),
            "intended": label("intended"), f"states.{EVERY_STATE}.hosted": label("hosted-figure"),
            f"states.{EVERY_STATE}.reached": label("reached-figure"),
            f"states.{EVERY_STATE}.never": label("never-figure"),
        }  # fmt: skip
        rows = tuple(
            ((title,), (words.digits(changes.values[key]),), _number(self.figure(key)))
            for key, title in keys.items()
            if key in changes.values and key in self.paper.figures
        )
        heads = tuple(map(label, ("figure", "before", "now")))
        return Table("then-and-now", label("changes"), heads, rows, (60, 20, 20))

    def _mandates(self) -> Iterator[Block]:
        for mandate in self.paper.mandates:
            held, scheduled, proposed = (
                self.figure(f"mandate.{mandate.id}.{status}")
                for status in ("held", "scheduled", "proposed")
            )
            about = sentence("mandate", decision=mandate.decision, text=mandate.text)
            answers = sentence(
                "mandate-answered", held=held, scheduled=scheduled, proposed=proposed
            )
            yield Paragraph((*about, " ", *answers))
        if self.paper.requests:
            yield Paragraph(self._requests())
            heads = ("request", "themes", "wished", "received", "answer")
            yield Table("requests", label("request"), tuple(map(label, heads)),
                        self._request_rows(), (20, 26, 16, 16, 22))  # fmt: skip

    def _requests(self) -> Runs:
        total = self.figure("requests")
        large = total.value >= words.SPELLED_BELOW
        states = {state: self.figure(f"requests.{state}")
                  for state in ("met", "arranged", "proposed", "open")}  # fmt: skip
        parts = words.enumerated(
            sentence(f"requests-{state}", start=False, large=large, n=figure)
            for state, figure in states.items()
            if figure.value
        )
        return sentence("requests", "requests-parts", requests=total, parts=parts)

    def _request_rows(self) -> tuple[tuple[Runs, ...], ...]:
        rows = []
        for part in sorted(self.paper.requests, key=lambda p: words.alphabetical_key(
            self.names.state(p.request.country))):  # fmt: skip
            request = part.request
            numbers = [str(self.paper.numbers[s.id]) for s in part.seminars
                       if s.id in self.paper.numbers]  # fmt: skip
            answer = label(part.state) + (f" ({', '.join(numbers)})" if numbers else "")
            texts = (
                self.names.state(request.country), self.names.terms(request.themes),
                words.dates(request.dates), words.dates(request.received), answer,
            )  # fmt: skip
            rows.append(tuple((text,) for text in texts))
        return tuple(rows)

    def _caveats(self) -> Iterator[Block]:
        for code in self.paper.caveats:
            figure = self.figure(f"caveat.{code}")
            be = words.choice("they-earlier" if code == "earlier" else "be", figure.value)
            yield Paragraph(
                sentence(f"caveat-{code}", n=figure, records=self.figure("records"), be=be), "–", 1
            )
        if self.paper.programme.packaged_roll:
            yield Paragraph(sentence("caveat-regions"), "–", 1)
        if self.paper.lost:
            lost = self.paper.lost
            number = words.choice("lost-record", lost)
            be = words.choice("be", lost)
            yield Paragraph(sentence("caveat-lost", number=number, be=be), "–", 1)

    def _office(self) -> Iterator[Block]:
        if self.paper.front.edition == "public":
            return
        rows = [
            self._office_row(seminar)
            for group in LISTED
            for seminar in self.paper.groups[group]
            if seminar.officers or seminar.speakers or seminar.cost or seminar.notes
        ]
        if rows:
            heads = ("number", "place", "staff", "speakers", "cost", "notes")
            yield Table("office", label("office"), tuple(map(label, heads)), tuple(rows),
                        (5, 18, 15, 18, 10, 34))  # fmt: skip

    def _office_row(self, seminar: Seminar) -> tuple[Runs, ...]:
        currency = self.paper.programme.currency or ""
        cost = f"{seminar.cost.amount:,} {currency}".strip() if seminar.cost else label("nothing")
        texts = (
            str(self.paper.numbers[seminar.id]), self.names.place(seminar),
            ", ".join(seminar.officers or ()) or label("nothing"),
            ", ".join(seminar.speakers or ()) or label("nothing"),
            cost, seminar.notes or label("nothing"),
        )  # fmt: skip
        return tuple((text,) for text in texts)


def _spaced(parts: Iterable[Runs]) -> Runs:
    """Parts in one, a space between."""
    found: list[Run] = []
    for part in parts:
        found += (" ", *part) if found and part else part
    return tuple(found)


def _number(figure: Figure) -> Runs:
    return (Ref(words.digits(figure.value), figure),)


def _known(value: object) -> str:
    return label("nothing") if value is None else str(value)


def _then(text: str | None) -> str:
    """A status or dates of a frozen paper, in words."""
    if text is None:
        return label("nothing")
    key = f"change-{text}"
    return words.LABELS[key] if key in words.LABELS else words.dates(parse_dates(text))


def _lower_roman(number: int) -> str:
    digits = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
    text = ""
    for letters, value in digits:
        text += letters * (number // value)
        number %= value
    return text
