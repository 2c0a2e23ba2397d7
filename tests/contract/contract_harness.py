"""Runs `seminars` as a user's script does, and holds what every single run must keep.

Every run asserts: an exit code of the contract, no traceback, no control or bidirectional-override
character on a pipe, and a programme folder left byte for byte as it was unless the caller says that
this command may write.
"""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

Json = Any

TIME_OUT = 60
UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ESCAPES = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[@-Z\\-_]")

PROGRAMME = """\
title: Protection of audiovisual performances
period: 2007/2008
as_of: 2007-08-03
meetings: []
planning: {at_once: 50}
"""

FIELDS = (
    "id title kind region country city dates status planned reason themes levels invited countries "
    "languages participants partners speakers officers cost answers follows outcome sources "
    "provenance notes waive"
).split()
DERIVED = "begins ends precision status_as_of overdue".split()
DIAGNOSTIC = "code severity message help file line column end_line end_column".split()


@dataclass(frozen=True)
class Run:
    """What one run left behind: its exit code and both streams."""

    argv: tuple[str, ...]
    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """Both streams, for messages that may stand on either."""
        return self.out + self.err

    @property
    def shown(self) -> str:
        """What a reader sees on a terminal: the output without its escape sequences."""
        return ESCAPES.sub("", self.out).replace("\r\n", "\n")

    def document(self) -> Json:
        """Parse standard output as exactly one JSON document without NaN or Infinity."""
        try:
            return json.loads(self.out, parse_constant=_no_constant)
        except ValueError as error:
            raise AssertionError(f"{self.argv}: not one JSON document: {error}: {self}") from error

    def rows(self) -> list[dict[str, str]]:
        """Parse standard output as CSV with a header."""
        return list(csv.DictReader(io.StringIO(self.out, newline="")))


def _no_constant(name: str) -> Json:
    raise ValueError(f"{name} is not JSON")


