"""Targets against actual: shown only where what a command counts is what was promised."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import naive
from tests.kept import ROOT
from tests.strategies import (
    LANGUAGES,
    LEVELS,
    PROVENANCES,
    REGIONS,
    ROLL,
    RULES,
    STATUSES,
    THEMES,
    Plain,
    days,
    records,
    written,
)

from seminars.analysis.coverage import coverage
from seminars.analysis.depth import depth
from seminars.analysis.query import Query
from seminars.model.period import parse_period

if TYPE_CHECKING:
    from datetime import date

    from tests.conftest import Run

DATA = ROOT / "data"
TARGETS: list[Plain] = [
    {"seminars": 9},
    *({"region": name, "seminars": 2} for name in REGIONS),
    *({"theme": name, "seminars": 2} for name in THEMES),
    *({"level": name, "seminars": 2} for name in LEVELS),
    *({"kind": name, "seminars": 2} for name in ("national", "regional")),
    {"kind": "national", "region": "arab", "theme": "transfer", "seminars": 3},
]


def few(values: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), max_size=2)


QUERIES = st.builds(
    Query,
    regions=few(REGIONS), themes=few(THEMES), levels=few(LEVELS), kinds=few(("national", "regional")),
    statuses=st.sampled_from((frozenset(), frozenset(STATUSES), frozenset({"held", "scheduled"}))),
    period=st.none() | st.sampled_from(("2007..2008", "2007", "2007..")).map(parse_period),
)  # fmt: skip
NARROWER = st.one_of(
    st.builds(Query, countries=few(tuple(ROLL)), reached=few(tuple(ROLL))),
    st.builds(Query, languages=few(LANGUAGES), provenances=few(PROVENANCES)),
    st.builds(Query, invited=few(tuple(ROLL)), missing=few(("city", "themes"))),
    st.builds(Query, words=st.just(("payment",))),
)


def meets(record: Plain, target: Plain) -> bool:
    return (
        target.get("kind") in {None, record["kind"]}
        and target.get("region") in {None, naive.region_of(record)}
        and ("theme" not in target or target["theme"] in (record.get("themes") or []))
        and ("level" not in target or target["level"] in (record.get("levels") or []))
    )


@settings(max_examples=150)
@given(records(), days, QUERIES | NARROWER)
def test_a_target_is_held_against_all_seminars_of_its_period_whatever_the_filters(
    plain: list[Plain], as_of: date, query: Query
) -> None:
    kept = written(plain, {**RULES, "targets": TARGETS}).programme
    found = depth(kept, query, coverage(kept, query, as_of)).targets
    assert found.left_out + len(found.progress) == len(TARGETS)
    period = naive.span("2007/2008")
    for part in found.progress:
        given = part.target
        target = {
            name: getattr(given, name)
            for name in ("kind", "region", "theme", "level")
            if getattr(given, name) is not None
        }
        inside = [r for r in plain if naive.inside(r, period) and meets(r, target)]
        for status in ("held", "scheduled", "proposed"):
            ids = {r["id"] for r in inside if naive.status_of(r, as_of) == status}
            assert {s.id for s in getattr(part, status)} == ids
    if query in (Query(), Query(period=parse_period("2007..2008"))):
        assert found.left_out == 0


def targets(call: Run, *options: str) -> tuple[list[str], dict[str, Any]]:
    """What the terminal says of targets, and the data of the JSON."""
    run = call("coverage", "--data", DATA, *options)
    lines = run.out.splitlines()
    first = next(at for at, text in enumerate(lines) if "arget" in text)
    told = lines[first : lines.index("", first)]
    data = json.loads(call("coverage", "--data", DATA, *options, "-f", "json").out)["data"]
    return told, data


def test_a_filter_leaves_only_targets_about_what_it_asks_for(call: Run) -> None:
    told, data = targets(call, "--region", "africa")
    assert told == [
        "Targets for 2007–2008  Planned  Held  Scheduled  Missing  Proposed",
        "Africa                       7     2          3        2         1",
        "13 targets left out: these filters narrow the seminars they count",
    ]
    assert [target["region"] for target in data["targets"]] == ["africa"]
    assert (data["targets_left_out"], data["targets_period"]) == (13, "2007/2008")


def test_where_filters_narrow_every_target_none_is_shown(call: Run) -> None:
    told, data = targets(call, "--country", "KE")
    assert told == ["14 targets left out: these filters narrow the seminars they count"]
    assert (data["targets"], data["targets_left_out"]) == ([], 14)


@pytest.mark.parametrize("period", ["2008", "2007..", "2006..2008"])
def test_over_another_period_no_target_is_shown_and_one_line_says_why(
    call: Run, period: str
) -> None:
    told, data = targets(call, "--period", period)
    assert told == ["Targets are for 2007–2008: leave --period out"]
    assert (data["targets"], data["targets_left_out"]) == ([], 14)


def test_the_programmes_own_period_may_be_written_out(call: Run) -> None:
    told, data = targets(call, "--period", "2007-01-01..2008-12-31")
    assert len(told) == 15
    assert data["targets_left_out"] == 0
