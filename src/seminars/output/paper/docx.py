"""A document as DOCX: python-docx gives the package, the parts are written here and beside.

Nothing of its template is left, and no clock and no machine leave a trace: the same document
gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from docx.api import Document as NewDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from seminars.output.paper.docx_body import Body
from seminars.output.paper.docx_notes import Notes
from seminars.output.paper.docx_runs import NAMESPACE, paragraph, run
from seminars.output.paper.docx_styles import styles
from seminars.output.paper.wording import label
from seminars.output.text import on_paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as Package

    from seminars.output.paper.document import Document

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = f'xmlns:w="{NAMESPACE}" xmlns:r="{_RELATIONS}"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_STAMP = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255
_LONGEST_HEADER = 80
_LOCALES = {"en": "en-GB"}
_KEPT = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.CORE_PROPERTIES,
         RELATIONSHIP_TYPE.OFFICE_DOCUMENT}  # fmt: skip
_APPLICATION = (
    f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>seminars</Application></Properties>'
)


def docx(document: Document) -> bytes:
    """The whole document as the bytes of a DOCX file."""
    package = NewDocument()
    _empty(package)
    language = _LOCALES.get(document.language, document.language)
    notes = Notes(document)
    header = _add(package, "header", _header(document.running))
    body = Body(document, notes, header).xml()
    _add(package, "footnotes", notes.xml())
    _describe(package, document, language)
    written = {
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": styles(language, smaller=document.one_page),
        "word/settings.xml": _settings(language),
    }
    return _archive(package, {name: f"{_XML}{xml}".encode() for name, xml in written.items()})


def _empty(package: Package) -> None:
    """Take away what the template has besides: a thumbnail, a theme, another program's name."""
    for relations in (package.part.rels, package.part.package.rels):
        for name, relation in list(relations.items()):
            if relation.reltype not in _KEPT:
                del relations[name]


def _add(package: Package, name: str, xml: str) -> str:
    """Another part of the document; the id of its relation."""
    kind = {"header": CONTENT_TYPE.WML_HEADER, "footnotes": CONTENT_TYPE.WML_FOOTNOTES}[name]
    part = Part(PackURI(f"/word/{name}.xml"), kind, xml.encode(), package.part.package)
    return package.part.relate_to(part, f"{_RELATIONS}/{name}")


def _header(running: str) -> str:
    """How the paper is called, and the number of the page."""
    text = running if len(running) <= _LONGEST_HEADER else f"{running[:_LONGEST_HEADER]}…"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    lines = paragraph("Header", run(text))
    lines += paragraph("Header", run(f"{label('page-number')} ") + field)
    return f"{_XML}<w:hdr {_NAMES}>{lines}</w:hdr>"


def _settings(language: str) -> str:
    """As Word of 2013 and later: without these, it opens a file as one of an old version."""
    return (
        f'<w:settings {_NAMES}><w:defaultTabStop w:val="567"/><w:footnotePr>'
        '<w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="{language}"/></w:settings>'
    )


def _describe(package: Package, document: Document, language: str) -> None:
    """The properties of the file: its day is the document's."""
    properties = package.core_properties
    properties.title = on_paper(document.title)[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = language
    day = datetime(document.day.year, document.day.month, document.day.day)  # noqa: DTZ001 (a day)
    properties.created = properties.modified = day
    whole = package.part.package
    part = Part(PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES,
                _APPLICATION.encode(), whole)  # fmt: skip
    whole.relate_to(part, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _archive(package: Package, written: Mapping[str, bytes]) -> bytes:
    """The package with what is `written` in the place of its own parts, each entry of one date.

    To have python-docx parse and print a large part would take longer than all the rest.
    """
    saved, stream = io.BytesIO(), io.BytesIO()
    package.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, written.get(name) or old.read(name))
    return stream.getvalue()
