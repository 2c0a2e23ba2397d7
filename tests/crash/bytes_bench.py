"""The `bytes` bench: edits in files of every style change their spans, and nothing else."""

from __future__ import annotations

import difflib
import re
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import yaml
from tests.crash.files import (
    OPTIONAL,
    Style,
    Writer,
    random_record,
    random_style,
    random_value,
)

from seminars.editing.change import Addition, Alteration, Assignment, Change, Removal, revised
from seminars.editing.diff import unified
from seminars.model.diagnostics import SeminarsError, UsageError
from seminars.reading.rules import RulesReader
from seminars.reading.source import Source, decode

PATH = Path("seminars.yaml")
VOCABULARY = RulesReader(None).read()[1]
EACH = 12  # edits a file
REFUSED = ("laid out so", "cannot be changed here", "does not begin with")


@dataclass
class Tally:
    """What the edits came to."""

    edits: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    untouched: int = 0
    by_git: int = 0


def run(edits: int, seed: int = 0, git_each: int = 25) -> Tally:
    """Make this many edits; raise AssertionError at the first that changes something else."""
    tally = Tally()
    number = 0
    while tally.edits.total() < edits:
        number += 1
        random = Random(f"{seed}/{number}")  # noqa: S311 (the same files on every run)
        style = random_style(random)
        records = [random_record(random, n) for n in range(random.choice((0, 1, 2, 3, 5)))]
        data = Writer(random, style).file(records)
        for step in range(EACH):
            where = f"seed {seed}, file {number}, step {step}, {style}"
            by_git = (number * EACH + step) % git_each == 0
            try:
                data = _step(random, style, data, tally, by_git=by_git)
            except (AssertionError, SeminarsError) as error:
                error.add_note(where)
                raise
    return tally


def _step(random: Random, style: Style, data: bytes, tally: Tally, *, by_git: bool) -> bytes:
    source = decode("seminars.yaml", PATH, data)
    old = meaning(data)
    kind, change, new = _asked(random, old)
    try:
        revision = revised(change, {PATH: source}, VOCABULARY)
    except UsageError:
        raise
    except SeminarsError as error:
        if not any(part in error.message for part in REFUSED):
            raise
        tally.refused[kind] += 1
        return data
    after = revision.after.source.data
    context = f"{change}\n--- before\n{source.text}\n--- after\n{revision.after.source.text}"
    assert essence(meaning(after)) == essence(new), context
    if source.text.endswith(("\n", "\r")):
        touched = getattr(change, "ids", ())
        exact = [each for each in meaning(after) if each in old or each["id"] in touched]
        assert len(exact) == len(meaning(after)) - (kind == "add"), context
    if essence(old) == essence(new):
        assert after == data, context
        tally.untouched += 1
    _check_comments(kind, source, revision.after.source, context)
    _check_breaks(data, after, context)
    _check_lines(kind, style, source, revision.after.source, context, by_git=by_git)
    diff = unified("seminars.yaml", source.text, revision.splices)
    assert _patched(source.text, diff) == revision.after.source.text, context + "\n" + diff
    tally.edits[kind] += 1
    tally.by_git += by_git
    return after


def meaning(data: bytes) -> list[dict[str, Any]]:
    """What PyYAML makes of a file, every scalar as text: the judge that is not ours."""
    read = yaml.load(data.decode("utf-8-sig"), _AllText)  # noqa: S506 (a subclass of the base loader)
    return read if isinstance(read, list) else []


class _AllText(yaml.BaseLoader):
    """Every scalar as text, but for plain nulls."""


def _null_or_text(_: yaml.BaseLoader, node: yaml.ScalarNode) -> str | None:
    plain = node.style is None
    return None if plain and node.value in {"", "~", "null", "Null", "NULL"} else node.value


_AllText.add_constructor("tag:yaml.org,2002:str", _null_or_text)


