"""The page in a real browser: no network, no message, filter and keyboard, paper, axe-core."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from benchmarks.reading import write_programme
from tests.conftest import FOREIGN, OURS
from tests.kept import ROOT
from tests.webdriver import KEYS, Browser, browser

from seminars import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

Pages = dict[str, Path]

AXE = Path(__file__).parent / "browser" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHOWN = (
    "return [...document.querySelectorAll('#b-seminars tr')].filter(r => !r.hidden).map(r => r.id)"
)
TOLD = "return document.getElementById('f-told').textContent"
FILL = (
    "const f = document.getElementById(arguments[0]); f.value = arguments[1];"
    "f.dispatchEvent(new Event('input'))"
)
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
BROAD = f"""
- id: broad
  title: {LONG}
  kind: national
  country: KE
  city: {LONG}
  dates: 2007-02-01
  status: held
  themes: [t]
  planned: 2007-01
  outcome: {LONG}
- {{id: east, title: ندوة وطنية حول حقوق فناني الأداء (2007)!, kind: national, country: EG, city: القاهرة, dates: 2007-03-01, status: held}}
"""
REGION = "Countries of a region whose title is as long as " + "a title can be " * 8
TERMS = f"""
title: {LONG}
themes: [{{id: t, title: {LONG}}}]
regions: [{{id: africa, title: {REGION}}}]
roll: [{{code: KE, region: africa}}, {{code: EG, region: africa}}]
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    folder = tmp_path_factory.mktemp("pages")
    shipped, day = ("-d", str(ROOT / "data")), ("--as-of", "2009-01-01")
    for name, records, terms in (("empty", "[]\n", ""), ("broad", BROAD, TERMS)):
        (folder / name).mkdir()
        (folder / name / "seminars.yaml").write_text(records, encoding="utf-8")
        (folder / name / "programme.yaml").write_text(terms, encoding="utf-8")
    many = write_programme(folder / "many", 1_000)
    commands = {
        "page": (*shipped, "--symbol", "WO/GA/34/7"), "brief": (*shipped, "--brief", "KE"),
        "large": ("-d", str(many), *day), "empty": ("-d", str(folder / "empty")),
        "broad": ("-d", str(folder / "broad"), "--as-of", "2007-08-03"),
    }  # fmt: skip
    made = {name: folder / f"{name}.html" for name in commands}
    with pytest.MonkeyPatch.context() as patch:
        for name in FOREIGN:
            patch.delenv(name, raising=False)
        for name, value in OURS.items():
            patch.setenv(name, value)
        for name, options in commands.items():
            assert cli.main(["report", *options, "-o", str(made[name])]) == 0
    return made


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


def requests(window: Browser) -> list[str]:
    """The addresses that the page asked for."""
    messages = (json.loads(entry["message"])["message"] for entry in window.log("performance"))
    return [
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]


def faults(window: Browser) -> list[Any]:
    """What axe-core finds at level AA in the page as it stands."""
    window.run(AXE.read_text(encoding="utf-8"))
    found: list[Any] = window.run_async(
        "const done = arguments[arguments.length - 1];"
        f"axe.run({{runOnly: {json.dumps(RULES)}}}).then(r => done(r.violations))"
    )
    return [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found]


def unpacked(window: Browser) -> None:
    """Wait until the rows of a large page are in their places."""
    window.run_async(
        "const done = arguments[0]; (function look() {"
        "if (document.querySelector('.filters').hidden) setTimeout(look, 20); else done() }())"
    )


def test_it_opens_without_network_request_or_message(window: Browser, pages: Pages) -> None:
    for path in pages.values():
        assert path.stat().st_size < 400_000
        window.log("performance")
        window.open(path)
        assert window.log("browser") == []
        assert requests(window) == [path.as_uri()]


def test_the_policy_stops_what_is_not_of_the_page(window: Browser, pages: Pages) -> None:
    window.open(pages["page"])
    window.run(
        "const s = document.createElement('script'); s.textContent = 'window.planted = 1';"
        "document.body.append(s); const i = new Image(); i.src = 'https://example.org/x.png'"
    )
    assert window.run("return window.planted") is None
    assert all("Content Security Policy" in entry["message"] for entry in window.log("browser"))


