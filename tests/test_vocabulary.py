"""The words that the fields of a programme take."""

from __future__ import annotations

import pytest

from seminars.model.programme import Name, State
from seminars.reading.vocabulary import Vocabulary

WORDS = Vocabulary(
    themes={"a": "Theme"},
    levels={"b": "Level"},
    regions={"c": "Region"},
    region_of={"KE": "c"},
    countries={"KE": "Kenya"},
    languages={"en": "English"},
    states=(State(code="KE", alpha3="KEN", names=(Name("Kenya"),)),),
)


@pytest.mark.parametrize(
    ("fields", "kind", "words"),
    [
        (["themes", "theme"], "theme", {"a": "Theme"}),
        (["levels", "level"], "level", {"b": "Level"}),
        (["region"], "region", {"c": "Region"}),
        (["country", "countries", "invited", "code"], "country", {"KE": "Kenya"}),
        (["languages"], "language", {"en": "English"}),
    ],
)
def test_a_field_takes_words_of_its_kind(
    fields: list[str], kind: str, words: dict[str, str]
) -> None:
    assert WORDS.of(kind) == words
    for field in fields:
        assert WORDS.words(field) == (kind, words)


def test_other_fields_take_any_text() -> None:
    assert WORDS.words("title") is None


def test_countries_are_known_by_their_names() -> None:
    assert WORDS.names == {"ke": "KE", "ken": "KE", "kenya": "KE"}
