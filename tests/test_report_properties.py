"""Any programme: every figure of its paper equals a count that shares no code with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests import naive, strategies
from tests.strategies import LEVELS, THEMES, Plain

from seminars.analysis.paper.baseline import freeze, thaw
from seminars.analysis.paper.paper import Front, paper
from seminars.analysis.query import Query, resolve_states, select, states_of
from seminars.model.period import parse_period
from seminars.output.page.page import page
from seminars.output.paper.docx import docx
from seminars.output.paper.markdown import markdown
from seminars.output.paper.paper import document

if TYPE_CHECKING:
    from datetime import date

    from seminars.analysis.paper.figures import Listing
    from seminars.model.programme import Programme

NAMES = {
    "region": "regions", "theme": "themes", "level": "levels", "kind": "kinds",
    "status": "statuses", "provenance": "provenances", "missing": "missing", "answers": "answers",
}  # fmt: skip


def group_of(record: Plain, as_of: date, since: date | None) -> str:
    """The list of a record, written from the rules of `docs/report.md`."""
    status = naive.status_of(record, as_of)
    if status == "held":
        return "earlier" if since and naive.span(record["dates"])[1] <= since else "held"
    if status == "scheduled" and naive.span(record["dates"])[0].year <= as_of.year:
        return "scheduled"
    return "intended" if status in {"scheduled", "proposed"} else status


def listed(programme: Programme, listing: Listing, as_of: date) -> set[str]:
    """What `seminars list` gives with these options."""
    fields: dict[str, Any] = {}
    period = None
    for name, value in listing:
        if name == "period":
            period = parse_period(value)
        elif name in {"country", "reached"}:
            field = {"country": "countries", "reached": "reached"}[name]
            states = resolve_states(programme, value, as_of)
            fields[field] = fields.get(field, frozenset()) | states
        else:
            fields[NAMES[name]] = fields.get(NAMES[name], frozenset()) | {value}
    query = Query(period=period, **fields)
    return {seminar.id for seminar in select(programme, query, as_of).seminars}


@settings(max_examples=150)
@given(
    strategies.records(),
    strategies.rules(),
    strategies.days,
    st.none() | strategies.days,
)
def test_figures_equal_a_naive_count(
    records: list[Plain], rules: Plain, as_of: date, since: date | None
) -> None:
    programme = strategies.written(records, rules).programme
    since = since if since and since < as_of else None
    made = paper(programme, as_of, Front(), since=since)
    groups: dict[str, list[Plain]] = {}
    for record in records:
        groups.setdefault(group_of(record, as_of, since), []).append(record)
    assert {name: {s.id for s in found} for name, found in made.groups.items() if found} == {
        name: {record["id"] for record in found} for name, found in groups.items()
    }

    for name in ("held", "scheduled", "intended"):
        found = groups.get(name, [])
        for theme in THEMES:
            wanted = sum(theme in (record.get("themes") or []) for record in found)
            assert made.figures[f"{name}.theme.{theme}"].value == wanted
        for level in LEVELS:
            wanted = sum(level in (record.get("levels") or []) for record in found)
            assert made.figures[f"{name}.level.{level}"].value == wanted
        for region in strategies.REGIONS:
            wanted = sum(naive.region_of(record) == region for record in found)
            assert made.figures[f"{name}.region.{region}"].value == wanted

    roll = naive.members(as_of)
    reached = {code for record in groups.get("held", []) for code in naive.states_of(record)}
    hosts = {record.get("country") for record in groups.get("held", [])}
    ever = reached | {c for record in groups.get("earlier", []) for c in naive.states_of(record)}
    for region in strategies.REGIONS:
        states = {code for code, of in roll.items() if of == region}
        if states:
            figures = {
                p: made.figures[f"states.{region}.{p}"] for p in ("hosted", "reached", "never")
            }
            assert set(figures["hosted"].names) == states & hosts
            assert set(figures["reached"].names) == states & reached
            assert set(figures["never"].names) == states - ever


@settings(max_examples=60)
@given(strategies.records(), strategies.rules(), strategies.days)
def test_every_figure_is_found_again_by_its_commands(
    records: list[Plain], rules: Plain, as_of: date
) -> None:
    programme = strategies.written(records, rules).programme
    made = paper(programme, as_of, Front())
    for key, figure in made.figures.items():
        again: set[str] = set()
        for part in figure.trace.parts:
            if part.command[0] == "terms":
                assert states_of(programme, part.command[1], as_of) == set(figure.names), key
                continue
            less = {i for taken in part.less for i in listed(programme, taken, as_of)}
            again |= listed(programme, part.listing, as_of) - less
        assert again == set(figure.seminars), key


@settings(max_examples=40)
@given(strategies.records(), strategies.rules(), strategies.days, strategies.days)
def test_every_programme_has_a_paper_in_every_format(
    records: list[Plain], rules: Plain, one: date, other: date
) -> None:
    programme = strategies.written(records, rules).programme
    earlier, later = sorted((one, other))
    old = paper(programme, earlier, Front())
    frozen = freeze(old)
    assert frozen == freeze(paper(programme, earlier, Front()))
    baseline = thaw(frozen, programme.title, "old.json") if earlier < later else None
    made = paper(programme, later, Front("X", "Y", "public"), baseline=baseline)
    written = document(made)
    assert markdown(written).endswith("\n")
    assert page(made, written).startswith("<!DOCTYPE html>")
    assert docx(written) == docx(written)
