"""The map of the page: states that hosted, were reached, or never were; dots for the smallest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.model.programme import EVERY_STATE
from seminars.output.page.markup import escaped, key
from seminars.output.paper.wording import alphabetical, label
from seminars.output.world import HEIGHT, drawing_order, place
from seminars.reading.reference import outlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seminars.analysis.paper.paper import Paper
    from seminars.model.programme import State
    from seminars.output.paper.names import Names

_RADIUS = 2.2
"""Of a dot: the islands of the Caribbean stand close together."""
_STATES = ("hosted", "reached", "before", "never")


def world_map(paper: Paper, names: Names) -> str:
    """The figure with its legend; nothing where no state is on the roll."""
    if f"states.{EVERY_STATE}.roll" not in paper.figures:
        return ""
    marks = state_marks(paper)
    shapes = outlines().shapes
    titles = {code: f"{names.state(code)}: {label(f'map-{mark}')}" for code, mark in marks.items()}
    drawn = "".join(
        _shape(shapes[code], marks.get(code), titles.get(code, "")) for code in drawing_order(marks)
    )
    small = [s for s in paper.programme.roll(paper.as_of).values() if s.code not in shapes]
    dots = "".join(_dot(state, marks[state.code], titles[state.code]) for state in small)
    counts = {mark: sum(m == mark for m in marks.values()) for mark in _STATES}
    text = label("map-text", **counts)
    return (
        f'<figure><svg viewBox="0 0 {outlines().width} {HEIGHT}" role="img" '
        f'aria-label="{escaped(text)}">{_patterns()}'
        f'<rect class="sea" width="{outlines().width}" height="{HEIGHT}"/>{drawn}{dots}</svg>'
        f"<figcaption>{_legend(counts)}{_missing(small, titles)}"
        f'<p class="small">{escaped(label("map-boundaries"))}</p></figcaption></figure>'
    )


def _missing(states: Iterable[State], titles: Mapping[str, str]) -> str:
    """The states that have neither an outline nor a capital whose place is known."""
    missing = [titles[s.code] for s in states if s.latitude is None or s.longitude is None]
    if not missing:
        return ""
    return f"<p>{escaped(label('map-missing', names='; '.join(alphabetical(missing))))}</p>"


def _shape(path: str, mark: str | None, title: str) -> str:
    if mark is None:
        return f'<path class="s neutral" d="{path}"/>'
    look = f'class="s" fill="url(#p-{mark})"'
    return f'<path {look} d="{path}"><title>{escaped(title)}</title></path>'


def _dot(state: State, mark: str, title: str) -> str:
    """A state without a shape, at its capital."""
    if state.latitude is None or state.longitude is None:
        return ""
    x, y = place(state.latitude, state.longitude)
    look = f'class="s" fill="url(#p-{mark})"'
    return (
        f'<circle {look} cx="{x}" cy="{y}" r="{_RADIUS}"><title>{escaped(title)}</title></circle>'
    )


def _legend(counts: dict[str, int]) -> str:
    entries = [
        (f'fill="url(#p-{mark})"', f"{label(f'map-{mark}')}: {counts[mark]}")
        for mark in _STATES
        if counts[mark] or mark != "before"
    ]
    entries.append(('class="neutral"', label("map-neutral")))
    return key(entries)


def state_marks(paper: Paper) -> dict[str, str]:
    """For each state on the roll: hosted, reached, reached before the paper's time, or never."""
    hosted, reached, never, roll = (
        paper.figures[f"states.{EVERY_STATE}.{part}"].names
        for part in ("hosted", "reached", "never", "roll")
    )
    marks = dict.fromkeys(roll, "before")
    for codes, mark in ((never, "never"), (reached, "reached"), (hosted, "hosted")):
        marks |= dict.fromkeys(codes, mark)
    return marks


def _patterns() -> str:
    lines = {
        "hosted": "",
        "reached": '<path d="M0 4L4 0" stroke="var(--host)" stroke-width=".9"/>',
        "before": '<path d="M0 2H4M2 0V4" stroke="var(--host)" stroke-width=".5"/>',
        "never": '<circle cx="2" cy="2" r=".5" fill="var(--edge)"/>',
    }
    made = "".join(
        f'<pattern id="p-{mark}" width="4" height="4" patternUnits="userSpaceOnUse">'
        f'<rect class="{"reached" if mark == "before" else mark}" width="4" height="4"/>'
        f"{line}</pattern>"
        for mark, line in lines.items()
    )
    return f"<defs>{made}</defs>"
