"""Reading: text before types, every refusal with its own diagnostic, and hostile files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from contract_harness import Programme, by_id, environment

GOOD = "- {id: good, title: Good, kind: national, country: FR, status: proposed}\n"
COMMANDS = ("list", "schedule", "coverage", "check")


def _record(fields: str) -> bytes:
    return f"- id: x\n  {fields}\n  kind: national\n  country: FR\n  status: proposed\n".encode()


def test_plain_values_are_text_until_the_schema_types_them(programme: Programme) -> None:
    """Norway stays Norway, a title of digits stays a title, and 10:30 is not 630."""
    titles = {
        "t0": "NO",
        "t1": "2007",
        "t2": "10:30",
        "t3": "yes",
        "t4": "on",
        "t5": "2007-02-05",
        "t6": "1e3",
        "t7": "0x1F",
        "t8": "0777",
        "t9": "1_000",
        "u0": ".inf",
        "u1": "True",
        "u2": "off",
        "u3": "=",
        "u4": "1.10",
        "u5": "12:30:45",
        "u6": "N",
        "u7": "+1",
        "u8": "<<",
    }
    text = "".join(
        f"- id: {name}\n  title: {title}\n  kind: national\n  country: NO\n  status: proposed\n"
        f"  city: {title}\n  partners: [{title}, no, 1.0, {title}]\n"
        for name, title in titles.items()
    )
    quoted = """\
- {id: 2007, title: "null", kind: national, country: "NO", status: 'proposed', city: '~',
   dates: '2007-02', "languages": ["no"], cost: "7"}
