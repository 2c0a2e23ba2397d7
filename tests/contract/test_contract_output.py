"""Terminals, pipes, CSV and files: what records may not do to the place they are shown in."""

from __future__ import annotations

import json
import os
import re

import pytest
from contract_harness import ESCAPES, Programme, Run

COMMANDS = ("init add list show schedule coverage check schema terms").split()

MARKUP = """\
- id: 2007-ke-nairobi
  title: "Seminar [red]alarm[/red] [/x] :smile: [link=http://e.example]here[/link] [@click=x]y"
  kind: national
  country: KE
  city: "[/city] :boom:"
  dates: 2007-11-12/2007-11-14
  status: scheduled
  themes: [remuneration]
  officers: ["[bold]K[/]"]
  speakers: ["[/y]"]
  partners: ["[bold red]P[/]"]
  notes: "[/notes] %s {0} {x} $(touch pwned) `touch pwned`"
  provenance: illustrative
- id: 2007-sn-dakar
  title: "[/] [[double]] \\\\[escaped] [/"
  kind: national
  country: SN
  city: "]["
  dates: 2007-11-12/2007-11-14
  status: scheduled
  themes: [remuneration]
  officers: ["[bold]K[/]"]
  reason: ":warning:"
"""

EVIL = """\
- id: good
  title: Good one
  kind: national
  country: KE
  dates: 2007-11-12
  status: scheduled
- id: evil-1
  title: "\\x1b[31mEVIL"
  kind: national
  country: KE
  dates: 2007-11-13
  status: scheduled
- id: evil-2
  title: "\\e]0;pwned\\a"
  kind: national
  country: KE
  dates: 2007-11-14
  status: scheduled
- id: evil-3
  title: T
  kind: national
  country: KE
  dates: 2007-11-15
  status: scheduled
  city: "\\x9b31mEVIL"
  partners: ["\\x07bell", "\\b\\b\\bback", "\\rEVIL", "\\x7f"]
  notes: "\\u202egnp.exe"
- id: evil-4
  title: "two\\nlines: [x]\\n- id: forged"
  kind: national
  country: KE
  dates: 2007-11-16
  status: scheduled
- id: "\\e[2Jevil"
  title: T
  kind: "\\e[2Jx"
  country: "\\e[2J"
  status: scheduled
"""

READERS = (
    ("list",),
    ("schedule",),
    ("coverage",),
    ("check",),
    ("coverage", "--by", "country,theme"),
    ("schedule", "--calendar"),
    ("terms",),
)


def _safe(run: Run) -> None:
    """Hold that what was sent to a terminal has no escape of the records' own in it."""
    for sign in ("\x1b[31mEVIL", "\x1b]0;", "\x1b[2J", "\x9b", "\b", "\u202e", "\x7f"):
        assert sign not in run.out, (run.argv, sign)
    assert "\x07" not in re.sub(r"\x1b\]8;[^\x07\x1b]*(\x07|\x1b\\)", "", run.out), run.argv
    assert not re.search(r"\r(?!\n)", ESCAPES.sub("", run.out).replace("\r\r\n", "\r\n")), run.argv


def test_markup_in_records_is_text(programme: Programme) -> None:
    """Square brackets, emoji codes and shell words in a record are shown as they are written."""
    programme.write(MARKUP)
    title = "Seminar [red]alarm[/red] [/x] :smile: [link=http://e.example]here[/link] [@click=x]y"
    assert programme.data("show", "2007-ke-nairobi")["seminar"]["title"] == title
    assert title in programme.ok("list").out
    shown = programme.ok("show", "2007-ke-nairobi").out
    assert title in shown
    assert "[/notes] %s {0} {x} $(touch pwned) `touch pwned`" in shown
    assert "[/city] :boom:" in shown
    assert "[/] [[double]] \\[escaped] [/" in programme.ok("list").out
    programme.ok("show", "2007-sn-dakar")
    schedule = programme.ok("schedule").out
    assert "[red]alarm[/red] [/x] :smile:" in schedule
    for command in ("check", "coverage"):
        assert programme.run(command).code in {0, 1}
    for width in (20, 60, 200):
        for args in (("list",), ("show", "2007-ke-nairobi"), ("schedule",), ("check",)):
            run = programme.terminal(*args, columns=width)
            assert run.code in {0, 1}, run
            assert "http://e.example\x1b" not in run.out
    assert "[/x] :smile:" in programme.terminal("list", columns=200).shown
    assert not list(programme.root.rglob("pwned"))


