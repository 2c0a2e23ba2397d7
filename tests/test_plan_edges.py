"""`plan` at its edges: far days, no bounds, large numbers, signals, output that fails, small gains."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.planned import AS_OF, programme, seminar

from seminars import __main__ as front
from seminars.model.period import parse_dates
from seminars.model.programme import Offer, Planning
from seminars.planning.alternatives import runners_up
from seminars.planning.facts import facts_of
from seminars.planning.proposal import plan
from seminars.planning.rules import EFFORT, rules_of
from seminars.planning.search import NEARLY, best, nearly_best
from seminars.reading.loader import Location, load

if TYPE_CHECKING:
    from tests.conftest import Run, Write

RULES = """
    title: Small
    period: 2007/2008
    as_of: 2008-01-01
    themes: [{id: pay, title: Pay}]
    regions: [{id: north, title: North}, {id: south, title: South}]
    roll: [{code: 'NO', region: north}, {code: KE, region: south}]
    planning: {window: 2008, seminars: 1}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "window: 2008", "window: 9999-12-31",
            "nothing can be planned from 9999-12-31 to 9999-12-31: so far ahead no week is known",
        ),
        (
            "window: 2008", "window: 2008/2030",
            "nothing can be planned from 2008-01-02 to 2030-12-31: so far ahead no week is known",
        ),
        (
            "window: 2008", "window: 2008-01-05..2008-01-06",
            "nothing can be planned: from 2008-01-05 to 2008-01-06 there is no whole week, ",
        ),
        (
            "[{id: pay, title: Pay}]", "[]",
            "nothing can be planned: the programme has no themes, and a seminar is planned on one ",
        ),
        (
            "roll: [{code: 'NO', region: north}, {code: KE, region: south}]", "roll: []",
            "nothing can be planned: the programme has no state in a region that could host",
        ),
    ],
)  # fmt: skip
def test_what_no_figure_could_free_is_said_at_once(
    call: Run, write: Write, old: str, new: str, said: str
) -> None:
    assert RULES.count(old) == 1
    folder = write({"seminars.yaml": "[]\n", "programme.yaml": RULES.replace(old, new)})
    found = call("plan", "--data", folder)
    assert (found.code, found.out) == (3, "")
    assert found.err.startswith(f"seminars: {said}")
    assert "\n  help: " in found.err


