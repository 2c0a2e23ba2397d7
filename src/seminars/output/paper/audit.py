"""Every figure of a paper with its rule, its records and the command that finds them again."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from seminars.analysis.paper.figures import calls
from seminars.output.blocks import Block, Span, line
from seminars.output.paper.english import RULES
from seminars.output.paper.wording import day, digits, label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seminars.analysis.paper.figures import Figure
    from seminars.analysis.paper.paper import Paper
    from seminars.output.data import Json


def audit_view(paper: Paper, figures: Iterable[Figure]) -> Iterator[Block]:
    """One paragraph a figure: value, rule, records, commands."""
    found = list(figures)
    yield line(Span(label("audit", figures=digits(len(found)), day=day(paper.as_of)), "title"))
    for figure in found:
        yield line()
        yield line(Span(figure.key, "id"), f" = {digits(figure.value)}")
        yield line(Span(f"  {rule(figure)}", "dim"))
        if figure.names:
            counted = label(f"counted-{figure.counted}")
            yield line(f"  {counted}: {', '.join(figure.names)}")
        yield line(f"  {', '.join(figure.seminars) or label('audit-none')}")
        for call, less in calls(figure, paper.as_of):
            yield line("  ", Span(shlex.join(call), "command"))
            for taken in less:
                yield line(f"    {label('audit-less')} ", Span(shlex.join(taken), "command"))


def rule(figure: Figure) -> str:
    """The rule of a figure in words, and what narrows it."""
    narrowed = "".join(f"; {name} {value}" for name, value in figure.within)
    return f"{RULES[figure.rule]}{narrowed}"


def figure_data(paper: Paper, figure: Figure) -> Json:
    """A figure as JSON has it."""
    return {
        "value": figure.value,
        "about": figure.about,
        "counted": figure.counted,
        "rule": rule(figure),
        "seminars": list(figure.seminars),
        "names": list(figure.names),
        "commands": [
            {"command": shlex.join(call), "less": [shlex.join(taken) for taken in less]}
            for call, less in calls(figure, paper.as_of)
        ],
    }
