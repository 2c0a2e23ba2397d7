"""The benches of `make crash`, at a load that fits into every run of the tests."""

from __future__ import annotations

import pytest
from tests.crash import benches, bytes_bench


def test_edits_of_every_style_change_their_spans_only() -> None:
    tally = bytes_bench.run(400, git_each=40)
    assert tally.edits.total() >= 400
    assert tally.refused.total() < 10
    assert tally.by_git > 5


def test_writers_at_once_lose_nothing() -> None:
    assert benches.writers(8, 6)


def test_a_kill_leaves_the_old_text_or_the_new() -> None:
    assert benches.kill(5, 300)


@pytest.mark.skipif(benches.STRACE is None, reason="needs strace")
def test_a_signal_at_a_system_call_leaves_the_old_text_or_the_new() -> None:
    assert "before" in benches.signals_at_calls(("INT",))


def test_a_bad_disk_leaves_the_old_text() -> None:
    assert benches.disk(every=8)


def test_an_editor_at_the_same_moment_loses_nothing() -> None:
    assert benches.editor(4)


def test_special_files_stay_what_they_are() -> None:
    assert benches.special_files()
