"""The dealings with the world: formats, files, colour, links, and where diagnostics go."""

from __future__ import annotations

import io
import json
import os
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from tests.kept import ROOT

from seminars.cli import session as dealings
from seminars.cli.options import Filters, Place, Showing
from seminars.cli.session import (
    Session,
    chosen,
    chosen_format,
    coloured,
    open_session,
    report_error,
    write_blocks,
)
from seminars.model.diagnostics import SeminarsError, UsageError
from seminars.output.blocks import Span, line

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Write

RECORDS = """
    - {id: ke, title: Contracts, kind: national, country: KE, status: held, dates: 2007-03}
    - {id: fr, title: Drama, kind: national, country: FR, status: proposed,
       provenance: illustrative}
"""
BROKEN = RECORDS + "    - {id: bad, title: T, kind: national, country: KE, status: hold}\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


# Which day


def test_the_day_is_the_one_asked_for_else_the_programmes_else_today(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write({"seminars.yaml": RECORDS, "programme.yaml": "as_of: 2007-08-03\n"})
    assert open_session(Place(str(folder))).as_of == date(2007, 8, 3)
    assert open_session(Place(str(folder), "2007-09-01")).as_of == date(2007, 9, 1)
    (folder / "programme.yaml").unlink()
    today = SimpleNamespace(today=lambda: date(2026, 1, 2))
    monkeypatch.setattr(dealings, "date", today)
    assert open_session(Place(str(folder))).as_of == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2007-08", "--as-of: `2007-08` is not a day"),
        ("yesterday", "--as-of: `yesterday` is not a date"),
        ("2007-02-30", "--as-of: `2007-02-30` is not a date in the calendar"),
    ],
)
def test_as_of_takes_a_day(call: Run, text: str, message: str) -> None:
    ended = call("list", "--as-of", text, "-d", ROOT / "data")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == f"seminars: {message}\n  help: write a day (2007-02-28)\n"


# Which programme


def test_the_programme_is_found_as_the_contract_says(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": RECORDS, "sub/deep/x": "", "data/seminars.yaml": "[]\n"})
    by_option = call("list", "-d", folder)
    assert by_option.code == 0
    assert call("list", env={"SEMINARS_DATA": str(folder)}).out == by_option.out
    assert call("list", cwd=folder / "sub" / "deep").out == by_option.out
    nothing = call("list", env={"SEMINARS_DATA": str(folder / "data")})
    assert nothing.out == "No seminar matches · 0 records in all\n"
    alone = call("list", "-d", folder / "seminars.yaml", env={"SEMINARS_DATA": "nowhere"})
    assert alone.out == by_option.out


def test_without_a_programme_the_remedy_is_init(call: Run, tmp_path: Path) -> None:
    ended = call("list", cwd=tmp_path)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err == (
        "seminars: no programme here: neither `seminars.yaml` nor `data/seminars.yaml`,"
        " nor in a folder above\n"
        "  help: name one with `--data PATH`, or start one with `seminars init`\n"
    )


# Filters


@pytest.fixture
def opened() -> Session:
    return open_session(Place(str(ROOT / "data")))


def test_every_filter_becomes_a_part_of_the_query(opened: Session) -> None:
    query = opened.query(
        Filters(
            region=["Arab countries"],
            country=["ivory coast", "KEN"],
            reached=["Perú"],
            theme=["contr"],
            level=["national-legislation"],
            kind=["national"],
            status=["held", "proposed"],
            language=["French"],
            provenance=["illustrative"],
            period="2007-Q4",
        ),
        ["word"],
    )
    assert query.regions == {"arab"}
    assert query.countries == {"CI", "KE"}
    assert query.reached == {"PE"}
    assert query.themes == {"contractual-relations"}
    assert query.levels == {"national-legislation"}
    assert query.kinds == {"national"}
    assert query.statuses == {"held", "proposed"}
    assert query.languages == {"fr"}
    assert query.provenances == {"illustrative"}
    assert query.period is not None
    assert query.period.begins == date(2007, 10, 1)
    assert query.words == ("word",)


def test_without_filters_the_query_is_empty(opened: Session) -> None:
    query = opened.query(Filters())
    assert query == type(query)()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--status", "hold"),
            (
                "--status: `hold` is not one of proposed, scheduled, held, postponed, cancelled\n"
                "  help: did you mean `held`?"
            ),
        ),
        (
            ("--status", "held", "--status", "overdue"),
            (
                "--status: `overdue` is not one of proposed, scheduled, held, postponed, cancelled\n"
                "  help: `seminars check overdue` lists what is scheduled and past"
            ),
        ),
        (("--kind", "x"), "--kind: `x` is not one of national, regional"),
        (
            ("--provenance", "probabel"),
            (
                "--provenance: `probabel` is not one of documented, probable, illustrative\n"
                "  help: did you mean `probable`?"
            ),
        ),
        (("--region", "africaa"), "`africaa` is not a region\n  help: did you mean `africa`?"),
        (
            ("--theme", "renumeration"),
            "`renumeration` is not a theme\n  help: did you mean `remuneration`?",
        ),
        (
            ("--period", "2007-13"),
            (
                "--period: `2007-13` is not a date in the calendar\n"
                "  help: write a day (2007-02-28), a month (2007-02), a quarter (2007-Q1), a half"
                " (2007-H1), a year (2007), or a range with both ends included (a..b, a.. or ..b)"
            ),
        ),
    ],
)
def test_a_word_that_is_not_known_is_wrong_use(
    call: Run, arguments: tuple[str, ...], message: str
) -> None:
    ended = call("list", *arguments, "-d", ROOT / "data")
    assert (ended.code, ended.out, ended.err) == (2, "", f"seminars: {message}\n")


