"""YAML text to plain values and positions, the same from both of PyYAML's parsers."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from yaml import YAMLError

from seminars.model.diagnostics import Diagnostic, Place
from seminars.reading import parser
from seminars.reading.parser import FASTEST, PURE, Nodes, text_of
from seminars.reading.source import FileRefusedError, Source, decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from seminars.model.record import Origin
    from seminars.reading.parser import Value

Answer = Any

BOTH = pytest.mark.parametrize("loader", [FASTEST, PURE], ids=["libyaml", "pure"])


def source(text: str) -> Source:
    return decode("f.yaml", Path("f.yaml"), text.encode())


def entries(text: str, loader: Any = FASTEST) -> list[tuple[Value, Origin]]:
    return list(parser.items(source(text), loader))


def values(text: str, loader: Any = FASTEST) -> list[Value]:
    return [value for value, _ in entries(text, loader)]


def refused(text: str, loader: Any = FASTEST) -> Diagnostic:
    with pytest.raises(FileRefusedError) as error:
        entries(text, loader)
    return error.value.diagnostic


def answer(text: str, loader: Any, read: Callable[[Source, Any], Answer]) -> Answer:
    """What a parser makes of a text: its values with their places, or its refusal."""
    try:
        return read(source(text), loader)
    except FileRefusedError as error:
        return error.diagnostic


def read_items(text: Source, loader: Any) -> Answer:
    return list(parser.items(text, loader))


def test_both_parsers_are_at_hand() -> None:
    assert FASTEST is not PURE
    assert FASTEST.__name__ == "CSafeLoader"


@BOTH
@pytest.mark.parametrize(
    "plain",
    """NO no yes on off True false y n 2007 60 1.10 1e3 0x1F 0777 1_000 .inf 10:30 12:30:45 2007-02-05
    2007-02-30 +1 -1 = ~60 nULL a:b a#b http://x.org/#y C:\\temp é東京 😀""".split(),
)
def test_a_plain_value_is_its_text(plain: str, loader: Any) -> None:
    assert values(f"- {plain}\n- [{plain}]\n- {{a: {plain} }}\n- 'b': {plain}", loader) == [
        plain,
        [plain],
        {"a": plain},
        {"b": plain},
    ]


@BOTH
@pytest.mark.parametrize("null", ["", "~", "null", "Null", "NULL"])
def test_what_is_not_known_is_none_unless_quoted(null: str, loader: Any) -> None:
    assert values(f"- a: {null}\n  b: [{null or '~'}, x]", loader) == [
        {"a": None, "b": [None, "x"]}
    ]
    assert values(f"- a: '{null}'\n- [\"{null}\"]", loader) == [{"a": null}, [null]]
    assert values(f"- {null}\n-\n- ''\n", loader) == [None, None, ""]


@BOTH
def test_every_style_gives_the_text_that_yaml_says_it_is(loader: Any) -> None:
    text = r"""
        ---
        # a comment
        - id: a   # another
          double: "é \"quoted\" \u00e9 \
            joined: x"
          single: 'it''s # here: so'
          literal: |
            first
              second

          folded: >-
            one
            two
          kept: |2+
             three

          continued: on
            the next
            line
          listed:
          - One # not two
          - "# three"
          flow: [
            "a, b", c: d,
            {e, f: }
          ]
        ...
        """
    assert values(dedent(text), loader) == [
        {
            "id": "a",
            "double": 'é "quoted" é joined: x',
            "single": "it's # here: so",
            "literal": "first\n  second\n",
            "folded": "one two",
            "kept": " three\n\n",
            "continued": "on the next line",
            "listed": ["One", "# three"],
            "flow": ["a, b", {"c": "d"}, {"e": None, "f": None}],
        }
    ]


