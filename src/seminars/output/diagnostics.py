"""Diagnostics as a compiler prints them: place, code, message, excerpt, caret, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.analysis.query import illustrative
from seminars.model.diagnostics import Severity
from seminars.output.blocks import Line, Span, line
from seminars.output.text import cells, enumerated, plural, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seminars.analysis.checks import Findings
    from seminars.model.diagnostics import Diagnostic, SeminarsError

EXCERPT = 120  # columns of a line that are shown at the most
BEFORE = 60  # of these, in front of the caret


def diagnostics_view(found: Iterable[Diagnostic]) -> Iterator[Line]:
    """Each finding with its excerpt."""
    for finding in found:
        yield from _finding(finding)


def places_view(found: Iterable[Diagnostic]) -> Iterator[Line]:
    """Each finding with its place and code alone: nothing of what the records say."""
    for finding in found:
        place, severity = finding.place, finding.severity.value
        yield line(
            f"{place.file}:{place.line}:{place.column}: ",
            Span(f"{severity}[{finding.code}]", severity),
        )


def findings_view(findings: Findings) -> Iterator[Line]:
    """The answer of `check`: every finding, then the count."""
    yield from diagnostics_view(findings.diagnostics)
    if findings.no_holiday_data:
        codes = ", ".join(findings.no_holiday_data)
        yield line(Span(f"no data on public holidays, so not checked: {codes}", "dim"))
    parts = [plural(findings.errors, "error"), plural(findings.warnings, "warning")]
    if findings.waived:
        parts.append(f"{findings.waived} waived")
    records = plural(len(findings.seminars) + findings.lost, "record")
    invented = len(illustrative(findings.seminars))
    yield line(f"{', '.join(parts)} in {records} · {invented} illustrative")


def about_view(found: Sequence[Diagnostic]) -> Iterator[Line]:
    """What `check` says of one record, after the record; nothing when it says nothing."""
    if found:
        yield line()
        yield from diagnostics_view(found)


def partial_view(files: int, records: int) -> Line:
    """That an answer is not the whole one: so many files and records are left out of it."""
    missing = [plural(files, "file")] if files else []
    missing += [plural(records, "record")] if records else []
    verb = "is" if files + records <= 1 else "are"
    return line(
        Span("Partial: ", "error"),
        f"{enumerated(missing) or 'part of programme.yaml'} {verb} left out for errors ",
        Span("→ seminars check", "command"),
    )


def error_view(error: SeminarsError) -> Iterator[Line]:
    """A request that could not be done: one line, and the remedy."""
    yield line(Span("seminars: ", "error"), error.message)
    if error.help:
        yield line(Span("  help: ", "dim"), error.help)


def _finding(finding: Diagnostic) -> Iterator[Line]:
    place = finding.place
    severity = finding.severity.value
    yield line(
        f"{place.file}:{place.line}:{place.column}: ",
        Span(f"{severity}[{finding.code}]", severity),
        f": {finding.message}",
    )
    number = f"{place.line:>3}"
    shown, offset, carets = _excerpt(finding)
    if shown:
        yield line(Span(f"{number} | ", "dim"), shown)
    style = "error" if finding.severity is Severity.ERROR else "warning"
    yield line(
        Span(f"{'':>{len(number)}} | ", "dim"),
        " " * offset,
        Span("^" * carets, style),
        *_remedy(finding.help),
    )


def _remedy(remedy: str) -> tuple[Span, ...]:
    if remedy.startswith("seminars "):
        return Span("  help: ", "dim"), Span(remedy, "command")
    return (Span(f"  help: {remedy}", "dim"),)


def _excerpt(finding: Diagnostic) -> tuple[str, int, int]:
    """The line shown, the columns in front of the carets, and how many carets."""
    place = finding.place
    text = (finding.excerpt or "").replace("\t", " ")
    start = min(place.column - 1, len(text))
    end = place.end_column - 1 if place.end_line == place.line else len(text)
    end = max(start + 1, min(end, max(len(text), start + 1)))
    first = max(0, start - BEFORE) if len(text) > EXCERPT else 0
    before, marked = safe(text[first:start]), safe(text[start : min(end, first + EXCERPT)])
    after = safe(text[end : first + EXCERPT])
    head = "…" if first else ""
    tail = "…" if len(text) > first + EXCERPT else ""
    return (
        f"{head}{before}{marked}{after}{tail}".rstrip(),
        cells(head + before),
        max(1, cells(marked)),
    )
