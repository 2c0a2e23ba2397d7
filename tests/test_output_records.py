from __future__ import annotations

from typing import TYPE_CHECKING

from tests.values import AS_OF, ORIGIN, no_link, programme, selection, seminar

from seminars.model.programme import Name, State
from seminars.output.blocks import Grid, Span
from seminars.output.plain import plain
from seminars.output.records import list_view, record_view, terms_view, where

if TYPE_CHECKING:
    from seminars.model.record import Origin


def address(origin: Origin) -> str:
    return f"file:///p/{origin.file}#L{origin.line}"


def test_the_list_says_how_many_and_how_many_are_illustrative() -> None:
    found = (
        seminar(dates="2007-03-12", status="held", city="Nairobi", provenance="illustrative"),
        seminar("ci", country="CI", dates="2007-02", status="scheduled"),
        seminar("later", dates="2007-11", status="held"),
        seminar("regional", kind="regional", region="arab", country=None),
        seminar("nowhere", kind="regional", region="lost", country=None),
    )
    assert list(plain(list_view(programme(found), selection(*found), AS_OF, no_link))) == [
        "Id               Dates        Status     Kind      Where           Title",
        "2007-ke-nairobi  12 Mar 2007  held       national  Nairobi, Kenya  Contracts",
        "ci               Feb 2007     overdue    national  Côte d'Ivoire   Contracts",
        "later            Nov 2007     scheduled  national  Kenya           Contracts",
        "regional         –            proposed   regional  Arab countries  Contracts",
        "nowhere          –            proposed   regional  lost            Contracts",
        "",
        "5 seminars as of 3 August 2007 · 1 illustrative",
    ]


def test_an_empty_list_says_so_and_what_no_period_can_hold() -> None:
    kept = programme([seminar("a"), seminar("b")])
    found = selection(undated=kept.seminars)
    assert list(plain(list_view(kept, found, AS_OF, no_link))) == [
        "No seminar matches · 2 records in all",
        "without dates, so in no period: a, b",
    ]


def test_ids_are_linked_to_their_lines_and_statuses_coloured() -> None:
    found = (seminar(dates="2007-02", status="scheduled"), seminar("b", status="cancelled"))
    grid = next(iter(list_view(programme(found), selection(*found), AS_OF, address)))
    assert isinstance(grid, Grid)
    assert [grid.style(0, column) for column in range(6)] == ["id", "", "warning", "", "", ""]
    assert grid.style(1, 2) == "cancelled"
    assert grid.link(1, 0) == "file:///p/data/seminars.yaml#L7"
    assert grid.link(1, 1) == ""


def test_where_is_city_and_host_or_the_region() -> None:
    hosts, regions = {"KE": "Kenya"}, {"africa": "Africa"}
    assert where(seminar(city="Nairobi"), hosts, regions) == "Nairobi, Kenya"
    assert where(seminar(), hosts, regions) == "Kenya"
    assert where(seminar(country=None), hosts, regions) == "Africa"


def test_a_record_stands_as_in_its_file_under_its_place() -> None:
    text = "- id: ke\n  title: A: b\n  notes: |\n    # no key: here\n\n    more\n  - x y: z"
    first, *rest = record_view(text, ORIGIN, address)
    assert first == (Span("data/seminars.yaml:7", "dim", "file:///p/data/seminars.yaml#L7"),)
    assert list(plain(rest)) == text.splitlines()
    assert rest[1] == (Span("  title:", "dim"), " A: b")
    assert rest[3] == ("    # no key: here",)
    assert rest[6] == ("  - x y: z",)


TERMS = """\
Themes
  pay         Remuneration
  bargaining  Collective bargaining
Levels
  national-legislation  National legislation
Regions
  africa  Africa
  arab    Arab countries
Countries
  Code       Name           Region        Also
  CI    CIV  Côte d'Ivoire  africa        Ivory Coast
  KI    KIR  Kiribati       off the roll"""


def test_all_controlled_words_and_how_they_may_be_written() -> None:
    kept = programme()
    countries = [kept.states[1], kept.territories[0]]
    assert list(plain(terms_view(kept, countries, AS_OF, whole=True))) == TERMS.splitlines()


def test_countries_alone_and_where_their_regions_come_from() -> None:
    kept = programme(packaged_roll=True)
    shown = list(plain(terms_view(kept, kept.states[:1], AS_OF, whole=False)))
    assert shown == [
        "Countries",
        "  Code       Name   Region  Also",
        "  KE    KEN  Kenya  africa",
        "",
        "The regions follow the packaged roll, whose allocation is not sourced.",
    ]
    assert list(plain(terms_view(kept, [], AS_OF, whole=False))) == [
        "No country or region is called so · `seminars terms` lists themes, levels, regions and the roll"
    ]


def test_only_what_is_typed_is_bold() -> None:
    kept = programme(states=(State("KE", "KEN", (Name("Kenya"),), "africa"),))
    blocks = terms_view(kept, kept.states, AS_OF, whole=True)
    grids = [block for block in blocks if isinstance(block, Grid)]
    assert {grid.style(0, 0) for grid in grids} == {"id"}
    assert {grid.style(0, 1) for grid in grids} == {""}
