"""One change of a record as one contiguous span of text: everything around it is kept.

Pure functions on text and positions. What cannot be changed so is refused with `SeminarsError`;
that the new text says what it should is for `change` to verify.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from seminars.editing.lines import (
    BLANK,
    BREAK,
    COMMENT,
    Splice,
    cut,
    end_of_lines,
    insert_lines,
    keeps_breaks,
    last_part,
    line_break_of,
    line_end,
    line_start,
    previous_line,
    skip_blank_lines,
    skip_blank_lines_back,
    skip_comments_under,
    spliced,
    trimmed,
)
from seminars.editing.passage import DASH, Passage, braces, field_lines, rank
from seminars.model.diagnostics import SeminarsError
from seminars.reading.parser import Nodes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from seminars.model.record import Origin
    from seminars.reading.parser import Value
    from seminars.reading.source import Source

_DOCUMENT_END = re.compile(r"(?:^|(?<=[\r\n]))\.\.\.(?=\s|$)")
_BARE_DASH = re.compile(r"([ ]*)-[ \t]*(?:#[^\r\n]*)?(?=\r|\n|$)")


def change_record(
    source: Source, origin: Origin, old: Mapping[str, Value], changes: Mapping[str, Value]
) -> Splice | None:
    """The change that gives fields of a record new values; None as a value clears the field.

    `old` is the record as it was read. None when the text stays as it is. Raises `SeminarsError`.
    """
    start = line_start(source.text, origin.start)
    end = origin.end if source.text[origin.start] != "{" else line_end(source.text, origin.end)
    before = source.text[start:end]
    passage = Passage(before, origin.start - start, origin.column, line_break_of(source.text))
    for name in sorted(changes, key=rank):
        value = changes[name]
        if value is None:
            passage.clear((name,))
        else:
            passage.set((name,), old.get(name), value)
    return trimmed(start, before, passage.text)


def remove_records(
    source: Source, origins: Sequence[Origin], indices: Collection[int]
) -> list[Splice]:
    """The changes that remove records and the comments indented under them.

    `origins` are those of all records of the file, in order. Raises `SeminarsError`.
    """
    # From the last to the first: what comes before a removal keeps its place.
    in_brackets = _in_brackets(source, origins)
    spans = [(origin.start, origin.end) for origin in origins]
    text, splices = source.text, []
    for index in sorted(indices, reverse=True):
        if in_brackets:
            splice = cut(text, spans, index)
            gone = splice.end - splice.start
            spans[index:] = [(start - gone, end - gone) for start, end in spans[index + 1 :]]
        else:
            splice = _removal(replace(source, text=text), origins, index)
        text = spliced(text, [splice])
        splices.append(splice)
    if not text.strip():  # a file of zero bytes looks like one that was lost
        return [Splice(0, len(source.text), "[]" + line_break_of(source.text))]
    return splices


def _removal(source: Source, origins: Sequence[Origin], index: int) -> Splice:
    text = source.text
    start = _dash(text, origins[index])[0]
    end = skip_blank_lines(text, _record_end(source, origins[index]))
    if end == len(text):
        floor = _record_end(source, origins[index - 1]) if index else 0
        start = max(floor, skip_blank_lines_back(text, start))
    return Splice(start, end, "")


def insert_record(
    source: Source, origins: Sequence[Origin], at: int, fields: Mapping[str, Value]
) -> Splice:
    """The change that makes `fields` the record at position `at`, laid out like those around it.

    Raises `SeminarsError`.
    """
    text = source.text
    if not origins:
        return _insert_first(source, fields)
    if _in_brackets(source, origins):
        return _insert_in_brackets(text, origins, at, fields)
    near = origins[max(0, at - 1)]
    column, gap = _layout(text, near)
    lines = _record(text, origins, fields, column, gap)
    apart = line_break_of(text) * _blank_lines_between(source, origins, max(0, at - 1))
    if at == 0:
        place = _before_attached_comments(text, _dash(text, near)[0])
        return Splice(place, place, lines + apart)
    place = _record_end(source, near)
    last = last_part(Nodes(source, near))
    if keeps_breaks(text[last.start : last.end]):
        apart = ""
    return insert_lines(text, place, apart + lines)


# Records


def _in_brackets(source: Source, origins: Sequence[Origin]) -> bool:
    """Whether the whole file is one list in brackets, as JSON is."""
    if any(source.text[origin.start] != "{" for origin in origins):
        return False
    return Nodes(source).values[()].style == "flow"


def _dash(text: str, origin: Origin) -> tuple[int, int, str]:
    """Where the line of a record's dash begins, the column of the dash, and what follows it."""
    start = line_start(text, origin.start)
    match = DASH.fullmatch(text, start, origin.start)
    if match:
        return start, len(match[1]), match[2]
    while start > 0:
        start = previous_line(text, start)
        match = _BARE_DASH.match(text, start)
        if match:
            return start, len(match[1]), " " * (origin.column - 2 - len(match[1]))
        if not (BLANK.match(text, start) or COMMENT.match(text, start)):
            break
    raise SeminarsError(
        f"the record at {origin.file}:{origin.line} does not begin with `- ` on a line of its own",
        "change it in an editor",
    )