@BOTH
@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("- a:\tx", [{"a": "x"}]),
        ("- a: x\t\n  b: y", [{"a": "x", "b": "y"}]),
        ("- a: x \t # said", [{"a": "x"}]),
        ("- a: x\ty", [{"a": "x\ty"}]),
        ("- a: x\n   \n   \t\n   \ty", [{"a": "x\n\ny"}]),
        ("- [a,\tb,\n\tc]", [["a", "b", "c"]]),
        ("- 'a\n\tb'", ["a b"]),
        ("- |\t# said\n a\tb\n", ["a\tb\n"]),
        ("- >#said\n a", ["a"]),
        ("- |1-\n  a\n", [" a"]),
        ("- >+2\n   a\n\n", [" a\n\n"]),
        ("- a\n  ---b\n  ...", ["a ---b ..."]),
        ("- 'a'\t", ["a"]),
        ("- a: x\n\n\n   y", [{"a": "x\n\ny"}]),
        ("- a\r\n- b\r\n", ["a", "b"]),
        ("- a\r- b\r", ["a", "b"]),
        ("%YAML 1.1\n---\n- a", ["a"]),
    ],
)
def test_tabs_breaks_and_block_headers(text: str, read: list[Value], loader: Any) -> None:
    assert values(text, loader) == read


@BOTH
@pytest.mark.parametrize(
    "text",
    ["", "\n", "# only\n# comments\n", "---\n", "--- # x\n...\n", "null\n", "~", "''[:0]"[2:2]],
)
def test_a_file_without_a_value_has_no_entries(text: str, loader: Any) -> None:
    assert entries(text, loader) == []
    assert parser.document(source(text), loader) is None


@BOTH
def test_an_entry_has_its_line_column_and_span(loader: Any) -> None:
    text = "# é\n- id: a\n  b: 😀\n\n-   c\n- [d]\n"
    found = entries(text, loader)
    assert [(origin.line, origin.column) for _, origin in found] == [(2, 3), (5, 5), (6, 3)]
    assert [text[origin.start : origin.end].rstrip() for _, origin in found] == [
        "id: a\n  b: 😀",
        "c",
        "[d]",
    ]
    assert {origin.file for _, origin in found} == {"f.yaml"}


@BOTH
def test_a_document_is_one_value(loader: Any) -> None:
    text = source("title: T\nthemes: [{id: a}]\n")
    assert parser.document(text, loader) == {"title": "T", "themes": [{"id": "a"}]}
    assert parser.document(source("- a"), loader) == ["a"]


ANCHOR = "delete it; if the `&` belongs to the text, put the value in quotes"
TAG = "delete it; if the `!` belongs to the text, put the value in quotes"
TYPED = "`!` gives the value a type of its own"
TWICE = "keep one of the two"