def test_markup_in_the_programme_is_text(programme: Programme) -> None:
    """Titles, themes, regions and meetings of `programme.yaml` are shown as they are written."""
    programme.write(
        """\
        title: "[red]Programme[/x] :smile:"
        period: 2007-Q4
        as_of: 2007-08-03
        themes: [{id: a, title: "[/theme]"}, {id: b, title: ":boom:"}]
        regions: [{id: africa, title: "[/africa]"}, {id: developed, title: "[b]"}]
        meetings: [{dates: 2007-11-12, name: "[/meeting] :boom:", blocks: true}]
        """,
        "programme.yaml",
    )
    programme.write(
        "- {id: x, title: T, kind: national, country: KE, dates: 2007-11-12, status: scheduled,\n"
        "   themes: [a]}\n"
    )
    assert "[/meeting] :boom:" in programme.run("schedule").out
    coverage = programme.run("coverage").out
    for piece in ("[/theme]", ":boom:", "[/africa]", "[red]Programme[/x] :smile:"):
        assert piece in coverage, piece
    programme.terminal("coverage", columns=40)
    programme.terminal("schedule", "--calendar", columns=40)
    assert "[/meeting]" in programme.run("check").text


def test_escapes_in_records_never_reach_a_terminal(programme: Programme) -> None:
    """Escape sequences smuggled in with YAML escapes come out refused or made visible."""
    programme.write(EVIL)
    document = programme.run("list", "-f", "json").document()
    assert "good" in {each["id"] for each in document["data"]["seminars"]}
    assert "forged" not in {each["id"] for each in document["data"]["seminars"]}
    for args in READERS:
        programme.run(*args)  # the harness itself looks for control characters on a pipe
    for args in READERS[:5]:
        _safe(programme.terminal(*args))
    for style in ("csv", "yaml"):
        programme.run("list", "-f", style)
    for args in (("show", "good"), ("show", "\x1b[2Jevil")):
        _safe(programme.terminal(*args))
    programme.write(b"- id: x\n  title: \x1b[31mEVIL \x1b]0;pwned\x07\n")
    _safe(programme.terminal("check"))
    programme.run("check")
    strange = programme.root / "strange\x1b[31mEVIL\x07"
    strange.mkdir()
    (strange / "seminars.yaml").write_text("- {id: x}\n")
    for command in ("check", "list"):
        programme.run(command, data=strange)
        programme.run(command, "-f", "json", data=strange)


def test_csv_is_safe_in_a_spreadsheet(programme: Programme) -> None:
    """No cell that a record fills begins with what a spreadsheet takes for a formula."""
    programme.write(
        """\
        - {id: f1, title: "=cmd|' /C calc'!A0", kind: national, country: FR, status: proposed,
           city: "+1+1", notes: "@SUM(A1)", outcome: "-2+3", reason: "\\t=1+1",
           partners: ["=HYPERLINK(\\"http://e\\")", "x"], dates: 2007-11-12}
        - {id: f2, title: "a,b; \\"quoted\\" =x", kind: national, country: FR, status: proposed,
           city: " =1+1", notes: "two\\nlines", speakers: ["-x"], dates: 2007-11-13}
        - {id: f3, title: "－２", kind: national, country: FR, status: proposed,
           city: "＝1+1", dates: 2007-11-14, cost: 100}
        """
    )
    for command in ("list", "schedule", "coverage"):
        run = programme.ok(command, "-f", "csv")
        rows = run.rows()
        for row in rows:
            assert None not in row
            assert None not in row.values()
            for key, cell in row.items():
                assert not re.match(r"[=+\-@\t\r]", cell), (command, key, cell)
    rows = programme.ok("list", "-f", "csv").rows()
    assert [row["id"] for row in rows] == ["f1", "f2", "f3"]
    assert rows[1]["title"] == 'a,b; "quoted" =x'
    assert "=cmd|' /C calc'!A0" in rows[0]["title"]
    data = programme.data("list")["seminars"]
    assert data[0]["title"] == "=cmd|' /C calc'!A0"


def test_output_goes_whole_to_a_file(programme: Programme) -> None:
    """`-o FILE` writes what standard output would have had; the ending gives the format."""
    programme.write(MARKUP)
    out = programme.cwd
    for command in ("list", "schedule", "coverage"):
        for ending in ("json", "csv"):
            path = out / f"{command}.{ending}"
            run = programme.ok(command, "-o", str(path))
            assert "2007-ke-nairobi" not in run.out
            printed = programme.ok(command, "-f", ending).out
            assert path.read_bytes().decode() == printed, (command, ending)
            if ending == "json":
                assert json.loads(path.read_text())["command"] == command
    programme.ok("list", "--output", str(out / "records.yaml"))
    assert "id: 2007-ke-nairobi" in (out / "records.yaml").read_text()
    programme.ok("list", "-f", "json", "-o", str(out / "odd.txt"))
    assert json.loads((out / "odd.txt").read_text())["version"] == 1
    programme.ok("list", "-o", "relative.json")
    assert (out / "relative.json").is_file()
    programme.ok("list", "--country", "KE", "-o", "relative.json")
    assert len(json.loads((out / "relative.json").read_text())["data"]["seminars"]) == 1
    names = {path.name for path in out.iterdir()}
    kinds = {f"{c}.{e}" for c in ("list", "schedule", "coverage") for e in ("json", "csv")}
    assert names == kinds | {"records.yaml", "odd.txt", "relative.json"}


