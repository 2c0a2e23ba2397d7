"""`add`, `edit` and `remove` as a user meets them."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
import typer
from tests.conftest import FOREIGN, OURS, Run, Write

from seminars.cli import asking, writing
from seminars.editing import store
from seminars.model.diagnostics import SeminarsError
from seminars.model.period import FULL_GRAMMAR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULES = """
    as_of: 2007-08-03
    """
RECORDS = """
    # The records.

    - id: 2007-ke-nairobi
      title: National Seminar on Contracts
      kind: national
      country: KE
      city: Nairobi
      dates: 2007-11-12/2007-11-14
      status: scheduled
      themes: [remuneration]
      levels: [national-legislation]
      languages: [en]
      participants: 30
      partners: [Copyright Board]

    # about Amman
    - id: 2008-jo-amman
      title: Regional Seminar
      kind: regional
      region: arab
      country: JO
      dates: 2008-03
      status: proposed
      follows: 2007-ke-nairobi
    """


@pytest.fixture
def folder(write: Write) -> Path:
    return write({"seminars.yaml": RECORDS, "programme.yaml": RULES})


@pytest.fixture
def run(call: Run, folder: Path) -> Callable[..., Any]:
    def run(name: str, *args: str | Path) -> Any:
        return call(name, "--data", ".", *args, cwd=folder)

    return run


def text(folder: Path) -> str:
    return (folder / "seminars.yaml").read_text()


def changed(folder: Path, before: str) -> str:
    """The lines that went and came."""
    old, new = before.splitlines(), text(folder).splitlines()
    gone = [f"-{line}" for line in old if line not in new]
    return "\n".join([*gone, *(f"+{line}" for line in new if line not in old)])


NEW = ("--title", "T", "--kind", "national", "--country", "Sénégal", "--status", "proposed")


def test_add_shows_the_record_where_it_stands(run: Run) -> None:
    told = run("add", *NEW, "--dates", "2007-12", "--city", "Saint-Louis & Ndar", "--theme", "coll")
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        "seminars.yaml:16\n"
        "- id: 2007-sn-saint-louis-ndar\n"
        "  title: T\n"
        "  kind: national\n"
        "  country: SN\n"
        "  city: Saint-Louis & Ndar\n"
        "  dates: 2007-12\n"
        "  status: proposed\n"
        "  themes: [collective-bargaining]\n"
    )
    assert run("add", *NEW, "--dates", "2007-12", "--city", "Saint-Louis, Ndar").out.startswith(
        "seminars.yaml:25\n- id: 2007-sn-saint-louis-ndar-2\n"
    )
    assert "- id: 2007-sn\n" in run("add", *NEW).out
    assert "- id: mine\n" in run("add", *NEW, "--id", "mine").out


def test_add_takes_every_field(run: Run) -> None:
    told = run(
        "add", *NEW, "--region", "Africa", "--dates", "2007-12-03", "--planned", "2007-11",
        "--reason", "rain", "--themes", "remun,transfer", "--themes", "contractual relations",
        "--levels", "national-leg", "--invited", "Kenya, CIV", "--countries", "SN",
        "--languages", "French", "--participants", "~60", "--partners", "['A, B', C]",
        "--speakers", '"D, E"', "--officers", "F", "--cost", "42000", "--answers", "r-1",
        "--follows", "2007-ke-nairobi", "--outcome", "one\r\ntwo", "--sources", "s",
        "--provenance", "illustrative", "--notes", "n: m", "--waive", "no-states: lost",
        "--waive", "{overdue: 'a: b'}",
    )  # fmt: skip
    assert told.err == ""
    assert told.out.splitlines()[1:] == [
        "- id: 2007-sn",
        "  title: T",
        "  kind: national",
        "  region: africa",
        "  country: SN",
        "  dates: 2007-12-03",
        "  status: proposed",
        "  planned: 2007-11",
        "  reason: rain",
        "  themes: [remuneration, transfer-of-rights, contractual-relations]",
        "  levels: [national-legislation]",
        "  invited: [KE, CI]",
        "  countries: [SN]",
        "  languages: [fr]",
        "  participants: ~60",
        "  partners: ['A, B', C]",
        "  speakers: ['D, E']",
        "  officers: [F]",
        "  cost: 42000",
        "  answers: [r-1]",
        "  follows: 2007-ke-nairobi",
        "  outcome: |-",
        "    one",
        "    two",
        "  sources: [s]",
        "  provenance: illustrative",
        "  notes: 'n: m'",
        "  waive: {no-states: lost, overdue: 'a: b'}",
    ]
    assert run("check", "bad-value").code == 0


def test_add_like_another(run: Run) -> None:
    told = run("add", "--like", "2007-ke-nairobi", "--dates", "2008-05-03")
    assert told.out.splitlines()[1:] == [
        "- id: 2008-ke-nairobi",
        "  title: National Seminar on Contracts",
        "  kind: national",
        "  country: KE",
        "  city: Nairobi",
        "  dates: 2008-05-03",
        "  status: proposed",
        "  themes: [remuneration]",
        "  levels: [national-legislation]",
        "  languages: [en]",
        "  partners: [Copyright Board]",
        "  follows: 2007-ke-nairobi",
    ]
    elsewhere = run("add", "--like", "2007-ke-nairobi", "--country", "Uganda", "--kind", "national")
    assert "  country: UG\n  status: proposed\n" in elsewhere.out
    regional = run("add", "--like", "2008-jo-amman", "--country", "Egypt")
    assert "- id: 2007-eg\n" in regional.out
    assert "  region: arab\n" in regional.out
    assert run("add", "--like", "nope").err == (
        "seminars: no seminar has the id `nope`\n  help: `seminars list` shows the ids\n"
    )


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ((), 2, "a new record needs --title, --kind and --status"),
        (("--title", "T", "--kind", "regional"), 2, "a new record needs --status and --region"),
        ((*NEW, "--status", "held"), 2, "a new record needs --dates"),
        ((*NEW, "--dates", "2007-02-30"), 2, "`2007-02-30` is not a date in the calendar"),
        ((*NEW, "--participants", "many"), 2, "`many` is not a number of participants"),
        ((*NEW, "--title", ""), 2, "`title` is an empty text"),
        (
            (*NEW, "--title", "a\x1bb"),
            2,
            "the value of `title` holds the invisible character U+001B",
        ),
        ((*NEW, "--city", "\udcff"), 2, "the value of `city` holds bytes that are no text"),
        ((*NEW, "--follows", "2007-ke-nairob"), 2, "no seminar has the id `2007-ke-nairob`"),
        ((*NEW, "--partners", "[a, [b]]"), 2, "`[a, [b]]` is not a list of texts"),
        ((*NEW, "--partners", "[a, a: b]"), 2, "`[a, a: b]` is not a list of texts"),
        (
            (*NEW, "--partners", "[a, &b c]"),
            2,
            "`[a, &b c]` cannot be read: `&b` names a value for use elsewhere",
        ),
        ((*NEW, "--waive", "no-states"), 2, "`no-states` is not a code with a reason"),
        ((*NEW, "--waive", "{}} "), 2, "`{}}` cannot be read: "),
        (
            (*NEW, "--id", "2008-jo-amman"),
            3,
            "`2008-jo-amman` is used already, at seminars.yaml:17",
        ),
        ((*NEW, "--file", "other.yaml"), 2, "`other.yaml` is no records file of this programme"),
        (
            (*NEW, "--file", "x/seminars-a.yaml"),
            2,
            "`x/seminars-a.yaml` is no records file of this programme",
        ),
        ((*NEW, "--as-of", "soon"), 2, "--as-of: "),
        ((*NEW, "--format", "csv"), 2, "`csv` is not a format of this command"),
        (
            (
                "--title",
                "T",
                "--kind",
                "national",
                "--country",
                "KE",
                "--status",
                "proposed",
                "--dates",
                "2007-11-14",
            ),
            3,
            "`2007-ke-nairobi` is in the same country on the same days (2007-11-12/2007-11-14)",
        ),
    ],
)
def test_add_refuses(
    run: Run, folder: Path, args: tuple[str, ...], code: int, message: str
) -> None:
    before = text(folder)
    told = run("add", *args)
    assert (told.code, told.out) == (code, "")
    assert told.err.startswith(f"seminars: {message}")
    assert text(folder) == before


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (
            ("add", *NEW, "--waive", "overdue"),
            (
                "`overdue` is not a code with a reason\n"
                "  help: write --waive CODE:REASON, in quotes where it has spaces\n"
            ),
        ),
        (
            ("edit", "2007-ke-nairobi", "waive=overdue"),
            (
                "`overdue` is not a code with a reason\n"
                "  help: write waive=CODE:REASON, in quotes where it has spaces\n"
            ),
        ),
        (
            ("edit", "2007-ke-nairobi", "waive+={overdue}"),
            (
                "`{overdue}` is not codes with reasons\n"
                "  help: write waive+=CODE:REASON, in quotes where it has spaces\n"
            ),
        ),
        (
            ("add", *NEW, "--partners", "[a, [b]]"),
            (
                "`[a, [b]]` is not a list of texts\n"
                "  help: write --partners a,b or --partners '[a, b]'\n"
            ),
        ),
        (
            ("edit", "2007-ke-nairobi", "partners-=[a, [b]]"),
            "`[a, [b]]` is not a list of texts\n  help: write partners-=a,b or partners-='[a, b]'\n",
        ),
        (
            ("add", *NEW, "--country", "Taiwan"),
            "no region follows from `TW`, which is off the roll\n  help: add `--region ..`\n",
        ),
        (
            ("edit", "2007-ke-nairobi", "country=Taiwan"),
            "no region follows from `TW`, which is off the roll\n  help: add `region=..`\n",
        ),
        (
            ("edit", "2007-ke-nairobi", "dates="),
            (
                "a seminar that is scheduled needs its `dates`\n"
                "  help: add `dates=..`, as exact as they are known (2007, 2007-Q4, 2007-11)\n"
            ),
        ),
        (
            ("add", *NEW, "--status", "held"),
            (
                "a new record needs --dates\n"
                "  help: give it as an option, or start from another seminar with --like ID\n"
            ),
        ),
        (
            ("add",),
            (
                "a new record needs --title, --kind and --status\n"
                "  help: give them as options, or start from another seminar with --like ID\n"
            ),
        ),
        (
            ("add", *NEW, "--file", "other.yaml"),
            (
                "`other.yaml` is no records file of this programme\n"
                "  help: there is `seminars.yaml`; a new one is called seminars-*.yaml, and stands"
                " beside it\n"
            ),
        ),
    ],
)
def test_a_remedy_is_in_the_words_of_the_command(
    run: Run, folder: Path, args: tuple[str, ...], told: str
) -> None:
    before = text(folder)
    ended = run(*args)
    assert (ended.code, ended.out, ended.err) == (2, "", f"seminars: {told}")
    assert text(folder) == before


def test_several_records_files_are_named_as_several(run: Run, folder: Path) -> None:
    (folder / "seminars-bern.yaml").write_text("[]\n")
    assert run("add", *NEW, "--file", "other.yaml").err == (
        "seminars: `other.yaml` is no records file of this programme\n"
        "  help: there are `seminars.yaml` and `seminars-bern.yaml`; a new one is called"
        " seminars-*.yaml, and stands beside them\n"
    )


def test_the_first_record_stands_apart_from_what_init_wrote(call: Run, tmp_path: Path) -> None:
    call("init", cwd=tmp_path)
    begun = (tmp_path / "seminars.yaml").read_text()
    assert call("add", *NEW, "--dates", "2007-12", cwd=tmp_path).code == 0
    first = (tmp_path / "seminars.yaml").read_text()
    assert first.startswith(f"{begun}\n- id: 2007-sn\n")
    assert call("add", *NEW, "--dates", "2007-11", cwd=tmp_path).code == 0
    both = (tmp_path / "seminars.yaml").read_text()
    assert both.startswith(f"{begun}\n- id: 2007-sn-2\n")
    assert both.endswith(first.removeprefix(begun))


def test_a_new_file_is_called_as_from_here(call: Run, folder: Path) -> None:
    told = call("add", *NEW, "--file", "seminars-bern.yaml", cwd=folder)
    assert told.out.startswith("seminars-bern.yaml:1\n- id: 2007-sn\n")
    told = call("add", *NEW, "--file", "seminars-a.yaml", "--dry-run", cwd=folder / "..", env={
        "SEMINARS_DATA": str(folder)
    })  # fmt: skip
    assert told.out.startswith(f"--- {folder.name}/seminars-a.yaml\n")


def test_add_allows_a_double_when_told_to(run: Run) -> None:
    kenya = ("--title", "T", "--kind", "national", "--country", "KE", "--status", "proposed")
    assert run("add", *kenya, "--dates", "2007-11-14", "--allow-duplicate").code == 0
    assert run("add", *kenya, "--dates", "2007-11").code == 0


def test_add_chooses_the_file_and_begins_a_new_one(run: Run, call: Run, folder: Path) -> None:
    assert run("add", *NEW, "--file", "seminars-geneva.yaml").out.startswith(
        "seminars-geneva.yaml:1\n"
    )
    assert run("add", *NEW, "--file", folder / "seminars-geneva.yaml").out.startswith(
        "seminars-geneva.yaml:7\n- id: 2007-sn-2\n"
    )
    assert run("list", "-f", "csv").out.count("\n") == 5
    alone = call("add", "--data", folder / "seminars.yaml", *NEW, "--file", "seminars-bern.yaml")
    assert alone.code == 0
    one = folder / "seminars-geneva.yaml"
    told = call("add", "--data", one, *NEW, "--file", "seminars-bern.yaml", cwd=folder)
    assert told.err.startswith("seminars: `seminars-bern.yaml` is no records file")


def test_dry_run_shows_the_diff(run: Run, folder: Path) -> None:
    before = text(folder)
    told = run("add", *NEW, "--dry-run")
    assert told.out == (
        "--- seminars.yaml\n"
        "+++ seminars.yaml\n"
        "@@ -22,3 +22,9 @@\n"
        "   dates: 2008-03\n"
        "   status: proposed\n"
        "   follows: 2007-ke-nairobi\n"
        "+\n"
        "+- id: 2007-sn\n"
        "+  title: T\n"
        "+  kind: national\n"
        "+  country: SN\n"
        "+  status: proposed\n"
        "1 record would be added in seminars.yaml; nothing was written\n"
    )
    assert run("remove", "2008-jo-amman", "--dry-run").out.endswith(
        "-  follows: 2007-ke-nairobi\n"
        "1 record would be removed in seminars.yaml; nothing was written\n"
    )
    told = run("edit", "--all", "status=cancelled", "--dry-run")
    assert told.out.endswith("2 records would be changed in seminars.yaml; nothing was written\n")
    assert text(folder) == before
    assert run("edit", "2008-jo-amman", "city=Amman", "--dry-run", "--color", "always").out.count(
        "\x1b[32m+  city: Amman"
    )


def test_edit_changes_what_it_was_told_to(run: Run, folder: Path) -> None:
    before = text(folder)
    told = run(
        "edit", "2007-ke-nairobi", "status=held", "participants=", "themes+=transfer",
        "countries=[kenya]", "title=Now: 2007",
    )  # fmt: skip
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("--- seminars.yaml\n+++ seminars.yaml\n@@ ")
    assert told.out.endswith("\n1 record changed in seminars.yaml\n")
    assert changed(folder, before) == (
        "-  title: National Seminar on Contracts\n"
        "-  status: scheduled\n"
        "-  themes: [remuneration]\n"
        "-  participants: 30\n"
        "+  title: 'Now: 2007'\n"
        "+  status: held\n"
        "+  themes: [remuneration, transfer-of-rights]\n"
        "+  countries: [KE]"
    )


def test_edit_of_nothing_leaves_the_file_alone(run: Run, folder: Path) -> None:
    path = folder / "seminars.yaml"
    os.utime(path, (1, 1))
    told = run("edit", "2007-ke-nairobi", "status=scheduled", "themes-=overdone", "city=Nairobi")
    assert (told.code, told.out) == (0, "nothing to be changed: the records say so already\n")
    told = run("edit", "--all", "--region", "developed", "city=x", "--yes")
    assert (told.code, told.out) == (0, "nothing to be changed: the records say so already\n")
    assert path.stat().st_mtime == 1
    told = run("edit", "2007-ke-nairobi", "waive-=overdue", "-f", "json")
    assert json.loads(told.out)["data"] == {"changed": [], "file": "seminars.yaml", "diff": ""}


def test_edit_of_all_inside_the_filters(run: Run, folder: Path) -> None:
    before = text(folder)
    told = run("edit", "--all", "--country", "jordan", "city=Amman", "--yes", "--format", "json")
    document = json.loads(told.out)
    assert document["data"]["changed"] == ["2008-jo-amman"]
    assert document["data"]["file"] == "seminars.yaml"
    assert "\n+  city: Amman\n" in document["data"]["diff"]
    assert (document["command"], document["partial"], document["illustrative"]) == (
        "edit",
        False,
        0,
    )
    assert changed(folder, before) == "+  city: Amman"


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("2007-ke-nairobi",), 2, "no field is to be changed"),
        (("city=x",), 2, "no record is named"),
        (("2007-ke-nairobi", "city=x", "--all"), 2, "`--all` takes no ids"),
        (
            ("2007-ke-nairobi", "city=x", "--kind", "national"),
            2,
            "filters choose nothing without `--all`",
        ),
        (("--all", "city=x"), 2, "nobody is here to be asked whether to change these records"),
        (("2007-ke-nairobi", "titel=x"), 2, "`titel` is not a field"),
        (("2007-ke-nairobi", "=x"), 2, "`` is not a field"),
        (("2007-ke-nairobi", "a+b=x"), 2, "`a+b=x` is not a field"),
        (("2007-ke-nairobi", "id=x"), 2, "an id never changes"),
        (("2007-ke-nairobi", "title+=x"), 2, "`title` takes one value, not a list"),
        (("2007-ke-nairobi", "themes+="), 2, "`themes+=` names nothing"),
        (("2007-ke-nairobi", "themes=renumeration"), 2, "`renumeration` is not a theme"),
        (("2007-ke-nairobi", "waive={a}"), 2, "`{a}` is not codes with reasons"),
        (("2007-ke-nairobi", "title="), 2, "`title` is missing"),
        (("2007-ke-nairob", "city=x"), 2, "no seminar has the id `2007-ke-nairob`"),
        (("--all", "city=x", "--yes", "--region", "moon"), 2, "`moon` is not a region"),
    ],
)
def test_edit_refuses(
    run: Run, folder: Path, args: tuple[str, ...], code: int, message: str
) -> None:
    before = text(folder)
    told = run("edit", *args)
    assert (told.code, told.out) == (code, "")
    assert told.err.startswith(f"seminars: {message}")
    assert text(folder) == before


def test_edit_of_several_files_is_refused_by_name(run: Run, folder: Path) -> None:
    (folder / "seminars-bern.yaml").write_text(
        "- {id: b, title: T, kind: national, country: CH, status: proposed}\n"
    )
    told = run("edit", "2008-jo-amman", "b", "2007-ke-nairobi", "city=x")
    assert (told.code, told.err) == (
        3,
        (
            "seminars: the change would touch 2 files, and only one is written at a time\n"
            "  help: change them one after the other (seminars.yaml: 2008-jo-amman, "
            "2007-ke-nairobi; seminars-bern.yaml: b)\n"
        ),
    )


def test_a_record_with_errors_is_mended_and_the_exit_code_counts_the_rest(
    run: Run, folder: Path
) -> None:
    with (folder / "seminars.yaml").open("a") as stream:
        stream.write(
            "\n- {id: x, title: T, kind: natoinal, country: KE, status: done, themes: [y]}\n"
        )
    told = run("edit", "x", "kind=national")
    assert told.code == 1
    assert "error[bad-value]: `done` is not a status" in told.err
    assert "natoinal" not in told.err
    told = run("edit", "x", "status=proposed", "themes-=y", "-f", "json")
    assert (told.code, json.loads(told.out)["partial"]) == (0, False)
    assert "themes: []" in text(folder)


def test_a_file_with_an_error_of_syntax_is_never_written_to(run: Run, folder: Path) -> None:
    path = folder / "seminars.yaml"
    path.write_text(text(folder) + "- {id: x, id: y}\n")
    before = text(folder)
    for args in (
        ("edit", "2008-jo-amman", "city=x"),
        ("remove", "2008-jo-amman", "--yes"),
        ("add", *NEW),
    ):
        told = run(*args)
        assert told.code == 3
        assert "a file with an error of syntax is never written to" in told.err
        assert text(folder) == before
    path.write_bytes(b"- \xff\n")
    assert "seminars.yaml:1 has an error, byte 0xff is not UTF-8 text" in run("add", *NEW).err


def test_remove_warns_of_records_that_follow(run: Run, folder: Path) -> None:
    (folder / "seminars-bern.yaml").write_text(
        "- {id: b, title: T, kind: national, country: CH, status: proposed, follows: 2007-ke-nairobi}\n"
    )
    told = run("remove", "2007-ke-nairobi", "--yes")
    assert told.code == 0
    assert text(folder).startswith("# The records.\n\n# about Amman\n- id: 2008-jo-amman\n")
    assert told.out.endswith("\n1 record removed in seminars.yaml\n")
    assert told.err == (
        "seminars.yaml:11:12: warning[unknown-seminar]: it follows `2007-ke-nairobi`, which is removed\n"
        " 11 |   follows: 2007-ke-nairobi\n"
        "    |            ^^^^^^^^^^^^^^^  help: clear it: seminars edit 2008-jo-amman follows=\n"
        "seminars-bern.yaml:1:73: warning[unknown-seminar]: it follows `2007-ke-nairobi`, which is removed\n"
        "  1 | - {id: b, title: T, kind: national, country: CH, status: proposed, follows: 2007-ke-nairobi}\n"
        "    |                                                                             ^^^^^^^^^^^^^^^  help: clear it: seminars edit b follows=\n"
    ).replace(":1:73:", ":1:77:")


def test_remove_without_a_terminal_needs_a_yes(run: Run, folder: Path) -> None:
    before = text(folder)
    told = run("remove", "2007-ke-nairobi")
    assert (told.code, told.err) == (
        2,
        (
            "seminars: nobody is here to be asked whether to remove these records\n"
            "  help: write --yes to do it, or --dry-run to see it\n"
        ),
    )
    assert text(folder) == before
    for args in (("remove", "foo"), ("remove", "foo", "-y"), ("remove", "foo", "--dry-run")):
        assert (run(*args).code, run(*args).err) == (
            2,
            "seminars: no seminar has the id `foo`\n  help: `seminars list` shows the ids\n",
        )
    told = run("remove", "2007-ke-nairobi", "2008-jo-amman", "-y", "-f", "json")
    document = json.loads(told.out)
    assert document["data"]["changed"] == ["2007-ke-nairobi", "2008-jo-amman"]
    assert document["diagnostics"] == []
    assert text(folder) == "# The records.\n\n# about Amman\n"


class Terminal:
    """Answers for one run, and what was asked."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        answer = self.answers.pop(0) if self.answers else ""
        if answer == "^C":
            raise KeyboardInterrupt
        return f"{answer}\n" if self.answers or answer else ""


