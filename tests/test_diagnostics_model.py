"""The codes, the two errors that stop a command, and the words that may have been meant."""

from __future__ import annotations

import re

from seminars.model.diagnostics import (
    ERRORS,
    WARNINGS,
    SeminarsError,
    Severity,
    UsageError,
    closest,
    did_you_mean,
)


def test_a_code_is_words_with_hyphens_and_has_one_severity() -> None:
    assert not ERRORS.keys() & WARNINGS.keys()
    for code, meaning in {**ERRORS, **WARNINGS}.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
        assert meaning[:1].islower() or meaning.startswith("`")
        assert not meaning.endswith(".")


def test_severities_are_the_words_of_the_contract() -> None:
    assert [severity.value for severity in Severity] == ["error", "warning"]


def test_what_stops_a_command_has_a_sentence_a_remedy_and_an_exit_code() -> None:
    refused = SeminarsError("no programme here", "seminars init")
    assert (str(refused), refused.message, refused.help) == (
        "no programme here",
        "no programme here",
        "seminars init",
    )
    assert refused.exit_code == 3
    assert (UsageError("unknown option").exit_code, UsageError("unknown option").help) == (2, "")


def test_the_closest_words_come_first_whatever_their_case() -> None:
    known = ["remuneration", "contractual-relations", "Remuneration", "collective-bargaining"]
    assert closest("RENUMERATION", known) == ["remuneration"]
    assert closest("xyz", known) == []
    assert closest("held", ["hold", "helds", "herd", "shield"], most=2) == ["helds", "shield"]


def test_a_remedy_names_the_closest_or_says_something_else() -> None:
    assert did_you_mean("afrika", ["africa", "arab"]) == "did you mean `africa` or `arab`?"
    assert did_you_mean("xyz", ["africa"], "write africa") == "write africa"
    assert did_you_mean("xyz", ["africa"]) == ""
