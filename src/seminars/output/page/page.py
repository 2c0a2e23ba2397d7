"""The page: one HTML file with the paper, a map, a timeline, a heat map and the table of seminars.

What stands where; the parts themselves are made next door.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from seminars.output.page.blocks import Blocks
from seminars.output.page.figures import figure_rows
from seminars.output.page.frame import asset, framed, head
from seminars.output.page.markup import escaped
from seminars.output.page.records import seminar_table
from seminars.output.page.rows import Rows
from seminars.output.page.tables import Columns
from seminars.output.page.timeline import timeline
from seminars.output.page.world_map import world_map
from seminars.output.paper.document import Heading, Table
from seminars.output.paper.names import Names
from seminars.output.paper.paper import document
from seminars.output.paper.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seminars.analysis.paper.brief import Brief
    from seminars.analysis.paper.figures import Figure
    from seminars.analysis.paper.paper import Paper
    from seminars.output.paper.document import Block, Document

    Section = tuple[str, str, str]


def page(paper: Paper) -> str:
    """The whole page of a paper.

    It is looked at over shoulders and passed on: what is for the office stands on no page.
    """
    return _Page(paper, document(paper, office=False)).page()


def brief_page(brief: Brief, written: Document) -> str:
    """The page of a brief: its text and tables, each number leading to the table behind it."""
    rows, columns = Rows(), Columns()
    tables = {block.name for block in written.blocks if isinstance(block, Table)}

    def leads(figure: Figure) -> str:
        table = figure.key.replace(".", "-")
        return f'href="#b-{table}"' if table in tables else ""

    blocks = Blocks(brief.paper, rows, columns, leads, level=2)
    made = "".join(map(blocks.block, written.blocks))
    body = rows.filled(f"{head(written, blocks)}<main>{made}</main>", None, 0)
    return framed(written, body, style=asset("page.css") + columns.style())


class _Page:
    def __init__(self, paper: Paper, written: Document) -> None:
        self.paper, self.document = paper, written
        self.names, self.rows, self.columns = Names(paper), Rows(), Columns()
        self.blocks = Blocks(paper, self.rows, self.columns, self._leads, level=3)

    def _leads(self, figure: Figure) -> str:
        """Without a script to one row, or to all of them; with it, to those behind the figure."""
        ids = list(islice((i for i in figure.seminars if i in self.paper.numbers), 2))
        if not ids:
            return ""
        target = f"r-{ids[0]}" if len(ids) == 1 else "seminars"
        return f'href="#{escaped(target)}" data-k="{escaped(figure.key)}"'

    def page(self) -> str:
        sections = list(self._sections())
        links = "".join(
            f'<li><a href="#{anchor}">{escaped(title)}</a></li>' for anchor, title, _ in sections
        )
        made = "\n".join(
            f'<section id="{anchor}" aria-labelledby="h-{anchor}">'
            f'<h2 id="h-{anchor}">{escaped(title)}</h2>{content}</section>'
            for anchor, title, content in sections
        )
        body = (
            f'<a class="skip" href="#paper">{escaped(label("skip"))}</a>'
            f"{head(self.document, self.blocks)}"
            f'<nav aria-label="{escaped(label("contents"))}"><ul>{links}</ul></nav>'
            f"<main>{made}</main>{self._footer()}"
        )
        style, script = asset("page.css") + self.columns.style(), asset("page.js")
        around = len(framed(self.document, "", style=style, script=script).encode())
        figures = figure_rows(self.paper, self.names, self.blocks.figures)
        body = self.rows.filled(body, figures, around)
        return framed(self.document, body, style=style, script=script)

    def _footer(self) -> str:
        if not self.blocks.figures:
            return ""
        return f'<footer><p class="small">{escaped(label("made-of"))}</p></footer>'

    def _sections(self) -> Iterator[Section]:
        """Anchor, title and content of each part that has something in it."""
        text, annexes = _parts(self.document)
        yield "paper", label("paper"), "".join(map(self.blocks.block, text))
        for name, made in (
            ("map", world_map(self.paper, self.names)),
            ("timeline", timeline(self.paper, self.names, self.rows)),
        ):
            if made:
                yield name, label(name), made
        for heading, blocks in annexes:
            yield heading.anchor, heading.text, self._annex(heading, blocks)

    def _annex(self, heading: Heading, blocks: list[Block]) -> str:
        if heading.anchor == "seminars":
            return seminar_table(self.paper, self.names, blocks, self.rows, self.columns)
        return "".join(map(self.blocks.block, blocks))


def _parts(written: Document) -> tuple[list[Block], list[tuple[Heading, list[Block]]]]:
    """The text of the paper, and each annex with its heading."""
    text: list[Block] = []
    annexes: list[tuple[Heading, list[Block]]] = []
    part = text
    for block in written.blocks:
        if isinstance(block, Heading) and block.anchor:
            part = []
            annexes.append((block, part))
        else:
            part.append(block)
    return text, annexes