@pytest.fixture
def on_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs with somebody to ask, who gives these answers."""

    def with_answers(answers: list[str], *args: str) -> Any:
        monkeypatch.setattr(asking, "on_terminal", lambda: True)
        pending = list(answers)

        def typed(prompt: str) -> str:
            sys.stderr.write(f"{prompt}\n")
            if not pending:
                raise typer.Abort
            return pending.pop(0)

        monkeypatch.setattr(asking, "_typed", typed)
        return run(*args)

    return with_answers


def test_add_asks_for_what_is_missing(on_terminal: Callable[..., Any]) -> None:
    told = on_terminal(
        [
            "", "T", "", "narnia", "Egypt", "-", "arab", "Cairo", "done", "scheduled", "", "soon",
            "2008-05", "remun, transfer", "-", "en,fr",
        ],
        "add", "--cost", "100",
    )  # fmt: skip
    region = "region (africa, arab, asia-pacific, latin-america-caribbean, europe-asia, developed)"
    assert told.err.splitlines() == [
        "Enter takes what stands in brackets, - leaves it out, Ctrl-C ends.",
        "title [Regional Seminar]: ",
        "kind (national, regional) [regional]: ",
        "seminars: kind: `T` is not one of national, regional",
        "kind (national, regional) [regional]: ",
        "country [JO]: ",
        "seminars: `narnia` is not a country",
        "  help: did you mean `Armenia (AM)` or `Argentina (AR)` or `Mauritania (MR)`?",
        "country [JO]: ",
        f"{region} [arab]: ",
        "seminars: a new record needs its region",
        "  help: write it, or end with Ctrl-C",
        f"{region} [arab]: ",
        "city: ",
        "status (proposed, scheduled, held, postponed, cancelled) [proposed]: ",
        "seminars: status: `done` is not one of proposed, scheduled, held, postponed, cancelled",
        "status (proposed, scheduled, held, postponed, cancelled) [proposed]: ",
        "dates: ",
        "seminars: a new record needs its dates",
        "  help: write it, or end with Ctrl-C",
        "dates: ",
        "seminars: `soon` is not a date",
        f"  help: {FULL_GRAMMAR}",
        "dates: ",
        "themes (contractual-relations, collective-bargaining, transfer-of-rights, remuneration): ",
        "levels (national-legislation, international-consensus): ",
        "languages: ",
    ]
    assert told.out.splitlines()[1:] == [
        "- id: 2008-eg-cairo",
        "  title: Regional Seminar",
        "  kind: regional",
        "  region: arab",
        "  country: EG",
        "  city: Cairo",
        "  dates: 2008-05",
        "  status: scheduled",
        "  themes: [remuneration, transfer-of-rights]",
        "  languages: [en, fr]",
        "  cost: 100",
    ]


def test_add_takes_its_defaults_from_the_most_similar_record(
    on_terminal: Callable[..., Any],
) -> None:
    told = on_terminal(
        ["T", "", "", "", "", "", ""], "add", "--kind", "national", "--country", "Kenya"
    )
    assert told.out.splitlines()[1:] == [
        "- id: 2007-ke-nairobi-2",
        "  title: T",
        "  kind: national",
        "  country: KE",
        "  city: Nairobi",
        "  status: proposed",
        "  themes: [remuneration]",
        "  levels: [national-legislation]",
        "  languages: [en]",
    ]


def test_nobody_is_asked_when_nothing_is_missing(on_terminal: Callable[..., Any]) -> None:
    assert on_terminal([], "add", *NEW).code == 0


def test_ctrl_c_leaves_no_trace(on_terminal: Callable[..., Any], folder: Path) -> None:
    before = text(folder)
    told = on_terminal(["T"], "add")
    assert (told.code, text(folder)) == (130, before)
    assert told.err.endswith("seminars: stopped; nothing was changed\n")
    assert sorted(path.name for path in folder.iterdir()) == ["programme.yaml", "seminars.yaml"]


def test_edit_of_all_and_remove_ask_first(on_terminal: Callable[..., Any], folder: Path) -> None:
    before = text(folder)
    told = on_terminal(["n"], "edit", "--all", "city=x")
    assert (told.code, text(folder)) == (130, before)
    assert told.err.startswith("--- seminars.yaml\n")
    assert "change 2 records in seminars.yaml? [y/N]" in told.err
    told = on_terminal(["YES"], "edit", "--all", "city=x")
    assert (told.code, told.out) == (0, "2 records changed in seminars.yaml\n")
    told = on_terminal([], "edit", "--all", "city=x")
    assert (told.code, told.out) == (0, "nothing to be changed: the records say so already\n")
    told = on_terminal(["y"], "remove", "2007-ke-nairobi")
    assert (told.code, told.out) == (0, "1 record removed in seminars.yaml\n")
    assert told.err.count("warning[unknown-seminar]") == 1


def test_what_changed_since_it_was_agreed_to_is_not_touched(
    on_terminal: Callable[..., Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "seminars.yaml"
    agreed = asking.agreed

    def meanwhile(old: str, new: str) -> Callable[[str], bool]:
        def answer(question: str) -> bool:
            path.write_text(text(folder).replace(old, new))
            return agreed(question)

        return answer

    monkeypatch.setattr(asking, "agreed", meanwhile("city: Nairobi", "city: Mombasa"))
    told = on_terminal(["y"], "remove", "2007-ke-nairobi")
    assert (told.code, told.err.splitlines()[-2:]) == (
        3,
        [
            "seminars: `seminars.yaml` was changed meanwhile, in the same records",
            "  help: look at the change again: nothing was written",
        ],
    )
    assert "city: Mombasa" in text(folder)
    monkeypatch.setattr(asking, "agreed", meanwhile("dates: 2008-03", "dates: 2008-04"))
    assert on_terminal(["y"], "remove", "2007-ke-nairobi").code == 0
    assert "dates: 2008-04" in text(folder)
    assert "nairobi\n  title" not in text(folder)


def test_questions_are_asked_on_stderr_and_the_end_of_input_stops(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("yes"))
    assert asking.agreed("go?")
    with pytest.raises(typer.Abort):
        asking.agreed("go?")
    assert capsys.readouterr() == ("", "go? [y/N] go? [y/N] ")
    assert not asking.on_terminal()  # stderr is none
    monkeypatch.setattr(sys, "stdin", None)
    assert not asking.on_terminal()


def test_on_a_real_terminal_ctrl_c_ends_with_130(folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN} | OURS
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "seminars", "add", "--data", str(folder)],
        stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
    ) as process:  # fmt: skip
        os.close(slave)
        said = b""
        while b"title" not in said and select.select([master], [], [], 30)[0]:
            said += os.read(master, 1024)
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        while select.select([master], [], [], 30)[0]:
            try:
                said += os.read(master, 1024)
            except OSError:
                break
        try:
            assert process.wait(30) == 130
        finally:
            process.kill()
    os.close(master)
    assert b"stopped; nothing was changed" in said
    assert sorted(path.name for path in folder.iterdir()) == ["programme.yaml", "seminars.yaml"]


def test_a_change_that_cannot_be_told_is_made_all_the_same(cli: Run, folder: Path) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123 (a device)
        done = subprocess.run(
            [sys.executable, "-m", "seminars", "edit", "2008-jo-amman", "city=Amman", "-d", str(folder)],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0
    assert done.stderr.startswith("seminars: the change is made; it cannot be shown: ")
    assert "city: Amman" in text(folder)
    assert cli("check", "--data", folder).code == 0


def test_what_cannot_be_told_before_a_change_is_an_error(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "write_blocks", fail)
    assert run("add", *NEW, "--dry-run").code == 3


def test_a_programme_that_cannot_be_read_again_is_told_as_it_was(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (folder / "seminars.yaml").open("a") as stream:
        stream.write("\n- {id: x, title: T}\n")

    def fail(*_args: object) -> None:
        raise SeminarsError("gone")

    monkeypatch.setattr(writing, "_read", fail)
    told = run("edit", "2008-jo-amman", "city=Amman")
    assert told.code == 1
    assert "error[missing-field]" in told.err


def test_ctrl_c_after_the_change_does_not_unsay_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried_out = store.carry_out

    def interrupted(*args: Any) -> Any:
        outcome = carried_out(*args)
        os.kill(os.getpid(), signal.SIGINT)
        return outcome

    monkeypatch.setattr(store, "carry_out", interrupted)
    told = run("edit", "2008-jo-amman", "city=Amman")
    assert (told.code, told.out.splitlines()[-1]) == (0, "1 record changed in seminars.yaml")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    monkeypatch.setattr(store, "carry_out", carried_out)
    told = run("edit", "2008-jo-amman", "city=Amman")
    assert told.code == 0
