"""Files to a programme: where they are found, what is kept, what is lost, and what is said."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seminars.model.diagnostics import SeminarsError, Severity
from seminars.reading import loader, source
from seminars.reading.loader import Loaded, Location, load, locate, vocabulary_near

if TYPE_CHECKING:
    from tests.conftest import Write

    from seminars.model.record import Seminar

RECORD = "- {{id: {}, title: T, kind: national, country: KE, status: proposed}}\n"
GOOD = RECORD.format("good")


def read(folder: Path) -> Loaded:
    return load(locate(str(folder), {}, folder))


def codes(loaded: Loaded) -> list[str]:
    return [found.code for found in loaded.diagnostics]


def ids(loaded: Loaded) -> list[str]:
    return [seminar.id for seminar in loaded.programme.seminars]


# Where a programme is found


def test_the_place_named_comes_first_then_the_variable_then_the_nearest(write: Write) -> None:
    root = write(
        {
            f"{place}/seminars.yaml": RECORD.format(place)
            for place in ("named", "variable", "here", "above/data")
        }
    )
    (root / "above" / "inner").mkdir()
    variable = {"SEMINARS_DATA": str(root / "variable")}
    here = root / "here"
    assert locate(str(root / "named"), variable, here).folder == root / "named"
    assert locate(None, variable, here).folder == root / "variable"
    assert locate(None, {"SEMINARS_DATA": ""}, here).folder == here
    assert locate("", {}, here).folder == here
    assert locate(None, {}, root / "above" / "inner").folder == root / "above" / "data"


def test_a_folder_has_its_records_files_in_order_and_its_rules(write: Write) -> None:
    names = ["seminars.yaml", "seminars-b.yaml", "seminars-a.yaml", "seminars.txt", "other.yaml"]
    folder = write(dict.fromkeys(names, ""))
    records = tuple(
        folder / name for name in ("seminars.yaml", "seminars-a.yaml", "seminars-b.yaml")
    )
    assert locate(str(folder), {}, folder) == Location(folder, records, None)
    rules = write({"programme.yaml": ""}) / "programme.yaml"
    assert locate(str(folder), {}, folder) == Location(folder, records, rules)
    alone = folder / "seminars-b.yaml"
    assert locate(str(alone), {}, folder) == Location(folder, (alone,), rules)
    rules.unlink()
    assert locate(str(alone), {}, folder) == Location(folder, (alone,), None)


def refusal(given: str | None, here: Path) -> tuple[str, str]:
    with pytest.raises(SeminarsError) as error:
        locate(given, {}, here)
    assert error.value.exit_code == 3
    return error.value.message, error.value.help


def test_where_nothing_is_found_it_says_how_to_start(tmp_path: Path) -> None:
    assert refusal(str(tmp_path), tmp_path) == (
        f"`{tmp_path}` holds no `seminars.yaml`",
        f"start a programme with `seminars init {tmp_path}`",
    )
    for name in (str(tmp_path / "no.yaml"), "x" * 5000, "a\0b"):
        assert refusal(name, tmp_path) == (
            f"`{name}` does not exist",
            "name a programme folder or a records file, or start one with `seminars init`",
        )


def test_where_nothing_is_near_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "_exists", lambda _: False)
    assert refusal(None, tmp_path) == (
        "no programme here: neither `seminars.yaml` nor `data/seminars.yaml`, nor in a folder above",
        "name one with `--data PATH`, or start one with `seminars init`",
    )


def test_the_words_near_are_the_packaged_ones_where_there_is_no_programme(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write({"seminars.yaml": "", "programme.yaml": "themes: [{id: a, title: A}]"})
    assert vocabulary_near(str(folder), {}, folder).themes == {"a": "A"}
    monkeypatch.setattr(loader, "_exists", lambda _: False)
    assert "remuneration" in vocabulary_near(None, {}, folder).themes
    for named, environment in (("no", {}), (None, {"SEMINARS_DATA": "no"})):
        with pytest.raises(SeminarsError, match=r"`no` does not exist"):
            vocabulary_near(named, environment, folder)


def test_paths_are_told_as_seen_from_here(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write({"data/seminars.yaml": "- x"})
    monkeypatch.chdir(folder)
    assert [found.place.file for found in read(folder / "data").diagnostics] == [
        "data/seminars.yaml"
    ]
    monkeypatch.chdir(folder / "data")
    outside = load(locate("..//data", {}, folder))
    assert [found.place.file for found in outside.diagnostics] == ["seminars.yaml"]
    (folder / "other").mkdir()
    monkeypatch.chdir(folder / "other")
    assert [found.place.file for found in load(locate("../data", {}, folder)).diagnostics] == [
        "../data/seminars.yaml"
    ]


# What is kept and what is lost


def test_a_bad_record_hides_no_good_one(write: Write) -> None:
    loaded = read(
        write({"seminars.yaml": GOOD + "- {id: bad}\n- 7\n- {id: [x]}\n" + RECORD.format("last")})
    )
    assert ids(loaded) == ["good", "last"]
    assert loaded.lost == ("bad", "", "")
    assert loaded.partial


def test_a_broken_file_hides_no_other_and_none_of_it_is_kept(write: Write) -> None:
    loaded = read(
        write(
            {
                "seminars.yaml": GOOD + "- {id: bad}\n- [\n",
                "seminars-b.yaml": RECORD.format("other"),
                "seminars-c.yaml": b"\xff",
            }
        )
    )
    assert ids(loaded) == ["other"]
    assert codes(loaded) == ["bad-syntax", "not-utf8"]
    assert loaded.lost == ()
    assert [Path(file).name for file in loaded.sources] == ["seminars.yaml", "seminars-b.yaml"]


def test_ids_are_unique_over_all_files(write: Write) -> None:
    folder = write({"seminars.yaml": GOOD + GOOD, "seminars-b.yaml": "\n" + GOOD})
    loaded = read(folder)
    assert ids(loaded) == ["good"]
    file = folder / "seminars.yaml"
    assert [(found.message, found.help, found.place.line) for found in loaded.diagnostics] == [
        (
            f"`good` is used already, at {file}:1",
            "give this record another id, or remove one of the two",
            line,
        )
        for line in (2, 1)
    ]
    assert loaded.lost == ("good", "good")
    assert loaded.programme.seminars[0].origin.file == str(file)


def test_nothing_wrong_is_not_partial(write: Write) -> None:
    loaded = read(write({"seminars.yaml": GOOD}))
    assert (loaded.diagnostics, loaded.partial, loaded.waived) == ((), False, ())


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", ["empty-file"]),
        (b"\n", []),
        (b"# only\n# comments\n", []),
        (b"\xef\xbb\xbf", []),
        (b"---\n", []),
        (b"null\n", []),
        (b"[]\n", []),
    ],
)
def test_nearly_nothing(content: bytes, found: list[str], write: Write) -> None:
    loaded = read(write({"seminars.yaml": content}))
    assert (codes(loaded), loaded.partial, ids(loaded)) == (found, False, [])


HOSTILE: dict[str, tuple[bytes, str]] = {
    "brackets": (b"[" * 1_000_000, "too-deep"),
    "billion laughs": (
        b"".join(
            b"- &a%d [%s]\n" % (n, b",".join([b"*a%d" % (n - 1)] * 9) if n else b"lol")
            for n in range(12)
        ),
        "anchor",
    ),
    "nul": (b"- id: x\n  title: a\x00b\n", "control-character"),
    "latin-1": ("- id: x\n  title: Bogotá\n".encode("latin-1"), "not-utf8"),
    "utf-16": (GOOD.encode("utf-16"), "not-utf8"),
    "binary": (bytes(range(256)), "not-utf8"),
    "merge": (b"<<<<<<< HEAD\n" + GOOD.encode() + b"=======\n>>>>>>> b\n", "conflict-marker"),
    "two documents": (GOOD.encode() + b"---\n" + GOOD.encode(), "second-document"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_lose_themselves_and_nothing_else(name: str, write: Write) -> None:
    content, code = HOSTILE[name]
    loaded = read(write({"seminars.yaml": GOOD, "seminars-x.yaml": content}))
    assert (ids(loaded), codes(loaded), loaded.partial) == (["good"], [code], True)
    alone = read(write({"seminars.yaml": content}) / "seminars.yaml")
    assert (ids(alone), codes(alone), alone.partial) == ([], [code], True)


def test_a_file_over_64_mib_is_lost_and_no_other(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write({"seminars.yaml": GOOD, "seminars-x.yaml": GOOD + "#" * 2000})
    monkeypatch.setattr(source, "LARGEST", 2000)
    loaded = read(folder)
    assert (ids(loaded), codes(loaded)) == (["good"], ["too-large"])


@pytest.mark.parametrize("name", ["seminars.yaml", "seminars-x.yaml", "programme.yaml"])
@pytest.mark.parametrize("kind", ["fifo", "folder", "dangling"])
def test_what_is_no_file_stops_the_command(name: str, kind: str, write: Write) -> None:
    path = write({"seminars.yaml": GOOD}) / name
    path.unlink(missing_ok=True)
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("nowhere")
    with pytest.raises(SeminarsError) as error:
        read(path.parent)
    reason = {
        "fifo": "is not a regular file",
        "folder": "cannot be read: is a directory",
        "dangling": "cannot be read: no such file or directory",
    }
    assert error.value.message == f"`{path}` {reason[kind]}"
    assert error.value.exit_code == 3


# programme.yaml


def test_a_broken_programme_file_leaves_the_records_and_the_packaged_words(write: Write) -> None:
    folder = write({"seminars.yaml": GOOD, "programme.yaml": "title: [\n"})
    loaded = read(folder)
    assert (ids(loaded), codes(loaded), loaded.programme.title) == (
        ["good"],
        ["bad-syntax"],
        "Seminars",
    )
    assert loaded.partial


def test_problems_of_the_programme_come_first_in_the_order_of_its_lines(write: Write) -> None:
    rules = "planning: {at_once: x}\nperiod: never\nas_of: [a]\ntilte: T\n"
    loaded = read(write({"seminars.yaml": "- {id: x}\n", "programme.yaml": rules}))
    assert [(found.place.line, found.code) for found in loaded.diagnostics[:4]] == [
        (1, "bad-value"),
        (2, "bad-date"),
        (3, "bad-value"),
        (4, "unknown-field"),
    ]
    assert {found.place.file for found in loaded.diagnostics[4:]} == {
        str(loaded.location.records[0])
    }


# A tail that is lost to ` #`


def tails(write: Write, fields: str) -> list[tuple[int, int, str]]:
    text = f"- id: x\n  kind: national\n  country: KE\n  status: proposed\n{fields}"
    loaded = read(write({"seminars.yaml": text}))
    assert {found.severity for found in loaded.diagnostics} <= {Severity.WARNING}
    assert {found.code for found in loaded.diagnostics} <= {"lost-tail"}
    assert {found.seminar for found in loaded.diagnostics} <= {"x"}
    assert {found.help for found in loaded.diagnostics} <= {
        "put the value in quotes, or two spaces before `# ` for a comment"
    }
    return [(found.place.line, found.place.column, found.message) for found in loaded.diagnostics]


@pytest.mark.parametrize(
    ("fields", "column", "line", "name"),
    [
        ("  title: Seminar #3 on pay\n", 10, 5, "title"),
        ("  title: Seminar # 3\n", 10, 5, "title"),
        ("  title: Seminar  #3\n", 10, 5, "title"),
        ("  title: On pay\n    and more #2\n", 10, 5, "title"),
        ("  title: T\n  partners:\n    - Board #1\n    - Union  # said\n", 7, 7, "partners"),
        ("  title: T\n  notes: a #b\n# end\n", 10, 6, "notes"),
        ("  title: T\n  city: #5\n", 3, 6, "city"),
    ],
)
def test_a_lost_tail_is_told(fields: str, column: int, line: int, name: str, write: Write) -> None:
    assert tails(write, fields) == [(line, column, f"`{name}` ends here: ` #` begins a comment")]


@pytest.mark.parametrize(
    "fields",
    [
        "  title: 'Seminar #3' # said\n",
        '  title: "Seminar #3"\n',
        "  title: Seminar#3\n",
        "  title: Seminar  # the third\n",
        "  title: Seminar  #\n",
        "  title: T\n  # city: Nairobi #3\n",
        "  title: T\n  themes: [remuneration] #3\n",
        "  title: T\n  region: africa #3\n",
        "  title: T\n  notes: |\n    line #3\n",
        "  title: T  # said\n  notes: >- # folded\n    line\n",
    ],
)
def test_a_comment_that_is_meant_is_not(fields: str, write: Write) -> None:
    assert tails(write, fields) == []


def test_a_reason_waives_a_lost_tail(write: Write) -> None:
    fields = "  title: Seminar #3\n  waive: {lost-tail: the number is for us}\n"
    text = f"- id: x\n  kind: national\n  country: KE\n  status: proposed\n{fields}"
    loaded = read(write({"seminars.yaml": text}))
    assert (loaded.diagnostics, loaded.waived) == ((), (("x", "lost-tail"),))


# Any bytes at all

WORDS = """- id: title: kind: national country: KE NO status: held dates: 2007 2007-02-30 themes: [
    ] { } , : ' " # & * ! | > ? % @ ` ~ null waive: overdue region: africa \\e \\ --- ... <<: é 😀"""