def test_output_that_fails_leaves_nothing(programme: Programme) -> None:
    """A path that cannot be written is exit 3; after wrong use there is no file at all."""
    programme.write(MARKUP)
    out = programme.cwd
    (out / "folder.json").mkdir()
    (out / "plain").write_text("x")
    (out / "kept.json").write_text("kept")
    os.mkfifo(out / "pipe.json")
    for path in ("absent/x.json", "folder.json", "plain/x.json", "n" * 300 + ".json", "pipe.json"):
        run = programme.refused("list", "-o", path, code=3)
        assert not run.out
    for args in (("--region", "nowhere"), ("--period", "2007-13"), ("--nonsense",)):
        programme.refused("list", "-o", "wrong.json", *args, code=2)
        programme.refused("list", "-o", "kept.json", *args, code=2)
    programme.refused("list", "-o", "nowhere.json", data=out / "absent", code=3)
    assert (out / "kept.json").read_text() == "kept"
    assert {path.name for path in out.iterdir()} == {
        "folder.json",
        "plain",
        "kept.json",
        "pipe.json",
    }
    programme.refused("list", "-o", "x.jsn")
    assert not (out / "x.jsn").exists()


def test_output_never_replaces_the_records(programme: Programme) -> None:
    """Reading never writes to the programme's folder: its own files are no place for `-o`."""
    programme.write(MARKUP)
    for name in ("seminars.yaml", "programme.yaml"):
        run = programme.run("list", "-f", "yaml", "-o", str(programme.folder / name))
        assert run.code in {2, 3}, name


def test_partial_answers_are_still_written(programme: Programme) -> None:
    """With errors in the records the file has what could be read, marked partial, and exit is 1."""
    programme.write(MARKUP + "- {id: bad, title: T}\n")
    run = programme.run("list", "-o", "partial.json")
    assert run.code == 1
    document = json.loads((programme.cwd / "partial.json").read_text())
    assert document["partial"] is True
    assert len(document["data"]["seminars"]) == 2


def test_terminals_of_every_width(programme: Programme) -> None:
    """At 80 columns lines fit; at 20 an id is still whole; colour obeys NO_COLOR."""
    programme.write(MARKUP)
    for args in (("list",), ("schedule",), ("coverage",), ("check",), ("show", "2007-ke-nairobi")):
        for width in (1, 20, 80, 300):
            run = programme.terminal(*args, columns=width)
            assert run.code in {0, 1}, run
            if width == 80:
                long = [line for line in run.shown.splitlines() if len(line) > 80]
                assert not long, (args, long)
    assert "2007-ke-nairobi" in programme.terminal("list", columns=20).shown
    coloured = programme.terminal("list").out
    plain = programme.terminal("list", env={"NO_COLOR": "1"}).out
    assert re.search(r"\x1b\[[0-9;]*3[0-7]", coloured)
    assert not re.search(r"\x1b\[(?:[0-9;]*;)?[34][0-7]m", plain)


def test_help_everywhere(programme: Programme) -> None:
    """Every command has help with an example; without a command there is help too."""
    for command in COMMANDS:
        run = programme.run(command, "--help", anywhere=True)
        assert run.code == 0, run
        assert run.out.count(f"seminars {command}") >= 2, f"no example in the help of {command}"
    whole = programme.run("--help", anywhere=True)
    assert whole.code == 0
    for command in COMMANDS:
        assert command in whole.out
    assert programme.run("", anywhere=True).code == 2


@pytest.mark.parametrize("command", ["list", "schedule", "coverage", "check", "terms", "show"])
def test_unknown_formats_and_options_are_wrong_use(programme: Programme, command: str) -> None:
    """An unknown format or option is exit 2 with nothing on standard output."""
    programme.write(MARKUP)
    extra = ("2007-ke-nairobi",) if command == "show" else ()
    for args in (("-f", "nonsense"), ("--nonsense",), ("--as-of", "x"), ("--color", "mauve")):
        run = programme.run(command, *extra, *args)
        assert run.code == 2, run
        assert not run.out, run
