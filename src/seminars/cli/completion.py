"""What the shell may complete: ids, regions, themes, levels, countries, languages.

A completion that fails stays silent: it must never disturb the line being typed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from seminars.model.programme import Programme

Completer = Callable[[typer.Context, str], list[tuple[str, str]]]


def among(words: Iterable[str]) -> Completer:
    """Completes to one of fixed words."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:  # noqa: ARG001 (Typer passes it)
        return [(word, "") for word in words if word.startswith(incomplete)]

    return complete


def _of(choices: Callable[[Programme], Iterable[tuple[str, str]]]) -> Completer:
    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from seminars.model.diagnostics import SeminarsError
        from seminars.reading.loader import load, locate

        try:
            programme = load(locate(ctx.params.get("data"), os.environ, Path.cwd())).programme
        except (SeminarsError, OSError):
            return []
        folded = incomplete.casefold()
        return [  # in the case that was typed: Typer drops the rest
            (word if word.startswith(incomplete) else word.casefold(), about)
            for word, about in choices(programme)
            if word.casefold().startswith(folded)
        ]

    return complete


ids = _of(lambda programme: [(seminar.id, seminar.title) for seminar in programme.seminars])
regions = _of(lambda programme: [(term.id, term.title) for term in programme.regions])
themes = _of(lambda programme: [(term.id, term.title) for term in programme.themes])
levels = _of(lambda programme: [(term.id, term.title) for term in programme.levels])
languages = _of(lambda programme: programme.languages.items())
countries = _of(
    lambda programme: [
        (state.code, state.names[-1].text) for state in (*programme.states, *programme.territories)
    ]
)
