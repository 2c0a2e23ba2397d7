"""`report`: whole papers kept, sentences for none, one and many, editions, baselines, bad input."""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.kept import ROOT, agree
from tests.word import docx_text

from seminars.output.paper import wording
from seminars.output.paper.brief_room import fitting

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Result, Run, Write

DATA = ROOT / "data"
PAPER = (
    "--symbol", "WO/GA/34/7",
    "--session", "WIPO General Assembly, thirty-fourth (18th ordinary) session",
)  # fmt: skip
RECORD = "- {{id: r{0}, title: Contracts, kind: national, country: KE, {1}}}\n"


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("paper.md", ()),
        ("paper.json", ("-f", "json")),
        ("paper.html", ("-f", "html")),
        ("public.md", ("--edition", "public")),
        ("brief-kenya.md", ("--brief", "Kenya")),
        ("brief-kenya.html", ("--brief", "Kenya", "-f", "html")),
        ("audit.txt", ("--audit",)),
        ("brief-tunisia.md", ("--brief", "Tunisia")),
        ("public-brief-egypt.md", ("--edition", "public", "--brief", "Egypt")),
    ],
)
def test_the_paper_of_the_shipped_programme(call: Run, name: str, options: tuple[str, ...]) -> None:
    run = call("report", "--data", DATA, "--as-of", "2007-08-03", *PAPER, *options)
    assert (run.code, run.err) == (0, "")
    text = run.out
    if name.endswith("json"):
        text = json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"
    assert agree(f"tests/papers/{name}", text)


def test_the_paper_after_a_frozen_one(call: Run, tmp_path: Path) -> None:
    old = tmp_path / "old.md"
    first = call("report", "--data", DATA, "--as-of", "2007-03-01", "--freeze", *PAPER, "-o", old)
    assert first.code == 0
    run = call("report", "--data", DATA, "--as-of", "2007-08-03", "--since",
               f"{old}.figures.json")  # fmt: skip
    assert agree("tests/papers/since.md", run.out)


@pytest.mark.parametrize(("name", "count"), [("none.md", 0), ("one.md", 1)])
def test_the_paper_of_hardly_any_record(call: Run, write: Write, name: str, count: int) -> None:
    held = RECORD.format(1, "dates: 2007-01, status: held, provenance: illustrative")
    folder = write({"seminars.yaml": held if count else "[]\n"})
    run = call("report", "--data", folder, "--as-of", "2007-08-03")
    assert agree(f"tests/papers/{name}", run.out)


@pytest.mark.parametrize(
    ("written", "told"),
    [("\x1b", "U+001B"), ("\u202e", "U+202E"), ("\u200e", ""), ("\u200f", "")],
)
def test_what_steers_a_terminal_is_refused_and_marks_of_direction_are_not(
    call: Run, write: Write, written: str, told: str
) -> None:
    folder = write({"seminars.yaml": RECORD.format(1, f"city: A{written}B, status: proposed")})
    run = call("report", "--data", folder, "--as-of", "2007-08-03")
    assert run.err.count("error[control-character]") == bool(told)
    assert told in run.err
    assert run.code == int(bool(told))


EVERYWHERE = """
    title: XX
    mandate: {decision: XX, text: XX, approach: XX, decide: [XX, XX]}
    themes: [{id: t, title: XX}]
    levels: [{id: l, title: XX}]
    regions: [{id: africa, title: XX}, {id: other, title: XX}]
    roll: [{code: KE, region: africa, name: XX}, {code: UG, region: other, name: XX}]
    meetings: [{dates: 2007-09-24, name: XX, place: XX, source: XX}]
    mandates: [{id: m, decision: XX, text: XX}]
    targets: [{theme: t, seminars: 3}]
    requests: [{id: q, country: KE, themes: [t]}]
    offers: [{id: o, country: KE, city: XX, dates: 2008}]
"""
EVERY_FIELD = """
    - {id: a, title: XX, kind: national, country: KE, city: XX, dates: 2007-01, status: held,
       planned: 2006-12, reason: XX, themes: [t], levels: [l], countries: [KE, UG], outcome: XX,
       speakers: [XX], officers: [XX], partners: [XX], sources: [XX], notes: XX, answers: [q, m]}
    - {id: b, title: XX, kind: national, country: KE, city: XX, status: cancelled, reason: XX}
"""


