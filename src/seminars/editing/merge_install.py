"""Sets a clone up, so that git merges records files with `seminars merge`. Keeps what is there."""

from __future__ import annotations

import os
import shlex
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from seminars.editing.git import git
from seminars.editing.swap import replace_text
from seminars.model.diagnostics import SeminarsError
from seminars.reading.source import read_bytes

PATTERNS = ("seminars.yaml", "seminars-*.yaml")
ATTRIBUTE = "merge=seminars"
_SIGNATURE = b"# Written by `seminars merge --install --hook`"


@dataclass(frozen=True, slots=True)
class Clone:
    """A clone of a repository: the folder it is checked out in, and its pre-commit hook."""

    top: Path
    hook: Path

    @classmethod
    def around(cls, folder: Path) -> Clone:
        """The clone that a folder belongs to. Raises `SeminarsError` when there is none."""
        code, said, words = git("rev-parse", "--show-toplevel", folder=folder)
        if code:
            remedy = "run it in the folder of the records; `git init` makes it a repository"
            if "not a git repository" not in words:
                raise SeminarsError(f"git refuses `{folder}`: {words}", remedy)
            raise SeminarsError(f"`{folder}` is not in a git repository", remedy)
        top = Path(os.fsdecode(said.removesuffix(b"\n")))
        _, said, _ = git("rev-parse", "--git-path", "hooks/pre-commit", folder=top)
        return cls(top, top / os.fsdecode(said.removesuffix(b"\n")))


def install(clone: Clone, checked: Path | None = None) -> list[str]:
    """Set the clone up; with a hook that checks the programme `checked` before each commit.

    Gives what was written, nothing when all was there. Raises `SeminarsError` before anything is
    written when the hook would overwrite somebody else's.
    """
    hook = None if checked is None else _hook(clone, checked)
    if hook is not None:
        _refuse_foreign(clone.hook, hook)
    done = [*_write_attributes(clone.top), *_configure(clone.top)]
    return [*done, *_write_hook(clone, hook)]


def _write_attributes(top: Path) -> list[str]:
    path = (top / ".gitattributes").resolve()
    before = read_bytes(path) if os.path.lexists(path) else None
    text = before or b""
    known = [line.split() for line in text.splitlines()]
    line_break = b"\r\n" if b"\r\n" in text else b"\n"
    missing = [
        f"{pattern} {ATTRIBUTE}".encode()
        for pattern in PATTERNS
        if [pattern.encode(), ATTRIBUTE.encode()] not in known
    ]
    if not missing:
        return []
    if text and not text.endswith(b"\n"):
        text += line_break
    replace_text(path, before, text + b"".join(line + line_break for line in missing))
    return [f"wrote {path.name}: git merges seminars.yaml and seminars-*.yaml by record"]


def _configure(top: Path) -> list[str]:
    wanted = {
        "merge.seminars.name": "records of seminars, merged by record and field",
        "merge.seminars.driver": _driver(""),
        "merge.seminars.recursive": "seminars-ancestor",
        "merge.seminars-ancestor.name": "the same for what git merges in between",
        "merge.seminars-ancestor.driver": _driver("--ancestor "),
    }
    missing = {
        name: value
        for name, value in wanted.items()
        if git("config", "--local", "--get", name, folder=top)[1] != value.encode() + b"\n"
    }
    for name, value in missing.items():
        code, _, words = git("config", "--local", name, value, folder=top)
        if code:
            raise SeminarsError(f"git cannot be configured: {words}", "mend that, and try again")
    return ["configured this clone: merge.seminars"] if missing else []


def _python() -> str:
    """This interpreter, for a shell; `-P`: nothing is imported from the folder it runs in."""
    return f"{shlex.quote(sys.executable)} -P"


def _driver(options: str) -> str:
    """The command that git runs; where this program is gone, it merges by lines.

    A driver that fails without a word would leave one side's text as if it were the result.
    """
    python = _python().replace("%", "%%")
    return (
        f"if {python} -c 'import seminars' 2>/dev/null; then "
        f"{python} -m seminars merge {options}--path %P --marker-size %L "
        "--label-base %S --label-ours %X --label-theirs %Y %O %A %B; "
        "else echo 'seminars is not here any more: merged as plain text' >&2; "
        "git merge-file -q --marker-size=%L -L ours -L base -L theirs %A %O %B; fi"
    )


def _hook(clone: Clone, checked: Path) -> bytes:
    relative = os.path.relpath(checked.resolve(), clone.top.resolve())
    if Path(relative).parts[:1] == (os.pardir,):
        raise SeminarsError(
            f"`{checked}` is not in the repository `{clone.top}`",
            "run it in the folder of the records",
        )
    python = _python()
    return (
        _SIGNATURE
        + (
            f""": no commit while the records have errors.
if ! {python} -c 'import seminars' 2>/dev/null; then
    echo 'seminars is not here any more: the records were not checked' >&2
    exit 0
fi
exec {python} -m seminars check --data {shlex.quote(relative)}
"""
        ).encode()
    )


def _refuse_foreign(path: Path, hook: bytes) -> None:
    if not os.path.lexists(path):
        return
    if path.is_symlink() or _SIGNATURE not in read_bytes(path):
        command = hook.decode().splitlines()[-1].removeprefix("exec ")
        raise SeminarsError(
            f"`{path}` is there already, and nothing is overwritten",
            f"add a line to it: {command} || exit 1",
        )


def _write_hook(clone: Clone, hook: bytes | None) -> list[str]:
    if hook is None:
        return []
    text = b"#!/bin/sh\n" + hook
    before = read_bytes(clone.hook) if clone.hook.exists() else None
    if before != text:
        clone.hook.parent.mkdir(parents=True, exist_ok=True)
        replace_text(clone.hook, before, text)
    mode = clone.hook.stat().st_mode
    executable = mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH
    if before == text and mode == executable:
        return []
    clone.hook.chmod(executable)
    return [f"wrote {clone.hook}: `seminars check` runs before each commit"]
