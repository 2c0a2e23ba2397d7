"""Texts that the repository keeps and tests compare; `UPDATE_GOLDEN=1 pytest …` writes them anew.

What was written anew is read like any other change: `git diff tests/golden docs/commands.md`.
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent


def agree(name: str, text: str) -> bool:
    """Whether a file of the repository holds just this text; asked to, makes it so."""
    path = ROOT / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8") == text if path.exists() else False