@pytest.mark.parametrize(
    "options",
    [("report", *form, *what) for form in (("-f", "md"), ("-f", "html"), ("-f", "json"))
     for what in ((), ("--brief", "KE"))]
    + [("report", "--audit"), ("list", "-f", "csv")],
    ids=" ".join,
)  # fmt: skip
def test_every_text_stays_text_everywhere(
    call: Run, write: Write, options: tuple[str, ...]
) -> None:
    text = "<script>alert(1)</script> =cmd|x [red] *b* `c` \u200f& {n} %s"
    folder = write({
        name: body.replace("XX", json.dumps(text))
        for name, body in (("seminars.yaml", EVERY_FIELD), ("programme.yaml", EVERYWHERE))
    })  # fmt: skip
    run = call(*options, "--data", folder, "--as-of", "2007-08-03")
    assert (run.code, run.err) == (0, "")
    if "html" in options:
        assert "<script>alert" not in run.out
        assert "&lt;script&gt;" in run.out
    if "md" in options:
        assert not re.search(r"(?<!\\)<", run.out)
    if "json" in options:
        assert text in json.dumps(json.loads(run.out), ensure_ascii=False)
    if "csv" in options:
        # no cell of a spreadsheet begins as a formula
        assert not re.search(r"(^|,)\"?=", run.out, re.MULTILINE)


def paragraph(call: Run, folder: Path, number: str, *options: str) -> list[str]:
    run = call("report", "--data", folder, "--as-of", "2007-08-03", "-f", "json", *options)
    assert run.code == 0, run.err
    parts = json.loads(run.out)["data"]["paragraphs"]
    return [part["text"] for part in parts if part["label"] == number]


@pytest.mark.parametrize(
    ("records", "held", "scheduled", "changed", "coming"),
    [
        (
            (),
            "Up to August 3, 2007, no seminar has taken place.",
            "No seminar is scheduled before the end of 2007.",
            "No seminar is recorded as postponed or cancelled.",
            "No seminar is recorded as intended for the coming year.",
        ),
        (
            ("dates: 2007-01, status: held", "dates: 2007-09, status: scheduled",
             "status: proposed", "status: cancelled"),
            "Up to August 3, 2007, one seminar has taken place, a national one. It was held in Kenya.",
            "One other is scheduled before the end of 2007, a national one. It is to be held in Kenya.",
            "One seminar is recorded as cancelled.",
            "One further seminar is intended, and no date is set. It would be held in Kenya.",
        ),
        (
            ("dates: 2007-01, status: held",) * 2 + ("dates: 2008-02, status: scheduled",) * 10
            + ("dates: 2007-12, status: proposed", "dates: 2010, status: proposed")
            + ("status: postponed",) * 2,
            "Up to August 3, 2007, two seminars have taken place, both of them national. They were held in Kenya.",
            "No seminar is scheduled before the end of 2007.",
            "Two seminars are recorded as postponed.",
            "Twelve further seminars are intended: 1 later in 2007, 10 in 2008 and 1 after 2008. They would be held in Kenya.",
        ),
    ],
    ids=["none", "one", "many"],
)  # fmt: skip
def test_sentences_are_right_for_none_one_and_many(
    call: Run, write: Write, records: tuple[str, ...], held: str, scheduled: str, changed: str,
    coming: str,
) -> None:  # fmt: skip
    text = "".join(RECORD.format(at, record) for at, record in enumerate(records))
    folder = write({"seminars.yaml": text or "[]\n"})
    assert paragraph(call, folder, "2.")[0].startswith(held)
    assert paragraph(call, folder, "(a)")[0] == scheduled
    assert paragraph(call, folder, "(b)")[0] == changed
    assert paragraph(call, folder, "3.") == [coming]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"), (9, "nine"), (13, "thirteen"), (20, "twenty"), (34, "thirty-four"),
        (100, "one hundred"), (212, "two hundred and twelve"), (1000, "one thousand"),
        (1001, "one thousand and one"), (12_345, "twelve thousand three hundred and forty-five"),
        (1_000_000, "1,000,000"),
    ],
)  # fmt: skip
def test_numbers_are_spelled(number: int, words: str) -> None:
    assert wording.spelled(number) == words


