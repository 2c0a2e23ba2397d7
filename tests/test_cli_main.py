"""The front door: how a run ends, whatever is typed and wherever its streams lead."""

from __future__ import annotations

import errno
import gc
import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from tests.conftest import FOREIGN, OURS
from tests.kept import ROOT

from seminars.cli import main
from seminars.cli import session as dealings

if TYPE_CHECKING:
    from tests.conftest import Run

DATA = ROOT / "data"


def shell(line: str, *, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """A line in a shell, with `$S` for the program."""
    inherited = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    program = f"{sys.executable} -m seminars"
    return subprocess.run(
        ["bash", "-c", line.replace("$S", program).replace("$DATA", str(DATA))],
        cwd=cwd,
        env={**inherited, **OURS, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


# Wrong use


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("lst",), "`lst` is not a command\n  help: did you mean `list`?"),
        (("zzz",), "`zzz` is not a command\n  help: `seminars --help` lists the commands"),
        (("",), "`` is not a command\n  help: `seminars --help` lists the commands"),
        (
            ("\x1b[2J",),
            "`\\x1b[2J` is not a command\n  help: `seminars --help` lists the commands",
        ),
        (
            ("--versio",),
            "`--versio` is not an option of `seminars`\n  help: did you mean `--version`?",
        ),
        (
            ("list", "--regoin", "arab"),
            "`--regoin` is not an option of `seminars list`\n  help: did you mean `--region`?",
        ),
        (
            ("list", "-z"),
            (
                "`-z` is not an option of `seminars list`\n"
                "  help: `seminars list --help` shows how it is used"
            ),
        ),
        (
            ("list", "--region"),
            (
                "option `--region` requires an argument\n"
                "  help: `seminars list --help` shows how it is used"
            ),
        ),
        (
            ("show",),
            "missing argument `ID`\n  help: `seminars show --help` shows how it is used",
        ),
        (
            ("show", "a", "b"),
            (
                "got unexpected extra arguments (b)\n"
                "  help: `seminars show --help` shows how it is used"
            ),
        ),
        (
            ("list", "--color", "mauve"),
            (
                "invalid value for `--color`: `mauve` is not one of `auto`, `always`, `never`\n"
                "  help: `seminars list --help` shows how it is used"
            ),
        ),
        (
            ("plan", "--changes", "x"),
            (
                "--changes: `x` is not a whole number\n"
                "  help: write a whole number from 0 to 2,147,483,647"
            ),
        ),
        (
            ("plan", "--changes", "-1"),
            (
                "--changes: `-1` is less than 0\n"
                "  help: write a whole number from 0 to 2,147,483,647"
            ),
        ),
        (
            ("plan", "--effort", "1.5"),
            (
                "--effort: `1.5` is not a whole number\n"
                "  help: write a whole number from 1 to 2,147,483,647"
            ),
        ),
        (
            ("plan", "--effort", "99999999999"),
            (
                "--effort: `99999999999` is more than 2,147,483,647\n"
                "  help: write a whole number from 1 to 2,147,483,647"
            ),
        ),
        (
            ("merge", "--marker-size", "it's"),
            "--marker-size: `it's` is not a whole number\n  help: write a whole number from 1 to 1,000",
        ),
        (
            ("list", "--calendar=x"),
            (
                "`--calendar` is not an option of `seminars list`\n"
                "  help: `seminars list --help` shows how it is used"
            ),
        ),
        (
            ("show", "2007-cn-bejing"),
            (
                "no seminar has the id `2007-cn-bejing`\n"
                "  help: did you mean `2007-cn-beijing` or `2007-co-bogota` or `2007-th-bangkok`?"
            ),
        ),
        (
            ("check", "overdeu"),
            "`overdeu` is not a code of a diagnostic\n  help: did you mean `overdue`?",
        ),
        (
            ("coverage", "--by", "regon,theme"),
            "--by: `regon` is not something to count by\n  help: did you mean `region`?",
        ),
        (
            ("coverage", "--by", "x,theme"),
            (
                "--by: `x` is not something to count by\n  help: write two of region, country, theme,"
                " kind, status, level, language, year, half, quarter, month"
            ),
        ),
        (
            ("coverage", "--by", "region"),
            "--by takes two different words\n  help: write --by region,theme",
        ),
        (
            ("coverage", "--by", "theme, theme"),
            "--by takes two different words\n  help: write --by region,theme",
        ),
        (("coverage", "--count", "all"), "--count: `all` is not one of any, share"),
        (
            ("coverage", "--at", "hosts"),
            "--at: `hosts` is not one of host, reached\n  help: did you mean `host`?",
        ),
    ],
)
def test_wrong_use_is_one_sentence_and_a_remedy(
    call: Run, arguments: tuple[str, ...], told: str
) -> None:
    ended = call(*arguments, cwd=ROOT)
    assert (ended.code, ended.out, ended.err) == (2, "", f"seminars: {told}\n")


