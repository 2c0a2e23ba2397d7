"""Annex of the paper: what moved, and what changed since the last paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.paper.lists import LISTED, PUT_OFF
from seminars.model.period import parse_dates
from seminars.model.programme import EVERY_STATE
from seminars.model.record import STATUSES
from seminars.output.paper import wording as words
from seminars.output.paper.document import Paragraph, Table
from seminars.output.paper.english import LABELS
from seminars.output.paper.wording import in_digits, label, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seminars.analysis.paper.changes import Change, Changes
    from seminars.analysis.paper.paper import Paper
    from seminars.model.record import Seminar
    from seminars.output.paper.document import Block, Runs
    from seminars.output.paper.names import Names

_MOVED = {"number": 6, "seminar": 30, "change": 14, "first-announced": 16, "now": 16, "reason": 18}
_CHANGED = {"seminar": 34, "change": 16, "before": 17, "now": 17, "reason": 16}
# the columns whose field an edition may leave out
_FIELDS = {"first-announced": "planned", "reason": "reason"}


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
        if seminar.planned or group in PUT_OFF
    ]
    if not moved:
        return
    yield Paragraph(sentence("changes-reading"))
    shown = [name for name in _MOVED if _FIELDS.get(name) not in paper.hidden]
    rows = tuple(_moved_row(paper, names, seminar, shown) for seminar in moved)
    widths = tuple(_MOVED[name] for name in shown)
    heads = tuple(map(label, shown))
    yield Table("changes", label("changes"), heads, rows, widths, figures=(0,))


def _moved_row(
    paper: Paper, names: Names, seminar: Seminar, shown: Iterable[str]
) -> tuple[Runs, ...]:
    status = seminar.status_on(paper.as_of)
    changed = status if status in PUT_OFF else "moved"
    first, now = seminar.planned, words.dates(seminar.dates)
    if status == "cancelled":  # its dates are those that will not be
        first, now = seminar.planned or seminar.dates, label("nothing")
    texts = {
        "number": str(paper.numbers[seminar.id]),
        "seminar": names.named(seminar),
        "change": label(f"change-{changed}"),
        "first-announced": words.dates(first) if first else label("nothing"),
        "now": now, "reason": seminar.reason or label("nothing"),
    }  # fmt: skip
    return tuple((texts[name],) for name in shown)


def _changes_since(paper: Paper, names: Names, changes: Changes) -> Iterator[Block]:
    baseline = changes.baseline
    symbol = f", {baseline.symbol}" if baseline.symbol else ""
    name = "changes-since" if changes.seminars else "changes-none"
    about = sentence(name, day=words.day(baseline.as_of), symbol=symbol)
    same = sentence("records-same") if baseline.records == paper.records else ()
    yield Paragraph(words.spaced([about, same]))
    if changes.seminars:
        shown = [name for name in _CHANGED if _FIELDS.get(name) not in paper.hidden]
        rows = tuple(
            _change_row(names, part, _where(paper, names, changes, part), shown)
            for part in changes.seminars
        )
        widths = tuple(_CHANGED[name] for name in shown)
        yield Table("changes", label("changes"), tuple(map(label, shown)), rows, widths)
    if changes.roll:
        yield Paragraph(sentence("roll-reading"))
        yield _roll(names, changes)
    yield from _then_and_now(paper, changes)


def _change_row(names: Names, part: Change, where: str, shown: Iterable[str]) -> tuple[Runs, ...]:
    texts = {
        "seminar": f"{part.title}, {where}" if where else part.title,
        "change": label(f"change-{part.what}"),
        "before": _then(names, part.what, part.before), "now": _then(names, part.what, part.after),
        "reason": part.reason or label("nothing"),
    }  # fmt: skip
    return tuple((texts[name],) for name in shown)


def _where(paper: Paper, names: Names, changes: Changes, part: Change) -> str:
    """Where the seminar is held, else where the frozen paper had it: titles may be the same."""
    seminar = paper.programme.by_id.get(part.id)
    if seminar is not None:
        return names.place(seminar)
    past = changes.baseline.seminars[part.id].details
    city, country, region = (
        None if name in paper.hidden else past.get(name) for name in ("city", "country", "region")
    )
    return names.placed(city, country, region)


def _roll(names: Names, changes: Changes) -> Table:
    rows = []
    for part in sorted(changes.roll, key=lambda part: words.alphabetical_key(part.name)):
        before, after = (
            text if part.what == "renamed" or text is None else names.term(text)
            for text in (part.before, part.after)
        )
        texts = (part.name, label(f"roll-{part.what}"), before, after)
        rows.append(tuple((text or label("nothing"),) for text in texts))
    heads = tuple(map(label, ("state", "change", "before", "now")))
    return Table("roll-changes", label("changes"), heads, tuple(rows), (28, 24, 24, 24))


def _then_and_now(paper: Paper, changes: Changes) -> Iterator[Block]:
    keys = {
        "held": label("held"), "scheduled": label("scheduled-figure"),
        "intended": label("intended"), f"states.{EVERY_STATE}.hosted": label("hosted-figure"),
        f"states.{EVERY_STATE}.reached": label("reached-figure"),
        f"states.{EVERY_STATE}.never": label("never-figure"),
    }  # fmt: skip
    baseline = changes.baseline
    rows = tuple(
        ((title,), (words.digits(baseline.values[key]),), in_digits(paper.figures[key]))
        for key, title in keys.items()
        if key in baseline.values and key in paper.figures
    )
    if not rows:
        return
    day = words.day(baseline.as_of)
    span = sentence("span-since", start=False, day=words.day(baseline.since)) if baseline.since \
        else sentence("span-to", start=False, day=day)  # fmt: skip
    yield Paragraph(sentence("spans", day=day, span=span))
    heads = (label("figure"), label("past-paper", day=day), label("this-paper"))
    yield Table("then-and-now", label("changes"), heads, rows, (60, 20, 20), figures=(1, 2))


def _then(names: Names, what: str, text: str | None) -> str:
    """A value of a frozen paper or of today, in words."""
    if text is None:
        return label("nothing")
    if what in STATUSES:
        return label(f"status-{text}")
    if what in {"title", "city"}:
        return text
    if what in {"kind", "country", "region", "themes"}:
        return _term(names, what, text)
    return words.dates(parse_dates(text))


def _term(names: Names, what: str, text: str) -> str:
    if what == "kind":
        return LABELS.get(text, text)
    if what == "country":
        return names.state(text)
    return names.term(text) if what == "region" else names.terms(tuple(text.split()))
