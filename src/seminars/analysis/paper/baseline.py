"""A frozen paper: its figures and what its records said, sealed in a file.

The file is JSON. Its seal is the SHA-256 of everything else in it, so that a change by hand or by
accident shows; it is no signature.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from seminars.analysis.paper.changes import Baseline, Past, states_on
from seminars.model.diagnostics import SeminarsError

if TYPE_CHECKING:
    from seminars.analysis.paper.paper import Paper

KIND = "seminars-paper"
VERSION = 1
HELP = "write it anew with `seminars report --freeze -o FILE`, or give a date"


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
        "states": {code: list(state) for code, state in states_on(programme, day).items()},
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
        return _baseline(document, name)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SeminarsError(f"`{name}` is not a frozen paper", HELP) from None


def _baseline(document: dict[str, Any], file: str) -> Baseline:
    fields = ("id", "title", "status", "dates", "country")
    return Baseline(
        file,
        date.fromisoformat(document["as_of"]),
        document["symbol"],
        {part["id"]: Past(*(part[name] for name in fields)) for part in document["seminars"]},
        {code: (name, region) for code, (name, region) in document["states"].items()},
        {key: figure["value"] for key, figure in document["figures"].items()},
    )


def _seal(document: dict[str, Any]) -> str:
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
