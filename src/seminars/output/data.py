"""Report values as the JSON and CSV of the contract."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, TypeAlias

from seminars.model.record import FIELDS, Money, Participants

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from fractions import Fraction

    from seminars.analysis.checks import Findings
    from seminars.analysis.coverage import Coverage, Figures
    from seminars.analysis.schedule import Schedule
    from seminars.model.diagnostics import Diagnostic
    from seminars.model.programme import Programme, Recency, State
    from seminars.model.record import Seminar

Json: TypeAlias = "dict[str, Any]"

DERIVED = ("begins", "ends", "precision", "status_as_of", "overdue")


def envelope(
    command: str,
    data: Json,
    *,
    as_of: date,
    partial: bool,
    illustrative: int,
    diagnostics: Iterable[Diagnostic] = (),
    indent: int | None = None,
) -> str:
    """The one document that a command prints with `--format json`."""
    document = {
        "version": 1,
        "command": command,
        "as_of": as_of.isoformat(),
        "partial": partial,
        "illustrative": illustrative,
        "data": data,
        "diagnostics": [diagnostic(found) for found in diagnostics],
    }
    return json.dumps(document, ensure_ascii=False, indent=indent) + "\n"


def diagnostic(found: Diagnostic) -> Json:
    """A finding, its place spelled out."""
    place = found.place
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "help": found.help,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def record(seminar: Seminar, as_of: date) -> Json:
    """Every field of a record, null when not known, and what follows from its dates."""
    values: Json = {name: _field(seminar, name) for name in FIELDS}
    dates = seminar.dates
    values["begins"] = dates.begins.isoformat() if dates else None
    values["ends"] = dates.ends.isoformat() if dates else None
    values["precision"] = dates.precision if dates else "none"
    values["status_as_of"] = seminar.status_on(as_of)
    values["overdue"] = seminar.overdue_on(as_of)
    return values


def _field(seminar: Seminar, name: str) -> object:
    value = getattr(seminar, name)
    if name in {"dates", "planned"}:
        return value.text if value else None
    if isinstance(value, Participants):
        return str(value) if value.about else value.number
    if isinstance(value, Money):
        return value.amount
    return list(value) if isinstance(value, tuple) else value


def seminars(found: Iterable[Seminar], as_of: date) -> Json:
    """The data of `list`."""
    return {"seminars": [record(seminar, as_of) for seminar in found]}


def schedule(agenda: Schedule) -> Json:
    """The data of `schedule`."""
    return {
        "period": agenda.period.text,
        "entries": [
            {
                "id": entry.seminar.id,
                "begins": _day(entry.seminar.begins),
                "ends": _day(entry.seminar.ends),
                "precision": entry.seminar.dates.precision if entry.seminar.dates else "none",
                "status": entry.seminar.status,
                "status_as_of": entry.seminar.status_on(agenda.as_of),
                "title": entry.seminar.title,
                "country": entry.seminar.country,
                "city": entry.seminar.city,
                "clashes": list(entry.clashes),
                "meetings": list(entry.meetings),
            }
            for entry in agenda.entries
        ],
        "meetings": [
            {
                "begins": meeting.dates.begins.isoformat(),
                "ends": meeting.dates.ends.isoformat(),
                "name": meeting.name,
                "blocks": meeting.blocks,
            }
            for meeting in agenda.meetings
        ],
        "free": [
            {"begins": monday.isoformat(), "ends": sunday.isoformat()}
            for monday, sunday in agenda.free
        ],
        "undated": [seminar.id for seminar in agenda.undated],
    }


def coverage(answer: Coverage) -> Json:
    """The data of `coverage`."""
    by_status = "status" in answer.by
    return {
        "period": answer.period.text,
        "by": list(answer.by),
        "rows": list(answer.rows),
        "columns": list(answer.columns),
        "count": answer.count,
        "at": answer.at,
        "cells": [
            {
                "row": cell.row,
                "column": cell.column,
                **_figures(cell.figures, with_count=by_status),
                "recency": cell.recency,
                "last": _day(cell.last),
            }
            for cell in answer.cells
        ],
        "row_totals": [
            {"row": row, **_figures(figures, with_count=by_status)}
            for row, figures in zip(answer.rows, answer.row_totals, strict=True)
        ],
        "column_totals": [
            {"column": column, **_figures(figures, with_count=by_status)}
            for column, figures in zip(answer.columns, answer.column_totals, strict=True)
        ],
        "total": _figures(answer.total, with_count=by_status),
        "states": _states(answer),
        "recency_windows": {
            "default": _window(answer.window),
            "themes": {theme: _window(window) for theme, window in answer.windows_by_theme.items()},
        },
        "gaps": [
            {"row": gap.row, "column": gap.column, "recency": gap.recency, "last": _day(gap.last)}
            for gap in answer.gaps
        ],
        "balance": [
            {
                "region": part.region,
                "seminars": part.seminars,
                "roll": part.roll,
                "ratio": None if part.ratio is None else round(part.ratio, 4),
            }
            for part in answer.balance
        ],
        "caveats": [
            {"code": caveat.code, "message": caveat.message, "seminars": list(caveat.seminars)}
            for caveat in answer.caveats
        ],
    }


def _window(window: Recency) -> Json:
    return {"current": window.current, "ageing": window.ageing}


def _states(answer: Coverage) -> Json:
    return {
        "roll": sum(len(part.roll) for part in answer.regions),
        "hosted": sum(len(part.hosted) for part in answer.regions),
        "reached": sum(len(part.reached) for part in answer.regions),
        "regions": [
            {
                "region": part.region,
                "roll": len(part.roll),
                "hosted": len(part.hosted),
                "reached": len(part.reached),
                "never": list(part.never),
            }
            for part in answer.regions
        ],
        "off_roll": list(answer.off_roll),
    }


def findings(found: Findings) -> Json:
    """The data of `check`; the findings themselves are the envelope's diagnostics."""
    return {
        "errors": found.errors,
        "warnings": found.warnings,
        "waived": found.waived,
        "no_holiday_data": list(found.no_holiday_data),
    }


