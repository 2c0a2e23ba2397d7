"""A DOCX as tests look at it: its parts, its text, its paragraphs and tables as elements."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(data: bytes) -> dict[str, str]:
    """Every part of the package that is XML, by its name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: archive.read(name).decode() for name in names}


def docx_text(data: bytes) -> str:
    """The text of a DOCX and its footnotes, a paragraph a line."""
    files = parts(data)
    xml = files["word/document.xml"] + files["word/footnotes.xml"]
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL)
    return "\n".join(re.sub(r"<w:tab/>", "\t", p).replace("&amp;", "&") for p in [
        "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>|(?:<w:tab/>)", p)) for p in paragraphs
    ])  # fmt: skip


def body(data: bytes) -> ET.Element:
    """The body of the document."""
    return next(element(data, "word/document.xml").iter(f"{W}body"))


def element(data: bytes, name: str) -> ET.Element:
    """One part of the package, parsed."""
    return ET.fromstring(parts(data)[name])  # noqa: S314 (we wrote it ourselves)


def words(element: ET.Element) -> str:
    """The text within an element."""
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def each(element: ET.Element, *names: str) -> Iterator[ET.Element]:
    """The elements of these names below an element, in the order of the document."""
    wanted = {f"{W}{name}" for name in names}
    return (found for found in element.iter() if found.tag in wanted)


def value(element: ET.Element, name: str = "val") -> str | None:
    """An attribute of an element."""
    return element.get(f"{W}{name}")
