"""programme.yaml to the parts of a Programme: terms, roll, meetings, targets, rules.

Each part is read by itself: what is wrong in one is reported and left out, the rest is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from seminars.model.diagnostics import did_you_mean
from seminars.model.period import BadDateError, Dates, parse_day, parse_period
from seminars.model.programme import (
    EVERY_STATE,
    LEAST_DEVELOPED,
    UNKNOWN,
    Mandate,
    Meeting,
    Name,
    Offer,
    Planning,
    Programme,
    Recency,
    Request,
    StandingMandate,
    State,
    Target,
    Term,
)
from seminars.model.record import FIELDS
from seminars.reading import parser, reference
from seminars.reading.planning import read_planning
from seminars.reading.problems import Problems
from seminars.reading.schema import Reader, refuse_invisible
from seminars.reading.source import FileRefusedError, decode, read_bytes
from seminars.reading.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from seminars.model.diagnostics import Diagnostic
    from seminars.reading.parser import Path, Value
    from seminars.reading.source import Source

T = TypeVar("T")
RESERVED = (UNKNOWN, LEAST_DEVELOPED, EVERY_STATE)
"""What no term is called; but for the first, for regions only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollEntry:
    """A state's place on the roll in one region under one name, from `since` to `until`."""

    code: str
    region: str
    name: str | None = None
    names: tuple[str, ...] = ()
    alpha3: str | None = None
    least_developed: bool | None = None
    since: Dates | None = None
    until: Dates | None = None


PARTS: dict[str, str] = {
    "title": "text",
    "mandate": "part",
    "period": "text",
    "as_of": "text",
    "currency": "text",
    "themes": "list",
    "levels": "list",
    "regions": "list",
    "roll": "list",
    "recency": "part",
    "meetings": "list",
    "mandates": "list",
    "targets": "list",
    "requests": "list",
    "offers": "list",
    "planning": "part",
    "internal": "list",
}
"""The keys of programme.yaml, in the order of the contract."""

ENTRIES: dict[str, type] = {
    "meetings": Meeting,
    "mandates": StandingMandate,
    "targets": Target,
    "requests": Request,
    "offers": Offer,
}
"""The keys that take a list of parts, and what these are."""


