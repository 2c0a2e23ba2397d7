"""The table of seminars on the page, and for each figure the rows behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.paper.lists import LISTED
from seminars.output.page.markup import escaped, scrolling
from seminars.output.paper import wording as words
from seminars.output.paper.document import Paragraph, Ref, runs_of
from seminars.output.paper.english import LABELS
from seminars.output.paper.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seminars.analysis.paper.lists import GroupName
    from seminars.analysis.paper.paper import Paper
    from seminars.model.record import Seminar
    from seminars.output.page.rows import Rows
    from seminars.output.paper.document import Document
    from seminars.output.paper.names import Names

_COLUMNS = (
    "number", "dates", "place", "seminar", "list", "region", "themes", "levels", "participants",
    "remarks",
)  # fmt: skip


def _row(paper: Paper, names: Names, group: GroupName, seminar: Seminar, region: int) -> str:
    first = seminar.begins.toordinal() if seminar.begins else 9_999_999
    remarks = names.remarks(seminar)
    texts = (
        names.place(seminar), seminar.title, label(group, year=paper.year),
        names.term(seminar.region), names.terms(seminar.themes), names.terms(seminar.levels),
        str(seminar.participants) if seminar.participants else label("nothing"),
        "" if remarks == label("nothing") else remarks,
    )  # fmt: skip
    cells = "".join(f"<td>{escaped(text)}" for text in texts)
    return (
        f'<tr id="r-{escaped(seminar.id)}" data-l={group} data-r={region}>'
        f"<td>{paper.numbers[seminar.id]}"
        f"<td data-v={first}>{escaped(words.dates(seminar.dates))}{cells}"
    )


def seminar_table(paper: Paper, names: Names, rows: Rows) -> str:
    """The table in the order of the lists, with filters and heads that sort."""
    heads = "".join(
        f'<th scope="col" aria-sort="none"><button type="button">{escaped(label(column))}'
        "</button></th>"
        for column in _COLUMNS
    )
    regions = {region: at for at, region in enumerate(paper.regions)}
    made = [
        _row(paper, names, group, seminar, regions[seminar.region])
        for group in LISTED
        for seminar in paper.groups[group]
    ]
    table = (
        f'<table id="records"><caption>{escaped(label("seminars"))}</caption>'
        f"<thead><tr>{heads}</tr></thead>{rows.body('seminars', made)}</table>"
    )
    return _filters(paper, names) + scrolling(table, label("seminars"))


def _filters(paper: Paper, names: Names) -> str:
    lists = "".join(
        f'<option value="{group}">{escaped(label(group, year=paper.year))}</option>'
        for group in LISTED
        if paper.groups[group]
    )
    regions = "".join(
        f'<option value="{at}">{escaped(names.term(region))}</option>'
        for at, region in enumerate(paper.regions)
    )
    every = f'<option value="">{escaped(label("filter-all"))}</option>'
    return (
        '<div class="filters" role="search">'
        f'<label>{escaped(label("filter-words"))}<input id="f-text" type="search"></label>'
        f"<label>{escaped(label('filter-list'))}"
        f'<select id="f-list">{every}{lists}</select></label>'
        f"<label>{escaped(label('filter-region'))}"
        f'<select id="f-region">{every}{regions}</select></label>'
        f'<button id="f-clear" type="button">{escaped(label("filter-clear"))}</button></div>'
        f'<p id="f-told" role="status" data-t="{escaped(LABELS["filter-told"])}"></p>'
    )


def figure_rows(paper: Paper, document: Document) -> dict[str, list[int]]:
    """For each figure in the text the rows behind it: the first, then the steps to the next."""
    keys: dict[str, list[int]] = {}
    for block in (Paragraph(document.caution), *document.blocks):
        for run in runs_of(block):
            if isinstance(run, Ref) and run.figure.key not in keys:
                keys[run.figure.key] = _steps(paper, run.figure.seminars)
    return {key: steps for key, steps in keys.items() if steps}


def _steps(paper: Paper, ids: Iterable[str]) -> list[int]:
    rows = sorted(paper.numbers[i] - 1 for i in ids if i in paper.numbers)
    return [row - before for before, row in zip([0, *rows], rows, strict=False)]
