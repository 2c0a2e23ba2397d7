"""The footnotes of a DOCX: one for each set of records, and the marks that lead to it.

A note names up to six records by their ids, more of them by their numbers in the table of
seminars, and where that table has not all of them, by the command that lists them.
"""

from __future__ import annotations

import shlex
from itertools import groupby
from typing import TYPE_CHECKING

from seminars.analysis.paper.figures import calls
from seminars.output.paper.docx_runs import NAMESPACE, paragraph, run
from seminars.output.paper.wording import digits, label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seminars.analysis.paper.figures import Figure
    from seminars.output.paper.document import Document

_FEW = 6
_MARK = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}">'
    f'<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


class Notes:
    """The notes of one document in the order of their first marks."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._numbers: dict[tuple[str, ...], int] = {}
        self._texts: list[str] = []

    def mark(self, figure: Figure) -> str:
        """A footnote, or a reference to the one that the same records have already."""
        ids = figure.seminars
        if not ids:
            return ""
        if ids in self._numbers:
            return _again(self._numbers[ids])
        self._texts.append(self._text(figure))
        self._numbers[ids] = len(self._texts)
        return _first(len(self._texts))

    def xml(self) -> str:
        """The part of the package that holds the notes."""
        notes = "".join(_note(number, text) for number, text in enumerate(self._texts, 1))
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<w:footnotes xmlns:w="{NAMESPACE}">{_SEPARATORS}{notes}</w:footnotes>'
        )

    def _text(self, figure: Figure) -> str:
        ids, rows = figure.seminars, self._document.rows
        if len(ids) <= _FEW:
            return ", ".join(ids)
        if all(identity in rows for identity in ids):
            numbers = ranges(rows[identity] for identity in ids)
            return label("note-rows", annex=self._document.rows_in, rows=numbers)
        commands = "; ".join(
            f" {label('audit-less')} ".join(map(shlex.join, (call, *less)))
            for call, less in calls(figure, self._document.day)
        )
        return label("note-calls", n=digits(len(ids)), commands=commands)


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


def _first(number: int) -> str:
    """The reference with a bookmark around it, for those that follow."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{_bookmark(number)}"/>'
        f'<w:r>{_MARK}<w:footnoteReference w:id="{number}"/></w:r><w:bookmarkEnd w:id="{number}"/>'
    )


def _again(number: int) -> str:
    """A field that follows the note's number when notes are added before it."""
    instruction = (
        f'<w:instrText xml:space="preserve"> NOTEREF {_bookmark(number)} \\f \\h </w:instrText>'
    )
    shown = f"<w:t>{number}</w:t>"
    parts = (_character("begin"), instruction, _character("separate"), shown, _character("end"))
    return "".join(f"<w:r>{_MARK}{part}</w:r>" for part in parts)


def _character(kind: str) -> str:
    return f'<w:fldChar w:fldCharType="{kind}"/>'


def _bookmark(number: int) -> str:
    """The name of a note's bookmark; names with this beginning are not shown to people."""
    return f"_Ref{number:08}"


def _note(number: int, text: str) -> str:
    runs = f"<w:r>{_MARK}<w:footnoteRef/></w:r>" + run(f"\t{text}")
    return f'<w:footnote w:id="{number}">{paragraph("FootnoteText", runs)}</w:footnote>'
