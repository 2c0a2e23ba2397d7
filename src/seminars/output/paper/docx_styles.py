"""How a DOCX looks: one black face for everything, as the documents of an assembly have it."""

from __future__ import annotations

from dataclasses import dataclass

from seminars.output.paper.docx_runs import NAMESPACE

_FACE = "Arial"
# A document that has one page: how much smaller its type is, down to what size, and its spaces.
_SMALLER, _SMALLEST, _CLOSER = 0.86, 15, 0.5


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; `size` is in half points, `before` and `after` in twentieths of a point.

    `name` is the one that word processors know; `also` goes into the paragraph's properties.
    """

    identity: str
    name: str
    size: int
    before: int = 0
    after: int = 0
    bold: bool = False
    also: str = ""
    keep: bool = False
    level: int | None = None


_CENTRE, _RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
_NOTE = '<w:ind w:left="340" w:hanging="340"/>'
_BOX = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="6" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right")
)
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="8" w:color="000000"/></w:pBdr>'

STYLES = (
    Style("Normal", "Normal", 21, after=140),
    Style("Front", "Front", 21, after=20, bold=True, also=_RIGHT),
    Style("FrontLast", "Front Last", 21, after=300, bold=True, also=_RULE + _RIGHT),
    Style("Title", "Title", 28, before=120, after=160, bold=True, also=_CENTRE, keep=True),
    Style("Subtitle", "Subtitle", 21, after=60, also=_CENTRE, keep=True),
    Style("SubtitleLast", "Subtitle Last", 21, after=280, also=_CENTRE),
    Style("Caution", "Caution", 21, after=240,
          also=f'<w:pBdr>{_BOX}</w:pBdr><w:ind w:left="170" w:right="170"/>'),
    Style("Heading1", "heading 1", 22, before=320, after=120, bold=True, keep=True, level=0),
    Style("Heading2", "heading 2", 20, before=200, after=100, bold=True, keep=True, level=1),
    Style("Closing", "Closing", 21, before=240, also=_RIGHT),
    Style("TableText", "Table Text", 16),
    Style("TableHead", "Table Head", 16, bold=True, keep=True),
    Style("TableEnd", "Table End", 12),
    Style("Header", "header", 18, also=_RIGHT),
    Style("FootnoteText", "footnote text", 16, also=_NOTE),
)  # fmt: skip

_OTHERS = (
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:customStyle="1" w:styleId="RecordId">'
    '<w:name w:val="Record Id"/><w:rPr><w:sz w:val="13"/><w:szCs w:val="13"/></w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "</w:style>"
)


# the names that word processors know; every other style is our own
_KNOWN = {
    "Normal", "Title", "Subtitle", "heading 1", "heading 2", "Closing", "header", "footnote text",
}  # fmt: skip
_DEFAULT = ' w:default="1"', ""
_BASED = "", '<w:basedOn w:val="Normal"/>'


def styles(language: str, *, smaller: bool) -> str:
    """The styles of a document; `language` as Word names it (`en-GB`)."""
    made = "".join(_style(style, smaller=smaller) for style in STYLES)
    return (
        f'<w:styles xmlns:w="{NAMESPACE}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{_FACE}" w:hAnsi="{_FACE}" w:eastAsia="{_FACE}" w:cs="{_FACE}"/>'
        f'<w:color w:val="000000"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{language}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/>"
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault>"
        f"</w:docDefaults>{made}{_OTHERS}</w:styles>"
    )


def _style(style: Style, *, smaller: bool) -> str:
    normal = style.identity == "Normal"
    type_scale, space_scale = (_SMALLER, _CLOSER) if smaller else (1, 1)
    before, after = (round(length * space_scale) for length in (style.before, style.after))
    size = max(round(style.size * type_scale), min(style.size, _SMALLEST))
    level = "" if style.level is None else f'<w:outlineLvl w:val="{style.level}"/>'
    keep = "<w:keepNext/><w:keepLines/>" if style.keep else ""
    # borders before spacing, indents and alignment after it, as the schema orders them
    border, rest = _parted(style.also)
    bold = "<w:b/><w:bCs/>" if style.bold else ""
    default, based = _DEFAULT if normal else _BASED
    own = "" if style.name in _KNOWN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{default}{own} w:styleId="{style.identity}">'
        f'<w:name w:val="{style.name}"/>{based}<w:qFormat/>'
        f'<w:pPr>{keep}{border}<w:spacing w:before="{before}" w:after="{after}"/>'
        f"{rest}{level}</w:pPr>"
        f'<w:rPr>{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _parted(properties: str) -> tuple[str, str]:
    border, closing, rest = properties.rpartition("</w:pBdr>")
    return border + closing, rest
