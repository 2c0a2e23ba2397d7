"""The commands that read, one by one: what each adds to what `test_session.py` shows of all."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import OURS, Result
from tests.kept import ROOT
from tests.values import AS_OF, agenda, meeting, selection, seminar

from seminars.analysis.checks import Findings
from seminars.analysis.coverage import coverage
from seminars.analysis.query import Query
from seminars.analysis.schedule import Entry
from seminars.model.diagnostics import Diagnostic, Place, Severity
from seminars.model.programme import Name, Programme, State, Term
from seminars.model.record import Money, Origin
from seminars.output import records, schedule
from seminars.output.coverage import coverage_view
from seminars.output.diagnostics import findings_view
from seminars.output.plain import plain
from seminars.output.table import draw

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.conftest import Run, Write

    from seminars.output.blocks import Block

RECORDS = """\
- id: ke
  title: Contracts
  kind: national
  country: KE
  status: held            # a remark
  dates: 2007-03-13
  participants: 20
  countries: [KE]
  themes: [remuneration]
  provenance: illustrative

- {id: fr, title: Drama, kind: national, country: FR, status: proposed}
"""


@pytest.fixture
def folder(write: Write) -> Path:
    return write({"seminars.yaml": RECORDS, "programme.yaml": "as_of: 2007-08-03\n"})


# list and show


def test_records_as_they_stand_in_their_file_are_a_records_file_again(
    call: Run, folder: Path, tmp_path: Path
) -> None:
    ended = call("list", "-d", folder, "-f", "yaml")
    assert ended.out == RECORDS.replace("\n\n", "\n")
    copy = tmp_path / "copy.yaml"
    assert call("list", "-d", folder, "-o", copy).code == 0
    assert call("list", "-d", copy, "--as-of", "2007-08-03").out == call("list", "-d", folder).out


def test_one_record_whole(call: Run, folder: Path) -> None:
    ended = call("show", "fr", "-d", folder)
    assert ended.out == (
        f"{folder}/seminars.yaml:12\n"
        "- {id: fr, title: Drama, kind: national, country: FR, status: proposed}\n"
    )
    yaml = call("show", "ke", "-d", folder, "-f", "yaml").out
    assert yaml == RECORDS.split("\n\n", maxsplit=1)[0] + "\n"
    (row,) = csv.DictReader(io.StringIO(call("show", "ke", "-d", folder, "-f", "csv").out))
    assert (row["id"], row["participants"]) == ("ke", "20")


def test_what_check_says_of_a_record_follows_it(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": RECORDS.replace("  participants: 20\n", "")})
    ended = call("show", "ke", "-d", folder, "--as-of", "2007-08-03")
    assert ended.code == 0
    assert ended.out.splitlines()[-4:] == [
        "",
        (
            f"{folder}/seminars.yaml:5:11: warning[no-participants]: held, and the number of"
            " participants is not recorded"
        ),
        "  5 |   status: held            # a remark",
        "    |           ^^^^  help: add `participants: ..`, or waive it with a reason",
    ]
    found = json.loads(call("show", "ke", "-d", folder, "-f", "json").out)["data"]["findings"]
    assert [finding["code"] for finding in found] == ["no-participants"]


# check


def test_check_ends_with_the_code_of_what_it_found(call: Run, write: Write, folder: Path) -> None:
    clean = call("check", "-d", folder)
    assert (clean.code, clean.err) == (0, "")
    assert clean.out == "0 errors, 0 warnings in 2 records · 1 illustrative\n"
    assert call("check", "-d", folder, "--strict").code == 0
    write({"seminars.yaml": RECORDS.replace("  participants: 20\n", "")})
    assert call("check", "-d", folder).code == 0
    assert call("check", "-d", folder, "--strict").code == 1
    assert call("check", "overdue", "-d", folder, "--strict").code == 0
    write({"seminars.yaml": RECORDS.replace("status: held", "status: hold")})
    ended = call("check", "-d", folder)
    assert (ended.code, ended.err) == (1, "")
    assert "error[bad-value]" in ended.out
    assert call("check", "overdue", "-d", folder).code == 0


def test_the_findings_in_every_form(call: Run, write: Write, folder: Path) -> None:
    write({"seminars.yaml": RECORDS.replace("status: held", "status: hold")})
    document = json.loads(call("check", "-d", folder, "-f", "json").out)
    assert document["data"]["errors"] == 1
    assert [found["code"] for found in document["diagnostics"]] == ["bad-value"]
    (row,) = csv.DictReader(io.StringIO(call("check", "-d", folder, "-f", "csv").out))
    assert (row["code"], row["line"], row["column"]) == ("bad-value", "5", "11")
    narrowed = json.loads(call("check", "--country", "KE", "-d", folder, "-f", "json").out)
    assert narrowed["illustrative"] == 0


# schedule, coverage, terms


def test_the_calendar_is_drawn_only_for_people(call: Run) -> None:
    drawn = call("schedule", "--calendar", "--period", "2007-Q4", "-d", ROOT / "data")
    assert "Mo  Tu  We  Th  Fr  Sa  Su" in drawn.out
    asked = ("schedule", "--period", "2007-Q4", "-f", "json", "-d", ROOT / "data")
    assert call(*asked, "--calendar").out == call(*asked).out


def test_coverage_takes_two_dimensions_with_or_without_a_space(call: Run) -> None:
    spaced = call("coverage", "--by", " kind , level ", "-d", ROOT / "data")
    assert spaced.code == 0
    assert spaced.out == call("coverage", "--by", "kind,level", "-d", ROOT / "data").out


def test_terms_of_a_word_are_countries(call: Run) -> None:
    ended = call("terms", "zaire", "-d", ROOT / "data")
    assert ended.out.splitlines()[2].startswith("  CD    COD  Democratic Republic of the Congo")
    document = json.loads(call("terms", "zaire", "-d", ROOT / "data", "-f", "json").out)
    assert [country["code"] for country in document["data"]["countries"]] == ["CD"]
    assert len(document["data"]["themes"]) == 4
    by_title = call("terms", "arab Countries", "-d", ROOT / "data")
    assert by_title.out == call("terms", "arab", "-d", ROOT / "data").out
    assert by_title.out.count("\n  ") == 1 + 21
    assert call("terms", "qqq", "-d", ROOT / "data").out == (
        "No country or region is called so · `seminars terms` lists themes, levels, regions and the roll\n"
    )


def themes(schema: Any) -> list[str]:
    values, _ = schema["items"]["properties"]["themes"]["anyOf"]
    return list(values["items"]["enum"])


def test_the_schema_knows_the_words_of_the_programme(
    call: Run, folder: Path, tmp_path: Path
) -> None:
    (folder / "programme.yaml").write_text("themes: [{id: own, title: Own}]\n")
    assert themes(json.loads(call("schema", "-d", folder).out)) == ["own"]
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir()
    packaged = json.loads(call("schema", cwd=nowhere).out)
    assert "remuneration" in themes(packaged)
    assert call("schema", "-o", "s.json", cwd=nowhere).code == 0
    assert json.loads((nowhere / "s.json").read_text()) == packaged
    assert call("schema", "-d", nowhere / "absent").code == 3


def test_show_of_a_record_with_errors_does_not_deny_that_it_is_there(
    call: Run, write: Write
) -> None:
    folder = write({"seminars.yaml": "- {id: ke, title: T, kind: national, country: ke}\n"})
    assert call("show", "ke", "-d", folder) == Result(
        1,
        "",
        "seminars: `ke` is in the records, and cannot be read for its errors\n"
        "  help: `seminars check` shows them; `seminars edit` can mend them\n",
    )


# What records may not do to the place they are shown in

POISON = (
    "\x1b[31mEVIL\x1b]0;t\x07\x9b2J\b\u202e [red]x[/red] [/x] :smile: [link=http://e]y[/link]\r\n"
)
OURS_ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b]8;(?:id=\d+)?;[^\x1b\x07]*\x1b\\")
MAY_NOT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")


def poisoned() -> list[Iterable[Block]]:
    term = Term("africa", POISON)
    state = State("KE", "KEN", (Name(POISON),), "africa", (POISON,))
    evil = seminar(
        POISON,
        title=POISON,
        city=POISON,
        dates="2007-11-12",
        status="held",
        region="africa",
        themes=("africa",),
        cost=Money("1"),
        origin=Origin(POISON, 1, 1, 0, 0),
    )
    kept = Programme(
        title=POISON,
        themes=(term,),
        levels=(term,),
        regions=(term,),
        states=(state,),
        territories=(),
        languages={"en": POISON},
        seminars=(evil,),
    )
    told = agenda(
        Entry(evil, (POISON + "z",), (POISON,)),
        meetings=[meeting("2007-11-12", POISON, place=POISON)],
        undated=[evil],
    )
    place = Place(POISON, 1, 1, 1, 3)
    found = Diagnostic(POISON, Severity.ERROR, POISON, POISON, place, POISON * 9)

    def address(_: Origin) -> str:
        return "file:///x%1B"

    day = date(2008, 1, 1)
    return [
        records.list_view(kept, selection(evil, undated=[evil]), AS_OF, address),
        records.record_view(POISON + "\nkey: " + POISON, evil.origin, address),
        records.terms_view(kept, [state], AS_OF, whole=True),
        schedule.schedule_view(kept, told, address),
        schedule.calendar_view(kept, told, 80),
        coverage_view(kept, coverage(kept, Query(), day)),
        coverage_view(kept, coverage(kept, Query(), day, by=("country", "language"))),
        findings_view(Findings((found,), 0, (evil,), 0, (POISON,))),
    ]


@pytest.mark.parametrize("view", range(8))
def test_no_record_steers_a_pipe(view: int) -> None:
    views = poisoned()
    text = "\n".join(plain(views[view]))
    assert not MAY_NOT.search(text)
    if view != 4:
        assert "[/x] :smile: [link=http://e]y[/link]" in text


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("width", [20, 80, 2000])
@pytest.mark.parametrize("view", range(8))
def test_no_record_steers_a_terminal(view: int, width: int, *, colour: bool) -> None:
    views = poisoned()
    stream = io.StringIO()
    draw(views[view], stream, width=width, colour=colour)
    text = stream.getvalue()
    assert not MAY_NOT.search(OURS_ESCAPES.sub("", text) if colour else text)
    if width == 2000 and view != 4:
        assert "[/x] :smile: [link=http://e]y[/link]" in OURS_ESCAPES.sub("", text)


# A terminal as a process sees it


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What a pseudo-terminal of 100 columns is sent."""
    line = f"stty cols 100; exec {sys.executable} -m seminars {' '.join(arguments)} -d {ROOT}/data"
    ended = subprocess.run(
        ["script", "-qec", line, "/dev/null"],
        env={"PATH": "/usr/bin:/bin", **OURS, "TERM": "xterm-256color", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=True,
    )
    return ended.stdout.decode().replace("\r\n", "\n")


def test_a_terminal_gets_colour_links_and_its_width() -> None:
    coloured = on_a_terminal("list", "--region", "arab")
    assert f"{(ROOT / 'data/seminars.yaml').as_uri()}#L" in coloured
    assert "\x1b[32mheld" in coloured
    letters = OURS_ESCAPES.sub("", coloured)
    assert max(map(len, letters.splitlines())) <= 100
    assert on_a_terminal("list", "--region", "arab", NO_COLOR="1") == letters
    assert on_a_terminal("list", "--region", "arab", TERM="dumb") == letters
    assert on_a_terminal("list", "--region", "arab", "--color", "never") == letters
