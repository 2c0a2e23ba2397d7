"""The paper as DOCX: what a word processor finds in it, and what an office would see."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.kept import ROOT, agree
from tests.word import body, docx_text, each, element, parts, value, words

from seminars.output.paper.docx_notes import ranges
from seminars.output.paper.docx_runs import begins_leftward

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree import ElementTree as ET

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


@pytest.fixture
def shipped(call: Run, tmp_path: Path) -> bytes:
    """The paper of the shipped programme."""
    path = tmp_path / "paper.docx"
    assert call("report", "--data", DATA, "--as-of", "2007-08-03", *PAPER, "-o", path).code == 0
    return path.read_bytes()


def test_the_same_paper_has_the_same_bytes_wherever_it_is_made(
    cli: Run, tmp_path: Path, shipped: bytes
) -> None:
    places = (
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C", "USER": "one"},
        {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "0"},
    )
    time.sleep(2)  # the clock of an archive has steps of two seconds
    for number, (place, mask) in enumerate(zip(places, (0o077, 0o002), strict=True)):
        folder = tmp_path / f"place-{number}"
        shutil.copytree(DATA, folder / "data")
        before = os.umask(mask)
        try:
            run = cli(
                "report", "--as-of", "2007-08-03", *PAPER, "-o", "p.docx", cwd=folder, env=place
            )
        finally:
            os.umask(before)
        assert (run.code, run.err) == (0, "")
        assert (folder / "p.docx").read_bytes() == shipped


def test_the_file_says_what_it_is_and_nothing_of_a_template_or_a_machine(
    shipped: bytes, tmp_path: Path
) -> None:
    core = element(shipped, "docProps/core.xml")
    assert {found.tag.rpartition("}")[2]: found.text or "" for found in core} == {
        "title": "Protection of audiovisual performances", "subject": "", "creator": "",
        "keywords": "", "description": "", "lastModifiedBy": "", "revision": "1", "category": "",
        "created": "2007-08-03T00:00:00Z", "modified": "2007-08-03T00:00:00Z",
        "language": "en-GB",
    }  # fmt: skip
    application = element(shipped, "docProps/app.xml")
    assert [found.text for found in application] == ["seminars"]
    with zipfile.ZipFile(BytesIO(shipped)) as archive:
        assert sorted(archive.namelist()) == [
            "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml",
            "word/_rels/document.xml.rels", "word/document.xml", "word/footnotes.xml",
            "word/header.xml", "word/settings.xml", "word/styles.xml",
        ]  # fmt: skip
    for trace in (str(ROOT), str(tmp_path), str(Path.home()), "python"):
        assert trace not in "".join(parts(shipped).values())


def test_the_language_and_the_face_are_those_of_the_paper(shipped: bytes) -> None:
    styles = element(shipped, "word/styles.xml")
    assert [value(found) for found in each(styles, "lang")] == ["en-GB"]
    assert {face for found in each(styles, "rFonts") for face in found.attrib.values()} == {"Arial"}
    assert {value(found) for found in each(styles, "color")} == {"000000"}
    assert list(each(styles, "i")) == []


def test_every_style_that_is_used_is_there(shipped: bytes) -> None:
    defined = {value(s, "styleId") for s in each(element(shipped, "word/styles.xml"), "style")}
    for name in ("document", "footnotes", "header"):
        used = each(element(shipped, f"word/{name}.xml"), "pStyle", "rStyle", "tblStyle")
        assert {value(found) for found in used} <= defined


def test_only_wide_tables_lie_on_their_side(shipped: bytes) -> None:
    lying = []
    for section in each(body(shipped), "sectPr"):
        (size,) = each(section, "pgSz")
        width, height = value(size, "w"), value(size, "h")
        assert (width, height) == (
            ("16838", "11906") if value(size, "orient") == "landscape" else ("11906", "16838")
        )
        lying.append(value(size, "orient") == "landscape")
    assert lying == [False, True, False, True]
    texts = [words(found) for found in body(shipped)]
    assert texts.index("[Annexes follow]") + 2 == texts.index("Annex I. Seminars")
    assert texts[-3:] == ["", "[End of document]", ""]


def test_the_first_page_has_a_head_and_the_others_the_symbol_and_their_number(
    shipped: bytes,
) -> None:
    texts = [words(found) for found in body(shipped)]
    assert texts[:3] == ["WO/GA/34/7", "Original: English", "Date: August 3, 2007"]
    (caps, *_) = each(body(shipped), "caps")
    assert caps is not None
    first, *others = each(body(shipped), "sectPr")
    assert len(list(each(first, "titlePg", "headerReference"))) == 2
    assert [found for other in others for found in each(other, "titlePg", "headerReference")] == []
    header = element(shipped, "word/header.xml")
    assert [words(line) for line in header] == ["WO/GA/34/7", "page 2"]
    assert [found.text for found in each(header, "instrText")] == [" PAGE "]


def test_a_long_title_is_shortened_at_the_head_of_pages(
    call: Run, write: Write, tmp_path: Path
) -> None:
    folder = write({"seminars.yaml": "[]\n", "programme.yaml": f"title: {'Long ' * 30}\n"})
    assert call("report", "--data", folder, "-o", tmp_path / "p.docx").code == 0
    header = element((tmp_path / "p.docx").read_bytes(), "word/header.xml")
    assert [words(line) for line in header] == [f"{('Long ' * 30)[:80]}…", "page 2"]


def test_every_table_repeats_its_head_and_keeps_it_with_the_first_row(shipped: bytes) -> None:
    tables = list(each(body(shipped), "tbl"))
    assert len(tables) == 12
    for table in tables:
        head, *rows = each(table, "tr")
        assert len(list(each(head, "tblHeader"))) == 1
        assert {value(style) for style in each(head, "pStyle")} == {"TableHead"}
        assert [found for row in rows for found in each(row, "tblHeader")] == []
    styles = {value(s, "styleId"): s for s in each(element(shipped, "word/styles.xml"), "style")}
    for name in ("TableHead", "Heading1", "Heading2", "Title"):
        assert len(list(each(styles[name], "keepNext"))) == 1
    for before, after in pairwise(body(shipped)):
        if after.tag.endswith("}tbl") and value(next(each(before, "pStyle"))) == "Normal":
            assert len(list(each(before, "keepNext"))) == 1, words(before)


def test_what_closes_the_text_and_the_document_is_never_alone_on_a_page(shipped: bytes) -> None:
    blocks = list(body(shipped))
    texts = [words(found) for found in blocks]
    follow, end = texts.index("[Annexes follow]"), texts.index("[End of document]")
    assert len(list(each(blocks[follow - 1], "keepNext"))) == 1
    office, gap = blocks[end - 2 : end]
    last = list(each(office, "tr"))[-1]
    assert all(list(each(p, "keepNext")) for p in [*each(last, "p"), gap])


def rows_of(table: ET.Element) -> list[tuple[str, bool, bool]]:
    """The first words of each row, whether it is kept whole, whether it is kept with the next."""
    return [
        (words(next(each(row, "tc"))), bool(list(each(row, "cantSplit"))),
         all(list(each(p, "keepNext")) for p in each(row, "p")))
        for row in list(each(table, "tr"))[1:]
    ]  # fmt: skip


def test_tall_rows_may_break_and_short_tables_may_not(
    call: Run, write: Write, tmp_path: Path
) -> None:
    folder = write({
        "seminars.yaml": "".join(
            f"- {{id: r{n}, title: {'Contracts ' * (60 if n == 3 else 1)}, kind: national, "
            f"country: KE, dates: 2007-0{n % 9 + 1}, status: cancelled}}\n" for n in range(9)
        ) + "- {id: h, title: T, kind: national, country: KE, dates: 2007-01, status: held}\n"
          + "- {id: i, title: T, kind: national, country: KE, dates: 2007-02, status: held}\n",
    })  # fmt: skip
    assert (
        call("report", "--data", folder, "-o", tmp_path / "p.docx", "--as-of", "2007-08-03").code
        == 0
    )
    held, cancelled, grid, *_ = each(body((tmp_path / "p.docx").read_bytes()), "tbl")
    assert rows_of(held) == [("1", True, True), ("2", True, False)]
    assert rows_of(cancelled) == [(str(n + 3), n != 3, False) for n in range(9)]
    assert rows_of(grid)[-2:] == [("Developed countries", True, True), ("Seminars", True, False)]


def test_figures_stand_on_the_right(shipped: bytes) -> None:
    seminars = next(each(body(shipped), "tbl"))
    for row in each(seminars, "tr"):
        assert [
            any(value(jc) == "right" for jc in each(cell, "jc")) for cell in each(row, "tc")
        ] == [at in {0, 7, 8} for at in range(10)]


def notes_of(data: bytes) -> list[str]:
    """The text of each footnote, in the order of their numbers."""
    found = {
        int(value(note, "id") or 0): words(note)
        for note in each(element(data, "word/footnotes.xml"), "footnote")
    }
    return [found[number] for number in sorted(found) if number > 0]


def test_no_number_of_a_note_is_written_by_hand_or_by_a_field(shipped: bytes) -> None:
    document = body(shipped)
    references = [value(found, "id") for found in each(document, "footnoteReference")]
    assert references == [str(number) for number in range(1, len(notes_of(shipped)) + 1)]
    assert list(each(document, "instrText", "vertAlign", "bookmarkStart")) == []
    caution = next(found for found in document if words(found).startswith("Thirty-three"))
    assert words(caution) == (
        "Thirty-three of the 34 records are illustrative; figures that rest on them are not facts."
    )
    assert len(list(each(caution, "footnoteReference"))) == 2


def ids_by_row(data: bytes) -> dict[int, str]:
    """The id that each numbered row of Annex I shows, small, below the place."""
    found = {}
    for table in each(body(data), "tbl"):
        for row in list(each(table, "tr"))[1:]:
            cells = list(each(row, "tc"))
            small = [
                words(run)
                for run in each(row, "r")
                for _ in each(run, "rStyle")
                if "-" in words(run)
            ]
            if len(cells) in {8, 9, 10} and small:
                found[int(words(cells[0]))] = small[0]
    return found


def noted(data: bytes) -> Iterator[tuple[str, list[str]]]:
    """The first words of each paragraph and row with notes, and the texts of these notes."""
    notes = notes_of(data)
    for block in body(data):
        for part in [block] if block.tag.endswith("}p") else each(block, "tr"):
            marks = [int(value(mark, "id") or 0) for mark in each(part, "footnoteReference")]
            if marks:
                shown = part if part is block else next(each(part, "tc"))
                yield words(shown), [notes[mark - 1] for mark in marks]


def expanded(note: str, rows: Mapping[int, str]) -> set[str]:
    """The ids that a note names, or leads to by the numbers of Annex I."""
    found = set(re.findall(r"\d{4}-[a-z]{2}-[a-z-]+[a-z]|r-\d{4}-\d\d", note))
    for numbers in re.findall(r"Annex I, Nos. ([\d–, ]+)", note):
        for span in numbers.strip(", ").split(", "):
            first, _, last = span.partition("–")
            found |= {rows[number] for number in range(int(first), int(last or first) + 1)}
    return found


def test_notes_lead_to_the_records_that_those_in_markdown_name(shipped: bytes, call: Run) -> None:
    out = call("report", "--data", DATA, "--as-of", "2007-08-03", *PAPER).out
    rows = ids_by_row(shipped)
    assert list(rows) == list(range(1, 35))
    named = {
        number: set(ids.split(", ")) for number, ids in re.findall(r"(?m)^\[\^(\d+)\]: (.*)$", out)
    }
    lines = [line for line in out.splitlines() if "[^" in line and "]: " not in line]
    parts = list(noted(shipped))
    assert len(parts) == len(lines) > 50
    for line, (text, notes) in zip(lines, parts, strict=True):
        wanted = [named[number] for number in re.findall(r"\[\^(\d+)\]", line)]
        found = [expanded(note, rows) for note in notes]
        if line.startswith("| "):
            assert text in line
            assert found == [set().union(*wanted)], (line, notes)
        else:
            assert found == wanted, (line, notes)


def test_the_note_of_a_row_tells_each_column(shipped: bytes) -> None:
    notes = [(text, found) for text, (found, *_) in noted(shipped)]
    assert ("All Member States", "Hosting, Reached, Never reached: Annex I, Nos. 1–16") in notes
    assert [found for text, found in notes if text == "Developed countries"][:2] == [
        (
            "Exercise and transfer of rights: 2007-fr-paris. Remuneration systems: "
            "0 + 2007-se-stockholm. Seminars: 2007-fr-paris + 2007-se-stockholm"
        ),
        "Hosting, Reached, Never reached: 2007-fr-paris",
    ]


def test_a_note_of_records_that_no_row_shows_names_the_command_that_lists_them(
    call: Run, write: Write, tmp_path: Path
) -> None:
    folder = write({
        "seminars.yaml": "".join(
            f"- {{id: r{n}, title: T, kind: national, country: KE, dates: 200{n}, status: held}}\n"
            for n in range(7)
        ),
    })  # fmt: skip
    paper, brief = tmp_path / "p.docx", tmp_path / "b.docx"
    options = ("--data", folder, "--as-of", "2007-08-03")
    assert call("report", *options, "--since", "2006-12-31", "-o", paper).code == 0
    listed, day = "7 records, listed by: seminars list --status held", "--as-of 2007-08-03"
    assert notes_of(paper.read_bytes()) == [
        f"Never reached: {listed} --reached africa {day}",
        f"Never reached: {listed} --reached member-states {day}",
        f"{listed} {day} without seminars list --status held --period 2007-01-01..2007-08-03 {day}",
    ]
    assert call("report", *options, "--brief", "KE", "-o", brief).code == 0
    assert notes_of(brief.read_bytes()) == [
        "7 records, listed by: seminars list --status held --country KE --as-of 2007-08-03"
    ]


def test_up_to_six_records_are_named_and_more_are_numbered(
    call: Run, write: Write, tmp_path: Path
) -> None:
    for number, note in ((6, "r1, r2, r3, r4, r5, r6"), (7, "Annex I, Nos. 1–7")):
        folder = write({
            "seminars.yaml": "".join(
                f"- {{id: r{n}, title: T, kind: national, country: KE, dates: 200{n}, status: held}}\n"
                for n in range(1, number + 1)
            ),
        })  # fmt: skip
        output = tmp_path / "p.docx"
        assert call("report", "--data", folder, "--as-of", "2008-08-03", "-o", output).code == 0
        assert notes_of(output.read_bytes())[0] == note


def test_the_sums_of_a_long_table_stay_with_its_last_row(
    call: Run, write: Write, tmp_path: Path
) -> None:
    regions = [f"r{n}" for n in range(9)]
    folder = write({
        "seminars.yaml": "[]\n",
        "programme.yaml": "regions:\n"
        + "".join(f"  - {{id: {region}, title: {region}}}\n" for region in regions)
        + "roll:\n"
        + "".join(f"  - {{code: {code}, region: {region}}}\n"
                  for code, region in zip("KE UG TZ MW ZM SN ML GH FR".split(), regions, strict=True)),
    })  # fmt: skip
    assert call("report", "--data", folder, "-o", tmp_path / "p.docx").code == 0
    states = next(each(body((tmp_path / "p.docx").read_bytes()), "tbl"))
    assert [(text, kept) for text, _, kept in rows_of(states)][-4:] == [
        ("r7", False), ("r8", True), ("All Member States", True), ("of which least developed", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([3], "3"), ([2, 1], "1–2"), ([1, 2, 3, 5, 7, 8], "1–3, 5, 7–8"), ([9, 4, 6], "4, 6, 9")],
)
def test_numbers_in_a_row_are_a_range(numbers: list[int], text: str) -> None:
    assert ranges(numbers) == text


RTL = "\u0646\u062f\u0648\u0629 (2007): WIPO!"
"""Arabic, a year in brackets, Latin letters."""


def test_letters_that_are_read_leftward_are_marked_as_such(
    call: Run, write: Write, tmp_path: Path
) -> None:
    folder = write({
        "programme.yaml": f"""
            title: "{RTL}"
            mandate: {{decision: D, text: "{RTL}"}}
        """,
        "seminars.yaml": f"""
            - {{id: a, title: "{RTL}", kind: national, country: EG, dates: 2007-01, status: held}}
            - {{id: b, title: "On \u0646\u062f\u0648\u0629 3, \u0646!", kind: national, country: EG, dates: 2007-02, status: held}}
        """,
    })  # fmt: skip
    assert (
        call("report", "--data", folder, "--as-of", "2007-08-03", "-o", tmp_path / "p.docx").code
        == 0
    )
    document = body((tmp_path / "p.docx").read_bytes())
    found = [p for p in each(document, "p") if "WIPO" in words(p)]
    assert len(found) == 3
    for paragraph in found:
        assert len(list(each(paragraph, "bidi"))) == 1
    cell = found[-1]
    assert runs_of(cell) == [(RTL[:-5], True), ("WIPO", False), ("!", True)]
    (other,) = (p for p in each(document, "p") if words(p).startswith("On "))
    assert list(each(other, "bidi")) == []
    assert runs_of(other) == [
        ("On ", False),
        ("\u0646\u062f\u0648\u0629 3, \u0646", True),
        ("!", False),
    ]


def runs_of(paragraph: ET.Element) -> list[tuple[str, bool]]:
    """The text of each run, and whether it is marked as read leftward."""
    return [(words(run), bool(list(each(run, "rtl")))) for run in each(paragraph, "r")]


def test_marks_alone_have_no_direction_of_their_own() -> None:
    assert not begins_leftward("(1) \u200e\u0646")
    assert begins_leftward("(1) \u200f")
    assert begins_leftward("\u061c1")
    assert not begins_leftward("\u06dd")


def test_a_brief_has_small_margins_and_type(call: Run, tmp_path: Path) -> None:
    path = tmp_path / "b.docx"
    assert call("report", "--data", DATA, "--brief", "KE", "-o", path).code == 0
    data = path.read_bytes()
    (section,) = each(body(data), "sectPr")
    (margins,) = each(section, "pgMar")
    assert {value(margins, name) for name in ("top", "bottom", "left", "right")} == {"794", "850"}
    sizes = {value(s, "styleId"): value(next(each(s, "sz"))) for s in each(
        element(data, "word/styles.xml"), "style") if list(each(s, "sz"))}  # fmt: skip
    assert (sizes["Normal"], sizes["TableText"], sizes["FootnoteText"]) == ("18", "15", "15")
    assert words(list(body(data))[-2]).startswith("This page says what is recorded")


def test_a_paper_of_nothing_begins_its_annexes_on_a_page_of_their_own(
    call: Run, write: Write, tmp_path: Path
) -> None:
    folder = write({"seminars.yaml": "[]\n"})
    assert call("report", "--data", folder, "-o", tmp_path / "p.docx").code == 0
    texts = [words(found) for found in body((tmp_path / "p.docx").read_bytes())]
    assert [text for text in texts if text.startswith(("Annex", "["))] == [
        "[Annexes follow]", "Annex I. States hosting, reached and never reached",
        "Annex II. What the figures do not say", "[End of document]",
    ]  # fmt: skip
