"""Headings, paragraphs and tables of a paper as markup; its figures as links to what is behind."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from seminars.output.page.markup import escaped, scrolling
from seminars.output.paper.document import Heading, Paragraph, Ref, plain_text
from seminars.output.paper.english import LABELS
from seminars.output.paper.names import Names
from seminars.output.paper.wording import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seminars.analysis.paper.figures import Figure
    from seminars.analysis.paper.paper import Paper
    from seminars.output.page.rows import Rows
    from seminars.output.page.tables import Columns
    from seminars.output.paper.document import Block, Runs, Table

    Leads = Callable[[Figure], str]

_OF_FIGURES = {"grid", "states", "targets", "then-and-now"}
_SHADES = 4


class Blocks:
    """Makes markup of blocks. `leads` gives the attributes of a figure's link, or no text."""

    def __init__(
        self, paper: Paper, rows: Rows, columns: Columns, leads: Leads, *, level: int
    ) -> None:
        self.paper, self.rows, self.columns, self.leads = paper, rows, columns, leads
        self.level = level
        self.figures: dict[str, Figure] = {}
        """The figures made so far that lead somewhere, by their keys."""

    def block(self, block: Block) -> str:
        """One block."""
        if isinstance(block, Heading):
            return f'<h{self.level} dir="auto">{escaped(block.text)}</h{self.level}>'
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        return self._table(block)

    def _paragraph(self, block: Paragraph) -> str:
        if not block.label:
            return f'<p dir="auto">{self.runs(block.runs)}</p>'
        depth = f" d{block.depth}" if block.depth else ""
        mark = f'<span class="lb">{escaped(block.label)}</span>'
        return f'<p class="n{depth}" dir="auto">{mark} {self.runs(block.runs)}</p>'

    def runs(self, runs: Runs) -> str:
        """Text, and figures as links."""
        if len(runs) == 1 and isinstance(runs[0], str):
            return escaped(runs[0])  # nearly every cell
        return "".join(
            escaped(run) if isinstance(run, str) else self._figure(run) for run in runs
        )  # fmt: skip

    def _figure(self, ref: Ref) -> str:
        lead = self.leads(ref.figure)
        if not lead:
            return escaped(ref.text)
        self.figures[ref.figure.key] = ref.figure
        return f"<a {lead}>{escaped(ref.text)}</a>"

    def _table(self, table: Table) -> str:
        caption = LABELS.get(f"caption-{table.name}", table.caption)
        heads = "".join(f'<th scope="col" dir="auto">{escaped(head)}</th>' for head in table.heads)
        rows = self._grid_rows(table) if table.name == "grid" else self._rows(table)
        look = _look(table)
        if look == "cards":
            self.columns.add(table.name, table.heads, table.widths)
        numbered = table.heads[0] == label("number")
        near = [self._near(row, numbered=numbered) for row in table.rows]
        body = self.rows.body(table.name, rows, near=near)
        shades = f'<p class="small">{escaped(label("shades"))}</p>' if table.name == "grid" else ""
        return (
            shades
            + self.rows.note(table.name)
            + scrolling(
                f'<table id="t-{table.name}" class="{look}"><caption>{escaped(caption)}</caption>'
                f"<thead><tr>{heads}</tr></thead>{body}</table>",
                caption,
            )
        )

    def _near(self, row: Sequence[Runs], *, numbered: bool) -> int:
        """The number of the seminar that a row tells of, if it names one in its first cell."""
        text = plain_text(row[0])
        return int(text) if numbered else self._by_name.get(text, 0)

    @cached_property
    def _by_name(self) -> dict[str, int]:
        names, numbers = Names(self.paper), self.paper.numbers
        listed = (s for s in self.paper.programme.seminars if s.id in numbers)
        return {names.named(seminar): numbers[seminar.id] for seminar in listed}

    def _rows(self, table: Table) -> list[str]:
        first_total = len(table.rows) - table.total
        return [
            f"<tr{' class=total' if at >= first_total else ''}>{self._head(row)}"
            + "".join(f"<td dir=auto>{self.runs(cell)}" for cell in row[1:])
            for at, row in enumerate(table.rows)
        ]

    def _head(self, row: Sequence[Runs]) -> str:
        return f"<th scope=row dir=auto>{self.runs(row[0])}"

    def _grid_rows(self, table: Table) -> list[str]:
        """The darker, the more seminars; the totals plain, since they would outshine the rest."""
        rows, totals = table.rows[: -table.total], table.rows[-table.total :]
        most = max((_seminars(cell) for row in rows for cell in row[1:-1]), default=0)
        made = [
            "<tr>" + self._head(row)
            + "".join(f"<td{_shade(cell, most)}>{self.runs(cell)}" for cell in row[1:-1])
            + f"<td>{self.runs(row[-1])}"
            for row in rows
        ]  # fmt: skip
        return made + [
            "<tr class=total>" + self._head(row)
            + "".join(f"<td>{self.runs(cell)}" for cell in row[1:])
            for row in totals
        ]  # fmt: skip


def _look(table: Table) -> str:
    if table.name == "grid":
        return "figures heat"
    return "figures" if table.name in _OF_FIGURES else "cards"


def _seminars(cell: Runs) -> int:
    return sum(run.figure.value for run in cell if isinstance(run, Ref))


def _shade(cell: Runs, most: int) -> str:
    """A class by the share of the largest cell; that of a small programme is not at its darkest."""
    shade = -(-_SHADES * _seminars(cell) // max(most, _SHADES))
    return f" class=h{shade}" if shade else ""
