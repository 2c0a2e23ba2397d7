"""The picture of `docs/design.md` stays true: who may import whom, and where libraries come in."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"

# A room imports from itself and from rooms before it.
ROOMS = (
    "reference",
    "model",
    "reading",
    "editing",
    "analysis",
    "planning",
    "output",
    "exchange",
    "cli",
)

# Where a library may come in: a pattern of module names.
DOORS = {
    "docx": r"output\..+",
    "highspy": r"planning\.solver",
    "hijridate": r"planning\.ramadan",
    "holidays": r"analysis\.holidays",
    "icalendar": r"output\.calendar",
    "openpyxl": r"output\.sheet",
    "pydantic": r"reading\.schema\w*",
    "pydantic_core": r"reading\.schema\w*",
    "rich": r"output\..+",
    "typer": r"cli(\..+)?",
    "yaml": r"reading\.parser",
}

# What anyone may take from the top of the package; it imports nothing itself.
FACE = {"seminars.__version__"}


def violations(module: str, source: str) -> list[str]:
    """Every rule of the house that `source`, as the module `seminars.<module>`, breaks."""
    tree = ast.parse(source)
    room = module.split(".", maxsplit=1)[0]
    found = [
        f"{module}:{line}: {complaint}"
        for line, name in imported(tree, module)
        if (complaint := stranger(module, room, name))
    ]
    if room not in {"cli", "__main__"}:
        found += [f"{module}:{line}: lazy import outside cli" for line in lazy(tree)]
    return found


def stranger(module: str, room: str, name: str) -> str | None:
    """What is wrong with importing `name` into a module of `room`, if anything."""
    package, *inner = name.split(".")
    if package in sys.stdlib_module_names or name in FACE:
        return None
    if package != "seminars":
        door = DOORS.get(package)
        return None if door and re.fullmatch(door, module) else f"{package} has no door here"
    if not inner or inner[0] not in ROOMS:
        return f"{name} is in no room"
    if room == "__main__":
        return None if inner[0] == "cli" else f"{name} is not behind the front door, cli"
    if room not in ROOMS:
        return f"{room} is no room, and only rooms import"
    return f"{name} is below {room}" if ROOMS.index(inner[0]) > ROOMS.index(room) else None


def imported(tree: ast.Module, module: str) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported, `from . import x` resolved."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = f"seminars.{module}".split(".")[: -node.level] if node.level else []
            origin = [*above, *([node.module] if node.module else [])]
            yield from ((node.lineno, ".".join([*origin, alias.name])) for alias in node.names)


def lazy(tree: ast.Module) -> list[int]:
    """Lines of imports inside functions, and of calls that import by name."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inside = ast.walk(node)
            found |= {n.lineno for n in inside if isinstance(n, ast.Import | ast.ImportFrom)}
        elif isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in {"import_module", "__import__"}:
                found.add(node.lineno)
    return sorted(found)


def modules() -> Iterator[tuple[str, str]]:
    """Name below `seminars.` and source of every module; a package ends in `.__init__`."""
    for path in sorted((SOURCE / "seminars").rglob("*.py")):
        name = ".".join(path.relative_to(SOURCE / "seminars").with_suffix("").parts)
        yield name, path.read_text(encoding="utf-8")


def test_every_module_keeps_the_rules() -> None:
    found = [complaint for name, source in modules() for complaint in violations(name, source)]
    assert found == []


def test_every_module_is_in_a_room_or_on_the_face() -> None:
    tops = {name.split(".")[0] for name, _ in modules()}
    assert "cli" in tops
    assert tops <= {*ROOMS, "__init__", "__main__"}


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("__main__", "from seminars.cli import main"),
        ("cli.records", "def command():\n    from seminars.output.table import show"),
        ("cli.__init__", "import typer\nfrom seminars import __version__"),
        ("model.record", "from dataclasses import dataclass\nfrom . import period"),
        ("output.table", "from rich.table import Table\nfrom seminars.analysis import coverage"),
        ("reading.parser", "try:\n    from yaml import CParser\nexcept ImportError:\n    pass"),
        ("reading.schema_json", "import pydantic"),
    ],
)
def test_what_the_rules_allow_is_not_reported(module: str, source: str) -> None:
    assert violations(module, source) == []


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        ("model.record", "import yaml", "model.record:1: yaml has no door here"),
        ("model.record", "import numpy.linalg", "model.record:1: numpy has no door here"),
        ("cli.records", "from rich import box", "cli.records:1: rich has no door here"),
        ("reading.loader", "import pydantic", "reading.loader:1: pydantic has no door here"),
        ("__init__", "import typer", "__init__:1: typer has no door here"),
        ("model.x", "from ..cli import main", "model.x:1: seminars.cli.main is below model"),
        ("model.x", "from .. import cli", "model.x:1: seminars.cli is below model"),
        ("model.x", "from seminars import reading", "model.x:1: seminars.reading is below model"),
        (
            "analysis.coverage",
            "if TYPE_CHECKING:\n    import seminars.output.table",
            "analysis.coverage:2: seminars.output.table is below analysis",
        ),
        ("cli.x", "import seminars", "cli.x:1: seminars is in no room"),
        ("cli.x", "from seminars import utils", "cli.x:1: seminars.utils is in no room"),
        (
            "__init__",
            "from seminars import cli",
            "__init__:1: __init__ is no room, and only rooms import",
        ),
        (
            "__main__",
            "import seminars.model",
            "__main__:1: seminars.model is not behind the front door, cli",
        ),
        (
            "output.sheet",
            "def f():\n    import openpyxl",
            "output.sheet:2: lazy import outside cli",
        ),
        (
            "reading.parser",
            "from importlib import import_module\nyaml = import_module('yaml')",
            "reading.parser:2: lazy import outside cli",
        ),
    ],
)
def test_a_planted_violation_is_found(module: str, source: str, complaint: str) -> None:
    assert violations(module, source) == [complaint]


# No index of packages, and no path of one machine; written so that they do not match themselves.
FOREIGN_TO_A_CLONE = re.compile(
    r"--(?:extra-)?index-url\b|--find[-]links\b|pypi[.]org|pythonhosted[.]org"
    r"|(?<![\w.~/-])/(?:work|home|root|opt|Users)/"
)


def committed() -> list[Path]:
    """The files that git has or would take."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    return [path for name in names.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_names_an_index_or_a_path_of_this_machine() -> None:
    paths = committed()
    assert ROOT / "pyproject.toml" in paths
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if FOREIGN_TO_A_CLONE.search(line)
    ]
    assert found == []


def test_pip_is_the_only_installer_that_pins() -> None:
    assert "uv.lock" not in {path.name for path in committed()}


@pytest.mark.parametrize(
    "line",
    ["--extra-index-{}url x", "-c --index-{}url=x", "see /{}home/me/notes", "at '/{}work/main'"],
)
def test_a_planted_index_or_path_is_found(line: str) -> None:
    assert FOREIGN_TO_A_CLONE.search(line.format(""))
