from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.values import agenda, meeting, no_link, programme, seminar

from seminars.analysis.schedule import Entry
from seminars.output.blocks import Grid, Span
from seminars.output.plain import plain
from seminars.output.schedule import calendar_view, schedule_view

if TYPE_CHECKING:
    from seminars.model.record import Origin


def test_the_agenda_goes_month_by_month_meetings_first() -> None:
    kept = programme()
    told = agenda(
        seminar("day", dates="2007-10-01/2007-10-03", status="scheduled", city="Nairobi"),
        seminar("over", dates="2007-10-30/2007-11-02", status="held"),
        seminar("month", dates="2007-11", kind="regional", region="arab", country=None),
        seminar("open", dates="2007-11-05/", status="scheduled"),
        seminar("none", status="postponed"),
        meetings=[
            meeting("2007-10-01/2007-10-02", place="Geneva"),
            meeting("2007-12", "Vague", blocks=False),
        ],
    )
    assert list(plain(schedule_view(kept, told, no_link))) == [
        "Performances · 2007-Q4 · as of 3 August 2007",
        "August 2007",
        "  no dates      Kenya           Contracts  postponed      none",
        "October 2007",
        "  1–2           Geneva          SCCR 16    meeting",
        "  1–3           Nairobi, Kenya  Contracts  scheduled      day",
        "  30 Oct–2 Nov  Kenya           Contracts  scheduled      over",
        "November 2007",
        "  month only    Arab countries  Contracts  proposed       month",
        "  5–?           Kenya           Contracts  scheduled      open",
        "December 2007",
        "  month only                    Vague      other meeting",
        "",
        "Free weeks: none",
        "5 seminars and 2 meetings · 0 illustrative",
    ]


def test_clashes_meetings_met_and_what_is_overdue_are_told_after() -> None:
    late = seminar("late", dates="2007-07-20", status="scheduled", provenance="illustrative")
    told = agenda(
        Entry(seminar("a", dates="2007-10-01"), ("b", "c"), ("SCCR 16",)),
        Entry(seminar("b", dates="2007-10-01"), ("a",), ()),
        Entry(late, (), ()),
        period="2007",
        free=[
            (date(2007, 10, 8), date(2007, 10, 14)),
            (date(2007, 10, 15), date(2007, 10, 21)),
            (date(2008, 1, 7), date(2008, 1, 13)),
        ],
        undated=[seminar("z"), seminar("y")],
    )
    lines = list(plain(schedule_view(programme(), told, no_link)))
    assert [text for text in lines if text.endswith(("  a", "  b", "  late"))] == [
        "  20          Kenya  Contracts  overdue     late",
        "  1           Kenya  Contracts  proposed !  a",
        "  1           Kenya  Contracts  proposed !  b",
    ]
    assert set(lines[lines.index("") + 1 :]) == {
        "Free weeks in 2007: 8–21 Oct",
        "Free weeks in 2008: 7–13 Jan",
        "! Clash: a and b",
        "! Clash: a and c",
        "! During a meeting: a, SCCR 16",
        (
            "Overdue: late was to end by 20 July 2007 and is still scheduled "
            "→ seminars edit late status=held"
        ),
        "Without dates: z, y",
        "3 seminars and 0 meetings · 1 illustrative",
    }


def test_a_period_without_anything_says_so() -> None:
    lines = list(plain(schedule_view(programme(), agenda(), no_link)))
    assert lines[1:3] == ["Nothing in this period", ""]


def test_ids_are_linked_and_statuses_coloured() -> None:
    def address(origin: Origin) -> str:
        return f"file:///{origin.file}#L{origin.line}"

    told = agenda(
        seminar("late", dates="2007-07-20", status="scheduled"),
        seminar("next", dates="2007-07-21", status="proposed"),
        meetings=[meeting("2007-07-19")],
    )
    grid = list(schedule_view(programme(), told, address))[1]
    assert isinstance(grid, Grid)
    assert [grid.style(row, 3) for row in range(4)] == ["title", "meeting", "warning", "proposed"]
    assert [grid.style(row, 4) for row in range(4)] == ["title", "meeting", "id", "id"]
    assert grid.style(2, 1) == ""
    assert [grid.link(row, 4) for row in range(3)] == ["", "", "file:///data/seminars.yaml#L7"]
    assert grid.link(2, 3) == ""


def test_a_calendar_marks_seminars_over_meetings() -> None:
    told = agenda(
        seminar("held", dates="2007-02-05/2007-02-06", status="held"),
        seminar("next", dates="2007-02-07/", status="scheduled"),
        seminar("maybe", dates="2007-02-08"),
        seminar("off", dates="2007-02-09", status="cancelled"),
        seminar("vague", dates="2007-02"),
        seminar("never"),
        period="2007-02",
        meetings=[meeting("2007-02-06/2007-02-12"), meeting("2007-02-26", blocks=False)],
    )
    lines = list(plain(calendar_view(programme(), told, 80)))
    assert lines[:10] == [
        "Performances · 2007-02 · as of 3 August 2007",
        "● held  ◆ scheduled  ◇ proposed  ▪ blocking meeting  ▫ other meeting",
        "",
        "February 2007",
        "Mo  Tu  We  Th  Fr  Sa  Su",
        "             1   2   3   4",
        " 5●  6●  7◆  8◇  9× 10▪ 11▪",
        "12▪ 13  14  15  16  17  18",
        "19  20  21  22  23  24  25",
        "26▫ 27  28",
    ]


def test_months_stand_abreast_as_the_width_allows() -> None:
    def titles(width: int) -> list[str]:
        lines = plain(calendar_view(programme(), agenda(period="2007-Q4"), width))
        return [" ".join(text.split()) for text in lines if " 2007" in text and "·" not in text]

    assert titles(20) == ["October 2007", "November 2007", "December 2007"]
    assert titles(60) == ["October 2007 November 2007", "December 2007"]
    assert titles(200) == ["October 2007 November 2007 December 2007"]


def test_an_open_period_ends_with_what_is_in_it() -> None:
    def months(*given: str, period: str) -> list[str]:
        told = agenda(
            *(seminar(dates, dates=dates) for dates in given),
            period=period,
            meetings=[meeting("2007-03-30/2007-04-02")],
        )
        lines = plain(calendar_view(programme(), told, 20))
        return [text.split()[0] for text in lines if text.endswith(" 2007") and "·" not in text]

    assert months("2007-05-01", period="2007-02..") == ["February", "March", "April", "May"]
    assert months("2007-01-01", period="..2007-02") == ["January", "February"]


def test_an_open_period_without_anything_is_the_month_it_is() -> None:
    told = agenda(period="2007-08-03..")
    lines = list(plain(calendar_view(programme(), told, 20)))
    assert [text for text in lines if text == "August 2007"] == ["August 2007"]


def test_marks_of_the_calendar_have_the_colour_of_their_status() -> None:
    told = agenda(seminar("held", dates="2007-02-05", status="held"), period="2007-02")
    spans = [part for block in calendar_view(programme(), told, 80) for part in block]  # type: ignore[union-attr]  # a calendar has no grid
    assert Span(" 5● ", "held") in spans