def test_what_is_no_option_after_two_hyphens_is_still_told(call: Run) -> None:
    ended = call("--", "lst")
    assert ended.code == 2
    assert ended.err == (
        "seminars: no such command `lst`\n  help: `seminars --help` shows how it is used\n"
    )


def test_both_ways_to_start_it_are_one(call: Run, cli: Run) -> None:
    assert cli("list", "-d", DATA) == call("list", "-d", DATA)
    script = subprocess.run(
        [Path(sys.executable).with_name("seminars"), "--version"], capture_output=True, check=True
    )
    assert script.stdout == b"seminars 0.1.0\n"


# Pipes and devices


def test_a_reader_who_closes_the_pipe_is_no_error() -> None:
    for command in ("list", "list -f json", "terms", "schedule --calendar"):
        line = f"for i in 1 2 3; do $S {command} -d $DATA; echo $? >&2; done | head -1"
        ended = shell(line)
        assert set(ended.stderr.split()) == {"0"}, ended.stderr
    ended = shell("{ $S list -d $DATA; echo $? >&2; } | true")
    assert ended.stderr == "0\n"


@pytest.mark.parametrize("gone", [BrokenPipeError(), BrokenPipeError(errno.EPIPE, "gone")])
def test_a_closed_pipe_in_this_process(
    call: Run, monkeypatch: pytest.MonkeyPatch, gone: BrokenPipeError
) -> None:
    def fail(*_: Any) -> None:
        raise gone

    monkeypatch.setattr(dealings, "put_blocks", fail)
    ended = call("list", "-d", DATA)
    assert (ended.code, ended.out, ended.err) == (0, "", "")


ELSEWHERE = "  help: send it to another place\n"
FULL = f"seminars: the output cannot be written: no space left on device\n{ELSEWHERE}"


@pytest.mark.parametrize(
    "command", ["list -d $DATA", "list -f json -d $DATA", "--help", "--version"]
)
def test_a_full_device_is_a_failure(command: str) -> None:
    ended = shell(f"$S {command} > /dev/full")
    assert (ended.returncode, ended.stderr) == (3, FULL)


@pytest.mark.parametrize(
    "command", ["list -d $DATA", "check -f csv -d $DATA", "--help", "--version"]
)
def test_a_closed_output_is_a_failure(command: str) -> None:
    ended = shell(f"$S {command} >&-")
    assert ended.returncode == 3
    told = "seminars: the output cannot be written: bad file descriptor\n"
    assert ended.stderr == told + ELSEWHERE


