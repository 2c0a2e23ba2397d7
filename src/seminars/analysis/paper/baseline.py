"""A frozen paper: its figures and what its records said, sealed in a file.

The file is JSON. Its seal is the SHA-256 of everything else in it, so that a change by hand or by
accident shows; it is no signature. What is read back is held to its shape field by field.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from seminars.analysis.paper.changes import (
    DETAILS,
    Baseline,
    Past,
    PastState,
    details,
    states_on,
)
from seminars.model.diagnostics import SeminarsError
from seminars.model.period import BadDateError, parse_dates
from seminars.model.record import STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seminars.analysis.paper.paper import Paper
    from seminars.model.record import Seminar

KIND = "seminars-paper"
VERSION = 1
HELP = "write it anew with `seminars report --freeze -o FILE`, or give a date"


def freeze(paper: Paper) -> str:
    """The frozen paper as text: what its edition shows, and no more."""
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
        "records": paper.records,
        "figures": {
            key: {"value": figure.value, "seminars": figure.seminars, "names": figure.names}
            for key, figure in paper.figures.items()
        },
        "seminars": [
            _frozen_seminar(paper, name, seminar)
            for name, seminars in paper.groups.items()
            for seminar in seminars
        ],
        "states": {
            code: [state.name, state.region, state.least_developed]
            for code, state in states_on(programme, day).items()
        },
    }
    document["seal"] = _seal(document)
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _frozen_seminar(paper: Paper, group: str, seminar: Seminar) -> dict[str, Any]:
    kept = {name: value for name, value in details(seminar).items() if name not in paper.hidden}
    return {
        "id": seminar.id,
        "group": group,
        "status": seminar.status_on(paper.as_of),
        "dates": seminar.dates.text if seminar.dates else None,
        **kept,
    }


def thaw(text: str, title: str, name: str) -> Baseline:
    """A frozen paper of the programme `title`, read back from the file `name`.

    Raises `SeminarsError` when it is none, was changed, or belongs to another programme.
    """
    try:
        return _thawed(json.loads(text), title, name)
    except (ValueError, KeyError, TypeError, RecursionError, BadDateError):
        raise SeminarsError(f"`{name}` is not a frozen paper", HELP) from None


def frozen_day(text: str) -> str | None:
    """The day of a frozen paper of any programme, sealed or not; None where it is none."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_frozen = isinstance(document, dict) and document.get("kind") == KIND
    return str(document.get("as_of")) if is_frozen else None


def _thawed(document: object, title: str, name: str) -> Baseline:
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise SeminarsError(f"`{name}` is not a frozen paper", HELP)
    if _number(document["version"]) != VERSION:
        raise SeminarsError(f"`{name}` is of another version of `seminars`", HELP)
    if document.pop("seal", None) != _seal(document):
        raise SeminarsError(f"`{name}` was changed after it was frozen", HELP)
    other = _text(document["programme"])
    if other != title:
        raise SeminarsError(
            f"`{name}` is of another programme, `{other}`",
            "give a frozen paper of this programme, or a date",
        )
    return _baseline(document, name)


def _baseline(document: Mapping[str, Any], file: str) -> Baseline:
    since = _text_or_none(document["since"])
    seminars = [_seminar(part) for part in _list(document["seminars"])]
    figures = _mapping(document["figures"])
    return Baseline(
        file,
        date.fromisoformat(_text(document["as_of"])),
        date.fromisoformat(since) if since else None,
        _text_or_none(document["symbol"]),
        _text(document["records"]),
        {past.id: past for past in seminars},
        {code: _state(part) for code, part in _mapping(document["states"]).items()},
        {key: _number(_mapping(figure)["value"]) for key, figure in figures.items()},
    )


def _seminar(part: object) -> Past:
    values = _mapping(part)
    dates, status = _text_or_none(values["dates"]), _text(values["status"])
    if dates is not None:
        parse_dates(dates)
    if status not in STATUSES:
        raise ValueError(status)
    kept = {name: _text_or_none(values[name]) for name in DETAILS if name in values}
    return Past(_text(values["id"]), _text(values["title"]), status, dates, kept)


def _state(part: object) -> PastState:
    name, region, *more = _list(part)
    least = more[0] if more else None
    if least not in {None, True, False} or len(more) > 1:
        raise ValueError(more)
    return PastState(_text(name), _text(region), least)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _number(value: object) -> int:
    """A count; JSON's `true` is none, though Python takes it for one."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(value)
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def _seal(document: Mapping[str, Any]) -> str:
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
