"""The table of seminars on the page, with its filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.paper.lists import LISTED
from seminars.output.page.markup import escaped, scrolling
from seminars.output.paper.document import Table
from seminars.output.paper.english import LABELS
from seminars.output.paper.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seminars.analysis.paper.paper import Paper
    from seminars.model.record import Seminar
    from seminars.output.page.rows import Rows
    from seminars.output.page.tables import Columns
    from seminars.output.paper.document import Block
    from seminars.output.paper.names import Names

_COLUMNS = {
    "number": 5, "dates": 10, "place": 10, "seminar": 28, "list": 9, "region": 10, "themes": 12,
    "levels": 12, "people": 8, "remarks": 13,
}  # fmt: skip
"""The columns and how wide they are."""
_FROM_LIST = ("number", "dates", "place", "seminar", "themes", "levels", "participants", "remarks")
"""What the table of a list says already of each seminar."""


def seminar_table(
    paper: Paper, names: Names, blocks: Iterable[Block], rows: Rows, columns: Columns
) -> str:
    """The table in the order of the lists; `blocks` are the annex that has the same by list."""
    tables = {block.name: block for block in blocks if isinstance(block, Table)}
    regions = {region: (at, escaped(names.term(region))) for at, region in enumerate(paper.regions)}
    made, remarks = [], []
    for group in LISTED:
        table = tables.get(f"seminars-{group}")
        listed = escaped(LABELS.get(f"short-{group}") or label(group))
        for seminar, texts in zip(paper.groups[group], _texts(table), strict=True):
            at, region = regions[seminar.region]
            row, remark = _row(seminar, texts, listed, region)
            made.append(f"<tr data-l={group} data-r={at} {row}")
            remarks.append(remark)
    body = rows.body("seminars", made, remarks=remarks)
    heads = [label(column) for column in _COLUMNS]
    columns.add("seminars", heads, tuple(_COLUMNS.values()))
    shown = "".join(f'<th scope="col">{escaped(head)}</th>' for head in heads)
    drawn = (
        f'<table id="t-seminars" class="cards"><caption>{escaped(label("seminars"))}</caption>'
        f"<thead><tr>{shown}</tr></thead>{body}</table>"
    )
    return (
        _filters(paper, names) + rows.rest("seminars") + rows.note("seminars")
        + scrolling(drawn, label("seminars"))
    )  # fmt: skip


def _texts(table: Table | None) -> Iterator[list[str]]:
    """Of each row of a list's table the cells in `_FROM_LIST`; a dash where it has no column."""
    if table is None:
        return
    at = {head: place for place, head in enumerate(table.heads)}
    places = [at.get(label(head)) for head in _FROM_LIST]
    nothing = LABELS["nothing"]
    for cells in table.rows:
        yield [nothing if place is None else escaped(str(cells[place][0])) for place in places]


def _row(seminar: Seminar, texts: Sequence[str], listed: str, region: str) -> tuple[str, str]:
    """The row but for its remarks, and the remarks. What is not known has an empty `data-v`."""
    number, dates, place, title, themes, levels, people, remarks = texts
    first = seminar.begins.toordinal() if seminar.begins else ""
    count = seminar.participants.number if seminar.participants else ""
    row = (
        f'id="r-{escaped(seminar.id)}"><td>{number}<td data-v="{first}">{dates}'
        f"<td dir=auto>{place}<th scope=row dir=auto>{title}<td>{listed}<td dir=auto>{region}"
        f'{_terms(themes)}{_terms(levels)}<td data-v="{count}">{people}'
    )
    return row, "" if remarks == LABELS["nothing"] else remarks


def _terms(text: str) -> str:
    return f"<td data-v>{text}" if text == LABELS["nothing"] else f"<td dir=auto>{text}"


def _filters(paper: Paper, names: Names) -> str:
    """The fields that narrow the table; hidden until there is a script that does it."""
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
        '<div class="filters" role="search" hidden>'
        f'<label>{escaped(label("filter-words"))}<input id="f-text" type="search"></label>'
        f"<label>{escaped(label('filter-list'))}"
        f'<select id="f-list">{every}{lists}</select></label>'
        f"<label>{escaped(label('filter-region'))}"
        f'<select id="f-region">{every}{regions}</select></label>'
        f'<button id="f-clear" type="button">{escaped(label("filter-clear"))}</button></div>'
        f'<p id="f-told" role="status" data-t="{escaped(LABELS["filter-told"])}"></p>'
    )
