"""Annexes of the paper: planned against delivered; mandates and requests, and what answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.query import spanned_period
from seminars.analysis.targets import narrowing
from seminars.output.paper import english
from seminars.output.paper import wording as words
from seminars.output.paper.document import Paragraph, Table
from seminars.output.paper.wording import in_digits, label, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seminars.analysis.paper.paper import Paper
    from seminars.analysis.paper.promises import Answered
    from seminars.output.paper.document import Block, Runs
    from seminars.output.paper.names import Names


def targets(paper: Paper, names: Names) -> Iterator[Block]:
    """Planned against delivered."""
    if not paper.targets:
        return
    period = spanned_period(paper.programme, paper.as_of)
    yield Paragraph(sentence("targets-reading", period=english.period(period)))
    rows = []
    for number, part in enumerate(paper.targets, 1):
        subjects = [_subject(names, name, value) for name, value in narrowing(part.target)]
        figures = (
            paper.figures[f"target.{number}.{column}"]
            for column in ("held", "scheduled", "missing", "proposed")
        )
        rows.append((
            (", ".join(subjects) or label("every-seminar"),),
            (words.digits(part.target.seminars),), *map(in_digits, figures),
        ))  # fmt: skip
    heads = ("subject", "planned", "held-column", "scheduled-column", "missing",
             "proposed-column")  # fmt: skip
    yield Table("targets", label("targets"), tuple(map(label, heads)), tuple(rows),
                (35, 13, 13, 13, 13, 13), figures=(1, 2, 3, 4, 5))  # fmt: skip


def _subject(names: Names, name: str, value: str) -> str:
    return words.opening(label(value)) if name == "kind" else names.term(value, name)


def mandates(paper: Paper, names: Names) -> Iterator[Block]:
    """Each mandate in a paragraph; the requests in a table."""
    for mandate in paper.mandates:
        held, scheduled, proposed = (
            paper.figures[f"mandate.{mandate.id}.{status}"]
            for status in ("held", "scheduled", "proposed")
        )
        about = sentence("mandate", decision=words.unclosed(mandate.decision),
                         text=words.closed(mandate.text))  # fmt: skip
        answers = sentence("mandate-answered", held=held, scheduled=scheduled, proposed=proposed)
        yield Paragraph((*about, " ", *answers))
    if paper.requests:
        yield Paragraph(_requests(paper))
        heads = ("id", "state", "themes", "wished", "received", "answer")
        yield Table("requests", label("request"), tuple(map(label, heads)),
                    _request_rows(paper, names), (12, 18, 22, 14, 14, 20))  # fmt: skip


def _requests(paper: Paper) -> Runs:
    total = paper.figures["requests"]
    large = total.value >= words.SPELLED_BELOW
    states = {state: paper.figures[f"requests.{state}"]
              for state in ("met", "arranged", "proposed", "open")}  # fmt: skip
    parts = words.enumerated(
        sentence(f"requests-{state}", start=False, large=large, n=figure)
        for state, figure in states.items()
        if figure.value
    )
    return sentence("requests", "requests-parts", requests=total, parts=parts)


def _request_rows(paper: Paper, names: Names) -> tuple[tuple[Runs, ...], ...]:
    rows = []
    for part in sorted(paper.requests, key=lambda p: words.alphabetical_key(
        names.state(p.request.country))):  # fmt: skip
        request = part.request
        answers = ", ".join(answered(paper, names, part))
        texts = (
            request.id, names.state(request.country), names.terms(request.themes),
            words.dates(request.dates), words.dates(request.received),
            label(part.state) + (f" ({answers})" if answers else ""),
        )  # fmt: skip
        rows.append(tuple((text,) for text in texts))
    return tuple(rows)


def answered(paper: Paper, names: Names, part: Answered, *, numbered: bool = True) -> list[str]:
    """The seminars that bring a request as far as it is, by their numbers in the table.

    One that stands in no table of the paper, by its dates and place; where the numbers are not
    shown, every one.
    """
    return [
        str(paper.numbers[seminar.id])
        if numbered and seminar.id in paper.numbers
        else f"{words.dates(seminar.dates)}, {names.place(seminar)}"
        for seminar in part.deciding(paper.as_of)
    ]
