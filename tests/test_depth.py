"""`coverage` in depth: targets, least developed states, a period with another, the map."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from tests.kept import ROOT, agree
from tests.planned import programme, seminar

from seminars.analysis.query import Query
from seminars.analysis.states import reach
from seminars.cli.options import Place
from seminars.cli.session import open_session
from seminars.output.world import WORDS, braille, drawing_order, place, rings
from seminars.reading.reference import outlines, states

if TYPE_CHECKING:
    from tests.conftest import Run, Write

DATA = ROOT / "data"


def test_the_map_of_the_shipped_programme(call: Run) -> None:
    run = call("coverage", "--map", "--data", DATA)
    assert (run.code, run.err) == (0, "")
    assert agree("tests/papers/map.txt", run.out)
    assert max(map(len, run.out.splitlines())) <= 80


def test_each_recency_has_its_own_texture(call: Run, write: Write) -> None:
    folder = write(
        {
            "seminars.yaml": """
        - {id: a, title: T, kind: national, country: BR, dates: 2007-01, status: held}
        - {id: b, title: T, kind: national, country: CN, dates: 2004-06, status: held}
        - {id: c, title: T, kind: national, country: RU, dates: 2001-06, status: held}
        - {id: d, title: T, kind: national, country: RU, dates: 2000-06, status: held}
        - {id: e, title: T, kind: national, country: AU, status: proposed}
    """
        }
    )
    run = call("coverage", "--map", "--data", folder, "--as-of", "2007-08-03")
    last = run.out.splitlines()[-3]
    assert last == "⣿⣿ current 1   ⢕⢕ ageing 1   ⢈⢈ lapsed 1   ⠁⠁ never 181   of 184 states"
    drawn = "\n".join(run.out.splitlines()[3:-4])
    assert all(texture in drawn for texture in "⣿⢕⢈⠁")


def test_what_belongs_to_no_state_of_the_roll_is_drawn_last_and_blank() -> None:
    marks = {state.code: "never" for state in states()}
    order = drawing_order(marks)
    assert {"", "EH", "TW"} <= set(order[-20:])
    assert {mark for row in braille({}, {}, 40) for _, mark in row} == {""}


@pytest.mark.parametrize(
    ("latitude", "longitude", "owner"),
    [
        (27.15, -13.2, "EH"),  # Laayoune
        (34.1, 74.8, ""),  # Srinagar
        (34.4, 73.6, ""),  # Muzaffarabad
        (35.3, 79.3, ""),  # Aksai Chin
        (45.0, 34.1, ""),  # Simferopol
        (31.6, -8.0, "MA"),  # Marrakesh
        (28.6, 77.2, "IN"),  # Delhi
        (33.6, 73.0, "PK"),  # Rawalpindi
    ],
)
def test_what_is_in_dispute_is_drawn_over_every_state(
    latitude: float, longitude: float, owner: str
) -> None:
    x, y = place(latitude, longitude)
    marks = {state.code: "never" for state in states()}
    drawn = [code for code in drawing_order(marks) if inside(code, x, y)]
    assert drawn[-1] == owner


def inside(code: str, x: float, y: float) -> bool:
    """Whether an outline holds a place: even-odd."""
    crossings = 0
    for ring in rings(code):
        for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]]):
            if (y0 <= y) != (y1 <= y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                crossings += 1
    return crossings % 2 == 1


def test_a_capital_lies_within_the_outline_of_its_country() -> None:
    kenya = next(state for state in states() if state.code == "KE")
    x, y = place(kenya.latitude or 0, kenya.longitude or 0)
    points = [point for ring in rings("KE") for point in ring]
    assert min(p[0] for p in points) < x < max(p[0] for p in points)
    assert min(p[1] for p in points) < y < max(p[1] for p in points)
    assert rings("no such country") == ()
    assert all(
        0 <= p[0] <= outlines().width for code in outlines().shapes for r in rings(code) for p in r
    )


def test_a_state_is_as_recent_as_its_last_seminar_of_any_period() -> None:
    session = open_session(Place(str(DATA)))
    found = reach(session.programme, Query(), date(2010, 1, 1))
    recency = {state.country: state.recency for state in found.states}
    assert recency["KE"] == "ageing"
    assert recency["US"] == "never"


def test_a_held_seminar_without_dates_makes_no_state_recent() -> None:
    found = reach(programme(seminar("AA")), Query(), date(2008, 1, 1))
    assert [(state.country, state.recency) for state in found.states] == [
        ("AA", "never"), ("BB", "never"), ("CC", "never"),
    ]  # fmt: skip
    assert len(found.seminars) == 1


def test_the_map_keeps_to_the_filters_and_not_to_the_period(call: Run) -> None:
    options = ("coverage", "--map", "--data", DATA, "--region", "africa", "--period", "2006")
    rows = json.loads(call(*options, "-f", "json").out)["data"]["map"]
    assert {row["country"]: row["last"] for row in rows if row["last"]} == {
        "GH": "2007-03-28", "KE": "2006-11-15", "MW": "2007-06-06", "SN": "2006-12-31",
    }  # fmt: skip
    listed = call(*options, "-f", "csv").out.splitlines()
    assert listed[0] == "country,recency,last"
    assert [line for line in listed if ",never," not in line][1:] == [
        "GH,current,2007-03-28", "KE,current,2006-11-15", "MW,current,2007-06-06",
        "SN,current,2006-12-31",
    ]  # fmt: skip
    assert call(*options).out.splitlines()[-1] == "4 seminars held · 4 illustrative"


@pytest.mark.parametrize("option", ["--by=year,kind", "--compare=2006"])
def test_the_map_has_no_rows_and_columns(option: str, call: Run) -> None:
    run = call("coverage", "--map", "--data", DATA, option)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("seminars: --map draws states, without --by and --compare\n")


@pytest.mark.parametrize("mark", WORDS)
def test_no_state_of_the_roll_is_too_small_to_be_seen(mark: str) -> None:
    capitals = {state.code: place(state.latitude or 0, state.longitude or 0) for state in states()}
    assert len(capitals) == 184
    rows = braille(dict.fromkeys(capitals, mark), capitals, 78)
    per_dot = outlines().width / 156
    for code, (x, y) in capitals.items():
        column, row = int(x / per_dot), int(y / per_dot)
        char, found = rows[row // 4][column // 2]
        bit = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))[row % 4][column % 2]
        assert (ord(char) - 0x2800) & bit, code
        assert found == mark, code


@pytest.mark.parametrize("code", ["CR", "GM", "LI", "LS", "MT", "SM", "TT"])
def test_a_small_state_lately_reached_is_seen_among_those_never_reached(code: str) -> None:
    capitals = {state.code: place(state.latitude or 0, state.longitude or 0) for state in states()}
    marks = dict.fromkeys(capitals, "never") | {code: "current"}
    drawn = {mark for row in braille(marks, capitals, 78) for _, mark in row}
    assert drawn == {"", "never", "current"}


def test_states_without_a_place_are_named_under_the_map(call: Run, write: Write) -> None:
    folder = write({
        "seminars.yaml": "[]\n",
        "programme.yaml": """
            roll: [{code: KE, region: africa}, {code: TV, region: asia-pacific}]
        """,
    })  # fmt: skip
    out = call("coverage", "--map", "--data", folder, "--as-of", "2007-08-03").out
    assert out.splitlines()[-3] == "Not drawn, for want of a place: Tuvalu"


def test_targets_and_least_developed_states_have_their_lines(call: Run, write: Write) -> None:
    folder = write({
        "seminars.yaml": """
            - {id: a, title: T, kind: national, country: MW, dates: 2007-01, status: held}
        """,
        "programme.yaml": """
            targets: [{seminars: 3}, {kind: national, region: africa, seminars: 1}]
        """,
    })  # fmt: skip
    lines = call("coverage", "--data", folder, "--as-of", "2007-08-03").out.splitlines()
    least = next(text for text in lines if text.startswith("The least developed"))
    assert least.split() == "The least developed among them 1 1 of 45 44".split()
    first = next(at for at, text in enumerate(lines) if text.startswith("Targets"))
    assert lines[first - 1 : first + 4] == [
        "",
        "Targets for 2007  Planned  Held  Scheduled  Missing  Proposed",
        "All seminars            3     1          0        2         0",
        "National, Africa        1     1          0        0         0",
        "",
    ]


def test_without_least_developed_states_or_targets_nothing_is_said(call: Run, write: Write) -> None:
    folder = write({
        "seminars.yaml": "[]\n",
        "programme.yaml": "roll: [{code: CH, region: developed}]\n",
    })  # fmt: skip
    out = call("coverage", "--data", folder, "--as-of", "2007-08-03").out
    assert "east developed" not in out
    assert "Target" not in out
