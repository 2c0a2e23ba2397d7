"""Other programmes, put into the records and scored by `plan --assess`: none beats the plan."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run, Write

RULES = """
    title: Small
    period: 2007/2008
    as_of: 2008-01-01
    themes: [{id: pay, title: Pay}, {id: law, title: Law}]
    levels: [{id: local, title: Local}, {id: global, title: Global}]
    regions: [{id: north, title: North}, {id: south, title: South}]
    roll:
      - {code: 'NO', region: north}
      - {code: SE, region: north}
      - {code: KE, region: south}
      - {code: UG, region: south, least_developed: true}
      - {code: NP, region: south}
    meetings: [{dates: 2008-01-22/2008-01-23, name: Assembly}]
    requests: [{id: r-1, country: KE, themes: [pay], dates: 2008-02, received: 2007-06-01}]
    offers: [{id: o-1, country: UG, kind: regional, dates: 2008-01-28/}]
    targets: [{theme: pay, seminars: 2}, {region: north, seminars: 1}]
    planning:
      window: 2008-01-07..2008-02-17
      seminars: 3
      budget: 100
      costs: {national: 20, regional: 50}
      regional_states: 2
      at_once: 2
      rest: 7
      holidays: true
      limits: [{theme: law, minimum: 1}]
"""
HELD = "- {id: past, title: Past, kind: national, country: KE, status: held, dates: 2005-05-06, themes: [law]}\n"
REGION = {"NO": "north", "SE": "north", "KE": "south", "UG": "south", "NP": "south"}


def alternative(chance: random.Random) -> list[dict[str, Any]]:
    """Three seminars at hazard: hosts, kinds, themes, and days of a week of the window."""
    found = []
    for at, country in enumerate(chance.sample(sorted(REGION), 3)):
        kind = chance.choice(["national", "national", "regional"])
        monday = date(2008, 1, 7) + timedelta(weeks=chance.choice([0, 1, 3, 4, 5]))
        begins = monday + timedelta(days=chance.choice([0, 1, 2]))
        ends = begins + timedelta(days=1 if kind == "national" else 2)
        found.append({
            "id": f"p-{at}", "title": "One", "kind": kind, "country": country,
            "region": REGION[country], "status": "proposed",
            "themes": chance.choice([["pay"], ["law"], ["pay", "law"]]),
            "dates": f"{begins}/{ends}",
        })  # fmt: skip
    return found


@pytest.mark.parametrize("seed", range(4))
def test_no_feasible_alternative_is_worth_more_than_the_plan(
    seed: int, write: Write, call: Run
) -> None:
    folder = write({"programme.yaml": RULES, "seminars.yaml": HELD})
    best = json.loads(call("plan", "--data", folder, "--format", "json").out)["data"]
    assert best["status"] == "optimal"
    chance = random.Random(seed)  # noqa: S311 (the same cases each time)
    feasible = []
    for _ in range(25):
        records = [json.dumps(record) for record in alternative(chance)]
        (folder / "seminars.yaml").write_text(HELD + "".join(f"- {line}\n" for line in records))
        run = call("plan", "--data", folder, "--assess", "--format", "json")
        assert (run.code, run.err) == (0, "")
        found = json.loads(run.out)["data"]
        if not found["breaks"]:
            feasible.append(found["objective"])
            assert found["best"]["objective"] >= found["objective"] - 1e-6
    assert feasible
    assert max(feasible) <= best["objective"] + 1e-6


def test_the_plan_written_and_assessed_is_worth_what_it_was_said_to_be(
    write: Write, call: Run
) -> None:
    folder = write({"programme.yaml": RULES, "seminars.yaml": HELD})
    best = json.loads(call("plan", "--data", folder, "--write", "--format", "json").out)["data"]
    found = json.loads(call("plan", "--data", folder, "--assess", "--format", "json").out)["data"]
    assert found["objective"] == pytest.approx(best["objective"])
    assert (found["breaks"], found["difference"], found["changes_to_best"]) == ([], 0, 0)
    text = call("plan", "--data", folder, "--assess").out
    assert text.splitlines()[-1] == "what stands in the records is the best plan"
