"""What the paper and the brief say in odd cases: none, all, unknown, past, hidden, odd texts."""

from __future__ import annotations

import ast
import json
import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest
from tests.kept import ROOT

from seminars.model.period import parse_dates, parse_period
from seminars.output.paper import english, wording

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Result, Run, Write

DAY = ("--as-of", "2007-08-03")


def texts(call: Run, folder: Path, *options: str) -> list[str]:
    """The paragraphs of a paper or a brief."""
    run = call("report", "--data", folder, *DAY, "-f", "json", *options)
    assert run.code == 0, run.err
    return [part["text"] for part in json.loads(run.out)["data"]["paragraphs"]]


def told(call: Run, folder: Path, *options: str) -> str:
    return " ".join(texts(call, folder, *options))


ROLL = """
    title: P
    roll: [{code: KE, region: africa}, {code: MW, region: africa, least_developed: true}]
"""


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("country: MW, countries: [KE, MW]",
         ("Of the two Member States, one hosted a seminar; two, hosts included, took part in at "
         "least one; all are recorded in one, at some time. Of the one least developed country "
         "among them, one was reached up to August 3, 2007; all are recorded in one, at some time.")),
        ("countries: [KE]",
         ("Of the two Member States, none hosted a seminar; one took part in at least one; one is "
         "not recorded in any, at any time. Of the one least developed country among them, none "
         "was reached up to August 3, 2007; one is not recorded in any, at any time.")),
        ("country: AI",
         ("Of the two Member States, none hosted a seminar or took part in one; two are not "
         "recorded in any, at any time.")),
    ],
    ids=["all", "guests", "nobody"],
)  # fmt: skip
def test_states_for_none_and_for_all(call: Run, write: Write, record: str, said: str) -> None:
    folder = write({
        "programme.yaml": ROLL,
        "seminars.yaml": f"- {{id: a, title: T, kind: regional, region: africa, {record}, "
        "dates: 2007-01, status: held}\n",
    })  # fmt: skip
    assert said in told(call, folder)


RECORD = "- {{id: {0}, title: T, kind: national, country: KE, {1}}}\n"


def records(*parts: str) -> str:
    return "".join(RECORD.format(f"r{at}", part) for at, part in enumerate(parts))