def essence(value: Any) -> Any:
    """Blanks around a text say nothing, nor do fields without a value."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [essence(entry) for entry in value]
    if isinstance(value, dict):
        return {name: essence(entry) for name, entry in value.items() if entry is not None}
    return value


def _asked(random: Random, old: list[dict[str, Any]]) -> tuple[str, Change, list[dict[str, Any]]]:
    """A random change, and the records it must lead to."""
    choice = random.choice(("add", "remove", "set", "set", "set", "list", "clear", "same"))
    if choice == "add" or not old:
        number = random.randrange(10**6)
        record = {k: v for k, v in random_record(random, number).items() if v is not None}
        return "add", Addition(PATH, record), _added(old, record)  # type: ignore[arg-type]
    at = random.randrange(len(old))
    wanted = str(old[at]["id"])
    if choice == "remove":
        gone = {wanted} | ({str(random.choice(old)["id"])} if random.random() < 0.3 else set())
        kept = [record for record in old if record["id"] not in gone]
        return "remove", Removal(tuple(sorted(gone))), kept
    record = dict(old[at])
    assignments = [_assignment(random, choice, record) for _ in range(random.choice((1, 1, 1, 3)))]
    for assignment in assignments:
        record[assignment.field] = _result(record.get(assignment.field), assignment)
    new = [*old[:at], record, *old[at + 1 :]]
    single = len(assignments) == 1 and choice == "set"
    scalar = (
        single
        and _one_line(old[at].get(assignments[0].field))
        and _one_line(record[assignments[0].field])
    )
    kind = "set one" if scalar else choice
    return kind, Alteration((wanted,), tuple(assignments)), new


def _one_line(value: Any) -> bool:
    return isinstance(value, str) and "\n" not in value and value.strip() != ""


def _assignment(random: Random, choice: str, record: dict[str, Any]) -> Assignment:
    lists = ("themes", "partners", "speakers", "sources", "countries")
    if choice == "list":
        name = random.choice(lists)
        value = random_value(random, name) or []
        there = record.get(name)
        if isinstance(there, list) and there and random.random() < 0.5:
            value = random.sample(there, 1)
        return Assignment(name, random.choice(("+=", "-=")), value)  # type: ignore[arg-type]
    if choice == "same":
        name = random.choice(sorted(record))
        return Assignment(name, "=", record[name])
    name = random.choice((*OPTIONAL, "title", "status", "dates", "country"))
    if choice == "clear":
        return Assignment(random.choice(OPTIONAL), "=", None)
    return Assignment(name, "=", random_value(random, name))  # type: ignore[arg-type]


def _result(old: Any, assignment: Assignment) -> Any:
    """What the assignment leads to, said once more in other words."""
    if assignment.operator == "=":
        return assignment.value
    there = old if isinstance(old, list) else []
    given = assignment.value
    assert isinstance(given, list)
    if assignment.operator == "+=":
        result = list(there)
        for entry in given:
            if entry not in result:
                result.append(entry)
        return result
    return [entry for entry in there if entry not in given] if there else old


def _added(old: list[dict[str, Any]], record: dict[str, Any]) -> list[dict[str, Any]]:
    """By date in a file that is ordered by date, at the end of one that is not."""
    keys = [_begins_and_ends(each) for each in old]
    key = _begins_and_ends(record)
    at = len(old)
    if keys == sorted(keys):
        at = sum(each <= key for each in keys)
    return [*old[:at], record, *old[at:]]


def _begins_and_ends(record: dict[str, Any]) -> tuple[str, str]:
    spans = {
        "2007-11-12/2007-11-14": ("2007-11-12", "2007-11-14"),
        "2007-11-12": ("2007-11-12", "2007-11-12"),
        "2007-11": ("2007-11-01", "2007-11-30"),
        "2007-Q4": ("2007-10-01", "2007-12-31"),
        "2007-H2": ("2007-07-01", "2007-12-31"),
        "2007": ("2007-01-01", "2007-12-31"),
    }
    return spans[record["dates"].strip()]


COMMENT = re.compile(r"# c[0-9]+\.")


def _check_comments(kind: str, before: Source, after: Source, context: str) -> None:
    """No comment is lost but with the record, field or entry it belongs to; none moves."""
    old, new = COMMENT.findall(before.text), COMMENT.findall(after.text)
    assert [each for each in old if each in set(new)] == new, context
    if kind in {"add", "set one", "same"}:
        assert old == new, context


def _check_breaks(before: bytes, after: bytes, context: str) -> None:
    """A file keeps to one kind of line break."""
    for line_break in (b"\r\n", b"\n", b"\r"):
        if line_break in before:
            rest = after.replace(line_break, b"")
            assert b"\r" not in rest, context
            assert b"\n" not in rest, context
            break
    assert after.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf"), context


def _check_lines(
    kind: str, style: Style, before: Source, after: Source, context: str, *, by_git: bool
) -> None:
    old, new = _lines(before.text), _lines(after.text)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    codes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    plus = sum(code[4] - code[3] for code in codes)
    minus = sum(code[2] - code[1] for code in codes)
    ended = before.text.endswith(("\n", "\r")) or not before.text
    emptied = after.text.strip() == "[]" or before.text.strip("\ufeff-. \r\n") == "[]"
    if style.layout != "brackets" and not emptied:
        if kind == "add":
            assert minus == 0 or (minus == 1 and not ended), context
            assert len(codes) == 1, context
        elif kind == "remove":
            assert plus == 0, context
        elif kind == "set one":
            assert (plus, minus) in {(0, 0), (1, 1)} or ">" in context or "|" in context, context
    if by_git and style.line_break != "\r":
        assert _numstat(before.data, after.data) == (plus, minus), context


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", text)


def _numstat(before: bytes, after: bytes) -> tuple[int, int]:
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "old"), Path(folder, "new")
        old.write_bytes(before)
        new.write_bytes(after)
        command = ["git", "diff", "--no-index", "--minimal", "--numstat", str(old), str(new)]
        shown = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    plus, minus = shown.split()[:2] if shown else ("0", "0")
    return int(plus), int(minus)


def _patched(text: str, diff: str) -> str:
    """The text with a unified diff applied, by the letter."""
    lines, result, at = text.split("\n"), [], 0
    hunks = re.split(r"^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@\n", diff, flags=re.MULTILINE)[1:]
    lines = [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    for first, count, body in zip(hunks[::3], hunks[1::3], hunks[2::3], strict=True):
        start = int(first) - (count != "0")
        result += lines[at:start]
        at = start
        parts = re.findall(r"^([ +-])([^\n]*\n)(\\[^\n]*\n)?", body, flags=re.MULTILINE)
        for sign, line, unended in parts:
            whole = line[:-1] if unended else line
            if sign in " -":
                assert lines[at] == whole, (lines[at], whole)
                at += 1
            if sign in " +":
                result.append(whole)
    return "".join([*result, *lines[at:]])
