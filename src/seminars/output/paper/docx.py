"""A document as DOCX: styles, repeated table heads, page numbers, real footnotes.

Paragraphs, tables and notes are written as WordprocessingML: python-docx gives the package and
its styles. The same document gives the same bytes: every entry of the archive bears one date.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.api import Document as NewDocument
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Cm, Pt

from seminars.output.paper.document import Heading, Paragraph, Ref, Table
from seminars.output.text import on_paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document as Package

    from seminars.output.paper.document import Block, Document, Runs

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_STAMP = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255
_WIDTH = 14_000
"""The text's width on a landscape A4 page, in twentieths of a point."""


def docx(document: Document) -> bytes:
    """The whole document as the bytes of a DOCX file."""
    writer = _Writer()
    package = NewDocument()
    _lay_out(package, document)
    body = package.element.body
    last = body.sectPr
    for xml in writer.document(document):
        last.addprevious(parse_xml(xml))
    _add_footnotes(package, writer.notes)
    stream = io.BytesIO()
    package.save(stream)
    return _with_one_date(stream.getvalue())


class _Writer:
    def __init__(self) -> None:
        self.notes: dict[tuple[str, ...], int] = {}

    def document(self, document: Document) -> Iterable[str]:
        for text in document.head:
            yield _paragraph(_run(text, bold=True), "Normal", '<w:jc w:val="right"/>')
        yield _paragraph(_run(document.title), "Title")
        for text in document.subtitle:
            yield _paragraph(_run(text), "Subtitle")
        if document.caution:
            yield _paragraph(self.runs(document.caution), "Intense Quote")
        for block in document.blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Iterable[str]:
        if isinstance(block, Heading):
            before = "<w:pageBreakBefore/>" if block.anchor else ""
            yield _paragraph(_run(block.text), f"Heading{block.level}", before)
        elif isinstance(block, Paragraph):
            label = _run(f"{block.label}\t") if block.label else ""
            yield _paragraph(label + self.runs(block.runs), "Normal", _indent(block))
        else:
            yield self.table(block)
            yield _paragraph("", "Normal")

    def runs(self, runs: Runs, *, bold: bool = False) -> str:
        texts = []
        for run in runs:
            if isinstance(run, str):
                texts.append(_run(run, bold=bold))
            else:
                texts.append(_run(run.text, bold=bold) + self._note(run))
        return "".join(texts)

    def _note(self, ref: Ref) -> str:
        """A footnote; where the same records have one already, its number."""
        ids = ref.figure.seminars
        if not ids:
            return ""
        known = self.notes.get(ids)
        number = self.notes.setdefault(ids, len(self.notes) + 1)
        mark = f"<w:t>{number}</w:t>" if known else f'<w:footnoteReference w:id="{number}"/>'
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{mark}</w:r>'

    def table(self, table: Table) -> str:
        whole = sum(table.widths)
        widths = [_WIDTH * width // whole for width in table.widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        first_total = len(table.rows) - table.total
        head = _row([_run(text, bold=True) for text in table.heads], widths, head=True)
        rows = "".join(
            _row([self.runs(cell, bold=at >= first_total) for cell in row], widths)
            for at, row in enumerate(table.rows)
        )
        return (
            f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblStyle w:val="TableGrid"/>'
            f'<w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>'
            '<w:bottom w:w="45" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
            "</w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
        )


def _row(cells: Iterable[str], widths: Iterable[int], *, head: bool = False) -> str:
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E7ECF1"/>' if head else ""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>{cell}</w:p></w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def _run(text: str, *, bold: bool = False) -> str:
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    parts = escape(_clean(text)).split("\t")
    inner = "<w:tab/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in parts)
    return f"<w:r>{properties}{inner}</w:r>"


def _clean(text: str) -> str:
    """Text that XML can hold, with its own tabs."""
    return "\t".join(on_paper(part) for part in text.split("\t"))


def _paragraph(runs: str, style: str, properties: str = "") -> str:
    name = style.replace(" ", "")
    return f'<w:p xmlns:w="{_W}"><w:pPr><w:pStyle w:val="{name}"/>{properties}</w:pPr>{runs}</w:p>'


def _indent(block: Paragraph) -> str:
    if not block.label:
        return ""
    left = 567 * (block.depth + 1)
    return (
        f'<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs>'
        f'<w:ind w:left="{left}" w:hanging="567"/>'
    )


def _lay_out(package: Package, document: Document) -> None:
    """Landscape A4, the styles, the page number, the title of the file."""
    section = package.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2)
    package.styles["Normal"].font.name = "Arial"
    package.styles["Normal"].font.size = Pt(10.5)
    small = package.styles.add_style("TableText", 1)
    small.base_style = package.styles["Normal"]
    small.font.size = Pt(8.5)
    small.paragraph_format.space_after = Pt(0)
    note = package.styles.add_style("FootnoteText", 1)
    note.base_style = package.styles["Normal"]
    note.font.size = Pt(8)
    note.paragraph_format.space_after = Pt(0)
    for style in (small, note):
        style.paragraph_format.line_spacing = 1.0
    footer = section.footer.paragraphs[0]
    footer._p.append(parse_xml(_page_number(document)))  # noqa: SLF001 (python-docx has no fields)
    properties = package.core_properties
    properties.title = _clean(document.title)[:_LONGEST_PROPERTY]
    properties.author = ""
    properties.comments = ""
    properties.language = document.language


def _page_number(document: Document) -> str:
    running = f"{escape(_clean(document.running))} · "
    return (
        f'<w:r xmlns:w="{_W}"><w:t xml:space="preserve">{running}</w:t>'
        '<w:fldChar w:fldCharType="begin"/><w:instrText xml:space="preserve"> PAGE </w:instrText>'
        '<w:fldChar w:fldCharType="end"/></w:r>'
    )


def _add_footnotes(package: Package, notes: Iterable[tuple[str, ...]]) -> None:
    made = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f"{_run(' ' + ', '.join(ids))}</w:p></w:footnote>"
        for number, ids in enumerate(notes, 1)
    )
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}">'
        f"<w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:footnotes xmlns:w="{_W}">{lines}{made}</w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, xml.encode(), package.part.package)
    package.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _with_one_date(archive: bytes) -> bytes:
    """The same archive, each entry with the same date."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return stream.getvalue()
