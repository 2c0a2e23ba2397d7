"""What is wrong with the syntax of a file, in words: PyYAML's two parsers word it differently."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seminars.reading.source import FileRefusedError

if TYPE_CHECKING:
    from seminars.reading.source import Source

_INDENTATION = ("the indentation does not fit what stands above", "line the fields up with spaces")
_TAB = ("a tab stands where the indentation belongs", "indent with spaces")
_ESCAPE = (
    "a backslash in double quotes begins no known escape",
    "double the backslash, or use single quotes",
)
_SECOND_COLON = (
    "a second `: ` stands in one line",
    "put the value in quotes, or begin a new line",
)
_BAD_BEGINNING = ("a value cannot begin with this character", "put the value in quotes")
# What the parser was doing and what it missed; the wording; whether it is about where the part
# that it was reading begins.
_REMEDIES: tuple[tuple[str, tuple[str, str], bool], ...] = (
    (r"mapping values are not allowed", _SECOND_COLON, False),
    (r"'\\t'|tab character", _TAB, False),
    (r"cannot start any token|node content|mapping keys", _BAD_BEGINNING, False),
    (r"escape|hexdecimal", _ESCAPE, False),
    (r"a quoted scalar", ("a quotation mark is never closed", "close it"), True),
    (
        r"a block scalar",
        (
            "something follows `|` or `>` on its line",
            "begin the text on the next line, or put the value in quotes",
        ),
        False,
    ),
    (
        r"',' or '[\]}]'",
        ("a bracket or brace is never closed", "close it, or put a comma before"),
        False,
    ),
    (
        r"expected ':'",
        (
            "a line holds neither `field: value` nor `- entry`",
            "write `field: value`, or indent it as part of the value above",
        ),
        True,
    ),
    (
        r"a (?:tag )?directive|found incompatible",
        ("a line that begins with `%` is for the parser", "delete it, or put the text in quotes"),
        True,
    ),
    (r"an anchor|an alias|a tag\b|tag handle", _BAD_BEGINNING, True),
    (
        r"document start",
        ("the document has ended above", "delete the line `...`, or what follows it"),
        False,
    ),
    (
        r"block end|block (?:mapping|collection)|expected key|'-' indicator|sequence entries",
        _INDENTATION,
        False,
    ),
)


def bad_syntax(source: Source, error: Exception) -> FileRefusedError:
    """The error of either parser at its place, in one wording by kind."""
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    mark = getattr(error, "problem_mark", None)
    wording = ("this is not YAML that can be read", "look at the lines just above, too")
    for pattern, known, at_beginning in _REMEDIES:
        if re.search(pattern, said):
            wording = known
            mark = (at_beginning and getattr(error, "context_mark", None)) or mark
            break
    start = min(mark.index, len(source.text)) if mark else 0
    if wording is _ESCAPE:
        start = source.text.rfind("\\", 0, start + 1)
    message, remedy = _looked_at(source.text, start, wording)
    place = source.place(start, min(start + 1, len(source.text)))
    return FileRefusedError(source.diagnostic("bad-syntax", message, remedy, place))


def _looked_at(text: str, start: int, wording: tuple[str, str]) -> tuple[str, str]:
    """The wording again, or a better one where the line up to the place shows what happened."""
    before = re.split(r"[\r\n]", text[:start])[-1]
    if wording is _BAD_BEGINNING and text[start : start + 1] == "\t":
        return _TAB
    if wording is _SECOND_COLON and ": " not in before:
        return _INDENTATION
    if wording is _INDENTATION and before.strip(" -"):
        return "more text follows a value that has ended", "put the whole in one pair of quotes"
    return wording
