"""The footnotes of a DOCX: one for each figure of the text, one for each row of a table.

None is referred to twice: LibreOffice leaves the number of such a field as it was when an officer
adds a note before. A note names up to six records by their ids, more by their numbers in the table
of seminars, and by the command that lists them where that table has not all of them.
"""

from __future__ import annotations

import shlex
from itertools import groupby
from typing import TYPE_CHECKING

from seminars.analysis.paper.figures import calls
from seminars.output.paper.document import Ref
from seminars.output.paper.docx_runs import NAMESPACE, paragraph, run
from seminars.output.paper.wording import digits, label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from seminars.analysis.paper.figures import Figure
    from seminars.output.paper.document import Document, Run, Runs

_FEW = 6
_MARK = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}">'
    f'<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


class Notes:
    """The notes of one document in the order of their marks."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._texts: list[str] = []

    def of_figure(self, figure: Figure) -> str:
        """The mark of a footnote for one figure; nothing where it has no records."""
        return self._mark(self._text(figure)) if figure.noted else ""

    def of_row(self, heads: Sequence[str], cells: Sequence[Runs]) -> str:
        """The mark of a footnote for all figures of a row, column by column.

        A cell is told as it stands, its figures replaced by their records; cells that are told
        in the same words are told once.
        """
        told: dict[str, list[str]] = {}
        for head, cell in zip(heads, cells, strict=True):
            if any(isinstance(part, Ref) and part.figure.noted for part in cell):
                told.setdefault("".join(map(self._replaced, cell)), []).append(head)
        return self._mark(". ".join(f"{', '.join(found)}: {text}" for text, found in told.items()))

    def _replaced(self, part: Run) -> str:
        if isinstance(part, str):
            return part
        return self._text(part.figure) if part.figure.noted else part.text

    def _mark(self, text: str) -> str:
        if not text:
            return ""
        self._texts.append(text)
        return f'<w:r>{_MARK}<w:footnoteReference w:id="{len(self._texts)}"/></w:r>'

    def xml(self) -> str:
        """The part of the package that holds the notes."""
        notes = "".join(_note(number, text) for number, text in enumerate(self._texts, 1))
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<w:footnotes xmlns:w="{NAMESPACE}">{_SEPARATORS}{notes}</w:footnotes>'
        )

    def _text(self, figure: Figure) -> str:
        ids, rows = figure.noted, self._document.rows
        if len(ids) <= _FEW or figure.counted == "requests":
            return ", ".join(ids)
        if not all(identity in rows for identity in ids):
            return self._command(figure)
        numbers = ranges(rows[identity] for identity in ids)
        return label("note-rows", annex=self._document.rows_in, rows=numbers)

    def _command(self, figure: Figure) -> str:
        commands = "; ".join(
            f" {label('audit-less')} ".join(map(shlex.join, (call, *less)))
            for call, less in calls(figure, self._document.day)
        )
        return label("note-calls", n=digits(len(figure.noted)), commands=commands)


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in few words: `1–16, 21`."""
    ordered = sorted(numbers)
    # numbers in a row are as far from their places as the first of them
    runs = (
        [number for _, number in found]
        for _, found in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0])
    )
    return ", ".join(_span(found) for found in runs)


def _span(found: list[int]) -> str:
    return str(found[0]) if len(found) == 1 else f"{found[0]}–{found[-1]}"


def _note(number: int, text: str) -> str:
    runs = f"<w:r>{_MARK}<w:footnoteRef/></w:r>" + run(f"\t{text}")
    return f'<w:footnote w:id="{number}">{paragraph("FootnoteText", runs)}</w:footnote>'
