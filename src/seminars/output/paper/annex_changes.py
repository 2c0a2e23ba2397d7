"""Annex of the paper: what moved, and what changed since the last paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.paper.lists import LISTED
from seminars.analysis.query import EVERY_STATE
from seminars.model.period import parse_dates
from seminars.output.paper import wording as words
from seminars.output.paper.document import Paragraph, Table
from seminars.output.paper.english import LABELS
from seminars.output.paper.wording import in_digits, label, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seminars.analysis.paper.changes import Changes
    from seminars.analysis.paper.paper import Paper
    from seminars.model.record import Seminar
    from seminars.output.paper.document import Block, Runs
    from seminars.output.paper.names import Names


def changed(paper: Paper, names: Names) -> Iterator[Block]:
    """Against a frozen paper; without one, what the records themselves say has moved."""
    changes = paper.changes
    if changes is not None:
        yield from _changes_since(paper, names, changes)
        return
    moved = [
        seminar
        for group in LISTED
        for seminar in paper.groups[group]
        if seminar.planned or group in {"postponed", "cancelled"}
    ]
    if not moved:
        return
    yield Paragraph(sentence("changes-reading"))
    heads = tuple(map(label, ("number", "seminar", "change", "first-announced", "now", "reason")))
    rows = tuple(_moved_row(paper, names, seminar) for seminar in moved)
    yield Table("changes", label("changes"), heads, rows, (6, 26, 12, 16, 16, 24), figures=(0,))


def _moved_row(paper: Paper, names: Names, seminar: Seminar) -> tuple[Runs, ...]:
    status = seminar.status_on(paper.as_of)
    changed = status if status in {"postponed", "cancelled"} else "moved"
    texts = (
        str(paper.numbers[seminar.id]), f"{seminar.title}, {names.place(seminar)}",
        label(f"change-{changed}"),
        words.dates(seminar.planned) if seminar.planned else label("nothing"),
        words.dates(seminar.dates), seminar.reason or label("nothing"),
    )  # fmt: skip
    return tuple((text,) for text in texts)


def _changes_since(paper: Paper, names: Names, changes: Changes) -> Iterator[Block]:
    symbol = f", {changes.baseline.symbol}" if changes.baseline.symbol else ""
    day = words.day(changes.baseline.as_of)
    name = "changes-since" if changes.seminars else "changes-none"
    yield Paragraph(sentence(name, day=day, symbol=symbol))
    rows = [
        (
            (part.title,),
            (label(f"change-{part.what}"),),
            (_then(part.before),), (_then(part.after),), (part.reason or label("nothing"),),
        )
        for part in changes.seminars
    ]  # fmt: skip
    rows += [
        (
            (names.state(part.code),),
            (label("change-region" if part.what == "region" else part.what),),
            (names.term(part.before or label("nothing")),),
            (names.term(part.after or label("nothing")),), (label("nothing"),),
        )
        for part in changes.roll
    ]  # fmt: skip
    if rows:
        heads = tuple(map(label, ("seminar", "change", "before", "now", "reason")))
        yield Table("changes", label("changes"), heads, tuple(rows), (32, 14, 16, 16, 22))
    yield _then_and_now(paper, changes)


def _then_and_now(paper: Paper, changes: Changes) -> Table:
    keys = {
        "held": label("held"), "scheduled": label("scheduled-figure"),
        "intended": label("intended"), f"states.{EVERY_STATE}.hosted": label("hosted-figure"),
        f"states.{EVERY_STATE}.reached": label("reached-figure"),
        f"states.{EVERY_STATE}.never": label("never-figure"),
    }  # fmt: skip
    rows = tuple(
        ((title,), (words.digits(changes.baseline.values[key]),), in_digits(paper.figures[key]))
        for key, title in keys.items()
        if key in changes.baseline.values and key in paper.figures
    )
    heads = tuple(map(label, ("figure", "before", "now")))
    return Table("then-and-now", label("changes"), heads, rows, (60, 20, 20), figures=(1, 2))


def _then(text: str | None) -> str:
    """A status or dates of a frozen paper, in words."""
    if text is None:
        return label("nothing")
    key = f"change-{text}"
    return LABELS[key] if key in LABELS else words.dates(parse_dates(text))
