"""The audit trail: the commands that the paper names find the records behind each figure again."""

from __future__ import annotations

import json
import shlex
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.kept import ROOT

from seminars.analysis.paper import COUNTED, GROUPS, Front, Paper, paper
from seminars.cli.options import Place
from seminars.cli.session import open_session

if TYPE_CHECKING:
    from tests.conftest import Run

DATA = ROOT / "data"


def shipped(as_of: str, since: date | None = None) -> Paper:
    session = open_session(Place(str(DATA), as_of))
    return paper(session.programme, session.as_of, Front(), since=since)


def found(call: Run, command: str, seen: dict[str, list[str]]) -> list[str]:
    if command not in seen:
        program, *words = shlex.split(command)
        assert program == "seminars"
        run = call(*words, "--data", DATA, "-f", "json")
        assert run.code == 0, (command, run.err)
        seen[command] = [part["id"] for part in json.loads(run.out)["data"]["seminars"]]
    return seen[command]


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
    seen: dict[str, list[str]] = {}
    for key, figure in figures.items():
        again: set[str] = set()
        for part in figure["commands"]:
            less = {i for command in part["less"] for i in found(call, command, seen)}
            again |= set(found(call, part["command"], seen)) - less
        assert again == set(figure["seminars"]), key
        if figure["counted"] == "seminars" and figure["rule"]:
            assert figure["value"] == len(figure["seminars"]), key
        elif figure["counted"] in {"states", "requests"}:
            assert figure["value"] == len(figure["names"]), key
    assert len(figures) > 200


def test_the_brief_of_every_state_can_be_traced_too(call: Run) -> None:
    for country in ("KE", "Viet Nam", "CH"):
        run = call("report", "--brief", country, "-f", "json", "--data", DATA)
        for key, figure in json.loads(run.out)["data"]["figures"].items():
            if not figure["commands"]:
                continue
            again: set[str] = set()
            for part in figure["commands"]:
                less = {i for command in part["less"] for i in found(call, command, {})}
                again |= set(found(call, part["command"], {})) - less
            assert again == set(figure["seminars"]), (country, key)


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
    years = ("this-year", "next-year", "later", "undated")
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
    assert run.out.startswith("259 figures of the paper as of August 3, 2007\n\nrecords = 34\n")
    assert (
        "held.region.africa.theme.contractual-relations = 2\n"
        "  held as of the day, and its last possible day after the last decision or paper; "
        "region africa; theme contractual-relations\n"
        "  2006-ke-nairobi, 2007-mw-lilongwe\n"
        "  seminars list --status held --period 2006-10-04..2007-08-03 --region africa "
        "--theme contractual-relations --as-of 2007-08-03\n"
    ) in run.out