def test_filters_narrow_the_table_and_say_so(window: Browser, pages: Pages) -> None:
    window.open(pages["page"])
    assert len(window.run(SHOWN)) == 34
    assert window.run(TOLD) == "34 of 34 seminars"
    window.run(FILL, "f-region", "1")
    assert window.run(SHOWN) == [
        "r-2006-jo-amman",
        "r-2008-eg-cairo",
        "r-2007-ma-rabat",
        "r-2007-tn-tunis",
    ]
    window.run(FILL, "f-list", "held")
    assert window.run(SHOWN) == ["r-2006-jo-amman"]
    assert window.run(TOLD) == "Taken place · Arab countries · 1 of 34 seminars"
    window.run("document.getElementById('f-clear').click()")
    window.run(FILL, "f-text", "NAIROBI scheduled")
    assert window.run(SHOWN) == ["r-2007-ke-nairobi"]
    assert window.run(TOLD) == "“NAIROBI scheduled” · 1 of 34 seminars"
    window.run(FILL, "f-text", "bogota")
    assert window.run(SHOWN) == ["r-2007-co-bogota"]


def test_a_page_of_a_thousand_seminars_unpacks_its_rows(window: Browser, pages: Pages) -> None:
    assert 'id="r-s-000001"' not in pages["large"].read_text(encoding="utf-8")
    window.open(pages["large"])
    unpacked(window)
    assert len(window.run(SHOWN)) == 1_000
    assert window.run("return document.querySelectorAll('#b-changes tr').length") == 1_000
    assert window.run("return document.querySelectorAll('#b-timeline li').length") > 900
    assert window.run("return document.querySelectorAll('.note:not([hidden])').length") == 0
    window.run("document.querySelector('a[data-k=\"scheduled\"]').click()")
    assert 0 < len(window.run(SHOWN)) < 1_000
    assert window.log("browser") == []


def test_a_number_leads_to_the_rows_behind_it_and_to_what_says_so(
    window: Browser, pages: Pages
) -> None:
    for name in ("page", "large"):
        window.open(pages[name])
        unpacked(window)
        for key in ("held.theme.remuneration", "held"):
            window.run(f"document.querySelector('a[data-k=\"{key}\"]').click()")
            top = "return document.getElementById('f-told').getBoundingClientRect().top"
            assert 0 <= window.run(top) < 900
    window.open(pages["page"])
    window.run("document.querySelector('a[data-k=\"held.theme.remuneration\"]').click()")
    assert window.run(SHOWN) == ["r-2006-uy-montevideo", "r-2006-jo-amman", "r-2007-in-mumbai"]
    assert window.run(TOLD) == "Taken place · Remuneration systems · 3 of 34 seminars"
    assert window.run("return location.hash") == "#seminars"
    window.run("document.querySelector('a[data-k=\"held.region.developed\"]').click()")
    assert window.run(SHOWN) == ["r-2007-fr-paris"]
    assert window.run("return location.hash") == "#seminars"


def test_a_link_to_a_row_that_is_filtered_out_shows_it(window: Browser, pages: Pages) -> None:
    window.open(pages["page"])
    link = "document.querySelector('#b-timeline a[href=\"#r-2007-fr-paris\"]').click()"
    window.run(FILL, "f-region", "5")
    window.run(link)
    assert len(window.run(SHOWN)) == 2
    window.run(FILL, "f-region", "1")
    window.run(link)
    assert len(window.run(SHOWN)) == 34
    assert window.run("return document.querySelector('tr:target').id") == "r-2007-fr-paris"


