"""The list under the timeline: every bar with its days and place, in the order of the days.

For a keyboard, a finger, a screen reader and paper, none of which can hover over a bar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.output.page.markup import escaped
from seminars.output.paper.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seminars.output.page.events import Event
    from seminars.output.page.rows import Rows


def chronology(events: Iterable[Event], rows: Rows) -> str:
    """The list, folded until it is wanted."""
    ordered = sorted(events, key=lambda e: (e.dates.begins, e.dates.ends, e.row, e.number))
    body = rows.body(
        "timeline", list(map(_item, ordered)), tag="ul", near=[event.row for event in ordered]
    )
    return (
        f"<details><summary>{escaped(label('timeline-list'))}</summary>"
        f"{rows.note('timeline')}{body}</details>"
    )


def _item(event: Event) -> str:
    number = escaped(event.number)
    if event.identity:
        number = f'<a href="#r-{escaped(event.identity)}">{number}</a>'
    listed = f" ({escaped(event.listed)})" if event.listed else ""
    text = f"<bdi>{escaped(event.text)}</bdi>"
    return f"<li>{escaped(event.when)}: <strong>{number}</strong> {text}{listed}"
