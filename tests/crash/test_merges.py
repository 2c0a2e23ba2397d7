"""The merge driver under git itself: two offices change the same records in one repository.

After each clean merge `check` passes and no field of either side is lost; conflicts are readable,
and `check` names them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

RECORD = """\
- id: {id}   # {id}, of the first hour
  title: Seminar {id}
  kind: national
  country: KE
  city: Nairobi
  dates: {dates}
  status: scheduled
  themes: [remuneration]

"""
BASE = "# The seminars of the programme.\n\n" + "".join(
    RECORD.format(id=name, dates=f"2027-0{month}-01")
    for month, name in enumerate(("ke-one", "ke-two", "ke-three"), 1)
)
ENVIRONMENT = {
    **{name: text for name, text in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "Officer",
    "GIT_AUTHOR_EMAIL": "officer@example.org",
    "GIT_COMMITTER_NAME": "Officer",
    "GIT_COMMITTER_EMAIL": "officer@example.org",
    "LC_ALL": "C",
}


def new(name: str, dates: str) -> str:
    return RECORD.format(id=name, dates=dates)


def of(name: str, old: str, changed: str, text: str = BASE) -> str:
    """The text with a change in one record."""
    start = text.index(f"- id: {name} ")
    end = text.find("- id: ", start + 1) % (len(text) + 1)
    assert old in text[start:end]
    return text[:start] + text[start:end].replace(old, changed) + text[end:]


def without(name: str, text: str = BASE) -> str:
    start = text.index(f"- id: {name} ")
    return text[:start] + text[text.find("- id: ", start + 1) % (len(text) + 1) :]


def reordered(text: str) -> str:
    head, *records = text.split("- id: ")
    return head + "".join(f"- id: {record}" for record in reversed(records))


@dataclass(frozen=True)
class Case:
    """What two offices made of the records; `says` are the fields that the merge has to hold."""

    ours: str
    theirs: str
    says: dict[str, dict[str, Any] | None]


CLEAN = {
    "two appends": Case(
        BASE + new("ke-four", "2027-05"), BASE + new("ke-five", "2027-04"),
        {"ke-four": {"dates": "2027-05"}, "ke-five": {"dates": "2027-04"}},
    ),
    "two fields of one record": Case(
        of("ke-two", "city: Nairobi", "city: Mombasa   # by the sea"),
        of("ke-two", "status: scheduled", "status: postponed\n  reason: elections"),
        {"ke-two": {"city": "Mombasa", "status": "postponed", "reason": "elections"}},
    ),
    "a list on both sides": Case(
        of("ke-two", "[remuneration]", "[remuneration, collective-bargaining]"),
        of("ke-two", "[remuneration]", "[remuneration, transfer-of-rights]"),
        {"ke-two": {"themes": {"remuneration", "collective-bargaining", "transfer-of-rights"}}},
    ),
    "one record twice": Case(
        BASE + new("ke-four", "2027-05"), "# New.\n\n" + BASE + new("ke-four", "2027-05"),
        {"ke-four": {"dates": "2027-05"}},
    ),
    "removed here, others edited there": Case(
        without("ke-one"), of("ke-two", "Nairobi", "Kisumu"),
        {"ke-one": None, "ke-two": {"city": "Kisumu"}},
    ),
    "reordered": Case(
        reordered(BASE), of("ke-one", "Nairobi", "Kisumu") + new("ke-four", "2027-05"),
        {"ke-one": {"city": "Kisumu"}, "ke-four": {"dates": "2027-05"}},
    ),
    "line ends of Windows": Case(
        of("ke-one", "Nairobi", "Kisumu"),
        of("ke-two", "Nairobi", "Mombasa").replace("\n", "\r\n"),
        {"ke-one": {"city": "Kisumu"}, "ke-two": {"city": "Mombasa"}},
    ),
    "comments": Case(
        BASE.replace("# The seminars", "# All seminars"),
        of("ke-two", "of the first hour", "checked") + "# the end\n",
        {"ke-one": {"city": "Nairobi"}},
    ),
}  # fmt: skip

CONFLICTS = {
    "the same field twice": (
        Case(of("ke-two", "Nairobi", "Mombasa"), of("ke-two", "Nairobi", "Kisumu"), {}),
        ("  country: KE\n<<<<<<< ours\n  city: Mombasa\n=======\n  city: Kisumu\n>>>>>>> theirs\n"
        "  dates: 2027-02-01\n"),
        "1 conflict: ke-two (city)",
    ),
    "edit against remove": (
        Case(of("ke-three", "Nairobi", "Mombasa"), without("ke-three"), {}),
        "\n<<<<<<< ours\n"
        + new("ke-three", "2027-03-01").replace("Nairobi", "Mombasa").rstrip("\n")
        + "\n=======\n>>>>>>> theirs\n",
        "1 conflict: ke-three",
    ),
    "same id twice": (
        Case(BASE + new("ke-four", "2027-05"), BASE + new("ke-four", "2027-06"), {}),
        "<<<<<<< ours\n" + new("ke-four", "2027-05").rstrip("\n") + "\n=======\n"
        + new("ke-four", "2027-06").rstrip("\n") + "\n>>>>>>> theirs\n",
        "1 conflict: ke-four",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Repository:
    top: Path

    def git(self, *args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *args],
            cwd=self.top,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )

    def must(self, *args: str) -> str:
        ended = self.git(*args)
        assert ended.returncode == 0, ended
        return ended.stdout

    def seminars(self, *args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "seminars", *args],
            cwd=self.top, env=ENVIRONMENT, capture_output=True, text=True, check=False,
        )  # fmt: skip

    @property
    def records(self) -> Path:
        return self.top / "seminars.yaml"

    def commit(self, text: str) -> None:
        self.records.write_bytes(text.encode())
        self.must("add", "--all")
        self.must("commit", "--quiet", "--allow-empty", "-m", "records")

    def sides(self, case: Case, base: str = BASE) -> None:
        """Two branches from one beginning; the first is checked out."""
        self.commit(base)
        self.must("branch", "theirs")
        self.commit(case.ours)
        self.must("checkout", "--quiet", "theirs")
        self.commit(case.theirs)
        self.must("checkout", "--quiet", "main")

    def holds(self, says: dict[str, dict[str, Any] | None]) -> None:
        """`check` finds no error, and the records say what they should."""
        check = self.seminars("check", "--data", ".")
        assert check.returncode == 0, check.stdout + check.stderr
        listed = self.seminars("list", "--data", ".", "--format", "json")
        records = {each["id"]: each for each in json.loads(listed.stdout)["data"]["seminars"]}
        for name, fields in says.items():
            assert (name in records) == (fields is not None)
            for field, wanted in (fields or {}).items():
                found = records[name][field]
                assert (set(found) if isinstance(wanted, set) else found) == wanted


def begun(top: Path) -> Repository:
    """A repository without the driver."""
    repository = Repository(top)
    top.mkdir()
    repository.must("init", "--quiet", "--initial-branch=main")
    return repository


def set_up(repository: Repository) -> Repository:
    assert repository.seminars("merge", "--install").returncode == 0
    return repository


def merge_cleanly(repository: Repository, name: str, *, swapped: bool) -> None:
    case = CLEAN[name]
    repository.sides(replace(case, ours=case.theirs, theirs=case.ours) if swapped else case)
    merged = repository.git("merge", "theirs", "-m", "merged")
    assert merged.returncode == 0, merged.stdout + merged.stderr
    assert repository.must("status", "--porcelain") == ""
    repository.holds(case.says)
    text = repository.records.read_bytes().decode()
    for side in (case.ours, case.theirs):
        new_lines = set(side.replace("\r", "").split("\n")) - set(BASE.split("\n"))
        missing = new_lines - set(text.replace("\r", "").split("\n"))
        assert all("themes" in line for line in missing), missing
    assert text.count("\r") == (text.count("\n") if name == "line ends of Windows" else 0)


def merge_with_a_conflict(repository: Repository, name: str) -> None:
    case, marked, told = CONFLICTS[name]
    repository.sides(case)
    merged = repository.git("merge", "theirs")
    assert merged.returncode == 1, merged
    assert "CONFLICT (content): Merge conflict in seminars.yaml" in merged.stdout
    assert told in merged.stderr
    text = repository.records.read_text()
    # git before 2.44 does not tell a driver what the sides are called
    shown = text.replace("<<<<<<< HEAD", "<<<<<<< ours")
    assert marked in shown, shown
    assert repository.must("status", "--porcelain") == "UU seminars.yaml\n"
    check = repository.seminars("check", "--data", ".")
    assert check.returncode == 1, check
    assert "error[conflict-marker]" in check.stdout
    settled = text[: text.index("<<<<<<<")] + text[text.index(">>>>>>>") :].partition("\n")[2]
    repository.commit(settled)
    assert repository.seminars("check", "--data", ".").returncode == 0


def merges() -> str:
    """The bench: every case in a repository of its own, clean ones in both directions."""
    with TemporaryDirectory(prefix="seminars merges ") as folder:
        tops = (Path(folder) / str(number) for number in count())
        for name in CLEAN:
            for swapped in (False, True):
                merge_cleanly(set_up(begun(next(tops))), name, swapped=swapped)
        for name in CONFLICTS:
            merge_with_a_conflict(set_up(begun(next(tops))), name)
    return (
        f"{len(CLEAN)} clean merges in both directions with nothing lost, "
        f"{len(CONFLICTS)} conflicts named by `check`"
    )


@pytest.fixture
def bare(tmp_path: Path) -> Repository:
    """A repository without the driver, in a folder whose name needs quotes."""
    return begun(tmp_path / "the programme's records")


@pytest.fixture
def repository(bare: Repository) -> Repository:
    return set_up(bare)


@pytest.mark.parametrize("swapped", [False, True], ids=["as told", "the other way round"])
@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_merge_holds_the_changes_of_both(
    repository: Repository, name: str, *, swapped: bool
) -> None:
    merge_cleanly(repository, name, swapped=swapped)


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_conflict_is_readable_and_check_names_it(repository: Repository, name: str) -> None:
    merge_with_a_conflict(repository, name)


def test_rebase_cherry_pick_and_stash_use_the_driver_too(repository: Repository) -> None:
    repository.sides(CLEAN["two fields of one record"])
    repository.must("checkout", "--quiet", "-b", "picked")
    repository.must("cherry-pick", "theirs")
    repository.holds(CLEAN["two fields of one record"].says)
    repository.must("checkout", "--quiet", "main")
    repository.must("rebase", "--quiet", "theirs")
    repository.holds(CLEAN["two fields of one record"].says)
    before = repository.records.read_text()
    repository.records.write_text(of("ke-one", "Nairobi", "Kisumu", before))
    repository.must("stash")
    repository.commit(of("ke-one", "status: scheduled", "status: proposed", before))
    repository.must("stash", "pop")
    repository.holds({"ke-one": {"city": "Kisumu", "status": "proposed"}})


def test_branches_that_merged_each_other_before_are_merged_again(repository: Repository) -> None:
    """A criss-cross: git first merges the two ancestors, whose conflict must not come back."""
    ours = of("ke-one", "Nairobi", "Kisumu")
    theirs = of("ke-one", "Nairobi", "Mombasa", of("ke-three", "Nairobi", "Nakuru"))
    repository.sides(Case(ours, theirs, {}))
    first = repository.must("rev-parse", "main").strip()
    settled = of("ke-three", "Nairobi", "Nakuru", of("ke-one", "Nairobi", "Eldoret"))
    for branch, other in (("main", "theirs"), ("theirs", first)):
        repository.must("checkout", "--quiet", branch)
        assert repository.git("merge", other).returncode == 1
        repository.commit(settled)
    repository.commit(of("ke-two", "Nairobi", "Thika", settled))
    repository.must("checkout", "--quiet", "main")
    repository.commit(of("ke-two", "status: scheduled", "status: proposed", settled))
    merged = repository.git("merge", "theirs", "-m", "merged")
    assert merged.returncode == 0, merged.stdout + merged.stderr
    repository.holds(
        {
            "ke-one": {"city": "Eldoret"},
            "ke-two": {"city": "Thika", "status": "proposed"},
            "ke-three": {"city": "Nakuru"},
        }
    )


def test_files_that_both_sides_began_are_merged(repository: Repository) -> None:
    repository.commit(BASE)
    repository.must("branch", "theirs")
    office = repository.top / "seminars-geneva.yaml"
    office.write_text(new("ch-one", "2027-05"))
    repository.commit(BASE)
    repository.must("checkout", "--quiet", "theirs")
    office.write_text(new("ch-two", "2027-06"))
    repository.commit(BASE)
    merged = repository.git("merge", "main", "-m", "merged")
    assert merged.returncode == 0, merged.stdout + merged.stderr
    repository.holds({"ch-one": {"dates": "2027-05"}, "ch-two": {"dates": "2027-06"}})


def test_the_style_of_conflicts_is_the_one_that_git_is_told(repository: Repository) -> None:
    repository.must("config", "merge.conflictStyle", "diff3")
    repository.sides(CONFLICTS["the same field twice"][0])
    assert repository.git("merge", "theirs").returncode == 1
    text = repository.records.read_text()
    assert text.index("||||||| ") < text.index("  city: Nairobi\n=======\n  city: Kisumu\n")


def test_a_clone_without_the_driver_merges_lines_and_check_finds_what_is_wrong(
    repository: Repository, tmp_path: Path
) -> None:
    repository.sides(CLEAN["removed here, others edited there"])
    other = Repository(tmp_path / "clone")
    repository.must("clone", "--quiet", "--branch=main", str(repository.top), str(other.top))
    assert (other.top / ".gitattributes").exists()
    other.must("merge", "origin/theirs", "-m", "merged")
    other.holds(CLEAN["removed here, others edited there"].says)
    other.must("reset", "--quiet", "--hard", "HEAD^")
    other.must("checkout", "--quiet", "-b", "twice", "origin/theirs^")
    head, rest = BASE[: BASE.index("- id")], BASE[BASE.index("- id") :]
    other.commit(head + new("ke-four", "2027-05") + rest)
    other.must("checkout", "--quiet", "-b", "twice-too", "origin/theirs^")
    other.commit(BASE + new("ke-four", "2027-06"))
    other.must("merge", "twice", "-m", "merged")
    check = other.seminars("check", "--data", ".")
    assert check.returncode == 1
    assert "error[duplicate-id]: `ke-four` is used already" in check.stdout
    other.commit(CONFLICTS["the same field twice"][0].ours)
    other.must("checkout", "--quiet", "-b", "field", "origin/theirs^")
    other.commit(CONFLICTS["the same field twice"][0].theirs)
    assert other.git("merge", "twice-too").returncode == 1
    assert "error[conflict-marker]" in other.seminars("check", "--data", ".").stdout


def test_where_the_program_is_gone_its_driver_merges_lines(repository: Repository) -> None:
    for name in ("seminars", "seminars-ancestor"):
        driver = repository.must("config", f"merge.{name}.driver").strip()
        gone = driver.replace(sys.executable, "/nowhere/python")
        repository.must("config", f"merge.{name}.driver", gone)
    repository.sides(CLEAN["removed here, others edited there"])
    merged = repository.git("merge", "theirs", "-m", "merged")
    assert merged.returncode == 0, merged.stdout + merged.stderr
    assert "seminars is not here any more: merged as plain text" in merged.stderr
    repository.holds(CLEAN["removed here, others edited there"].says)


def test_what_cannot_be_read_is_merged_by_lines(repository: Repository) -> None:
    repository.sides(
        Case(
            of("ke-one", "Nairobi", "Kisumu"),
            BASE.replace("- id: ke-three", "- id: &x ke-three"),
            {},
        )
    )
    merged = repository.git("merge", "theirs", "-m", "merged")
    assert merged.returncode == 0
    assert "`seminars.yaml` is merged as plain text: theirs, line " in merged.stderr
    assert repository.records.read_text() == of("ke-one", "Nairobi", "Kisumu").replace(
        "- id: ke-three", "- id: &x ke-three"
    )


def test_the_hook_lets_no_errors_into_a_commit(bare: Repository) -> None:
    bare.commit(BASE)
    assert bare.seminars("merge", "--install", "--hook").returncode == 0
    bare.must("add", "--all")
    bare.must("commit", "--quiet", "-m", "set up")
    bare.records.write_text(of("ke-one", "2027-01-01", "2027-01-99"))
    bare.must("add", "--all")
    refused = bare.git("commit", "-m", "wrong")
    assert refused.returncode == 1
    assert "error[bad-date]: `2027-01-99` is not a date" in refused.stdout + refused.stderr
    bare.commit(of("ke-one", "2027-01-01", "2027-01-09"))
    hook = bare.top / ".git" / "hooks" / "pre-commit"
    hook.write_text(hook.read_text().replace(sys.executable, "/nowhere/python"))
    bare.records.write_text(of("ke-one", "2027-01-01", "2027-01-99"))
    commit = bare.git("commit", "--all", "-m", "unchecked")
    assert commit.returncode == 0
    assert "the records were not checked" in commit.stderr
