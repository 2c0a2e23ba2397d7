"""The page as markup: what stands in it, how large it is, what its figures show and name."""

from __future__ import annotations

import json
import random
import re
import zlib
from base64 import b64decode
from datetime import date, timedelta
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kept import ROOT
from tests.strategies import written

from seminars.analysis.paper.paper import Front, paper
from seminars.output.page.lanes import Bar, stacked
from seminars.output.page.page import page
from seminars.output.page.scale import LEFT, RIGHT, Scale
from seminars.output.page.tables import Columns
from seminars.output.paper.markdown import markdown
from seminars.output.paper.paper import document

if TYPE_CHECKING:
    from tests.conftest import Run, Write

DATA = ROOT / "data"
DAY = ("--as-of", "2007-08-03")


def words_of(dice: random.Random, pool: list[str], number: int) -> str:
    return " ".join(dice.choice(pool) for _ in range(number))


def wordy(title: int, outcome: int, records: int = 1_000) -> str:
    """Records whose words are dice: hardly to be compressed."""
    dice = random.Random(5)  # noqa: S311 (a test, not a secret)
    letters = "abcdefghijklmnoprstuvw"
    pool = ["".join(dice.choices(letters, k=dice.randint(3, 10))) for _ in range(4_000)]
    made = []
    for number in range(records):
        day = date(1990, 1, 1) + timedelta(dice.randint(0, 7_000))
        made.append(f"""
            - id: {day.year}-{words_of(dice, pool, 2).replace(" ", "-")}-{number}
              title: {words_of(dice, pool, title)}
              kind: national
              country: {dice.choice(("KE", "PE", "PL", "TH", "JO", "SN", "BR", "VN", "FR"))}
              city: {dice.choice(("Nairobi", "Lima", "Warsaw", "Bangkok", "Amman"))}
              dates: {day}/{day + timedelta(2)}
              planned: {day.year}-{dice.randint(1, 12):02}
              status: {dice.choice(("held", "held", "scheduled", "proposed", "postponed"))}
              reason: {words_of(dice, pool, 8)}
              outcome: {words_of(dice, pool, outcome)}
              participants: ~{dice.randint(10, 99)}
        """)
    return "".join(made)


def packed(page: str) -> dict[str, Any]:
    """What the script unpacks."""
    found = re.search(r'id="packed">([^<]*)<', page)
    assert found
    figures, *rows = zlib.decompress(b64decode(found[1])).decode().split("\n")
    parts = [row.split(" ", 2) for row in rows]
    return {
        "figures": json.loads(figures),
        "rows": [[table, int(at), row] for table, at, row in parts],
    }


