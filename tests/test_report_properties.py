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


@settings(max_examples=100)
@given(strategies.records(), strategies.rules(), strategies.days, st.data())
def test_the_other_figures_equal_a_naive_count_and_sum_to_the_whole(
    records: list[Plain], rules: Plain, as_of: date, data: st.DataObject
) -> None:
    """Kinds, hosts, years, participants, requests, mandates, targets, caveats, and the sums."""
    for record in records:
        record["participants"] = data.draw(st.sampled_from((None, "~40", "7")))
        record["answers"] = data.draw(st.sampled_from((None, ["q1"], ["q2", "m"])))
    rules = {
        **rules, "mandates": [{"id": "m", "decision": "D", "text": "T"}],
        "requests": [{"id": "q1", "country": "KE"}, {"id": "q2", "country": "EG"}],
        "targets": [{"kind": "national", "seminars": "3"}],
    }  # fmt: skip
    made = paper(strategies.written(records, rules).programme, as_of, Front())
    values = {key: figure.value for key, figure in made.figures.items()}
    groups: dict[str, list[Plain]] = {}
    for record in records:
        groups.setdefault(group_of(record, as_of, None), []).append(record)

    assert values["records"] == len(records) == sum(
        values[name] for name in ("held", "scheduled", "intended", "postponed", "cancelled")
    )  # fmt: skip
    for name in ("held", "scheduled", "intended"):
        found = groups.get(name, [])
        kinds = ("national", "regional")
        assert [values[f"{name}.kind.{kind}"] for kind in kinds] == [
            sum(record["kind"] == kind for record in found) for kind in kinds
        ]
        assert values[f"{name}.hosts"] == len({r["country"] for r in found if r.get("country")})
        assert values[name] == sum(values[f"{name}.region.{r}"] for r in strategies.REGIONS)
        for theme in (*THEMES, "unknown"):
            cells = sum(values[f"{name}.region.{r}.theme.{theme}"] for r in strategies.REGIONS)
            assert values[f"{name}.theme.{theme}"] == cells
        assert values[f"{name}.theme.unknown"] == sum(not r.get("themes") for r in found)

    years = dict.fromkeys(("past", "this-year", "next-year", "later", "undated"), 0)
    for record in groups.get("intended", []):
        years[_year(record, as_of)] += 1
    assert {part: values[f"intended.{part}"] for part in years} == years
    numbers = [r["participants"] for r in groups.get("held", []) if r["participants"]]
    assert values["held.participants"] == sum(int(text.strip("~")) for text in numbers)
    assert made.figures["held.participants"].about == ("~40" in numbers)

    def answering(identity: str) -> list[str]:
        return [
            naive.status_of(record, as_of)
            for record in records
            if identity in (record["answers"] or [])
        ]

    for status in naive.TAKING_PLACE:
        assert values[f"mandate.m.{status}"] == answering("m").count(status)
    stages = {"held": "met", "scheduled": "arranged", "proposed": "proposed"}
    reached = {
        request: next((stages[s] for s in stages if s in answering(request)), "open")
        for request in ("q1", "q2")
    }
    for stage in (*stages.values(), "open"):
        assert values[f"requests.{stage}"] == list(reached.values()).count(stage)
    inside = naive.default_period(records, rules, as_of)
    counted = [
        naive.status_of(record, as_of)
        for record in records
        if record["kind"] == "national" and naive.inside(record, inside)
    ]
    assert values["target.1.held"] == counted.count("held")
    done = counted.count("held") + counted.count("scheduled")
    assert values["target.1.missing"] == max(0, 3 - done)
    held = groups.get("held", [])
    assert values["caveat.no-participants"] == sum(not r["participants"] for r in held)
    assert values["caveat.no-states"] == sum(r.get("countries") is None for r in held)
    assert values["caveat.undated"] == sum(not r.get("dates") for r in records)
    assert values["caveat.illustrative"] == sum(
        r.get("provenance") == "illustrative" for r in records
    )
    for part in ("roll", "hosted", "reached", "never"):
        by_region = (values.get(f"states.{r}.{part}", 0) for r in strategies.REGIONS)
        assert values.get(f"states.member-states.{part}", 0) == sum(by_region)


def _year(record: Plain, as_of: date) -> str:
    if not record.get("dates"):
        return "undated"
    begins, ends = naive.span(record["dates"])
    if record["status"] == "proposed" and ends < as_of:
        return "past"
    ahead = begins.year - as_of.year
    return "this-year" if ahead <= 0 else "next-year" if ahead == 1 else "later"


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
    assert page(made).startswith("<!DOCTYPE html>")
    assert docx(written) == docx(written)