def test_figures_sort_as_numbers_and_what_is_unknown_stays_last(
    window: Browser, pages: Pages
) -> None:
    window.open(pages["page"])
    press = (
        "const b = [...document.querySelectorAll('#t-seminars button')]"
        ".find(b => b.textContent === arguments[0]); b.click(); return b.parentNode.ariaSort"
    )
    cells = (
        "return [...document.querySelectorAll('#b-seminars tr')]"
        ".map(r => r.cells[arguments[0]].textContent)"
    )
    people = [34, 38, 40, 41, 45, 52, 58, 60, 64, 75, 100, 120]
    assert window.run(press, "People") == "ascending"
    found = window.run(cells, 8)
    assert [int(text.strip("~")) for text in found[:12]] == people
    assert set(found[12:]) == {"–"}
    assert window.run(press, "People") == "descending"
    found = window.run(cells, 8)
    assert [int(text.strip("~")) for text in found[:12]] == people[::-1]
    assert set(found[12:]) == {"–"}
    for direction, first in (("ascending", "October 18"), ("descending", "December 2")):
        assert window.run(press, "Dates") == direction
        found = window.run(cells, 1)
        assert found[0 if direction == "descending" else 1].startswith(first)
        assert found[-2:] == ["no date", "no date"]
    for direction in ("ascending", "descending"):
        assert window.run(press, "Practical areas") == direction
        assert window.run(cells, 6)[-2:] == ["–", "–"]
    sorts = "return [...document.querySelectorAll('#t-seminars thead th')].map(h => h.ariaSort)"
    assert window.run(sorts) == ["none"] * 6 + ["descending"] + ["none"] * 3
    mark = "return getComputedStyle(document.querySelectorAll('th button')[arguments[0]], '::after').content"
    assert [window.run(mark, at) for at in (0, 6)] == ['"↕"', '"▼"']


def test_the_keyboard_reaches_filters_and_sorts(window: Browser, pages: Pages) -> None:
    window.open(pages["page"])
    window.press(KEYS["tab"])
    assert window.run("return document.activeElement.className") == "skip"
    window.run(
        "document.querySelector('#b-timeline').closest('details').querySelector('summary').focus()"
    )
    outline = (
        "const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.outlineWidth"
    )
    active = "return document.activeElement.id || document.activeElement.textContent"
    window.press(KEYS["tab"])
    assert (window.run(active), window.run(outline)) == ("f-text", "solid3px")
    window.press("nairobi")
    assert window.run(SHOWN) == ["r-2006-ke-nairobi", "r-2007-ke-nairobi"]
    window.press(KEYS["tab"])
    assert (window.run(active), window.run(outline)) == ("f-list", "solid3px")
    window.press("T")
    assert window.run(SHOWN) == ["r-2006-ke-nairobi"]
    for wanted in ("f-region", "f-clear"):
        window.press(KEYS["tab"])
        assert (window.run(active), window.run(outline)) == (wanted, "solid3px")
    window.press(KEYS["enter"])
    assert window.run(active) == "f-text"
    assert len(window.run(SHOWN)) == 34
    for _ in range(5):
        window.press(KEYS["tab"])
    assert (window.run(active), window.run(outline)) == ("Dates", "solid3px")
    window.press(KEYS["enter"])
    assert window.run("return document.activeElement.parentNode.ariaSort") == "ascending"
    window.press(KEYS["enter"])
    assert window.run("return document.activeElement.parentNode.ariaSort") == "descending"
    assert window.run(SHOWN)[0] == "r-2008-cl-santiago"
    assert window.run(SHOWN)[-2:] == ["r-2008-zm-lusaka", "r-2007-ma-rabat"]


@pytest.mark.parametrize("name", ["page", "brief", "empty", "broad", "large"])
@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_nothing_scrolls_sideways(window: Browser, pages: Pages, name: str, width: int) -> None:
    window.open(pages[name], width)
    if name == "large":
        unpacked(window)
    assert window.run("return innerWidth") == width
    assert window.run("return document.documentElement.scrollWidth") <= width
    cards = "return [...document.querySelectorAll('.cards')].map(t => t.scrollWidth)"
    assert all(found <= width for found in window.run(cards))


