"""What is around the parts of a page: its policy, style, script and head.

A page asks nothing of any network: style and script are inside, and the policy allows these two
by their hashes and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from seminars.output.page.markup import escaped

if TYPE_CHECKING:
    from seminars.output.page.blocks import Blocks
    from seminars.output.paper.document import Document

_ASSETS = Path(__file__).parent / "assets"


@cache
def asset(name: str) -> str:
    """The text of a file that goes into every page."""
    return (_ASSETS / name).read_text(encoding="utf-8").strip()


def framed(document: Document, body: str, *, style: str, script: str = "") -> str:
    """The whole file."""
    scripts = f"script-src '{_digest(script)}'; " if script else ""
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; {scripts}"
        "base-uri 'none'; form-action 'none'"
    )
    ending = f"<script>{script}</script>" if script else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escaped(document.title)}</title><style>{style}</style></head>\n"
        f"<body>{body}{ending}</body></html>\n"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def head(document: Document, blocks: Blocks) -> str:
    """Symbol and date, title, session, and the note of caution."""
    lines = "".join(f'<p class="head" dir="auto">{escaped(text)}</p>' for text in document.head)
    subtitle = "".join(
        f'<p class="sub" dir="auto">{escaped(text)}</p>' for text in document.subtitle
    )
    caution = f'<p class="caution">{blocks.runs(document.caution)}</p>' if document.caution else ""
    title = f'<h1 dir="auto">{escaped(document.title)}</h1>'
    return f"<header>{lines}{title}{subtitle}{caution}</header>"