@BOTH
@pytest.mark.parametrize(
    ("text", "code", "message", "remedy", "at"),
    [
        ("- a: &b c", "anchor", "`&b` names a value for use elsewhere", ANCHOR, (1, 6)),
        ("- a: &b", "anchor", "`&b` names a value for use elsewhere", ANCHOR, (1, 6)),
        ("- &b\n  a: c", "anchor", "`&b` names a value for use elsewhere", ANCHOR, (1, 3)),
        ("- &b a: c", "anchor", "`&b` names a value for use elsewhere", ANCHOR, (1, 3)),
        ("- [&b c]", "anchor", "`&b` names a value for use elsewhere", ANCHOR, (1, 4)),
        ("- a: &b [c]", "anchor", "`&b` names a value for use elsewhere", ANCHOR, (1, 6)),
        ("- a: &b {c: d}", "anchor", "`&b` names a value for use elsewhere", ANCHOR, (1, 6)),
        ("&b\n- a", "anchor", "`&b` names a value for use elsewhere", ANCHOR, (1, 1)),
        ("&b null", "anchor", "`&b` names a value for use elsewhere", ANCHOR, (1, 1)),
        ("- a: *b", "alias", "`*b` repeats a value from elsewhere", "write the value out", (1, 6)),
        ("- *b : c", "alias", "`*b` repeats a value from elsewhere", "write the value out", (1, 3)),
        ("- [*b]", "alias", "`*b` repeats a value from elsewhere", "write the value out", (1, 4)),
        ("*b", "alias", "`*b` repeats a value from elsewhere", "write the value out", (1, 1)),
        ("- a: !!str b", "tag", TYPED, TAG, (1, 6)),
        ("- a: !b c", "tag", TYPED, TAG, (1, 6)),
        ("- a: ! c", "tag", TYPED, TAG, (1, 6)),
        ("- a: !<x> [c]", "tag", TYPED, TAG, (1, 6)),
        ("- a: !!python/object/apply:os.system [x]", "tag", TYPED, TAG, (1, 6)),
        ("- !!str a: c", "tag", TYPED, TAG, (1, 3)),
        ("!", "tag", TYPED, TAG, (1, 1)),
        ("!!seq\n- a", "tag", TYPED, TAG, (1, 1)),
        ("- a: 1\n  a: 2", "duplicate-key", "`a` is given twice", TWICE, (2, 3)),
        ("- a: 1\n  'a': 2", "duplicate-key", "`a` is given twice", TWICE, (2, 3)),
        ('- a: 1\n  "\\x61": 2', "duplicate-key", "`a` is given twice", TWICE, (2, 3)),
        ("- {a: 1, a: 2}", "duplicate-key", "`a` is given twice", TWICE, (1, 10)),
        ("- b: {a: , a: }", "duplicate-key", "`a` is given twice", TWICE, (1, 12)),
        (
            "- <<: {a: b}",
            "merge-key",
            "`<<` merges another mapping in",
            "write the fields out in each record",
            (1, 3),
        ),
        (
            "- '<<': b",
            "merge-key",
            "`<<` merges another mapping in",
            "write the fields out in each record",
            (1, 3),
        ),
        (
            "- a\n---\n- b",
            "second-document",
            "a second document begins here",
            "keep one document a file; move the rest to a `seminars-*.yaml` beside it",
            (2, 1),
        ),
        (
            "null\n---\n",
            "second-document",
            "a second document begins here",
            "keep one document a file; move the rest to a `seminars-*.yaml` beside it",
            (2, 1),
        ),
        (
            "a: b",
            "not-a-list",
            "a records file is a list of records",
            "begin each record with `- id: `",
            (1, 1),
        ),
        (
            "'null'",
            "not-a-list",
            "a records file is a list of records",
            "begin each record with `- id: `",
            (1, 1),
        ),
        (
            "- ? [a]\n  : b",
            "bad-syntax",
            "a list or a mapping stands where a field's name belongs",
            "write `field: value`",
            (1, 5),
        ),
        (
            "- {{a: b}: c}",
            "bad-syntax",
            "a list or a mapping stands where a field's name belongs",
            "write `field: value`",
            (1, 4),
        ),
    ],
)
def test_what_is_refused(
    text: str, code: str, message: str, remedy: str, at: tuple[int, int], loader: Any
) -> None:
    found = refused(text, loader)
    assert (found.code, found.message, found.help) == (code, message, remedy)
    assert (found.place.line, found.place.column) == at


@BOTH
@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "a:\n"])
def test_values_nest_twenty_deep_and_no_deeper(opening: str, loader: Any) -> None:
    def nested(depth: int) -> str:
        if opening == "a:\n":
            return "- " + "".join(f"{'  ' * level}  a:\n" for level in range(depth))[2:]
        closing = {"[": "]", "{a: ": "}"}.get(opening, "")
        return f"- {opening * depth}x{closing * depth}"

    assert len(values(nested(19), loader)) == 1
    found = refused(nested(20), loader)
    assert (found.code, found.message, found.help) == (
        "too-deep",
        "values are nested deeper than 20 levels",
        "a record holds values and lists of values",
    )


LINE_UP = ("the indentation does not fit what stands above", "line the fields up with spaces")
CLOSE = ("a bracket or brace is never closed", "close it, or put a comma before")
QUOTE = ("a quotation mark is never closed", "close it")
MORE = ("more text follows a value that has ended", "put the whole in one pair of quotes")
BEGIN = ("a value cannot begin with this character", "put the value in quotes")
ESCAPE = (
    "a backslash in double quotes begins no known escape",
    "double the backslash, or use single quotes",
)
NEITHER = (
    "a line holds neither `field: value` nor `- entry`",
    "write `field: value`, or indent it as part of the value above",
)
COLON = ("a second `: ` stands in one line", "put the value in quotes, or begin a new line")
TAB = ("a tab stands where the indentation belongs", "indent with spaces")
PERCENT = ("a line that begins with `%` is for the parser", "delete it, or put the text in quotes")
HEADER = (
    "something follows `|` or `>` on its line",
    "begin the text on the next line, or put the value in quotes",
)
ENDED = ("the document has ended above", "delete the line `...`, or what follows it")

