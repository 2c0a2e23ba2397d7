"""What was promised and asked: targets, mandates and requests, and how far each of them is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from seminars.analysis.paper.figures import Figure, Figures, Trace
from seminars.analysis.query import ACTIVE, by_date, spanned_period
from seminars.analysis.targets import Progress, narrowing, progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from seminars.analysis.paper.lists import Lists
    from seminars.model.programme import Request, StandingMandate
    from seminars.model.record import Seminar

    Answers = Mapping[str, Sequence[Seminar]]

_STAGES = {"met": ("held",), "arranged": ("scheduled",), "proposed": ("proposed",), "open": ACTIVE}
"""How far a request is, and the statuses of the seminars that bring it there."""


class Answered(NamedTuple):
    """A request, and the seminars that answer it by their status; `state` says how far it is."""

    request: Request
    state: Literal["met", "arranged", "proposed", "open"]
    seminars: tuple[Seminar, ...]

    def deciding(self, as_of: date) -> list[Seminar]:
        """The seminars that bring it as far as it is, and no others that answer it."""
        return _in_status(self.seminars, _STAGES[self.state], as_of)


def count_targets(lists: Lists, figures: Figures) -> tuple[Progress, ...]:
    """Planned against delivered, over the programme's period."""
    period = spanned_period(lists.programme, lists.as_of)
    inside = [s for s in lists.every if s.dates is not None and period.touches(s.dates)]
    found = progress(lists.programme, inside, lists.as_of)
    for number, part in enumerate(found, 1):
        narrowed = narrowing(part.target)
        for status, seminars in (
            ("held", part.held), ("scheduled", part.scheduled), ("proposed", part.proposed),
        ):  # fmt: skip
            trace = Trace.of(("status", status), ("period", period.text))
            figures.count(f"target.{number}.{status}", "target", seminars, trace, *narrowed)
        figures.keep(_missing(f"target.{number}.missing", part, period.text))
    return found


def _missing(key: str, part: Progress, period: str) -> Figure:
    narrowed = narrowing(part.target)
    trace = Trace.of(("status", "held"), ("status", "scheduled"), ("period", period))
    ids = tuple(s.id for s in sorted((*part.held, *part.scheduled), key=by_date))
    return Figure(
        key, part.missing, "target-missing", ids, trace.narrowed(*narrowed), narrowed,
        counted="missing",
    )  # fmt: skip


def count_mandates(lists: Lists, figures: Figures) -> tuple[StandingMandate, ...]:
    """Each mandate of the day with the seminars that answer it, by status."""
    known = tuple(
        mandate
        for mandate in lists.programme.mandates
        if mandate.date is None or mandate.date.begins <= lists.as_of
    )
    answers = _answers(lists)
    for mandate in known:
        for status in ACTIVE:
            found = _in_status(answers.get(mandate.id, ()), (status,), lists.as_of)
            figures.count(
                f"mandate.{mandate.id}.{status}", "mandate", found,
                Trace.of(("status", status)), ("answers", mandate.id),
            )  # fmt: skip
    return known


def count_requests(lists: Lists, figures: Figures) -> tuple[Answered, ...]:
    """Each request received by the day, and how far it is."""
    answers = _answers(lists)
    found = tuple(
        _answered(lists, request, answers.get(request.id, ()))
        for request in lists.programme.requests
        if request.received is None or request.received.begins <= lists.as_of
    )
    figures.keep(requests_figure("requests", "requests", found, ACTIVE, lists.as_of))
    for state, statuses in _STAGES.items():
        key, reached = f"requests.{state}", [part for part in found if part.state == state]
        figures.keep(requests_figure(key, key, reached, statuses, lists.as_of))
    return found


def requests_figure(
    key: str, rule: str, requests: Iterable[Answered], statuses: Sequence[str], as_of: date
) -> Figure:
    """How many requests, with the seminars of these statuses that answer any of them."""
    counted = tuple(requests)
    seminars = {s.id: s for part in counted for s in _in_status(part.seminars, statuses, as_of)}
    ids = tuple(seminar.id for seminar in sorted(seminars.values(), key=by_date))
    names = tuple(part.request.id for part in counted)
    options = (*(("answers", name) for name in names), *(("status", word) for word in statuses))
    trace = Trace.of(*options) if names else Trace()
    return Figure(key, len(names), rule, ids, trace, counted="requests", names=names)


def _answered(lists: Lists, request: Request, answering: Sequence[Seminar]) -> Answered:
    statuses = {seminar.status_on(lists.as_of) for seminar in answering}
    if "held" in statuses:
        return Answered(request, "met", tuple(answering))
    if "scheduled" in statuses:
        return Answered(request, "arranged", tuple(answering))
    return Answered(request, "proposed" if statuses else "open", tuple(answering))


def _answers(lists: Lists) -> Answers:
    """For each request and mandate, the seminars that answer it and take place or may."""
    found: dict[str, list[Seminar]] = {}
    for seminar in _in_status(lists.every, ACTIVE, lists.as_of):
        for answered in dict.fromkeys(seminar.answers or ()):
            found.setdefault(answered, []).append(seminar)
    return found


def _in_status(seminars: Iterable[Seminar], statuses: Sequence[str], as_of: date) -> list[Seminar]:
    return [seminar for seminar in seminars if seminar.status_on(as_of) in statuses]
