"""Text as WordprocessingML: runs and paragraphs, each in the direction of its letters."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from seminars.output.text import on_paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LEFTWARD = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_DIRECTIONS = {"L": False, "R": True, "AL": True}


def run(text: str, properties: str = "") -> str:
    """Runs with these properties: one, unless letters of both directions stand in the text."""
    return "".join(
        _run(piece, properties + ("<w:rtl/>" if leftward else ""))
        for piece, leftward in _pieces(text)
    )


def paragraph(
    style: str,
    runs: str,
    *,
    keep: bool = False,
    tabs: str = "",
    leftward: bool = False,
    place: str = "",
) -> str:
    """A paragraph: kept with the next one; read leftward; `place` holds indents and alignment."""
    kept, bidi = "<w:keepNext/>" * keep, "<w:bidi/>" * leftward
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{tabs}{bidi}{place}</w:pPr>{runs}</w:p>'


def begins_leftward(text: str) -> bool:
    """Whether the first letter with a direction is one of Arabic, Hebrew and the like."""
    if not _LEFTWARD.search(text):
        return False
    strong = (found for found in map(_direction, text) if found is not None)
    return next(strong, False)


def _run(text: str, properties: str) -> str:
    inner = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(on_paper(part))}</w:t>' for part in text.split("\t")
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>" if properties else f"<w:r>{inner}</w:r>"


def _direction(character: str) -> bool | None:
    return _DIRECTIONS.get(unicodedata.bidirectional(character))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces of one direction, each with whether it is read leftward."""
    if not _LEFTWARD.search(text):
        yield text, False
        return
    leftward = _resolved([_direction(character) for character in text], begins_leftward(text))
    for direction, found in groupby(zip(text, leftward, strict=True), key=lambda pair: pair[1]):
        yield "".join(character for character, _ in found), direction


def _resolved(directions: Sequence[bool | None], base: bool) -> list[bool]:  # noqa: FBT001 (a value)
    """Digits and marks go with the letters on both sides of them, else with the text's beginning.

    A simplification of the rules N1 and N2 of Unicode's bidirectional algorithm (UAX 9).
    """
    resolved: list[bool] = []
    before = base
    for direction, found in groupby(enumerate(directions), key=lambda pair: pair[1]):
        places = [at for at, _ in found]
        if direction is None:
            after = directions[places[-1] + 1] if places[-1] + 1 < len(directions) else base
            resolved += [before if before == after else base] * len(places)
        else:
            resolved += [direction] * len(places)
            before = direction
    return resolved
