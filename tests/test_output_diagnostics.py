from __future__ import annotations

from typing import Any

import pytest
from tests.values import seminar

from seminars.analysis.checks import Findings
from seminars.model.diagnostics import Diagnostic, Place, SeminarsError, Severity, UsageError
from seminars.output.blocks import Span
from seminars.output.diagnostics import about_view, diagnostics_view, error_view, findings_view
from seminars.output.plain import plain


def found(
    excerpt: str | None, begins: int, ends: int, *, end_line: int = 6, **fields: Any
) -> Diagnostic:
    given = {"code": "bad-date", "severity": Severity.ERROR, "message": "no", "help": "yes"}
    place = Place("data/seminars.yaml", 6, begins, end_line, ends)
    return Diagnostic(**{**given, **fields}, place=place, excerpt=excerpt)


def shown(finding: Diagnostic) -> list[str]:
    return list(plain(diagnostics_view([finding])))


def test_a_finding_is_told_as_a_compiler_tells_it() -> None:
    finding = found(
        "  dates: 2007-02-30",
        10,
        20,
        message="`2007-02-30` is not a date in the calendar",
        help="write a day (2007-02-28)",
    )
    assert shown(finding) == [
        "data/seminars.yaml:6:10: error[bad-date]: `2007-02-30` is not a date in the calendar",
        "  6 |   dates: 2007-02-30",
        "    |          ^^^^^^^^^^  help: write a day (2007-02-28)",
    ]


@pytest.mark.parametrize(
    ("excerpt", "begins", "ends", "end_line", "lines"),
    [
        pytest.param("title: x", 1, 6, 9, ["  6 | title: x", "    | ^^^^^^^^  help: yes"], id="to-the-end-of-its-line"),
        pytest.param("ab", 3, 3, 6, ["  6 | ab", "    |   ^  help: yes"], id="an-end-of-line"),
        pytest.param("ab", 9, 12, 6, ["  6 | ab", "    |   ^  help: yes"], id="behind-its-line"),
        pytest.param("ab", 2, 99, 6, ["  6 | ab", "    |  ^  help: yes"], id="longer-than-its-line"),
        pytest.param("", 1, 1, 6, ["    | ^  help: yes"], id="an-empty-line"),
        pytest.param(None, 1, 1, 6, ["    | ^  help: yes"], id="no-line"),
        pytest.param("\ta: b", 2, 3, 6, ["  6 |  a: b", "    |  ^  help: yes"], id="a-tab"),
        pytest.param("日本: x", 5, 6, 6, ["  6 | 日本: x", "    |       ^  help: yes"], id="wide"),
        pytest.param("日本: x", 1, 3, 6, ["  6 | 日本: x", "    | ^^^^  help: yes"], id="wide-marked"),
        pytest.param("a\x1bb", 3, 4, 6, ["  6 | a\\x1bb", "    |      ^  help: yes"], id="escape"),
        pytest.param("\u0301x", 1, 2, 6, ["  6 | \u0301x", "    | ^  help: yes"], id="no-width"),
    ],
)  # fmt: skip
def test_the_caret_stands_under_what_is_meant(
    excerpt: str | None, begins: int, ends: int, end_line: int, lines: list[str]
) -> None:
    assert shown(found(excerpt, begins, ends, end_line=end_line))[1:] == lines


def test_of_a_long_line_the_part_around_the_caret_is_shown() -> None:
    text = "x" * 200 + "HERE" + "y" * 200
    _, excerpt, caret = shown(found(text, 201, 205))
    assert excerpt == "  6 | …" + "x" * 60 + "HERE" + "y" * 56 + "…"
    assert caret == "    |  " + " " * 60 + "^^^^  help: yes"
    _, excerpt, caret = shown(found("k: " + "z" * 500, 4, 504))
    assert excerpt == "  6 | k: " + "z" * 117 + "…"
    assert caret == "    |    " + "^" * 117 + "  help: yes"


def test_lines_beyond_the_thousandth_keep_the_bar_straight() -> None:
    finding = Diagnostic("x", Severity.WARNING, "m", "h", Place("f", 12345, 1, 12345, 2), "a")
    assert shown(finding) == ["f:12345:1: warning[x]: m", "12345 | a", "      | ^  help: h"]
    (head, _, caret) = diagnostics_view([finding])
    assert head[1] == Span("warning[x]", "warning")
    assert caret[2] == Span("^", "warning")


def findings(*diagnostics: Diagnostic, **fields: Any) -> Findings:
    given = {"waived": 0, "seminars": (), "lost": 0, "no_holiday_data": ()}
    return Findings(diagnostics, **{**given, **fields})


def test_the_count_comes_last() -> None:
    error = found("a", 1, 2)
    warning = found("a", 1, 2, severity=Severity.WARNING)
    held = (seminar(provenance="illustrative"), seminar("b"))
    view = findings_view(findings(error, warning, warning, seminars=held, lost=1, waived=2))
    assert list(plain(view))[-1] == "1 error, 2 warnings, 2 waived in 3 records · 1 illustrative"
    assert list(plain(findings_view(findings()))) == [
        "0 errors, 0 warnings in 0 records · 0 illustrative"
    ]


def test_hosts_without_data_on_holidays_are_named() -> None:
    view = findings_view(findings(no_holiday_data=("KI", "TV")))
    assert next(iter(plain(view))) == "no data on public holidays, so not checked: KI, TV"


def test_what_check_says_of_one_record_follows_after_an_empty_line() -> None:
    assert list(about_view([])) == []
    assert next(iter(plain(about_view([found("a", 1, 2)])))) == ""


def test_what_could_not_be_done_is_one_line_and_a_remedy() -> None:
    assert list(plain(error_view(UsageError("no \x1b[2J", "do that")))) == [
        "seminars: no \\x1b[2J",
        "  help: do that",
    ]
    assert list(plain(error_view(SeminarsError("no")))) == ["seminars: no"]
