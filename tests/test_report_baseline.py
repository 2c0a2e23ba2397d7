"""A paper after a frozen one: what is new in it, what cannot be read, what a frozen file may be."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Result, Run, Write

OLD = """
    - {id: a, title: A, kind: national, country: KE, dates: 2007-07-10, status: scheduled}
    - {id: b, title: B, kind: national, country: UG, dates: 2007-06, status: held}
    - {id: c, title: C, kind: national, country: PE, dates: 2007-10, status: postponed}
    - {id: d, title: D, kind: national, country: PL, dates: 2007-11, status: scheduled}
"""


@pytest.fixture
def old(call: Run, write: Write, tmp_path: Path) -> Path:
    """A frozen paper of 3 August 2007."""
    folder = write({"seminars.yaml": OLD, "programme.yaml": "title: P\n"})
    run = call("report", "--data", folder, "--as-of", "2007-08-03", "--freeze", "-o",
               tmp_path / "old.md")  # fmt: skip
    assert run.code == 0, run.err
    return tmp_path / "old.md.figures.json"


def since(call: Run, old: Path, *options: str | Path) -> Result:
    folder = old.parent / "programme"
    return call("report", "--data", folder, "--as-of", "2008-08-03", "--since", old, *options)


def data(run: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run.out)["data"]
    return found


def test_a_seminar_recorded_late_is_in_the_next_paper(call: Run, write: Write, old: Path) -> None:
    write({"seminars.yaml": OLD.replace("2007-07-10, status: scheduled", "2007-07-10, status: held")
           .replace("2007-06, status: held", "2007-09, status: held")})  # fmt: skip
    made = data(since(call, old, "-f", "json"))
    assert (made["lists"]["held"], made["lists"]["earlier"]) == (["a"], ["b"])
    for key in ("held", "earlier", "held.region.africa", "held.theme.unknown", "held.hosts"):
        figure = made["figures"][key]
        again: set[str] = set()
        for part in figure["commands"]:
            ids, *less = (
                {s["id"] for s in data(call(*command.split()[1:], "--data",
                                            old.parent / "programme", "-f", "json"))["seminars"]}
                for command in (part["command"], *part["less"])
            )  # fmt: skip
            again |= ids.difference(*less)
        assert again == set(figure["seminars"]), key
    texts = [part["text"] for part in made["paragraphs"]]
    assert (
        "One seminar is in earlier papers as held; it is not counted in this one, but for the "
        "states not recorded in any."
    ) in texts


def test_with_a_bare_date_a_late_record_is_a_caveat(call: Run, old: Path) -> None:
    folder = old.parent / "programme"
    out = call("report", "--data", folder, "--as-of", "2008-08-03", "--since", "2007-08-03").out
    assert "Whether an earlier paper told of each is not known without its frozen figures" in out


def test_only_what_was_put_off_since_is_told_as_news(call: Run, write: Write, old: Path) -> None:
    write(
        {"seminars.yaml": OLD.replace("2007-11, status: scheduled", "2007-11, status: cancelled")}
    )
    run = since(call, old, "-f", "json")
    texts = [part["text"] for part in data(run)["paragraphs"]]
    assert (
        "Since the paper of August 3, 2007, no seminar was postponed and one was cancelled. One "
        "seminar remains postponed from before."
    ) in texts
    write({"seminars.yaml": OLD.replace("status: postponed", "status: proposed")})
    texts = [part["text"] for part in data(since(call, old, "-f", "json"))["paragraphs"]]
    assert "Since the paper of August 3, 2007, no seminar was postponed or cancelled." in texts


def test_then_and_now_say_which_time_they_count(call: Run, old: Path) -> None:
    out = since(call, old).out
    assert "| Figure | In the paper of August 3, 2007 | In this paper |" in out
    assert "that of August 3, 2007 up to August 3, 2007, this one since August 3, 2007." in out
    assert "The records are those of that paper: their files have not changed." in out
    assert data(since(call, old, "-f", "json"))["changes"]["same_records"] is True


def test_what_cannot_be_read_is_not_gone(call: Run, write: Write, old: Path) -> None:
    write({"seminars.yaml": OLD.replace("2007-11,", "2007-13,").replace("id: c", "id: x")})
    made = data(since(call, old, "-f", "json"))
    changed = {part["id"]: part["what"] for part in made["changes"]["seminars"]}
    assert changed == {"x": "new", "c": "gone", "d": "unread"}
    assert "| D, Poland | not read: in error | November 2007 | – | – |" in since(call, old).out
    write({"seminars.yaml": "[]\n", "seminars-more.yaml": "- {id: z\n"})
    run = since(call, old)
    assert "| D, Poland | not read: in error |" in run.out
    assert "> Not everything could be read" in run.out
    assert "One file of records could not be read; what stands there is in no figure." in run.out


def test_nothing_is_sealed_or_published_without_a_file_of_records(
    call: Run, write: Write, tmp_path: Path
) -> None:
    folder = write({"seminars.yaml": OLD, "seminars-more.yaml": "- {id: z\n"})
    run = call("report", "--data", folder, "--freeze", "-o", tmp_path / "p.md")
    assert (run.code, list(tmp_path.glob("p.md*"))) == (3, [])
    assert run.err.endswith(
        "seminars: a paper is not frozen while the records have errors\n"
        "  help: mend them first: `seminars check` says where\n"
    )
    run = call("report", "--data", folder, "--edition", "public")
    assert (run.code, run.out) == (3, "")
    assert "a public edition without the records of" in run.err
    assert "seminars-more.yaml would be wrong" in run.err


def test_a_broken_programme_file_leaves_a_trace(call: Run, write: Write) -> None:
    folder = write({"seminars.yaml": OLD, "programme.yaml": "title: [P\n"})
    run = call("report", "--data", folder, "--as-of", "2007-08-03")
    assert run.code == 1
    assert "> Not everything could be read" in run.out
    assert "The programme file has errors: its mandate, terms, roll, targets" in run.out


def test_every_change_of_a_seminar_is_told(call: Run, write: Write, old: Path) -> None:
    write({"seminars.yaml": """
        - {id: a, title: New, kind: regional, region: arab, country: UG, city: Jinja,
           themes: [remuneration], dates: 2007-07-10, status: scheduled}
        - {id: b, title: B, kind: national, country: UG, dates: 2007-06, status: held}
        - {id: c, title: C, kind: national, country: PE, dates: 2007-10, status: postponed}
        - {id: d, title: D, kind: national, country: PL, dates: 2007-11, status: scheduled}
    """})  # fmt: skip
    out = since(call, old).out
    for row in (
        "| New, Jinja, Uganda | title | A | New | – |",
        "| New, Jinja, Uganda | kind | national | regional | – |",
        "| New, Jinja, Uganda | host country | Kenya | Uganda | – |",
        "| New, Jinja, Uganda | city | – | Jinja | – |",
        "| New, Jinja, Uganda | region | Africa | Arab countries | – |",
        "| New, Jinja, Uganda | practical areas | – | Remuneration systems | – |",
    ):
        assert row in out


def test_dates_written_in_another_way_are_not_moved(call: Run, write: Write, old: Path) -> None:
    write({"seminars.yaml": OLD.replace("2007-07-10", "2007-07-10/2007-07-10")
           .replace("2007-11,", "2007-11/2007-11,")})  # fmt: skip
    changed = data(since(call, old, "-f", "json"))["changes"]["seminars"]
    assert [part for part in changed if part["what"] == "moved"] == []
    for before, after, moved in (
        ("2007-07-10", "2007-07-10/", "a"), ("2007-11,", "2007-11-01/2007-11-30,", "d"),
    ):  # fmt: skip
        write({"seminars.yaml": OLD.replace(before, after)})
        changed = data(since(call, old, "-f", "json"))["changes"]["seminars"]
        assert [part["id"] for part in changed if part["what"] == "moved"] == [moved]


def test_a_hidden_field_is_compared_with_nothing(call: Run, write: Write, old: Path) -> None:
    write({"seminars.yaml": OLD.replace("country: KE,", "country: KE, city: Xcity, reason: Xwhy,")
           .replace("2007-07-10", "2007-12-10"),
           "programme.yaml": "title: P\ninternal: [city, reason]\n"})  # fmt: skip
    out = since(call, old, "--edition", "public").out
    assert "Xcity" not in out
    assert "Xwhy" not in out
    assert "| A, Kenya | moved | July 10, 2007 | December 10, 2007 |" in out
    assert "Reason" not in out


def test_what_changed_of_the_roll_stands_by_name(call: Run, write: Write, old: Path) -> None:
    write({"seminars.yaml": "[]\n", "programme.yaml": """
        title: P
        roll:
          - {code: ZA, region: africa, least_developed: true}
          - {code: UG, region: africa, least_developed: false}
          - {code: AI, region: africa}
    """})  # fmt: skip
    out = since(call, old).out
    rows = [line for line in out.splitlines() if line.startswith("|")]
    assert "| State | Change | Before | Now |" in rows
    assert "| Anguilla | joined | – | Africa |" in rows
    assert "| South Africa | joined the least developed countries | – | – |" in rows
    assert "| Uganda | left the least developed countries | – | – |" in rows
    assert "| Albania | left | Certain countries in Europe and Asia | – |" in rows


def resealed(path: Path, change: dict[str, Any]) -> None:
    """The frozen paper with other values, and a seal that fits."""
    document = json.loads(path.read_text())
    del document["seal"]
    document.update(change)
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    document["seal"] = hashlib.sha256(text.encode()).hexdigest()
    path.write_text(json.dumps(document))


SEMINAR: dict[str, Any] = {
    "id": "a", "title": "A", "status": "held", "dates": None, "country": "KE",
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"figures": {"held": {"value": value}}} for value in ("x", None, -3, True)
    ] + [
        {"seminars": [SEMINAR | part]}
        for part in ({"dates": "abc"}, {"dates": 5}, {"status": "weird"}, {"title": None},
                     {"city": 3})
    ] + [
        {"figures": []}, {"states": []}, {"states": {"KE": [1, 2]}}, {"states": {"KE": "ab"}},
        {"states": {"KE": ["Kenya", "africa", "yes"]}}, {"seminars": {}},
        {"states": {"KE": ["Kenya", "africa", True, 1]}}, {"symbol": 7}, {"version": True},
        {"as_of": 5}, {"since": "x"}, {"records": None}, {"programme": 1},
    ],
    ids=str,
)  # fmt: skip
def test_a_frozen_file_of_another_shape_is_refused(
    call: Run, old: Path, change: dict[str, Any]
) -> None:
    resealed(old, change)
    run = since(call, old)
    assert (run.code, run.out) == (3, "")
    assert run.err.startswith(f"seminars: `{old}` is not a frozen paper\n")


def test_a_frozen_file_that_keeps_less_is_still_read(call: Run, old: Path) -> None:
    resealed(old, {"states": {"KE": ["Kenya", "africa"]}, "seminars": [SEMINAR], "figures": {}})
    run = since(call, old)
    assert run.code == 0, run.err
    assert "In this paper" not in run.out


def test_the_figures_of_another_day_are_not_written_over(
    call: Run, old: Path, tmp_path: Path
) -> None:
    before = old.read_bytes()
    again = ("report", "--data", tmp_path / "programme", "--freeze", "-o", tmp_path / "old.md")
    run = call(*again, "--as-of", "2007-08-04")
    assert (run.code, run.out, run.err) == (
        3,
        "",
        (
            f"seminars: `{old}` holds the figures of the paper of 2007-08-03\n"
            "  help: give this paper another name, so that both stay\n"
        ),
    )
    assert old.read_bytes() == before
    assert call(*again, "--as-of", "2007-08-03", "--symbol", "X").code == 0
    assert b'"X"' in old.read_bytes()
    sealed = old.read_text()
    old.write_text(sealed.replace("2007-08-03", "2007-07-03"))  # whoever changed it may want it
    assert call(*again, "--as-of", "2007-08-03").code == 3
    old.write_text("[")
    assert call(*again, "--as-of", "2007-08-04").code == 0
    old.write_text("{}")  # no frozen paper: as any other file
    assert call(*again, "--as-of", "2007-08-04").code == 0


def test_the_frozen_file_and_the_paper_are_written_together(
    call: Run, old: Path, tmp_path: Path
) -> None:
    before = old.read_bytes()
    run = since(call, old, "--freeze", "-o", tmp_path / "old.md")
    assert (run.code, run.out) == (2, "")
    assert "would be overwritten" in run.err
    folder = tmp_path / "programme"
    (tmp_path / "taken.md").mkdir()
    for name in ("taken.md", "old.md"):
        target = tmp_path / name
        if name == "old.md":
            target.unlink()
            target.mkdir()
        assert call("report", "--data", folder, "--freeze", "-o", target).code == 3
    assert not (tmp_path / "taken.md.figures.json").exists()
    assert old.read_bytes() == before
    (tmp_path / "p.md.figures.json").mkdir()
    assert call("report", "--data", folder, "--freeze", "-o", tmp_path / "p.md").code == 3
    assert not (tmp_path / "p.md").exists()
