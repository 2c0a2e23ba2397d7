"""`check`: every problem at once, at its place, by its code; and what makes the exit code."""

from __future__ import annotations

from typing import Any

from contract_harness import DIAGNOSTIC, Json, Programme

HELD = """\
- id: a
  title: T
  kind: national
  country: FR
  dates: 2007-02-05
  status: held
  themes: [remuneration]
  levels: [national-legislation]
  countries: [FR]
  participants: 20
  languages: [fr]
  provenance: illustrative
"""


def _codes(document: Json) -> list[str]:
    return [each["code"] for each in document["diagnostics"]]


def _counts(document: Json) -> tuple[int, int, int]:
    data = document["data"]
    return data["errors"], data["warnings"], data["waived"]


def test_a_sound_programme_has_nothing_to_say(programme: Programme) -> None:
    """Nothing wrong: no finding, all counts zero, exit 0 with and without `--strict`."""
    programme.write(HELD)
    document = programme.envelope("check", "--strict")
    assert _counts(document) == (0, 0, 0)
    assert document["diagnostics"] == []
    assert document["partial"] is False


def test_the_diagnostic_of_the_contract(programme: Programme) -> None:
    """A bad date is worded, placed, underlined and helped as in §2."""
    programme.write(
        "- id: a\n  title: T\n  kind: national\n  country: FR\n  status: held\n"
        "  dates: 2007-02-30\n"
    )
    run = programme.run("check")
    assert run.code == 1
    lines = run.out.splitlines()
    place = next(n for n, line in enumerate(lines) if "bad-date" in line)
    assert lines[place].endswith(
        "seminars.yaml:6:10: error[bad-date]: `2007-02-30` is not a date in the calendar"
    )
    assert lines[place + 1] == "  6 |   dates: 2007-02-30"
    assert lines[place + 2] == (
        "    |          ^^^^^^^^^^  help: write a day (2007-02-28), a month (2007-02), "
        "a quarter (2007-Q1) or an interval (a/b)"
    )
    document = programme.envelope("check", code=1)
    found = next(each for each in document["diagnostics"] if each["code"] == "bad-date")
    assert set(found) >= set(DIAGNOSTIC)
    expected: dict[str, Any] = {
        "severity": "error",
        "message": "`2007-02-30` is not a date in the calendar",
        "line": 6,
        "column": 10,
        "end_line": 6,
    }
    assert {key: found[key] for key in expected} == expected
    assert found["file"].endswith("seminars.yaml")
    assert found["end_column"] in {19, 20}
    assert document["partial"] is True
    assert document["data"]["errors"] == len(document["diagnostics"]) == 1


def test_all_problems_at_once_in_the_order_of_the_file(programme: Programme) -> None:
    """Two faults in one record and one in the next are three findings, in the file's order."""
    programme.write(
        """\
        - id: one
          title: T
          kind: nationl
          country: KE
          status: scheduled
          dates: 2007-13
          themes: [renumeration, remuneration]
        - id: two
          titel: T
          kind: regional
          region: afrika
          status: held
          dates: 2007-02
        - id: three
          title: T
          kind: national
          country: KY2
          status: proposed
        """
    )
    document = programme.envelope("check", code=1)
    errors = [each for each in document["diagnostics"] if each["severity"] == "error"]
    assert document["data"]["errors"] == len(errors)
    lines = [each["line"] for each in errors]
    assert lines == sorted(lines)
    assert {3, 6, 7, 11, 17} <= set(lines)
    words = {each["line"]: each["message"] + " " + str(each["help"]) for each in errors}
    assert "national" in words[3]
    assert "remuneration" in words[7]
    assert "africa" in words[11]
    theme = next(each for each in errors if each["line"] == 7)
    assert theme["code"] == "unknown-theme"
    assert theme["column"] == 12
    titel = [each for each in document["diagnostics"] if each["line"] == 9]
    assert titel
    assert "title" in titel[0]["message"] + str(titel[0]["help"])
    assert programme.ids(code=1) == set()


def test_warnings_waivers_and_strict(programme: Programme) -> None:
    """Warnings leave exit 0 and `--strict` makes them 1; a waived one is counted apart."""
    text = HELD.replace("  participants: 20\n", "").replace("  countries: [FR]\n", "")
    programme.write(text)
    document = programme.envelope("check")
    assert {"no-participants", "no-states"} <= set(_codes(document))
    warnings = document["data"]["warnings"]
    assert warnings == len(document["diagnostics"])
    assert document["data"]["errors"] == document["data"]["waived"] == 0
    assert all(each["severity"] == "warning" for each in document["diagnostics"])
    assert programme.run("check", "--strict").code == 1
    programme.write(text + "  waive: {no-participants: list not kept by the host}\n")
    waived = programme.envelope("check")
    assert _counts(waived) == (0, warnings - 1, 1)
    assert "no-participants" not in _codes(waived)
    assert programme.run("check", "--strict").code == 1
    programme.write(
        text + "  waive: {no-participants: list not kept by the host, no-states: lost}\n"
    )
    programme.envelope("check", "--strict")
    programme.write(HELD + "  waive: {bad-date: because}\n  planned: 2007-02-30\n")
    assert programme.run("check").code == 1