"""
    programme.write(text + quoted)
    records = by_id(programme.data("list")["seminars"])
    for name, title in titles.items():
        assert records[name]["title"] == title
        assert records[name]["city"] == title
        assert records[name]["partners"] == [title, "no", "1.0", title]
        assert records[name]["country"] == "NO"
        assert records[name]["region"] == "developed"
    last = records["2007"]
    assert (last["title"], last["city"]) == ("null", "~")
    assert last["languages"] == ["no"]
    assert last["dates"] == "2007-02"
    assert programme.data("show", "2007")["seminar"]["id"] == "2007"


def test_values_of_every_yaml_style(programme: Programme) -> None:
    """Quoted, folded, literal and continued values give the text that YAML says they are."""
    programme.write(
        """\
        ---
        - id: a
          title: "Tab less \\u00e9 \\"quoted\\": x"
          kind: national
          country: FR
          status: proposed
          city: 'it''s # here: so'
          notes: |
            first line
              second line
          outcome: >-
            folded
            text
          reason: continued
            on the next line
          speakers:
          - One # Two is a comment
          - "# three"
          partners: [
            "a, b", c
          ]
        ...
        """
    )
    record = programme.data("show", "a")["seminar"]
    assert record["title"] == 'Tab less é "quoted": x'
    assert record["city"] == "it's # here: so"
    assert record["notes"].rstrip("\n") == "first line\n  second line"
    assert record["outcome"] == "folded text"
    assert record["reason"] == "continued on the next line"
    assert record["partners"] == ["a, b", "c"]
    assert record["speakers"] == ["One", "# three"]


def test_bom_crlf_and_missing_final_newline(programme: Programme) -> None:
    """A byte-order mark, CRLF line ends and a missing last line end change nothing."""
    block = _record("title: Één").rstrip(b"\n")
    variants = {
        "bom": b"\xef\xbb\xbf" + block,
        "crlf": block.replace(b"\n", b"\r\n") + b"\r\n",
        "both": b"\xef\xbb\xbf" + block.replace(b"\n", b"\r\n"),
        "plain": block,
    }
    for name, content in variants.items():
        programme.write(content)
        records = programme.data("list")["seminars"]
        assert [(each["id"], each["title"]) for each in records] == [("x", "Één")], name
        shown = programme.data("show", "x")
        assert shown["line"] == 1, name
    programme.write((_record("title: T") + b"  dates: 2007-99\n").replace(b"\n", b"\r\n"))
    found = programme.envelope("check", code=1)["diagnostics"][0]
    assert (found["line"], found["column"]) == (6, 10)
    programme.write(
        b"\xef\xbb\xbf- {id: A_, title: T, kind: national, country: FR, status: held}\n"
    )
    found = programme.envelope("check", code=1)["diagnostics"][0]
    assert (found["line"], found["column"]) == (1, 8)


REFUSALS: dict[str, bytes] = {
    "duplicate-key": _record("title: A\n  title: B"),
    "anchor": _record("title: &a T"),
    "alias": _record("title: *a"),
    "tag": _record("title: !!str T"),
    "merge-key": _record("title: T\n  <<: {city: X}"),
    "second-document": _record("title: T") + b"---\n" + _record("title: U"),
    "nesting": _record("title: T\n  notes: " + "[" * 40 + "]" * 40),
    "control": _record("title: T\x07"),
    "latin-1": "- id: x\n  title: Bogotá\n".encode("latin-1"),
    "conflict": b"<<<<<<< HEAD\n" + GOOD.encode() + b"=======\n>>>>>>> theirs\n",
    "syntax": b"- id: x\n  title: [unclosed\n  kind: national\n",
}

SAME_KIND: dict[str, tuple[bytes, str]] = {
    "custom-tag": (_record("title: !mine T"), "tag"),
    "python-tag": (_record("title: !!python/object/apply:os.system [touch pwned]"), "tag"),
    "anchor-on-a-map": (b"- &base\n  id: x\n  title: T\n", "anchor"),
    "anchor-on-a-key": (_record("&k title: T"), "anchor"),
    "duplicate-quoted": (_record("title: A\n  'title': B"), "duplicate-key"),
    "duplicate-escaped": (_record('title: A\n  "t\\u0069tle": B'), "duplicate-key"),
    "duplicate-flow": (b"- {id: x, title: A, title: B}\n", "duplicate-key"),
    "duplicate-nested": (_record("title: A\n  waive: {a-b: x, a-b: y}"), "duplicate-key"),
    "merge-flow": (b"- {<<: {id: x}, title: A}\n", "merge-key"),
    "second-empty-document": (_record("title: T") + b"---\n", "second-document"),
    "second-after-end": (_record("title: T") + b"...\n---\n- {id: y}\n", "second-document"),
    "nesting-block": (
        b"".join(b"  " * n + b"- k:\n" for n in range(0, 40, 2)) + b" " * 90 + b"x\n",
        "nesting",
    ),
    "escape-raw": (_record("title: \x1b[31mT"), "control"),
    "delete": (_record("title: T\x7f"), "control"),
    "control-in-a-comment": (_record("title: T") + b"# \x08\n", "control"),
    "c1": (_record("title: T\u0090"), "control"),
    "bidi": (_record("title: T \u202e gnp.exe"), "control"),
    "bidi-in-a-comment": (_record("title: T") + "# \u202e\n".encode(), "control"),
    "bidi-isolate": (_record("title: T\u2066"), "control"),
    "bidi-embedding": (_record("title: T\u202a"), "control"),
    "surrogate-bytes": (b"- id: x\n  title: \xed\xa0\x80\n", "latin-1"),
    "overlong": (b"- id: x\n  title: \xc0\xaf\n", "latin-1"),
    "truncated": (b"- id: x\n  title: \xe2\x82", "latin-1"),
    "conflict-diff3": (
        GOOD.encode() + b"<<<<<<< ours\n||||||| base\n=======\n>>>>>>> theirs\n",
        "conflict",
    ),
}

LOST: dict[str, bytes] = {
    "nul": b"- id: x\n  title: a\x00b\n",
    "utf-16": "- id: x\n  title: T\n".encode("utf-16"),
    "utf-16-le": "- id: x\n  title: T\n".encode("utf-16-le"),
    "utf-32": "- id: x\n  title: T\n".encode("utf-32"),
    "binary": bytes(range(256)),
    "tabs": b"- id: x\n\ttitle: T\n",
    "brackets": b"[" * 1_000_000,
    "braces": b"{" * 100_000,
    "dashes": b"- " * 100_000,
    "questions": b"? " * 100_000,
    "quote": b'"' + b"a" * 1_000_000,
    "directive": b"%YAML 9.9\n---\n- {id: x}\n",
    "unknown-anchor-bomb": b"".join(
        b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9) if n else b"lol")
        for n in range(12)
    ),
    "surrogate-escape": _record('title: "\\ud800"'),
    "nul-escape": _record('title: "a\\0b"'),
    "mapping": b"id: x\ntitle: T\n",
    "scalar": b"just words\n",
    "question-keys": b"- ? [a, b]\n  : c\n",
    "map-key": b"- {{a: b}: c}\n",
}


def _fill(programme: Programme, files: dict[str, bytes]) -> None:
    programme.write(GOOD)
    for name, content in files.items():
        programme.write(content, f"seminars-{name}.yaml")


def _files(document: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for each in document["diagnostics"]:
        name = Path(each["file"] or "").name.removeprefix("seminars-").removesuffix(".yaml")
        found.setdefault(name, []).append(each)
    return found


def test_every_refusal_has_its_own_diagnostic(programme: Programme) -> None:
    """Each refused construct has its own code; the same construct elsewhere has the same code."""
    files = {**REFUSALS, **{name: content for name, (content, _) in SAME_KIND.items()}}
    _fill(programme, files)
    document = programme.envelope("list", code=1)
    assert document["partial"] is True
    assert [each["id"] for each in document["data"]["seminars"]] == ["good"]
    found = _files(document)
    assert set(files) <= set(found), set(files) - set(found)
    codes = {}
    for name in REFUSALS:
        errors = [each for each in found[name] if each["severity"] == "error"]
        assert errors, name
        assert errors[0]["message"], name
        codes[name] = errors[0]["code"]
    assert len(set(codes.values())) == len(codes), codes
    for name, (_, kind) in SAME_KIND.items():
        assert codes[kind] in {each["code"] for each in found[name]}, (name, found[name])
    lines = {"duplicate-key": 3, "anchor": 2, "tag": 2, "merge-key": 3, "second-document": 6}
    lines.update({"control": 2, "latin-1": 2, "conflict": 1, "alias": 2})
    for name, line in lines.items():
        assert found[name][0]["line"] == line, name
    assert not (programme.cwd / "pwned").exists()
    for command in COMMANDS[1:]:
        assert programme.run(command).code == 1
    assert programme.run("list").out.count("Good") == 1


def test_hostile_files_lose_themselves_and_nothing_else(programme: Programme) -> None:
    """Bombs, binaries and broken text give an error each, soon, and the good file is still read."""
    _fill(programme, LOST)
    began = time.monotonic()
    document = programme.envelope("list", code=1)
    assert time.monotonic() - began < 20
    assert [each["id"] for each in document["data"]["seminars"]] == ["good"]
    found = _files(document)
    for name in LOST:
        errors = [each for each in found.get(name, []) if each["severity"] == "error"]
        assert errors, name
        assert len(errors) < 20, name
    run = programme.run("check")
    assert run.code == 1
    assert len(run.text) < 200_000


@pytest.mark.parametrize("name", ["brackets", "unknown-anchor-bomb", "latin-1", "nul", "utf-16"])
def test_a_lost_file_alone_never_shows_as_empty(programme: Programme, name: str) -> None:
    """When the only file cannot be read there is an error on it, and no exit 0."""
    programme.write({**LOST, **REFUSALS}[name])
    began = time.monotonic()
    for command in ("list", "check"):
        run = programme.run(command)
        assert run.code in {1, 3}
        assert "seminars.yaml" in run.text
        assert "error" in run.text
        assert len(run.text) < 20_000
    assert time.monotonic() - began < 20


def test_nesting_up_to_twenty_is_no_nesting_error(programme: Programme) -> None:
    """Ten levels are within the limit, thirty are not."""
    for depth, refused in ((10, False), (30, True)):
        programme.write(_record("title: T\n  notes: " + "[" * depth + "]" * depth))
        codes = {each["code"] for each in programme.envelope("check", code=1)["diagnostics"]}
        assert any("nest" in code or "deep" in code for code in codes) is refused, codes


def test_a_file_over_64_mib_is_refused(programme: Programme) -> None:
    """One byte more than 64 MiB is refused, without reading it for a minute."""
    line = b"# " + b"x" * 1021 + b"\n"
    content = GOOD.encode() + line * (64 * 1024)
    assert len(content) > 64 * 1024 * 1024
    programme.write(content)
    began = time.monotonic()
    run = programme.run("list", "-f", "json")
    assert time.monotonic() - began < 10
    assert run.code in {1, 3}
    assert "64" in run.text
    assert '"good"' not in run.out


def test_nearly_nothing(programme: Programme) -> None:
    """Zero bytes, blanks and comments alone give one clear answer, the same from every command."""
    for content in (b"", b"\n", b"# only\n# comments\n", b"\xef\xbb\xbf", b"---\n", b"null\n"):
        programme.write(content)
        codes = {programme.run(command).code for command in ("list", "check")}
        assert len(codes) == 1, content
        assert codes <= {0, 1, 3}


def test_a_lost_tail_is_a_warning(programme: Programme) -> None:
    """`Seminar #3` in a plain value loses its tail, and a warning says so; quoted it does not."""
    programme.write(_record("title: Seminar #3 on contracts"))
    document = programme.envelope("check")
    assert document["data"]["errors"] == 0
    assert [each["line"] for each in document["diagnostics"] if each["severity"] == "warning"] == [
        2
    ]
    assert programme.data("show", "x")["seminar"]["title"] == "Seminar"
    programme.write(_record("title: 'Seminar #3 on contracts'"))
    assert programme.envelope("check")["diagnostics"] == []
    assert programme.data("show", "x")["seminar"]["title"] == "Seminar #3 on contracts"


def test_special_files_and_missing_ones(programme: Programme) -> None:
    """FIFOs, devices, folders, dangling links and absent files are exit 3, at once."""
    other = programme.root / "other"
    other.mkdir()
    os.mkfifo(other / "fifo.yaml")
    (other / "dangling.yaml").symlink_to("nowhere.yaml")
    (other / "loop.yaml").symlink_to("loop.yaml")
    targets = ["fifo.yaml", "dangling.yaml", "loop.yaml", "absent.yaml", "absent"]
    for target in [*targets, "/dev/zero", "/dev/null", "\x1b[31m", ""]:
        began = time.monotonic()
        run = programme.run("list", data=str(other / target) if target else str(other))
        assert run.code == 3, target
        assert run.err.strip(), target
        assert not run.out, target
        assert time.monotonic() - began < 10, target
    assert "seminars init" in programme.refused("list", data=other, code=3).err
    for make in ("fifo", "folder"):
        place = programme.folder / "seminars.yaml"
        os.mkfifo(place) if make == "fifo" else place.mkdir()
        for command in COMMANDS:
            assert programme.run(command).code == 3, (make, command)
        place.unlink() if make == "fifo" else place.rmdir()
    programme.write(GOOD)
    os.mkfifo(programme.folder / "seminars-pipe.yaml")
    assert programme.run("list").code in {1, 3}
    (programme.folder / "seminars-pipe.yaml").unlink()
    (programme.folder / "programme.yaml").unlink()
    os.mkfifo(programme.folder / "programme.yaml")
    assert programme.run("list").code in {1, 3}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_read_permission(programme: Programme) -> None:
    """A records file that may not be read is exit 3 with its name."""
    programme.write(GOOD).chmod(0)
    run = programme.refused("list", code=3)
    assert "seminars.yaml" in run.err


def test_a_programme_file_in_trouble(programme: Programme) -> None:
    """Errors in `programme.yaml` are diagnostics too; the records are never silently dropped."""
    programme.write(GOOD)
    for text in (
        "title: [\n",
        "period: 2007-13\n",
        "as_of: soon\n",
        "as_of: 2007-02-30\n",
        "- a list\n",
        "meetings: [{dates: 2007-02-30, name: M, blocks: true}]\n",
        "recency: {current: many}\n",
        "planning: {at_once: many}\n",
        "title: &a T\n",
        "title: T\ntitle: U\n",
    ):
        programme.write(text, "programme.yaml")
        run = programme.run("check")
        assert run.code in {1, 3}, text
        assert "programme.yaml" in run.text, text
    for text in (
        "tilte: X\n",
        "title: [\n",
        "period: 2008/2007\n",
        "recency: {current: -1}\n",
        "themes: [{id: a, title: A}, {id: a, title: B}]\n",
        "meetings: {}\n",
        "planning: {at_once: -1}\n",
        "roll: [{code: KE}]\n",
        "as_of: 0001-01-01\n",
    ):
        programme.write(text, "programme.yaml")
        for command in ("list", "coverage", "schedule"):
            assert programme.run(command).code in {0, 1, 3}, text
    for content in (b"", b"# nothing\n", b"\xef\xbb\xbftitle: T\r\n"):
        programme.write(content, "programme.yaml")
        assert programme.ids() == {"good"}


def test_where_the_programme_is_found(programme: Programme) -> None:
    """`--data` before SEMINARS_DATA before the nearest folder; nothing found names `init`."""
    record = "- {{id: {}, title: T, kind: national, country: FR, status: proposed}}\n"
    places = {}
    for name in ("option", "variable", "here", "here/data", "above/data", "above/under"):
        place = programme.root / name
        place.mkdir(parents=True)
        places[name] = place
    for name in ("option", "variable", "here", "here/data", "above/data"):
        (places[name] / "seminars.yaml").write_text(record.format(name.replace("/", "-")))
    env = {"SEMINARS_DATA": str(places["variable"])}
    everywhere: dict[str, Any] = {"anywhere": True, "cwd": places["here"]}
    assert programme.ids(data=places["option"], env=env, cwd=places["here"]) == {"option"}
    assert programme.ids("-d", str(places["option"]), **everywhere, env=env) == {"option"}
    assert programme.ids(**everywhere, env=env) == {"variable"}
    assert programme.ids(**everywhere) == {"here"}
    assert programme.ids(anywhere=True, cwd=places["above/under"]) == {"above-data"}
    assert programme.ids(data=places["option"] / "seminars.yaml") == {"option"}
    lost = programme.refused("list", anywhere=True, code=3)
    assert "seminars init" in lost.err
    gone = {"SEMINARS_DATA": str(programme.root / "gone")}
    programme.refused("list", anywhere=True, cwd=places["here"], env=gone, code=3)


def _many(programme: Programme, count: int) -> None:
    programme.write(
        "".join(
            f"- {{id: s{n}, title: A seminar with quite a long title to fill the pipe {n}, "
            "kind: national, country: FR, status: proposed, dates: 2007}\n"
            for n in range(count)
        )
    )


def test_a_closed_pipe_is_done(programme: Programme) -> None:
    """The reader may leave after the first line, or before: exit 0 and not a word."""
    _many(programme, 3000)
    for command in ("list", "schedule"):
        for args in ((), ("-f", "json"), ("-f", "csv")):
            for lines in (0, 1):
                process = subprocess.Popen(
                    [sys.executable, "-m", "seminars", command, "-d", programme.folder, *args],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    env=environment(programme.root / "home"),
                )
                assert process.stdout
                assert process.stderr
                if lines:
                    process.stdout.readline()
                process.stdout.close()
                words = process.stderr.read().decode()
                process.stderr.close()
                assert process.wait(60) == 0, (command, args, lines, words)
                assert "BrokenPipe" not in words
                assert "Traceback" not in words
                assert not words.strip() or "illustrative" in words, words


def test_a_full_disk_or_a_closed_stdout_is_no_traceback(programme: Programme) -> None:
    """When the answer cannot be written that is a failure in one sentence."""
    _many(programme, 50)
    for redirect in (">/dev/full", ">&-"):
        for args in ("list", "list -f json", "check", "schema", "terms"):
            done = subprocess.run(
                ["bash", "-c", f'"$0" -m seminars {args} {redirect}', sys.executable],
                capture_output=True,
                check=False,
                timeout=60,
                cwd=programme.folder,
                env=environment(programme.root / "home"),
            )
            words = done.stderr.decode()
            assert "Traceback" not in words, (args, redirect, words)
            assert "Exception ignored" not in words, (args, redirect, words)
            if redirect == ">/dev/full" and args != "check":
                assert done.returncode == 3, (args, words)


def test_odd_surroundings_are_no_traceback(programme: Programme) -> None:
    """An ASCII locale, a strange TERM, arguments that are not UTF-8: answered or refused."""
    programme.write(
        "- {id: x, title: Bogotá Één 東京, kind: national, country: CO, status: proposed}\n"
    )
    surroundings = [
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"TERM": "dumb"},
        {"COLUMNS": "x", "LINES": "-1"},
        {"COLUMNS": "0"},
        {"FORCE_COLOR": ""},
        {"NO_COLOR": "1", "COLUMNS": "1"},
    ]
    for env in surroundings:
        for args in ((), ("-f", "csv")):
            assert programme.run("list", *args, env=env).code == 0, (env, args)
    for args_ in ((b"\xff\xfe",), (b"--country", b"\xff"), (b"--period", b"\xff")):
        assert programme.run("list", *args_).code in {0, 2}
    assert programme.run("show", b"\xff").code == 2
    assert programme.run("list", "x" * 100_000).code == 0


def test_control_c_ends_with_130(programme: Programme) -> None:
    """An interrupt while reading ends with 130 and no traceback."""
    _many(programme, 30_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "seminars", "check", "-d", programme.folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(programme.root / "home"),
    )
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode in {130, -signal.SIGINT, 0}
    assert b"Traceback" not in out + err