def test_states_stand_in_alphabetical_order_whatever_their_accents() -> None:
    assert wording.names(["Zambia", "Côte d'Ivoire", "Croatia", "Österreich", "Comoros"]) == (
        "the Comoros, Côte d'Ivoire, Croatia, Österreich and Zambia"
    )


def test_a_paper_uses_the_names_of_its_day(call: Run, write: Write) -> None:
    folder = write(
        {
            "seminars.yaml": """
        - {id: sz, title: T, kind: national, country: SZ, dates: 2007-01, status: held}
    """
        }
    )
    for day, name in (("2007-08-03", "Swaziland"), ("2019-08-03", "Eswatini")):
        run = call("report", "--data", folder, "--as-of", day)
        assert f"It was held in {name}." in run.out


def test_a_roll_of_spans_gives_each_day_its_name_and_region(call: Run, write: Write) -> None:
    folder = write({
        "programme.yaml": """
            roll:
              - {code: SZ, region: africa, name: Swaziland, until: 2018-04-18}
              - {code: SZ, region: arab, name: Eswatini, since: 2018-04-19}
        """,
        "seminars.yaml": """
            - {id: sz, title: T, kind: national, country: SZ, region: africa, dates: 2007-01, status: held}
        """,
    })  # fmt: skip
    for day, row in (
        ("2007-08-03", "| Africa | 1 | 1[^1] | 1[^1] | 0[^1] |"),
        ("2019-08-03", "| Arab countries | 1 | 1[^1] | 1[^1] | 0[^1] |"),
    ):
        assert row in call("report", "--data", folder, "--as-of", day).out


SECRETS = """
    - {id: ke, title: Contracts, kind: national, country: KE, city: Nairobi, dates: 2007-01,
       status: held, notes: xnotes, speakers: [xspeaker], officers: [xofficer], cost: 987654,
       partners: [xpartner], outcome: xoutcome}
    - {id: ug, title: Contracts, kind: national, country: UG, dates: 2007-13, status: xstatus,
       notes: xnotes2}
"""


@pytest.mark.parametrize("form", ["md", "html", "docx", "json"])
@pytest.mark.parametrize("extra", [(), ("--brief", "KE")], ids=["paper", "brief"])
def test_no_word_of_an_internal_field_is_in_a_public_edition(
    call: Run, write: Write, tmp_path: Path, form: str, extra: tuple[str, ...]
) -> None:
    folder = write({
        "seminars.yaml": SECRETS, "programme.yaml": "internal: [partners, outcome, participants]\n",
    })  # fmt: skip
    output = tmp_path / f"paper.{form}"
    for edition, shown in (("public", False), ("internal", True)):
        if extra and shown:
            continue
        run = call("report", "--data", folder, "--edition", edition, "-o", output, *extra)
        assert run.code == 1
        text = docx_text(output.read_bytes()) if form == "docx" else output.read_text()
        words = ("xnotes", "xspeaker", "xofficer", "987654", "987,654", "xstatus", "xoutcome")
        assert any(word in text for word in words) is shown, (edition, form)
    assert (
        call("report", "--data", folder, "--edition", "public", "--audit").out.count("xnotes") == 0
    )


@pytest.mark.parametrize(
    ("internal", "message"),
    [
        ("themes", "a public edition cannot leave out `themes`: its figures rest on it"),
        ("note", "what is internal is not sure: "),
    ],
)
def test_what_cannot_be_left_out_is_not_published(
    call: Run, write: Write, internal: str, message: str
) -> None:
    folder = write({"seminars.yaml": "[]\n", "programme.yaml": f"internal: [{internal}]\n"})
    run = call("report", "--data", folder, "--edition", "public")
    assert (run.code, run.out) == (3, "")
    assert message in run.err