def text_of(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", markup))


def test_every_row_of_a_brief_is_on_its_page_and_its_numbers_lead_there(call: Run) -> None:
    for state in ("KE", "UG", "BF", "SN", "CO"):
        page = call("report", "--data", DATA, *DAY, "--brief", state, "-f", "html").out
        paper = call("report", "--data", DATA, *DAY, "--brief", state).out
        assert "<!--" not in page
        shown = re.sub(r"\s+", " ", text_of(page))
        rows = [
            line for line in paper.splitlines() if re.match(r"\| (?!Dates|---|Practical)", line)
        ]
        assert rows
        for row in rows:
            for cell in row.strip("| ").split(" | "):
                assert re.sub(r"\[\^\d+\]|\\", "", cell) in shown
        for target in re.findall(r'href="#([^"]*)"', page):
            assert f'<tbody id="{target}"><tr>' in page
        assert page.count('href="#b-brief-') == len(re.findall(r"<tbody", page))
        levels = [int(level) for level in re.findall(r"<h(\d)", page)]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_no_place_is_left_empty_in_any_page(call: Run, write: Write) -> None:
    for folder in (DATA, write({"seminars.yaml": "[]\n"})):
        page = call("report", "--data", folder, *DAY, "-f", "html").out
        assert "<!--" not in page
        levels = [int(level) for level in re.findall(r"<h(\d)", page)]
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_name_stands_once_for_one_part_of_the_page(call: Run) -> None:
    for options in ((), ("--brief", "KE")):
        page = call("report", "--data", DATA, *DAY, *options, "-f", "html").out
        for pattern in (r"<caption>([^<]*)", r'aria-label="([^"]*)"', r' id="([^"]*)"'):
            found = re.findall(pattern, page)
            assert found
            assert len(found) == len(set(found)), pattern


def test_a_thousand_wordy_records_keep_under_the_limit_and_what_is_left_out_is_said(
    call: Run, write: Write
) -> None:
    for title, outcome in ((6, 6), (10, 25), (14, 60)):
        folder = write({"seminars.yaml": wordy(title, outcome)})
        page = call("report", "--data", folder, "--as-of", "2009-01-01", "-f", "html").out
        assert len(page.encode()) < 400_000
        rows = packed(page)["rows"]
        remarks = [row[2].rpartition("<td")[2] for row in rows if row[0] == "seminars"]
        left_out = sum(remark == " data-v>[left out]" for remark in remarks)
        told = re.findall(r"The longest remarks \((\d+)\) are left out of this page", page)
        assert told == ([str(left_out)] if left_out else [])
        assert (left_out > 0) is (outcome > 6)
        assert left_out < 1_000
        assert not any(remark == " dir=auto>" for remark in remarks)


def test_what_no_remark_can_save_is_larger_than_the_limit(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": wordy(120, 20, 600)})
    page = call("report", "--data", folder, "--as-of", "2009-01-01", "-f", "html").out
    assert len(page.encode()) > 400_000
    assert "left out" not in page
    remarks = [row[2] for row in packed(page)["rows"] if row[0] == "seminars"]
    assert len(remarks) == 600
    assert not any("[left out]" in remark for remark in remarks)


def test_what_is_too_large_packed_quickly_is_packed_well(
    call: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seminars.output.page.rows._QUICKLY", 0)
    folder = write({"seminars.yaml": wordy(6, 6)})
    page = call("report", "--data", folder, "--as-of", "2009-01-01", "-f", "html").out
    assert len(page.encode()) < 400_000
    assert 'id="packed"' in page
    assert "left out" not in page


def test_where_no_part_of_the_remarks_fits_all_are_left_out(
    call: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seminars.output.page.rows._PARTS", ())
    folder = write({"seminars.yaml": wordy(14, 60)})
    page = call("report", "--data", folder, "--as-of", "2009-01-01", "-f", "html").out
    assert "The longest remarks (1,000) are left out" in page
    assert len(page.encode()) < 400_000


def test_bytes_and_not_letters_are_counted(call: Run, write: Write) -> None:
    """So many letters fit; in another alphabet their bytes do not."""
    for letter, is_packed in (("x", False), ("ж", True)):
        record = "- {{id: r{}, title: T, kind: national, country: KE, status: held, dates: 2007-01-01, outcome: {}}}\n"
        text = "".join(record.format(at, f"{at} {letter * 3000}") for at in range(60))
        folder = write({"seminars.yaml": text})
        page = call("report", "--data", folder, "--as-of", "2009-01-01", "-f", "html").out
        assert ('id="packed"' in page) is is_packed


def test_a_request_that_is_called_by_a_number_is_no_seminar(call: Run, write: Write) -> None:
    folder = write({
        "seminars.yaml": "[]\n",
        "programme.yaml": f"requests: [{{id: '{'1' * 5000}', country: KE}}]\n",
    })  # fmt: skip
    assert call("report", "--data", folder, *DAY, "-f", "html").code == 0


def test_what_a_followed_figure_counts_is_told_by_its_subject(call: Run, write: Write) -> None:
    folder = write({
        "programme.yaml": """
            regions: [{id: regional, title: Some region}]
            themes: [{id: regional, title: Rights}]
            roll: [{code: KE, region: regional}]
        """,
        "seminars.yaml": "- {id: a, title: A, kind: national, country: KE, status: held, "
        "dates: 2007-01-01, themes: [regional]}\n",
    })  # fmt: skip
    page = call("report", "--data", folder, *DAY, "-f", "html").out
    found = re.search(r'id="figures">(.*?)</script>', page)
    assert found
    figures = json.loads(found[1])
    assert figures["held.region.regional.theme.regional"][0] == "Taken place · Some region · Rights"
    folder = write({"seminars.yaml": "".join(
        f"- {{id: {kind}, title: A, kind: {kind}, country: KE, region: africa, status: held, "
        "dates: 2007-01-01}\n" for kind in ("national", "regional")
    ), "programme.yaml": "title: P\n"})  # fmt: skip
    page = call("report", "--data", folder, *DAY, "-f", "html").out
    assert '"held.kind.national":["Taken place · national",' in page


def test_each_table_of_a_brief_says_what_it_holds(call: Run) -> None:
    page = call("report", "--data", DATA, *DAY, "--brief", "FR", "-f", "html").out
    assert "<caption>Other seminars to come near it</caption>" in page
    assert "<caption>Seminars</caption>" not in page


def test_every_row_is_packed_in_its_order(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": wordy(6, 6), "programme.yaml": "title: P\n"})
    assert call("report", "--data", folder, "--as-of", "2001-01-01", "--freeze", "-o",
                folder / "old.md").code == 0  # fmt: skip
    since = ("--as-of", "2009-01-01", "--since", folder / "old.md.figures.json")
    paper = json.loads(call("report", "--data", folder, *since, "-f", "json").out)["data"]
    page = call("report", "--data", folder, *since, "-f", "html").out
    rows: dict[str, dict[int, str]] = {}
    for table, at, row in packed(page)["rows"]:
        rows.setdefault(table, {})[at] = row
    assert set(rows) == {"seminars", "changes", "timeline"}
    for name, titles in (
        ("seminars", [s["title"] for s in paper["seminars"] if s["number"]]),
        ("changes", [part["title"] for part in paper["changes"]["seminars"]]),
    ):
        assert len(titles) > 50
        found = [text_of(rows[name][at]) for at in range(len(rows[name]))]
        assert len(found) == len(titles)
        assert all(title in text for title, text in zip(titles, found, strict=True))


def test_a_state_without_outline_and_capital_is_named_under_the_map(
    call: Run, write: Write
) -> None:
    folder = write({
        "seminars.yaml": "- {id: a, title: T, kind: national, country: TV, dates: 2007-01, status: held}\n",
        "programme.yaml": """
            regions: [{id: n, title: North}]
            roll: [{code: TV, region: n}, {code: KE, region: n}, {code: MC, region: n}]
        """,
    })  # fmt: skip
    page = call("report", "--data", folder, *DAY, "-f", "html").out
    assert (
        "Not drawn, since no outline and no capital is known: Tuvalu: hosted a seminar (solid)."
        in page
    )
    assert "States that hosted a seminar: 1; reached only as participants: 0" in page
    assert "Not drawn" not in call("report", "--data", DATA, *DAY, "-f", "html").out


def marks(first: str, last: str) -> list[str]:
    scale = Scale(date.fromisoformat(first), date.fromisoformat(last))
    return [text for _, text in scale.marks()]


@pytest.mark.parametrize(
    ("first", "last", "texts"),
    [
        ("2007-02-05", "2007-02-05",
         ["February 1, 2007", "February 8, 2007", "February 15, 2007", "February 22, 2007"]),
        ("2007-02-20", "2007-03-05",
         ["February 1, 2007", "February 15, 2007", "March 1, 2007", "March 15, 2007"]),
        ("2007-02-20", "2007-05-05", ["February 2007", "March 2007", "April 2007", "May 2007"]),
        ("2007-02-20", "2007-12-05", ["2007-Q1", "2007-Q2", "2007-Q3", "2007-Q4"]),
        ("2004-02-20", "2008-01-05", ["2004", "2005", "2006", "2007", "2008"]),
        ("1987-02-20", "2010-01-05", ["1987", *(str(year) for year in range(1990, 2011, 2))]),
        ("1946-02-20", "2007-01-05", ["1946", *(str(year) for year in range(1950, 2006, 5))]),
        ("1945-02-20", "2007-01-05", [*(str(year) for year in range(1945, 2006, 5))]),
        ("1902-02-20", "2007-01-05", ["1902", *(str(year) for year in range(1910, 2001, 10))]),
        ("9999-12-01", "9999-12-31",
         ["December 1, 9999", "December 8, 9999", "December 15, 9999", "December 22, 9999"]),
    ],
)  # fmt: skip
def test_a_timeline_is_named_from_its_first_day_on(first: str, last: str, texts: list[str]) -> None:
    assert [text for text in marks(first, last) if text] == texts


days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(days, days, days, days)
def test_bars_and_names_of_a_timeline_stay_inside_and_apart(
    one: date, two: date, begins: date, ends: date
) -> None:
    scale = Scale(min(one, two), max(one, two))
    named = list(scale.marks())
    assert named[0][0] == LEFT
    assert named[0][1] != ""
    for (x, text), (after, _) in pairwise(named):
        assert x + 7.6 * len(text) <= after + 1
    assert named[-1][0] + 7.6 * len(named[-1][1]) <= RIGHT + 1
    first, last = max(min(begins, ends), scale.first), min(max(begins, ends), scale.last)
    if first <= last:
        x, width = scale.span(min(begins, ends), max(begins, ends))
        assert x >= LEFT - 0.1
        assert x + width <= RIGHT + 0.1
        assert width >= 4


bars = st.lists(
    st.builds(
        lambda x, width, number: Bar(x, min(width, RIGHT - x), "t-held", str(number), ""),
        st.floats(LEFT, RIGHT - 4), st.floats(4, 400), st.integers(1, 999),
    ), max_size=40,
)  # fmt: skip


@given(bars, st.booleans())
def test_no_bar_covers_another_nor_its_number(
    made: list[Bar],
    numbered: bool,  # noqa: FBT001 (Hypothesis gives it)
) -> None:
    placed = stacked(made, numbered=numbered)
    assert sorted(map(id, made)) == sorted(id(part.bar) for part in placed)
    if numbered:
        assert all(part.numbered for part in placed)
    for at, part in enumerate(placed):
        left, right = part.bar.extent(numbered=part.numbered)
        assert left >= LEFT - 30
        assert right <= RIGHT + 6.1
        for other in placed[:at]:
            if other.row == part.row:
                begins, ends = other.bar.extent(numbered=other.numbered)
                assert ends <= left or right <= begins


def test_every_bar_is_numbered_and_listed(call: Run) -> None:
    page = call("report", "--data", DATA, *DAY, "-f", "html").out
    listed = re.findall(
        r"<li>([^<]*): <strong><a href=\"#(r-[^\"]*)\">(\d+)</a></strong> <bdi>([^<]*)", page
    )
    assert ("October 18 to 19, 2006", "r-2006-uy-montevideo", "2", "Montevideo, Uruguay") in listed
    assert all(f'id="{target}"' in page for _, target, _, _ in listed)
    numbers = re.findall(r'<text class="no"[^>]*>([^<]*)', page)
    assert sorted(number for number in numbers if number.isdigit()) == sorted(
        number for _, _, number, _ in listed
    )
    assert "<li>February 19 to 23, 2007: <strong>M3</strong> <bdi>PCDA 3</bdi>" in page
    assert "M3" in numbers


def test_more_seminars_than_can_be_numbered_are_listed_all_the_same(
    call: Run, write: Write
) -> None:
    records = "".join(
        f"- {{id: r{n}, title: T, kind: national, country: KE, dates: {1980 + n % 30}-0{n % 9 + 1}-11, status: held}}\n"
        for n in range(301)
    )
    folder = write({"seminars.yaml": records})
    page = call("report", "--data", folder, "--as-of", "2010-08-03", "-f", "html").out
    assert '<path class="t-held" d="M' in page
    assert page.count("<li>") > 301
    numbers = re.findall(r'<text class="no"[^>]*>([^<]*)', page)
    assert 0 < len(numbers) < 301


def test_a_long_name_of_a_region_is_not_cut(call: Run, write: Write) -> None:
    title = "The region of " + "very many words " * 15 + "in its name"
    folder = write({
        "seminars.yaml": "- {id: a, title: T, kind: national, country: KE, dates: 2007-01, status: held}\n",
        "programme.yaml": f"regions: [{{id: n, title: {title}}}]\nroll: [{{code: KE, region: n}}]\n",
    })  # fmt: skip
    page = call("report", "--data", folder, *DAY, "-f", "html").out
    lines = re.findall(r'<text class="lane"[^>]*>([^<]*)', page)
    assert " ".join(lines) == title
    assert max(map(len, lines)) <= 120


def test_cells_know_numbers_and_what_is_not_known(call: Run) -> None:
    page = call("report", "--data", DATA, *DAY, "-f", "html").out
    rows = dict(re.findall(r'<tr [^>]*id="r-([^"]*)"[^>]*>(.*)', page))
    assert '<td data-v="60">~60<td' in rows["2006-ke-nairobi"]
    assert '<td data-v="">–<td' in rows["2006-sn-dakar"]
    assert '<td data-v="">no date<td' in rows["2008-zm-lusaka"]
    assert rows["2008-zm-lusaka"].endswith("<td dir=auto>illustrative")
    assert rows["2007-cn-beijing"].count("<td data-v>–") == 2


def test_the_darkest_shade_is_that_of_the_largest_cell(call: Run, write: Write) -> None:
    def shades(*numbers: int) -> list[str]:
        states = ("KE", "PE", "PL")
        records = "".join(
            f"- {{id: s{at}-{n}, title: T, kind: national, country: {code}, dates: 2007-01, status: held, themes: [remuneration]}}\n"
            for at, (code, number) in enumerate(zip(states, numbers, strict=False))
            for n in range(number)
        )
        folder = write({"seminars.yaml": records})
        page = call("report", "--data", folder, *DAY, "-f", "html").out
        return re.findall(r"<td class=(h\d)>", page)

    assert shades(1, 3) == ["h1", "h3"]
    assert shades(1, 20, 40) == ["h1", "h2", "h4"]


def test_a_followed_figure_is_told_in_words(call: Run) -> None:
    page = call("report", "--data", DATA, *DAY, "-f", "html").out
    found = re.search(r'id="figures">([^<]*)<', page)
    assert found
    figures = json.loads(found[1])
    told = {key: value[0] for key, value in figures.items()}
    assert told["held.theme.remuneration"] == "Taken place · Remuneration systems"
    assert told["scheduled"] == "Scheduled before the end of 2007"
    assert told["held.region.africa.theme.unknown"] == "Taken place · Africa · None recorded"
    assert told["held.kind.national"] == "Taken place · national"
    assert (
        told["target.1.held"] == "Seminars of the programme's period, by status · national · held"
    )
    assert told["mandate.m-2006.scheduled"] == (
        "Seminars that answer the mandate, by status · "
        "WIPO General Assembly, September 25 to October 3, 2006 · scheduled"
    )
    assert told["states.least-developed.reached"].endswith("· of which least developed")
    assert set(re.findall(r'data-k="([^"]*)"', page)) == set(figures)


def test_a_promise_is_made_only_where_it_is_kept(call: Run, write: Write) -> None:
    promise = "Underlined numbers lead to the seminars behind them."
    assert promise in call("report", "--data", DATA, *DAY, "-f", "html").out
    folder = write({"seminars.yaml": "[]\n"})
    assert "Underlined" not in call("report", "--data", folder, *DAY, "-f", "html").out


def test_what_is_for_the_office_is_on_no_page() -> None:
    programme = written([{
        "id": "a", "title": "T", "kind": "national", "country": "KE", "dates": "2007-01",
        "status": "held", "notes": "xnotes", "officers": ["xofficer"],
    }]).programme  # fmt: skip
    made = paper(programme, date(2007, 8, 3), Front())
    assert "xnotes" in markdown(document(made))
    assert "xnotes" not in page(made)
    assert "xofficer" not in page(made)


def test_heads_in_the_style_cannot_end_it() -> None:
    columns = Columns()
    columns.add("t", ('a"b</style>', "c\\d"), (1, 3))
    style = columns.style()
    assert 'content:"a\\22 b\\3c /style\\3e "' in style
    assert 'content:"c\\5c d"' in style
    assert "#t-t thead th:nth-child(2){width:75.0%}" in style
    assert Columns().style() == ""