def test_check_of_one_code(programme: Programme) -> None:
    """`check CODE…` looks at these codes alone, in its counts and in its exit code."""
    programme.write(
        HELD.replace("  participants: 20\n", "").replace("  countries: [FR]\n", "")
        + "- {id: b, title: T, kind: national, country: FR, status: proposed, dates: 2007-13}\n"
    )
    every = programme.envelope("check", code=1)
    assert {"no-participants", "no-states"} <= set(_codes(every))
    one = programme.envelope("check", "no-states")
    assert _codes(one) == ["no-states"]
    assert one["data"]["errors"] == 0
    assert one["data"]["warnings"] == 1
    assert programme.run("check", "no-states", "--strict").code == 1
    two = programme.envelope("check", "no-states", "no-participants")
    assert set(_codes(two)) == {"no-states", "no-participants"}
    code = next(each["code"] for each in every["diagnostics"] if each["severity"] == "error")
    assert _codes(programme.envelope("check", code, code=1)) == [code]


FAULTS = {
    "same id twice": ("title: T, kind: national, country: FR, status: proposed", "base", True),
    "bad id": ("title: T, kind: national, country: FR, status: proposed", "Bad_Id", True),
    "no title": ("kind: national, country: FR, status: proposed", "f1", True),
    "null title": ("title: ~, kind: national, country: FR, status: proposed", "f2", True),
    "no kind": ("title: T, country: FR, status: proposed", "f3", True),
    "no status": ("title: T, kind: national, country: FR", "f4", True),
    "bad status": ("title: T, kind: national, country: FR, status: done", "f5", True),
    "national without country": ("title: T, kind: national, status: proposed", "f6", True),
    "regional without region": ("title: T, kind: regional, country: FR, status: proposed", "f7", 1),
    "held without dates": ("title: T, kind: national, country: FR, status: held", "f8", True),
    "scheduled without dates": (
        "title: T, kind: national, country: FR, status: scheduled, dates: ~",
        "f9",
        True,
    ),
    "unknown field": ("title: T, kind: national, country: FR, status: proposed, citty: X", "g1", 0),
    "unknown level": (
        "title: T, kind: national, country: FR, status: proposed, levels: [national]",
        "g2",
        True,
    ),
    "unknown state": (
        "title: T, kind: national, country: FR, status: proposed, countries: [XQ]",
        "g3",
        True,
    ),
    "unknown provenance": (
        "title: T, kind: national, country: FR, status: proposed, provenance: sure",
        "g4",
        True,
    ),
    "participants not a number": (
        "title: T, kind: national, country: FR, status: proposed, participants: many",
        "g5",
        True,
    ),
    "huge participants": (
        f"title: T, kind: national, country: FR, status: proposed, participants: {'9' * 5000}",
        "g6",
        0,
    ),
    "cost not a number": (
        "title: T, kind: national, country: FR, status: proposed, cost: dear",
        "g7",
        True,
    ),
    "cost not finite": (
        "title: T, kind: national, country: FR, status: proposed, cost: .inf",
        "g8",
        True,
    ),
    "cost nan": ("title: T, kind: national, country: FR, status: proposed, cost: nan", "g9", True),
    "huge cost": (
        f"title: T, kind: national, country: FR, status: proposed, cost: {'9' * 5000}",
        "h1",
        0,
    ),
    "cost overflowing": (
        "title: T, kind: national, country: FR, status: proposed, cost: 1e999",
        "h2",
        True,
    ),
    "title a list": ("title: [T], kind: national, country: FR, status: proposed", "h3", True),
    "title a map": ("title: {T: x}, kind: national, country: FR, status: proposed", "h4", True),
    "themes a map": (
        "title: T, kind: national, country: FR, status: proposed, themes: {a: b}",
        "h5",
        True,
    ),
    "country a list": ("title: T, kind: national, country: [FR], status: proposed", "h6", True),
    "waive a list": (
        "title: T, kind: national, country: FR, status: proposed, waive: [no-states]",
        "h7",
        True,
    ),
    "bad planned": (
        "title: T, kind: national, country: FR, status: proposed, planned: 2007-99",
        "h8",
        True,
    ),
}


