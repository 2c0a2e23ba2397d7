"""The audit trail: the commands that the paper names find the records behind each figure again."""

from __future__ import annotations

import json
import shlex
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.kept import ROOT

from seminars.analysis.paper.lists import COUNTED, GROUPS
from seminars.analysis.paper.paper import Front, Paper, paper
from seminars.cli.options import Place
from seminars.cli.report import frozen_path
from seminars.cli.session import open_session

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

DATA = ROOT / "data"


def shipped(as_of: str, since: date | None = None) -> Paper:
    session = open_session(Place(str(DATA), as_of))
    return paper(session.programme, session.as_of, Front(), since=since)


def found(call: Run, command: str, seen: dict[str, Any]) -> Any:
    """The data that a command of the audit prints."""
    if command not in seen:
        program, *words = shlex.split(command)
        assert program == "seminars"
        run = call(*words, "--data", DATA, "-f", "json")
        assert run.code == 0, (command, run.err)
        seen[command] = json.loads(run.out)["data"]
    return seen[command]


def traced(call: Run, figure: dict[str, Any], seen: dict[str, Any]) -> set[str]:
    """The ids that the commands of a figure find: of seminars, or of states for the roll."""
    again: set[str] = set()
    for part in figure["commands"]:
        assert part["command"].split()[1] in {"list", "terms", "report"}
        less = {s["id"] for taken in part["less"] for s in found(call, taken, seen)["seminars"]}
        answer = found(call, part["command"], seen)
        if "terms" in part["command"]:
            again |= {state["code"] for state in answer["countries"]}
        elif "report" in part["command"]:
            what = figure["rule"].rpartition(" ")[2]
            again |= {s["id"] for s in answer["changes"]["seminars"] if s["what"] == what}
        else:
            again |= {s["id"] for s in answer["seminars"]} - less
    return again


@pytest.mark.parametrize(
    "options",
    [(), ("--as-of", "2007-03-20"), ("--as-of", "2008-06-30", "--since", "2007-08-03")],
    ids=["the day of the programme", "an earlier day", "a later day, since the paper of 2007"],
)
def test_the_commands_of_every_figure_find_the_records_behind_it(
    call: Run, options: tuple[str, ...]
) -> None:
    run = call("report", "--audit", "-f", "json", "--data", DATA, *options)
    figures: dict[str, Any] = json.loads(run.out)["data"]["figures"]
    seen: dict[str, Any] = {}
    for key, figure in figures.items():
        evidence = figure["names"] if key.endswith(".roll") else figure["seminars"]
        assert traced(call, figure, seen) == set(evidence), key
        if figure["counted"] == "seminars" and figure["rule"]:
            assert figure["value"] == len(figure["seminars"]), key
        elif figure["counted"] in {"states", "requests"}:
            assert figure["value"] == len(figure["names"]), key
    without = {key for key, figure in figures.items() if figure["value"] and not figure["commands"]}
    assert without == set()
    assert len(figures) > 200


def test_the_brief_of_every_state_can_be_traced_too(call: Run) -> None:
    for country in ("KE", "Viet Nam", "CH", "BO"):
        run = call("report", "--brief", country, "-f", "json", "--data", DATA)
        figures = json.loads(run.out)["data"]["figures"]
        assert {"brief.hosted", "brief.attended", "brief.requests"} <= figures.keys()
        for key, figure in figures.items():
            assert traced(call, figure, {}) == set(figure["seminars"]), (country, key)
            assert figure["commands"] or not figure["value"], (country, key)


def test_what_changed_since_a_frozen_paper_is_audited_too(call: Run, tmp_path: Path) -> None:
    old = tmp_path / "old.md"
    call("report", "--data", DATA, "--as-of", "2007-03-01", "--freeze", "-o", old)
    frozen = str(frozen_path(old))
    run = call("report", "--audit", "-f", "json", "--data", DATA, "--since", frozen)
    figures = json.loads(run.out)["data"]["figures"]
    changes = {key: figure for key, figure in figures.items() if key.startswith("changes.")}
    assert changes["changes.held"]["value"] == 8
    assert changes["changes.moved"]["value"] == 0
    for key, figure in changes.items():
        assert traced(call, figure, {}) == set(figure["seminars"]), key


@pytest.mark.parametrize("as_of", ["2006-10-01", "2007-03-20", "2007-08-03", "2009-01-01"])
def test_every_record_stands_in_exactly_one_list_and_the_parts_sum_to_the_whole(as_of: str) -> None:
    made = shipped(as_of)
    listed = [seminar.id for name in GROUPS for seminar in made.groups[name]]
    assert sorted(listed) == sorted(seminar.id for seminar in made.programme.seminars)
    for name in COUNTED:
        total = made.figures[name].value
        assert total == sum(
            made.figures[f"{name}.kind.{k}"].value for k in ("national", "regional")
        )
        assert total == sum(made.figures[f"{name}.region.{r}"].value for r in made.regions)
    years = ("past", "this-year", "next-year", "later", "undated")
    assert made.figures["intended"].value == sum(
        made.figures[f"intended.{year}"].value for year in years
    )
    for part in ("roll", "hosted", "reached", "never"):
        by_region = sum(made.figures[f"states.{r}.{part}"].value for r in made.regions)
        assert made.figures[f"states.member-states.{part}"].value == by_region


def test_two_papers_in_a_row_report_every_seminar_held_once() -> None:
    first = shipped("2007-05-01")
    second = shipped("2008-01-01", since=date(2007, 5, 1))
    held = {s.id for s in first.groups["held"]}
    assert held.isdisjoint(s.id for s in second.groups["held"])
    assert held == {s.id for s in second.groups["earlier"]}


def test_the_audit_for_people(call: Run) -> None:
    run = call("report", "--audit", "--data", DATA)
    assert run.out.startswith("261 figures of the paper as of August 3, 2007\n\nrecords = 34\n")
    assert (
        "held.region.africa.theme.contractual-relations = 2\n"
        "  held as of the day, and its last possible day after the last decision or paper; with a "
        "frozen paper, not told of in it as held; region africa; theme contractual-relations\n"
        "  2006-ke-nairobi, 2007-mw-lilongwe\n"
        "  seminars list --status held --period 2006-10-04..2007-08-03 --region africa "
        "--theme contractual-relations --as-of 2007-08-03\n"
    ) in run.out
