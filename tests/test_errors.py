"""Each diagnostic has a file that brings it about and the whole of what `check` says of it.

`errors/<code>.yaml` is a records file, `errors/<code>/` a folder where `programme.yaml` matters;
what follows `--` in a name tells two of one code apart. The expected output beside it is what
`seminars check -d <name> --as-of 2007-08-03` prints in `errors/`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seminars.model.diagnostics import ERRORS, WARNINGS
from seminars.reading import parser, source

if TYPE_CHECKING:
    from tests.conftest import Run, Write

FOLDER = Path(__file__).parent / "errors"
PAGE = Path(__file__).parent.parent / "docs" / "diagnostics.md"
PLANTED = sorted(path.name for path in FOLDER.iterdir() if path.suffix != ".txt")
CODES = {**ERRORS, **WARNINGS}


def code_of(name: str) -> str:
    return name.removesuffix(".yaml").partition("--")[0]


def expected_of(name: str) -> Path:
    return FOLDER / f"{name.removesuffix('.yaml')}.txt"


@pytest.fixture(params=["libyaml", "pure"])
def each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure":
        monkeypatch.setattr(parser.items, "__defaults__", (parser.PURE,))
        monkeypatch.setattr(parser.document, "__defaults__", (parser.PURE,))
        monkeypatch.setattr(parser, "FASTEST", parser.PURE)


@pytest.mark.usefixtures("each_parser")
@pytest.mark.parametrize("name", PLANTED)
def test_what_check_says_of_it(name: str, call: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    if code_of(name) == "too-large":  # nobody keeps 64 MiB for a test
        monkeypatch.setattr(source, "LARGEST", (FOLDER / name).stat().st_size - 1)
    ended = call("check", "-d", name, "--as-of", "2007-08-03", cwd=FOLDER)
    assert ended.out == expected_of(name).read_text("utf-8")
    assert ended.err == ""
    assert ended.code == (1 if code_of(name) in ERRORS else 0)


@pytest.mark.parametrize("name", PLANTED)
def test_it_brings_about_its_own_code_alone(name: str) -> None:
    said = re.findall(r": (error|warning)\[([a-z0-9-]+)\]: ", expected_of(name).read_text("utf-8"))
    severity = "error" if code_of(name) in ERRORS else "warning"
    assert set(said) == {(severity, code_of(name))}


def test_every_code_has_its_file_and_no_file_is_left_over() -> None:
    assert {code_of(name) for name in PLANTED if "--" not in name} == set(CODES)
    assert {code_of(name) for name in PLANTED} == set(CODES)
    expected = {expected_of(name).name for name in PLANTED}
    assert {path.name for path in FOLDER.glob("*.txt")} == expected


@pytest.mark.parametrize("name", [name for name in PLANTED if code_of(name) in WARNINGS])
def test_strict_counts_a_warning(name: str, call: Run) -> None:
    assert call("check", "-d", name, "--as-of", "2007-08-03", "--strict", cwd=FOLDER).code == 1


def waivable(name: str) -> bool:
    return code_of(name) in WARNINGS and code_of(name) != "empty-file"


@pytest.mark.parametrize("name", [name for name in PLANTED if waivable(name)])
def test_a_reason_waives_a_warning(name: str, call: Run, tmp_path: Path) -> None:
    path = FOLDER / name
    code = code_of(name)
    for file in path.iterdir() if path.is_dir() else [path]:
        text = file.read_text("utf-8")
        records = re.sub(r"(?m)^- id: .*\n", rf"\g<0>  waive: {{{code}: it is meant}}\n", text)
        beside = file.name if path.is_dir() else "seminars.yaml"
        (tmp_path / beside).write_text(records, "utf-8")
    ended = call("check", "-d", tmp_path, "--as-of", "2007-08-03", "--strict")
    assert ended.code == 0
    assert re.fullmatch(
        r"0 errors, 0 warnings, [1-9] waived in [12] records? · 0 illustrative\n", ended.out
    )


# docs/diagnostics.md

SECTION = re.compile(
    r"^### (?P<code>\S+)\n\n"
    r"\*\*(?P<severity>\w+)\*\* · loses (?P<loses>[^·]+) · (?P<waived>can|cannot) be\s+waived\n\n"
    r"(?P<body>.+?)\nRemedy: .+?(?=^##|\Z)",
    re.MULTILINE | re.DOTALL,
)
SECTIONS = [match.groupdict() for match in SECTION.finditer(PAGE.read_text("utf-8"))]
# These three are about bytes, which no example can show.
WITHOUT_EXAMPLE = {"not-utf8", "too-large", "empty-file"}


def test_the_page_has_the_codes_of_the_program_in_order_with_their_severity() -> None:
    told = [(section["code"], section["severity"]) for section in SECTIONS]
    assert told == [
        *((code, "error") for code in ERRORS),
        *((code, "warning") for code in WARNINGS),
    ]
    assert PAGE.read_text("utf-8").count("\n### ") == len(told)
    for section in SECTIONS:
        can = section["code"] in WARNINGS and section["code"] != "empty-file"
        assert section["waived"] == ("can" if can else "cannot")


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section["code"])
def test_its_example_brings_it_about(section: dict[str, str], write: Write, call: Run) -> None:
    examples = re.findall(r"^```yaml\n(.+?)^```", section["body"], re.MULTILINE | re.DOTALL)
    assert bool(examples) is (section["code"] not in WITHOUT_EXAMPLE)
    if not examples:
        return
    rules, records = ["", *examples][-2:]
    other = "- {id: other, title: Other, kind: national, country: UG, status: proposed}\n"
    folder = write({"seminars.yaml": records + other, "programme.yaml": rules})
    answer = json.loads(call("check", "-d", folder, "--as-of", "2007-08-03", "-f", "json").out)
    assert {found["code"] for found in answer["diagnostics"]} == {section["code"]}
    listed = json.loads(call("list", "-d", folder, "--as-of", "2007-08-03", "-f", "json").out)
    kept = {record["id"] for record in listed["data"]["seminars"]}
    if section["loses"].startswith("the file") and section["code"] != "control-character":
        assert kept == set()
    elif section["loses"].startswith("the record") or section["code"] == "control-character":
        assert kept == {"other"}
    elif section["code"] == "duplicate-id":
        assert kept == {"x", "other"}
    else:
        assert kept == {*re.findall(r"\bid: (\w+)", records), "other"}
        assert answer["partial"] is False


def test_the_example_of_waiving_waives(write: Write, call: Run) -> None:
    (example,) = re.findall(
        r"^```yaml\n(.+?)^```", PAGE.read_text("utf-8").split("\n## ")[0], re.MULTILINE | re.DOTALL
    )
    folder = write({"seminars.yaml": example})
    ended = call("check", "-d", folder, "--as-of", "2007-08-03", "--strict")
    assert ended.out == "0 errors, 0 warnings, 1 waived in 1 record · 0 illustrative\n"
    assert ended.code == 0