POISON = '<script>alert(1)</script> =cmd|x \\e[31m [red] | *b* `c` "quoted" \' \\u202e & end'


@pytest.mark.parametrize("form", ["md", "html", "docx", "json"])
def test_a_poisoned_record_stays_text_in_every_format(
    call: Run, write: Write, tmp_path: Path, form: str
) -> None:
    escaped = POISON.replace('"', '\\"').replace("\\e", "").replace("\\u202e", "")
    folder = write({
        "seminars.yaml": f"""
            - id: p
              title: "{escaped}"
              kind: national
              country: KE
              city: "{escaped}"
              dates: 2007-01
              status: held
              reason: "{escaped}"
              outcome: "{escaped}"
              notes: "{escaped}"
              speakers: ["{escaped}"]
        """,
        "programme.yaml": f'title: "{escaped}"\nmandate: {{decision: "{escaped}", text: "{escaped}"}}\n',
    })  # fmt: skip
    output = tmp_path / f"p.{form}"
    run = call("report", "--data", folder, "--symbol", "<b>|", "-o", output)
    assert run.code == 0
    text = docx_text(output.read_bytes()) if form == "docx" else output.read_text()
    assert "\x1b" not in text
    assert "\u202e" not in text
    if form == "html":
        assert "<script>alert" not in text
        assert "<b>" not in text
    if form == "md":
        assert "\\<script\\>" in text
        assert not re.search(r"(?<!\\)<", text)
        rows = [line for line in text.splitlines() if line.startswith("| 1 |")]
        assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {9, 7}
    if form == "docx":
        assert "&lt;script&gt;" in text
    if form == "json":
        json.loads(text)


def refused(run: Result, code: int, message: str) -> None:
    assert (run.code, run.out) == (code, "")
    assert run.err.splitlines()[0] == f"seminars: {message}" or message in run.err
    assert "Traceback" not in run.err


def test_bad_input_is_one_clear_answer(call: Run, tmp_path: Path) -> None:
    def report(*options: str | Path) -> Result:
        return call("report", "--data", DATA, *options)

    refused(
        report("--since", "2007-09-01"),
        2,
        "--since: 2007-09-01 is not before 2007-08-03, the day of the paper",
    )
    refused(report("--since", "2007-08-03"), 2, "--since: 2007-08-03 is not before 2007-08-03")
    refused(report("--since", "never"), 2, "--since: `never` is not a date, nor a file")
    refused(report("--since", tmp_path / "none.json"), 3, "cannot be read")
    refused(report("--brief", "Atlantis"), 2, "`Atlantis` is not a country")
    refused(report("--symbol", "\u202eX"), 2, "--symbol: an invisible character stands in it")
    refused(report("-f", "pdf"), 2, "`pdf` is not a format of this command")
    refused(report("-o", "paper.pdf"), 2, "`pdf` is not a format of this command")
    refused(report("--edition", "secret"), 2, "--edition: `secret` is not one of internal, public")
    refused(report("-o", tmp_path / "none" / "paper.md"), 3, "cannot be written")
    refused(report("--freeze"), 2, "--freeze needs a place for its file")
    refused(report("--freeze", "--audit"), 2, "--audit goes with neither --brief nor --freeze")
    refused(
        report("--freeze", "--brief", "KE", "-o", "x.md"),
        2,
        "--freeze stores a whole paper, not a brief",
    )
    assert list(tmp_path.iterdir()) == []


FIRST = """
    - {id: a, title: A, kind: national, country: KE, dates: 2007-09-10, status: scheduled}
    - {id: b, title: B, kind: national, country: UG, dates: 2007-10, status: scheduled}
    - {id: c, title: C, kind: national, country: PE, status: proposed}
    - {id: d, title: D, kind: national, country: PL, status: proposed}
"""
SECOND = """
    - {id: a, title: A, kind: national, country: KE, dates: 2007-09-10, status: held}
    - {id: b, title: B, kind: national, country: UG, dates: 2008-02, status: postponed, reason: floods}
    - {id: c, title: C, kind: national, country: PE, status: proposed}
    - {id: e, title: E, kind: national, country: FR, dates: 2008-03, status: scheduled}
"""


