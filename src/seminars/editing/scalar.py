"""How a value is written as YAML: the way a careful person would.

Plain where any reader of YAML 1.1 or 1.2 finds the same text in it, quoted otherwise. Does not
know where the value stands: `splice` does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NUMERIC = frozenset({"dates", "planned", "participants", "cost"})
"""Fields whose values look like numbers and days, and are written plain nevertheless."""

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=<")
_BREAKS_PLAIN = re.compile(r":(?:\s|$)|\s#|\t")
# Before 2018 PyYAML and libyaml ended a plain value at `:` and `?`, too, inside brackets.
_BREAKS_FLOW = re.compile(r"[,\[\]{}:?]")
_WORD = re.compile(r"y|n|yes|no|on|off|true|false|null|~|\.{3}", re.IGNORECASE)
_NUMBER = re.compile(
    r"[-+]?(?:[0-9][0-9_.,:]*(?:e[-+]?[0-9]*)?|\.[0-9_.]*(?:e[-+]?[0-9]*)?|\.?inf|\.?nan"
    r"|0[box][0-9a-f_]+)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t\s].*)?",
    re.IGNORECASE,
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def scalar(text: str, *, flow: bool = False, quote: str = "", numeric: bool = False) -> str:
    """A text on one line. `quote` is the quotation mark it had, and keeps where it can.

    `flow` when it stands inside brackets; `numeric` when what looks like a number may stay plain.
    """
    if "\n" in text or "\t" in text:
        return '"' + "".join(_ESCAPES.get(char, char) for char in text) + '"'
    if not quote and is_plain(text, flow=flow, numeric=numeric):
        return text
    awkward = '"' in text or "\\" in text
    if (quote == '"' or (quote != "'" and "'" in text)) and not awkward:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def is_plain(text: str, *, flow: bool = False, numeric: bool = False) -> bool:
    """Whether every reader of YAML finds exactly this text without quotation marks."""
    if not text or text[0] in _INDICATORS or text != text.strip() or _BREAKS_PLAIN.search(text):
        return False
    if flow and _BREAKS_FLOW.search(text):
        return False
    if _WORD.fullmatch(text):
        return False
    if numeric and not re.match(r"0[0-9_]", text):  # 0123 is 83 to some readers, 123 to others
        return True
    return _NUMBER.fullmatch(text) is None


def flow_list(entries: Sequence[str]) -> str:
    """`[a, b]`."""
    return "[" + ", ".join(scalar(entry, flow=True) for entry in entries) + "]"


def flow_mapping(entries: Mapping[str, str]) -> str:
    """`{a: b, c: d}`."""
    pairs = (
        f"{scalar(name, flow=True)}: {scalar(text, flow=True)}" for name, text in entries.items()
    )
    return "{" + ", ".join(pairs) + "}"


def literal(text: str, indent: str, line_break: str) -> str:
    """The lines of a `|` block, without its header and without the last line break."""
    lines = text.split("\n")
    return line_break.join(indent + line if line else "" for line in lines)
