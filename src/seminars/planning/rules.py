"""The hard rules of a plan as values: what they are called, what they ask, what is left without.

A rule can be taken away by its name: that is how clashes are found, and what would free them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seminars.model.programme import Limit, Planning

LEAST = "seminars-least"
MOST = "seminars-most"

EFFORT = 20_000
"""Nodes of the search tree that a plan may take, by default."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a plan must keep; None and empty stand for no such rule.

    `least` and `most` bound the number of seminars, `budget` is in the programme's currency,
    `rest` and `notice` in days, `minima` and `maxima` are limits by their name, `pins` the ids of
    standing proposals that stay, `at_home` those that may keep their exact days whatever the
    calendar says (a leave, not a rule: it outlives the pin), `changes` the most changes from the
    standing proposals. The meetings named in `unblocked` block nothing; each of `wanted` (a
    request, an offer or a proposal, with its id) must have its place: both only ever ask what if.
    """

    least: int | None = None
    most: int | None = None
    budget: Fraction | None = None
    at_once: int | None = None
    rest: int | None = None
    notice: int | None = None
    meetings: bool = True
    unblocked: tuple[str, ...] = ()
    holidays: bool = False
    ramadan: tuple[str, ...] = ()
    minima: tuple[tuple[str, Limit], ...] = ()
    maxima: tuple[tuple[str, Limit], ...] = ()
    pins: tuple[str, ...] = ()
    at_home: tuple[str, ...] = ()
    changes: int | None = None
    wanted: tuple[tuple[str, str], ...] = ()

    def names(self) -> tuple[str, ...]:
        """The names of the rules that there are, in the order of the documentation."""
        plain = {
            LEAST: self.least, MOST: self.most, "budget": self.budget,
            "notice": self.notice or None, "meetings": self.meetings or None,
            "at_once": self.at_once, "rest": self.rest or None,
            "holidays": self.holidays or None, "ramadan": self.ramadan or None,
        }  # fmt: skip
        return (
            *(name for name, value in plain.items() if value is not None),
            *(name for name, _ in (*self.minima, *self.maxima)),
            *(f"pin {pin}" for pin in self.pins),
            *(["changes"] if self.changes is not None else []),
        )

    def without(self, name: str) -> Rules:
        """The rules, this one taken away."""
        if name.startswith("pin "):
            return replace(self, pins=tuple(pin for pin in self.pins if f"pin {pin}" != name))
        if " minimum" in name:
            return replace(self, minima=tuple(part for part in self.minima if part[0] != name))
        if " maximum" in name:
            return replace(self, maxima=tuple(part for part in self.maxima if part[0] != name))
        if name in {"meetings", "holidays"}:
            off: dict[str, Any] = {name: False}
            return replace(self, **off)
        if name == "ramadan":
            return replace(self, ramadan=())
        cleared: dict[str, Any] = {{LEAST: "least", MOST: "most"}.get(name, name): None}
        return replace(self, **cleared)

    def eased(self, name: str, figure: int | Fraction) -> Rules:
        """The rules, this one asking for another figure."""
        if " minimum" in name or " maximum" in name:
            return replace(
                self,
                minima=_eased(self.minima, name, minimum=figure),
                maxima=_eased(self.maxima, name, maximum=figure),
            )
        changed: dict[str, Any] = {{LEAST: "least", MOST: "most"}.get(name, name): figure}
        return replace(self, **changed)

    def only(self, kept: Iterable[str]) -> Rules:
        """These rules and no other."""
        wanted = set(kept)
        rules = self
        for name in self.names():
            if name not in wanted:
                rules = rules.without(name)
        return rules


def rules_of(planning: Planning, pins: Iterable[str] = (), changes: int | None = None) -> Rules:
    """The rules that programme.yaml and the command line state."""
    kept = tuple(sorted(pins))
    return Rules(
        least=planning.seminars,
        most=planning.seminars,
        budget=Fraction(planning.budget.text) if planning.budget else None,
        at_once=planning.at_once,
        rest=planning.rest,
        notice=planning.notice,
        holidays=bool(planning.holidays),
        ramadan=planning.ramadan,
        minima=_named(planning.limits, "minimum"),
        maxima=_named(planning.limits, "maximum"),
        pins=kept,
        at_home=kept,
        changes=changes,
    )


def _eased(
    limits: tuple[tuple[str, Limit], ...],
    name: str,
    **figure: Any,  # noqa: ANN401 (a whole number, as an amount of the budget never comes here)
) -> tuple[tuple[str, Limit], ...]:
    return tuple((key, replace(old, **figure) if key == name else old) for key, old in limits)


def _named(limits: Iterable[Limit], side: str) -> tuple[tuple[str, Limit], ...]:
    return tuple(
        (f"{_subject(limit)} {side}", limit) for limit in limits if getattr(limit, side) is not None
    )


def _subject(limit: Limit) -> str:
    """What a limit is about, each word with what it is: ids of two lists can be the same."""
    said = zip(("kind", "region", "theme", "level"), limit.subject, strict=True)
    return ", ".join(f"{what} {word}" for what, word in said if word) or "all"
