"""`seminars plan` as its users meet it: the shipped plan, what if, no plan, writing."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import util
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest
from tests.kept import ROOT, agree

from seminars.planning.rules import EFFORT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Result, Run, Write

DATA = ROOT / "data"

SMALL = """
    title: Small
    period: 2007/2008
    as_of: 2008-01-01
    currency: CHF
    themes: [{id: pay, title: Pay}, {id: law, title: Law and practice}]
    levels: [{id: local, title: Local}, {id: global, title: Global}]
    regions: [{id: north, title: North}, {id: south, title: South}]
    roll:
      - {code: 'NO', region: north}
      - {code: SE, region: north}
      - {code: KE, region: south}
      - {code: UG, region: south, least_developed: true}
      - {code: NP, region: south}
    meetings: [{dates: 2008-03-03/2008-03-05, name: Assembly}]
    requests:
      - {id: r-1, country: KE, themes: [pay], dates: 2008-02, received: 2007-06-01}
      - {id: r-2, country: SE, dates: 2008-03-03/2008-03-09}
    offers: [{id: o-1, country: UG, city: Entebbe, dates: 2008-Q1}]
    targets: [{theme: pay, seminars: 2}]
    planning:
      window: 2008-01/2008-03
      seminars: 2
      budget: 100
      costs: {national: 20, regional: 50}
      regional_states: 2
      at_once: 1
      rest: 7
      holidays: true
"""
RECORDS = """
    - {id: past, title: Past, kind: national, country: KE, status: held, dates: 2003-05-06,
       themes: [law], countries: [KE]}
    - {id: kept, title: Kept, kind: national, country: 'NO', status: proposed,
       dates: 2008-02-12/2008-02-13, themes: [pay], cost: 15}
    - {id: vague, title: Vague, kind: national, country: KE, status: proposed, dates: 2008-03}
    - {id: away, title: Away, kind: regional, region: north, country: UG, status: proposed}