def test_the_last_day_of_all_is_no_day_to_plan_from(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": "[]\n", "programme.yaml": RULES})
    found = call("plan", "--data", folder, "--as-of", "9999-12-31")
    assert found.code == 3
    assert "the window ends on 2008-12-31, and it is 9999-12-31" in found.err


@pytest.mark.parametrize("rule", ["rest", "notice"])
def test_the_longest_rest_and_notice_are_kept(call: Run, write: Write, rule: str) -> None:
    given = RULES.replace("seminars: 1", f"seminars: 1, {rule}: 3650")
    records = "- {id: a, title: A, kind: national, country: KE, status: held, dates: 2006-02-01}\n"
    folder = write({"seminars.yaml": records, "programme.yaml": given})
    assert call("plan", "--data", folder).out.splitlines()[0].endswith("no plan keeps every rule")
    assert call("plan", "--data", folder, "--as-of", "0001-01-01").code == 0


def test_one_more_seminar_brings_what_it_brings(call: Run, write: Write) -> None:
    """What is even with the roll depends on the number, too."""
    records = "- {id: a, title: A, kind: national, country: KE, status: held, dates: 2007-02-01}\n"
    folder = write({"seminars.yaml": records, "programme.yaml": RULES})
    asked = ("plan", "--data", folder, "--format", "json")
    first = json.loads(call(*asked).out)["data"]
    (folder / "programme.yaml").write_text(
        (folder / "programme.yaml").read_text().replace("seminars: 1", "seminars: 2")
    )
    more = json.loads(call(*asked).out)["data"]
    (gain,) = (part["gain"] for part in first["sensitivity"] if part["change"] == "seminars")
    assert gain == pytest.approx(more["objective"] - first["objective"], abs=NEARLY)


def test_the_kind_of_an_offer_that_leaves_it_open_is_that_of_the_plan_it_is_forced_into() -> None:
    offer = Offer("o", "BB")
    given = programme(codes="AA BB", offers=(offer,))
    window = given.planning.window
    rules = rules_of(replace(given.planning, window=window))
    facts = facts_of(replace(given, planning=Planning(window=window, seminars=1)), AS_OF)
    found = best(facts, replace(rules, least=0, most=0))
    (told,), _ = runners_up(facts, rules, found, EFFORT)
    assert told.what in {"national", "regional"}
    forced = nearly_best(facts, replace(rules, wanted=(("offer", "o"),)))
    assert told.what == forced.choices[0].kind
    closed = Offer("o", "BB", dates=parse_dates("2009-01"))
    facts = facts_of(replace(given, offers=(closed,)), AS_OF)
    (told,), _ = runners_up(facts, rules, best(facts, rules), EFFORT)
    assert (told.what, told.closed) == (None, ("its window lies outside that of the plan",))


def test_nothing_assessed_has_no_table(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": "[]\n", "programme.yaml": RULES})
    out = call("plan", "--data", folder, "--assess").out
    assert out.startswith("0 proposals in the records, worth 0.00\n\nbefore  ")


def test_what_a_seminar_adds_is_the_score_less_that_without_it() -> None:
    given = programme(seminar("AA", "held", "2006-02"), codes="AA BB CC DD")
    made = plan(replace(given, planning=replace(given.planning, seminars=3)), AS_OF)
    from seminars.planning.score import objective  # noqa: PLC0415 (for this test alone)

    choices = [proposed.choice for proposed in made.proposals]
    for proposed in made.proposals:
        without = [choice for choice in choices if choice is not proposed.choice]
        assert proposed.value == made.objective - objective(made.facts, without)


# Signals and output


def test_no_thread_but_the_main_one_takes_a_signal() -> None:
    """What the solver starts must not take Ctrl-C while a file is exchanged."""
    code = (
        "import os, signal, seminars.planning.solver\n"
        "for task in os.listdir('/proc/self/task'):\n"
        "    status = open(f'/proc/self/task/{task}/status').read()\n"
        "    blocked = int(status.split('SigBlk:')[1].split()[0], 16)\n"
        "    print(int(task) == os.getpid(), bool(blocked >> (signal.SIGINT - 1) & 1))\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    told = ended.stdout.splitlines()
    assert told.count("True False") == 1
    assert set(told) <= {"True False", "False True"}


@pytest.mark.parametrize("options", [(), ("-f", "json")])
def test_a_plan_that_is_written_and_cannot_be_shown(write: Write, options: tuple[str, ...]) -> None:
    folder = write({"seminars.yaml": "[]\n", "programme.yaml": RULES})
    with open("/dev/full", "w") as full:  # noqa: PTH123 (a device)
        done = subprocess.run(
            [sys.executable, "-m", "seminars", "plan", "--write", "-d", str(folder), *options],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0
    assert "seminars: the change is made; it cannot be shown: " in done.stderr
    assert "Planned by `seminars plan`." in (folder / "seminars.yaml").read_text()


def test_what_is_partial_and_cannot_be_shown_is_still_partial(write: Write) -> None:
    folder = write({"seminars.yaml": "- {id: x}\n", "programme.yaml": RULES})
    with open("/dev/full", "w") as full:  # noqa: PTH123 (a device)
        for errors in (subprocess.DEVNULL, full):
            (folder / "seminars.yaml").write_text("- {id: x}\n")
            done = subprocess.run(
                [sys.executable, "-m", "seminars", "plan", "--write", "-d", str(folder)],
                stdout=full, stderr=errors, check=False,
            )  # fmt: skip
            assert done.returncode == 1
            assert "Planned by `seminars plan`." in (folder / "seminars.yaml").read_text()


def test_the_hint_writes_the_plan_that_is_shown(call: Run, write: Write) -> None:
    records = "- {id: a, title: A, kind: national, country: KE, status: proposed, dates: 2008-02}\n"
    folder = write({"seminars.yaml": records, "programme.yaml": RULES})
    out = call("plan", "--data", folder, "--pin", "a", "--changes", "0").out
    assert f"seminars plan --write --pin a --changes 0 --data {folder}\n" in out


def test_a_plan_that_is_written_whose_file_cannot_be(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": "[]\n", "programme.yaml": RULES})
    found = call("plan", "--write", "--data", folder, "-o", folder / "none" / "x.md")
    assert found.code == 0
    assert "seminars: the change is made; it cannot be shown: " in found.err
    assert "Planned by `seminars plan`." in (folder / "seminars.yaml").read_text()


def test_a_format_is_refused_before_the_search(
    call: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def search(*_: Any, **__: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("seminars.planning.proposal.plan", search)
    folder = write({"seminars.yaml": "[]\n", "programme.yaml": RULES})
    assert call("plan", "--data", folder, "-f", "csv").code == 2
    assert call("plan", "--data", folder, "-o", folder / "seminars.yaml").code == 2


def test_ctrl_c_before_the_command_is_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Loading:
        def __getattr__(self, _: str) -> Any:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "seminars.cli", Loading())
    assert front.main() == 130
    assert capsys.readouterr().err == "\nseminars: stopped; nothing was changed\n"


def test_the_command_that_is_installed_is_the_front_door() -> None:
    command = Path(sys.executable).with_name("seminars")
    ended = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("seminars ")
    assert "seminars.__main__" in command.read_text()


# Gains so small that the solver, at its own tolerance, once took them for nothing

TIES = """
    title: Gen
    period: 2025/2026
    as_of: 2025-06-15
    themes:
      - {id: law, title: Law}
      - {id: pay, title: Pay}
      - {id: film, title: Film}
    levels:
      - {id: nat, title: Nat}
      - {id: intl, title: Intl}
    regions:
      - {id: east, title: East}
      - {id: north, title: North}
    roll:
      - {code: 'JP', region: east, least_developed: false}
      - {code: 'MY', region: east, least_developed: false}
      - {code: 'VN', region: east, least_developed: true}
      - {code: 'TH', region: east, least_developed: true}
      - {code: 'ES', region: north, least_developed: false}
      - {code: 'DE', region: north, least_developed: true}
      - {code: 'FR', region: north, least_developed: false}
      - {code: 'DK', region: north, least_developed: true}
    recency:
      current: 12
      ageing: 24
      film: {current: 4, ageing: 8}
    meetings:
      - {dates: 2025-10-06/2025-10-10, name: Assembly, blocks: true}
    targets:
      - {region: east, theme: law, kind: national, level: intl, seminars: 8}
      - {region: east, kind: regional, level: intl, seminars: 1}
      - {region: north, seminars: 8}
      - {seminars: 3}
    requests:
      - {id: r-0, country: 'DK', themes: [pay], dates: 2026}
    offers:
      - {id: o-0, country: 'FR', city: Town0, kind: national, dates: 2024}
      - {id: o-1, country: 'DE', city: Town1, kind: national, dates: 2025-11-03/2025-11-14}
      - {id: o-2, country: 'JP'}
      - {id: o-3, country: 'TH', city: Town3, dates: 2025-11-03/2025-11-14}
    planning:
      window: 2026
      seminars: 5
      budget: 90
      costs: {national: 10, regional: 30, regions: {north: {national: 15}}}
      regional_states: 2
      limits:
        - {kind: regional, minimum: 1, maximum: 2}
"""
TIED = """
    - {id: 0-fr, title: T0, kind: national, country: 'FR', status: cancelled, dates: 2025-04,
       levels: [intl], answers: [r-0]}
    - {id: 1-jp, title: T1, kind: regional, country: 'JP', region: east, status: held, dates:
       2025-Q1, levels: [nat, intl], countries: ['JP'], cost: 25}
    - {id: 2-fr, title: T2, kind: national, country: 'FR', status: held, dates: 2025-06,
       levels: [nat, intl], countries: ['FR', 'TH', 'JP', 'MY', 'DK'], invited: ['DK', 'FR',
       'DE']}
    - {id: 3-dk, title: T3, kind: national, country: 'DK', status: cancelled, dates: 2025-04,
       themes: [film, law], levels: [nat], cost: 25}
    - {id: 4-my, title: T4, kind: national, country: 'MY', status: scheduled, dates: 2025-11,
       levels: [nat], answers: [r-0]}
    - {id: 5-jp, title: T5, kind: national, country: 'JP', status: proposed, dates: 2026-02,
       themes: [law, pay], levels: [nat]}
    - {id: 6-vn, title: T6, kind: national, country: 'VN', status: postponed, themes: [film,
       pay], levels: [nat]}
    - {id: 7-jp, title: T7, kind: regional, country: 'JP', region: east, status: postponed,
       themes: [pay]}
    - {id: 8-fr, title: T8, kind: national, country: 'FR', status: proposed, dates: 2026-02,
       themes: [law, film], levels: [nat], cost: 25}
    - {id: 9-vn, title: T9, kind: regional, country: 'VN', region: east, status: cancelled,
       dates: 2025-04, themes: [film, pay], levels: [intl], answers: [r-0], cost: 31.5}
    - {id: 10-de, title: T10, kind: national, country: 'DE', status: postponed, themes: [law,
       pay], levels: [intl], cost: 8}
    - {id: 11-jp, title: T11, kind: national, country: 'JP', status: postponed, dates:
       2026-02, themes: [pay], answers: [r-0]}
    - {id: 12-th, title: T12, kind: regional, country: 'TH', region: east, status: held,
       dates: 2024, levels: [intl], answers: [r-0], cost: 8}
    - {id: 13-es, title: T13, kind: national, country: 'ES', status: held, dates: 2025-Q1,
       themes: [film], levels: [nat, intl], countries: ['ES'], invited: ['TH', 'VN', 'DK',
       'DE', 'MY'], answers: [r-0], cost: 25}
    - {id: 14-th, title: T14, kind: regional, country: 'TH', region: north, status: held,
       dates: 2025-07-08/2025-07-09, themes: [law, film], levels: [nat, intl], countries:
       ['VN', 'TH', 'MY'], invited: ['TH', 'JP'], answers: [r-0], cost: 8}
    - {id: 15-jp, title: T15, kind: national, country: 'JP', status: proposed, dates:
       2026-03-03/2026-03-04, themes: [film]}
    - {id: 16-vn, title: T16, kind: national, country: 'VN', status: held, dates:
       2025-03-04/2025-03-05, themes: [law, film], levels: [nat], countries: ['TH', 'ES',
       'DE', 'DK'], invited: ['FR', 'JP']}
    - {id: 17-jp, title: T17, kind: national, country: 'JP', status: held, dates: 2024,
       themes: [law], levels: [intl], countries: ['DK'], invited: ['DE', 'MY', 'TH'], cost: 8}
    - {id: 18-de, title: T18, kind: regional, country: 'DE', region: north, status: held,
       dates: 2025-07-08/2025-07-09, themes: [law, pay], levels: [nat], countries: ['DE'],
       invited: ['TH', 'DK'], cost: 31.5}
    - {id: 19-jp, title: T19, kind: national, country: 'JP', status: held, dates: 2024-02,
       themes: [law], levels: [intl], countries: ['TH', 'MY'], cost: 8}
"""


def test_gains_that_settle_ties_cost_no_more_than_they_may(write: Write) -> None:
    folder = write({"programme.yaml": TIES, "seminars.yaml": TIED})
    loaded = load(Location(folder, (folder / "seminars.yaml",), folder / "programme.yaml"))
    facts = facts_of(loaded.programme, loaded.programme.as_of or AS_OF)
    rules = replace(rules_of(loaded.programme.planning), wanted=(("proposal", "15-jp"),))
    exact, nearly = best(facts, rules).objective, nearly_best(facts, rules).objective
    assert exact is not None
    assert nearly is not None
    assert 0 <= exact - nearly <= NEARLY