BROKEN = [
    ("  a: [b, c\n  d: e\n", CLOSE, (3, 4)),
    ("  a: [b, c", CLOSE, (2, 11)),
    ("  a: {b: c\n", CLOSE, (3, 1)),
    ("  a: [b}\n", CLOSE, (2, 8)),
    ("  a: ['b' 'c']\n", CLOSE, (2, 11)),
    ('  a: "b\n  c: d\n', QUOTE, (2, 6)),
    ("  a: 'b\n", QUOTE, (2, 6)),
    ('  a: "b\n---\n', QUOTE, (2, 6)),
    ("  a: 'Cote d'Ivoire'\n", MORE, (2, 14)),
    ('  a: "b" c\n', MORE, (2, 10)),
    ("  a: [b]]\n", MORE, (2, 9)),
    ("  a: b: c\n", COLON, (2, 7)),
    ("    a: b\n", LINE_UP, (2, 6)),
    (" a: b\n", LINE_UP, (2, 2)),
    ("  - a\n", LINE_UP, (2, 3)),
    ("  a: b\nc: d\n", LINE_UP, (3, 1)),
    ("  a: b\n    c: d\n", LINE_UP, (3, 6)),
    ("\ta: b\n", TAB, (2, 1)),
    ("  a: |\n  \t b\n", TAB, (3, 3)),
    ("  a: |2\n   \tb\n", TAB, (3, 4)),
    ("  a: b\n\tc\n", TAB, (3, 1)),
    ("  a: 'b'\n\tc: d\n", TAB, (3, 1)),
    ("  words\n", NEITHER, (2, 3)),
    ("words\n", NEITHER, (2, 1)),
    ("  a:b\n", NEITHER, (2, 3)),
    ("  a: @b\n", BEGIN, (2, 6)),
    ("  a: `b`\n", BEGIN, (2, 6)),
    ("  a: %b\n", BEGIN, (2, 6)),
    ("  a: , b\n", BEGIN, (2, 6)),
    ("  a: & b\n", BEGIN, (2, 6)),
    ("  a: **b**\n", BEGIN, (2, 6)),
    ("  a: ? b\n", BEGIN, (2, 6)),
    ("  a: > 5\n", HEADER, (2, 8)),
    ("  a: |x\n", HEADER, (2, 7)),
    ("  a: |0\n    b\n", HEADER, (2, 7)),
    ('  a: "\\qb"\n', ESCAPE, (2, 7)),
    ('  a: "C:\\Users"\n', ESCAPE, (2, 9)),
    ('  a: "\\xZZ"\n', ESCAPE, (2, 7)),
    ('  a: "b\\\\\\ud800"\n', ESCAPE, (2, 10)),
    ('  a: "\\U0000dfff"\n', ESCAPE, (2, 7)),
    ('  a: "\\UFFFFFFFF"\n', ESCAPE, (2, 7)),
    ('  a: "\\U00110000"\n', ESCAPE, (2, 7)),
    ("...\nmore\n", ENDED, (3, 1)),
]


@BOTH
@pytest.mark.parametrize(("text", "wording", "at"), BROKEN)
def test_broken_syntax_is_told_by_its_kind(
    text: str, wording: tuple[str, str], at: tuple[int, int], loader: Any
) -> None:
    found = refused(f"- id: x\n{text}", loader)
    assert found.code == "bad-syntax"
    assert (found.message, found.help) == wording
    assert (found.place.line, found.place.column) == at


@BOTH
@pytest.mark.parametrize("text", ["%x\n---\n- a", "%YAML 9.9\n---\n- a", "%TAG a\n---\n- a"])
def test_lines_for_the_parser_are_refused(text: str, loader: Any) -> None:
    found = refused(text, loader)
    assert (found.message, found.help) == PERCENT
    assert found.place == Place("f.yaml", 1, 1, 1, 2)


def test_an_unforeseen_refusal_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def odd(_: object) -> Any:
        raise YAMLError

    class Odd:
        get_event = odd

        def __init__(self, _: str) -> None: ...

    with pytest.raises(FileRefusedError) as error:
        parser.document(source("a: b"), Odd)
    assert (error.value.diagnostic.message, error.value.diagnostic.help) == (
        "this is not YAML that can be read",
        "look at the lines just above, too",
    )
    assert error.value.diagnostic.place == Place("f.yaml", 1, 1, 1, 2)
    read = source("a: b")
    monkeypatch.setattr(parser, "FASTEST", Odd)
    with pytest.raises(FileRefusedError):
        Nodes(read)


