"""Git as a program: what `merge` and its set-up ask of it, and what it answers."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from seminars.model.diagnostics import SeminarsError


@dataclass(frozen=True, slots=True)
class Marks:
    """How a conflict is marked: the names of the three sides, and how many signs a mark has.

    `with_base` adds the text that both sides changed (`merge.conflictStyle = diff3`).
    """

    ours: str = "ours"
    base: str = "base"
    theirs: str = "theirs"
    size: int = 7
    with_base: bool = False


def git(*args: str | Path, folder: Path | None = None) -> tuple[int, bytes, str]:
    """Exit code, output and last words of one git command. Raises `SeminarsError` without git."""
    try:
        ended = subprocess.run(  # noqa: S603 (arguments are a list: no shell reads them)
            ["git", *args],  # noqa: S607 (the git of the user's own PATH is the one meant)
            cwd=folder,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise SeminarsError(
            "git is not installed, or not on the PATH", "install git, and try again"
        ) from None
    said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
    return ended.returncode, ended.stdout, said[-1] if said else ""


def shows_base() -> bool:
    """Whether the user wants to see, in a conflict, what both sides changed."""
    return git("config", "merge.conflictStyle")[1].strip() in {b"diff3", b"zdiff3"}


def merged_text(base: bytes, ours: bytes, theirs: bytes, marks: Marks) -> tuple[bytes, int]:
    """The ordinary merge, line by line, and how many conflicts it has.

    Raises `SeminarsError` for what git does not take for text.
    """
    with TemporaryDirectory(prefix="seminars-merge-") as folder:
        names = {"ours": ours, "base": base, "theirs": theirs}
        for name, data in names.items():
            (Path(folder) / name).write_bytes(data)
        labels = [
            word for label in (marks.ours, marks.base, marks.theirs) for word in ("-L", label)
        ]
        style = ["--diff3"] if marks.with_base else []
        size = f"--marker-size={marks.size}"
        paths = [Path(folder) / name for name in names]
        code, data, said = git("merge-file", "-p", "-q", size, *style, *labels, *paths)
    if code >= 128:  # noqa: PLR2004 (below it is the number of conflicts)
        raise SeminarsError(f"git cannot merge this as text: {said}", "choose one of the versions")
    return data, code