def test_one_of_several_words() -> None:
    assert chosen("--at", None, ["host"]) == frozenset()
    assert chosen("--at", ["host"], ["host", "reached"]) == {"host"}


# Formats


@pytest.mark.parametrize(
    ("format_", "output", "word"),
    [
        (None, None, "table"),
        ("json", None, "json"),
        (None, "x.json", "json"),
        (None, "x.CSV", "csv"),
        (None, "x.yml", "yaml"),
        (None, "x.txt", "table"),
        (None, "folder.json/x", "table"),
        ("csv", "x.json", "csv"),
    ],
)
def test_the_format_is_the_word_else_the_ending(
    format_: str | None, output: str | None, word: str
) -> None:
    showing = Showing(format_, output)
    assert chosen_format(showing, "table", "json", "csv", "yaml") == word


@pytest.mark.parametrize(
    ("showing", "message", "remedy"),
    [
        (Showing("jsn"), "`jsn` is not a format of this command", "did you mean `json`?"),
        (Showing(None, "x.pdf"), "`pdf` is not a format of this command", "write table, json"),
        (Showing(""), "`` is not a format of this command", "write table, json"),
    ],
)
def test_an_unknown_format_is_wrong_use(showing: Showing, message: str, remedy: str) -> None:
    if showing.format == "":
        assert chosen_format(showing, "table", "json") == "table"
        return
    with pytest.raises(UsageError) as caught:
        chosen_format(showing, "table", "json")
    assert (caught.value.message, caught.value.help) == (message, remedy)


@pytest.mark.parametrize("command", ["list", "schedule", "coverage", "check", "terms", "show"])
@pytest.mark.parametrize("ending", ["json", "csv", "txt"])
def test_a_file_gets_what_a_pipe_gets(call: Run, tmp_path: Path, command: str, ending: str) -> None:
    words = (command, "2007-cn-beijing") if command == "show" else (command,)
    path = tmp_path / f"answer.{ending}"
    written = call(*words, "-d", ROOT / "data", "-o", path)
    assert (written.code, written.out, written.err) == (0, "", "")
    form = {"txt": "table"}.get(ending, ending)
    assert path.read_text("utf-8") == call(*words, "-d", ROOT / "data", "-f", form).out
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_what_could_be_read_is_shown_and_the_exit_code_tells(
    call: Run, write: Write, tmp_path: Path
) -> None:
    folder = write({"seminars.yaml": BROKEN})
    told = (
        f"{folder}/seminars.yaml:4:65: error[bad-value]: `hold` is not one of proposed, scheduled,"
        " held, postponed, cancelled\n"
        "  4 | - {id: bad, title: T, kind: national, country: KE, status: hold}\n"
        "    |                                                            ^^^^"
        "  help: did you mean `held`?\n"
    )
    for arguments in ((), ("-f", "csv"), ("-f", "yaml"), ("-o", tmp_path / "x.csv")):
        ended = call("list", "-d", folder, *arguments)
        assert ended.code == 1
        assert "error[bad-value]" in ended.err
        assert ended.err.count("\n") == told.count("\n")
    assert "ke" in (tmp_path / "x.csv").read_text()
    document = json.loads(call("list", "-d", folder, "-f", "json").out)
    assert document["partial"] is True
    assert document["illustrative"] == 1
    assert [found["code"] for found in document["diagnostics"]] == ["bad-value"]


def test_json_is_indented_for_people(
    monkeypatch: pytest.MonkeyPatch, opened: Session, tmp_path: Path
) -> None:
    class Screen(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    screen = Screen(io.BytesIO(), encoding="ascii", write_through=True)
    monkeypatch.setattr("sys.stdout", screen)
    dealings.show_json(opened, Showing("json"), "list", (), {"seminars": ["é"]})
    written = screen.buffer.getvalue().decode()  # type: ignore[attr-defined]  # a BytesIO below
    assert written.startswith('{\n  "version": 1,')
    assert '"é"' in written
    dealings.show_json(opened, Showing("json", str(tmp_path / "x")), "list", (), {})
    assert (tmp_path / "x").read_text().count("\n") == 1


def test_a_hyphen_is_standard_output(call: Run, tmp_path: Path) -> None:
    data = ("-d", ROOT / "data")
    for words in (
        ("list",),
        ("show", "2007-cn-beijing"),
        ("schedule",),
        ("coverage", "-f", "csv"),
        ("check", "-f", "json"),
        ("terms", "zaire"),
        ("schema",),
        ("report",),
        ("plan", "--assess", "-f", "json"),
    ):
        there, nowhere = (
            call(*words, *data, *options, cwd=tmp_path) for options in (("-o", "-"), ())
        )
        assert there == nowhere
        assert there.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["list", "check", "schema", "report", "plan"])