def environment(home: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give a clean environment: nothing of the caller's but the paths of the interpreter."""
    kept = {key: os.environ[key] for key in ("PATH", "PYTHONPATH") if key in os.environ}
    return {**kept, "LANG": "C.UTF-8", "HOME": str(home), "TZ": "UTC", **(extra or {})}


def snapshot(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Names, kinds, times and bytes of everything in a folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        state = path.lstat()
        regular = path.is_file() and not path.is_symlink()
        content = path.read_bytes() if regular and state.st_size < 1_000_000 else b""
        found[str(path.relative_to(folder))] = (state.st_mode, state.st_mtime_ns, content)
    return found


@dataclass(frozen=True)
class Programme:
    """A programme folder inside a temporary folder, and the runs made on it."""

    root: Path
    folder: Path

    @classmethod
    def at(cls, root: Path) -> Programme:
        """Make the folder with the suite's own `programme.yaml` in it."""
        folder = root / "p"
        folder.mkdir()
        (root / "home").mkdir()
        (root / "work").mkdir()
        made = cls(root, folder)
        made.write(PROGRAMME, "programme.yaml")
        return made

    @property
    def records(self) -> Path:
        """The records file."""
        return self.folder / "seminars.yaml"

    @property
    def cwd(self) -> Path:
        """The current folder of every run, with no programme in or above it."""
        return self.root / "work"

    def write(self, text: str | bytes, name: str = "seminars.yaml") -> Path:
        """Write a file of the programme: text is dedented, bytes are taken as they are."""
        path = self.folder / name
        content = text if isinstance(text, bytes) else textwrap.dedent(text).encode()
        path.write_bytes(content)
        return path

    def run(
        self,
        command: str,
        *args: str | bytes,
        data: Path | str | None = None,
        anywhere: bool = False,
        writes: bool = False,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Run:
        """Run one command piped; `anywhere` leaves `--data` away, `writes` allows changes."""
        where: list[str | bytes] = [] if anywhere else ["--data", str(data or self.folder)]
        argv: list[str | bytes] = [sys.executable, "-m", "seminars", command, *where, *args]
        before = None if writes else snapshot(self.folder)
        done = subprocess.run(
            argv,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=cwd or self.cwd,
            env=environment(self.root / "home", env),
            timeout=TIME_OUT,
            check=False,
        )
        shown = tuple(os.fsdecode(part) for part in argv[3:])
        run = Run(shown, done.returncode, _decode(done.stdout), _decode(done.stderr))
        assert "Traceback" not in run.text, run
        assert "No module named" not in run.err, run
        assert run.code in {0, 1, 2, 3}, run
        unsafe = UNSAFE.search(run.text)
        assert unsafe is None, f"{run.argv}: {unsafe} reached a pipe"
        if before is not None:
            assert snapshot(self.folder) == before, f"{run.argv} wrote to the programme's folder"
        return run

    def ok(self, command: str, *args: str, **switches: Any) -> Run:
        """Run a command that must succeed."""
        run = self.run(command, *args, **switches)
        assert run.code == 0, run
        return run

    def envelope(self, command: str, *args: str, code: int = 0, **switches: Any) -> Json:
        """Run with `-f json`, and check the envelope that every command shares."""
        run = self.run(command, *args, "-f", "json", **switches)
        assert run.code == code, run
        document = run.document()
        assert document["version"] == 1
        assert document["command"] == command
        assert type(document["partial"]) is bool
        assert type(document["illustrative"]) is int
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", document["as_of"])
        assert isinstance(document["diagnostics"], list)
        for diagnostic in document["diagnostics"]:
            assert set(DIAGNOSTIC) <= set(diagnostic)
            assert diagnostic["severity"] in {"error", "warning"}
            assert re.fullmatch(r"[a-z][a-z0-9-]*", diagnostic["code"])
        assert "data" in document
        return document

    def data(self, command: str, *args: str, code: int = 0, **switches: Any) -> Json:
        """Run with `-f json` and give the document's `data`."""
        return self.envelope(command, *args, code=code, **switches)["data"]

    def ids(self, *args: str, code: int = 0, **switches: Any) -> set[str]:
        """Give the ids that `list` answers with."""
        return {each["id"] for each in self.data("list", *args, code=code, **switches)["seminars"]}

    def refused(self, command: str, *args: str | bytes, code: int = 2, **switches: Any) -> Run:
        """Run a command that must be refused with this code, and nothing on standard output."""
        run = self.run(command, *args, **switches)
        assert run.code == code, run
        assert run.err.strip(), f"{run.argv}: refused without a word"
        assert "json" in run.argv or not run.out, f"{run.argv}: refused, and data on stdout"
        return run

    def terminal(
        self,
        command: str,
        *args: str,
        columns: int = 80,
        keys: Sequence[bytes] = (),
        env: Mapping[str, str] | None = None,
        writes: bool = False,
    ) -> Run:
        """Run one command on a pseudo-terminal; each of `keys` is typed once output rests."""
        argv = [sys.executable, "-m", "seminars", command, "--data", str(self.folder), *args]
        before = None if writes else snapshot(self.folder)
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        process = subprocess.Popen(
            argv,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=self.cwd,
            env=environment(self.root / "home", {"TERM": "xterm-256color", **(env or {})}),
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509  (Ctrl-C needs a controlling terminal)
        )
        os.close(slave)
        output = _converse(process, master, list(keys))
        run = Run(tuple(argv[3:]), process.wait(TIME_OUT), _decode(output), "")
        assert "Traceback" not in run.out, run
        assert run.code in {0, 1, 2, 3, 130}, run
        if before is not None:
            assert snapshot(self.folder) == before, f"{run.argv} wrote to the programme's folder"
        return run


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _converse(process: subprocess.Popen[bytes], master: int, keys: list[bytes]) -> bytes:
    """Read a terminal to its end; type the next keys whenever it has been silent for a while."""
    output = b""
    deadline = time.monotonic() + TIME_OUT
    try:
        while time.monotonic() < deadline:
            ready, _, _ = select.select([master], [], [], 1.5)
            if not ready and keys and output:
                os.write(master, keys.pop(0))
            elif ready:
                try:
                    block = os.read(master, 65536)
                except OSError:
                    return output
                if not block:
                    return output
                output += block
        process.send_signal(signal.SIGKILL)
        raise AssertionError(f"no end within {TIME_OUT} s: {output[-2000:]!r}")
    finally:
        os.close(master)


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace")


def together(calls: Iterable[tuple[Programme, tuple[str, ...]]]) -> list[Run]:
    """Run several reading commands side by side, and give their runs in order."""
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(lambda call: call[0].run(*call[1]), calls))


def by_id(records: Iterable[Json]) -> dict[str, Json]:
    """Index records by their id."""
    return {each["id"]: each for each in records}


def number(value: Json) -> int:
    """Take a count given as a number or as the list of what was counted."""
    return len(value) if isinstance(value, list) else int(value)


def keyed(totals: Json, key: str) -> dict[str, Json]:
    """Index totals by row or column, be they a list of objects or an object."""
    return totals if isinstance(totals, dict) else {each[key]: each for each in totals}
