"""Pieces of markup that several parts of the page use. Text of the records is escaped here."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from seminars.output.text import safe

if TYPE_CHECKING:
    from collections.abc import Iterable


@lru_cache(maxsize=4096)
def escaped(text: str) -> str:
    """Text as it may stand in markup and in an attribute."""
    return escape(safe(text))


def scrolling(content: str, name: str) -> str:
    """What may be wider than the window, in a box; the script lets the keyboard into one that is.

    A group and no region: the parts of the page are landmarks enough.
    """
    return f'<div class="scroll" role="group" aria-label="{escaped(name)}">{content}</div>'


def key(entries: Iterable[tuple[str, str]]) -> str:
    """A legend: for each entry its look, as attributes, and what it means."""
    made = "".join(
        '<li><svg viewBox="0 0 24 14" aria-hidden="true">'
        f'<rect width="24" height="14" {look}/></svg>{escaped(text)}</li>'
        for look, text in entries
    )
    return f'<ul class="key">{made}</ul>'
