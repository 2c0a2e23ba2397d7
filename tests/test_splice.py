"""Texts before and after, as they stand in the file; `bytes` of `make crash` tries the rest."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from seminars.editing.change import Addition, Alteration, Assignment, Change, Removal, revised
from seminars.editing.diff import unified
from seminars.editing.lines import Splice, spliced
from seminars.model.diagnostics import SeminarsError, UsageError
from seminars.reading.rules import RulesReader
from seminars.reading.source import FileRefusedError, Source, decode

if TYPE_CHECKING:
    from seminars.reading.parser import Value

PATH = Path("seminars.yaml")
VOCABULARY = RulesReader(None).read()[1]


def text_of(text: str) -> str:
    return dedent(text).lstrip("\n")


def after(change: Change, text: str, *, raw: bool = False) -> str:
    """The text once the change is made."""
    before = text if raw else text_of(text)
    source = decode("seminars.yaml", PATH, before.encode())
    return revised(change, {PATH: source}, VOCABULARY).after.source.text


def setting(**values: Value) -> Alteration:
    """A change of record `a`; None clears."""
    return Alteration(("a",), tuple(Assignment(name, "=", value) for name, value in values.items()))


RECORD = """
    - id: a            # the first
      title: 'Old'     # odd
      kind: national
      country: KE
      # on the status
      status: proposed
      themes: [remuneration ,transfer-of-rights, ]  # two
      speakers:
      - Ada  # she comes
      # and he:
      - Bob
        # under him
      notes: |  # header
          first

          second

      waive:
        no-states: lost

    # about b
    - {id: b, title: T, kind: national, country: KE, status: proposed}  # flow
    # the end
    """


def changed_lines(change: Change, text: str = RECORD) -> str:
    """The lines that go and come, as a diff marks them."""
    before = text_of(text)
    revision = revised(change, {PATH: decode("seminars.yaml", PATH, before.encode())}, VOCABULARY)
    diff = unified("f", before, revision.splices).splitlines()[2:]
    return "\n".join(line for line in diff if line[0] in "+-")


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ({"title": "New"}, "-  title: 'Old'     # odd\n+  title: 'New'     # odd"),
        ({"country": "NO"}, "-  country: KE\n+  country: 'NO'"),
        ({"city": "Nairobi"}, "+  city: Nairobi"),
        ({"city": "Nairobi", "dates": "2007-11-12"}, "+  city: Nairobi\n+  dates: 2007-11-12"),
        ({"provenance": "illustrative"}, "+  provenance: illustrative"),
        ({"sources": ["a, b", "c"]}, "+  sources: ['a, b', c]"),
        ({"outcome": "a\n\nb"}, "+  outcome: |-\n+    a\n+\n+    b"),
        (
            {"title": "a\nb"},
            "-  title: 'Old'     # odd\n+  title: |-     # odd\n+    a\n+    b",
        ),
        (
            {"themes": ["remuneration"]},
            _ := (
                "-  themes: [remuneration ,transfer-of-rights, ]  # two\n"
                "+  themes: [remuneration, ]  # two"
            ),
        ),
        ({"themes": []}, _.replace("[remuneration, ]  # two", "[]  # two")),
        ({"themes": None}, "-  themes: [remuneration ,transfer-of-rights, ]  # two"),
        (
            {"themes": ["transfer-of-rights", "remuneration", "collective-bargaining"]},
            _.split("\n", maxsplit=1)[0]
            + "\n+  themes: [transfer-of-rights, remuneration, collective-bargaining]  # two",
        ),
        ({"speakers": ["Ada", "Bob", "Eve: x"]}, "+  - 'Eve: x'"),
        ({"speakers": ["Bob"]}, "-  - Ada  # she comes"),
        ({"speakers": ["Eve"]}, "-  - Ada  # she comes\n-  # and he:\n-  - Bob\n+  - Eve"),
        (
            {"speakers": []},
            "-  speakers:\n-  - Ada  # she comes\n-  # and he:\n-  - Bob\n+  speakers: []",
        ),
        (
            {"speakers": None},
            "-  speakers:\n-  - Ada  # she comes\n-  # and he:\n-  - Bob\n-    # under him",
        ),
        ({"notes": "one"}, "-      first\n-\n-      second\n+      one"),
        ({"notes": "first\n\nthird"}, "-      second\n+      third"),
        ({"notes": None}, "-  notes: |  # header\n-      first\n-\n-      second"),
        ({"waive": {"no-states": "kept"}}, "-    no-states: lost\n+    no-states: kept"),
        ({"waive": {"overdue": "x"}}, "-    no-states: lost\n+    overdue: x"),
        ({"waive": {"no-states": "lost", "overdue": "x"}}, "+    overdue: x"),
        ({"waive": {}}, "-  waive:\n-    no-states: lost\n+  waive: {}"),
        ({"city": None}, ""),
        ({"title": " Old "}, ""),
    ],
)
def test_a_field_is_one_span(values: dict[str, Value], lines: str) -> None:
    assert changed_lines(setting(**values)) == lines


@pytest.mark.parametrize(
    ("values", "line"),
    [
        (
            {"title": "it's: x"},
            '{id: a, title: "it\'s: x", kind: national, country: KE, status: proposed}',
        ),
        (
            {"title": "a, b"},
            "{id: a, title: 'a, b', kind: national, country: KE, status: proposed}",
        ),
        (
            {"city": "X\nY"},
            '{id: a, title: T, kind: national, country: KE, city: "X\\nY", status: proposed}',
        ),
        (
            {"notes": "x"},
            "{id: a, title: T, kind: national, country: KE, status: proposed, notes: x}",
        ),
    ],
)
def test_a_record_in_braces_stays_in_braces(values: dict[str, Value], line: str) -> None:
    text = "- {id: a, title: T, kind: national, country: KE, status: proposed}\n"
    assert after(setting(**values), text) == f"- {line}\n"


def test_the_span_is_the_smallest_that_makes_the_change() -> None:
    text = "- {id: a, title: 'Old', kind: national, country: KE, status: proposed}\n"
    source = decode("seminars.yaml", PATH, text.encode())
    revision = revised(setting(title="Odd"), {PATH: source}, VOCABULARY)
    assert revision.splices == (Splice(19, 20, "d"),)


def test_values_that_are_not_there_get_one() -> None:
    text = """
        - id: a
          title: T
          kind: national
          country: KE
          status: proposed
          notes:   # none
          outcome: null
          waive: {}
        - {id: b, title: T, kind: national, country: KE, status: proposed, notes, city: , waive: {}}
        """
    values: dict[str, Value] = {"notes": "new", "outcome": "o\np", "waive": {"overdue": "x"}}
    assert after(setting(**values), text) == text_of(
        """
        - id: a
          title: T
          kind: national
          country: KE
          status: proposed
          notes: new   # none
          outcome: |-
            o
            p
          waive: {overdue: x}
        - {id: b, title: T, kind: national, country: KE, status: proposed, notes, city: , waive: {}}
        """
    )
    values = {"notes": "new", "city": "c", "waive": {"overdue": "x"}}
    asked = tuple(Assignment(name, "=", value) for name, value in values.items())
    assert after(Alteration(("b",), asked), text).splitlines()[-1] == (
        "- {id: b, title: T, kind: national, country: KE, status: proposed, notes: new, city: c , "
        "waive: {overdue: x}}"
    )


def test_blocks_keep_their_header_and_their_indentation() -> None:
    text = """
        - id: a
          title: >-
             folded over
             two lines
          kind: national
          country: KE
          status: proposed
          reason: |2-
              deep
          outcome: |+
           kept


          notes: |
        """
    values = {"title": "one", "reason": "flat", "outcome": "new", "notes": "more"}
    assert after(setting(**values), text) == text_of(
        """
        - id: a
          title: >-
             one
          kind: national
          country: KE
          status: proposed
          reason: |2-
            flat
          outcome: |+
           new


          notes: |
            more
        """
    )
    assert "title: |-\n     two\n     lines\n" in after(setting(title="two\nlines"), text)
    assert after(setting(title="x", notes="y"), text_of(text).rstrip("\n"), raw=True).endswith(
        "  notes: |\n    y"
    )


def test_what_is_of_the_wrong_kind_can_be_mended() -> None:
    text = """
        - id: a
          title:  # a list
            - T
            - U
          kind: national
          country: KE
          status: proposed
          themes: remuneration
          partners: |  # a block
            P
          speakers: {a: b}
          sources: [x, null, z]
        """
    values: dict[str, Value] = {
        "title": "T", "themes": ["remuneration"], "partners": ["P", "Q"], "speakers": ["S"],
        "sources": ["x", "z"],
    }  # fmt: skip
    assert after(setting(**values), text) == text_of(
        """
        - id: a
          title: T  # a list
          kind: national
          country: KE
          status: proposed
          themes: [remuneration]
          partners: [P, Q]  # a block
          speakers: [S]
          sources: [x, z]
        """
    )


def test_a_field_goes_where_the_schema_has_it_or_beside_the_dash() -> None:
    text = "- status: proposed\n  kind: national\n  country: KE\n  id: a\n"
    assert after(setting(title="T", dates="2007"), text) == (
        "- status: proposed\n  kind: national\n  country: KE\n  dates: 2007\n  id: a\n  title: T\n"
    )
    text = "- title: T\n  kind: national\n  id: a\n  status: proposed\n  country: KE\n  x: y\n"
    assert after(Alteration(("a",), (Assignment("x", "=", None),)), text).endswith("country: KE\n")


def test_fields_are_cleared_and_come_after_empty_ones() -> None:
    text = "- {id: a, title: T, kind: national, country: KE, city: x, status: proposed, notes: n}\n"
    assert after(setting(city=None, notes=None), text) == (
        "- {id: a, title: T, kind: national, country: KE, status: proposed}\n"
    )
    empty = (
        "- id: a\n  title: T\n  kind: national\n  country: KE\n  status: proposed\n  outcome: # ?\n"
    )
    assert after(setting(notes="x"), empty) == f"{empty}  notes: x\n"


def test_a_record_without_dash_or_braces_stays_where_it_is() -> None:
    for text in ("[id: a, {id: b}]\n", "[\n id: a\n]\n"):
        with pytest.raises(SeminarsError) as refused:
            after(Removal(("a",)), text)
        assert "does not begin with `- ` on a line of its own" in refused.value.message


def test_a_change_that_says_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> Splice:
        return Splice(6, 7, "b")

    monkeypatch.setattr("seminars.editing.change.change_record", wrong)
    text = "- id: a\n  title: T\n  kind: national\n  country: KE\n  status: proposed\n"
    with pytest.raises(SeminarsError, match="laid out so that the change cannot be made alone"):
        after(setting(title="x"), text)


def test_the_field_beside_the_dash_gives_its_place_to_the_next() -> None:
    text = "- city: x  # where\n  id: a\n  title: T\n  kind: national\n  country: KE\n  status: proposed\n"
    assert after(setting(city=None), text).startswith("- id: a\n  title: T\n")
    commented = text.replace("  id: a", "  # the id\n  id: a")
    with pytest.raises(SeminarsError) as refused:
        after(setting(city=None), commented)
    assert refused.value.message == (
        "`city` cannot be changed here: it stands beside the dash, and no other field can take "
        "its place"
    )


def test_an_entry_whose_dash_stands_alone_is_refused() -> None:
    text = "- id: a\n  title: T\n  kind: national\n  country: KE\n  status: proposed\n  speakers:\n  -\n    A\n  - B\n"
    with pytest.raises(SeminarsError, match="an entry does not begin with `- `"):
        after(setting(speakers=["B"]), text)


def test_a_record_is_removed_with_the_comments_under_it() -> None:
    text = """
        # head

        # about a
        - id: a
          title: A
          # inside a

          # under a

        # about b
        - id: b
          title: B
        - id: c
          title: C

        # the end
        """
    assert after(Removal(("a",)), text) == text_of(
        """
        # head

        # about a
        # about b
        - id: b
          title: B
        - id: c
          title: C

        # the end
        """
    )
    assert after(Removal(("b", "a", "c")), text) == "# head\n\n# about a\n# about b\n# the end\n"


@pytest.mark.parametrize(
    ("text", "ids", "left"),
    [
        ("- id: a\n\n- id: b\n", ("b",), "- id: a\n"),
        ("- id: a\n\n- id: b", ("b",), "- id: a\n"),
        ("- id: a\n\n- id: b\n\n\n", ("a",), "- id: b\n\n\n"),
        ("- id: a\n", ("a",), "[]\n"),
        ("- id: a\r\n- id: b\r\n", ("b", "a"), "[]\r\n"),
        ("---\n- id: a\n...\n", ("a",), "---\n...\n"),
        ("[{id: a}, {id: b}, {id: c}]\n", ("b",), "[{id: a}, {id: c}]\n"),
        ("[{id: a}, {id: b}, {id: c}]\n", ("b", "c"), "[{id: a}]\n"),
        ("[{id: a}, {id: b}, {id: c}]\n", ("a", "b", "c"), "[]\n"),
        ("[\n  {id: a}, # first\n  {id: b},\n]\n", ("b",), "[\n  {id: a}, # first\n  ,\n]\n"),
        ("-   # first\n  # second\n  id: a\n- id: b\n", ("a",), "- id: b\n"),
    ],
)
def test_records_are_removed_in_every_layout(text: str, ids: tuple[str, ...], left: str) -> None:
    if left.endswith(",\n]\n"):
        with pytest.raises(SeminarsError, match="cannot be made alone"):
            after(Removal(ids), text, raw=True)
    else:
        assert after(Removal(ids), text, raw=True) == left


def added(text: str, **values: Value) -> str:
    """The text with a short record added."""
    fields: dict[str, Value] = {
        "id": "new", "title": "T", "kind": "national", "country": "KE", "status": "proposed",
    }  # fmt: skip
    return after(Addition(PATH, {**fields, **values}), text, raw=True)


NEW = "- id: new\n  title: T\n  kind: national\n  country: KE\n  status: proposed\n"
NEW_IN_BRACES = "{id: new, title: T, kind: national, country: KE, status: proposed}"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", NEW),
        ("[]\n", NEW),
        ("[]", NEW[:-1]),
        ("# head\n", "# head\n\n" + NEW),
        ("# head", "# head\n\n" + NEW[:-1]),
        ("---\n", "---\n" + NEW),
        ("--- []\n", "--- \n" + NEW),
        ("[] # none\n", NEW + " # none\n"),
        ("---\n# none\n...\n", "---\n# none\n\n" + NEW + "...\n"),
        ("# head\n\n", "# head\n\n" + NEW),
        ("# head\r\n", ("# head\n\n" + NEW).replace("\n", "\r\n")),
        ("- id: a\n", "- id: a\n\n" + NEW),
        ("- id: a", "- id: a\n\n" + NEW[:-1]),
        ("- id: a\n- id: b\n", "- id: a\n- id: b\n" + NEW),
        ("- id: a\n\n\n- id: b\n# end\n", "- id: a\n\n\n- id: b\n\n\n" + NEW + "# end\n"),
        ("- {id: a}\n- {id: b}\n", f"- {{id: a}}\n- {{id: b}}\n- {NEW_IN_BRACES}\n"),
        ("- {id: a}\n", f"- {{id: a}}\n- {NEW_IN_BRACES}\n"),
        ("[{id: a}]\n", f"[{{id: a}}, {NEW_IN_BRACES}]\n"),
        ("[\n  {id: a}\n]\n", f"[\n  {{id: a}},\n  {NEW_IN_BRACES}\n]\n"),
        ("- id: a\r\n", ("- id: a\n\n" + NEW).replace("\n", "\r\n")),
        ("-\n  id: a\n", "-\n  id: a\n\n" + NEW),
        (
            "  -   id: a\n",
            "  -   id: a\n\n" + NEW.replace("- ", "  -   ").replace("\n  ", "\n      "),
        ),
        ("- id: a\n  notes: |+\n    x\n\n", "- id: a\n  notes: |+\n    x\n\n" + NEW),
    ],
)
def test_a_record_is_added_in_the_style_of_the_file(text: str, result: str) -> None:
    assert added(text) == result


@pytest.mark.parametrize(
    ("dates", "place"),
    [("2006", 0), ("2007-11-12", 2), ("2008", 3), (None, 4)],
)
def test_a_record_goes_by_date_where_the_file_does(dates: str | None, place: int) -> None:
    known = ("2007-02", "2007-11-12", "2007-12", "2008-03")
    records = [f"- id: r{n}\n  dates: {day}\n" for n, day in enumerate(known)]
    new = NEW if dates is None else NEW.replace("  status", f"  dates: {dates}\n  status")
    values: dict[str, Value] = {"dates": dates} if dates else {}
    expected = [*records[:place], new, *records[place:]]
    assert added("".join(records), **values) == "".join(expected)
    unordered = "".join(reversed(records))
    assert added(unordered, **values) == unordered + new


def test_the_first_place_is_before_the_comments_on_the_first_record() -> None:
    attached = "# head\n\n# about a\n- id: a\n  dates: 2007\n- id: b\n  dates: 2008\n"
    new = NEW.replace("  status", "  dates: 2006\n  status")
    assert added(attached, dates="2006") == attached.replace("# about a", new + "# about a")
    head = attached.replace("# head\n\n", "")
    assert added(head, dates="2006") == head.replace("- id: a", new + "- id: a")
    directly = "---\n" + head
    assert added(directly, dates="2006") == directly.replace("- id: a", new + "- id: a")
    in_brackets = "[{id: a, dates: 2007}]\n"
    assert added(in_brackets, dates="2006").startswith("[{id: new,")


def test_a_record_with_unreadable_dates_does_not_count_as_ordered() -> None:
    text = "- id: a\n  dates: 2007\n- id: b\n  dates: soon\n"
    assert added(text, dates="2006").startswith("- id: new")
    assert added("- x\n", dates="2006").endswith("\n\n- x\n")


def test_ids_that_are_unknown_twice_or_in_several_files_are_refused() -> None:
    one = Source("one.yaml", Path("one.yaml"), b"", "- id: a\n- id: b\n- id: b\n")
    two = Source("two.yaml", Path("two.yaml"), b"", "- id: a2\n- id: c\n")
    three = Source("three.yaml", Path("three.yaml"), b"", "- id: c\n")
    broken = Source("bad.yaml", Path("bad.yaml"), b"", "- {id: a, id: b}\n")
    files: dict[Path, Source | FileRefusedError] = {
        source.path: source for source in (one, two, three)
    }

    def refusal(change: Change, *, with_broken: bool = False) -> str:
        given = {**files, **({broken.path: broken} if with_broken else {})}
        with pytest.raises(SeminarsError) as caught:
            revised(change, given, VOCABULARY)
        return f"{caught.value.exit_code}: {caught.value.message}: {caught.value.help}"

    assert refusal(Removal(("a3",))) == ("2: no seminar has the id `a3`: did you mean `a`?")
    assert refusal(Removal(("a3",)), with_broken=True) == (
        "3: no seminar has the id `a3`, as far as can be read: bad.yaml:1 has an error, `id` is "
        "given twice: mend it in an editor; a file with an error of syntax is never "
        "written to"
    )
    assert refusal(Removal(("b",))) == (
        "3: `b` is the id of several records: one.yaml:2, one.yaml:3: give each an id of its own "
        "in an editor"
    )
    assert refusal(Removal(("c",))) == (
        "3: `c` is the id of several records: two.yaml, three.yaml: give each an id of its own in "
        "an editor"
    )
    assert refusal(Removal(("a", "a2"))) == (
        "3: the change would touch 2 files, and only one is written at a time: change them one "
        "after the other (one.yaml: a; two.yaml: a2)"
    )
    fields: dict[str, Value] = {"id": "a2"}
    assert refusal(Addition(one.path, fields)) == (
        "3: `a2` is used already, at two.yaml:1: leave --id away, and a free one is proposed"
    )
    assert refusal(Addition(broken.path, fields), with_broken=True) == (
        "3: bad.yaml:1 has an error, `id` is given twice: mend it in an editor; a "
        "file with an error of syntax is never written to"
    )


def test_nothing_asked_of_nothing_is_nothing() -> None:
    revision = revised(Alteration((), ()), {}, VOCABULARY)
    assert (revision.ids, revision.changed) == ((), False)


def test_a_record_with_errors_can_be_mended_and_not_made_worse() -> None:
    text = "- id: a\n  title: T\n  kind: national\n  country: KE\n  status: done\n  dates: soon\n"
    assert after(setting(status="held"), text).endswith("status: held\n  dates: soon\n")
    assert "city: x" in after(setting(city="x"), text)
    for values, message in (
        ({"dates": "later"}, "`later` is not a date"),
        ({"title": None}, "`title` is missing"),
        ({"participants": "many"}, "`many` is not a number of participants"),
        ({"dates": None, "status": "held"}, "a seminar that is held needs its `dates`"),
    ):
        with pytest.raises(UsageError) as refused:
            after(setting(**values), text)
        assert refused.value.message == message


def test_what_is_added_to_and_taken_from_lists_and_mappings() -> None:
    for old, operator, value, new in (
        (["a"], "+=", ["b", "a", "b"], ["a", "b"]),
        (None, "+=", ["a"], ["a"]),
        ("a", "+=", ["b"], ["b"]),
        (["a", "b"], "-=", ["a"], ["b"]),
        (["a"], "-=", ["a"], []),
        (None, "-=", ["a"], None),
        ({"a": "b"}, "+=", {"c": "d"}, {"a": "b", "c": "d"}),
        (None, "+=", {"c": "d"}, {"c": "d"}),
        ({"a": "b", "c": "d"}, "-=", {"a": ""}, {"c": "d"}),
        ({"a": "b"}, "-=", {"a": ""}, None),
    ):
        assert Assignment("f", operator, value).on(old) == new  # type: ignore[arg-type]


def test_a_byte_order_mark_stays() -> None:
    data = b"\xef\xbb\xbf- id: a\n"
    source = decode("seminars.yaml", PATH, data)
    revision = revised(Removal(("a",)), {PATH: source}, VOCABULARY)
    assert revision.after.source.data == b"\xef\xbb\xbf[]\n"


def test_a_change_that_would_break_the_file_is_refused() -> None:
    text = "? id\n: a\n? title\n: T\n? kind\n: national\n? country\n: KE\n? status\n: proposed\n"
    text = "- " + text.replace("\n", "\n  ").rstrip() + "\n"
    with pytest.raises(SeminarsError) as refused:
        after(setting(city="x"), text, raw=True)
    assert refused.value.message.startswith(
        "the text is laid out so that the change cannot be made alone"
    )


def test_splices_are_applied_in_the_order_of_the_text() -> None:
    assert spliced("abcdef", [Splice(4, 5, "E"), Splice(0, 1, ""), Splice(2, 2, "-")]) == "b-cdEf"


def test_the_diff_is_the_one_of_diff() -> None:
    text = "".join(f"{n}\n" for n in range(1, 31))
    splices = [
        Splice(0, 2, "one\n"),
        Splice(4, 4, "2.5\n"),
        Splice(len(text) - 3, len(text), "last"),
    ]
    assert unified("f", text, splices) == text_of(
        """
        --- f
        +++ f
        @@ -1,5 +1,6 @@
        -1
        +one
         2
        +2.5
         3
         4
         5
        @@ -27,4 +28,4 @@
         27
         28
         29
        -30
        +last
        \\ No newline at end of file
        """
    )
    assert unified("f", "a b c\n", [Splice(0, 1, "A"), Splice(4, 5, "C")]) == (
        "--- f\n+++ f\n@@ -1 +1 @@\n-a b c\n+A b C\n"
    )
    assert unified("f", "", [Splice(0, 0, "a\n")]) == "--- f\n+++ f\n@@ -0,0 +1 @@\n+a\n"
    assert unified("f", "a\n", [Splice(0, 2, "")]) == "--- f\n+++ f\n@@ -1 +0,0 @@\n-a\n"
    assert unified("f", "a\n", []) == ""
