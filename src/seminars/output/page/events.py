"""What a timeline shows: dated seminars and the meetings of their days, each in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seminars.output.paper import wording as words
from seminars.output.paper.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from seminars.analysis.paper.lists import GroupName
    from seminars.analysis.paper.paper import Paper
    from seminars.model.period import Dates
    from seminars.output.paper.names import Names

TIMED: tuple[GroupName, ...] = ("held", "scheduled", "intended")
"""The lists whose seminars are shown: what was postponed or cancelled did not take place then."""


class Event(NamedTuple):
    """A seminar, with its region, list and row; or a meeting, with none of them."""

    dates: Dates
    number: str
    text: str
    look: str
    region: str = ""
    listed: str = ""
    identity: str = ""
    row: int = 0

    @property
    def when(self) -> str:
        """The dates in words."""
        return words.dates(self.dates)

    @property
    def vague(self) -> bool:
        """Whether the days are not known."""
        return not self.dates.first_day_known


def seminars(paper: Paper, names: Names) -> Iterator[Event]:
    """The seminars that have a date; their number is that of their row."""
    for group in TIMED:
        listed = label(group, year=paper.year)
        for seminar in paper.groups[group]:
            row = paper.numbers[seminar.id]
            if seminar.dates:
                yield Event(
                    seminar.dates, str(row), names.place(seminar), f"t-{group}", seminar.region,
                    listed, seminar.id, row,
                )  # fmt: skip


def meetings(paper: Paper, first: date, last: date) -> Iterator[Event]:
    """The meetings from a day to a day, numbered in their order."""
    found = [
        meeting for meeting in paper.programme.meetings
        if meeting.dates.ends >= first and meeting.dates.begins <= last
    ]  # fmt: skip
    found.sort(key=lambda m: (m.dates.begins, m.dates.ends, m.name))
    for number, meeting in enumerate(found, 1):
        name = label("meeting-number", number=number)
        yield Event(meeting.dates, name, meeting.name, "meeting")
