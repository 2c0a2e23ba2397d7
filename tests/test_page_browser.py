"""The page in a real browser: no network, no message, filter and keyboard, nothing for axe-core."""

from __future__ import annotations

import json
import re
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

AXE = Path(__file__).parent / "browser" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHOWN = "return [...document.querySelectorAll('#records tbody tr')].filter(r => !r.hidden).map(r => r.id)"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    data = str(ROOT / "data")
    made = {name: folder / f"{name}.html" for name in ("page", "brief", "large")}
    many = write_programme(folder / "many", 1_000)
    with pytest.MonkeyPatch.context() as patch:
        for name in FOREIGN:
            patch.delenv(name, raising=False)
        for name, value in OURS.items():
            patch.setenv(name, value)
        assert (
            cli.main(["report", "-d", data, "--symbol", "WO/GA/34/7", "-o", str(made["page"])]) == 0
        )
        assert cli.main(["report", "-d", data, "--brief", "KE", "-o", str(made["brief"])]) == 0
        large = ["report", "-d", str(many), "--as-of", "2009-01-01", "-o", str(made["large"])]
        assert cli.main(large) == 0
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


def test_it_opens_without_network_request_or_message(
    window: Browser, pages: dict[str, Path]
) -> None:
    for path in pages.values():
        assert path.stat().st_size < 400_000
        window.log("performance")
        window.open(path)
        assert window.log("browser") == []
        assert requests(window) == [path.as_uri()]


def test_the_policy_stops_what_is_not_of_the_page(window: Browser, pages: dict[str, Path]) -> None:
    window.open(pages["page"])
    window.run(
        "const s = document.createElement('script'); s.textContent = 'window.planted = 1';"
        "document.body.append(s); const i = new Image(); i.src = 'https://example.org/x.png'"
    )
    assert window.run("return window.planted") is None
    assert all("Content Security Policy" in entry["message"] for entry in window.log("browser"))


def test_filters_narrow_the_table(window: Browser, pages: dict[str, Path]) -> None:
    window.open(pages["page"])
    assert len(window.run(SHOWN)) == 34
    told = "return document.getElementById('f-told').textContent"
    assert window.run(told) == "34 of 34 seminars"
    fill = (
        "const f = document.getElementById(arguments[0]); f.value = arguments[1];"
        "f.dispatchEvent(new Event('input'))"
    )
    window.run(fill, "f-region", "1")
    assert window.run(SHOWN) == [
        "r-2006-jo-amman",
        "r-2008-eg-cairo",
        "r-2007-ma-rabat",
        "r-2007-tn-tunis",
    ]
    window.run(fill, "f-list", "held")
    assert window.run(SHOWN) == ["r-2006-jo-amman"]
    window.run("document.getElementById('f-clear').click()")
    window.run(fill, "f-text", "NAIROBI scheduled")
    assert window.run(SHOWN) == ["r-2007-ke-nairobi"]
    assert window.run(told) == "1 of 34 seminars"
    window.run(fill, "f-text", "bogota")
    assert window.run(SHOWN) == ["r-2007-co-bogota"]


def test_a_page_of_a_thousand_seminars_unpacks_its_rows(
    window: Browser, pages: dict[str, Path]
) -> None:
    assert 'id="r-s-000001"' not in pages["large"].read_text(encoding="utf-8")
    window.open(pages["large"])
    assert len(window.run(SHOWN)) == 1_000
    assert window.run("return document.querySelectorAll('#b-changes tr').length") == 1_000
    window.run("document.querySelector('a[data-k=\"scheduled\"]').click()")
    rows = window.run("return [...document.querySelectorAll('#records tr:not([hidden]) td')]")
    assert 0 < len(rows) < 1_000 * 10
    assert window.log("browser") == []


def test_a_number_leads_to_the_rows_behind_it(window: Browser, pages: dict[str, Path]) -> None:
    window.open(pages["page"])
    window.run("document.querySelector('a[data-k=\"held.theme.remuneration\"]').click()")
    assert window.run(SHOWN) == ["r-2006-uy-montevideo", "r-2006-jo-amman", "r-2007-in-mumbai"]


def test_the_keyboard_reaches_and_sorts(window: Browser, pages: dict[str, Path]) -> None:
    window.open(pages["page"])
    window.press(KEYS["tab"])
    assert window.run("return document.activeElement.className") == "skip"
    window.run("document.querySelector('#records thead button').focus()")
    window.press(KEYS["tab"])
    window.press(KEYS["enter"])
    assert window.run("return document.activeElement.parentNode.ariaSort") == "ascending"
    window.press(KEYS["enter"])
    assert window.run("return document.activeElement.parentNode.ariaSort") == "descending"
    rows = window.run("return [...document.querySelectorAll('#records tbody tr')].map(r => r.id)")
    assert rows[:3] == ["r-2008-zm-lusaka", "r-2007-ma-rabat", "r-2008-cl-santiago"]


@pytest.mark.parametrize("name", ["page", "brief"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(
    window: Browser, pages: dict[str, Path], name: str, width: int, *, dark: bool
) -> None:
    window.dark(wanted=dark)
    window.open(pages[name], width)
    assert window.run("return document.documentElement.scrollWidth <= window.innerWidth")
    window.run(AXE.read_text(encoding="utf-8"))
    found: list[Any] = window.run_async(
        "const done = arguments[arguments.length - 1];"
        f"axe.run({{runOnly: {json.dumps(RULES)}}}).then(r => done(r.violations))"
    )
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []


def test_nothing_outside_is_named_in_the_page(pages: dict[str, Path]) -> None:
    text = pages["page"].read_text(encoding="utf-8")
    assert not re.search(r"""(?:src|href)=["'](?!#)|@import|url\((?!#)""", text)