def test_a_closed_output_is_not_missed_where_nothing_is_written_to_it(tmp_path: Path) -> None:
    ended = shell("$S list -d $DATA -o x.csv >&-", cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert (tmp_path / "x.csv").read_text().startswith("id,title")


@pytest.mark.parametrize("stream", ["2>&-", "2>/dev/full", ">&- 2>&-", "<&- 2>&-"])
def test_without_a_place_for_messages_the_code_still_tells(stream: str) -> None:
    assert shell(f"$S lst {stream}").returncode == 2
    assert shell(f"$S list -d /nowhere {stream}").returncode == 3


def test_with_messages_closed_the_answer_still_comes() -> None:
    ended = shell("$S list -d $DATA 2>&-")
    assert ended.returncode == 0
    assert "34 seminars" in ended.stdout


def test_an_output_of_ascii_alone_shows_every_letter_and_spoils_no_data() -> None:
    for command in ("list", "coverage", "schedule", "terms", "check", "show 2007-cn-beijing"):
        ended = shell(f"$S {command} -d $DATA", PYTHONIOENCODING="ascii")
        assert (ended.returncode, ended.stderr) == (0, "")
    assert "Bogot\\xe1" in shell("$S list -d $DATA", PYTHONIOENCODING="ascii").stdout
    text = shell("$S list -d $DATA -f json", PYTHONIOENCODING="ascii").stdout
    assert "Bogotá" in {record["city"] for record in json.loads(text)["data"]["seminars"]}
    told = shell("$S list --country Kényx -d $DATA", PYTHONIOENCODING="ascii")
    assert told.returncode == 2
    assert told.stderr.startswith("seminars: `K\\xe9nyx` is not a country\n")


def test_names_that_are_no_text_are_told_and_spoil_no_data(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff"))
    folder.mkdir()
    (folder / "seminars.yaml").write_text("- {id: x}\n")
    ended = shell(
        "$S list -d bad* -f json; $S list -d bad* -o x.json; $S list -d bad*", cwd=tmp_path
    )
    assert "Traceback" not in ended.stderr
    assert "bad\\udcff/seminars.yaml:1:4: error[missing-field]" in ended.stderr
    for text in (ended.stdout.splitlines()[0], (tmp_path / "x.json").read_text()):
        found = json.loads(text)["diagnostics"]
        assert found[0]["file"].endswith("bad\udcff/seminars.yaml")


def test_a_folder_that_is_gone_is_named_as_the_trouble(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    ended = shell(f"rmdir {gone}; $S list", cwd=gone)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr == (
        "seminars: the current folder is not there any more\n  help: go to another folder\n"
    )


def test_a_folder_that_goes_while_it_runs(
    call: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    ended = call("list", "-d", DATA)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("seminars: the current folder is not there any more\n")


def test_streams_that_only_hold_text_will_do() -> None:
    with redirect_stdout(io.StringIO()) as out:
        assert main(["--version"]) == 0
    gc.enable()
    assert out.getvalue() == "seminars 0.1.0\n"


# Interrupts and faults


@pytest.mark.parametrize("stop", [KeyboardInterrupt, typer.Abort])
def test_ctrl_c_ends_with_a_code_of_its_own(
    call: Run, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def interrupt(*_: Any) -> None:
        raise stop

    monkeypatch.setattr(dealings, "put_blocks", interrupt)
    ended = call("list", "-d", DATA)
    assert (ended.code, ended.out) == (130, "")
    assert ended.err == "\nseminars: stopped; nothing was changed\n"


def test_a_fault_of_the_system_without_words_is_told(
    call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise OSError("strange")

    monkeypatch.setattr(dealings, "put_blocks", fail)
    ended = call("list", "-d", DATA)
    told = "seminars: the output cannot be written: strange\n"
    assert (ended.code, ended.err) == (3, told + ELSEWHERE)


def test_a_bug_is_not_hidden(call: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(dealings, "put_blocks", fail)
    with pytest.raises(ZeroDivisionError):
        call("list", "-d", DATA)


# What is imported: most of the time that a short command takes


def imported(*arguments: str) -> set[str]:
    code = (
        "import sys\n"
        "from seminars.cli import main\n"
        f"code = main({list(arguments)!r})\n"
        "tops = {name.partition('.')[0] for name in sys.modules} | set(sys.modules)\n"
        "print('\\n' + ' '.join(sorted(tops)), code)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    *names, code = ended.stdout.splitlines()[-1].split()
    assert code == "0"
    return set(names)


HEAVY = {"yaml", "pydantic", "pydantic_core", "rich", "holidays"}
COMMANDS = {
    f"seminars.cli.{name}"
    for name in ("check", "coverage", "records", "schedule", "start", "vocabulary", "writing")
}


@pytest.mark.parametrize(
    ("arguments", "libraries", "commands"),
    [
        ("--help", "", COMMANDS),
        ("list --help", "", {"seminars.cli.records"}),
        ("list", "yaml pydantic_core", {"seminars.cli.records"}),
        ("schedule", "yaml pydantic_core", {"seminars.cli.schedule"}),
        ("coverage", "yaml pydantic_core", {"seminars.cli.coverage"}),
        ("terms", "yaml pydantic_core", {"seminars.cli.vocabulary"}),
        ("check", "yaml pydantic_core holidays", {"seminars.cli.check"}),
    ],
)
def test_a_command_imports_what_it_needs(
    arguments: str, libraries: str, commands: set[str]
) -> None:
    loaded = imported(*arguments.split())
    assert loaded & HEAVY == set(libraries.split())
    assert loaded & COMMANDS == commands


def test_help_reads_no_room_below_the_command_line() -> None:
    rooms = ("reading", "editing", "analysis", "planning", "output", "exchange")
    prefixes = tuple(f"seminars.{room}" for room in rooms)
    assert [name for name in imported("--help") if name.startswith(prefixes)] == []


def test_the_collector_of_garbage_rests(call: Run) -> None:
    try:
        gc.enable()
        assert call("--version").code == 0
        assert not gc.isenabled()
    finally:
        gc.enable()
