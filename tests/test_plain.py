from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seminars.output.blocks import Column, Grid, Span, line
from seminars.output.plain import plain
from seminars.output.text import cells, safe


def test_a_line_is_its_spans_without_style_or_link() -> None:
    blocks = [line(Span("Overdue: ", "warning"), "a", Span("b", link="file:///x")), line()]
    assert list(plain(blocks)) == ["Overdue: ab", ""]


def test_a_grid_is_aligned_under_its_titles() -> None:
    grid = Grid(
        (Column("Id"), Column("Reached", right=True), Column("Title")),
        [("ke", "2 of 43", "One"), ("latin", "10", "")],
        indent=2,
    )
    assert list(plain([grid])) == [
        "  Id     Reached  Title",
        "  ke     2 of 43  One",
        "  latin       10",
    ]


def test_a_grid_without_titles_has_no_head() -> None:
    assert list(plain([Grid((Column(""), Column("")), [("a", "b")])])) == ["a  b"]


def test_a_grid_without_rows_is_its_head() -> None:
    assert list(plain([Grid((Column("Id"), Column("Title")), [])])) == ["Id  Title"]


def test_wide_characters_take_two_columns() -> None:
    grid = Grid(
        (Column("", right=True), Column(""), Column("")), [("日本", "日本", "x"), ("a", "é", "y")]
    )
    assert list(plain([grid])) == ["日本  日本  x", "   a  é     y"]


def test_what_could_steer_a_terminal_is_made_visible() -> None:
    grid = Grid((Column("A"), Column("B")), [("\x1b[2J", "x\ny"), ("日\x07", "z")])
    assert list(plain([grid, line(Span("\x1b]0;t\x07"), "\u202e")])) == [
        "A        B",
        "\\x1b[2J  x y",
        "日\\x07   z",
        "\\x1b]0;t\\x07\\u202e",
    ]


@given(rows=st.lists(st.tuples(st.text(), st.text()), min_size=1), right=st.booleans())
def test_every_cell_is_whole_and_every_column_begins_at_one_place(
    rows: list[tuple[str, str]], *, right: bool
) -> None:
    shown = list(plain([Grid((Column("x"), Column("y", right=right)), rows)]))
    assert len(shown) == len(rows) + 1
    width = max(cells(safe(first)) for first, _ in [*rows, ("x", "")])
    for text, (first, second) in zip(shown[1:], rows, strict=True):
        assert text.startswith(safe(first).rstrip())
        if second.strip() and not right:
            padded = safe(first) + " " * (width - cells(safe(first)))
            assert text == f"{padded}  {safe(second)}".rstrip()
