"""What the documentation shows is what happens: every example that begins with `$ seminars`.

The examples of a page are run in their order in one copy of the shipped programme, so that one
may build on another. Where an example shows what is printed, the two are compared; a line that is
`…` stands for any number of lines, and a `…` inside a line for the rest of it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from tests.conftest import FOREIGN, OURS
from tests.kept import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(?:console|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A line that is typed, and the lines that are then shown, if any."""

    typed: str
    shown: tuple[str, ...]


def examples(text: str) -> list[Example]:
    """The examples of a page in their order; a line that ends in `\\` goes on."""
    found = []
    for block in BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            typed, _, shown = re.sub(r"\\\n\s*", "", part).partition("\n")
            lines = tuple(line.rstrip() for line in shown.strip("\n").splitlines())
            found.append(Example(typed, lines))
    return [example for example in found if re.match(r"seminars\b", example.typed)]


def shows(shown: tuple[str, ...], printed: str) -> bool:
    """Whether what is shown is what was printed, but for what `…` stands for."""
    pattern = "\n".join("(?s:.*)" if line == "…" else re.escape(line) for line in shown)
    pattern = pattern.replace("…", ".*")
    lines = "\n".join(line.rstrip() for line in printed.strip("\n").splitlines())
    return lines == "\n".join(shown) or re.fullmatch(pattern, lines) is not None


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a copy of the programme, and `seminars` on the path."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    program = tmp_path / "bin" / "seminars"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m seminars "$@"\n')
    program.chmod(0o755)
    return tmp_path


def typed(line: str, place: Path) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    path = f"{place / 'bin'}:{inherited['PATH']}"
    return subprocess.run(
        ["sh", "-c", line],
        cwd=place,
        env={**inherited, **OURS, "PATH": path, "COLUMNS": "80"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_does_what_its_page_shows(page: Path, place: Path) -> None:
    for example in examples(page.read_text(encoding="utf-8")):
        ended = typed(example.typed, place)
        assert ended.returncode in {0, 1}, f"{example.typed}\n{ended.stdout}"
        if example.shown:
            assert shows(example.shown, ended.stdout), f"{example.typed}\n{ended.stdout}"


def test_examples_are_found_in_their_order() -> None:
    text = """
```console
$ seminars list \\
    --region arab
one
two
$ git status
clean
$ seminars check
```

```yaml
$ seminars nothing
```

```sh
$ seminars show x | head -1
```
"""
    assert examples(text) == [
        Example("seminars list --region arab", ("one", "two")),
        Example("seminars check", ()),
        Example("seminars show x | head -1", ()),
    ]


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        (("a", "b"), "a\nb\n", True),
        (("a", "b"), "a\nc\n", False),
        (("a", "…", "d"), "a\nb\nc\nd\n", True),
        (("a", "…"), "b\nc\n", False),
        (("a … d",), "a b c d\n", True),
        (("a …",), "a b\nc\n", False),
        (("Seminar …  x",), "Seminar …  x\n", True),
        (("  (1) [x] · *",), "  (1) [x] · *\n\n", True),
    ],
)
def test_what_is_shown_is_compared(shown: tuple[str, ...], printed: str, *, same: bool) -> None:
    assert shows(shown, printed) is same


def test_a_page_that_shows_something_else_is_found(place: Path) -> None:
    assert "34 seminars" in typed("seminars list", place).stdout
    assert not shows(("35 seminars",), typed("seminars list", place).stdout)