"""


@pytest.fixture
def small(write: Write) -> Path:
    return write({"programme.yaml": SMALL, "seminars.yaml": RECORDS})


def changed(folder: Path, old: str, new: str) -> Path:
    path = folder / "programme.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return folder


def data(result: Result) -> Any:
    assert result.err == ""
    return json.loads(result.out)["data"]


# The shipped programme


@pytest.fixture(scope="module")
def shipped() -> dict[str, Result]:
    return {}


def of_shipped(shipped: dict[str, Result], call: Run, *options: str) -> Result:
    key = " ".join(options)
    if key not in shipped:
        shipped[key] = call("plan", "--data", "data", *options, cwd=ROOT)
    return shipped[key]


def test_the_shipped_plan_and_its_reasons(shipped: dict[str, Result], call: Run) -> None:
    found = of_shipped(shipped, call)
    assert (found.code, found.err) == (0, "")
    assert agree("tests/golden_plan/plan.txt", found.out)


def test_the_same_input_gives_the_same_answer_in_another_process(
    shipped: dict[str, Result], call: Run, cli: Run
) -> None:
    assert cli("plan", "--data", "data", cwd=ROOT).out == of_shipped(shipped, call).out


def test_the_annex(call: Run) -> None:
    found = call("plan", "--data", DATA, "--format", "md")
    assert agree("tests/golden_plan/annex.md", found.out)


def test_the_standing_proposals_assessed(call: Run) -> None:
    found = call("plan", "--data", "data", "--assess", cwd=ROOT)
    assert (found.code, found.err) == (0, "")
    assert agree("tests/golden_plan/assess.txt", found.out)


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("rest", {"rest: 7": "rest: 60"}),
        ("budget", {"budget: 600000": "budget: 300000"}),
        ("meetings", {"window: 2008\n": "window: 2008-03-03..2008-03-15\n",
                      "seminars: 12\n": "seminars: 4\n"}),
    ],
)  # fmt: skip
def test_a_clash_is_named_with_what_would_free_it(
    name: str, rules: dict[str, str], call: Run, tmp_path: Path
) -> None:
    folder = copytree(DATA, tmp_path / "data")
    for old, new in rules.items():
        changed(folder, old, new)
    found = call("plan", "--data", "data", cwd=tmp_path)
    assert (found.code, found.err) == (0, "")
    assert agree(f"tests/golden_plan/clash-{name}.txt", found.out)


# A small one


def test_the_json_has_the_shape_of_the_contract(small: Path, call: Run) -> None:
    found = data(call("plan", "--data", small, "--format", "json"))
    assert found["status"] == "optimal"
    assert found["objective"] == pytest.approx(found["bound"])
    assert found["objective"] == pytest.approx(sum(part["value"] for part in found["score"]))
    assert [part["name"] for part in found["score"]] == [
        "region_themes", "state_themes", "states", "requests", "offers", "balance", "targets",
        "spread", "cost",
    ]  # fmt: skip
    assert [(p["id"], p["dates"], p["cost"]) for p in found["proposals"]] == [
        ("away", "2008-01-08/2008-01-10", 50),
        ("vague", "2008-02-05/2008-02-06", 20),
    ]
    assert [(r["what"], r["id"], r["why_not"]) for r in found["runners_up"]] == [
        ("request", "r-2", "no week of its window is open: Assembly"),
        (
            "proposal",
            "kept",
            "with it in the place of Uganda (regional) and Kenya (national) the plan is worth 7.2 less",
        ),
    ]
    assert {"row", "column", "before", "after"} == set(found["coverage"][0])
    assert (found["conflicts"], found["breaks"]) == ([], [])


def test_a_pinned_proposal_stays(small: Path, call: Run) -> None:
    found = data(call("plan", "--data", small, "--format", "json", "--pin", "vague"))
    assert ("vague", "vague") in [(p["id"], p["standing"]) for p in found["proposals"]]


def test_changes_are_bounded_and_told(small: Path, call: Run) -> None:
    found = data(call("plan", "--data", small, "--format", "json", "--changes", "1"))
    moved = [change["what"] for change in found["changes"]]
    assert moved.count("dropped") + moved.count("moved") + moved.count("added") == 1


def test_too_few_changes_clash_with_the_number(small: Path, call: Run) -> None:
    found = data(call("plan", "--data", small, "--format", "json", "--changes", "0"))
    assert found["status"] == "infeasible"
    assert {conflict["rule"] for conflict in found["conflicts"]} == {"seminars-most", "changes"}


def test_two_pins_may_clash(small: Path, call: Run) -> None:
    pins = ["--pin", "kept", "--pin", "vague", "--pin", "away"]
    found = data(call("plan", "--data", small, "--format", "json", *pins))
    assert [(c["rule"], c["relax"]) for c in found["conflicts"]] == [
        ("seminars-most", "3 would do"),
        ("pin away", "without `--pin away`"),
        ("pin kept", "without `--pin kept`"),
        ("pin vague", "without `--pin vague`"),
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--assess", "--changes", "1"], "--assess looks at the records as they are"),
        (["--dry-run"], "--dry-run goes with --write"),
        (["--pin", "nothing"], "no seminar has the id `nothing`"),
        (["--pin", "past"], "--pin: `past` is not a proposal that could fall into the window"),
        (["--format", "xlsx"], "`xlsx` is not a format of this command"),
        (["--write", "-f", "csv"], "`csv` is not a format of this command"),
        (["--assess", "-f", "md"], "`md` is not a format of this command"),
    ],
)
def test_wrong_use(options: list[str], message: str, small: Path, call: Run) -> None:
    before = (small / "seminars.yaml").read_bytes()
    found = call("plan", "--data", small, *options)
    assert found.code == 2
    assert message in found.err
    assert (small / "seminars.yaml").read_bytes() == before


def test_no_plan_is_made_with_doubtful_rules(small: Path, call: Run) -> None:
    found = call("plan", "--data", changed(small, "budget: 100", "budget: -100"))
    assert found.code == 3
    assert "`-100` is not an amount" in found.err
    assert "no plan is made while programme.yaml has errors" in found.err


def test_the_effort_by_default_is_the_planners_own(call: Run) -> None:
    assert f"[default: {EFFORT};" in " ".join(call("plan", "--help").out.split())


def test_no_plan_is_made_without_a_file_of_records(small: Path, call: Run) -> None:
    records = small / "seminars.yaml"
    records.write_bytes(b"\xff" + records.read_bytes())
    found = call("plan", "--data", small)
    assert found.code == 3
    assert "no plan is made while seminars.yaml has errors" in found.err


def test_a_window_that_is_past(small: Path, call: Run) -> None:
    found = call("plan", "--data", small, "--as-of", "2009-01-01")
    assert found.code == 3
    assert "nothing can be planned: the window ends on 2008-03-31" in found.err


def test_without_the_extra(small: Path, call: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seminars.cli.plan.find_spec", lambda _: None)
    found = call("plan", "--data", small)
    assert found.code == 3
    assert "pip install 'seminars[plan]'" in found.err
    assert util.find_spec("highspy")


def test_errors_in_the_records_are_told_and_the_rest_is_planned(small: Path, call: Run) -> None:
    with (small / "seminars.yaml").open("a") as records:
        records.write("- {id: bad}\n")
    assert call("plan", "--data", small).code == 1


# What its users may read


def told(call: Run, folder: Path, *options: str) -> str:
    found = call("plan", "--data", folder, *options)
    assert (found.code, found.err) == (0, "")
    return found.out


def test_caveats(small: Path, call: Run) -> None:
    changed(small, "window: 2008-01/2008-03", "window: 2080-01/2080-03")
    changed(small, "costs: {national: 20, regional: 50}", "ramadan: [south]")
    out = told(call, small)
    assert "Caveat: no data on Ramadan in these years\n" in out
    assert "Caveat: the cost of 2 seminars is not known and counts as none\n" in out


def test_hosts_without_holiday_data(small: Path, call: Run) -> None:
    changed(small, "id: r-1, country: KE", "id: r-1, country: NP")
    changed(small, "  rest: 7\n", "  rest: 7\n  weights: {requests: 100}\n")
    assert "Caveat: no data on the public holidays of Nepal\n" in told(call, small)


def test_a_request_from_a_state_off_the_roll_is_told_as_such(small: Path, call: Run) -> None:
    changed(small, "id: r-1, country: KE", "id: r-1, country: CH")
    assert "it is not on the roll" in told(call, small)


def test_an_assessment_in_json_and_with_nothing_broken(small: Path, call: Run) -> None:
    changed(small, "  seminars: 2\n", "  themes_each: 1\n")
    found = data(call("plan", "--data", small, "--assess", "--format", "json"))
    assert found["breaks"] == []
    assert found["difference"] == pytest.approx(found["best"]["objective"] - found["objective"])
    assert "every rule is kept\n" in told(call, small, "--assess")


def test_an_assessment_where_no_plan_is_possible(small: Path, call: Run) -> None:
    changed(small, "budget: 100", "budget: 10")
    assert "no plan keeps every rule; `seminars plan` shows" in told(call, small, "--assess")


def test_an_assessment_of_broken_days(small: Path, call: Run) -> None:
    records = small / "seminars.yaml"
    records.write_text(
        records.read_text()
        .replace("2008-02-12/2008-02-13", "2008-03-21")  # Good Friday
        .replace("region: north, country: UG", "region: north, country: SE, dates: 2008-03-20")
        .replace("country: KE, status: proposed", "country: KE, status: scheduled")
        + "- {id: more, title: More, kind: national, country: KE, status: proposed,"
        " dates: 2008-03-26, themes: [pay]}\n"
        "- {id: out, title: Out, kind: national, country: NP, status: proposed,"
        " dates: 2008-03-31/2008-04-02, themes: [pay]}\n"
        "- {id: weekend, title: Weekend, kind: national, country: UG, status: proposed,"
        " dates: 2008-03-14/2008-03-15, themes: [pay]}\n"
    )
    out = told(call, small, "--assess").splitlines()
    first = out.index("10 rules broken")
    assert out[first + 1 : first + 11] == [
        "  seminars-most  5 seminars, and 2 are allowed",
        "  budget         they cost CHF 125 of CHF 100",
        "  window         out: its week is not wholly in the window",
        "  holidays       kept, 2008-03-21 to 2008-03-21: the host's holidays",
        "  weekend        weekend, 2008-03-14 to 2008-03-15: not on the working days of one week",
        "  at_once        2 in the week of 2008-03-17, and room for 1",
        "  rest           2 days between the weeks of 2008-03-10 and 2008-03-17, and 7 asked for",
        "  rest           2 days between the weeks of 2008-03-17 and 2008-03-24, and 7 asked for",
        "  rest           2 days between the weeks of 2008-03-24 and 2008-03-31, and 7 asked for",
        "  country        KE hosts a seminar in the window already",
    ]


def test_the_annex_of_a_clash(small: Path, call: Run) -> None:
    found = told(call, changed(small, "budget: 100", "budget: 10"), "--format", "md")
    assert (
        "- 2 seminars asked at least: 0 would do\n- a budget of CHF 10: CHF 35 would do\n" in found
    )
    assert "\nThe programme that breaks least:\n\n- seminars-least: " in found


def test_a_region_and_a_theme_of_one_id_keep_their_titles(call: Run, write: Write) -> None:
    folder = write({
        "seminars.yaml": "[]\n",
        "programme.yaml": """
            as_of: 2008-01-01
            themes: [{id: x, title: Theme}]
            regions: [{id: x, title: Region}]
            roll: [{code: KE, region: x}]
            planning: {window: 2008, seminars: 1}
        """,
    })  # fmt: skip
    assert "| Region | Theme | 0 | 1 |" in call("plan", "--data", folder, "-f", "md").out


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  rest: 7\n", "  notice: 60\n  rest: 28\n", [
            ("seminars-least", "2 seminars asked at least", "1 would do", True),
            ("notice", "1 week free with notice of 60 days", "48 days would do", True),
            ("at_once", "1 at once, in 1 week free", "2 would do", True),
            ("rest", "1 week free with rest of 28 days", "16 days would do for this clash", False),
        ]),
        ("  seminars: 2\n", "  seminars: 3\n  limits: [{kind: regional, minimum: 3}]\n", [
            ("budget", "a budget of CHF 100", "CHF 150 would do", True),
            ("kind regional minimum", "at least 3 regional seminars", "2 would do for this clash", False),
        ]),
        ("  seminars: 2\n  budget: 100\n", "  seminars: 1\n  budget: 14.25\n", [
            ("seminars-least", "1 seminar asked at least", "0 would do", True),
            ("budget", "a budget of CHF 14.25", "CHF 15 would do", True),
        ]),
        ("window: 2008-01/2008-03\n  seminars: 2\n", "window: 2008-03-03/2008-03-09\n  seminars: 1\n", [
            ("seminars-least", "1 seminar asked at least", "0 would do", True),
            ("meetings", "blocking meetings in the window: 1", "without Assembly", True),
        ]),
        ("  seminars: 2\n",
         "  seminars: 3\n  limits: [{kind: national, minimum: 3}, {level: global, minimum: 1}]\n", [
            ("budget", "a budget of CHF 100", "CHF 105 would do for this clash", False),
            ("kind national minimum", "at least 3 national seminars", "2 would do", True),
            ("level global minimum", "at least 1 seminar at the level of global", "0 would do", True),
        ]),
    ],
)  # fmt: skip
def test_rules_that_clash_name_the_figure(
    old: str, new: str, expected: list[tuple[str, str, str, bool]], small: Path, call: Run
) -> None:
    changed(small, old, new)
    found = data(call("plan", "--data", small, "--format", "json"))
    told = [(c["rule"], c["message"], c["relax"], c["enough"]) for c in found["conflicts"]]
    assert told == expected


def test_what_stands_in_nobodys_way(small: Path, call: Run) -> None:
    (small / "seminars.yaml").write_text("[]\n")
    changed(small, "  seminars: 2\n  budget: 100\n", "  limits: [{maximum: 1}]\n")
    out = told(call, small)
    assert "What stands in the records" not in out
    assert "What other rules would bring" not in out
    assert "1 seminar proposed" in out


def test_a_host_that_already_hosts_and_a_number_that_cannot_grow(small: Path, call: Run) -> None:
    records = small / "seminars.yaml"
    records.write_text(
        "- {id: on, title: On, kind: national, country: KE, status: scheduled, dates: 2008-01-15}\n"
    )
    changed(small, "  seminars: 2\n", "  seminars: 4\n")
    out = told(call, changed(small, "  budget: 100\n", ""))
    assert "Kenya: request r-1   no week of its window is open: it hosts a seminar" in out
    assert "5 seminars: not possible under the other rules\n" in out


def test_a_programme_changed_while_the_plan_was_made_is_not_written_to(
    small: Path, call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from seminars.planning import proposal  # noqa: PLC0415 (what the command imports)

    plan = proposal.plan

    def meanwhile(*given: Any, **options: Any) -> Any:
        with (small / "seminars.yaml").open("a") as records:
            records.write(
                "- {id: new, title: New, kind: national, country: NP, status: proposed}\n"
            )
        return plan(*given, **options)

    monkeypatch.setattr(proposal, "plan", meanwhile)
    found = call("plan", "--data", small, "--write")
    assert found.code == 3
    assert "the records were changed meanwhile, and nothing was written" in found.err
    assert "Planned by" not in (small / "seminars.yaml").read_text()


def test_a_plan_without_a_proof_says_how_far_it_may_be_from_the_best(
    small: Path, call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from seminars.planning import proposal, search  # noqa: PLC0415 (what the command imports)

    def unproved(*given: Any) -> search.Found:
        found = search.best(*given)
        return replace(found, status="feasible", bound=float(found.objective or 0) * 1.01)

    monkeypatch.setattr(proposal, "best", unproved)
    assert "not proved best: the best choice may be worth 1.00% more, and no more" in told(
        call, small
    )


def test_more_runners_up_than_are_told_are_counted(small: Path, call: Run) -> None:
    last = "- {id: r-2, country: SE, dates: 2008-03-03/2008-03-09}\n"
    more = "".join(last.replace("r-2", f"r-{at}") for at in range(2, 9))
    changed(small, last, more.replace("\n-", "\n  -"))
    assert "  and 3 more\n" in told(call, small)
    assert "- and 3 more\n" in told(call, small, "--format", "md")


# Writing


def test_what_is_written_is_replaced_by_the_next_and_a_persons_is_not(
    small: Path, call: Run
) -> None:
    records = small / "seminars.yaml"
    records.write_text("".join(records.read_text().splitlines(keepends=True)[:4]))
    before = records.read_text()
    dry = call("plan", "--data", small, "--write", "--dry-run")
    assert records.read_text() == before
    assert "Planned by `seminars plan`" in dry.out
    first = call("plan", "--data", small, "--write")
    assert (first.code, first.err) == (0, "")
    written = records.read_text()
    assert set(before.splitlines()) <= set(written.splitlines())
    assert written.count("Planned by `seminars plan`.") == 2
    again = call("plan", "--data", small, "--write")
    assert again.out.startswith("nothing to be written")
    assert records.read_text() == written
    changed(small, "seminars: 2", "seminars: 3")
    found = data(call("plan", "--data", small, "--write", "--format", "json"))
    assert records.read_text().count("Planned by `seminars plan`.") == 2
    assert found["changed"]
    assert set(before.splitlines()) <= set(records.read_text().splitlines())
    assert call("check", "--data", small).code == 0


def test_what_a_person_proposed_is_left_to_them_with_the_command_at_hand(call: Run) -> None:
    found = call("plan", "--write", "--dry-run", cwd=ROOT)
    assert "→ seminars edit 2008-ec-quito dates=2008-03-18/2008-03-19 themes=" in found.out
    assert "-" not in {line[:1] for line in found.out.splitlines() if line[:3] != "---"}
    assert found.out.endswith(
        "3 standing proposals are not in the plan, and stay in the records until you remove them:\n"
        "→ seminars remove 2008-bg-sofia 2008-cl-santiago 2008-zm-lusaka\n"
    )


def test_one_record_that_changes_leaves_the_others_where_they_stand(small: Path, call: Run) -> None:
    records = small / "seminars.yaml"
    records.write_text("[]\n")
    call("plan", "--data", small, "--write")
    text = records.read_text()
    assert text.count("Planned by") == 2
    records.write_text(text.replace("title: ", "title: My ", 1) + "# the end\n")
    found = data(call("plan", "--data", small, "--write", "--format", "json"))
    assert len(found["changed"]) == 1
    assert sorted(records.read_text().splitlines()) == sorted([*text.splitlines(), "# the end"])


@pytest.mark.parametrize("option", ["--assess", "--write"])
def test_a_plan_of_no_number_is_not_made(small: Path, call: Run, option: str) -> None:
    changed(small, "seminars: 2\n", "notice: 1\n")
    assert call("plan", "--data", small).code == 0  # the budget counts
    changed(small, "costs: {national: 20, regional: 50}\n", "days: {national: 2}\n")
    found = call("plan", "--data", small, option)
    assert (found.code, found.out, found.err) == (
        3,
        "",
        (
            "seminars: nothing says how many seminars to plan\n"
            "  help: set `seminars`, or `budget` and `costs`, under `planning` in programme.yaml\n"
        ),
    )


def test_nothing_is_written_without_a_plan(small: Path, call: Run) -> None:
    before = (small / "seminars.yaml").read_bytes()
    found = call("plan", "--data", small, "--write", "--changes", "0")
    assert found.code == 3
    assert "no plan keeps every rule, and nothing was written" in found.err
    assert (small / "seminars.yaml").read_bytes() == before