class RulesReader:
    """Reads one programme.yaml; `source` None stands for a folder that has none."""

    def __init__(self, source: Source | None) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._source = source
        self._nodes: parser.Nodes | None = None
        self._values = self._mapping(source)

    def read(self) -> tuple[Programme, Vocabulary]:
        """The programme without its records, and the words that its records may use."""
        themes, levels, regions = map(self._terms, ("themes", "levels", "regions"))
        packaged = (*reference.states(), *reference.territories())
        words = Vocabulary(
            themes={term.id: term.title for term in themes},
            levels={term.id: term.title for term in levels},
            regions={term.id: term.title for term in regions},
            region_of={},
            countries={state.code: state.names[-1].text for state in packaged},
            languages=reference.languages(),
            states=packaged,
        )
        states = self._states(words)
        on_roll = {state.code for state in states}
        others = tuple(
            state if state.region is None else replace(state, region=None)
            for state in packaged
            if state.code not in on_roll
        )
        vocabulary = replace(
            words,
            region_of={state.code: state.region for state in states if state.region},
            states=(*states, *others),
        )
        lists: dict[str, Any] = {
            name: self._list(name, kind, vocabulary) for name, kind in ENTRIES.items()
        }
        recency, by_theme = self._recency(vocabulary)
        as_of = self._typed("as_of", parse_day)
        programme = Programme(
            title=self._text("title") or "Seminars",
            period=self._typed("period", parse_period),
            as_of=as_of,
            currency=self._text("currency"),
            mandate=self._part("mandate", Mandate, vocabulary),
            themes=themes,
            levels=levels,
            regions=regions,
            states=states,
            territories=others,
            languages=vocabulary.languages,
            recency=recency,
            recency_by_theme=by_theme,
            planning=self._planning(vocabulary, as_of),
            internal=self._words("internal"),
            packaged_roll="roll" not in self._values,
            **lists,
        )
        return programme, vocabulary

    def _mapping(self, source: Source | None) -> dict[str, Any]:
        if source is None:
            return {}
        value = parser.document(source)
        if value is None:
            return {}
        if "\\" in source.text:
            self._refuse_invisible(value)
        if not isinstance(value, dict):
            self._report(
                "not-a-mapping", "a programme file is made of fields", "begin with `title: ..`", ()
            )
            return {}
        for name in value:
            if name not in PARTS:
                self._report(
                    "unknown-field",
                    f"`{name}` is not a part of a programme",
                    did_you_mean(name, PARTS, f"the parts are {', '.join(PARTS)}"),
                    (name,),
                    key=True,
                )
        return {name: part for name, part in value.items() if part is not None}

    def _refuse_invisible(self, value: Value) -> None:
        refuse_invisible(value, Problems(self._report))
        if self.diagnostics:
            raise FileRefusedError(self.diagnostics[0])

    def _report(
        self,
        code: str,
        message: str,
        remedy: str,
        path: Path,
        key: bool = False,  # noqa: FBT001, FBT002 (a `Report`)
    ) -> None:
        source = self._source
        if source is None:  # a folder without programme.yaml has no values to report
            raise AssertionError(message)
        if self._nodes is None:
            self._nodes = parser.Nodes(source)
        place = self._nodes.place(*path, key=key)
        self.diagnostics.append(source.diagnostic(code, message, remedy, place))

    def _text(self, name: str) -> str | None:
        value = self._values.get(name)
        if value is None or isinstance(value, str):
            return value
        self._report("bad-value", f"`{name}` takes one value", "write one plain value", (name,))
        return None

    def _typed(self, name: str, parse: Callable[[str], T]) -> T | None:
        text = self._text(name)
        if text is None:
            return None
        try:
            return parse(text)
        except BadDateError as error:
            self._report("bad-date", error.message, error.help, (name,))
            return None

    def _part(self, name: str, kind: type[T], vocabulary: Vocabulary) -> T | None:
        value = self._values.get(name)
        if value is None:
            return None
        return Reader(kind, vocabulary).read(value, self._report, (name,))

    def _planning(self, vocabulary: Vocabulary, as_of: date | None) -> Planning:
        value = self._values.get("planning")
        if value is None:
            return Planning()
        return read_planning(value, vocabulary, self._report, as_of) or Planning()

    def _list(self, name: str, kind: type[T], vocabulary: Vocabulary) -> tuple[T, ...]:
        entries = self._entries(name)
        if not entries:
            return ()
        reader = Reader(kind, vocabulary)
        read = [reader.read(entry, self._report, (name, at)) for at, entry in enumerate(entries)]
        return tuple(self._without_twins(name, read))

    def _entries(self, name: str) -> list[Value]:
        value = self._values.get(name)
        if value is None or isinstance(value, list):
            return value or []
        self._report("bad-value", f"`{name}` takes a list", f"write `{name}: [..]`", (name,))
        return []

    def _words(self, name: str) -> tuple[str, ...]:
        if name not in self._values:
            return Programme.internal
        before = len(self.diagnostics)
        words: list[str] = []
        for index, entry in enumerate(self._entries(name)):
            if not isinstance(entry, str):
                self._report(
                    "bad-value", f"`{name}` is a list of fields", "write one word", (name, index)
                )
            elif entry not in FIELDS:
                self._report(
                    "unknown-field",
                    f"`{entry}` is not a field of a record",
                    did_you_mean(entry, FIELDS, f"the fields are {', '.join(FIELDS)}"),
                    (name, index),
                )
            else:
                words.append(entry)
        # after a slip rather too much is kept back than too little
        kept = Programme.internal if len(self.diagnostics) > before else ()
        return tuple(dict.fromkeys((*words, *kept)))

    def _terms(self, name: str) -> tuple[Term, ...]:
        """The terms of the programme, none when it says so; else the packaged ones."""
        nothing: dict[str, str] = {}
        empty = Vocabulary(nothing, nothing, nothing, nothing, nothing, nothing)
        said_none = self._values.get(name) == []
        found = tuple(self._without_reserved(name, self._list(name, Term, empty)))
        return found or (() if said_none else _defaults()[name])

    def _without_reserved(self, name: str, terms: tuple[Term, ...]) -> Iterator[Term]:
        """The terms but those called as answers call what no term says."""
        reserved = RESERVED if name == "regions" else RESERVED[:1]
        value = self._values.get(name)
        ids = [e.get("id") if isinstance(e, dict) else None for e in value or ()]
        for term in terms:
            if term.id not in reserved:
                yield term
                continue
            self._report(
                "bad-id",
                f"`{term.id}` cannot be an id in `{name}`: answers say it of what has none, or of "
                "groups of states",
                "choose another word",
                (name, ids.index(term.id), "id"),
            )

    def _without_twins(self, name: str, parts: list[T | None]) -> Iterator[T]:
        seen: set[object] = set()
        for index, part in enumerate(parts):
            if part is None:
                continue
            key = part.subject if isinstance(part, Target) else getattr(part, "id", None)
            if key is None or key not in seen:
                seen.add(key)
                yield part
            elif isinstance(part, Target):
                self._report(
                    "bad-value",
                    "these seminars are promised above already",
                    "make one target of the two",
                    (name, index),
                )
            else:
                self._report(
                    "duplicate-id",
                    f"`{key}` is used twice in `{name}`",
                    "give each its own id",
                    (name, index, "id"),
                )

    def _states(self, words: Vocabulary) -> tuple[State, ...]:
        if "roll" not in self._values:
            return tuple(s for s in reference.states() if s.region in words.regions)
        known = {state.code: state for state in words.states}
        return tuple(
            _state(entry, known[entry.code]) for entry in self._list("roll", RollEntry, words)
        )

    def _recency(self, vocabulary: Vocabulary) -> tuple[Recency, dict[str, Recency]]:
        value = self._values.get("recency")
        if not isinstance(value, dict):
            if value is not None:
                self._report(
                    "not-a-mapping",
                    "`recency` takes months",
                    "write `recency: {current: 24, ageing: 48}`",
                    ("recency",),
                )
            return Recency(), {}
        months = {name: part for name, part in value.items() if not isinstance(part, dict)}
        reader = Reader(Recency, vocabulary)
        default = self._window(reader, months, ("recency",)) or Recency()
        by_theme = {}
        for theme, part in value.items():
            if not isinstance(part, dict):
                continue
            if theme not in vocabulary.themes:
                self._report(
                    "unknown-theme",
                    f"`{theme}` is not a theme of this programme",
                    did_you_mean(theme, vocabulary.themes),
                    ("recency", theme),
                    key=True,
                )
                continue
            by_theme[theme] = self._window(reader, part, ("recency", theme)) or default
        return default, by_theme

    def _window(self, reader: Reader[Recency], value: Value, path: Path) -> Recency | None:
        window = reader.read(value, self._report, path)
        if window is None or window.current <= window.ageing:
            return window
        self._report(
            "bad-value",
            f"what is current for {window.current} months cannot be ageing until {window.ageing}",
            "write `ageing` no smaller than `current`",
            path,
            True,  # noqa: FBT003 (a `Report`)
        )
        return None


def _state(entry: RollEntry, packaged: State) -> State:
    listed = packaged.least_developed
    if entry.least_developed is not None:
        listed = Name("least developed") if entry.least_developed else None
    return replace(
        packaged,
        alpha3=entry.alpha3 or packaged.alpha3,
        names=(Name(entry.name),) if entry.name else packaged.names,
        other_names=(*packaged.all_names, *entry.names),
        region=entry.region,
        least_developed=listed,
        since=entry.since.begins if entry.since else None,
        until=entry.until.ends if entry.until else None,
    )


@cache
def _defaults() -> dict[str, Any]:
    path = reference.FOLDER / "defaults.yaml"
    source = decode("defaults.yaml", path, read_bytes(path))
    values: Any = parser.document(source)
    return {
        name: tuple(Term(**term) for term in values[name])
        for name in ("themes", "levels", "regions")
    }
