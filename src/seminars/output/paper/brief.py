"""The page for a delegation as a document: which sentence and which table stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.output.paper import english
from seminars.output.paper import wording as words
from seminars.output.paper.annex_promises import answered
from seminars.output.paper.brief_room import LONGEST, nearest_to, room
from seminars.output.paper.document import Block, Document, Heading, Paragraph, Runs, Table
from seminars.output.paper.english import LABELS, LANGUAGE, SENTENCES
from seminars.output.paper.names import Names
from seminars.output.paper.paper import caution
from seminars.output.paper.wording import label, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seminars.analysis.paper.brief import Brief
    from seminars.analysis.paper.promises import Answered
    from seminars.model.record import Seminar

_WIDTHS = (17, 17, 31, 24, 11)


def brief_document(brief: Brief) -> Document:
    """One page: where the state stands, and its seminars, part by part."""
    front, day = brief.paper.front, words.day(brief.as_of)
    names = Names(brief.paper)
    lines = (front.session, label("prepared", day=day), label(front.edition))
    return Document(
        head=(front.symbol,) if front.symbol else (),
        title=sentence_text("brief", brief, names),
        subtitle=(brief.paper.programme.title, *(line for line in lines if line)),
        caution=caution(brief.figures["brief.illustrative"], brief.figures["brief.records"]),
        blocks=tuple(_blocks(brief, names)),
        language=LANGUAGE,
        running=front.symbol or brief.paper.programme.title,
        day=brief.as_of,
        rows={},
        one_page=True,
    )


def sentence_text(name: str, brief: Brief, names: Names) -> str:
    """A sentence about the state, as plain text."""
    least = brief.state.least_developed_on(brief.as_of)
    runs = sentence(
        name, name=english.in_sentence(names.state(brief.state.code)),
        region=names.term(brief.state.region or ""),
        least=SENTENCES["brief-least"] if least else "",
    )  # fmt: skip
    return "".join(str(run) for run in runs)


def _blocks(brief: Brief, names: Names) -> Iterator[Block]:
    rows, on_roll = room(brief, names), brief.state.on_roll(brief.as_of)
    place = "brief-place" if on_roll else "brief-off-roll"
    yield Paragraph((words.opening(sentence_text(place, brief, names)),))
    for part, seminars in brief.lists.items():
        if seminars:
            yield Paragraph(sentence(f"brief-{part}", n=brief.figures[f"brief.{part}"]))
            shown = nearest_to(brief.as_of, seminars, rows[part])
            yield _table(part, shown, brief, names)
            yield from _more(len(seminars) - len(shown))
    if brief.requests:
        yield Paragraph(sentence("brief-requests", n=brief.figures["brief.requests"]))
        yield _requests(brief, names, rows["requests"])
        yield from _more(len(brief.requests) - rows["requests"])
    yield from _nothing(brief)
    for offer in brief.offers[: rows["offers"]]:
        where = offer.city or names.state(offer.country)
        yield Paragraph(sentence("brief-offer", place=where, dates=words.dates(offer.dates)))
    yield from _more(len(brief.offers) - rows["offers"])
    yield Heading(2, label("caveats"))
    yield Paragraph(sentence("brief-caveat"))


def _more(number: int) -> Iterator[Block]:
    """What is said below a table that does not show all."""
    if number:
        yield Paragraph((label("and-more", n=words.digits(number)),))


def _short(text: str) -> str:
    """As much of a text as a cell of one page has room for."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _nothing(brief: Brief) -> Iterator[Block]:
    """The parts in which nothing is, in one sentence."""
    parts: dict[str, object] = {**brief.lists, "requests": brief.requests}
    empty = [
        (LABELS[f"brief-no-{name}"],) for name, found in parts.items()
        if not found and f"brief-no-{name}" in LABELS
    ]  # fmt: skip
    if empty:
        yield Paragraph(sentence("brief-nothing", parts=words.enumerated(empty, english.OR)))


def _table(part: str, seminars: tuple[Seminar, ...], brief: Brief, names: Names) -> Table:
    rows = tuple(_row(seminar, brief, names) for seminar in seminars)
    heads = tuple(map(label, ("dates", "place", "seminar", "themes", "status")))
    return Table(f"brief-{part}", label("seminars"), heads, rows, _WIDTHS)


def _row(seminar: Seminar, brief: Brief, names: Names) -> tuple[Runs, ...]:
    texts = (
        words.dates(seminar.dates), _short(names.place(seminar)), _short(seminar.title),
        _short(names.terms(seminar.themes)), label(f"status-{seminar.status_on(brief.as_of)}"),
    )  # fmt: skip
    return tuple((text,) for text in texts)


def _requests(brief: Brief, names: Names, number: int) -> Table:
    rows = tuple(
        tuple(
            (text,)
            for text in (
                _short(names.terms(part.request.themes)), words.dates(part.request.dates),
                words.dates(part.request.received), _short(_answer(part, brief, names)),
            )
        )
        for part in brief.requests[:number]
    )  # fmt: skip
    heads = tuple(map(label, ("themes", "wished", "received", "answer")))
    return Table("brief-requests", label("request"), heads, rows, (34, 18, 18, 30))


def _answer(part: Answered, brief: Brief, names: Names) -> str:
    answers = "; ".join(answered(brief.paper, names, part, numbered=False))
    return label(part.state) + (f" ({answers})" if answers else "")