@BOTH
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 1_000_000, "too-deep"),
        ("- " + "{" * 100_000, "bad-syntax"),
        ("- " * 100_000, "too-deep"),
        ("? " * 100_000, "not-a-list"),
        ("- " + "? " * 100_000, "bad-syntax"),
        ('"' + "a" * 1_000_000, "bad-syntax"),
        (
            "".join(
                f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'lol'}]\n" for n in range(12)
            ),
            "anchor",
        ),
    ],
    ids=["brackets", "braces", "dashes", "questions", "question keys", "quote", "billion laughs"],
)
def test_hostile_text_is_refused_soon(text: str, code: str, loader: Any) -> None:
    if loader is PURE:
        text = text[:30_000]  # not its size is what is shown here
    assert refused(text, loader).code == code


def nodes(text: str, index: int = 0) -> tuple[Source, Nodes]:
    read = source(text)
    return read, Nodes(read, list(parser.items(read))[index][1])


def test_nodes_say_where_each_key_and_value_stands() -> None:
    text = "- id: é\n- id: x   # c\n  a: [b, 'c']\n  d:\n    - {e: f}\n  g: |\n    h\n  i:\n"
    _, found = nodes(text, 1)
    cut = {path: text[node.start : node.end] for path, node in found.values.items()}
    assert cut == {
        (): text[text.index("id: x") : -1],
        ("id",): "x",
        ("a",): "[b, 'c']",
        ("a", 0): "b",
        ("a", 1): "'c'",
        ("d",): "- {e: f}",
        ("d", 0): "{e: f}",
        ("d", 0, "e"): "f",
        ("g",): "|\n    h\n",
        ("i",): "",
    }
    keys = {path: text[node.start : node.end] for path, node in found.keys.items()}
    assert keys == {path: path[-1] for path in cut if path and isinstance(path[-1], str)}
    styles = {path: node.style for path, node in found.values.items()}
    assert styles[()] == styles["d",] == "block"
    assert styles["a",] == styles["d", 0] == "flow"
    assert (styles["id",], styles["a", 1], styles["g",]) == ("plain", "'", "|")


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        (("a", 1), False, (2, 10, 11)),
        (("a",), True, (2, 3, 4)),
        (("a", 7), False, (2, 6, 12)),
        (("e",), False, (3, 3, 4)),
        (("e", 0), False, (3, 3, 4)),
        (("zzz",), False, (1, 3, 5)),
        (("zzz",), True, (1, 3, 5)),
        ((), True, (1, 3, 5)),
        (("m", 1), True, (6, 8, 9)),
        (("m", 0), True, (5, 8, 9)),
        (("a", 0), True, (2, 6, 12)),
    ],
)
def test_a_place_is_the_nearest_that_there_is(
    path: tuple[str | int, ...], place: tuple[int, int, int], *, key: bool
) -> None:
    _, found = nodes("- id: x\n  a: [b, c]\n  e:\n  m:\n    - {f: g}\n    - {f: h}\n")
    at = found.place(*path, key=key)
    assert (at.line, at.column, at.end_column) == place


@pytest.mark.parametrize(
    ("text", "line"), [("- a\n-\n- b", 2), ("- a\n- ~\n", 2), ("- a\n-   []", 2)]
)
def test_an_empty_entry_has_a_place_too(text: str, line: int) -> None:
    _, found = nodes(text, 1)
    assert found.place().line == line


def test_nodes_of_a_document_and_of_nothing() -> None:
    assert Nodes(source("title: T")).place("title") == Place("f.yaml", 1, 8, 1, 9)
    assert Nodes(source("# nothing")).place("title") == Place("f.yaml", 1, 1, 1, 1)
    with pytest.raises(FileRefusedError) as error:
        Nodes(source("a: [b"))
    assert error.value.diagnostic.code == "bad-syntax"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "-   id: x # c\n    # inner\n    a: |\n      b\n\n      c\n  # lower\n    d: e\n# after\n",
            "- id: x # c\n  # inner\n  a: |\n    b\n\n    c\n  # lower\n  d: e",
        ),
        ("[{id: x,\na: b}]", "- {id: x,\na: b}"),
        ("- id: 'x'\r\n  a: b\r\n", "- id: 'x'\n  a: b"),
    ],
)
def test_a_record_as_it_stands_in_its_file(text: str, shown: str) -> None:
    read = source(text)
    ((value, origin),) = parser.items(read)
    assert text_of(read, origin) == shown
    assert values(shown) == [value]


