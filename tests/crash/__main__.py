"""`make crash`: every bench of writing at its full load, as a table. Exit 1 when one fails."""

from __future__ import annotations

import sys
import time

from tests.crash import benches, bytes_bench, test_merges

from seminars.model.diagnostics import SeminarsError


def edits(number: int) -> str:
    """The `bytes` bench in a few words."""
    tally = bytes_bench.run(number)
    refused = f"{tally.refused.total()} refused" if tally.refused else "none refused"
    return (
        f"{tally.edits.total():,} edits, {tally.untouched:,} of them of nothing, {refused}, "
        f"{tally.by_git} counted by git, too"
    )


BENCHES = {
    "bytes": lambda: edits(6000),
    "writers": lambda: benches.writers(100, 200),
    "kill": lambda: benches.kill(200, 4000),
    "signals": benches.signals_at_calls,
    "disk": benches.disk,
    "editor": lambda: benches.editor(50),
    "special files": benches.special_files,
    "merges": test_merges.merges,
}


def main(names: list[str]) -> int:
    """Run the benches named, or all."""
    failed = 0
    for name, bench in BENCHES.items():
        if names and name not in names:
            continue
        start = time.monotonic()
        try:
            words = f"holds   {bench()}"
        except (AssertionError, SeminarsError) as error:
            failed += 1
            words = "\n".join([f"FAILS   {error}", *getattr(error, "__notes__", ())])
        print(f"{name:14} {time.monotonic() - start:6.1f} s   {words}", flush=True)  # noqa: T201 (its answer)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