@pytest.fixture
def frozen(call: Run, write: Write, tmp_path: Path) -> Path:
    """A frozen paper of 3 August 2007, and the programme as it is a year later."""
    folder = write({"seminars.yaml": FIRST, "programme.yaml": "title: P\n"})
    run = call("report", "--data", folder, "--as-of", "2007-08-03", "--freeze", "--symbol", "X/1",
               "-o", tmp_path / "old.md")  # fmt: skip
    assert run.code == 0, run.err
    write({"seminars.yaml": SECOND})
    return tmp_path / "old.md.figures.json"


def later(call: Run, frozen: Path, *options: str) -> Result:
    folder = frozen.parent / "programme"
    return call("report", "--data", folder, "--as-of", "2008-08-03", "--since", frozen, *options)


def test_what_changed_since_a_frozen_paper(call: Run, frozen: Path) -> None:
    run = later(call, frozen, "-f", "json")
    changes: dict[str, Any] = json.loads(run.out)["data"]["changes"]
    assert changes["as_of"] == "2007-08-03"
    assert [
        (part["id"], part["what"], part["before"], part["after"]) for part in changes["seminars"]
    ] == [
        ("a", "held", "scheduled", "held"),
        ("e", "new", None, "2008-03"),
        ("b", "postponed", "scheduled", "postponed"),
        ("b", "moved", "2007-10", "2008-02"),
        ("d", "gone", None, None),
    ]
    text = later(call, frozen).out
    assert "Since the paper of August 3, 2007, X/1." in text
    assert "| B, Uganda | moved | October 2007 | February 2008 | floods |" in text
    assert "| Taken place | 0 | 1[^" in text


def test_nothing_changed_is_said(call: Run, write: Write, frozen: Path) -> None:
    write({"seminars.yaml": FIRST})
    folder = frozen.parent / "programme"
    run = call("report", "--data", folder, "--as-of", "2007-08-10", "--since", frozen)
    assert "Nothing changed for any seminar since the paper of August 3, 2007, X/1." in run.out


def test_a_changed_roll_is_told(call: Run, write: Write, frozen: Path) -> None:
    write(
        {
            "programme.yaml": """
        title: P
        roll:
          - {code: KE, region: arab, name: Kenia}
          - {code: AI, region: africa}
    """
        }
    )
    run = later(call, frozen, "-f", "json")
    told = {
        (part["what"], part["code"]) for part in json.loads(run.out)["data"]["changes"]["states"]
    }
    assert {("renamed", "KE"), ("region", "KE"), ("joined", "AI"), ("left", "FR")} <= told
    assert "| Kenia | changed region | Africa | Arab countries |" in later(call, frozen).out


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"value": 2', '"value": 3', "was changed after it was frozen"),
        ('"kind": "seminars-paper"', '"kind": "other"', "is not a frozen paper"),
        ('"version": 1', '"version": 2', "is of another version of `seminars`"),
        ("{", "", "is not a frozen paper"),
    ],
)
def test_a_frozen_paper_that_was_tampered_with_is_refused(
    call: Run, frozen: Path, old: str, new: str, message: str
) -> None:
    frozen.write_text(frozen.read_text().replace(old, new, 1))
    refused(later(call, frozen), 3, message)


def test_a_frozen_paper_of_another_programme_is_refused(
    call: Run, write: Write, frozen: Path
) -> None:
    write({"programme.yaml": "title: Q\n"})
    refused(later(call, frozen), 3, "is of another programme, `P`")


def test_a_frozen_paper_newer_than_the_day_is_refused(call: Run, frozen: Path) -> None:
    folder = frozen.parent / "programme"
    run = call("report", "--data", folder, "--as-of", "2007-01-01", "--since", frozen)
    refused(run, 2, "--since: 2007-08-03 is not before 2007-01-01")