def test_what_breaks_the_schema_loses_that_record_only(programme: Programme) -> None:
    """Every kind of bad record has an error at its line; the good ones around it are all read."""
    lines = ["- {id: base, title: T, kind: national, country: FR, status: proposed}"]
    lines += [f"- {{id: {name}, {fields}}}" for fields, name, _ in FAULTS.values()]
    lines += [
        "- just text",
        "- [a, list]",
        "- ~",
        "- {title: T, kind: national, country: FR, status: proposed}",
        "- {id: '', title: T, kind: national, country: FR, status: proposed}",
        "- {id: last, title: T, kind: national, country: FR, status: proposed}",
    ]
    programme.write("\n".join(lines) + "\n")
    document = programme.envelope("list", code=1)
    kept = {each["id"] for each in document["data"]["seminars"]}
    assert {"last"} <= kept
    errors = {each["line"] for each in document["diagnostics"] if each["severity"] == "error"}
    for line, (what, (_, name, certain)) in enumerate(FAULTS.items(), start=2):
        if certain and what != "same id twice":
            assert line in errors, what
            assert name not in kept, what
    assert {1, 2} & errors, "the same id twice"
    count = len(FAULTS)
    assert {count + 2, count + 3, count + 5, count + 6} <= errors
    rest = programme.envelope("check", code=1)
    assert rest["partial"] is True
    assert rest["data"]["errors"] >= len([each for each in FAULTS.values() if each[2]])


def test_ids_are_unique_over_all_files(programme: Programme) -> None:
    """Records of `seminars-*.yaml` are read too, and an id used in two files is an error."""
    record = "- {{id: {}, title: T, kind: national, country: FR, status: proposed}}\n"
    programme.write(record.format("a"))
    programme.write(record.format("b"), "seminars-geneva.yaml")
    assert programme.ids() == {"a", "b"}
    assert programme.ids(data=programme.records) == {"a"}
    assert programme.ids(data=programme.folder / "seminars-geneva.yaml") == {"b"}
    shown = programme.data("show", "b")
    assert shown["file"].endswith("seminars-geneva.yaml")
    assert shown["line"] == 1
    programme.write(record.format("a"), "seminars-x.yaml")
    document = programme.envelope("check", code=1)
    assert document["data"]["errors"] >= 1
    assert "a" in document["diagnostics"][0]["message"]


def test_domain_checks_find_what_they_are_named_for(programme: Programme) -> None:
    """Overlapping meetings, shared officers, foreign regions and loose ends are each found."""
    programme.write(
        "period: 2007/2008\nas_of: 2007-08-03\nplanning: {at_once: 50}\n"
        "meetings: [{dates: 2007-09-24/2007-10-03, name: General Assembly, blocks: true}]\n",
        "programme.yaml",
    )
    programme.write(
        """\
        - {id: meeting, title: T, kind: national, country: FR, status: scheduled,
           dates: 2007-10-03, levels: [national-legislation], provenance: illustrative}
        - {id: region, title: T, kind: national, country: KE, region: arab, status: proposed}
        - {id: follows, title: T, kind: national, country: KE, status: proposed, follows: nothing}
        - {id: answers, title: T, kind: national, country: KE, status: proposed, answers: [r-1]}
        - {id: late, title: T, kind: national, country: KE, status: scheduled, dates: 2007-06-11}
        - {id: sources, title: T, kind: national, country: KE, status: proposed,
           provenance: documented}
        - {id: one, title: T, kind: national, country: SN, status: scheduled,
           dates: 2007-10-15/2007-10-16, officers: [K]}
        - {id: two, title: T, kind: national, country: SN, status: scheduled,
           dates: 2007-10-16/2007-10-17, officers: [K]}
        - {id: off, title: T, kind: national, country: KI, region: asia-pacific, status: proposed}
        - {id: loop-a, title: T, kind: national, country: KE, status: proposed, follows: loop-b}
        - {id: loop-b, title: T, kind: national, country: KE, status: proposed, follows: loop-a}
        """
    )
    run = programme.run("check", "-f", "json")
    document = run.document()
    found = {each["line"] for each in document["diagnostics"]}
    spans = {"meeting": (1, 2), "region": (3, 3), "follows": (4, 4), "answers": (5, 5)}
    spans.update({"late": (6, 6), "sources": (7, 8), "two": (9, 12), "off": (13, 13)})
    for name, (first, last) in spans.items():
        assert found & set(range(first, last + 1)), name
    assert run.code == (1 if document["data"]["errors"] else 0)
    everything = " ".join(each["message"] for each in document["diagnostics"])
    assert "General Assembly" in everything


def test_findings_go_to_stdout_for_check_and_to_stderr_elsewhere(programme: Programme) -> None:
    """For `check` findings are the data; for the others they stand on standard error."""
    programme.write(
        HELD
        + "- {id: b, title: T, kind: national, country: FR, status: proposed, dates: 2007-13}\n"
    )
    assert "error[" in programme.run("check").out
    for command in ("list", "schedule", "coverage"):
        run = programme.run(command)
        assert run.code == 1
        assert "error[" in run.err, command
        assert "error[" not in run.out, command
        assert run.out.strip(), command
    as_json = programme.run("list", "-f", "json")
    assert as_json.code == 1
    assert "error[" not in as_json.err
    rows = programme.run("list", "-f", "csv")
    assert rows.code == 1
    assert [row["id"] for row in rows.rows()] == ["a"]
    shown = programme.envelope("show", "a", code=1)
    assert shown["partial"] is True
