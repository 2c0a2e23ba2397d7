"""A paper as the data of the contract's JSON: its figures by key, its paragraphs, its lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.paper.lists import GROUPS
from seminars.analysis.targets import SUBJECTS
from seminars.output.data import record
from seminars.output.paper.audit import figure_data
from seminars.output.paper.document import Paragraph, Ref, plain_text

if TYPE_CHECKING:
    from seminars.analysis.paper.figures import Figure
    from seminars.analysis.paper.paper import Paper
    from seminars.model.record import Seminar
    from seminars.output.data import Json
    from seminars.output.paper.document import Document, Runs

# fields for whoever keeps the records, which no paper shows
_OF_THE_FILE = {"waive", "sources"}


def paper_data(paper: Paper, document: Document) -> Json:
    """The data of `report`."""
    return {
        "programme": paper.programme.title,
        "symbol": paper.front.symbol,
        "session": paper.front.session,
        "edition": paper.front.edition,
        "since": paper.since.isoformat() if paper.since else None,
        "paragraphs": _paragraphs(document),
        "lists": {name: [seminar.id for seminar in paper.groups[name]] for name in GROUPS},
        "seminars": [
            seminar_data(paper, seminar) for name in GROUPS for seminar in paper.groups[name]
        ],
        "figures": {key: figure_data(paper, figure) for key, figure in paper.figures.items()},
        "targets": [
            {
                **{name: getattr(part.target, name) for name in SUBJECTS},
                "planned": part.target.seminars,
                "held": len(part.held),
                "scheduled": len(part.scheduled),
                "proposed": len(part.proposed),
                "missing": part.missing,
            }
            for part in paper.targets
        ],
        "requests": [
            {"id": part.request.id, "country": part.request.country, "state": part.state,
             "seminars": [seminar.id for seminar in part.seminars]}
            for part in paper.requests
        ],
        "changes": _changes(paper),
        "caveats": list(paper.caveats),
        "lost": len(paper.unread.records),
        "lost_files": paper.unread.files,
    }  # fmt: skip


def brief_data(paper: Paper, document: Document, figures: dict[str, Figure]) -> Json:
    """The data of `report --brief`."""
    return {
        "programme": paper.programme.title,
        "edition": paper.front.edition,
        "title": document.title,
        "caution": plain_text(document.caution),
        "paragraphs": _paragraphs(document),
        "figures": {key: figure_data(paper, figure) for key, figure in figures.items()},
    }


def seminar_data(paper: Paper, seminar: Seminar) -> Json:
    """What the edition shows of a seminar, and its number in the table of seminars."""
    left_out = paper.hidden | _OF_THE_FILE
    known = record(seminar, paper.as_of).items()
    shown = {name: value for name, value in known if name not in left_out}
    return {**shown, "number": paper.numbers.get(seminar.id)}


def _paragraphs(document: Document) -> list[Json]:
    return [
        {"label": block.label, "text": plain_text(block.runs), "figures": _keys(block.runs)}
        for block in document.blocks
        if isinstance(block, Paragraph)
    ]


def _keys(runs: Runs) -> list[str]:
    return [run.figure.key for run in runs if isinstance(run, Ref)]


def _changes(paper: Paper) -> Json | None:
    changes = paper.changes
    if changes is None:
        return None
    names = ("what", "id", "title", "before", "after", "reason")
    return {
        "as_of": changes.baseline.as_of.isoformat(),
        "symbol": changes.baseline.symbol,
        "same_records": changes.baseline.records == paper.records,
        "seminars": [{name: getattr(part, name) for name in names} for part in changes.seminars],
        "states": [
            {
                "what": part.what,
                "code": part.code,
                "name": part.name,
                "before": part.before,
                "after": part.after,
            }
            for part in changes.roll
        ],
    }