def test_a_file_has_a_name(call: Run, tmp_path: Path, command: str) -> None:
    ended = call(command, "-d", ROOT / "data", "-o", "", cwd=tmp_path)
    assert (ended.code, ended.out, ended.err) == (
        2,
        "",
        (
            "seminars: -o: the name of the file is empty\n"
            "  help: name a file, or `-` for standard output\n"
        ),
    )


# The programme's own files


@pytest.mark.parametrize(
    "command",
    [
        ("list", "-f", "yaml"),
        ("check", "-f", "csv"),
        ("coverage", "-f", "json"),
        ("schema",),
        ("schema", "--programme"),
    ],
)
@pytest.mark.parametrize("name", ["seminars.yaml", "seminars-geneva.yaml", "programme.yaml"])
def test_an_answer_never_replaces_records(
    call: Run, write: Write, command: tuple[str, ...], name: str
) -> None:
    files = {"seminars.yaml": RECORDS, "programme.yaml": "title: T\n"}
    folder = write(files)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    link = folder.parent / "link"
    link.symlink_to(folder / name)
    for output in (folder / name, link):
        ended = call(*command, "-d", folder, "-o", output)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err == (
            f"seminars: `{output}` is a file of a programme, and an answer never replaces records\n"
            "  help: choose another name, or another folder\n"
        )
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_records_file_of_any_name_is_not_replaced(call: Run, write: Write) -> None:
    folder = write({"office.yml": RECORDS})
    ended = call("list", "-d", folder / "office.yml", "-o", folder / "office.yml")
    assert ended.code == 2
    assert call("list", "-d", folder / "office.yml", "-o", folder / "copy.yml").code == 0


def test_records_can_begin_a_programme_elsewhere(call: Run, write: Write, tmp_path: Path) -> None:
    folder = write({"seminars.yaml": RECORDS})
    path = tmp_path / "elsewhere" / "seminars.yaml"
    path.parent.mkdir()
    assert call("list", "ke", "-d", folder, "-o", path).code == 0
    assert call("list", "-d", path.parent).out.startswith("Id  Dates")


# Colour and links


@pytest.mark.parametrize(
    ("color", "terminal", "environment", "expected"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", True, {"TERM": "dumb"}, False),
        ("always", False, {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("never", True, {}, False),
    ],
)
def test_when_there_is_colour(
    monkeypatch: pytest.MonkeyPatch,
    color: Any,
    environment: dict[str, str],
    *,
    terminal: bool,
    expected: bool,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert coloured(color, terminal=terminal) is expected


def test_a_terminal_gets_the_fitted_view_and_a_pipe_the_plain_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "10")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    blocks = [line(Span("one two", "held"), " three")]
    screen, pipe, coloured_pipe = Terminal(), io.StringIO(), io.StringIO()
    write_blocks(blocks, screen)
    write_blocks(blocks, pipe)
    write_blocks(blocks, coloured_pipe, "always")
    assert screen.getvalue() == "\x1b[32mone two\x1b[0m \nthree\n"
    assert pipe.getvalue() == "one two three\n"
    assert coloured_pipe.getvalue() == "\x1b[32mone two\x1b[0m three\n"


def test_colour_in_a_pipe_is_as_wide_as_the_text(call: Run) -> None:
    plain = call("list", "-d", ROOT / "data").out
    always = call("list", "-d", ROOT / "data", "--color", "always").out
    assert "\x1b[32mheld" in always.splitlines()[1]
    assert f"{(ROOT / 'data' / 'seminars.yaml').as_uri()}#L" in always
    assert len(always.splitlines()) == len(plain.splitlines())
    assert call("list", "-d", ROOT / "data", "--color", "never").out == plain


def test_links_lead_to_the_line_also_from_strange_folders(write: Write) -> None:
    folder = write({"a b\x1b/seminars.yaml": RECORDS}) / "a b\x1b"
    opened = open_session(Place(os.path.relpath(folder)))
    address = opened.link(opened.programme.seminars[1].origin)
    assert address == f"{(folder / 'seminars.yaml').as_uri()}#L2"
    assert address.endswith("/a%20b%1B/seminars.yaml#L2")


# What could not be done


def test_a_refusal_is_told_on_stderr_even_where_that_is_full(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report_error(UsageError("no", "yes")) == 2
    assert capsys.readouterr().err == "seminars: no\n  help: yes\n"

    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("sys.stderr", Full())
    assert report_error(SeminarsError("no")) == 3
