"""Annex of the paper: states hosting, reached and never reached, in figures and by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.model.programme import EVERY_STATE, LEAST_DEVELOPED
from seminars.output.paper.document import Paragraph, Table
from seminars.output.paper.wording import in_digits, label, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seminars.analysis.paper.paper import Paper
    from seminars.output.paper.document import Block
    from seminars.output.paper.names import Names


def states(paper: Paper, names: Names) -> Iterator[Block]:
    """Figures by region, then the names."""
    if f"states.{EVERY_STATE}.roll" not in paper.figures:
        return
    groups = [r for r in paper.regions if f"states.{r}.roll" in paper.figures]
    last = [g for g in (EVERY_STATE, LEAST_DEVELOPED) if f"states.{g}.roll" in paper.figures]
    titles = {EVERY_STATE: label("every-state"), LEAST_DEVELOPED: label("least-developed")}
    columns = ("roll", "hosted", "reached", "never")
    yield Paragraph(sentence("states-reading"))
    rows = tuple(
        ((titles.get(group) or names.term(group),),
         *(in_digits(paper.figures[f"states.{group}.{column}"]) for column in columns))
        for group in (*groups, *last)
    )  # fmt: skip
    yield Table("states", label("states"), (label("region"), *map(label, columns)), rows,
                (32, 17, 17, 17, 17), total=len(last), figures=(1, 2, 3, 4))  # fmt: skip
    yield _state_names(paper, names, groups)
    if LEAST_DEVELOPED in last:
        never = paper.figures[f"states.{LEAST_DEVELOPED}.never"]
        if never.value:
            yield Paragraph(sentence("never-least", names=names.listed(never.names)))
    off_roll = paper.figures["caveat.off-roll"].names
    if off_roll:
        yield Paragraph(sentence("states-off-roll", names=names.listed(off_roll)))


def _state_names(paper: Paper, names: Names, groups: Iterable[str]) -> Table:
    rows = []
    for group in groups:
        hosted, reached, never = (
            paper.figures[f"states.{group}.{part}"].names for part in ("hosted", "reached", "never")
        )
        taking_part = [code for code in reached if code not in hosted]
        texts = (names.term(group), *map(names.listed, (hosted, taking_part, never)))
        rows.append(tuple((text,) for text in texts))
    heads = tuple(map(label, ("region", "hosted", "reached-only", "never")))
    return Table("state-names", label("states"), heads, tuple(rows), (15, 20, 25, 40))
