"""Changes to the records, for people: the diff, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.output.blocks import Line, Span, line
from seminars.output.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

_STYLES = {"+": "added", "-": "removed", "@": "dim", "\\": "dim"}


def diff_view(diff: str) -> Iterator[Line]:
    """A unified diff in colour."""
    for text in diff.split("\n")[:-1]:
        header = text.startswith(("--- ", "+++ "))
        yield line(Span(text, "title" if header else _STYLES.get(text[:1], "")))


def done_view(done: str, count: int, file: str, *, dry_run: bool) -> Line:
    """What was done, in one line: `1 record changed in data/seminars.yaml`."""
    if count == 0:
        return line(f"nothing to be {done}: the records say so already")
    if dry_run:
        return line(f"{plural(count, 'record')} would be {done} in {file}; nothing was written")
    return line(f"{plural(count, 'record')} {done} in {file}")
