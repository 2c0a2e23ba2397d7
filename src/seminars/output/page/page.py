"""The page: one HTML file with the paper, a map, a timeline, a heat map and the table of seminars.

It asks nothing of any network: style, script and figures are inside, and its policy allows no
more. Text of the records is escaped, never markup.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from seminars.output.page.markup import escaped, scrolling
from seminars.output.page.records import figure_rows, seminar_table
from seminars.output.page.rows import Rows
from seminars.output.page.timeline import timeline
from seminars.output.page.world_map import world_map
from seminars.output.paper.document import Heading, Paragraph, Ref, Table
from seminars.output.paper.names import Names
from seminars.output.paper.wording import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seminars.analysis.paper.brief import Brief
    from seminars.analysis.paper.paper import Paper
    from seminars.output.paper.document import Block, Document, Runs

_ASSETS = Path(__file__).parent / "assets"
_SHADES = ((0, ""), (1, "h1"), (2, "h2"), (4, "h3"))


def page(paper: Paper, document: Document) -> str:
    """The whole page of a paper."""
    return _Page(paper).page(document)


def brief_page(brief: Brief, document: Document) -> str:
    """The page of a brief: its text and tables, its numbers leading nowhere."""
    maker = _Page(brief.paper, linked=False)
    body = "".join(maker.block(block) for block in document.blocks)
    return _whole(document, f"{_head(document, maker)}<main>{body}</main>", script="")


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8").strip()


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _whole(document: Document, body: str, script: str) -> str:
    style = _asset("page.css")
    scripts = f"script-src '{_digest(script)}'; " if script else ""
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; {scripts}"
        "base-uri 'none'; form-action 'none'"
    )
    ending = f"<script>{script}</script>" if script else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escaped(document.title)}</title><style>{style}</style></head>\n"
        f"<body>{body}{ending}</body></html>\n"
    )


def _head(document: Document, maker: _Page) -> str:
    head = "".join(f'<p class="head">{escaped(text)}</p>' for text in document.head)
    subtitle = "".join(f'<p class="sub">{escaped(text)}</p>' for text in document.subtitle)
    caution = f'<p class="caution">{maker.runs(document.caution)}</p>' if document.caution else ""
    return f"<header>{head}<h1>{escaped(document.title)}</h1>{subtitle}{caution}</header>"


class _Page:
    def __init__(self, paper: Paper, *, linked: bool = True) -> None:
        self.paper = paper
        self.names = Names(paper)
        self.linked = linked
        self.rows = Rows()

    def page(self, document: Document) -> str:
        sections = self._sections(document)
        links = "".join(
            f'<li><a href="#{anchor}">{escaped(title)}</a></li>' for anchor, title, _ in sections
        )
        made = "\n".join(
            f'<section id="{anchor}" aria-labelledby="h-{anchor}">'
            f'<h2 id="h-{anchor}">{escaped(title)}</h2>{content}</section>'
            for anchor, title, content in sections
        )
        body = (
            f'<a class="skip" href="#paper">{escaped(label("skip"))}</a>{_head(document, self)}'
            f'<nav aria-label="{escaped(label("contents"))}"><ul>{links}</ul></nav>'
            f"<main>{made}</main>"
            f'<footer><p class="small">{escaped(label("made-of"))}</p></footer>'
        )
        body = self.rows.filled(body, figure_rows(self.paper, document))
        return _whole(document, body, _asset("page.js"))

    def _sections(self, document: Document) -> list[tuple[str, str, str]]:
        """Anchor, title and content of each part."""
        parts = [
            ("paper", label("paper"), self._paper(document)),
            ("map", label("map"), world_map(self.paper, self.names)),
            ("timeline", label("timeline"), timeline(self.paper, self.names)),
        ]
        for heading, blocks in _annexes(document):
            if heading.anchor == "office":
                continue  # a page is looked at over shoulders and passed on
            if heading.anchor == "seminars":
                made = seminar_table(self.paper, self.names, self.rows)
            else:
                made = "".join(map(self.block, blocks))
            parts.append((heading.anchor, heading.text, made))
        return [part for part in parts if part[2]]

    # Text

    def _paper(self, document: Document) -> str:
        made = []
        for block in document.blocks:
            if isinstance(block, Heading) and block.anchor:
                break
            made.append(self.block(block))
        return "".join(made)

    def block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return f"<h3>{escaped(block.text)}</h3>"
        if isinstance(block, Paragraph):
            if not block.label:
                return f"<p>{self.runs(block.runs)}</p>"
            depth = f" d{block.depth}" if block.depth else ""
            mark = f'<span class="lb">{escaped(block.label)}</span>'
            return f'<p class="n{depth}">{mark} {self.runs(block.runs)}</p>'
        return self._table(block)

    def runs(self, runs: Runs) -> str:
        texts = []
        for run in runs:
            if isinstance(run, str):
                texts.append(escaped(run))
            else:
                texts.append(self._link(run))
        return "".join(texts)

    def _link(self, ref: Ref) -> str:
        ids = [i for i in ref.figure.seminars if i in self.paper.numbers]
        if not ids or not self.linked:
            return escaped(ref.text)
        target = f"r-{ids[0]}" if len(ids) == 1 else "records"
        return f'<a href="#{target}" data-k="{escaped(ref.figure.key)}">{escaped(ref.text)}</a>'

    def _table(self, table: Table) -> str:
        first_total = len(table.rows) - table.total
        heads = "".join(f'<th scope="col">{escaped(head)}</th>' for head in table.heads)
        rows = [
            f"<tr{' class=total' if at >= first_total else ''}>{self._cells(table, row)}</tr>"
            for at, row in enumerate(table.rows)
        ]
        heat = ' class="heat"' if table.name == "grid" else ""
        return scrolling(
            f"<table{heat}><caption>{escaped(table.caption)}</caption>"
            f"<thead><tr>{heads}</tr></thead>{self.rows.body(table.name, rows)}</table>",
            table.caption,
        )  # fmt: skip

    def _cells(self, table: Table, row: Sequence[Runs]) -> str:
        first, *others = row
        cells = f'<th scope="row">{self.runs(first)}</th>'
        if table.name != "grid":
            return cells + "".join(f"<td>{self.runs(cell)}</td>" for cell in others)
        return cells + "".join(
            f'<td class="h {_shade(cell)}">{self.runs(cell)}</td>' for cell in others
        )


def _annexes(document: Document) -> list[tuple[Heading, list[Block]]]:
    found: list[tuple[Heading, list[Block]]] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.anchor:
            found.append((block, []))
        elif found:
            found[-1][1].append(block)
    return found


def _shade(cell: Runs) -> str:
    number = sum(run.figure.value for run in cell if isinstance(run, Ref))
    return next((word for most, word in _SHADES if number <= most), "h4")
