"""What a paper is made of before it is Markdown, a page or DOCX: headings, paragraphs, tables.

Text is plain text; each renderer escapes it in its own way. A figure stays a figure until then,
so that every renderer can lead from it to the records behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from seminars.analysis.paper.figures import Figure


class Ref(NamedTuple):
    """A figure as it stands in a text: the words or digits, and the figure itself."""

    text: str
    figure: Figure


Run: TypeAlias = "str | Ref"
Runs: TypeAlias = "tuple[Run, ...]"


class Heading(NamedTuple):
    """A heading; level 1 begins a part of its own, such as an annex."""

    level: int
    text: str
    anchor: str = ""


class Paragraph(NamedTuple):
    """A paragraph with its label: `3.` at depth 0, `(a)` at depth 1, a dash at depth 2."""

    runs: Runs
    label: str = ""
    depth: int = 0


class Table(NamedTuple):
    """Rows under heads; `widths` are parts of the page, `total` counts the rows set off below.

    `figures` are the columns of numbers. A `wide` table needs a page on its side. `ids` names the
    records of the rows, for documents whose notes give numbers of rows; they stand in the column
    `ids_under`.
    """

    name: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...]
    total: int = 0
    figures: tuple[int, ...] = ()
    wide: bool = False
    ids: tuple[str, ...] = ()
    ids_under: int = 0


Block: TypeAlias = "Heading | Paragraph | Table"


class Document(NamedTuple):
    """A whole paper: the lines of its head, its title, a note of caution, the blocks.

    `running` stands on every page, and `day` is the day it speaks of. `rows` has the number of
    each seminar in the table that is called `rows_in`. What is meant for `one_page` has small
    type and margins.
    """

    head: tuple[str, ...]
    title: str
    subtitle: tuple[str, ...]
    caution: Runs
    blocks: tuple[Block, ...]
    language: str
    running: str
    day: date
    rows: Mapping[str, int]
    rows_in: str = ""
    one_page: bool = False


def plain_text(runs: Iterable[Run]) -> str:
    """The text of runs, without what stands behind it."""
    return "".join(run if isinstance(run, str) else run.text for run in runs)
