"""The `planning` part of programme.yaml: each rule typed, each contradiction at its place."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from seminars.model.diagnostics import did_you_mean
from seminars.model.programme import (
    Costs,
    Days,
    KindCosts,
    KindLevels,
    Limit,
    Planning,
    Weights,
)
from seminars.reading.problems import REPORTED, Problems
from seminars.reading.schema import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from seminars.reading.parser import Path, Value
    from seminars.reading.problems import Report
    from seminars.reading.vocabulary import Vocabulary

T = TypeVar("T")

WORKING_DAYS = 5
"""The longest seminar, in days: it lies within one week, Monday to Friday."""


LONGEST = 3_650
"""The most days of `rest` and `notice`."""
HEAVIEST = 1_000_000
"""The greatest weight: sums of greater ones are not exact to what the lightest are worth."""


def read_planning(
    value: Value, vocabulary: Vocabulary, report: Report, as_of: date | None
) -> Planning | None:
    """The planning rules, or None after reporting every problem."""
    return _PlanningReader(vocabulary, report, as_of).read(value)


class _PlanningReader:
    def __init__(self, vocabulary: Vocabulary, report: Report, as_of: date | None) -> None:
        self._vocabulary = vocabulary
        self._report = report
        self._as_of = as_of
        self._base: Path = ("planning",)

    def read(self, value: Value) -> Planning | None:
        problems = Problems(self._report, self._base)
        if isinstance(value, dict):
            nested: dict[str, Callable[[Any], object]] = {
                "costs": self._costs,
                "days": self._days,
                "levels": self._levels,
                "weights": self._weights,
                "limits": self._limits,
                "ramadan": self._ramadan,
            }
            for name, read in nested.items():
                if value.get(name) is not None:
                    part = read(value[name])
                    value[name] = REPORTED if part is None else part  # type: ignore[assignment]  # typed
                    problems.count += part is None
        planning = Reader(Planning, self._vocabulary).complete(value, problems)
        if planning is not None:
            self._check_together(planning, problems)
        return planning if problems.count == 0 else None

    def _part(self, kind: type[T], value: Value, *path: str | int) -> T | None:
        return Reader(kind, self._vocabulary).read(value, self._report, (*self._base, *path))

    def _refuse(self, message: str, remedy: str, *path: str | int) -> None:
        self._report("bad-value", message, remedy, (*self._base, *path), False)  # noqa: FBT003 (the report's own order)

    def _days(self, value: Value) -> Days | None:
        days = self._part(Days, value, "days")
        for kind in ("national", "regional"):
            if days is not None and not 1 <= getattr(days, kind) <= WORKING_DAYS:
                self._refuse(
                    f"a seminar of {getattr(days, kind)} days does not fit into a working week",
                    f"write a number from 1 to {WORKING_DAYS}", "days", kind,
                )  # fmt: skip
                return None
        return days

    def _weights(self, value: Value) -> Weights | None:
        weights = self._part(Weights, value, "weights")
        if weights is None:
            return None
        sound = [self._weighs(part.name, getattr(weights, part.name)) for part in fields(Weights)]
        return weights if all(sound) else None

    def _weighs(self, name: str, weight: float) -> bool:
        if weight < 0:
            message = f"the weight of `{name}` is below zero"
            remedy = "write zero to leave it out; `cost` is taken off the score as it is"
        elif weight > HEAVIEST:
            message = (
                f"the weight of `{name}` is above {HEAVIEST:,}, and others would be lost beside it"
            )
            remedy = "weights count by their ratios: divide all by the same number"
        else:
            return True
        self._refuse(message, remedy, "weights", name)
        return False

    def _costs(self, value: Value) -> Costs | None:
        if not isinstance(value, dict) or value.get("regions") is None:
            return self._part(Costs, value, "costs")
        regions = value["regions"]
        typed: dict[str, KindCosts | None] = {}
        if isinstance(regions, dict):
            for region, part in regions.items():
                typed[region] = self._regional_costs(region, part)
        else:
            self._refuse(
                "`regions` takes regions with their costs",
                "write `regions: {africa: {national: 30000}}`", "costs", "regions",
            )  # fmt: skip
            typed[""] = None
        bad = None in typed.values()
        value["regions"] = REPORTED if bad else typed  # type: ignore[assignment]  # typed
        costs = self._part(Costs, value, "costs")
        return None if bad else costs

    def _regional_costs(self, region: str, value: Value) -> KindCosts | None:
        if not self._known(region, self._vocabulary.regions, "region", "costs", "regions", region):
            return None
        return self._part(KindCosts, value, "costs", "regions", region)

    def _levels(self, value: Value) -> KindLevels | None:
        levels = self._part(KindLevels, value, "levels")
        if levels is None:
            return None
        known = [
            self._known(word, self._vocabulary.levels, "level", "levels", kind, at)
            for kind in ("national", "regional")
            for at, word in enumerate(getattr(levels, kind) or ())
        ]
        return levels if all(known) else None

    def _ramadan(self, value: Value) -> tuple[str, ...] | None:
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self._refuse(
                "`ramadan` takes a list of regions and states",
                "write `ramadan: [arab, SN]`", "ramadan",
            )  # fmt: skip
            return None
        words = {**self._vocabulary.regions, **self._vocabulary.countries}
        known = [
            self._known(str(word), words, "region", "ramadan", at) for at, word in enumerate(value)
        ]
        return tuple(str(word) for word in value) if all(known) else None

    def _known(self, word: str, words: Mapping[str, str], kind: str, *path: str | int) -> bool:
        if word in words:
            return True
        self._report(
            f"unknown-{kind}", f"`{word}` is not a {kind} of this programme",
            did_you_mean(word, words, f"`seminars terms` lists every {kind}"),
            (*self._base, *path), kind == "region" and path[0] == "costs",
        )  # fmt: skip
        return False

    def _limits(self, value: Value) -> tuple[Limit, ...] | None:
        if not isinstance(value, list):
            self._refuse("`limits` takes a list", "write `limits: [{..}, {..}]`", "limits")
            return None
        limits = [self._part(Limit, entry, "limits", at) for at, entry in enumerate(value)]
        sound = [
            limit is not None and self._sound(limit, at, limits[:at])
            for at, limit in enumerate(limits)
        ]
        return tuple(limit for limit in limits if limit is not None) if all(sound) else None

    def _sound(self, limit: Limit, at: int, before: list[Limit | None]) -> bool:
        least, most = limit.minimum, limit.maximum
        if least is None and most is None:
            message, remedy = "this limit limits nothing", "add `minimum: ..` or `maximum: ..`"
        elif least is not None and most is not None and least > most:
            message = f"at least {least} and at most {most} contradict each other"
            remedy = "make `minimum` no more than `maximum`"
        elif any(other and other.subject == limit.subject for other in before):
            message, remedy = (
                "these seminars are limited above already",
                "make one limit of the two",
            )
        else:
            return True
        self._refuse(message, remedy, "limits", at)
        return False

    def _check_together(self, planning: Planning, problems: Problems) -> None:
        window = planning.window
        if window is not None and self._as_of and window.ends and window.ends < self._as_of:
            problems.add(
                "bad-value",
                f"the window ends before {self._as_of}, the day the programme stands at",
                "choose a later window, or another `as_of`", ("window",),
            )  # fmt: skip
        for name in ("themes_each", "regional_states"):
            if getattr(planning, name) == 0:
                problems.add(
                    "bad-value", f"`{name}` is zero, and no seminar could be planned",
                    "write 1 or more, or leave the rule out", (name,),
                )  # fmt: skip
        for name in ("rest", "notice"):
            if (getattr(planning, name) or 0) > LONGEST:
                problems.add(
                    "bad-value", f"`{name}` of {getattr(planning, name)} days is over ten years",
                    f"write at most {LONGEST} days, or leave the rule out", (name,),
                )  # fmt: skip
        for at, limit in enumerate(planning.limits):
            self._check_limit(planning, limit, at, problems)

    def _check_limit(self, planning: Planning, limit: Limit, at: int, problems: Problems) -> None:
        most = planning.seminars
        if most is not None and limit.minimum is not None and limit.minimum > most:
            problems.add(
                "bad-value", f"at least {limit.minimum} of {most} seminars is impossible",
                f"write at most {most}, or raise `seminars`", ("limits", at, "minimum"),
            )  # fmt: skip
