"""The body of a DOCX: its head, paragraphs and tables; wide tables stand on pages on their side."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from seminars.output.paper.document import Heading, Paragraph, Table, plain_text
from seminars.output.paper.docx_runs import begins_leftward, paragraph, run
from seminars.output.paper.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seminars.output.paper.document import Block, Document, Runs
    from seminars.output.paper.docx_notes import Notes

# All lengths are in twentieths of a point.
_A4 = (11_906, 16_838)
_CENTIMETRE = 567
_LETTER = 84  # the mean width of a letter in a table
_TALL = 7  # lines from which on a row may break over pages: kept whole, it would leave a hole
_SHORT, _SHORT_WIDE = 8, 3  # rows up to which a table is kept on one page: theirs are tall if wide
_BOLD, _CAPITALS = "<w:b/><w:bCs/>", "<w:caps/>"
_RIGHT = '<w:jc w:val="right"/>'


class Body:
    """The body of one document. Its notes are collected on the way; `header` is its part's id."""

    def __init__(self, document: Document, notes: Notes, header: str) -> None:
        self._document = document
        self._notes = notes
        self._header = header
        self._margins = (794, 850) if document.one_page else (1_474, 1_304)
        self._sections = 0

    def xml(self) -> str:
        """Part after part: each ends with its section, which says how its pages lie."""
        document = self._document
        every = list(_parts(document.blocks))
        made = [*self._head()]
        for at, (wide, blocks) in enumerate(every):
            closing = [] if document.one_page else _closing(every[at + 1 :], first=at == 0)
            made += self._part(blocks, wide=wide, closed=bool(closing))
            made += closing
            section = self._section(wide=wide)
            last = at == len(every) - 1
            made.append(section if last else f"<w:p><w:pPr>{_END}{section}</w:pPr></w:p>")
        return "".join(made)

    def _head(self) -> Iterator[str]:
        document = self._document
        for text in document.head:
            style = "FrontLast" if text is document.head[-1] else "Front"
            yield paragraph(style, _front(text))
        yield _plain("Title", document.title)
        for text in document.subtitle:
            yield _plain("SubtitleLast" if text is document.subtitle[-1] else "Subtitle", text)
        if document.caution:
            yield paragraph("Caution", self._runs(document.caution))

    def _part(self, blocks: Sequence[Block], *, wide: bool, closed: bool) -> Iterator[str]:
        """The last block of a part that is closed stays with what closes it."""
        for block, following in zip(blocks, (*blocks[1:], None), strict=True):
            last = closed and following is None
            if isinstance(block, Heading):
                yield _plain(f"Heading{block.level}", block.text)
            elif isinstance(block, Paragraph):
                yield self._paragraph(block, keep=last or isinstance(following, Table))
            else:
                yield self._table(block, self._width(wide=wide), keep=last)
                yield paragraph("TableEnd", "", keep=last)

    def _paragraph(self, block: Paragraph, *, keep: bool) -> str:
        leftward = begins_leftward(plain_text(block.runs))
        runs = self._runs(block.runs)
        if not block.label:
            return paragraph("Normal", runs, keep=keep, leftward=leftward)
        left = _CENTIMETRE * (block.depth + 1)
        return paragraph(
            "Normal", run(f"{block.label}\t") + runs, keep=keep, leftward=leftward,
            tabs=f'<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs>',
            place=f'<w:ind w:left="{left}" w:hanging="{_CENTIMETRE}"/>',
        )  # fmt: skip

    def _runs(self, runs: Runs) -> str:
        return "".join(
            run(part)
            if isinstance(part, str)
            else run(part.text) + self._notes.of_figure(part.figure)
            for part in runs
        )

    def _table(self, table: Table, width: int, *, keep: bool) -> str:
        whole = sum(table.widths)
        columns = [width * part // whole for part in table.widths]
        grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
        rows = "".join(self._row(table, at, columns, keep=keep) for at in range(len(table.rows)))
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
            f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{_head_row(table, columns)}{rows}</w:tbl>"
        )

    def _row(self, table: Table, number: int, columns: Sequence[int], *, keep: bool) -> str:
        row, left = table.rows[number], len(table.rows) - number
        texts = [plain_text(runs) for runs in row]
        whole = "" if _lines(texts, columns) >= _TALL else "<w:cantSplit/>"
        # a short table stays on one page, and a sum is never parted from its last addend
        short = _SHORT_WIDE if table.wide else _SHORT
        together = len(table.rows) <= short or left <= table.total + 1
        keep = together if left > 1 else keep
        cells = [self._cell(table, number, column, keep=keep) for column in range(len(columns))]
        return f"<w:tr><w:trPr>{whole}</w:trPr>{''.join(map(_cell, cells, columns))}</w:tr>"

    def _cell(self, table: Table, number: int, column: int, *, keep: bool) -> str:
        row = table.rows[number]
        words = plain_text(row[column])
        runs = run(words, _BOLD if number >= len(table.rows) - table.total else "")
        if column == 0:
            runs += self._notes.of_row(table.heads, row)
        text = paragraph(
            "TableText", runs, keep=keep, place=_place(table, column),
            leftward=begins_leftward(words),
        )  # fmt: skip
        if table.ids and column == table.ids_under:
            text += paragraph("TableText", run(table.ids[number], _RECORD), keep=keep)
        return text

    def _width(self, *, wide: bool) -> int:
        return _A4[wide] - 2 * self._margins[1]

    def _section(self, *, wide: bool) -> str:
        """The first section has the header that all have, and no header on its first page."""
        self._sections += 1
        first = self._sections == 1
        header = f'<w:headerReference w:type="default" r:id="{self._header}"/>' if first else ""
        width, height = _A4[::-1] if wide else _A4
        lying = ' w:orient="landscape"' if wide else ""
        above, beside = self._margins
        return (
            f'<w:sectPr>{header}<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{width}" w:h="{height}"{lying}/>'
            f'<w:pgMar w:top="{above}" w:right="{beside}" w:bottom="{min(above, 1_134)}"'
            f' w:left="{beside}" w:header="567" w:footer="567" w:gutter="0"/>'
            f"{'<w:titlePg/>' if first else ''}</w:sectPr>"
        )


