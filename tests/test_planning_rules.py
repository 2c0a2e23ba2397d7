"""The planning rules of programme.yaml: what is read, and what is refused, at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seminars.model.programme import Costs, Days, KindCosts, KindLevels, Limit
from seminars.model.record import Money
from seminars.reading.loader import Location, load

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Write

HEAD = """as_of: 2008-01-01
themes: [{id: pay, title: Pay}]
levels: [{id: law, title: Law}]
regions: [{id: africa, title: Africa}]
planning:
"""


def told(write: Write, rules: str) -> list[tuple[str, int, int, str, str]]:
    found = load(_location(write({"seminars.yaml": "[]\n", "programme.yaml": HEAD + rules})))
    return [(d.code, d.place.line, d.place.column, d.message, d.help) for d in found.diagnostics]


def _location(folder: Path) -> Location:
    return Location(folder, (folder / "seminars.yaml",), folder / "programme.yaml")


def test_every_rule_is_typed(write: Write) -> None:
    rules = """  window: 2008
  seminars: 3
  costs: {national: 20, regions: {africa: {regional: 30.50}}}
  days: {regional: 4}
  levels: {national: [law]}
  ramadan: [africa, SN]
  holidays: true
  limits: [{region: africa, minimum: 1, maximum: 2}]
"""
    folder = write({"seminars.yaml": "[]\n", "programme.yaml": HEAD + rules})
    found = load(_location(folder))
    assert found.diagnostics == ()
    planning = found.programme.planning
    assert planning.window is not None
    assert planning.window.text == "2008"
    assert planning.costs == Costs(
        Money("20"), regions={"africa": KindCosts(regional=Money("30.50"))}
    )
    assert (planning.days, planning.levels) == (Days(regional=4), KindLevels(national=("law",)))
    assert (planning.ramadan, planning.holidays) == (("africa", "SN"), True)
    assert planning.limits == (Limit(region="africa", minimum=1, maximum=2),)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (
            "  weights: {states: heavy}\n",
            ("bad-value", 6, 21, "`heavy` is not a number", "write a number such as 12 or 0.5"),
        ),
        (
            "  weights: {states: -1}\n",
            ("bad-value", 6, 21, "the weight of `states` is below zero",
             "write zero to leave it out; `cost` is taken off the score as it is"),
        ),
        (
            "  weights: {states: 1000001}\n",
            ("bad-value", 6, 21,
             "the weight of `states` is above 1,000,000, and others would be lost beside it",
             "weights count by their ratios: divide all by the same number"),
        ),
        (
            "  rest: 3651\n",
            ("bad-value", 6, 9, "`rest` of 3651 days is over ten years",
             "write at most 3650 days, or leave the rule out"),
        ),
        (
            "  notice: 99999999\n",
            ("bad-value", 6, 11, "`notice` of 99999999 days is over ten years",
             "write at most 3650 days, or leave the rule out"),
        ),
        (
            "  weights: {luck: 1}\n",
            ("unknown-field", 6, 13, "`luck` is not a field",
             ("the fields are region_themes, state_themes, states, requests, offers, balance, "
             "targets, spread, cost")),
        ),
        (
            "  budget: -5\n",
            ("bad-value", 6, 11, "`-5` is not an amount",
             "write a number without separators (42000 or 42000.50)"),
        ),
        (
            "  window: 2007\n",
            ("bad-value", 6, 11, "the window ends before 2008-01-01, the day the programme stands at",
             "choose a later window, or another `as_of`"),
        ),
        (
            "  limits: [{region: africa}]\n",
            ("bad-value", 6, 12, "this limit limits nothing", "add `minimum: ..` or `maximum: ..`"),
        ),
        (
            "  limits: [{minimum: 3, maximum: 2}]\n",
            ("bad-value", 6, 12, "at least 3 and at most 2 contradict each other",
             "make `minimum` no more than `maximum`"),
        ),
        (
            "  limits: [{theme: pay, minimum: 1}, {theme: pay, maximum: 2}]\n",
            ("bad-value", 6, 38, "these seminars are limited above already",
             "make one limit of the two"),
        ),
        (
            "  seminars: 2\n  limits: [{theme: pay, minimum: 3}]\n",
            ("bad-value", 7, 34, "at least 3 of 2 seminars is impossible",
             "write at most 2, or raise `seminars`"),
        ),
        ("  limits: 3\n", ("bad-value", 6, 11, "`limits` takes a list", "write `limits: [{..}, {..}]`")),
        (
            "  days: {national: 6}\n",
            ("bad-value", 6, 20, "a seminar of 6 days does not fit into a working week",
             "write a number from 1 to 5"),
        ),
        (
            "  themes_each: 0\n",
            ("bad-value", 6, 16, "`themes_each` is zero, and no seminar could be planned",
             "write 1 or more, or leave the rule out"),
        ),
        (
            "  levels: {national: [lore]}\n",
            ("unknown-level", 6, 23, "`lore` is not a level of this programme",
             "`seminars terms` lists every level"),
        ),
        ("  levels: [law]\n", ("not-a-mapping", 6, 11, "fields and values belong here", "write `field: value`")),
        (
            "  ramadan: [arab]\n",
            ("unknown-region", 6, 13, "`arab` is not a region of this programme",
             "did you mean `AR` or `africa`?"),
        ),
        (
            "  ramadan: true\n",
            ("bad-value", 6, 12, "`ramadan` takes a list of regions and states",
             "write `ramadan: [arab, SN]`"),
        ),
        (
            "  costs: {regions: {arab: {national: 1}}}\n",
            ("unknown-region", 6, 21, "`arab` is not a region of this programme",
             "did you mean `africa`?"),
        ),
        (
            "  costs: {regions: 3}\n",
            ("bad-value", 6, 20, "`regions` takes regions with their costs",
             "write `regions: {africa: {national: 30000}}`"),
        ),
        ("  [1]\n", ("not-a-mapping", 6, 3, "fields and values belong here", "write `field: value`")),
    ],
)  # fmt: skip
def test_what_is_no_rule_is_told_at_its_place(
    rules: str, expected: tuple[str, int, int, str, str], write: Write
) -> None:
    assert told(write, rules) == [expected]
