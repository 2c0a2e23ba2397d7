"""Completion as bash, zsh and fish ask for it; it never disturbs the line being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.kept import ROOT

if TYPE_CHECKING:
    from tests.conftest import Result, Run, Write


def asked(run: Run, line: str, **environment: str) -> Result:
    """What bash gets when Tab is pressed at the end of a line."""
    words = line.split(" ")
    env = {
        "_SEMINARS_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        **environment,
    }
    return run(cwd=ROOT, env=env)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("seminars cov", "coverage"),
        ("seminars show 2007-c", "2007-cn-beijing 2007-cr-san-jose 2007-co-bogota"),
        ("seminars list --region a", "africa arab asia-pacific"),
        ("seminars list --theme c", "contractual-relations collective-bargaining"),
        ("seminars list --level i", "international-consensus"),
        ("seminars list --country KE", "KE"),
        ("seminars list --country ke", "ke"),
        ("seminars list --country Ke", ""),
        ("seminars coverage --reached KE", "KE"),
        ("seminars list --language f", "fa ff fi fj fo fr fy"),
        ("seminars list --status p", "proposed postponed"),
        ("seminars list --kind n", "national"),
        ("seminars list --provenance p", "probable"),
        ("seminars check no-t", "no-themes"),
        ("seminars schedule --cal", "--calendar"),
        ("seminars list --region zz", ""),
    ],
)
def test_what_bash_may_complete(call: Run, line: str, words: str) -> None:
    ended = asked(call, line)
    assert (ended.code, ended.err) == (0, "")
    assert sorted(ended.out.split()) == sorted(words.split())


def test_the_programme_that_is_named_is_the_one_completed(call: Run, write: Write) -> None:
    folder = write(
        {"seminars.yaml": "- {id: own, title: T, kind: national, country: KE, status: proposed}\n"}
    )
    assert asked(call, f"seminars show --data {folder} o").out == "own\n"
    assert asked(call, "seminars show o", SEMINARS_DATA=str(folder)).out == "own\n"


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_what_a_word_means(call: Run, shell: str) -> None:
    ended = call(
        cwd=ROOT,
        env={
            "_SEMINARS_COMPLETE": f"complete_{shell}",
            "_TYPER_COMPLETE_ARGS": "seminars list --region ar",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        },
    )
    assert (ended.code, ended.err) == (0, "")
    assert "arab" in ended.out
    assert "Arab countries" in ended.out


@pytest.mark.parametrize(
    "records",
    [
        b"\xff\xfe",
        b"- [",
        b"- {id: a}\n",
        b"[" * 100_000,
        b"",
        b"\x00",
        b"- &a {id: *a}\n",
    ],
)
def test_completion_says_nothing_of_a_programme_that_is_broken(
    call: Run, write: Write, records: bytes
) -> None:
    folder = write({"seminars.yaml": records, "programme.yaml": b"themes: ["})
    for line in ("seminars show x", "seminars list --theme q", "seminars list --country q"):
        ended = asked(call, line, SEMINARS_DATA=str(folder))
        assert ended.err == ""
        assert ended.code == 0


def test_completion_says_nothing_without_a_programme(call: Run) -> None:
    ended = asked(call, "seminars show x", SEMINARS_DATA="/nowhere")
    assert (ended.code, ended.out.strip(), ended.err) == (0, "", "")


def test_it_works_as_a_process_of_its_own(cli: Run) -> None:
    ended = asked(cli, "seminars show 2007-cn")
    assert (ended.code, ended.out, ended.err) == (0, "2007-cn-beijing\n", "")
