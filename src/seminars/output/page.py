"""The page: one HTML file with the paper, a map, a timeline, a heat map and the table of seminars.

It asks nothing of any network: style, script and figures are inside, and its policy allows no
more. Text of the records is escaped, never markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from seminars.analysis.paper import EVERY_STATE, LISTED
from seminars.model.period import divisions
from seminars.output import english as words
from seminars.output.document import Heading, Paragraph, Ref, Table, runs_of
from seminars.output.english import label
from seminars.output.paper import Names
from seminars.output.text import safe
from seminars.output.world import HEIGHT, drawing_order, place
from seminars.reading.reference import outlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seminars.analysis.brief import Brief
    from seminars.analysis.paper import GroupName, Paper
    from seminars.model.programme import State
    from seminars.model.record import Seminar
    from seminars.output.document import Block, Document, Runs

_ASSETS = Path(__file__).parent / "assets"
_TIMED: tuple[GroupName, ...] = ("held", "scheduled", "intended")
_LEFT, _RIGHT, _LANE, _TOP = 150, 990, 26, 18
_MOST_TITLES = 300
_LONGEST_LANE = 24
_SHADES = ((0, ""), (1, "h1"), (2, "h2"), (4, "h3"))
_STATES = ("hosted", "reached", "before", "never")


def page(paper: Paper, document: Document) -> str:
    """The whole page of a paper."""
    return _Page(paper).page(document)


def brief_page(brief: Brief, document: Document) -> str:
    """The page of a brief: its text and tables, its numbers leading nowhere."""
    maker = _Page(brief.paper, linked=False)
    body = "".join(maker.block(block) for block in document.blocks)
    return _whole(document, f"{_head(document, maker)}<main>{body}</main>", script="")


def _text(text: str) -> str:
    return escape(safe(text))


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8").strip()


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _whole(document: Document, body: str, script: str) -> str:
    style = _asset("page.css")
    scripts = f"script-src '{_digest(script)}'; " if script else ""
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; {scripts}"
        "base-uri 'none'; form-action 'none'"
    )
    ending = f"<script>{script}</script>" if script else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{_text(document.title)}</title><style>{style}</style></head>\n"
        f"<body>{body}{ending}</body></html>\n"
    )


def _head(document: Document, maker: _Page) -> str:
    head = "".join(f'<p class="head">{_text(text)}</p>' for text in document.head)
    subtitle = "".join(f'<p class="sub">{_text(text)}</p>' for text in document.subtitle)
    caution = f'<p class="caution">{maker.runs(document.caution)}</p>' if document.caution else ""
    return f"<header>{head}<h1>{_text(document.title)}</h1>{subtitle}{caution}</header>"


class _Page:
    def __init__(self, paper: Paper, *, linked: bool = True) -> None:
        self.paper = paper
        self.names = Names(paper)
        self.linked = linked
        self.regions = {region: self.names.term(region) for region in paper.regions}

    def page(self, document: Document) -> str:
        parts = [
            ("paper", label("paper"), self._paper(document)),
            ("map", label("map"), self._map()),
        ]
        parts.append(("timeline", label("timeline"), self._timeline()))
        for heading, blocks in _annexes(document):
            if heading.anchor == "office":
                continue  # a page is looked at over shoulders and passed on
            if heading.anchor == "seminars":
                parts.append(("seminars", heading.text, self._seminars()))
            else:
                parts.append((heading.anchor, heading.text, "".join(map(self.block, blocks))))
        parts = [(anchor, title, made) for anchor, title, made in parts if made]
        links = "".join(f'<li><a href="#{anchor}">{_text(t)}</a></li>' for anchor, t, _ in parts)
        sections = "\n".join(
            f'<section id="{anchor}" aria-labelledby="h-{anchor}">'
            f'<h2 id="h-{anchor}">{_text(title)}</h2>{made}</section>'
            for anchor, title, made in parts
        )
        body = (
            f'<a class="skip" href="#paper">{_text(label("skip"))}</a>{_head(document, self)}'
            f'<nav aria-label="{_text(label("contents"))}"><ul>{links}</ul></nav>'
            f"<main>{sections}</main>"
            f'<footer><p class="small">{_text(label("made-of"))}</p></footer>{self._data(document)}'
        )
        return _whole(document, body, _asset("page.js"))

    # Text

    def _paper(self, document: Document) -> str:
        made = []
        for block in document.blocks:
            if isinstance(block, Heading) and block.anchor:
                break
            made.append(self.block(block))
        return "".join(made)

    def block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return f"<h3>{_text(block.text)}</h3>"
        if isinstance(block, Paragraph):
            if not block.label:
                return f"<p>{self.runs(block.runs)}</p>"
            depth = f" d{block.depth}" if block.depth else ""
            mark = f'<span class="lb">{_text(block.label)}</span>'
            return f'<p class="n{depth}">{mark} {self.runs(block.runs)}</p>'
        return self._table(block)

    def runs(self, runs: Runs) -> str:
        texts = []
        for run in runs:
            if isinstance(run, str):
                texts.append(_text(run))
            else:
                texts.append(self._link(run))
        return "".join(texts)

    def _link(self, ref: Ref) -> str:
        ids = [i for i in ref.figure.seminars if i in self.paper.numbers]
        if not ids or not self.linked:
            return _text(ref.text)
        target = f"r-{ids[0]}" if len(ids) == 1 else "records"
        return f'<a href="#{target}" data-k="{_text(ref.figure.key)}">{_text(ref.text)}</a>'

    def _table(self, table: Table) -> str:
        first_total = len(table.rows) - table.total
        heads = "".join(f'<th scope="col">{_text(head)}</th>' for head in table.heads)
        rows = "".join(
            f"<tr{' class=total' if at >= first_total else ''}>{self._cells(table, row)}</tr>"
            for at, row in enumerate(table.rows)
        )
        heat = ' class="heat"' if table.name == "grid" else ""
        return _scrolling(
            f"<table{heat}><caption>{_text(table.caption)}</caption>"
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>", table.caption,
        )  # fmt: skip

    def _cells(self, table: Table, row: Sequence[Runs]) -> str:
        first, *others = row
        cells = f'<th scope="row">{self.runs(first)}</th>'
        if table.name != "grid":
            return cells + "".join(f"<td>{self.runs(cell)}</td>" for cell in others)
        return cells + "".join(
            f'<td class="h {_shade(cell)}">{self.runs(cell)}</td>' for cell in others
        )

    # The table of seminars

    def _seminars(self) -> str:
        columns = ("number", "dates", "place", "seminar", "list", "region", "themes", "levels",
                   "participants", "remarks")  # fmt: skip
        heads = "".join(
            f'<th scope="col" aria-sort="none"><button type="button">{_text(label(column))}'
            "</button></th>"
            for column in columns
        )
        rows = "\n".join(
            self._row(group, seminar) for group in LISTED for seminar in self.paper.groups[group]
        )
        table = (
            f'<table id="records"><caption>{_text(label("seminars"))}</caption>'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        )
        return self._filters() + _scrolling(table, label("seminars"))

    def _row(self, group: GroupName, seminar: Seminar) -> str:
        first = seminar.begins.toordinal() if seminar.begins else 9_999_999
        texts = (
            self.names.place(seminar), seminar.title, self._list(group),
            self.regions[seminar.region], self.names.terms(seminar.themes),
            self.names.terms(seminar.levels),
            str(seminar.participants) if seminar.participants else label("nothing"),
            self._remarks(seminar),
        )  # fmt: skip
        cells = "".join(f"<td>{_text(text)}" for text in texts)
        at = list(self.regions).index(seminar.region)
        return (
            f'<tr id="r-{_text(seminar.id)}" data-l={group} data-r={at}>'
            f"<td>{self.paper.numbers[seminar.id]}"
            f"<td data-v={first}>{_text(words.dates(seminar.dates))}{cells}"
        )

    def _remarks(self, seminar: Seminar) -> str:
        remarks = self.names.remarks(seminar)
        return "" if remarks == label("nothing") else remarks

    def _list(self, group: GroupName) -> str:
        return label(group, year=self.paper.year)

    def _filters(self) -> str:
        lists = "".join(
            f'<option value="{group}">{_text(self._list(group))}</option>'
            for group in LISTED
            if self.paper.groups[group]
        )
        regions = "".join(
            f'<option value="{at}">{_text(title)}</option>'
            for at, title in enumerate(self.regions.values())
        )
        every = f'<option value="">{_text(label("filter-all"))}</option>'
        return (
            '<div class="filters" role="search">'
            f'<label>{_text(label("filter-words"))}<input id="f-text" type="search"></label>'
            f"<label>{_text(label('filter-list'))}"
            f'<select id="f-list">{every}{lists}</select></label>'
            f"<label>{_text(label('filter-region'))}"
            f'<select id="f-region">{every}{regions}</select></label>'
            f'<button id="f-clear" type="button">{_text(label("filter-clear"))}</button></div>'
            f'<p id="f-told" role="status" data-t="{_text(words.LABELS["filter-told"])}"></p>'
        )

    def _data(self, document: Document) -> str:
        """For each figure in the text the rows behind it: the first, then the steps to the next."""
        keys: dict[str, list[int]] = {}
        for block in (Paragraph(document.caution), *document.blocks):
            for run in runs_of(block):
                if isinstance(run, Ref) and run.figure.key not in keys:
                    keys[run.figure.key] = self._steps(run.figure.seminars)
        used = {key: steps for key, steps in keys.items() if steps}
        text = json.dumps(used, separators=(",", ":")).replace("<", "\\u003c")
        return f'<script type="application/json" id="figures">{text}</script>'

    def _steps(self, ids: Iterable[str]) -> list[int]:
        rows = sorted(self.paper.numbers[i] - 1 for i in ids if i in self.paper.numbers)
        return [row - before for before, row in zip([0, *rows], rows, strict=False)]

    # The map

    def _map(self) -> str:
        if f"states.{EVERY_STATE}.roll" not in self.paper.figures:
            return ""
        marks = state_marks(self.paper)
        shapes = outlines().shapes
        roll = self.paper.programme.roll(self.paper.as_of)
        drawn = "".join(
            self._shape(code, shapes[code], marks.get(code, "neutral"))
            for code in drawing_order(marks)
        )
        dots = "".join(
            self._dot(state, marks[code]) for code, state in roll.items() if code not in shapes
        )
        counts = {mark: sum(m == mark for m in marks.values()) for mark in _STATES}
        text = label("map-text", **counts)
        return (
            f'<figure><svg viewBox="0 0 {outlines().width} {HEIGHT}" role="img" '
            f'aria-label="{_text(text)}">{_patterns()}'
            f'<rect class="sea" width="{outlines().width}" height="{HEIGHT}"/>{drawn}{dots}</svg>'
            f"<figcaption>{self._map_key(counts)}"
            f'<p class="small">{_text(label("map-boundaries"))}</p></figcaption></figure>'
        )

    def _shape(self, code: str, path: str, mark: str) -> str:
        if mark == "neutral":
            return f'<path class="s neutral" d="{path}"/>'
        title = f"{self.names.state(code)}: {label(f'map-{mark}')}"
        return (
            f'<path class="s" fill="url(#p-{mark})" d="{path}"><title>{_text(title)}</title></path>'
        )

    def _dot(self, state: State, mark: str) -> str:
        if state.latitude is None or state.longitude is None:
            return ""
        x, y = place(state.latitude, state.longitude)
        title = f"{self.names.state(state.code)}: {label(f'map-{mark}')}"
        return (
            f'<circle class="s" fill="url(#p-{mark})" cx="{x}" cy="{y}" r="3">'
            f"<title>{_text(title)}</title></circle>"
        )

    def _map_key(self, counts: dict[str, int]) -> str:
        entries = [
            (f'fill="url(#p-{mark})"', f"{label(f'map-{mark}')}: {counts[mark]}")
            for mark in _STATES
            if counts[mark] or mark != "before"
        ]
        entries.append(('class="neutral"', label("map-neutral")))
        return _key(entries)

    # The timeline

    def _timeline(self) -> str:
        dated = [
            (group, seminar)
            for group in _TIMED
            for seminar in self.paper.groups[group]
            if seminar.dates
        ]
        spans = [seminar.dates for _, seminar in dated if seminar.dates]
        if not spans:
            return ""
        first = min(*(span.begins for span in spans), self.paper.as_of).replace(day=1)
        last = max(*(span.ends for span in spans), self.paper.as_of)
        line = _Line(first, last)
        lanes = [*self.regions, "meetings"]
        height = _TOP + _LANE * len(lanes) + 22
        drawn = [
            *self._lane_names(lanes), *line.ticks(height), *self._meetings(line, len(lanes) - 1),
            *self._bars(line, lanes, dated), line.today(self.paper.as_of, height),
        ]  # fmt: skip
        told = label("timeline-text", first=words.day(first), last=words.day(last),
                     day=words.day(self.paper.as_of))  # fmt: skip
        key = _key([
            *((f'class="t-{group}"', label(f"timeline-key-{group}")) for group in _TIMED),
            ('class="meeting"', label("timeline-key-meeting")),
            ('fill="#b45309"', label("timeline-key-today")),
        ])  # fmt: skip
        return (
            '<figure><div class="scroll" tabindex="0" role="region" '
            f'aria-label="{_text(label("timeline"))}">'
            f'<svg class="wide" viewBox="0 0 1000 {height}" '
            f'role="img" aria-label="{_text(told)}">{"".join(drawn)}</svg></div>'
            f'<figcaption>{key}<p class="small">{_text(label("timeline-vague"))}</p>'
            "</figcaption></figure>"
        )

    def _lane_names(self, lanes: Sequence[str]) -> Iterator[str]:
        for at, lane in enumerate(lanes):
            title = self.regions.get(lane) or label("meetings")
            shown = title if len(title) < _LONGEST_LANE else f"{title[: _LONGEST_LANE - 2]}…"
            yield f'<text x="2" y="{_TOP + at * _LANE + 16}">{_text(shown)}</text>'

    def _meetings(self, line: _Line, lane: int) -> Iterator[str]:
        y = _TOP + lane * _LANE + 6
        for meeting in self.paper.programme.meetings:
            if meeting.dates.ends >= line.first and meeting.dates.begins <= line.last:
                x, width = line.span(meeting.dates.begins, meeting.dates.ends)
                title = f"{words.dates(meeting.dates)}: {meeting.name}"
                yield (
                    f'<rect class="s meeting" x="{x}" y="{y}" width="{width}" height="14">'
                    f"<title>{_text(title)}</title></rect>"
                )

    def _bars(
        self, line: _Line, lanes: Sequence[str], dated: Sequence[tuple[GroupName, Seminar]]
    ) -> Iterator[str]:
        if len(dated) > _MOST_TITLES:
            yield from self._many_bars(line, lanes, dated)
            return
        for group, seminar in dated:
            x, y, width, height = self._bar(line, lanes, seminar)
            title = f"{words.dates(seminar.dates)}: {self.names.place(seminar)}"
            yield (
                f'<rect class="t-{group}" x="{x}" y="{y}" width="{width}" height="{height}">'
                f"<title>{_text(title)}</title></rect>"
            )

    def _many_bars(
        self, line: _Line, lanes: Sequence[str], dated: Sequence[tuple[GroupName, Seminar]]
    ) -> Iterator[str]:
        """One outline a list: a bar for each of many seminars would make the page too large."""
        for group in _TIMED:
            bars = dict.fromkeys(
                self._bar(line, lanes, seminar) for name, seminar in dated if name == group
            )
            drawn = "".join(f"M{x} {y}h{width}v{height}h-{width}z" for x, y, width, height in bars)
            yield f'<path class="t-{group}" d="{drawn}"/>'

    def _bar(
        self, line: _Line, lanes: Sequence[str], seminar: Seminar
    ) -> tuple[float, int, float, int]:
        begins, ends = seminar.begins or line.first, seminar.ends or line.last
        x, width = line.span(begins, ends)
        vague = seminar.dates is not None and seminar.dates.precision not in {"day", "open"}
        y = _TOP + lanes.index(seminar.region) * _LANE
        return (x, y + 18, width, 4) if vague else (x, y + 4, width, 12)


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
                    f'<text x="{x}" y="{height - 6}">{_text(word)}</text>'
                )

    def today(self, day: date, height: int) -> str:
        return f'<path class="today" d="M{self.at(day)} 4V{height - 20}"/>'


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


def _annexes(document: Document) -> list[tuple[Heading, list[Block]]]:
    found: list[tuple[Heading, list[Block]]] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.anchor:
            found.append((block, []))
        elif found:
            found[-1][1].append(block)
    return found


def _scrolling(table: str, name: str) -> str:
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{_text(name)}">{table}</div>'
    )


def _shade(cell: Runs) -> str:
    number = sum(run.figure.value for run in cell if isinstance(run, Ref))
    return next((word for most, word in _SHADES if number <= most), "h4")


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


def _key(entries: Iterable[tuple[str, str]]) -> str:
    made = "".join(
        '<li><svg viewBox="0 0 24 14" aria-hidden="true">'
        f'<rect class="s" width="24" height="14" {look}/></svg>{_text(text)}</li>'.replace(
            'class="s" width="24" height="14" class="', 'width="24" height="14" class="s '
        )
        for look, text in entries
    )
    return f'<ul class="key">{made}</ul>'