def test_the_paper_of_an_empty_roll_and_no_record(call: Run, write: Write, tmp_path: Path) -> None:
    folder = write({
        "seminars.yaml": "[]\n",
        "programme.yaml": """
            roll: [{code: CH, region: developed}]
            mandate: {decision: D, text: T, decide: [one, two., three]}
        """,
    })  # fmt: skip
    out = call("report", "--data", folder, "--as-of", "2007-08-03").out
    assert "(ii) to" not in out
    assert out.count("Annex") == 1
    assert "   (i) one;\n\n   (ii) two; and\n\n   (iii) three.\n" in out
    assert call("report", "--data", folder, "-o", tmp_path / "empty.html").code == 0
    run = call("report", "--data", folder, "--as-of", "2012-01-01", "-f", "html")
    assert 'id="timeline"' not in run.out
    empty = write(
        {
            "programme.yaml": "regions: [{id: a, title: A}]\nroll: [{code: KE, region: a, until: 1999}]\n"
        }
    )
    assert 'id="map"' not in call("report", "--data", empty, "-f", "html").out


HOSTS = (
    "AO BJ BW BF BI CM CF TD CG DJ EG ET GA GM GH GN KE LS LR MG MW ML MU MZ NA NE NG RW SN SC SL "
    "ZA TG UG TZ ZM ZW"
).split()


def test_the_paper_of_many_records(call: Run, write: Write, tmp_path: Path) -> None:
    records = "".join(
        f"- {{id: r{n}, title: T, kind: national, country: {code}, "
        f"dates: {1990 + n % 17}-0{n % 9 + 1}-11, status: held}}\n"
        for n, code in enumerate(HOSTS * 9)
    )
    folder = write({"seminars.yaml": records + """
- {id: x1, title: T, kind: regional, region: africa, dates: 2006-11-28/2007-01-02, status: held, countries: [AI, KE], participants: 3}
- {id: x2, title: T, kind: regional, region: africa, dates: 2006-11/2007-01, status: held, participants: 4}
- {id: x3, title: T, kind: regional, region: africa, dates: 2008, status: proposed}
"""})  # fmt: skip
    out = call("report", "--data", folder, "--as-of", "2007-08-03").out
    assert (
        "As far as the host is recorded, they were held in 37[^3] states, listed in the annexes."
        in out
    )
    assert "In two[^2] seminars for which a number is recorded, seven[^2] people took part." in out
    assert "| November 28, 2006 to January 2, 2007 |" in out
    assert "| between November 1, 2006 and January 31, 2007 |" in out
    assert "Off the roll, and not counted: Anguilla." in out
    page = tmp_path / "many.html"
    assert call("report", "--data", folder, "--as-of", "2007-08-03", "-o", page).code == 0
    assert '<path class="t-held" d="M' in page.read_text()
    since = call("report", "--data", folder, "--as-of", "2007-08-03", "--since", "2006-12-31").out
    assert "## Seminars since the last paper" in since
    assert "were held before the time of this paper; they are not counted in it" in since


def test_a_roll_without_coordinates_or_gaps(call: Run, write: Write) -> None:
    folder = write({
        "seminars.yaml": """
            - {id: a, title: T, kind: national, country: MW, dates: 2007-02-14, status: held,
               themes: [remuneration]}
        """,
        "programme.yaml": """
            roll: [{code: MW, region: africa, least_developed: true}, {code: AI, region: africa}]
            mandates: [{id: m, decision: 1. First, text: T}, {id: n, decision: "- Second", text: T}]
        """,
    })  # fmt: skip
    out = call("report", "--data", folder, "--as-of", "2007-08-03").out
    assert "None recorded" not in out
    assert "Least developed and never reached" not in out
    none = "It is answered by no seminar held, none scheduled and none proposed."
    assert f"1\\. First: T. {none}" in out
    assert f"\\- Second: T. {none}" in out
    page = call("report", "--data", folder, "--as-of", "2007-08-03", "-f", "html").out
    assert '<circle class="s"' not in page
    assert ">February 2007</text>" in page
    assert ">January 2007</text>" not in page


def test_a_brief_for_a_state_off_the_roll(call: Run) -> None:
    run = call("report", "--data", DATA, "--brief", "Anguilla")
    assert "Anguilla is not on the roll of Member States." in run.out
    assert "In its region" not in run.out


