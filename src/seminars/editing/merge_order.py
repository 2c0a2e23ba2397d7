"""The order of what is merged: each part stays where its side has it.

What only one side has goes behind what it follows there; what one side moved goes where it moved
it. New parts that both sides put at the same place are put in the order of their rank.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

Key: TypeAlias = "tuple[str, str]"
Rank: TypeAlias = "tuple[str, ...]"
Runs: TypeAlias = "dict[Key | None, list[list[Key]]]"

COMMENT = "comment"
_LAST: Rank = ("~",)  # comments stay next to what follows them


def merged_order(
    base: Sequence[Key], ours: Sequence[Key], theirs: Sequence[Key], rank: Callable[[Key], Rank]
) -> list[Key]:
    """The keys of both sides, each once; `base` may hold keys that neither side has any more."""
    shared = set(ours) & set(theirs)
    places = {key: place for place, key in enumerate(base)}
    elsewhere = _moved(places, theirs, shared) - _moved(places, ours, shared)
    stable = shared - elsewhere
    our_runs = _runs(ours, stable, set(ours) - shared)
    their_runs = _runs(theirs, stable, set(theirs) - stable)
    order: list[Key] = []
    for anchor in (None, *(key for key in ours if key in stable)):
        if anchor is not None:
            order.append(anchor)
        order += _together(our_runs.get(anchor, []), their_runs.get(anchor, []), rank)
    return order


def _moved(places: dict[Key, int], side: Sequence[Key], shared: Collection[Key]) -> set[Key]:
    """The fewest keys that a side must have moved: all but a longest run that kept its order."""
    keys = [key for key in side if key in shared and key in places]
    ends: list[int] = []  # the place at which the best run of each length ends
    lengths: list[int] = []
    for key in keys:
        length = bisect_left(ends, places[key])
        ends[length : length + 1] = [places[key]]
        lengths.append(length)
    kept, wanted = set(), len(ends) - 1
    for key, length in zip(reversed(keys), reversed(lengths), strict=True):
        if length == wanted:
            kept.add(key)
            wanted -= 1
    return set(keys) - kept


def _runs(side: Iterable[Key], stable: Collection[Key], wanted: Collection[Key]) -> Runs:
    """What a side has behind each stable key, in groups: comments with the part they precede."""
    runs: Runs = {}
    anchor: Key | None = None
    closed = True
    for key in side:
        if key in stable:
            anchor, closed = key, True
        elif key in wanted:
            groups = runs.setdefault(anchor, [])
            if closed:
                groups.append([])
            groups[-1].append(key)
            closed = key[0] != COMMENT
    return runs


def _together(
    ours: list[list[Key]], theirs: list[list[Key]], rank: Callable[[Key], Rank]
) -> list[Key]:
    def place(group: list[Key]) -> Rank:
        return _LAST if group[-1][0] == COMMENT else rank(group[-1])

    ours, theirs, order = list(ours), list(theirs), list[Key]()
    while ours and theirs:
        order += (ours if place(ours[0]) <= place(theirs[0]) else theirs).pop(0)
    return [*order, *(key for group in (*ours, *theirs) for key in group)]