_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="E6E6E6"/>'
_RECORD = '<w:rStyle w:val="RecordId"/>'
_END = '<w:pStyle w:val="TableEnd"/><w:spacing w:line="20" w:lineRule="exact"/>'


def _parts(blocks: Iterable[Block]) -> Iterator[tuple[bool, list[Block]]]:
    """The text, then the annexes: those in a row whose pages lie alike together."""
    annexes: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.anchor:
            annexes.append([])
        annexes[-1].append(block)
    yield False, annexes[0]
    for wide, found in groupby(annexes[1:], key=_is_wide):
        yield wide, [block for annex in found for block in annex]


def _is_wide(blocks: Iterable[Block]) -> bool:
    return any(isinstance(block, Table) and block.wide for block in blocks)


def _closing(following: Sequence[tuple[bool, list[Block]]], *, first: bool) -> list[str]:
    """What stands in brackets at the end of the text, and of the document."""
    annexes = sum(
        isinstance(block, Heading) and bool(block.anchor) for _, part in following for block in part
    )
    if not annexes:
        return [_plain("Closing", label("end"))]
    return [_plain("Closing", label("annexes-follow" if annexes > 1 else "annex-follows"))] * first


def _plain(style: str, text: str) -> str:
    return paragraph(style, run(text), leftward=begins_leftward(text))


def _front(text: str) -> str:
    """A line of the head: `ORIGINAL: English`."""
    name, colon, rest = text.partition(": ")
    return run(name, _CAPITALS) + run(colon + rest) if colon else run(text)


def _cell(paragraphs: str, width: int, shade: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraphs}</w:tc>'


def _head_row(table: Table, columns: Iterable[int]) -> str:
    cells = (
        _cell(paragraph("TableHead", run(text), place=_place(table, at)), column, _SHADE)
        for at, (text, column) in enumerate(zip(table.heads, columns, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _place(table: Table, column: int) -> str:
    return _RIGHT if column in table.figures else ""


def _lines(texts: Iterable[str], columns: Iterable[int]) -> int:
    """About how many lines the tallest cell of a row has."""
    return max(len(text) * _LETTER // column for text, column in zip(texts, columns, strict=True))