def test_a_brief_with_an_offer_and_a_least_developed_state(call: Run) -> None:
    out = call("report", "--data", DATA, "--brief", "BF").out
    assert (
        "Burkina Faso belongs to the region “Africa” and is among the least developed countries."
        in out
    )
    assert "It offered to host a seminar in Ouagadougou: fourth quarter of 2008." in out


def test_the_audit_goes_where_it_is_sent(call: Run, tmp_path: Path) -> None:
    assert call("report", "--data", DATA, "--audit", "-o", tmp_path / "a.md").code == 0
    assert (tmp_path / "a.md").read_text().startswith("261 figures of the paper")


@pytest.mark.parametrize(
    ("parts", "room", "taken"),
    [
        ({}, 9, {}),
        ({"a": [], "b": [3, 3]}, 9, {"a": 0, "b": 2}),
        ({"a": [1] * 9, "b": [1] * 2}, 6, {"a": 4, "b": 2}),
        ({"a": [5, 1], "b": [5, 1]}, 4, {"a": 1, "b": 1}),
        ({"a": [1, 9, 1], "b": [1, 1, 1]}, 6, {"a": 1, "b": 3}),
    ],
    ids=["nothing", "all", "turns", "each-its-first", "one-too-tall"],
)
def test_the_parts_of_a_page_share_its_room(
    parts: dict[str, list[int]], room: int, taken: dict[str, int]
) -> None:
    assert fitting(parts, room) == taken


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_a_brief_of_many_records_shows_the_nearest_and_says_how_many_more(
    call: Run, write: Write, tmp_path: Path, form: str
) -> None:
    records = "".join(
        f"- {{id: r{n:02}, title: Contracts {n}, kind: national, country: KE, "
        f"dates: 2007-{7 + n // 31:02}-{n % 31 + 1:02}, status: {'held' if n < 33 else 'proposed'}}}\n"
        for n in range(60)
    )
    requests = "".join(
        f"  - {{id: q{n}, country: KE, themes: [remuneration], received: 2006-{n + 1:02}}}\n"
        for n in range(12)
    )
    offers = "".join(f"  - {{id: o{n}, country: KE, city: City {n}}}\n" for n in range(12))
    folder = write({
        "seminars.yaml": records + "- {id: u, title: U, kind: national, country: KE, status: proposed}\n",
        "programme.yaml": f"requests:\n{requests}  - {{id: r, country: KE}}\noffers:\n{offers}",
    })  # fmt: skip
    output = tmp_path / f"brief.{form}"
    run = call("report", "--data", folder, "--as-of", "2007-08-03", "--brief", "KE", "-o", output)
    assert (run.code, run.err) == (0, "")
    text = docx_text(output.read_bytes()) if form == "docx" else output.read_text()
    assert [int(n) for n in re.findall(r"and (\d+) more", text)] == [28, 23, 8, 7]
    assert "City 4" in text
    assert "City 5" not in text
    if form != "html":
        assert re.findall(r"Contracts (\d+)\b", text) == [str(n) for n in range(28, 38)]
        assert "December 2006" in text
        assert "January 2006" not in text


def test_long_texts_are_cut_to_what_a_cell_of_a_brief_has_room_for(call: Run, write: Write) -> None:
    title = "A seminar on contracts " * 9
    folder = write({
        "seminars.yaml": f"""
            - {{id: a, title: "{title}", kind: national, country: KE, status: held, dates: 2007-01}}
        """,
    })  # fmt: skip
    out = call("report", "--data", folder, "--brief", "KE").out
    assert f"| {title[:109]}… |" in out
    assert title[:111] not in out


def test_no_sentence_stands_outside_the_module_of_the_language() -> None:
    found = [p for p in (ROOT / "src/seminars/output/paper").glob("*.py") if p.stem != "english"]
    assert len(found) > 10
    for path in found:
        name = path.stem
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
        docs = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
        }
        texts = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docs
        ]
        worded = [text for text in texts if re.search(r"^[A-Za-z]+ [a-z]+ [a-z]+", text)]
        assert [text for text in worded if "w:" not in text and "/" not in text] == [], name
