"""The paper for the assembly in figures: what took place, what comes, what was asked and promised.

Nothing is worded here. Every figure carries the records behind it, its rule, and the calls of
`seminars list` that find the same records again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from seminars.analysis.paper.caveats import count_caveats
from seminars.analysis.paper.edition import hidden_fields, public
from seminars.analysis.paper.figures import Figures
from seminars.analysis.paper.lists import LISTED, Unread, lists_of
from seminars.analysis.paper.parts import count_lists
from seminars.analysis.paper.promises import count_mandates, count_requests, count_targets
from seminars.analysis.paper.states import count_states
from seminars.model.diagnostics import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from seminars.analysis.paper.changes import Baseline, Changes
    from seminars.analysis.paper.edition import Edition
    from seminars.analysis.paper.figures import Figure
    from seminars.analysis.paper.lists import GroupName
    from seminars.analysis.paper.promises import Answered
    from seminars.analysis.targets import Progress
    from seminars.model.period import Dates
    from seminars.model.programme import Programme, StandingMandate
    from seminars.model.record import Seminar


class Front(NamedTuple):
    """What stands on the first page: how the paper is called, and for which session."""

    symbol: str | None = None
    session: str | None = None
    edition: Edition = "internal"


@dataclass(frozen=True)
class Paper:
    """The whole paper. `programme` is what its edition may show, without the fields `hidden`.

    `decided` are the dates of the decision since which it reports, as they were written;
    `records` is the digest of the files that it was made from.
    """

    programme: Programme
    as_of: date
    front: Front
    since: date | None
    groups: Mapping[GroupName, tuple[Seminar, ...]]
    figures: Mapping[str, Figure]
    regions: tuple[str, ...]
    targets: tuple[Progress, ...]
    mandates: tuple[StandingMandate, ...]
    requests: tuple[Answered, ...]
    caveats: tuple[str, ...]
    changes: Changes | None
    unread: Unread
    hidden: frozenset[str]
    decided: Dates | None
    records: str

    @property
    def year(self) -> int:
        """The year of the paper."""
        return self.as_of.year

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each listed seminar in the table of seminars, from 1."""
        listed = (seminar for name in LISTED for seminar in self.groups[name])
        return {seminar.id: number for number, seminar in enumerate(listed, 1)}


def paper(
    programme: Programme,
    as_of: date,
    front: Front,
    *,
    since: date | None = None,
    baseline: Baseline | None = None,
    unread: Unread | None = None,
    records: str = "",
) -> Paper:
    """The paper as of a day, since a day, a frozen paper, or else the last decision.

    Raises `UsageError` when `since` is not before the day, `SeminarsError` when the public
    edition cannot be made.
    """
    hidden = hidden_fields(programme) if front.edition == "public" else frozenset[str]()
    shown = public(programme) if front.edition == "public" else programme
    day, decided = _since(programme, as_of, baseline.as_of if baseline else since)
    unread = unread or Unread()
    lists = lists_of(shown, as_of, day, baseline.told if baseline else None)
    figures = Figures()
    count_lists(lists, figures, hidden)
    count_states(lists, figures)
    targets = count_targets(lists, figures)
    mandates = count_mandates(lists, figures)
    requests = count_requests(lists, figures)
    caveats = count_caveats(lists, figures, hidden)
    changed = baseline.changes(lists, figures, unread, hidden) if baseline else None
    return Paper(
        shown, as_of, front, day, lists.groups, figures.by_key, lists.regions,
        targets, mandates, requests, caveats, changed, unread, hidden, decided, records,
    )  # fmt: skip


def _since(
    programme: Programme, as_of: date, given: date | None
) -> tuple[date | None, Dates | None]:
    """From which day on the paper reports, and the dates of the decision it was taken from."""
    if given is not None:
        if given >= as_of:
            raise UsageError(
                f"--since: {given} is not before {as_of}, the day of the paper",
                "give an earlier day or paper, or a later --as-of",
            )
        return given, None
    dates = [programme.mandate.date] if programme.mandate else []
    dates += [mandate.date for mandate in programme.mandates]
    past = [day for day in dates if day is not None and day.ends < as_of]
    if not past:
        return None, None
    last = max(past, key=lambda day: (day.ends, day.begins))
    return last.ends, last
