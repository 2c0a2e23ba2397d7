"""The whole output of every reading command on the shipped programme, as of its own day.

Plain text as it goes down a pipe; and what a terminal of 80 and of 120 columns shows, with and
without colour. There the escape character is written `␛`, and the addresses begin at `file:///`.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from tests.kept import ROOT, agree

from seminars.analysis.checks import check
from seminars.analysis.coverage import coverage
from seminars.analysis.query import Query, countries_named, select
from seminars.analysis.schedule import schedule
from seminars.cli.options import Place
from seminars.cli.session import Session, session_on
from seminars.model.period import parse_period
from seminars.output.coverage import coverage_view
from seminars.output.diagnostics import about_view, findings_view
from seminars.output.records import list_view, record_view, terms_view
from seminars.output.schedule import calendar_view, schedule_view
from seminars.output.table import draw
from seminars.reading.loader import load, locate
from seminars.reading.parser import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.conftest import Run

    from seminars.output.blocks import Block

COMMANDS = {
    "list": "list",
    "list-none": "list --region arab --status held nothing",
    "list-period": "list --period 2007-Q4",
    "show": "show 2007-cn-beijing",
    "schedule": "schedule",
    "schedule-quarter": "schedule --period 2007-Q4",
    "schedule-calendar": "schedule --calendar --period 2007-Q4",
    "coverage": "coverage",
    "coverage-country": "coverage --by country,theme --region arab",
    "coverage-status": "coverage --by kind,status",
    "coverage-share": "coverage --count share --at reached --by level,quarter",
    "check": "check",
    "terms": "terms",
    "terms-word": "terms congo",
    "schema": "schema",
    "schema-programme": "schema --programme",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_pipe_gets_the_whole_answer(call: Run, name: str) -> None:
    ended = call(*COMMANDS[name].split(), "--data", "data", cwd=ROOT, env={"COLUMNS": "80"})
    assert ended.err == ""
    assert ended.code == 0
    assert agree(f"tests/golden/{name}.txt", ended.out), ended.out


@pytest.fixture(scope="module")
def session() -> Session:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return session_on(load(locate("data", {}, ROOT)), Place())


def views(session: Session, width: int) -> dict[str, Iterable[Block]]:
    programme, as_of, link = session.programme, session.as_of, session.link
    whole = select(programme, Query(), as_of)
    quarter = schedule(programme, Query(period=parse_period("2007-Q4")), as_of)
    beijing = programme.by_id["2007-cn-beijing"]
    text = text_of(session.loaded.sources[beijing.origin.file], beijing.origin)
    findings = check(session.loaded, as_of)
    return {
        "list": list_view(programme, whole, as_of, link),
        "show": (
            *record_view(text, beijing.origin, link),
            *about_view(findings.about(beijing)),
        ),
        "schedule": schedule_view(programme, quarter, link),
        "calendar": calendar_view(programme, quarter, width),
        "coverage": coverage_view(programme, coverage(programme, Query(), as_of)),
        "check": findings_view(findings),
        "terms": terms_view(programme, countries_named(programme, ["c"], as_of), as_of, whole=True),
    }


def drawn(session: Session, view: str, width: int, *, colour: bool) -> str:
    stream = io.StringIO()
    draw(views(session, width)[view], stream, width=width, colour=colour)
    text = re.sub(r"\x1b]8;id=\d+;", "\x1b]8;;", stream.getvalue())
    return text.replace(ROOT.as_uri(), "file://").replace("\x1b", "␛")


VIEWS = ("list", "show", "schedule", "calendar", "coverage", "check", "terms")


@pytest.mark.parametrize("colour", [False, True], ids=["plain", "colour"])
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("view", VIEWS)
def test_a_terminal_gets_what_fits(
    session: Session, view: str, width: int, *, colour: bool
) -> None:
    text = drawn(session, view, width, colour=colour)
    name = f"tests/golden/terminal/{view}-{width}{'-colour' if colour else ''}.txt"
    assert agree(name, text), text


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("view", VIEWS)
def test_colour_changes_no_letter(session: Session, view: str, width: int) -> None:
    coloured = drawn(session, view, width, colour=True)
    letters = re.sub(r"␛\[[0-9;]*m|␛]8;[^␛]*␛\\", "", coloured)
    assert letters == drawn(session, view, width, colour=False)


def test_every_kept_file_is_compared() -> None:
    folder = ROOT / "tests" / "golden"
    names = {str(path.relative_to(folder)) for path in folder.rglob("*.txt")}
    terminal = {
        f"terminal/{view}-{width}{colour}.txt"
        for view in VIEWS
        for width in (80, 120)
        for colour in ("", "-colour")
    }
    assert names == {f"{name}.txt" for name in COMMANDS} | terminal
