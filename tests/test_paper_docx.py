"""The paper as DOCX: what a word processor finds in it, and what an office would see."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.kept import ROOT, agree
from tests.word import docx_text, element

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Write

DATA = ROOT / "data"
PAPER = (
    "--symbol", "WO/GA/34/7",
    "--session", "WIPO General Assembly, thirty-fourth (18th ordinary) session",
)  # fmt: skip


def test_the_paper_as_docx(call: Run, tmp_path: Path) -> None:
    paths = [tmp_path / "one.docx", tmp_path / "two.docx"]
    for path in paths:
        assert call("report", "--data", DATA, *PAPER, "-o", path).code == 0
    one, two = (path.read_bytes() for path in paths)
    assert one == two
    assert agree("tests/papers/docx.txt", docx_text(one) + "\n")


def test_without_the_extra_one_line_names_the_command(
    call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "seminars.output.paper.docx", None)
    run = call("report", "--data", DATA, "-o", tmp_path / "p.docx")
    assert (run.code, run.out) == (3, "")
    assert run.err == (
        "seminars: DOCX needs the library `python-docx`, which is not installed\n"
        "  help: pip install 'seminars[docx]'\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_title_longer_than_a_property_may_be_stands_whole_on_the_first_page(
    call: Run, write: Write, tmp_path: Path
) -> None:
    title = "Protection of audiovisual performances " * 8
    folder = write({"seminars.yaml": "[]\n", "programme.yaml": f"title: {title}\n"})
    for extra in ((), ("--brief", "KE")):
        run = call("report", "--data", folder, "-o", tmp_path / "p.docx", *extra)
        assert (run.code, run.err) == (0, "")
        data = (tmp_path / "p.docx").read_bytes()
        assert title.strip() in docx_text(data)
        core = element(data, "docProps/core.xml").findtext(
            "{http://purl.org/dc/elements/1.1/}title"
        )
        assert core is not None
        assert len(core) <= 255


def test_a_piped_document_is_the_one_that_a_file_would_hold(call: Run, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "seminars", "report", "--data", str(DATA), "-f", "docx"]
    ended = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert call("report", "--data", DATA, "-o", tmp_path / "a.docx").code == 0
    assert ended.stdout == (tmp_path / "a.docx").read_bytes()


@pytest.mark.parametrize("extra", [(), ("--brief", "KE")], ids=["paper", "brief"])
def test_a_terminal_gets_no_document(extra: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "seminars", "report", "--data", str(DATA), "-f", "docx"]
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0), os.fdopen(theirs, "wb") as terminal:
        ended = subprocess.run(
            [*command, *extra], stdout=terminal, stderr=subprocess.PIPE, check=False, timeout=20
        )
        shown, _, _ = select.select([ours], [], [], 0)
    assert (ended.returncode, shown) == (2, [])
    assert ended.stderr.decode() == (
        "seminars: a DOCX file is not for a terminal to show\n  help: add `-o FILE`\n"
    )


def test_marks_that_order_letters_stay_in_documents(
    call: Run, write: Write, tmp_path: Path
) -> None:
    folder = write({
        "seminars.yaml": """
            - {id: il, title: "\\u05d0\\u200f(1) \\u200e\\u061c", kind: national, country: IL, dates: 2007-01, status: held}
        """,
    })  # fmt: skip
    assert call("report", "--data", folder, "-o", tmp_path / "p.docx").code == 0
    text = docx_text((tmp_path / "p.docx").read_bytes())
    for shown in (text, call("report", "--data", folder).out.replace("\\\\", "\\")):
        assert "\u05d0\u200f(1) \u200e\u061c" in shown
