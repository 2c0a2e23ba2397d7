"""A document as Markdown: CommonMark with tables and footnotes.

Every character that Markdown could take for a mark is escaped: text of the records stays text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seminars.output.paper.document import Heading, Paragraph, Ref, Table
from seminars.output.text import on_paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seminars.output.paper.document import Block, Document, Runs

_MARKS = re.compile(r"([\\`*_\[\]<>|~#&$])")
_LIST = re.compile(r"^([-+=]|\d+(?=[.)]))")


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _MARKS.sub(r"\\\1", on_paper(text))


def markdown(document: Document) -> str:
    """The whole document, its footnotes at the end."""
    return _Writer().document(document)


class _Writer:
    def __init__(self) -> None:
        self.notes: dict[tuple[str, ...], int] = {}

    def document(self, document: Document) -> str:
        head = "  \n".join(f"**{escape(text)}**" for text in document.head)
        subtitle = "  \n".join(f"*{escape(text)}*" for text in document.subtitle)
        parts = [head, f"# {escape(document.title)}", subtitle]
        if document.caution:
            parts.append(f"> {self.runs(document.caution)}")
        parts += [self.block(block) for block in document.blocks]
        parts.append("\n".join(self._footnotes()))
        return "\n\n".join(part for part in parts if part) + "\n"

    def block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return f"{'#' * (block.level + 1)} {escape(block.text)}"
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        return self._table(block)

    def _paragraph(self, block: Paragraph) -> str:
        text = _LIST.sub(_escaped_mark, self.runs(block.runs))
        if block.depth == 0:
            return f"{block.label} {text}" if block.label else text
        if block.label == "–":
            return f"{'   ' * (block.depth - 1)}- {text}"
        return f"   {block.label} {text}"

    def _table(self, table: Table) -> str:
        heads = "| " + " | ".join(escape(head) for head in table.heads) + " |"
        rule = "|" + " --- |" * len(table.heads)
        first_total = len(table.rows) - table.total
        rows = [self._row(row, bold=at >= first_total) for at, row in enumerate(table.rows)]
        return "\n".join((heads, rule, *rows))

    def _row(self, row: Iterable[Runs], *, bold: bool) -> str:
        cells = [self.runs(cell) for cell in row]
        if bold:
            cells[0] = f"**{cells[0]}**"
        return "| " + " | ".join(cells) + " |"

    def runs(self, runs: Runs) -> str:
        texts = []
        for run in runs:
            if isinstance(run, str):
                texts.append(escape(run))
            else:
                texts.append(self._reference(run))
        return "".join(texts)

    def _reference(self, ref: Ref) -> str:
        ids = ref.figure.noted
        if not ids:
            return escape(ref.text)
        number = self.notes.setdefault(ids, len(self.notes) + 1)
        return f"{escape(ref.text)}[^{number}]"

    def _footnotes(self) -> Iterator[str]:
        for ids, number in self.notes.items():
            yield f"[^{number}]: {', '.join(ids)}"


def _escaped_mark(match: re.Match[str]) -> str:
    mark = match.group()
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"