def _record_end(source: Source, origin: Origin) -> int:
    """Where the line after a record and the comments indented under it begins."""
    text = source.text
    end = end_of_lines(text, last_part(Nodes(source, origin)))
    return skip_comments_under(text, end, _dash(text, origin)[1])


def _layout(text: str, origin: Origin) -> tuple[int, str]:
    _, column, gap = _dash(text, origin)
    return column, gap if gap.strip(" ") == "" else " "


def _record(
    text: str, origins: Sequence[Origin], fields: Mapping[str, Value], column: int, gap: str
) -> str:
    """A record's lines; in braces when all the others are."""
    line_break = line_break_of(text)
    begin = " " * column + "-" + gap
    if origins and all(text[origin.start] == "{" for origin in origins):
        return begin + braces(fields) + line_break
    indent = " " * len(begin)
    lines = line_break.join(
        field_lines(name, fields[name], indent, line_break)
        for name in sorted(fields, key=rank)
        if fields[name] is not None
    )
    return begin + lines[len(indent) :] + line_break


def _blank_lines_between(source: Source, origins: Sequence[Origin], index: int) -> int:
    """How many blank lines part the record at `index` from the next; of two others at the end."""
    text = source.text
    if len(origins) == 1:
        return 0 if text[origins[0].start] == "{" else 1
    index = min(index, len(origins) - 2)
    end = _record_end(source, origins[index])
    blank = text[end : skip_blank_lines(text, end)]
    return len(BREAK.findall(blank))


def _before_attached_comments(text: str, start: int) -> int:
    """Where the comments right above a record begin, unless they open the file."""
    place = start
    while place > 0:
        line = previous_line(text, place)
        if not COMMENT.match(text, line):
            return place if BLANK.match(text, line) else start
        place = line
    return start


def _insert_first(source: Source, fields: Mapping[str, Value]) -> Splice:
    """The first record of a file that has none: instead of `[]`, or apart from the comments."""
    text = source.text
    record = _record(text, (), fields, 0, " ")
    node = Nodes(source).values.get(())
    if node is not None and node.end > node.start:
        begin = "" if node.start == line_start(text, node.start) else line_break_of(text)
        beyond = line_end(text, node.end)
        if text[node.end : beyond].strip():
            return Splice(node.start, node.end, begin + record)
        return Splice(node.start, beyond, begin + record.rstrip("\r\n"))
    end = _DOCUMENT_END.search(text)
    place = end.start() if end else len(text)
    apart = line_break_of(text) if COMMENT.match(text, previous_line(text, place)) else ""
    return insert_lines(text, place, apart + record)


def _insert_in_brackets(
    text: str, origins: Sequence[Origin], at: int, fields: Mapping[str, Value]
) -> Splice:
    near = origins[max(0, at - 1)]
    start = line_start(text, near.start)
    alone = not text[start : near.start].strip()
    apart = "," + (line_break_of(text) + text[start : near.start] if alone else " ")
    if at == 0:
        return Splice(near.start, near.start, braces(fields) + apart)
    return Splice(near.end, near.end, apart + braces(fields))
