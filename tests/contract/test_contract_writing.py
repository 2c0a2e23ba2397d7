"""`init` and `add`: only what was asked for is written, and nothing is ever lost."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from contract_harness import Json, Programme, Run, by_id, snapshot

BASE = """\
# The records of the programme.   Trailing blanks follow:  \t
# They stay.

- id: 2007-ke-nairobi   # the first
  title:   "National  Seminar"   # odd spacing
  kind: national
  country: KE
  city: Nairobi
  dates: 2007-11-12/2007-11-14
  status: scheduled
  themes: [ contractual-relations,collective-bargaining ]
  levels:
  - national-legislation
  partners: ['Kenya Copyright Board', "A: B # c"]
  languages: [en]
  participants: 30
  countries: [KE]
  outcome: It went well.
  sources: [x]
  speakers: [Ada]
  officers: [Keller]
  cost: 42000

# between the two
- {id: 2008-br-rio, title: Rio, kind: national, country: BR, city: Rio de Janeiro,
   dates: 2008-03-03/2008-03-05, status: scheduled}   # flow
# the end
"""


def _new(programme: Programme, *extra: str, **switches: Any) -> Run:
    """Add a national seminar in Senegal, with whatever else is asked for."""
    options = ["--title", "Seminar in Dakar", "--kind", "national", "--country", "SN"]
    options += ["--city", "Dakar", "--status", "proposed"]
    return programme.run("add", *options, *extra, writes=True, **switches)


def _inserted(before: bytes, after: bytes) -> bytes:
    """Give what was put in between, asserting that nothing else is different."""
    pairs = enumerate(zip(before, after, strict=False))
    start = next((n for n, (old, new) in pairs if old != new), min(len(before), len(after)))
    tail = before[start:]
    assert after.endswith(tail), "more than one span was changed"
    return after[start : len(after) - len(tail)]


def _unchanged(programme: Programme, run: Run, before: Json, *codes: int) -> None:
    assert run.code in codes, run
    assert snapshot(programme.folder) == before, run.argv


def test_init_starts_a_programme_that_reads_well(programme: Programme) -> None:
    """`init DIR` makes a commented programme without errors; `init` does so where it stands."""
    made = programme.root / "new"
    run = programme.run("init", str(made), anywhere=True)
    assert run.code == 0, run
    assert (made / "seminars.yaml").is_file()
    assert (made / "programme.yaml").is_file()
    assert "#" in (made / "programme.yaml").read_text()
    for command in ("check", "list", "coverage", "schedule"):
        document = programme.envelope(command, data=made)
        assert document["partial"] is False, command
    assert (
        programme.run(
            "add",
            "--title",
            "T",
            "--kind",
            "national",
            "--country",
            "KE",
            "--status",
            "proposed",
            data=made,
        ).code
        == 0
    )
    assert len(programme.data("list", data=made)["seminars"]) >= 1
    here = programme.root / "here"
    here.mkdir()
    assert programme.run("init", anywhere=True, cwd=here).code == 0
    assert (here / "seminars.yaml").is_file()
    deep = programme.root / "a" / "b"
    assert programme.run("init", str(deep), anywhere=True).code == 0
    assert (deep / "seminars.yaml").is_file()


def test_init_never_overwrites(programme: Programme) -> None:
    """Where a programme is, or a file in the way, `init` is refused and nothing is touched."""
    programme.write(BASE)
    programme.refused("init", str(programme.folder), anywhere=True, code=3)
    (programme.folder / "programme.yaml").unlink()
    programme.refused("init", str(programme.folder), anywhere=True, code=3)
    (programme.folder / "seminars.yaml").unlink()
    programme.write("title: T\n", "programme.yaml")
    programme.refused("init", str(programme.folder), anywhere=True, code=3)
    assert not programme.records.exists()
    in_the_way = programme.root / "file"
    in_the_way.write_text("x")
    programme.refused("init", str(in_the_way), anywhere=True, code=3)
    assert in_the_way.read_text() == "x"
    dangling = programme.root / "dangling"
    dangling.mkdir()
    (dangling / "seminars.yaml").symlink_to(programme.root / "elsewhere.yaml")
    programme.refused("init", str(dangling), anywhere=True, code=3)
    assert not (programme.root / "elsewhere.yaml").exists()


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("final", [True, False], ids=["ended", "unended"])
def test_add_inserts_one_span_of_text(programme: Programme, end: str, *, final: bool) -> None:
    """Everything that stood in the file stays byte for byte, comments, blanks and line ends."""
    text = BASE.replace("\n", end)
    before = (text if final else text.rstrip()).encode()
    programme.write(before)
    old = by_id(programme.data("list")["seminars"])
    dates = "2007-12-03/2007-12-05"
    run = _new(programme, "--dates", dates, "-f", "json")
    assert run.code == 0, run
    document = run.document()
    (added,) = document["data"]["changed"]
    assert document["command"] == "add"
    assert document["data"]["file"].endswith("seminars.yaml")
    assert added in document["data"]["diff"]
    after = programme.records.read_bytes()
    new = _inserted(before, after)
    assert b"Seminar in Dakar" in new
    if end == "\r\n":
        assert after.count(b"\n") == after.count(b"\r\n")
    else:
        assert b"\r" not in after
    records = by_id(programme.data("list")["seminars"])
    assert {name: records[name] for name in old} == old
    record = records[added]
    assert set(records) == {*old, added}
    assert (record["title"], record["city"], record["dates"]) == (
        "Seminar in Dakar",
        "Dakar",
        dates,
    )
    assert (record["country"], record["region"], record["status"]) == ("SN", "africa", "proposed")
    assert record["themes"] is None
    assert sorted(path.name for path in programme.folder.iterdir()) == [
        "programme.yaml",
        "seminars.yaml",
    ]
    assert programme.envelope("check")["data"]["errors"] == 0


def test_add_proposes_an_id_and_shows_the_record(programme: Programme) -> None:
    """The proposed id is of the allowed letters, and a second seminar there gets another one."""
    programme.write(BASE)
    first = _new(programme, "--dates", "2007-12-03")
    assert first.code == 0
    ids = programme.ids() - {"2007-ke-nairobi", "2008-br-rio"}
    assert ids == {"2007-sn-dakar"}
    assert "2007-sn-dakar" in first.out
    assert "seminars.yaml" in first.out
    assert _new(programme, "--dates", "2007-12-17").code == 0
    assert len(programme.ids()) == 4
    plain = programme.run(
        "add",
        "--title",
        "T",
        "--kind",
        "national",
        "--country",
        "Côte d'Ivoire",
        "--city",
        "Grand-Bassam & Été",
        "--status",
        "proposed",
        writes=True,
    )
    assert plain.code == 0
    for name in programme.ids():
        assert name == name.encode("ascii").decode().lower()
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert name.strip("-") == name


def test_add_inserts_by_date_where_the_file_is_so_ordered(programme: Programme) -> None:
    """Between its neighbours in an ordered file; at the end of one that is not."""

    def order(text: str) -> list[str]:
        return [line.split()[2] for line in text.splitlines() if line.startswith("- id:")]

    record = (
        "- id: {}\n  title: T\n  kind: national\n  country: FR\n  status: proposed\n  dates: {}\n"
    )
    ordered = [("a", "2007-02"), ("b", "2007-11-05"), ("c", "2008")]
    programme.write("# head\n" + "# note\n".join(record.format(*each) for each in ordered))
    before = programme.records.read_bytes()
    assert _new(programme, "--dates", "2007-12-03").code == 0
    _inserted(before, programme.records.read_bytes())
    places = order(programme.records.read_text())
    assert [places.index(name) for name in ("a", "b", "c")] == [0, 1, 3]
    programme.write("".join(record.format(*each) for each in reversed(ordered)))
    assert _new(programme, "--dates", "2007-12-03").code == 0
    assert order(programme.records.read_text())[:3] == ["c", "b", "a"]


def test_add_like_carries_what_it_should(programme: Programme) -> None:
    """`--like` carries seven fields, sets `follows` and `proposed`, and carries nothing else."""
    programme.write(BASE)
    run = programme.run("add", "--like", "2007-ke-nairobi", "-f", "json", writes=True)
    assert run.code == 0, run
    (added,) = run.document()["data"]["changed"]
    records = by_id(programme.data("list")["seminars"])
    old, new = records["2007-ke-nairobi"], records[added]
    for field in "title city kind themes levels partners languages".split():
        assert new[field] == old[field], field
    for field in "dates participants countries outcome sources".split():
        assert new[field] is None, field
    assert new["status"] == "proposed"
    assert new["follows"] == "2007-ke-nairobi"
    assert new["country"] == "KE"
    other = programme.run(
        "add",
        "--like",
        "2007-ke-nairobi",
        "--title",
        "Another",
        "--dates",
        "2008-05",
        "-f",
        "json",
        writes=True,
    )
    assert other.code == 0, other
    (name,) = other.document()["data"]["changed"]
    record = programme.data("show", name)["seminar"]
    assert (record["title"], record["dates"], record["follows"]) == (
        "Another",
        "2008-05",
        "2007-ke-nairobi",
    )
    before = snapshot(programme.folder)
    unknown = programme.run("add", "--like", "2007-ke-nairob", writes=True)
    _unchanged(programme, unknown, before, 2)
    assert "2007-ke-nairobi" in unknown.err


def test_near_duplicates_are_refused(programme: Programme) -> None:
    """Same host, both known to the day, overlapping: exit 3, unless `--allow-duplicate`."""
    programme.write(BASE)
    before = snapshot(programme.folder)
    kenya = ["--title", "Quite another", "--kind", "national", "--country", "Kenya"]
    kenya += ["--status", "proposed"]
    for dates in ("2007-11-14", "2007-11-10/2007-11-12", "2007-11-13", "2007-11-01/2007-11-30"):
        run = programme.run("add", *kenya, "--dates", dates, writes=True)
        _unchanged(programme, run, before, 3)
        assert "2007-ke-nairobi" in run.err
    for dates in ("2007-11-15", "2007-11", "2007-11-11"):
        run = programme.run("add", *kenya, "--dates", dates, "--dry-run", writes=True)
        _unchanged(programme, run, before, 0)
    _unchanged(programme, _new(programme, "--dates", "2007-11-12", "--dry-run"), before, 0)
    run = programme.run("add", *kenya, "--dates", "2007-11-13", "--allow-duplicate", writes=True)
    assert run.code == 0, run
    assert len(programme.ids()) == 3


def test_dry_run_shows_the_diff_and_writes_nothing(programme: Programme) -> None:
    """`--dry-run` prints the same diff that the real run then makes."""
    programme.write(BASE)
    before = snapshot(programme.folder)
    run = _new(programme, "--dates", "2007-12-03", "--dry-run", "-f", "json")
    _unchanged(programme, run, before, 0)
    diff = run.document()["data"]["diff"]
    added = [line for line in diff.splitlines() if line.startswith("+") and line[:3] != "+++"]
    removed = [line for line in diff.splitlines() if line.startswith("-") and line[:3] != "---"]
    assert removed == []
    assert any("Seminar in Dakar" in line for line in added)
    text = _new(programme, "--dates", "2007-12-03", "--dry-run")
    _unchanged(programme, text, before, 0)
    assert "Seminar in Dakar" in text.out
    real = _new(programme, "--dates", "2007-12-03", "-f", "json")
    assert real.document()["data"]["diff"] == diff
    now = programme.records.read_text().splitlines()
    for line in added:
        assert line[1:] in now


def test_wrong_use_of_add_writes_nothing(programme: Programme) -> None:
    """What is missing is never asked for off a terminal; wrong values are exit 2; nothing moves."""
    programme.write(BASE)
    before = snapshot(programme.folder)
    wrong = [
        [],
        ["--title", "T"],
        ["--title", "T", "--kind", "national", "--status", "proposed"],
        ["--title", "T", "--kind", "regional", "--status", "proposed", "--country", "KE"],
        ["--title", "T", "--kind", "national", "--country", "KE", "--status", "held"],
    ]
    good = ["--title", "T", "--kind", "national", "--country", "SN", "--status", "proposed"]
    wrong += [
        [*good, "--dates", "2007-02-30"],
        [*good, "--dates", "2007-11-14/2007-11-12"],
        [*good, "--country", "Nowhereland"],
        [*good, "--kind", "workshop"],
        [*good, "--status", "done"],
        [*good, "--theme", "renumeration"],
        [*good, "--nonsense", "x"],
        [*good, "--id", "Bad Id"],
        [*good, "--title", ""],
    ]
    for args in wrong:
        run = programme.run("add", *args, writes=True)
        _unchanged(programme, run, before, 2)
        assert run.err.strip(), args
        assert not run.out, args
    assert "remuneration" in programme.run("add", *good, "--theme", "renumeration").err
    taken = programme.run("add", *good, "--id", "2008-br-rio", writes=True)
    _unchanged(programme, taken, before, 2, 3)
    control = programme.run("add", *good, "--title", "a\x1b[31mb", writes=True)
    _unchanged(programme, control, before, 2, 3)
    bidi = programme.run("add", *good, "--title", "a\u202eb", writes=True)
    _unchanged(programme, bidi, before, 2, 3)
    surrogate = programme.run("add", *good, "--city", b"\xff", writes=True)
    _unchanged(programme, surrogate, before, 2, 3)


NASTY = [
    "NO",
    "2007",
    "10:30",
    "null",
    "~",
    "- dash",
    "-",
    "key: value",
    "a # b",
    "# hash",
    "[red]x[/x]",
    "{a: b}",
    "'single' \"double\" `back`",
    "back\\slash \\n \\x1b",
    "*alias",
    "&anchor",
    "!!str tag",
    "<<",
    "%directive",
    "@at",
    "---",
    "...",
    "? q",
    "| literal",
    "> folded",
    " leading and trailing ",
    "=cmd|' /C calc'!A0",
    "émoji 🎭 東京 ﷽",
    "no\u00a0break\u2028line",
    "word " * 80,
    "x" * 500,
    "yes, no, [on]",
    "<<<<<<< HEAD",
    "a\tb",
    "trailing colon:",
    "0x1F",
]


def test_nasty_values_come_back_as_they_went_in(programme: Programme) -> None:
    """Whatever is given for a text field is what is read back, or it is refused whole."""
    programme.write("# empty so far\n")
    kept = []
    for n, value in enumerate(NASTY):
        run = programme.run(
            "add",
            f"--title={value}",
            "--kind=national",
            "--country=FR",
            "--status=proposed",
            f"--city={value}",
            f"--notes={value}",
            f"--id=n{n}",
            writes=True,
        )
        assert run.code in {0, 2, 3}, run
        plain = value == value.strip() and value.isprintable()
        assert run.code == 0 or not plain, run
        if run.code == 0:
            kept.append((f"n{n}", value))
    records = by_id(programme.data("list")["seminars"])
    assert set(records) == {name for name, _ in kept}
    for name, value in kept:
        for field in ("title", "city", "notes"):
            assert records[name][field] in {value, value.strip()}, (name, field)


def test_eight_adds_at_once_all_land(programme: Programme) -> None:
    """Eight processes add to one file at the same moment, and every record is there after."""
    programme.write(BASE)
    before = programme.records.read_text()
    countries = "SN FR PL EG CN IN AR CL".split()

    def add(country: str) -> Run:
        return programme.run(
            "add",
            "--title",
            f"Seminar of {country}",
            "--kind",
            "national",
            "--country",
            country,
            "--status",
            "proposed",
            "--dates",
            "2007-12-03",
            writes=True,
        )

    with ThreadPoolExecutor(8) as pool:
        runs = list(pool.map(add, countries))
    assert [run.code for run in runs] == [0] * 8, [run.err for run in runs if run.code]
    records = programme.data("list")["seminars"]
    assert len(records) == 10
    assert {each["country"] for each in records} == {"KE", "BR", *countries}
    now = programme.records.read_text().splitlines()
    assert all(line in now for line in before.splitlines())


def test_add_refuses_files_it_cannot_keep_whole(programme: Programme) -> None:
    """A file with a syntax error, or one that is no ordinary file, is never written to."""
    broken = (
        "- id: a\n  title: [open\n",
        "<<<<<<< HEAD\n[]\n=======\n>>>>>>> x\n",
        "- {id: a, title: &x T, kind: national, country: FR, status: proposed}\n",
        "id: a\n",
    )
    for text in broken:
        programme.write(text)
        before = snapshot(programme.folder)
        _unchanged(programme, _new(programme, "--dates", "2007-12-03"), before, 3)
    programme.records.unlink()
    os.mkfifo(programme.records)
    assert _new(programme, "--dates", "2007-12-03").code == 3
    programme.records.unlink()
    assert _new(programme, "--dates", "2007-12-03", data=programme.records).code == 3
    assert not programme.records.exists()


def test_add_beside_a_bad_record(programme: Programme) -> None:
    """A record that breaks the schema does not stand in the way of a good one elsewhere."""
    programme.write(BASE + "- {id: bad, title: T, kind: workshop, country: FR, status: proposed}\n")
    before = programme.records.read_bytes()
    run = _new(programme, "--dates", "2007-12-03")
    assert run.code in {0, 1}, run
    assert b"Dakar" in _inserted(before, programme.records.read_bytes())


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"# only comments\n",
        b"[]\n",
        b"# a list in flow style\n[{id: a, title: T, kind: national, country: FR, status: proposed}]\n",
        b"---\n- {id: a, title: T, kind: national, country: FR, status: proposed}\n...\n",
        b"  - id: a\n    title: T\n    kind: national\n    country: FR\n    status: proposed\n",
        b"-   id: a\n    title: T\n    kind: national\n    country: FR\n    status: proposed\n    notes: |\n      x\n\n\n",
        b"- id: a\n  title: T\n  kind: national\n  country: FR\n  status: proposed\n  notes: |+\n    keep\n\n\n",
        b"\xef\xbb\xbf- {id: a, title: T, kind: national, country: FR, status: proposed}\n",
        b"-\n  id: a\n  title: T\n  kind: national\n  country: FR\n  status: proposed\n#end",
        b"- id: a\n  title: T\n  kind: national\n  country: FR\n  status: proposed\n  city: Par\n    is",
    ],
    ids=lambda text: repr(text)[:24],
)
def test_add_to_files_of_every_shape(programme: Programme, text: bytes) -> None:
    """Into any valid file: either one insertion that leaves the rest as it was, or exit 3."""
    programme.write(text)
    listed = programme.run("list", "-f", "json")
    before = by_id(listed.document()["data"]["seminars"]) if listed.code == 0 else {}
    run = _new(programme, "--dates", "2007-12-03")
    assert run.code in {0, 3}, run
    after = programme.records.read_bytes()
    if run.code == 3:
        assert after == text
        assert b"id: a" not in text or b"[{" in text or b"..." in text, "this could be added to"
        return
    if text.strip() not in {b"[]", b""}:
        _inserted(text, after)
    records = by_id(programme.data("list")["seminars"])
    assert len(records) == len(before) + 1
    for name, record in before.items():
        assert records[name] == record


def test_add_chooses_the_file_and_keeps_its_mode(programme: Programme) -> None:
    """`--file` chooses the records file; the others, its mode and a link to it are kept."""
    programme.write(BASE)
    path = programme.write("# geneva\n", "seminars-geneva.yaml")
    path.chmod(0o640)
    untouched = programme.records.read_bytes()
    run = _new(programme, "--file", str(path), "--dates", "2007-12-03", "-f", "json")
    assert run.code == 0, run
    assert run.document()["data"]["file"].endswith("seminars-geneva.yaml")
    assert programme.records.read_bytes() == untouched
    assert b"Dakar" in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o640
    target = programme.root / "target.yaml"
    target.write_bytes(untouched)
    programme.records.unlink()
    programme.records.symlink_to(target)
    linked = _new(programme, "--dates", "2007-12-17")
    assert linked.code in {0, 3}
    if linked.code == 0:
        assert target.read_bytes() == programme.records.read_bytes()
        assert b"Dakar" in target.read_bytes()
    assert programme.records.is_symlink()


def test_keys_of_the_terminal(programme: Programme) -> None:
    """On a terminal `add` asks; Ctrl-C ends with 130 and leaves no trace, and so does the end."""
    programme.write(BASE)
    before = snapshot(programme.folder)
    run = programme.terminal("add", keys=[b"\x03"], writes=True)
    assert run.code == 130, run
    assert snapshot(programme.folder) == before
    run = programme.terminal("add", "--title", "T", keys=[b"\x04", b"\x04", b"\x03"], writes=True)
    assert run.code != 0, run
    assert snapshot(programme.folder) == before


def test_nothing_of_the_home_folder_is_needed(programme: Programme) -> None:
    """A home that is not there, and a folder of records with blanks in its name, do no harm."""
    place = programme.root / "with blanks and 'quotes' [x]"
    place.mkdir()
    (place / "seminars.yaml").write_text(BASE)
    env = {"HOME": str(Path("/nonexistent"))}
    assert len(programme.data("list", data=place, env=env)["seminars"]) == 2
    assert programme.ok("show", "2008-br-rio", data=place, env=env).out.count("[x]") >= 1


def test_add_knows_the_ids_it_is_given(programme: Programme) -> None:
    """An id that is not there is wrong use for `--follows` as it is for `--like`."""
    programme.write(BASE)
    before = snapshot(programme.folder)
    run = _new(programme, "--follows", "2007-ke-nairob")
    _unchanged(programme, run, before, 2)
    assert "2007-ke-nairobi" in run.err


def test_a_change_made_while_add_asks_is_never_lost(programme: Programme) -> None:
    """Somebody else writes to the file while `add` waits for an answer: both are there after."""
    programme.write(BASE)
    theirs = "- {id: theirs, title: T, kind: national, country: FR, status: proposed}\n"

    def interfere() -> None:
        with programme.records.open("a") as file:
            file.write(theirs)

    timer = Timer(1.0, interfere)
    timer.start()
    run = programme.terminal(
        *("add", "--title", "T", "--kind", "national", "--country", "SN", "--city", "Dakar"),
        *("--dates", "2007-12-03", "--themes", "remuneration", "--languages", "fr"),
        *("--levels", "national-legislation"),
        keys=[b"\r", b"\r", b"\r"],
        writes=True,
    )
    timer.join()
    assert run.code in {0, 3}, run
    text = programme.records.read_text()
    assert theirs in text
    assert len(programme.ids()) == (4 if run.code == 0 else 3)