def test_a_narrow_window_shows_a_card_a_row(window: Browser, pages: Pages) -> None:
    window.open(pages["page"], 390)
    label = (
        "return [...document.querySelector('#b-seminars tr').cells]"
        ".map(c => getComputedStyle(c, '::before').content)"
    )
    assert window.run(label) == [
        f'"{text}"' for text in ("No.", "Dates", "Place", "Seminar", "List", "Region",
                                 "Practical areas", "Levels", "People", "Remarks")
    ]  # fmt: skip
    letters = (
        "const s = document.querySelector('svg.wide'), t = s.querySelector('.no');"
        "return parseFloat(getComputedStyle(t).fontSize) * s.getBoundingClientRect().width / 1000"
    )
    assert window.run(letters) >= 11


def test_a_box_takes_the_focus_only_when_it_scrolls(window: Browser, pages: Pages) -> None:
    boxes = "return [...document.querySelectorAll('.scroll')].map(b => [b.tabIndex, b.scrollWidth > b.clientWidth])"
    for width, any_scrolls in ((1280, False), (390, True)):
        window.open(pages["page"], width)
        found = window.run(boxes)
        assert all((index == 0) is scrolls for index, scrolls in found)
        assert any(scrolls for _, scrolls in found) is any_scrolls


def test_titles_from_right_to_left_run_so(window: Browser, pages: Pages) -> None:
    window.open(pages["broad"])
    ways = (
        "return [...document.querySelector('#r-east').cells]"
        ".map(c => getComputedStyle(c).direction)"
    )
    assert window.run(ways) == ["ltr", "ltr", "rtl", "rtl", *["ltr"] * 6]
    item = "return getComputedStyle(document.querySelector('a[href=\"#r-east\"]').closest('li').querySelector('bdi')).direction"
    assert window.run(item) == "rtl"


def test_without_a_script_there_is_no_control_and_a_note_for_each_packed_table(
    window: Browser, pages: Pages
) -> None:
    with window.without_script():
        window.open(pages["page"])
        seen = "return [...document.querySelectorAll('button, input, select')].filter(e => e.checkVisibility()).length"
        assert window.run(seen) == 0
        assert len(window.run(SHOWN)) == 34
        assert window.run("return document.querySelectorAll('.note').length") == 0
        window.open(pages["large"])
        assert window.run(seen) == 0
        assert notes(window) == ["timeline", "seminars", "changes"]
        tables = "return ['t-seminars', 't-changes'].map(i => document.getElementById(i).checkVisibility())"
        assert window.run(tables) == [False, False]
        assert "only a script can show it" in window.run(
            "return document.querySelector('main #seminars .note').innerText"
        )


def notes(window: Browser) -> list[str]:
    """The sections in which a note stands."""
    found: list[str] = window.run(
        "return [...document.querySelectorAll('.note:not([hidden])')].map(n => n.closest('section').id)"
    )
    return found


@pytest.mark.parametrize(
    "fault",
    [
        "delete window.DecompressionStream",
        "window.DecompressionStream = class { constructor() { throw new Error('no') } }",
        "Response.prototype.text = () => Promise.reject(new Error('no'))",
    ],
)
def test_what_cannot_be_unpacked_is_said_in_words(
    window: Browser, pages: Pages, fault: str
) -> None:
    with window.beginning_with(fault):
        window.open(pages["large"])
        text = "return document.querySelector('#seminars .note').textContent"
        for _ in range(50):
            if "could not unpack" in window.run(text):
                break
        assert window.run(text) == (
            "This browser could not unpack the table. The paper in Markdown, DOCX or JSON has it, too."
        )
        assert notes(window) == ["timeline", "seminars", "changes"]
        assert window.run("return document.querySelector('.filters').hidden")
        assert window.log("browser") == []


# On paper


def printed(window: Browser, tmp_path: Path) -> list[str]:
    """The text of every page that the browser prints."""
    path = tmp_path / "printed.pdf"
    path.write_bytes(window.printed())
    command = ["pdftotext", "-layout", str(path), "-"]
    made = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return made.stdout.decode().split("\f")[:-1]


def test_each_printed_page_of_the_table_repeats_its_head(
    window: Browser, pages: Pages, tmp_path: Path
) -> None:
    window.open(pages["page"])
    sheets = printed(window, tmp_path)
    first = next(at for at, text in enumerate(sheets) if "Annex I. Seminars" in text)
    last = next(at for at, text in enumerate(sheets) if "Annex II. Regions" in text)
    assert last > first
    heads = r"No\. +Dates +Place +Seminar +List +Region +Practical"
    for text in sheets[first : last + 1]:
        assert len(re.findall(heads, text)) == 1
        assert "↕" not in text


