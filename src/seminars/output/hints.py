"""The next commands at hand: how they are shown, and the options that they take over.

A command that is shown is a span of its own, in the style `command`.
"""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from seminars.output.blocks import Grid, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seminars.output.blocks import Block, Line

_ANY_DAY = ("seminars edit ", "seminars remove ")
"""Commands that name their records, whatever the day."""


def hint(*commands: str) -> Line:
    """The commands in a line of their own."""
    between = (span for command in commands for span in (" · ", Span(command, "command")))
    return (Span("→ ", "dim"), *list(between)[1:])


def carrying(blocks: Iterable[Block], data: str | None, as_of: str | None) -> Iterator[Block]:
    """The blocks, every command in them about the programme and the day that were given."""
    place = ["--data", data] if data else []
    day = ["--as-of", as_of] if as_of else []

    def carried(span: Span | str) -> Span | str:
        if isinstance(span, str) or span.style != "command":
            return span
        any_day = span.text.removeprefix("→ ").startswith(_ANY_DAY)
        options = shlex.join(place if any_day else place + day)
        return replace(span, text=f"{span.text} {options}".rstrip())

    for block in blocks:
        yield block if isinstance(block, Grid) else tuple(map(carried, block))
