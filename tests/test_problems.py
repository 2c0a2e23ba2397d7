"""How the problems of a record are worded, what is meant instead, and where they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seminars.reading.loader import load, locate

if TYPE_CHECKING:
    from tests.conftest import Write

RECORD = {"id": "x", "title": "T", "kind": "national", "country": "KE", "status": "proposed"}


def told(write: Write, rules: str = "", **fields: str) -> list[tuple[str, str, str, str]]:
    """What is said of a record with these fields: place, code, message and help."""
    written = RECORD | fields
    text = "- " + "\n  ".join(f"{name}: {value}" for name, value in written.items())
    folder = write({"seminars.yaml": f"{text}\n", "programme.yaml": rules})
    lines = list(written)
    return [
        (
            f"{lines[found.place.line - 1]}:{found.place.column}-{found.place.end_column}",
            found.code,
            found.message,
            found.help,
        )
        for found in load(locate(str(folder), {}, folder)).diagnostics
    ]


ONE = "write one plain value"
EMPTY = "write a value, or delete it: what is left out is not known"
ID = "write small letters, digits and hyphens (2007-ke-nairobi)"


@pytest.mark.parametrize(
    ("name", "value", "shown", "message", "remedy"),
    [
        ("title", "''", "''", "`title` is an empty text", EMPTY),
        ("title", "'  '", "'  '", "`title` is an empty text", EMPTY),
        ("city", '""', '""', "`city` is an empty text", EMPTY),
        ("dates", "''", "''", "`dates` is an empty text", EMPTY),
        ("country", "''", "''", "`country` is an empty text", EMPTY),
        ("partners", "[A, '']", "''", "an entry of `partners` is an empty text", EMPTY),
        ("waive", "{no-states: ''}", "''", "an entry of `waive` is an empty text", EMPTY),
        ("title", "[T]", "[T]", "`title` takes one value, not a list", ONE),
        ("title", "{a: b}", "{a: b}", "`title` takes one value, not fields and values", ONE),
        ("dates", "[2007]", "[2007]", "`dates` takes one value, not a list", ONE),
        ("cost", "{a: 1}", "{a: 1}", "`cost` takes one value, not fields and values", ONE),
        ("status", "[held]", "[held]", "`status` takes one value, not a list", ONE),
        ("partners", "[[A]]", "[A]", "an entry of `partners` takes one value, not a list", ONE),
        ("partners", "[A, ~]", "~", "an entry of `partners` takes one value, not nothing", ONE),
        (
            "speakers",
            "[Chair: A. B.]",
            "Chair: A. B.",
            "an entry of `speakers` takes one value, not fields and values",
            "put a text that holds `: ` in quotes",
        ),
        ("themes", "pay", "pay", "`themes` takes a list", "write `themes: [pay]`"),
        ("themes", "{a: b}", "{a: b}", "`themes` takes a list", "write `themes: [.., ..]`"),
        ("partners", "Board", "Board", "`partners` takes a list", "write `partners: [Board]`"),
        (
            "waive",
            "[overdue]",
            "[overdue]",
            "`waive` takes names with values",
            "write `waive: {name: value}`",
        ),
        ("kind", "nationl", "nationl", "`nationl` is not a kind", "did you mean `national`?"),
        (
            "status",
            "done",
            "done",
            "`done` is not a status",
            "write proposed, scheduled, held, postponed or cancelled",
        ),
        (
            "provenance",
            "sure",
            "sure",
            "`sure` is not a provenance",
            "write documented, probable or illustrative",
        ),
    ],
)
def test_values_of_another_kind(
    name: str, value: str, shown: str, message: str, remedy: str, write: Write
) -> None:
    begins = len(f"  {name}: ") + value.index(shown) + 1
    place = f"{name}:{begins}-{begins + len(shown)}"
    assert told(write, **{name: value}) == [(place, "bad-value", message, remedy)]


@pytest.mark.parametrize("bad", ["A", "a_b", "a-", "é", "a b", "2007/ke"])
def test_an_id_is_small_letters_digits_and_hyphens(bad: str, write: Write) -> None:
    place = f"id:7-{7 + len(bad)}"
    assert told(write, id=bad) == [(place, "bad-id", f"`{bad}` is not an id", ID)]


CODE = "write the two letters of ISO 3166-1 (KE); `seminars terms` lists them"
LANGUAGE = "write the two letters of ISO 639-1 (en)"


@pytest.mark.parametrize(
    ("name", "word", "kind", "message", "remedy"),
    [
        ("country", "Kenya", "country", "`Kenya` is not a country code", "did you mean `KE`?"),
        ("country", "KEN", "country", "`KEN` is not a country code", "did you mean `KE`?"),
        ("country", "ke", "country", "`ke` is not a country code", "did you mean `KE`?"),
        (
            "country",
            "cote d'ivoire",
            "country",
            "`cote d'ivoire` is not a country code",
            "did you mean `CI`?",
        ),
        ("country", "Zz9", "country", "`Zz9` is not a country code", CODE),
        (
            "region",
            "Africa",
            "region",
            "`Africa` is not a region of this programme",
            "did you mean `africa`?",
        ),
        (
            "region",
            "Arab countries",
            "region",
            "`Arab countries` is not a region of this programme",
            "did you mean `arab`?",
        ),
        (
            "region",
            "moon",
            "region",
            "`moon` is not a region of this programme",
            "write one of africa, arab, asia-pacific, latin-america-caribbean, europe-asia, developed",
        ),
    ],
)
def test_words_that_the_programme_does_not_know(
    name: str, word: str, kind: str, message: str, remedy: str, write: Write
) -> None:
    place = f"{name}:{len(name) + 5}-{len(name) + 5 + len(word)}"
    assert told(write, **{name: word}) == [(place, f"unknown-{kind}", message, remedy)]


def test_every_unknown_word_of_a_list_is_told_at_its_place(write: Write) -> None:
    found = told(write, languages="[en, English, xx]", themes="[transfer, remuneration]")
    assert found == [
        (
            "languages:19-26",
            "unknown-language",
            "`English` is not a language code",
            "did you mean `en`?",
        ),
        ("languages:28-30", "unknown-language", "`xx` is not a language code", LANGUAGE),
        (
            "themes:12-20",
            "unknown-theme",
            "`transfer` is not a theme of this programme",
            "did you mean `transfer-of-rights`?",
        ),
    ]


def test_the_words_are_those_of_the_programme(write: Write) -> None:
    rules = "themes: [{id: dance, title: Dance on film}]\nlevels: [{id: local, title: Local}]"
    assert told(write, rules, themes="[dance]", levels="[local]") == []
    assert told(write, rules, themes="[Dance on film]", levels="[global]") == [
        (
            "themes:12-25",
            "unknown-theme",
            "`Dance on film` is not a theme of this programme",
            "did you mean `dance`?",
        ),
        (
            "levels:12-18",
            "unknown-level",
            "`global` is not a level of this programme",
            "did you mean `local`?",
        ),
    ]


def test_a_field_that_there_is_not_is_shown_at_its_name(write: Write) -> None:
    assert told(write, titel="T", origin="here") == [
        ("titel:3-8", "unknown-field", "`titel` is not a field", "did you mean `title`?"),
        ("origin:3-9", "unknown-field", "`origin` is not a field", "did you mean `region`?"),
    ]


def test_one_slip_is_told_once_and_hides_no_other(write: Write) -> None:
    assert [found[1] for found in told(write, country="Kenia", dates="soon", cost="much")] == [
        "unknown-country",
        "bad-date",
        "bad-value",
    ]
