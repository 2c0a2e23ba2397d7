from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from seminars.editing.scalar import flow_list, flow_mapping, literal, scalar
from seminars.reading.parser import document
from seminars.reading.source import Source, invisible_in


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Seminar on Contracts", "Seminar on Contracts"),
        ("2007-ke-nairobi", "2007-ke-nairobi"),
        ("host's elections", "host's elections"),
        ("r-2007-03", "r-2007-03"),
        ("2007-2008", "2007-2008"),
        ("https://example.org/a", "https://example.org/a"),
        ("a#b", "a#b"),
        ("~60", "~60"),
        ("Ōsaka 大阪 🎭", "Ōsaka 大阪 🎭"),
        ("", "''"),
        ("NO", "'NO'"),
        ("y", "'y'"),
        ("Null", "'Null'"),
        ("~", "'~'"),
        ("2007", "'2007'"),
        ("1_000", "'1_000'"),
        ("10:30", "'10:30'"),
        ("190:20:30.15", "'190:20:30.15'"),
        ("0x1F", "'0x1F'"),
        ("0o17", "'0o17'"),
        ("1e3", "'1e3'"),
        (".5", "'.5'"),
        (".inf", "'.inf'"),
        ("2007-11-12", "'2007-11-12'"),
        ("2007-11-12 10:30", "'2007-11-12 10:30'"),
        ("<<", "'<<'"),
        ("=", "'='"),
        ("...", "'...'"),
        ("- dash", "'- dash'"),
        ("key: value", "'key: value'"),
        ("ends:", "'ends:'"),
        ("a # b", "'a # b'"),
        ("host's: elections", '"host\'s: elections"'),
        ("'a' \"b\"", "'''a'' \"b\"'"),
        ("a\tb", '"a\\tb"'),
        ('a\n"b" \\', '"a\\n\\"b\\" \\\\"'),
    ],
)
def test_a_text_is_plain_where_every_reader_finds_the_same(text: str, written: str) -> None:
    assert scalar(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a, b", "'a, b'"),
        ("[on]", "'[on]'"),
        ("why?", "'why?'"),
        ("https://example.org", "'https://example.org'"),
        ("Geneva", "Geneva"),
    ],
)
def test_inside_brackets_more_needs_quotes(text: str, written: str) -> None:
    assert scalar(text, flow=True) == written


@pytest.mark.parametrize(
    ("text", "quote", "written"),
    [
        ("new", "'", "'new'"),
        ("new", '"', '"new"'),
        ("it's", "'", "'it''s'"),
        ('say "so"', '"', "'say \"so\"'"),
    ],
)
def test_a_text_keeps_its_quotation_marks(text: str, quote: str, written: str) -> None:
    assert scalar(text, quote=quote) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2007-11-12", "2007-11-12"),
        ("60", "60"),
        ("0", "0"),
        ("42000.50", "42000.50"),
        ("0123", "'0123'"),
    ],
)
def test_days_and_numbers_are_plain_where_they_are_expected(text: str, written: str) -> None:
    assert scalar(text, numeric=True) == written


def test_lists_and_mappings_are_written_in_a_row() -> None:
    assert flow_list([]) == "[]"
    assert flow_list(["a", "b, c", "NO"]) == "[a, 'b, c', 'NO']"
    assert flow_mapping({"no-states": "not kept: lost", "b": "c"}) == (
        "{no-states: 'not kept: lost', b: c}"
    )


def test_a_block_indents_what_is_there_and_leaves_empty_lines_empty() -> None:
    assert literal("a\n\n  b", "    ", "\r\n") == "    a\r\n\r\n      b"


TEXTS = st.text(st.characters(exclude_categories=["Cs"])).filter(
    lambda text: invisible_in(text) is None and "\r" not in text and text == text.strip()
)
TRICKY = st.text(
    alphabet="yYnNoOfFtTruealsn~0123456789._+-eExXob:,[]{}#&*!|>'\"%@`=<? \\", max_size=8
)
ANY = TEXTS | TRICKY.map(str.strip)


def read_by_others(text: str) -> Any:
    """What YAML 1.1 makes of it, types and all."""
    return yaml.safe_load(text)


def read_by_us(text: str) -> Any:
    return document(Source("x", Path("x"), text.encode(), text))


@given(ANY)
def test_every_reader_finds_the_text_that_was_written(text: str) -> None:
    for line in (f"title: {scalar(text)}\n", f"title: {scalar(text)} # comment\n"):
        assert read_by_others(line) == read_by_us(line) == {"title": text}


@given(ANY, st.sampled_from(["'", '"']))
def test_every_reader_finds_the_text_between_quotes(text: str, quote: str) -> None:
    line = f"title: {scalar(text, quote=quote)}\n"
    assert read_by_others(line) == read_by_us(line) == {"title": text}


@given(st.lists(ANY), st.dictionaries(ANY.filter(lambda text: "<<" not in text), ANY))
def test_every_reader_finds_the_entries_that_were_written(
    entries: list[str], pairs: dict[str, str]
) -> None:
    line = f"{{a: {flow_list(entries)}, b: {flow_mapping(pairs)}}}\n"
    assert read_by_others(line) == read_by_us(line) == {"a": entries, "b": pairs}


@given(ANY.filter(bool))
def test_every_reader_finds_the_lines_that_were_written(text: str) -> None:
    lines = f"notes: |-\n{literal(text, '  ', chr(10))}\n"
    assert read_by_others(lines) == read_by_us(lines) == {"notes": text}
