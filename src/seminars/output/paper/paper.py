"""The paper as a document: its head, its numbered paragraphs, its annexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.output.paper import wording as words
from seminars.output.paper.annex_changes import changed
from seminars.output.paper.annex_promises import mandates, targets
from seminars.output.paper.annex_seminars import grid, seminars
from seminars.output.paper.annex_seminars import office as for_office
from seminars.output.paper.annex_states import states
from seminars.output.paper.body import Body
from seminars.output.paper.document import Document, Heading, Paragraph
from seminars.output.paper.english import LANGUAGE
from seminars.output.paper.names import Names
from seminars.output.paper.wording import label, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seminars.analysis.paper.figures import Figure
    from seminars.analysis.paper.lists import Unread
    from seminars.analysis.paper.paper import Paper
    from seminars.output.paper.document import Block, Runs

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def document(paper: Paper, *, office: bool = True) -> Document:
    """The whole paper of one edition; without `office`, what is for the office stays out of it."""
    names, front, day = Names(paper), paper.front, words.day(paper.as_of)
    head = [front.symbol, label("original"), label("date", day=day)]
    return Document(
        head=tuple(text for text in head if text),
        title=paper.programme.title,
        subtitle=tuple(
            text for text in (front.session, label("prepared", day=day), label(front.edition))
            if text
        ),
        caution=_caution(paper),
        blocks=(*Body(paper, names).blocks(), *_annexes(paper, names, office=office)),
        language=LANGUAGE,
        running=front.symbol or paper.programme.title,
        day=paper.as_of,
        rows=paper.numbers,
        rows_in=label("annex-alone", number=_ROMAN[0]),  # what is listed fills the first annex
    )  # fmt: skip


def _caution(paper: Paper) -> Runs:
    unread = paper.unread
    lost = (
        sentence("caution-unread", annex=label("caveats"))
        if unread.records or unread.files or unread.rules
        else ()
    )
    illustrative = caution(paper.figures["caveat.illustrative"], paper.figures["records"])
    return words.spaced([illustrative, lost])


def caution(illustrative: Figure, records: Figure) -> Runs:
    """What is to be said where records are illustrative; nothing where none is."""
    number = illustrative.value
    if not number:
        return ()
    if number == records.value:
        return sentence("caution-all", n=illustrative)
    return sentence("caution", n=illustrative, records=records, be=words.choice("be", number))


def _annexes(paper: Paper, names: Names, *, office: bool) -> Iterator[Block]:
    """The annexes that have something in them, numbered."""
    made = {
        "seminars": seminars(paper, names), "grid": grid(paper, names),
        "states": states(paper, names), "targets": targets(paper, names),
        "changes": changed(paper, names), "mandates": mandates(paper, names),
        "caveats": _caveats(paper), "office": for_office(paper, names) if office else (),
    }  # fmt: skip
    filled = ((name, blocks) for name, found in made.items() if (blocks := list(found)))
    for number, (name, blocks) in zip(_ROMAN, filled, strict=False):
        yield Heading(1, label("annex", number=number, title=label(name)), name)
        yield from blocks


def _caveats(paper: Paper) -> Iterator[Block]:
    for code in paper.caveats:
        figure = paper.figures[f"caveat.{code}"]
        be = words.choice("they-earlier" if code == "earlier" else "be", figure.value)
        told = code == "earlier" and paper.changes is not None
        name = f"caveat-{code}-told" if told else f"caveat-{code}"
        yield Paragraph(sentence(name, n=figure, records=paper.figures["records"], be=be), "–", 1)
    if paper.programme.packaged_roll:
        yield Paragraph(sentence("caveat-regions"), "–", 1)
    for runs in _unread(paper.unread):
        yield Paragraph(runs, "–", 1)


def _unread(unread: Unread) -> Iterator[Runs]:
    if lost := len(unread.records):
        number, be = words.choice_spelled("lost-record", lost), words.choice("be", lost)
        yield sentence("caveat-lost", number=number, be=be)
    if unread.files:
        yield sentence("caveat-files", number=words.choice_spelled("lost-file", unread.files))
    if unread.rules:
        yield sentence("caveat-rules")
