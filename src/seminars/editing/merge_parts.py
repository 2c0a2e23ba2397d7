"""Three rows of parts into one: what only one side changed is taken; the rest is settled by a rule.

The result is text in pieces; a piece that needs a decision is a `Conflict`. Knows nothing of what
the parts hold.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from seminars.editing.merge_order import COMMENT, merged_order
from seminars.editing.merge_sections import RECORD, aligned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from seminars.editing.git import Marks
    from seminars.editing.merge_order import Key, Rank
    from seminars.editing.merge_sections import Part, Section

T = TypeVar("T")
Side = Literal["base", "ours", "theirs"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Whole lines that the sides have differently; empty where a side has nothing.

    `record` and `field` say what it is about; both empty for a comment of the file.
    """

    base: str
    ours: str
    theirs: str
    field: str = ""
    record: str = ""

    def marked(self, marks: Marks) -> str:
        """Both sides, as git marks them."""
        shown = [("<", marks.ours, self.ours)]
        if marks.with_base:
            shown.append(("|", marks.base, self.base))
        shown += [("=", "", self.theirs), (">", marks.theirs, "")]
        return "".join(
            f"{sign * marks.size} {label}".rstrip() + f"\n{text}" for sign, label, text in shown
        )


Piece: TypeAlias = "str | Conflict"
Settle: TypeAlias = "Callable[[Key, Part | None, Part | None, Part | None], list[Piece]]"


def taken(old: T, one: T, other: T) -> tuple[T] | None:
    """What only one side changed, or both alike; None where they differ."""
    if one in (other, old):
        return (other,)
    return (one,) if other == old else None


def resolved(pieces: Iterable[Piece], side: Side) -> str:
    """The text with every conflict decided for one side."""
    return "".join(
        getattr(piece, side) if isinstance(piece, Conflict) else piece for piece in pieces
    )


def marked(pieces: Iterable[Piece], marks: Marks) -> str:
    """The text with every conflict marked."""
    return "".join(
        piece.marked(marks) if isinstance(piece, Conflict) else piece for piece in pieces
    )


def joined(
    base: Section | None,
    ours: Section,
    theirs: Section,
    settle: Settle,
    rank: Callable[[Key], Rank],
) -> list[Piece] | None:
    """The parts of both sides; None when what stands around them differs three ways."""
    base = base or replace(ours, opening="", parts=(), closing="", column=-1)
    opening = taken(base.opening, ours.opening, theirs.opening)
    closing = _closing(base.closing, ours.closing, theirs.closing)
    if opening is None or closing is None:
        return None
    (column,) = taken(base.column, ours.column, theirs.column) or (ours.column,)
    base, ours, theirs = (side.indented(column) for side in (base, ours, theirs))
    ours, theirs = aligned(base, ours), aligned(base, theirs)
    texts = _settled(base, ours, theirs, settle)
    order = merged_order(
        [part.key for part in base.parts],
        [part.key for part in ours.parts if part.key in texts],
        [part.key for part in theirs.parts if part.key in texts],
        rank,
    )
    if opening[0][-1:] in {"", "\n"}:
        if not order:  # a file may hold nothing
            return [opening[0], closing]
    elif all(key[0] == COMMENT for key in order):  # dashes and braces have to hold something
        return None
    first = _behind(opening[0], texts[order[0]])
    if first is None:
        return None
    pieces = first
    gaps = _Gaps(base, ours, theirs)
    for previous, key in pairwise(order):
        pieces += [gaps.between(previous[0], key), *texts[key]]
    return [*pieces, closing]


def _closing(old: str, one: str, other: str) -> str | None:
    """Blank lines at the end are nobody's loss."""
    found = taken(old, one, other)
    if found is None:
        return None if (one + other).strip() else one
    return found[0]


def _settled(
    base: Section, ours: Section, theirs: Section, settle: Settle
) -> dict[Key, list[Piece]]:
    """The text of each part that stays."""
    old, one, other = base.by_key, ours.by_key, theirs.by_key
    texts: dict[Key, list[Piece]] = {}
    for key in one | other:
        versions = old.get(key), one.get(key), other.get(key)
        known = taken(*(part and part.text for part in versions))
        if known is None:
            texts[key] = settle(key, *versions)
        elif known[0] is not None:
            texts[key] = [known[0]]
    return texts


def _behind(opening: str, pieces: list[Piece]) -> list[Piece] | None:
    """The first part, on the line on which the opening ends; None where one side has none."""
    lines = opening[: opening.rfind("\n") + 1]
    head = opening[len(lines) :]

    def glued(text: str) -> str:
        if not text or (text[0] == " " and not head.strip()):
            return text
        return head + text[: len(head)].lstrip(" ") + text[len(head) :]

    first, *rest = pieces
    if isinstance(first, str):
        return [lines, glued(first), *rest]
    if head.strip() and not (first.ours and first.theirs):
        return None
    sides = glued(first.base), glued(first.ours), glued(first.theirs)
    return [lines, Conflict(*sides, first.field, first.record), *rest]


class _Gaps:
    """What parts two parts from each other, in the three versions."""

    def __init__(self, base: Section, ours: Section, theirs: Section) -> None:
        self._versions = [section.by_key for section in (base, ours, theirs)]
        self._usual: dict[tuple[str, str], Counter[str]] = {}
        self._braces = ours.braces
        for section in (base, ours, theirs):
            for part in section.parts:
                self._usual.setdefault((part.after, part.kind), Counter())[part.gap] += 1

    def between(self, previous: str, key: Key) -> str:
        """The gap before a part: its own where it follows the same kind of part as before."""
        found = [version.get(key) for version in self._versions]
        old, one, other = (
            part.gap if part is not None and part.after == previous else None for part in found
        )
        if one is not None and other is not None:
            return (taken(old, one, other) or (one,))[0] or ""
        own = one if one is not None else other
        text = "".join(part.text for part in found if part is not None)
        return self._usual_between(previous, key, text) if own is None else own

    def _usual_between(self, previous: str, key: Key, text: str) -> str:
        usual = self._usual.get((previous, key[0]))
        if usual:
            return usual.most_common(1)[0][0]
        if self._braces:
            return ", "
        apart = previous == RECORD and not text.lstrip(" -").startswith("{")
        return "\n" if apart else ""
