"""What a terminal gets: all that is kept is whole at any width, and only we write escapes."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seminars.output.blocks import Column, Grid, Span, line
from seminars.output.table import STYLES, draw
from seminars.output.text import safe

WIDTHS = (1, 20, 40, 80, 120, 200)
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b]8;(?:id=\d+)?;[^\x1b\x07]*\x1b\\")


def drawn(*blocks: object, width: int = 80, colour: bool = False) -> str:
    stream = io.StringIO()
    draw(blocks, stream, width=width, colour=colour)  # type: ignore[arg-type]  # blocks of any kind
    return stream.getvalue()


ROWS = [
    ("2007-ke-nairobi", "12–14 Nov", "Nairobi, Kenya", "National Seminar on Contracts"),
    ("2007-br-rio-de-janeiro", "6–7 Sep", "Rio de Janeiro, Brazil", "Seminar on Drama"),
]
COLUMNS = (
    Column("Id", kept=True, lead=True),
    Column("Dates", kept=True, lead=True),
    Column("Where", optional=True),
    Column("Title"),
)


def test_a_wide_terminal_gets_the_table() -> None:
    assert [text.rstrip() for text in drawn(Grid(COLUMNS, ROWS), width=120).splitlines()] == [
        "Id                      Dates      Where                   Title",
        "2007-ke-nairobi         12–14 Nov  Nairobi, Kenya          National Seminar on Contracts",
        "2007-br-rio-de-janeiro  6–7 Sep    Rio de Janeiro, Brazil  Seminar on Drama",
    ]


def test_a_narrower_one_breaks_titles_at_words() -> None:
    assert [text.rstrip() for text in drawn(Grid(COLUMNS, ROWS), width=80).splitlines()] == [
        "Id                      Dates      Where                  Title",
        "2007-ke-nairobi         12–14 Nov  Nairobi, Kenya         National Seminar on",
        "                                                          Contracts",
        "2007-br-rio-de-janeiro  6–7 Sep    Rio de Janeiro,        Seminar on Drama",
        "                                   Brazil",
    ]


def test_then_optional_columns_go() -> None:
    assert [text.rstrip() for text in drawn(Grid(COLUMNS, ROWS), width=50).splitlines()] == [
        "Id                      Dates      Title",
        "2007-ke-nairobi         12–14 Nov  National",
        "                                   Seminar on",
        "                                   Contracts",
        "2007-br-rio-de-janeiro  6–7 Sep    Seminar on",
        "                                   Drama",
    ]


def test_then_each_row_is_a_paragraph() -> None:
    assert drawn(Grid(COLUMNS, ROWS, indent=2), width=30) == (
        "  2007-ke-nairobi  12–14 Nov\n"
        "    Title: National Seminar on\n"
        "    Contracts\n"
        "  2007-br-rio-de-janeiro\n"
        "    6–7 Sep\n"
        "    Title: Seminar on Drama\n"
    )


def test_what_is_kept_runs_over_the_width_rather_than_break() -> None:
    figures = Grid(
        (Column("", kept=True), Column("Reached", kept=True), Column("Seminars", kept=True)),
        [("africa", "2+1 (1) of 43", "1")],
    )
    assert drawn(figures, width=15) == "africa\n  Reached\n  2+1 (1) of 43\n  Seminars: 1\n"
    assert drawn(Grid(COLUMNS, ROWS), width=5).startswith("2007-ke-nairobi\n  12–14 Nov\n")


def test_a_row_that_would_take_many_lines_is_a_paragraph() -> None:
    long = Grid((Column("Id", kept=True), Column("Title")), [("x" * 20, "word " * 40)])
    assert drawn(long, width=60).splitlines()[0] == "x" * 20
    assert drawn(long, width=80).splitlines()[0].rstrip() == f"Id{'':20}Title"


def test_cells_that_are_empty_take_no_line_in_a_paragraph() -> None:
    columns = (Column("", lead=True), Column("", kept=True, lead=True), Column("Title"))
    rows = [("November 2007", "", ""), ("  12–14", "2007-ke-nairobi-and-mombasa", "Seminar")]
    assert drawn(Grid(columns, rows), width=24) == (
        "November 2007\n  12–14\n    2007-ke-nairobi-and-mombasa\n    Title: Seminar\n"
    )


def test_colour_and_links_only_where_asked() -> None:
    grid = Grid(
        (Column("Id", kept=True), Column("N", right=True)),
        [("ke", "1")],
        lambda _, column: "held" if column == 0 else "",
        lambda _, column: "file:///data/seminars.yaml#L7" if column == 0 else "",
    )
    view = (line(Span("Overdue", "warning"), " x"), grid)
    assert drawn(*view) == "Overdue x\nId  N\nke  1\n"
    coloured = re.sub(r"id=\d+", "id=1", drawn(*view, colour=True))
    assert coloured == (
        "\x1b[33mOverdue\x1b[0m x\n"
        "\x1b[2mId\x1b[0m\x1b[2m  \x1b[0m\x1b[2mN\x1b[0m\n"
        "\x1b]8;id=1;file:///data/seminars.yaml#L7\x1b\\\x1b[32mke\x1b[0m\x1b]8;;\x1b\\  1\n"
    )


def test_lines_break_at_words() -> None:
    assert drawn(line("Caveats: ", "two words"), width=13) == "Caveats: two \nwords\n"
    assert drawn(line(), width=13) == "\n"


def test_every_style_is_one_that_rich_knows() -> None:
    for style in STYLES:
        assert drawn(line(Span("x", style)), colour=True) != "x\n"


POISON = "\x1b[31mEVIL \x1b]0;title\x07 \x9b2J\b\r\n\u202e [red]x[/red] [/x] :smile: [link=http://e]y[/link]"


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("width", [20, 40, 80, 400])
def test_nothing_in_a_text_steers_the_terminal(width: int, *, colour: bool) -> None:
    grid = Grid(
        (Column(POISON, kept=True), Column(POISON, kept=True, right=True), Column(POISON)),
        [(POISON, POISON, POISON)] * 2,
    )
    text = drawn(line(Span(POISON, "held"), POISON), grid, width=width, colour=colour)
    rest = OURS.sub("", text) if colour else text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", rest)
    assert "[/x] :smile:" in " ".join(rest.split())


def words(alphabet: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.text(alphabet, min_size=1, max_size=14), max_size=6).map(" ".join)


LETTERS = st.one_of(
    st.sampled_from("abc-é日한😀\u0301\u200d\x1b[]:"),
    st.characters(exclude_categories=["Cs"]),
)


@st.composite
def grids(draw_from: st.DrawFn) -> Grid:
    columns = draw_from(
        st.lists(
            st.builds(
                Column,
                words(LETTERS),
                kept=st.booleans(),
                optional=st.just(value=False),
                right=st.booleans(),
                lead=st.booleans(),
            ),
            min_size=1,
            max_size=5,
        )
    )
    cell = words(LETTERS)
    rows = st.lists(st.tuples(*(cell for _ in columns)), min_size=1, max_size=4)
    return Grid(columns, draw_from(rows), indent=draw_from(st.sampled_from([0, 2, 3])))


@example(Grid((Column("", kept=True),), [("日" * 30,)]), 20)
@example(Grid((Column("a"), Column("", kept=True)), [("b " * 30, "2007-" + "x" * 40)]), 1)
@given(grids(), st.sampled_from(WIDTHS))
def test_every_kept_cell_is_whole_at_every_width(grid: Grid, width: int) -> None:
    text = drawn(grid, width=width)
    for row in grid.rows:
        for column, cell in zip(grid.columns, row, strict=True):
            if column.kept:
                assert safe(cell).strip() in text


@given(grids(), st.sampled_from([20, 40, 80, 120, 200]))
def test_no_letter_is_lost_where_nothing_is_optional(grid: Grid, width: int) -> None:
    letters = "".join(drawn(grid, width=width).split())
    for row in grid.rows:
        for column, cell in zip(grid.columns, row, strict=True):
            if not column.kept and cell.split() and len(grid.columns) == 1:
                assert "".join(safe(cell).split()) in letters


@given(grids(), st.sampled_from([20, 40, 80, 120, 200]))
def test_colour_changes_no_letter(grid: Grid, width: int) -> None:
    assert OURS.sub("", drawn(grid, width=width, colour=True)) == drawn(grid, width=width)


def test_a_dumb_terminal_has_its_own_width_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    for colour in (False, True):
        text = OURS.sub("", drawn(Grid(COLUMNS, ROWS), width=120, colour=colour))
        assert len(text.splitlines()) == 3
