"""For each figure of the paper what the script shows when it is followed: its words, its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.paper.lists import LISTED
from seminars.model.programme import EVERY_STATE, LEAST_DEVELOPED, UNKNOWN
from seminars.output.paper.english import RULES
from seminars.output.paper.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from seminars.analysis.paper.figures import Figure
    from seminars.analysis.paper.paper import Paper
    from seminars.output.paper.names import Names

_SPECIAL = {
    UNKNOWN: "no-theme", EVERY_STATE: "every-state", LEAST_DEVELOPED: "least-developed",
}  # fmt: skip


def figure_rows(
    paper: Paper, names: Names, figures: Mapping[str, Figure]
) -> dict[str, list[str | int]]:
    """By key: its words, then the first row behind it and the steps to the next ones."""
    return {
        key: [_words(paper, names, figure), *_steps(paper, figure.seminars)]
        for key, figure in figures.items()
    }


def _steps(paper: Paper, ids: Iterable[str]) -> list[int]:
    rows = sorted(paper.numbers[i] - 1 for i in ids if i in paper.numbers)
    return [row - before for before, row in zip([0, *rows], rows, strict=False)]


def _words(paper: Paper, names: Names, figure: Figure) -> str:
    """What a figure counts: `Taken place · Remuneration systems`."""
    return " · ".join((_rule(paper, figure), *_within(paper, names, figure)))


def _rule(paper: Paper, figure: Figure) -> str:
    if figure.rule in LISTED:
        return label(figure.rule, year=paper.year)
    text = RULES[figure.rule]
    return text[:1].upper() + text[1:]


def _within(paper: Paper, names: Names, figure: Figure) -> Iterator[str]:
    decisions = {mandate.id: mandate.decision for mandate in paper.mandates}
    for name, value in figure.within:
        if name == "answers":
            yield decisions[value]
        elif name == "kind":
            yield label(value)
        elif value in _SPECIAL:
            yield label(_SPECIAL[value])
        else:
            yield names.term(value, name if name in {"theme", "level"} else "region")
    if figure.rule in {"target", "mandate"}:
        yield label(f"status-{figure.key.rpartition('.')[2]}")
