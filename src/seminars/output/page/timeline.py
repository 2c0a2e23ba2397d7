"""The timeline of the page: seminars by region, meetings, and the day that the paper stands at."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from seminars.model.period import divisions
from seminars.output.page.markup import escaped, key, scrolling
from seminars.output.paper import wording as words
from seminars.output.paper.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seminars.analysis.paper.lists import GroupName
    from seminars.analysis.paper.paper import Paper
    from seminars.model.record import Seminar
    from seminars.output.paper.names import Names

    Dated = tuple[GroupName, Seminar]

_TIMED: tuple[GroupName, ...] = ("held", "scheduled", "intended")
_LEFT, _RIGHT, _LANE, _TOP = 150, 990, 26, 18
_MOST_TITLES = 300
_LONGEST_LANE = 24


def timeline(paper: Paper, names: Names) -> str:
    """The figure with its legend; nothing where no seminar has a date."""
    dated = [
        (group, seminar) for group in _TIMED for seminar in paper.groups[group] if seminar.dates
    ]
    return _Timeline(paper, names, dated).figure() if dated else ""


class _Timeline:
    """One lane a region, the last for meetings."""

    def __init__(self, paper: Paper, names: Names, dated: Sequence[Dated]) -> None:
        self.paper, self.names, self.dated = paper, names, dated
        spans = [seminar.dates for _, seminar in dated if seminar.dates]
        self.line = _Line(
            min(*(span.begins for span in spans), paper.as_of).replace(day=1),
            max(*(span.ends for span in spans), paper.as_of),
        )
        self.height = _TOP + _LANE * (len(paper.regions) + 1) + 22

    def figure(self) -> str:
        line, height = self.line, self.height
        drawn = [
            *self._lane_names(), *line.ticks(height), *self._meetings(), *self._bars(),
            line.today(self.paper.as_of, height),
        ]  # fmt: skip
        told = label("timeline-text", first=words.day(line.first), last=words.day(line.last),
                     day=words.day(self.paper.as_of))  # fmt: skip
        picture = (
            f'<svg class="wide" viewBox="0 0 1000 {height}" '
            f'role="img" aria-label="{escaped(told)}">{"".join(drawn)}</svg>'
        )
        return (
            f"<figure>{scrolling(picture, label('timeline'))}"
            f'<figcaption>{_legend()}<p class="small">{escaped(label("timeline-vague"))}</p>'
            "</figcaption></figure>"
        )

    def _lane_names(self) -> Iterator[str]:
        titles = [*map(self.names.term, self.paper.regions), label("meetings")]
        for at, title in enumerate(titles):
            shown = title if len(title) < _LONGEST_LANE else f"{title[: _LONGEST_LANE - 2]}…"
            yield f'<text x="2" y="{_TOP + at * _LANE + 16}">{escaped(shown)}</text>'

    def _meetings(self) -> Iterator[str]:
        y = _TOP + len(self.paper.regions) * _LANE + 6
        for meeting in self.paper.programme.meetings:
            if meeting.dates.ends >= self.line.first and meeting.dates.begins <= self.line.last:
                x, width = self.line.span(meeting.dates.begins, meeting.dates.ends)
                title = f"{words.dates(meeting.dates)}: {meeting.name}"
                yield (
                    f'<rect class="s meeting" x="{x}" y="{y}" width="{width}" height="14">'
                    f"<title>{escaped(title)}</title></rect>"
                )

    def _bars(self) -> Iterator[str]:
        if len(self.dated) > _MOST_TITLES:
            yield from self._many_bars()
            return
        for group, seminar in self.dated:
            x, y, width, height = self._bar(seminar)
            title = f"{words.dates(seminar.dates)}: {self.names.place(seminar)}"
            yield (
                f'<rect class="t-{group}" x="{x}" y="{y}" width="{width}" height="{height}">'
                f"<title>{escaped(title)}</title></rect>"
            )

    def _many_bars(self) -> Iterator[str]:
        """One outline a list: a bar for each of many seminars would make the page too large."""
        for group in _TIMED:
            bars = dict.fromkeys(self._bar(s) for name, s in self.dated if name == group)
            drawn = "".join(f"M{x} {y}h{width}v{height}h-{width}z" for x, y, width, height in bars)
            yield f'<path class="t-{group}" d="{drawn}"/>'

    def _bar(self, seminar: Seminar) -> tuple[float, int, float, int]:
        begins, ends = seminar.begins or self.line.first, seminar.ends or self.line.last
        x, width = self.line.span(begins, ends)
        vague = seminar.dates is not None and seminar.dates.precision not in {"day", "open"}
        y = _TOP + self.paper.regions.index(seminar.region) * _LANE
        return (x, y + 18, width, 4) if vague else (x, y + 4, width, 12)


def _legend() -> str:
    return key([
        *((f'class="t-{group}"', label(f"timeline-key-{group}")) for group in _TIMED),
        ('class="meeting"', label("timeline-key-meeting")),
        ('fill="#b45309"', label("timeline-key-today")),
    ])  # fmt: skip


class _Line:
    """Days as places on the timeline."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._per_day = (_RIGHT - _LEFT) / max((last - first).days, 1)

    def at(self, day: date) -> float:
        return round(_LEFT + (day - self.first).days * self._per_day, 1)

    def span(self, begins: date, ends: date) -> tuple[float, float]:
        begins, ends = max(begins, self.first), min(ends, self.last)
        return self.at(begins), max(round(((ends - begins).days + 1) * self._per_day, 1), 4)

    def ticks(self, height: int) -> Iterator[str]:
        many = (self.last - self.first) > timedelta(days=1500)
        for word in divisions(self.first, self.last, "year" if many else "quarter"):
            year, _, quarter = word.partition("-Q")
            day = date(int(year), int(quarter or 1) * 3 - 2, 1)
            if day >= self.first:
                x = self.at(day)
                yield (
                    f'<path class="axis" stroke-opacity=".3" d="M{x} {_TOP}V{height - 20}"/>'
                    f'<text x="{x}" y="{height - 6}">{escaped(word)}</text>'
                )

    def today(self, day: date, height: int) -> str:
        return f'<path class="today" d="M{self.at(day)} 4V{height - 20}"/>'
