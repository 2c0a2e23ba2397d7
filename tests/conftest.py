"""What every test may ask for: a programme folder to write, and the program to run on it.

`call` runs a command in this process: fast, what most tests use. `cli` starts `python -m seminars`
as a user's shell would: for what only a process shows (exit codes, signals, pipes).
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from textwrap import dedent
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

# No deadline: a loaded machine is not a defect. In CI the same examples on every run.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

# What changes an answer and must not be inherited from the shell that runs the tests.
FOREIGN = (
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "COLUMNS",
    "FORCE_COLOR",
    "LC_ALL",
    "LINES",
    "NO_COLOR",
    "PYTHONIOENCODING",
    "PYTHONUTF8",
    "PYTHONWARNINGS",
    "SEMINARS_DATA",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
    "TYPER_USE_RICH",
)
OURS = {"LANG": "C.UTF-8", "TERM": "dumb", "TZ": "UTC"}


@pytest.fixture(autouse=True)
def minding_ctrl_c() -> None:
    """Mind Ctrl-C, and so does what a test starts.

    A shell that starts the tests in the background has them ignore it, and a command that has
    changed the records ignores it to its end, which in these tests is not the process's.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True, slots=True)
class Result:
    """How a run of the program ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


class Stream(io.TextIOWrapper):
    """A standard stream that is no terminal, with the `buffer` below it that real ones have."""

    def __init__(self, content: str | bytes = b"") -> None:
        self.memory = io.BytesIO(content.encode() if isinstance(content, str) else content)
        super().__init__(self.memory, encoding="utf-8", write_through=True)

    def written(self) -> str:
        """All that was written, whether as text or as bytes."""
        self.flush()
        return self.memory.getvalue().decode()


class Write(Protocol):
    """`write({"seminars.yaml": text})` writes a programme folder and returns its path.

    Text is dedented, so that it can be indented with the test; bytes are written as they are.
    """

    def __call__(self, files: Mapping[str, str | bytes]) -> Path: ...


class Run(Protocol):
    """`run("list", "--data", folder)` runs the program to its end; `env` adds to the clean one."""

    def __call__(
        self,
        *args: str | Path,
        cwd: Path | None = None,
        stdin: str | bytes = b"",
        env: Mapping[str, str] | None = None,
    ) -> Result: ...


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(files: Mapping[str, str | bytes]) -> Path:
        folder = tmp_path / "programme"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            text = dedent(content).lstrip("\n").encode() if isinstance(content, str) else content
            path.write_bytes(text)
        return folder

    return write


@pytest.fixture
def cli() -> Run:
    def run(
        *args: str | Path,
        cwd: Path | None = None,
        stdin: str | bytes = b"",
        env: Mapping[str, str] | None = None,
    ) -> Result:
        inherited = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        ended = subprocess.run(
            [sys.executable, "-m", "seminars", *map(str, args)],
            cwd=cwd,
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            env=inherited | OURS | dict(env or {}),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Result(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return run


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(
        *args: str | Path,
        cwd: Path | None = None,
        stdin: str | bytes = b"",
        env: Mapping[str, str] | None = None,
    ) -> Result:
        from seminars import cli

        main: Callable[[list[str]], object] = cli.main
        out, err = Stream(), Stream()
        with monkeypatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            for name in FOREIGN:
                patch.delenv(name, raising=False)
            for name, value in (OURS | dict(env or {})).items():
                patch.setenv(name, value)
            if cwd:
                patch.chdir(cwd)
            patch.setattr(sys, "stdin", Stream(stdin))
            patch.setattr(sys, "argv", ["seminars", *map(str, args)])
            try:
                code = main([str(arg) for arg in args])
            except SystemExit as stop:
                code = stop.code
        if code is not None and not isinstance(code, int):
            message = f"the program stopped with {code!r}, not with a code of the contract"
            raise TypeError(message)
        return Result(code or 0, out.written(), err.written())

    return call