# Values as a person could write them, and how: each style of YAML on its own.
words = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["C", "Z"])
    | st.just(" "),
    min_size=1,
    max_size=12,
).map(str.strip)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def double(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


scalars = st.tuples(words, st.sampled_from([quoted, double])).map(
    lambda pair: (pair[0], pair[1](pair[0]))
)
plain = st.sampled_from(["NO", "2007", "10:30", "~60", "a b", "x#y", "é", "😀"]).map(
    lambda text: (text, text)
)
written = scalars | plain | st.sampled_from(["null", "~", "Null"]).map(lambda text: (None, text))
lists = st.lists(written, max_size=3).map(
    lambda parts: ([value for value, _ in parts], f"[{', '.join(text for _, text in parts)}]")
)
names = st.sampled_from("abcdefgh")
records = st.lists(
    st.dictionaries(names, written | lists, min_size=1, max_size=5), min_size=1, max_size=4
)


def file_of(drawn: list[dict[str, tuple[Value, str]]], margin: int, after: str) -> str:
    lines = []
    for record in drawn:
        for at, (name, (_, text)) in enumerate(record.items()):
            lines.append(f"{' ' * margin if at else '-'.ljust(margin)}{name}: {text}{after}")
    return "\n".join(lines)


layouts = st.tuples(
    st.integers(2, 5), st.sampled_from(["", "  # said", "\n", "\n# said", "\t", "\r"])
)


@given(records, layouts)
def test_what_is_written_is_read_at_its_place(
    drawn: list[dict[str, tuple[Value, str]]], layout: tuple[int, str]
) -> None:
    text = file_of(drawn, *layout)
    expected = [{name: value for name, (value, _) in record.items()} for record in drawn]
    read = source(text)
    found = list(parser.items(read, FASTEST))
    assert [value for value, _ in found] == expected
    assert list(parser.items(read, PURE)) == found
    for (value, origin), record in zip(found, drawn, strict=True):
        where = Nodes(read, origin)
        for name, (_, shown) in record.items():
            node = where.values[name,]
            assert text[node.start : node.end] == shown
            assert where.place(name, key=True).column == layout[0] + 1
        for path, node in where.values.items():
            inner: Any = value
            for step in path:
                inner = inner[step]
            span = (
                text[node.start : node.end]
                if path
                else f"- {' ' * (layout[0] - 2)}{text[node.start : node.end]}"
            )
            again = parser.document(source(span))
            assert (again if path else again[0]) == inner  # type: ignore[index]  # a list
        assert values(text_of(read, origin)) == [value]


yamlish = st.lists(
    st.sampled_from(
        [
            "- ", "id: x", "\n", "\n  ", "\n    ", ": ", "[", "]", "{", "}", ", ", "'", '"', "#", " #",
            "&a ", "*a ", "!t ", "!", "|", ">", "|-\n   ", "? ", "\t", "\r\n", "\r", "é", "😀", "\\", "\\x41",
            "---\n", "...\n", "%YAML 1.1\n", "%TAG ! x\n", "%x\n", "<<: ", "null", "~", "title", "@", "`",
            "%", "a", "b c", "\u00a0", "- - ", "key: value", ":", "-", "?", "  ", " ", "\n\n", "'it''s'",
            '"a\\\n b"', "2007", "\\ud800", "\\U0001F600", "\\UFFFFFFFF", "\\z", ">2\n", "|+9", "!!str ",
        ]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(yamlish, st.booleans())
@example('"\\ud800', False)  # noqa: FBT003 (not given by name)
@example(">\t", True)  # noqa: FBT003
def test_both_parsers_read_the_same_or_both_refuse(text: str, in_a_record: bool) -> None:  # noqa: FBT001
    whole = f"- id: x\n  {text}" if in_a_record else text
    for read in (read_items, parser.document):
        fast, pure = (answer(whole, loader, read) for loader in (FASTEST, PURE))
        # where both refuse, they may name different first faults of several
        assert fast == pure or isinstance(fast, Diagnostic) is isinstance(pure, Diagnostic) is True