BREAKS = ["\n", "\n  ", "\n- ", " ", "\t", "\r\n", "- id: x\n  title: T\n  kind: national\n"]
yamlish = st.lists(st.sampled_from(WORDS.split() + BREAKS), max_size=30).map("".join)


@given(st.binary() | st.text().map(str.encode) | yamlish.map(str.encode), st.booleans())
@example(b'- {id: x, title: "\\0", waive: {"\\e": x}}', False)  # noqa: FBT003 (not given by name)
@example(b'title: "\\x85"\n', True)  # noqa: FBT003
def test_any_bytes_give_records_or_diagnostics(
    tmp_path_factory: pytest.TempPathFactory,
    data: bytes,
    in_the_rules: bool,  # noqa: FBT001 (Hypothesis gives it)
) -> None:
    folder = tmp_path_factory.getbasetemp() / "bytes"
    folder.mkdir(exist_ok=True)
    (folder / "seminars.yaml").write_bytes(GOOD.encode() if in_the_rules else data)
    (folder / "programme.yaml").write_bytes(data if in_the_rules else b"")
    loaded = read(folder)
    for found in loaded.diagnostics:
        place = found.place
        assert (1, 1) <= (place.line, place.column) <= (place.end_line, place.end_column)
        assert found.message
        assert found.help
        # an error has a place in the text, and nothing is lost without one
        assert place.line <= data.count(b"\n") + data.count(b"\r") + 1
    assert loaded.partial or not loaded.lost


