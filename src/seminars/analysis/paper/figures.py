"""A figure of the paper: its value, its rule, the records behind it, and how to list them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from seminars.model.record import Seminar

Option: TypeAlias = "tuple[str, str]"
Listing: TypeAlias = "tuple[Option, ...]"


class Part(NamedTuple):
    """The options of one call, and of calls whose records are taken away.

    The call is one of `seminars list`, unless `command` names another that finds the same.
    """

    listing: Listing
    less: tuple[Listing, ...] = ()
    command: tuple[str, ...] = ("list",)


class Trace(NamedTuple):
    """How `seminars list` finds records: those of all parts together; of no part, none."""

    parts: tuple[Part, ...] = ()

    @classmethod
    def of(cls, *options: Option) -> Trace:
        """The records that one call gives."""
        return cls((Part(options),))

    @classmethod
    def by(cls, *command: str) -> Trace:
        """What another command than `seminars list` shows."""
        return cls((Part((), command=command),))

    def narrowed(self, *options: Option) -> Trace:
        """The same with more options in each call; what is taken away stays as wide as it is."""
        return Trace(tuple(Part((*part.listing, *options), part.less) for part in self.parts))

    def without(self, *options: Option) -> Trace:
        """The same, but for what it would give with these options, too; without any, the same."""
        if not options:
            return self
        return Trace(
            tuple(
                Part(part.listing, (*part.less, (*part.listing, *options))) for part in self.parts
            )
        )

    def __or__(self, other: Trace) -> Trace:
        return Trace((*self.parts, *other.parts))


class Figure(NamedTuple):
    """One number of the paper.

    `rule` names the rule it follows, `within` what narrows it, `seminars` the ids behind it in
    the order of the dates. Where states, requests or participants are counted and not seminars,
    `counted` says so and `names` holds the codes or ids that are counted. `about` marks a number
    that is not exact.
    """

    key: str
    value: int
    rule: str
    seminars: tuple[str, ...]
    trace: Trace
    within: Listing = ()
    counted: str = "seminars"
    names: tuple[str, ...] = ()
    about: bool = False

    @property
    def noted(self) -> tuple[str, ...]:
        """The ids that a note gives: of the requests where these are counted, else of seminars."""
        return self.names if self.counted == "requests" else self.seminars


def calls(figure: Figure, as_of: date) -> list[tuple[list[str], list[list[str]]]]:
    """The calls behind a figure: for each part its call, and those whose records go away."""
    return [
        (_call(part, part.listing, as_of), [_call(part, less, as_of) for less in part.less])
        for part in figure.trace.parts
    ]


def _call(part: Part, listing: Listing, as_of: date) -> list[str]:
    options = [word for name, value in listing for word in (f"--{name}", value)]
    return ["seminars", *part.command, *options, "--as-of", as_of.isoformat()]


class Figures:
    """The figures of one paper as they are found, each under its key."""

    def __init__(self) -> None:
        self.by_key: dict[str, Figure] = {}

    def count(
        self, key: str, rule: str, seminars: Iterable[Seminar], trace: Trace, *within: Option
    ) -> Figure:
        """A figure that counts seminars; `within` narrows the trace."""
        ids = tuple(seminar.id for seminar in seminars)
        return self.keep(Figure(key, len(ids), rule, ids, trace.narrowed(*within), within))

    def count_states(
        self, key: str, rule: str, codes: Iterable[str], seminars: Iterable[Seminar],
        trace: Trace, *within: Option,
    ) -> Figure:  # fmt: skip
        """A figure that counts states, with the seminars that bring them in."""
        names = tuple(codes)
        ids = tuple(seminar.id for seminar in seminars)
        return self.keep(Figure(key, len(names), rule, ids, trace, within, "states", names))

    def keep(self, figure: Figure) -> Figure:
        """The figure, kept under its key."""
        self.by_key[figure.key] = figure
        return figure