def terms(programme: Programme, countries: Sequence[State], as_of: date) -> Json:
    """The data of `terms`."""
    return {
        "themes": [{"id": term.id, "title": term.title} for term in programme.themes],
        "levels": [{"id": term.id, "title": term.title} for term in programme.levels],
        "regions": [{"id": term.id, "title": term.title} for term in programme.regions],
        "countries": [
            {
                "code": state.code,
                "alpha3": state.alpha3,
                "name": state.name_on(as_of),
                "names": list(state.all_names),
                "region": state.region,
                "on_roll": state.on_roll(as_of),
                "least_developed": state.least_developed_on(as_of),
            }
            for state in countries
        ],
    }


def _figures(figures: Figures, *, with_count: bool) -> Json:
    shown: Json = {
        "held": number(figures.held),
        "scheduled": number(figures.scheduled),
        "proposed": number(figures.proposed),
    }
    if with_count:
        shown["count"] = number(figures.count)
    return {**shown, "seminars": list(figures.seminars)}


def number(amount: Fraction) -> int | float:
    """An amount as JSON has it: whole where it is."""
    return int(amount) if amount.denominator == 1 else float(amount)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


# CSV: long form, one row a record, an entry or a cell


def csv_seminars(found: Iterable[Seminar], as_of: date) -> str:
    """One row a record, with the columns of the JSON."""
    return csv_text([*FIELDS, *DERIVED], (record(seminar, as_of).values() for seminar in found))


def csv_schedule(agenda: Schedule) -> str:
    """One row an entry of the agenda: seminars first, then meetings and free weeks."""
    data = schedule(agenda)
    columns = [
        "type",
        "id",
        "begins",
        "ends",
        "precision",
        "status",
        "status_as_of",
        "title",
        "country",
        "city",
        "clashes",
        "meetings",
        "blocks",
    ]
    rows: list[Json] = [
        *({"type": "seminar", **entry} for entry in data["entries"]),
        *({"type": "meeting", **meeting, "title": meeting["name"]} for meeting in data["meetings"]),
        *({"type": "free", **week} for week in data["free"]),
        *({"type": "undated", "id": undated} for undated in data["undated"]),
    ]
    return csv_text(columns, ([row.get(column) for column in columns] for row in rows))


def csv_coverage(answer: Coverage) -> str:
    """One row a cell."""
    columns, rows = cell_columns(answer), coverage(answer)["cells"]
    return csv_text(columns, ([row[column] for column in columns] for row in rows))


def cell_columns(answer: Coverage) -> list[str]:
    """The columns of a cell, also where there is none."""
    count = ["count"] if "status" in answer.by else []
    return [
        "row", "column", "held", "scheduled", "proposed", *count, "seminars", "recency", "last",
    ]  # fmt: skip


def csv_diagnostics(found: Iterable[Diagnostic]) -> str:
    """One row a finding."""
    rows = [diagnostic(finding) for finding in found]
    columns = (
        "code",
        "severity",
        "message",
        "help",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
    )
    return csv_text(columns, (row.values() for row in rows))


def csv_terms(programme: Programme, countries: Sequence[State], as_of: date) -> str:
    """One row a controlled word."""
    data = terms(programme, countries, as_of)
    columns = ["kind", "id", "title", "alpha3", "names", "region", "on_roll", "least_developed"]
    rows: list[list[object]] = [
        [kind[:-1], term["id"], term["title"], "", "", "", "", ""]
        for kind in ("themes", "levels", "regions")
        for term in data[kind]
    ]
    order = ("code", "name", *columns[3:])
    rows += [["country", *(country[key] for key in order)] for country in data["countries"]]
    return csv_text(columns, rows)


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Comma-separated text with a header; lists joined by `; `, nothing a spreadsheet would run."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return stream.getvalue()


def _csv_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = "; ".join(str(entry) for entry in value) if value else "[]"  # none, not unknown
    elif isinstance(value, dict):
        value = "; ".join(f"{name}: {entry}" for name, entry in value.items())
    text = (
        str(value).replace("\r\n", "\n").replace("\r", "\n")
    )  # csv quotes only what ends its lines
    # OWASP, CSV injection: these first characters make a spreadsheet evaluate the cell
    risky = isinstance(value, str) and text.startswith(("=", "+", "-", "@", "\t", "\n"))
    return f"'{text}" if risky else text