def test_what_is_printed_says_its_filter_and_shows_no_control(
    window: Browser, pages: Pages, tmp_path: Path
) -> None:
    window.open(pages["page"])
    window.run(FILL, "f-region", "1")
    text = "\n".join(printed(window, tmp_path))
    assert "Arab countries · 4 of 34 seminars" in text
    for control in ("Show all", "Skip to the paper", "Underlined numbers"):
        assert control not in text
    assert "PCDA 3" in text


def test_a_dark_screen_prints_light(window: Browser, pages: Pages, tmp_path: Path) -> None:
    inks = []
    for wanted in (True, False):
        window.dark(wanted=wanted)
        window.open(pages["page"])
        (tmp_path / "p.pdf").write_bytes(window.printed())
        command = ["pdftoppm", "-r", "20", "-gray", str(tmp_path / "p.pdf"), str(tmp_path / "p")]
        subprocess.run(command, check=True, timeout=60)
        sheet = min(tmp_path.glob("p-*.pgm")).read_bytes()
        inks.append(sum(sheet[-10_000:]) / 10_000)
    window.dark(wanted=False)
    assert inks[0] == inks[1] > 200


def test_what_is_printed_can_be_read(window: Browser, pages: Pages, tmp_path: Path) -> None:
    window.open(pages["page"])
    path = tmp_path / "p.pdf"
    path.write_bytes(window.printed())
    command = ["pdftotext", "-bbox-layout", str(path), "-"]
    words = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
    heights = {
        text: float(bottom) - float(top)
        for top, bottom, text in re.findall(
            r'<word [^>]*yMin="([\d.]+)"[^>]*yMax="([\d.]+)">([^<]*)<', words
        )
    }
    body, smallest = heights["Assembly"], heights["M17"]
    assert smallest / body > 7 / 9.5
    assert heights["simplified."] <= body + 0.1
    assert heights["(dots):"] <= body + 0.1


# Accessibility


def look_at(window: Browser, path: Path, width: int, *, dark: bool) -> list[Any]:
    window.dark(wanted=dark)
    window.open(path, width)
    if path.stem == "large":
        unpacked(window)
    found = faults(window)
    window.dark(wanted=False)
    return found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("page", 1280), ("page", 390), ("page", 320), ("brief", 1280), ("brief", 320),
        ("empty", 1280), ("empty", 320), ("broad", 1280), ("broad", 320), ("large", 1280),
    ],
)  # fmt: skip
def test_axe_finds_nothing(
    window: Browser, pages: Pages, name: str, width: int, *, dark: bool
) -> None:
    assert look_at(window, pages[name], width, dark=dark) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_a_page_that_was_filtered_sorted_and_unfolded(
    window: Browser, pages: Pages, *, dark: bool
) -> None:
    window.dark(wanted=dark)
    window.open(pages["page"])
    window.run("document.querySelector('details').open = true")
    window.run("document.querySelector('#t-seminars button').click()")
    window.run("document.querySelector('a[data-k=\"held.region.developed\"]').click()")
    assert faults(window) == []
    window.dark(wanted=False)


@pytest.mark.parametrize("name", ["page", "large"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_without_a_script(
    window: Browser, pages: Pages, tmp_path: Path, name: str, *, dark: bool
) -> None:
    # a copy whose script is taken out: with every script stopped, axe would not run either
    text, taken = re.subn(
        r"<script>.*</script>", "", pages[name].read_text(encoding="utf-8"), flags=re.DOTALL
    )
    assert taken == 1
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    window.dark(wanted=dark)
    window.open(tmp_path / "page.html")
    assert faults(window) == []
    window.dark(wanted=False)


def test_nothing_outside_is_named_in_the_page(pages: Pages) -> None:
    text = pages["page"].read_text(encoding="utf-8")
    assert not re.search(r"""(?:src|href)=["'](?!#)|@import|url\((?!#)""", text)
