"""Annexes of the paper: the table of seminars, region by theme, and what is for the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.paper.lists import COUNTED, LISTED
from seminars.model.programme import UNKNOWN
from seminars.output.paper import english
from seminars.output.paper import wording as words
from seminars.output.paper.document import Heading, Paragraph, Table
from seminars.output.paper.wording import in_digits, label, sentence, spaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seminars.analysis.paper.lists import GroupName
    from seminars.analysis.paper.paper import Paper
    from seminars.model.record import Seminar
    from seminars.output.paper.document import Block, Runs
    from seminars.output.paper.names import Names


_UPRIGHT = 5  # practical areas that have room beside each other on an upright page


def seminars(paper: Paper, names: Names) -> Iterator[Block]:
    """A table for each list."""
    if not paper.numbers:
        return
    yield Paragraph(sentence("listed"))
    for group in LISTED:
        yield Heading(2, label(group, year=str(paper.year)))
        seminars = paper.groups[group]
        if seminars:
            yield _seminar_table(paper, names, group, seminars)
        else:
            yield Paragraph(sentence("none-listed"))


def _seminar_table(
    paper: Paper, names: Names, group: GroupName, seminars: tuple[Seminar, ...]
) -> Table:
    heads = ("number", "dates", "place", "seminar", "kind", "themes", "levels", "took-part",
             "participants", "remarks")  # fmt: skip
    widths = (5, 11, 12, 19, 8, 15, 13, 6, 10, 24)
    rows = [_seminar_row(paper, names, seminar) for seminar in seminars]
    # states and participants are known of what was held: elsewhere mostly of none
    empty = {
        at for at, head in enumerate(heads)
        if head in {"took-part", "participants"}
        and all(row[at] == label("nothing") for row in rows)
    }  # fmt: skip
    kept = [at for at in range(len(heads)) if at not in empty]
    return Table(
        f"seminars-{group}", label(group, year=str(paper.year)),
        tuple(label(heads[at]) for at in kept),
        tuple(tuple((row[at],) for at in kept) for row in rows),
        tuple(widths[at] for at in kept),
        figures=tuple(kept.index(at) for at in (0, 7, 8) if at in kept), wide=True,
        ids=tuple(seminar.id for seminar in seminars), ids_under=heads.index("place"),
    )  # fmt: skip


def _seminar_row(paper: Paper, names: Names, seminar: Seminar) -> tuple[str, ...]:
    took_part = "" if seminar.countries is None else str(len(seminar.countries))
    people = "" if seminar.participants is None else str(seminar.participants)
    return (
        str(paper.numbers[seminar.id]), words.dates(seminar.dates),
        names.place(seminar), seminar.title, label(seminar.kind),
        names.terms(seminar.themes), names.terms(seminar.levels, "level"),
        took_part or label("nothing"), people or label("nothing"),
        names.remarks(seminar),
    )  # fmt: skip


def grid(paper: Paper, names: Names) -> Iterator[Block]:
    """Region by theme: held, scheduled and intended."""
    if not any(paper.figures[group].value for group in COUNTED):
        return
    columns = [term.id for term in paper.programme.themes]
    if any(paper.figures[f"{group}.theme.{UNKNOWN}"].value for group in COUNTED):
        columns.append(UNKNOWN)
    yield Paragraph(sentence("grid-reading", year=str(paper.year)))
    heads = [label("no-theme") if column == UNKNOWN else names.term(column, "theme")
             for column in columns]  # fmt: skip
    places = [*((f".region.{r}", names.term(r)) for r in paper.regions),
              ("", label("all-seminars"))]  # fmt: skip
    rows = tuple(
        ((title,), *(_cell(paper, f"{place}.theme.{column}") for column in columns),
         _cell(paper, place))
        for place, title in places
    )  # fmt: skip
    yield Table(
        "grid", label("grid"), (label("region"), *heads, label("all-seminars")), rows,
        (18, *(14 for _ in columns), 12), total=1,
        figures=tuple(range(1, len(columns) + 2)), wide=len(columns) > _UPRIGHT,
    )  # fmt: skip


def _cell(paper: Paper, place: str) -> Runs:
    """Held, + scheduled, (intended) of a place in the grid."""
    held, scheduled, intended = (paper.figures[f"{group}{place}"] for group in COUNTED)
    parts: list[Runs] = []
    if held.value or scheduled.value:
        parts.append(in_digits(held))
    if scheduled.value:
        parts.append(("+ ", *in_digits(scheduled)))
    if intended.value:
        parts.append(("(", *in_digits(intended), ")"))
    return spaced(parts) or (label("nothing"),)


def office(paper: Paper, names: Names) -> Iterator[Block]:
    """Staff, speakers, cost and notes; never in a public edition."""
    if paper.front.edition == "public":
        return
    rows = [
        _office_row(paper, names, seminar)
        for group in LISTED
        for seminar in paper.groups[group]
        if seminar.officers or seminar.speakers or seminar.cost or seminar.notes
    ]
    if rows:
        heads = ("number", "place", "staff", "speakers", "cost", "notes")
        yield Table("office", label("office"), tuple(map(label, heads)), tuple(rows),
                    (5, 18, 15, 18, 10, 34), figures=(0, 4), wide=True)  # fmt: skip


def _office_row(paper: Paper, names: Names, seminar: Seminar) -> tuple[Runs, ...]:
    currency = paper.programme.currency or ""
    cost = (
        f"{english.amount(seminar.cost.text)} {currency}".strip()
        if seminar.cost
        else label("nothing")
    )
    texts = (
        str(paper.numbers[seminar.id]), names.place(seminar),
        ", ".join(seminar.officers or ()) or label("nothing"),
        ", ".join(seminar.speakers or ()) or label("nothing"),
        cost, seminar.notes or label("nothing"),
    )  # fmt: skip
    return tuple((text,) for text in texts)
