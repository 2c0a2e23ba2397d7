"""The view of coverage: what is said, and what is left out where it does not apply."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.values import AS_OF, programme, seminar

from seminars.analysis.coverage import Coverage, coverage
from seminars.analysis.query import Query
from seminars.model.period import parse_period
from seminars.model.programme import Name, Programme, Recency, State, Term
from seminars.output.blocks import Grid, Span
from seminars.output.coverage import coverage_view
from seminars.output.plain import plain

if TYPE_CHECKING:
    from tests.conftest import Run, Write

HELD = seminar(
    dates="2007-03-12/2007-03-14",
    status="held",
    themes=("pay", "bargaining"),
    countries=("KE", "CI"),
    languages=("en", "xx"),
    provenance="illustrative",
)


def asked(kept: Programme, **question: Any) -> Coverage:
    given = {"query": Query(period=parse_period("2007")), "as_of": AS_OF}
    return coverage(kept, **{**given, **question})


def told(kept: Programme, **question: Any) -> list[str]:
    return list(plain(coverage_view(kept, asked(kept, **question))))


def starting(lines: list[str], *words: str) -> list[str]:
    return [text for text in lines if text.startswith(words)]


def test_the_answer_comes_before_the_detail() -> None:
    scheduled = seminar("ci", country="CI", dates="2007-11", status="scheduled", themes=("pay",))
    proposed = seminar("maybe", dates="2007-12", themes=("pay",))
    bare = seminar("bare", dates="2007-12")
    assert told(programme([HELD, scheduled, proposed, bare])) == [
        "Performances · 2007 · as of 3 August 2007",
        "held+scheduled (proposed); a seminar with two themes counts in each; by host",
        "",
        "                Remuneration  Collective bargaining  no theme  Seminars",
        "Africa          ● 1+1 (1)     ● 1                    · (1)     1+1 (2)",
        "Arab countries  ·             ·                      ·         ·",
        "Seminars        1+1 (1)       1                      (1)       1+1 (2)",
        "",
        "Last held: ● current, up to 24 months   ◐ ageing, up to 48   ○ lapsed   · never",
        "",
        "Never: 2 themes in Arab countries; 1 state",
        "Worst served for its size: Arab countries (none of its share)",
        "",
        "States                  Hosted  Reached  Never  Seminars for its size (1.0 even)",
        "Africa                       1   2 of 2      0                               1.5",
        "Arab countries               0   0 of 1      1                               0.0",
        "All states on the roll       1   2 of 3      1",
        "",
        "2 gaps, most urgent first",
        "  never  Arab countries  Remuneration, Collective bargaining",
        "",
        "Caveats: 1 without themes",
        "4 seminars · 1 illustrative",
        (
            "→ seminars list --region arab · seminars coverage --by country,theme --region arab"
            " · seminars check"
        ),
    ]


@pytest.mark.parametrize(
    ("question", "aid"),
    [
        ({}, "held+scheduled (proposed); a seminar with two themes counts in each; by host"),
        (
            {"by": ("level", "language")},
            "held+scheduled (proposed); a seminar with two levels counts in each",
        ),
        ({"by": ("kind", "month")}, "held+scheduled (proposed)"),
        ({"by": ("kind", "status")}, "seminars by their status"),
        ({"by": ("kind", "region")}, "held+scheduled (proposed); by host"),
        (
            {"count": "share"},
            "held+scheduled (proposed); a seminar counts one, divided among its cells; by host",
        ),
        (
            {"by": ("country", "kind"), "at": "reached"},
            (
                "held+scheduled (proposed); a seminar with two countries counts in each;"
                " by the states that took part"
            ),
        ),
    ],
)
def test_the_second_line_says_how_to_read_the_figures(question: dict[str, Any], aid: str) -> None:
    assert told(programme([HELD]), **question)[1] == aid


def test_countries_stand_by_their_names() -> None:
    away = seminar("away", country=None, kind="regional", dates="2007-05", status="held")
    lines = told(programme([HELD, away]), by=("country", "kind"))
    assert lines[4:9] == [
        "Côte d'Ivoire  ·         ·         ·",
        "Jordan         ·         ·         ·",
        "Kenya          ● 1       ·         1",
        "not known      ·         ● 1       1",
        "Seminars       1         1         2",
    ]


def test_languages_have_their_names_and_fractions_two_digits() -> None:
    lines = told(programme([HELD]), by=("theme", "language"), count="share")
    assert lines[3].split() == ["English", "xx", "Seminars"]
    assert lines[4].split("  ")[-1] == "0.5"
    third = seminar(dates="2007-03", status="held", languages=("en", "xx", "yy"))
    lines = told(programme([third]), by=("kind", "language"), count="share")
    assert lines[4].split() == "national ● 0.33 ● 0.33 ● 0.33 1".split()


def test_status_by_status_shows_counts() -> None:
    off = seminar("off", dates="2007-05", status="cancelled")
    lines = told(programme([HELD, off]), by=("kind", "status"))
    assert lines[3].split() == "proposed scheduled held postponed cancelled Seminars".split()
    assert lines[4].split() == "national · · ● 1 · · 1 2".split()


def test_recency_is_a_mark_and_its_colour() -> None:
    kept = programme(
        [HELD, seminar("old", dates="2005-03", status="held", themes=("pay",), region="arab", country="JO")],
        recency=Recency(6, 12),
    )  # fmt: skip
    answer = asked(kept)
    grid = next(block for block in coverage_view(kept, answer) if isinstance(block, Grid))
    assert list(grid.rows[1]) == ["Arab countries", "○", "·", "·"]
    assert [grid.style(1, column) for column in range(4)] == ["", "lapsed", "never", "title"]
    assert grid.style(2, 1) == "title"
    assert starting(told(kept), "  lapsed") == [
        "  lapsed  Arab countries  Remuneration (31 March 2005)"
    ]


def test_countries_never_reached_stand_by_name_after_them_those_that_lapsed() -> None:
    old = seminar(dates="2005-03", status="held", country="CI")
    kept = programme([old], recency=Recency(6, 12))
    lines = told(kept, by=("country", "kind"))
    at = lines.index("6 gaps, most urgent first")
    assert lines[at + 1 : at + 5] == [
        "  never   Côte d'Ivoire  regional",
        "  never   Jordan         national, regional",
        "  never   Kenya          national, regional",
        "  lapsed  Côte d'Ivoire  national (31 March 2005)",
    ]


def test_of_many_gaps_the_most_urgent_are_shown() -> None:
    regions = tuple(Term(f"r{number}", f"Region {number}") for number in range(12))
    lines = told(programme(regions=regions))
    assert starting(lines, "24 gaps") == ["24 gaps, most urgent first"]
    assert len(starting(lines, "  never")) == 8
    assert starting(lines, "  …") == ["  … and 4 rows more, all with --format json"]


def test_gaps_are_coloured_by_their_urgency() -> None:
    kept = programme()
    grids = [block for block in coverage_view(kept, asked(kept)) if isinstance(block, Grid)]
    assert [grids[2].style(0, column) for column in range(3)] == ["never", "", ""]
    assert [grids[1].style(0, column) for column in range(5)] == ["", "", "", "never", ""]
    assert grids[1].style(2, 3) == "title"


def test_a_time_that_is_past_is_no_gap_to_close() -> None:
    assert starting(told(programme(), by=("region", "month")), "24", "  never") == []


def test_where_everything_is_current_there_are_no_gaps() -> None:
    kept = programme([HELD], regions=(Term("africa", "Africa"),))
    lines = told(kept)
    assert "No gaps: nothing lapsed, nothing never held" in lines
    assert starting(lines, "Never reached", "Worst") == []


def test_states_off_the_roll_are_named_also_when_all_others_are_reached() -> None:
    wide = seminar(dates="2007-03", status="held", countries=("KE", "CI", "KI", "XX"))
    kept = programme([wide], regions=(Term("africa", "Africa"),))
    assert starting(told(kept), "Off the roll", "Never") == [
        "Never held: 2 themes in Africa",
        "Off the roll, and not counted: Kiribati and XX",
    ]


def test_what_was_never_held_is_one_sentence_the_most_first() -> None:
    many = ("Asia", "Europe", "Oceania")
    regions = (
        Term("africa", "Africa"), Term("arab", "Arab countries"), *(Term(f"r-{name}", name) for name in many),
    )  # fmt: skip
    held = seminar(dates="2007-03", status="held", themes=("pay",), countries=("KE", "CI", "JO"))
    jordan = seminar(
        "jo", country="JO", region="arab", dates="2007-03", status="held", themes=("bargaining",)
    )
    kept = programme([held, jordan], regions=regions)  # fmt: skip
    assert starting(told(kept), "Never") == [
        (
            "Never held: 2 themes in Asia, Europe and Oceania; Collective bargaining in Africa;"
            " Remuneration in Arab countries"
        )
    ]
    countries = told(kept, by=("country", "level"))
    assert starting(countries, "Never") == [
        "Never held: National legislation in Côte d'Ivoire, Jordan and Kenya"
    ]
    more = programme([held, jordan], regions=(*regions, Term("r-south", "South")))
    assert starting(told(more), "Never")[0].startswith("Never held: 2 themes in 4 regions; ")


def test_states_never_reached_are_of_the_whole_roll_whatever_the_filters() -> None:
    assert starting(told(programme(), query=Query(regions=frozenset({"arab"}))), "Never") == [
        "Never: 2 themes in Arab countries; 3 states of the whole roll"
    ]


def test_the_legend_says_after_how_many_months() -> None:
    kept = programme(
        recency=Recency(1, 2), recency_by_theme={"pay": Recency(6, 9), "bargaining": Recency(1, 2)}
    )
    legend = "Last held: ● current, up to 1 month   ◐ ageing, up to 2   ○ lapsed   · never"
    lines = told(kept)
    at = lines.index(legend)
    assert lines[at + 1 : at + 3] == ["  Remuneration: current up to 6 months, ageing up to 9", ""]
    lines = told(kept, by=("region", "level"))
    assert lines[lines.index(legend) + 1] == ""


def test_the_least_developed_are_counted_among_the_never_reached() -> None:
    poor = State("UG", "UGA", (Name("Uganda"),), "africa", least_developed=Name("", None, None))
    kept = programme(states=(poor, State("JO", "JOR", (Name("Jordan"),), "arab")))
    assert starting(told(kept, by=("region", "kind")), "Never") == [
        "Never reached: 2 states, 1 of them least developed"
    ]


def test_the_worst_served_is_named_only_where_it_has_less_than_its_share() -> None:
    arab = seminar("jo", country="JO", region="arab", dates="2007-04", status="held")
    assert starting(told(programme([HELD, arab])), "Worst") == [
        "Worst served for its size: Africa (0.8 of its share)"
    ]
    even = seminar("ci", country="CI", dates="2007-04", status="held")
    assert starting(told(programme([HELD, arab, even])), "Worst") == []
    assert starting(told(programme()), "Worst") == []


def test_the_next_commands_are_about_the_region_that_needs_them() -> None:
    first = "→ seminars list --region {} · "
    assert starting(told(programme([HELD])), first.format("arab"))
    assert starting(
        told(programme(), query=Query(regions=frozenset({"arab"}))), first.format("arab")
    )
    assert starting(told(programme(), by=("kind", "theme")), first.format("africa"))
    arab = Query(regions=frozenset({"arab"}))
    assert starting(told(programme(), by=("country", "theme"), query=arab), first.format("arab"))
    assert starting(told(programme(regions=())), "→") == []


def test_without_caveats_none_are_told() -> None:
    plainly = seminar(
        dates="2007-03-12", status="held", themes=("pay",), countries=("KE",), provenance="documented"
    )  # fmt: skip
    assert starting(told(programme([plainly])), "Caveats") == []


def test_titles_and_marks_are_the_only_styled_words_of_lines() -> None:
    kept = programme([HELD])
    lines = [block for block in coverage_view(kept, asked(kept)) if not isinstance(block, Grid)]
    assert lines[0] == (Span("Performances · 2007 · as of 3 August 2007", "title"),)
    assert Span("● current, up to 24 months", "current") in lines[4]


def test_a_period_may_be_of_one_day() -> None:
    kept = programme([HELD], as_of=date(2007, 3, 14))
    lines = told(kept, query=Query(period=parse_period("2007-03-13")))
    assert lines[0] == "Performances · 2007-03-13 · as of 3 August 2007"


def test_countries_stand_by_name_as_rows_and_as_columns(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": "[]\n"})
    rows, columns = (
        call("coverage", "--data", folder, "--by", by).out.splitlines()
        for by in ("country,kind", "kind,country")
    )
    named = [part.strip() for part in columns[3].split("  ") if part.strip()][:-1]
    assert named[:4] == ["Afghanistan", "Albania", "Algeria", "Andorra"]  # AF, AL, DZ, AD
    assert [line.split("  ")[0] for line in rows[4 : 4 + len(named)]] == named
