"""docs/format.md: its examples are read without a word, and its tables name every key there is."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seminars.model.period import BadDateError, parse_dates, parse_period
from seminars.model.programme import Mandate, Planning
from seminars.model.record import FIELDS
from seminars.reading.rules import ENTRIES, PARTS, RollEntry

if TYPE_CHECKING:
    from tests.conftest import Run, Write

PAGE = (Path(__file__).parent.parent / "docs" / "format.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)


def rows(heading: str) -> dict[str, str]:
    """The first table after a heading: its first column, with the rest of the row."""
    lines = PAGE.split(f"\n{heading}\n")[1].split("\n|---")[1].split("\n\n")[0].splitlines()[1:]
    return {name.strip(): rest for _, name, rest in (line.split("|", 2) for line in lines)}


def named(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_read_without_a_word(example: str, write: Write, call: Run) -> None:
    rules = example.startswith("# programme.yaml")
    files = {"programme.yaml": example} if rules else {"seminars.yaml": example}
    folder = write({"seminars.yaml": "# none\n"} | files)
    ended = call("check", "--strict", "-d", folder, "--as-of", "2007-08-03")
    assert ended.code == 0, ended.out
    assert ended.out.startswith("0 errors, 0 warnings")


def test_the_tables_name_every_field_and_part() -> None:
    assert [name for cell in rows("## A record") for name in named(cell)] == list(FIELDS)
    parts = rows("## `programme.yaml`")
    assert [name for cell in parts for name in named(cell)] == list(PARTS)
    for part, kind in {**ENTRIES, "mandate": Mandate, "planning": Planning}.items():
        assert {field.name for field in fields(kind)} <= set(named(parts[f"`{part}`"])), part
    roll = [name for cell in rows("### `roll`") for name in named(cell)]
    assert set(roll) == {field.name for field in fields(RollEntry)}


def test_the_dates_of_the_page_are_dates_and_the_others_are_not() -> None:
    for cell in rows("### Dates"):
        (text,) = named(cell)
        assert parse_dates(text).text == text
    for text in ("12.11.2007", "Nov 2007", "2007-11-31"):
        assert f"`{text}`" in PAGE
        with pytest.raises(BadDateError):
            parse_dates(text)
    for text in ("2007-02..2007-06", "2007-02..", "..2007-06"):
        assert f"`{text}`" in PAGE
        assert parse_period(text).text == text