# The order of records


FIELDS = {
    "dates": ["2007", "2007-02-05/", "2007-02-30"],
    "themes": ["[remuneration]", "[pay]", "[]"],
    "city": ["Nairobi", "'Nairobi #2'", "Nairobi #2"],
    "participants": ["~60", "many", "null"],
}


@st.composite
def entries(draw: st.DrawFn) -> list[str]:
    number = draw(st.integers(1, 6))
    records = []
    for at in range(number):
        lines = [f"- id: r{at}", "title: T", "kind: national", "country: KE", "status: proposed"]
        for name, choices in FIELDS.items():
            value = draw(st.none() | st.sampled_from(choices))
            lines += [f"{name}: {value}"] if value else []
        records.append("\n  ".join(lines) + "\n")
    return records


def without_place(seminar: Seminar) -> dict[str, object]:
    return {name: getattr(seminar, name) for name in type(seminar).__slots__ if name != "origin"}


@given(entries(), st.randoms(use_true_random=False), st.integers(0, 6))
def test_the_order_of_records_and_files_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, records: list[str], random: object, cut: int
) -> None:
    folder = tmp_path_factory.getbasetemp() / "order"
    folder.mkdir(exist_ok=True)
    (folder / "programme.yaml").write_text("")
    answers = []
    shuffled = list(records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a Random
    for order, split in ((records, len(records)), (shuffled, min(cut, len(records)))):
        (folder / "seminars.yaml").write_text("".join(order[:split]) or "# none\n")
        (folder / "seminars-more.yaml").write_text("".join(order[split:]) or "# none\n")
        loaded = read(folder)
        answers.append(
            (
                {seminar.id: without_place(seminar) for seminar in loaded.programme.seminars},
                sorted((found.code, found.message, found.excerpt) for found in loaded.diagnostics),
                sorted(loaded.lost),
            )
        )
    assert answers[0] == answers[1]
