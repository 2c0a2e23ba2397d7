"""A frozen paper: its figures and what its records said, sealed; and what changed since.

The file is JSON. Its seal is the SHA-256 of everything else in it, so that a change by hand or by
accident shows; it is no signature.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from seminars.model.diagnostics import SeminarsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seminars.analysis.paper import GroupName, Paper
    from seminars.model.programme import Programme
    from seminars.model.record import Seminar

KIND = "seminars-paper"
VERSION = 1
HELP = "write it anew with `seminars report --freeze -o FILE`, or give a date"


@dataclass(frozen=True, slots=True)
class Past:
    """A seminar as the frozen paper had it."""

    id: str
    title: str
    status: str
    dates: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What changed for one seminar: `what` is new, gone, held, moved, postponed, and so on."""

    what: str
    id: str
    title: str
    before: str | None = None
    after: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class RollChange:
    """A state that joined or left the roll, changed its name or its region."""

    what: str
    code: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a frozen paper of `as_of`, and its figures."""

    as_of: date
    symbol: str | None
    seminars: tuple[Change, ...]
    roll: tuple[RollChange, ...]
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A frozen paper as it was read back."""

    as_of: date
    symbol: str | None
    seminars: Mapping[str, Past]
    states: Mapping[str, tuple[str, str]]
    values: Mapping[str, int]

    def changes(
        self, programme: Programme, as_of: date, groups: Mapping[GroupName, Iterable[Seminar]]
    ) -> Changes:
        """What changed from the frozen paper to the records of today."""
        known = [seminar for group in groups.values() for seminar in group]
        now = {seminar.id for seminar in known}
        found = [change for seminar in known for change in self._changes_of(seminar, as_of)]
        found += [
            Change("gone", past.id, past.title, before=past.dates)
            for past in self.seminars.values()
            if past.id not in now
        ]
        return Changes(
            self.as_of, self.symbol, tuple(found), self._roll_changes(programme, as_of), self.values
        )

    def _changes_of(self, seminar: Seminar, as_of: date) -> Iterable[Change]:
        past = self.seminars.get(seminar.id)
        status = seminar.status_on(as_of)
        dates = seminar.dates.text if seminar.dates else None
        if past is None:
            yield Change("new", seminar.id, seminar.title, None, dates)
            return
        if status != past.status:
            yield Change(
                status, seminar.id, seminar.title, past.status, status,
                seminar.reason if status in {"postponed", "cancelled"} else None,
            )  # fmt: skip
        if dates != past.dates:
            yield Change("moved", seminar.id, seminar.title, past.dates, dates, seminar.reason)

    def _roll_changes(self, programme: Programme, as_of: date) -> tuple[RollChange, ...]:
        now = _states(programme, as_of)
        found = []
        for code in sorted({*now, *self.states}):
            before, after = self.states.get(code), now.get(code)
            if before is None or after is None:
                what = "joined" if before is None else "left"
                found.append(
                    RollChange(what, code, *(p[0] if p else None for p in (before, after)))
                )
                continue
            for what, old, new in zip(("renamed", "region"), before, after, strict=True):
                if old != new:
                    found.append(RollChange(what, code, old, new))
        return tuple(found)


def freeze(paper: Paper, records: str) -> str:
    """The frozen paper as text; `records` is the digest of the files that it was made from."""
    programme, day = paper.programme, paper.as_of
    document: dict[str, Any] = {
        "kind": KIND,
        "version": VERSION,
        "programme": programme.title,
        "as_of": day.isoformat(),
        "since": paper.since.isoformat() if paper.since else None,
        "symbol": paper.front.symbol,
        "session": paper.front.session,
        "edition": paper.front.edition,
        "records": records,
        "figures": {
            key: {"value": figure.value, "seminars": figure.seminars, "names": figure.names}
            for key, figure in paper.figures.items()
        },
        "seminars": [
            {
                "id": seminar.id,
                "title": seminar.title,
                "group": name,
                "status": seminar.status_on(day),
                "dates": seminar.dates.text if seminar.dates else None,
                "country": seminar.country,
            }
            for name, seminars in paper.groups.items()
            for seminar in seminars
        ],
        "states": {code: list(state) for code, state in _states(programme, day).items()},
    }
    document["seal"] = _seal(document)
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def thaw(text: str, title: str, name: str) -> Baseline:
    """A frozen paper of the programme `title`, read back from the file `name`.

    Raises `SeminarsError` when it is none, was changed, or belongs to another programme.
    """
    try:
        document = json.loads(text)
        if not isinstance(document, dict) or document.get("kind") != KIND:
            raise SeminarsError(f"`{name}` is not a frozen paper", HELP)
        if document.get("version") != VERSION:
            raise SeminarsError(f"`{name}` is of a later version of `seminars`", HELP)
        if document.pop("seal", None) != _seal(document):
            raise SeminarsError(f"`{name}` was changed after it was frozen", HELP)
        if document["programme"] != title:
            raise SeminarsError(
                f"`{name}` is of another programme, `{document['programme']}`",
                "give a frozen paper of this programme, or a date",
            )
        return _baseline(document)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SeminarsError(f"`{name}` is not a frozen paper", HELP) from None


def _baseline(document: dict[str, Any]) -> Baseline:
    fields = ("id", "title", "status", "dates", "country")
    return Baseline(
        date.fromisoformat(document["as_of"]),
        document["symbol"],
        {part["id"]: Past(*(part[name] for name in fields)) for part in document["seminars"]},
        {code: (name, region) for code, (name, region) in document["states"].items()},
        {key: figure["value"] for key, figure in document["figures"].items()},
    )


def _states(programme: Programme, day: date) -> dict[str, tuple[str, str]]:
    """The name and region of each state on the roll."""
    return {
        code: (state.name_on(day), state.region or "")
        for code, state in programme.roll(day).items()
    }


def _seal(document: dict[str, Any]) -> str:
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