def test_what_is_scheduled_but_past(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": records(*["dates: 2007-02, status: scheduled"] * 2)})
    out = told(call, folder)
    assert (
        "Two seminars are recorded as scheduled although their dates have passed; no other is "
        "scheduled before the end of 2007. They were to be held in Kenya."
    ) in out
    assert (
        "Two seminars are recorded as scheduled although their dates have passed, and are "
        "counted as scheduled."
    ) in out


def test_what_is_proposed_but_past(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": records("dates: 2001, status: proposed")})
    out = told(call, folder)
    assert "One further seminar is intended for dates that are past." in out
    assert "One proposal was thought of for dates that are past; no other is recorded." in out
    paper = call("report", "--data", folder, *DAY).out
    assert "| its proposed dates are past |" in paper


def test_participants_are_rounded_only_where_one_number_is(call: Run, write: Write) -> None:
    held = "dates: 2007-02, status: held, participants:"
    folder = write({"seminars.yaml": records(f"{held} ~92", f"{held} 35")})
    assert "In 2 seminars for which a number is recorded, some 130 people took part." in told(
        call, folder
    )
    assert wording.rounded(60) == 60
    folder = write({"seminars.yaml": records(f"{held} 92", f"{held} 35")})
    assert "In 2 seminars for which a number is recorded, 127 people took part." in told(
        call, folder
    )


def test_hosts_are_said_as_far_as_they_are_known(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": """
        - {id: a, title: A, kind: regional, region: africa, dates: 2007-01, status: held}
        - {id: b, title: B, kind: national, country: PH, dates: 2007-02, status: held}
    """})  # fmt: skip
    assert "As far as the host is recorded, they were held in the Philippines." in told(
        call, folder
    )


@pytest.mark.parametrize(
    ("date", "since"),
    [("2006", "the end of 2006"), ("2006-11", "the end of November 2006"),
     ("2006-Q3", "the end of the third quarter of 2006"), ("2006-10-03", "October 3, 2006"),
     ("2006-05/2006-06", "June 30, 2006")],
)  # fmt: skip
def test_a_decision_of_no_known_day_is_said_so(
    call: Run, write: Write, date: str, since: str
) -> None:
    folder = write({
        "seminars.yaml": "[]\n",
        "programme.yaml": f"mandate: {{decision: D., date: {date}, text: 'it was so.', "
        "approach: flexible, decide: [to take note.]}\n",
    })  # fmt: skip
    assert english.since(parse_dates(date)) == since
    assert texts(call, folder)[:2] == [
        "it was so (D).", f"flexible. Since {since}, no seminar has taken place.",
    ]  # fmt: skip
    assert "The Assembly is invited to take note." in texts(call, folder)


@pytest.mark.parametrize(
    ("text", "said"),
    [("2007/2008", "2007–2008"), ("2007", "2007"),
     ("2006-11/2007-Q3", "November 1, 2006 to September 30, 2007"),
     ("2007..", "from January 1, 2007"), ("..2007", "to December 31, 2007")],
)  # fmt: skip
def test_a_period_is_written_out(text: str, said: str) -> None:
    assert english.period(parse_period(text)) == said


def test_a_request_names_only_what_brings_it_so_far(call: Run, write: Write) -> None:
    folder = write({
        "seminars.yaml": records(
            "city: Nyeri, dates: 2007-01, status: held, answers: [q]",
            "dates: 2007-11, status: scheduled, answers: [q, p]",
            "dates: 2008-02, status: proposed, answers: [p]",
        ),
        "programme.yaml": """
            requests: [{id: q, country: KE}, {id: p, country: KE}, {id: o, country: KE}]
        """,
    })  # fmt: skip
    rows = call("report", "--data", folder, *DAY).out
    assert "| q | Kenya | – | no date | no date | met (1) |" in rows
    assert "| p | Kenya | – | no date | no date | to be met (2) |" in rows
    assert "| o | Kenya | – | no date | no date | open |" in rows
    later = call("report", "--data", folder, *DAY, "--since", "2007-06-01").out
    assert "| met (January 2007, Nyeri, Kenya) |" in later
    brief = call("report", "--data", folder, *DAY, "--brief", "KE").out
    assert "| – | no date | no date | to be met (November 2007, Kenya) |" in brief


HIDDEN = """
    internal: [participants, invited, reason, planned, outcome]
"""


def test_a_public_edition_says_nothing_of_hidden_fields(call: Run, write: Write) -> None:
    folder = write({
        "programme.yaml": HIDDEN,
        "seminars.yaml": """
            - {id: a, title: A, kind: national, country: KE, dates: 2007-01, status: held,
               participants: 12, planned: 2006-12, reason: x, invited: [UG]}
            - {id: c, title: C, kind: national, country: UG, dates: 2007-01, status: cancelled}
        """,
    })  # fmt: skip
    run = call("report", "--data", folder, *DAY, "--edition", "public", "-f", "json")
    data: dict[str, Any] = json.loads(run.out)["data"]
    gone = {"held.counted", "held.participants", "caveat.no-participants"}
    assert gone.isdisjoint(data["figures"])
    assert {"participants", "planned", "invited", "notes"}.isdisjoint(data["seminars"][0])
    out = call("report", "--data", folder, *DAY, "--edition", "public").out
    for word in ("Participants", "Reason", "First announced", "participants"):
        assert word not in out
    brief = told(call, folder, "--edition", "public", "--brief", "UG")
    assert "invit" not in brief
    audit = call("report", "--data", folder, *DAY, "--edition", "public", "--audit").out
    assert "participants" not in audit


def test_a_public_edition_quotes_no_record_on_the_terminal(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": "- {id: a, title: Secret, kind: national, dates: 2007-13}\n"})
    run = call("report", "--data", folder, "--edition", "public")
    assert run.code == 1
    assert "Secret" not in run.err
    assert "error[bad-date]\n" in run.err


@pytest.mark.parametrize(
    ("provenances", "said"),
    [((), ""), (("illustrative",), "One record is shown here, and it is illustrative; no figure is a"),
     (("illustrative",) * 2, "Two records are shown here, all of them illustrative; no figure"),
     (("illustrative", "documented"), "One of the two records is illustrative; figures that")],
)  # fmt: skip
def test_the_caution_is_of_what_is_shown(
    call: Run, write: Write, provenances: tuple[str, ...], said: str
) -> None:
    given = [f"dates: 2007-01, status: held, provenance: {word}" for word in provenances]
    other = (
        "- {id: z, title: Z, kind: national, country: FJ, dates: 2007-01, status: held, "
        "provenance: illustrative}\n"
    )
    folder = write({"seminars.yaml": records(*given) + other})
    run = call("report", "--data", folder, *DAY, "--brief", "KE", "-f", "json")
    answer = json.loads(run.out)
    assert answer["data"]["caution"].startswith(said)
    assert answer["illustrative"] == provenances.count("illustrative")
    for form in ("md", "html"):
        out = call("report", "--data", folder, *DAY, "--brief", "KE", "-f", form).out
        assert ("illustrative; " in out) is bool(said)


def test_a_brief_knows_what_was_put_off_and_what_is_near(call: Run, write: Write) -> None:
    hosts = ("UG", "TZ", "RW", "BI", "ET", "ZA", "FR")
    near = "".join(f"- {{id: n-{c.lower()}, title: N, kind: national, country: {c}, "
                   "dates: 2007-11, status: scheduled}\n" for c in hosts)  # fmt: skip
    folder = write({"seminars.yaml": near + """
- {id: p, title: P, kind: national, country: KE, status: postponed}
- {id: c, title: C, kind: national, country: KE, status: cancelled}
- {id: i, title: I, kind: national, country: FR, dates: 2007-12, status: scheduled, invited: [KE], countries: [KE]}
- {id: r, title: R, kind: regional, region: africa, dates: 2007-12, status: scheduled}
"""})  # fmt: skip
    run = call("report", "--data", folder, *DAY, "--brief", "KE", "-f", "json")
    figures = json.loads(run.out)["data"]["figures"]
    seminars = {name: figures[f"brief.{name}"]["seminars"] for name in (
        "near", "region", "invited", "postponed", "cancelled")}  # fmt: skip
    assert seminars == {
        "near": ["n-ug", "n-tz", "n-rw", "n-bi", "n-et"], "region": ["n-za", "r"],
        "invited": ["i"], "postponed": ["p"], "cancelled": ["c"],
    }  # fmt: skip
    assert (
        "The records show no seminars hosted, seminars attended elsewhere, seminars to come in "
        "the country or requests."
    ) in told(call, folder, "--brief", "KE")


def test_a_brief_tells_what_comes_from_what_is_past(call: Run, write: Write) -> None:
    record = "- {{id: {}, title: T, kind: national, country: {}, {}}}\n"
    folder = write({"seminars.yaml": "".join(record.format(*part) for part in (
        ("late", "KE", "dates: 2007-07, status: scheduled, invited: [KE]"),
        ("thought", "KE", "dates: 2007-06, status: proposed"),
        ("open", "KE", "status: proposed"),
        ("next", "KE", "dates: 2007-08, status: scheduled, invited: [KE]"),
        ("away", "UG", "dates: 2007-02, status: held, invited: [KE], countries: [UG]"),
        ("there", "UG", "dates: 2007-03, status: held, invited: [KE], countries: [UG, KE]"),
        ("unsure", "UG", "dates: 2007-07-02, status: scheduled, invited: [KE]"),
        ("later", "UG", "status: postponed, invited: [KE]"),
        ("off", "UG", "status: cancelled, invited: [KE]"),
        ("near", "TZ", "dates: 2007-11, status: scheduled"),
        ("over", "RW", "dates: 2007-07-03, status: scheduled"),
    ))})  # fmt: skip
    run = call("report", "--data", folder, *DAY, "--brief", "KE", "-f", "json")
    figures = json.loads(run.out)["data"]["figures"]
    for name, ids in {
        "coming": ["next", "open"], "passed": ["thought", "late"], "absent": ["away"],
        "invited": ["unsure", "later"], "near": ["near"], "attended": ["there"],
        "withdrawn": ["off"],
    }.items():  # fmt: skip
        assert set(figures[f"brief.{name}"]["seminars"]) == set(ids), name
        again: set[str] = set()
        for part in figures[f"brief.{name}"]["commands"]:
            found, *less = (
                {s["id"] for s in json.loads(
                    call(*shlex.split(c)[1:], "--data", folder, "-f", "json").out
                )["data"]["seminars"]}
                for c in (part["command"], *part["less"])
            )  # fmt: skip
            again |= found.difference(*less)
        assert again == set(ids), name
    text = told(call, folder, "--brief", "KE")
    for said in (
        "It was invited to one seminar held elsewhere, and is not recorded as taking part.",
        "It is invited to two seminars elsewhere, not recorded as held.",
        "One seminar elsewhere, to which it was invited, is cancelled.",
        "Two seminars are scheduled or proposed in the country.",
        "For two seminars recorded as scheduled or proposed in the country, the dates have passed.",
    ):
        assert said in text
    assert "seminars cancelled" in text


def test_no_text_of_the_records_begins_a_list(call: Run, write: Write) -> None:
    folder = write({
        "seminars.yaml": "- {id: a, title: A, kind: national, country: KE, status: held, "
        "dates: 2007-01-01, themes: [one, two]}\n",
        "programme.yaml": """
            themes: [{id: one, title: "- dash"}, {id: two, title: "2. two"}]
            mandate: {decision: D, text: "- first\\n1. second", decide: ["* to note", "3) to go"]}
        """,
    })  # fmt: skip
    lines = call("report", "--data", folder, *DAY).out.splitlines()
    for line in (
        "1. \\- first.", "2. 1\\. second (D).", "   (i) \\* to note; and", "   (ii) 3\\) to go.",
        "   - \\- dash: one[^1] seminar held, none scheduled before the end of 2007.",
        "   - 2\\. two: one[^1] seminar held, none scheduled before the end of 2007.",
    ):  # fmt: skip
        assert line in lines, line


def test_amounts_are_written_as_they_stand() -> None:
    assert [english.amount(text) for text in ("0", "1234.50", "42000", "007.5")] == [
        "0", "1,234.50", "42,000", "7.5",
    ]  # fmt: skip


def test_a_quotation_that_is_closed_stays_closed() -> None:
    assert wording.closed('He said "yes."') == 'He said "yes."'
    assert wording.closed("He said “yes!”") == "He said “yes!”"
    assert wording.closed('He said "yes"') == 'He said "yes".'


def test_a_brief_names_a_state_as_a_sentence_does(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": "[]\n"})
    out = call("report", "--data", folder, *DAY, "--brief", "Philippines").out
    assert "# Brief for the delegation of the Philippines" in out
    assert "\nThe Philippines belongs to the region" in out


def test_what_is_late_is_not_to_come(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": records(
        "dates: 2007-06, status: scheduled, themes: [remuneration]"
    )})  # fmt: skip
    out = told(call, folder)
    assert "Remuneration systems: no seminar held, one recorded as scheduled." in out
    more = "- {id: z, title: Z, kind: national, country: UG, dates: 2007-11, status: scheduled}\n"
    folder = write({"seminars.yaml": records(
        "dates: 2007-06, status: scheduled, themes: [remuneration]"
    ) + more})  # fmt: skip
    out = told(call, folder)
    assert "They are or were to be held in Kenya and Uganda." in out


def test_a_brief_in_which_nothing_is_missing(call: Run, write: Write) -> None:
    other = "- {{id: {}, title: T, kind: national, country: {}, {}}}\n"
    others = [
        ("UG", "dates: 2007-01, status: held, countries: [KE]"),
        ("TZ", "dates: 2007-11, status: scheduled, invited: [KE]"),
        *(
            (code, "dates: 2007-11, status: scheduled")
            for code in ("RW", "BI", "ET", "UG", "ZA", "MW")
        ),
    ]
    folder = write({
        "programme.yaml": "requests: [{id: q, country: KE}]\n",
        "seminars.yaml": records(
            "dates: 2007-01, status: held", "dates: 2007-11, status: scheduled",
            "status: postponed", "status: cancelled",
        ) + "".join(other.format(f"o{at}", *part) for at, part in enumerate(others)),
    })  # fmt: skip
    assert "The records show no" not in told(call, folder, "--brief", "KE")


def test_a_paper_without_a_roll_counts_no_states(call: Run, write: Write) -> None:
    folder = write({
        "programme.yaml": "roll: []\n",
        "seminars.yaml": "- {id: a, title: A, kind: national, country: KE, region: africa, "
        "dates: 2007-01, status: held}\n",
    })  # fmt: skip
    out = told(call, folder)
    assert "It was held in Kenya." in out
    assert "Member State" not in out


def test_a_brief_of_a_state_without_a_known_capital(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": records("dates: 2007-11, status: scheduled")})
    assert "nearest" not in told(call, folder, "--brief", "AQ")


@pytest.mark.parametrize("part", ["themes", "levels", "regions"])
def test_ids_that_mean_something_else_are_refused(call: Run, write: Write, part: str) -> None:
    entries = "{id: ok, title: O}, {id: unknown, title: U}, {id: member-states, title: M}"
    folder = write({"seminars.yaml": "[]\n", "programme.yaml": f"{part}: [{entries}]\n"})
    found = call("check", "--data", folder).out
    assert f"error[bad-id]: `unknown` cannot be an id in `{part}`: " in found
    assert ("`member-states` cannot" in found) is (part == "regions")


def test_terms_of_two_kinds_may_have_one_id(call: Run, write: Write) -> None:
    folder = write({
        "programme.yaml": """
            themes: [{id: x, title: Theme X}]
            levels: [{id: x, title: Level X}]
        """,
        "seminars.yaml": records("themes: [x], levels: [x], dates: 2007-01, status: held"),
    })  # fmt: skip
    assert "| Theme X | Level X |" in call("report", "--data", folder, *DAY).out


def refused(run: Result, code: int, message: str) -> None:
    assert (run.code, run.out) == (code, "")
    assert message in run.err.splitlines()[0]


def test_odd_places_are_answered_in_one_line(call: Run, write: Write, tmp_path: Path) -> None:
    folder = write({"seminars.yaml": "[]\n"})

    def report(*options: str | Path) -> Result:
        return call("report", "--data", folder, *DAY, *options)

    refused(report("--since", "/dev/null"), 3, "`/dev/null` is not a frozen paper")
    refused(report("--since", ""), 2, "is not a date, nor a file")
    refused(report("--since", "x" * 5000 + ".json"), 3, "cannot be read")
    refused(report("-o", f"{tmp_path}/"), 2, "is a folder, not a file")
    refused(report("--audit", "-f", "docx"), 2, "--audit is not written as `docx`")
    refused(report("--audit", "-o", tmp_path / "a.html"), 2, "--audit is not written as `html`")
    assert report("--audit", "-f", "html").err == (
        "seminars: --audit is not written as `html`\n  help: write md, txt, json\n"
    )
    assert report("--audit", "-f", "text").err == (
        "seminars: --audit is not written as `text`\n  help: did you mean `txt`?\n"
    )
    refused(report("-o", folder / "seminars.yaml", "-f", "md"), 2, "is a file of a programme")
    assert report("-o", "-").out == report().out
    assert report("--audit", "-o", tmp_path / "a.json").code == 0
    assert "figures" in json.loads((tmp_path / "a.json").read_text())["data"]
    assert report("--audit", "-o", tmp_path / "a.txt").code == 0
    assert "figures of the paper" in (tmp_path / "a.txt").read_text()


def test_a_programme_without_terms_is_audited(call: Run, write: Write) -> None:
    folder = write({
        "programme.yaml": "themes: []\nlevels: []\n",
        "seminars.yaml": records("dates: 2007-01, status: held, themes: []"),
    })  # fmt: skip
    run = call("report", "--data", folder, *DAY, "--audit", "-f", "json")
    figure = json.loads(run.out)["data"]["figures"]["held.theme.unknown"]
    assert figure["seminars"] == ["r0"]
    assert [part["less"] for part in figure["commands"]] == [[]]


KEY = re.compile(r"[a-z0-9_.{}-]+|[A-Z ]{1,8}|\W*|[ivx ]+|\^\\W\*\\w")


def test_every_english_word_of_the_paper_is_in_its_module() -> None:
    """Each string of the other modules is a key, a mark or a part of a document format."""
    folder = ROOT / "src/seminars/output/paper"
    for path in sorted(folder.glob("*.py")):
        if path.stem in {"english", "markdown"} or path.stem.startswith("docx"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {
            id(node.value) for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        } | {
            id(node.value) for node in ast.walk(tree) if isinstance(node, ast.AnnAssign)
        }  # fmt: skip
        found = [
            node.value for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            and id(node) not in docs and not KEY.fullmatch(node.value)
        ]  # fmt: skip
        assert found == [], path.stem
