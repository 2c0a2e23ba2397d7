"""Merging by record and field: what both sides changed is there, and nobody's text is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminars.editing.git import Marks
from seminars.editing.merge import Merged, merge
from seminars.editing.merge_order import merged_order
from seminars.editing.merge_parts import joined
from seminars.editing.merge_sections import file_section, source_of
from seminars.model.diagnostics import SeminarsError
from seminars.reading.parser import items

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    from seminars.editing.merge_parts import Piece

BASE = """\
# The seminars.

- id: a   # the first
  title: Contracts
  city: Nairobi   # where
  dates: 2007-02
  themes: [x, y]

# about b
- id: b
  title: Bargaining
  dates: 2007-05
"""


def three(base: str, ours: str, theirs: str, **how: Any) -> Merged:
    return merge(base.encode(), ours.encode(), theirs.encode(), Marks(), **how)


def clean(ours: str, theirs: str, base: str = BASE) -> str:
    merged = three(base, ours, theirs)
    assert (merged.conflicts, merged.plain) == ((), "")
    return merged.data.decode()


def conflicting(ours: str, theirs: str, base: str = BASE, *about: tuple[str, str]) -> str:
    merged = three(base, ours, theirs)
    assert merged.plain == ""
    assert merged.conflicts == about
    return merged.data.decode()


def changed(*changes: tuple[str, str], text: str = BASE) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def lines(text: str) -> str:
    return dedent(text).lstrip("\n")


# Records


def test_what_one_side_left_alone_is_the_other_side_byte_for_byte() -> None:
    anything = "- id: [\r\n<<<<<<< \x00"
    assert three(BASE, BASE, anything).data.decode() == anything
    assert three(BASE, anything, BASE).data.decode() == anything
    assert three(BASE, anything, anything).data.decode() == anything


def test_fields_of_one_record_changed_on_both_sides_are_merged_with_their_comments() -> None:
    ours = changed(("city: Nairobi   # where", "city: Mombasa   # by the sea"))
    theirs = changed(("title: Contracts", 'title: "Contracts, again"  # new'))
    assert clean(ours, theirs) == changed(
        ("city: Nairobi   # where", "city: Mombasa   # by the sea"),
        ("title: Contracts", 'title: "Contracts, again"  # new'),
    )


def test_records_appended_on_both_sides_stand_in_the_order_of_their_dates() -> None:
    ours = BASE + "\n- id: d\n  title: Later\n  dates: 2007-09\n"
    theirs = BASE + "\n# about c\n- id: c\n  title: Sooner\n  dates: 2007-08\n"
    expected = (
        BASE
        + "\n"
        + lines("""
        # about c
        - id: c
          title: Sooner
          dates: 2007-08

        - id: d
          title: Later
          dates: 2007-09
        """)
    )
    assert clean(ours, theirs) == expected
    assert clean(theirs, ours) == expected


@pytest.mark.parametrize("dates", ["", "  dates: soon\n", "  dates: [2007]\n"])
def test_records_without_dates_go_behind_the_dated_ones(dates: str) -> None:
    ours = BASE + "\n- id: c\n" + dates
    theirs = BASE + "\n- id: d\n  dates: 2010\n"
    assert clean(ours, theirs) == BASE + "\n- id: d\n  dates: 2010\n\n- id: c\n" + dates


def test_a_record_added_inside_stays_where_it_was_put() -> None:
    ours = BASE + "\n- id: c\n  title: Last\n"
    theirs = changed(("# about b", "- id: n\n  title: Between\n\n# about b"))
    assert clean(ours, theirs) == theirs + "\n- id: c\n  title: Last\n"


def test_a_record_removed_on_one_side_goes_and_comments_that_stayed_stay() -> None:
    theirs = BASE[: BASE.index("- id: b")]
    ours = changed(("Nairobi", "Mombasa"))
    assert clean(ours, theirs) == changed(("Nairobi", "Mombasa"), text=theirs)


def test_records_removed_on_both_sides_leave_an_empty_list() -> None:
    base = "- {id: a}\n- {id: b}\n"
    assert clean("- {id: b}\n", "- {id: a}\n", base) == "[]\n"
    assert clean("# ours\n- {id: b}\n", "- {id: a}\n", base) == "# ours\n[]\n"


def test_first_records_of_a_new_file_are_merged() -> None:
    empty = "# The seminars.\n"
    ours, theirs = empty + "- id: a\n  title: A\n", empty + "- id: b\n  title: B\n"
    assert clean(ours, theirs, empty) == empty + "- id: a\n  title: A\n\n- id: b\n  title: B\n"
    assert clean("- {id: a}\n", "- {id: b}\n", "[]\n") == "- {id: a}\n- {id: b}\n"


def test_files_that_both_sides_began_are_joined() -> None:
    assert clean("# ours\n- {id: a}\n", "# theirs\n- {id: b}\n", "") == (
        "# ours\n- {id: a}\n\n# theirs\n- {id: b}\n"
    )


def test_an_edit_against_a_removal_is_a_conflict() -> None:
    removed = BASE[: BASE.index("\n# about b")]
    edited = changed(("2007-05", "2007-06"))
    text = conflicting(removed, edited, BASE, ("b", ""))
    assert text == removed + "\n" + lines("""
        <<<<<<< ours
        =======
        - id: b
          title: Bargaining
          dates: 2007-06
        >>>>>>> theirs
        """)
    assert conflicting(edited, removed, BASE, ("b", "")).endswith(
        lines("""
        <<<<<<< ours
        - id: b
          title: Bargaining
          dates: 2007-06
        =======
        >>>>>>> theirs
        """)
    )


def test_one_new_id_with_two_contents_is_a_conflict_of_whole_records() -> None:
    ours, theirs = BASE + "\n- id: c\n  title: Ours\n", BASE + "\n- id: c\n  title: Theirs\n"
    assert conflicting(ours, theirs, BASE, ("c", "")) == BASE + "\n" + lines("""
        <<<<<<< ours
        - id: c
          title: Ours
        =======
        - id: c
          title: Theirs
        >>>>>>> theirs
        """)


def test_one_new_record_on_both_sides_is_taken_once() -> None:
    new = BASE + "\n- id: c\n  title: The same\n"
    assert clean(new + "# ours\n", new) == new + "# ours\n"
    quoted = BASE + '\n- id: c\n  title: "The same"   # sure\n'
    assert clean(new + "# ours\n", quoted) == quoted + "# ours\n"


def test_a_reordered_file_keeps_the_new_order_and_the_edits() -> None:
    first, second = BASE[BASE.index("- id: a") : BASE.index("\n# about b")], "- id: b\n  title: B\n"
    base = f"{first}\n{second}\n- id: c\n"
    ours = f"- id: c\n\n{first}\n{second}"
    theirs = changed(("title: B\n", "title: Bee\n"), text=base)
    expected = changed(("title: B\n", "title: Bee\n"), text=ours)
    assert clean(ours, theirs, base) == expected
    assert clean(theirs, ours, base) == expected


def test_each_side_may_move_another_record() -> None:
    base = "".join(f"- id: {name}\n" for name in "abcdef")
    ours = "".join(f"- id: {name}\n" for name in "bcdefa")
    theirs = "".join(f"- id: {name}\n" for name in "fabcde")
    assert clean(ours, theirs, base) == "".join(f"- id: {name}\n" for name in "fbcdea")


# Fields


def test_the_same_field_changed_differently_is_marked_at_its_lines() -> None:
    ours, theirs = changed(("Nairobi", "Mombasa")), changed(("Nairobi", "Kisumu"))
    assert conflicting(ours, theirs, BASE, ("a", "city")) == changed(
        (
            "  city: Nairobi   # where\n",
            lines("""
            <<<<<<< ours
              city: Mombasa   # where
            =======
              city: Kisumu   # where
            >>>>>>> theirs
            """),
        )
    )


def test_labels_size_and_base_of_a_conflict_are_those_that_git_gives() -> None:
    ours, theirs = changed(("Nairobi", "Mombasa")), changed(("Nairobi", "Kisumu"))
    marks = Marks("HEAD", "1234567", "other branch", 9, with_base=True)
    merged = merge(BASE.encode(), ours.encode(), theirs.encode(), marks)
    assert merged.data.decode() == changed(
        (
            "  city: Nairobi   # where\n",
            lines("""
            <<<<<<<<< HEAD
              city: Mombasa   # where
            ||||||||| 1234567
              city: Nairobi   # where
            =========
              city: Kisumu   # where
            >>>>>>>>> other branch
            """),
        )
    )


def test_what_git_merges_in_between_has_no_conflicts() -> None:
    ours = changed(("Nairobi", "Mombasa"), ("2007-05", "2007-06"))
    merged = three(BASE, ours, changed(("Nairobi", "Kisumu")), ancestor=True)
    assert merged == Merged(changed(("2007-05", "2007-06")).encode())
    unread = three(BASE, ours, "- [", ancestor=True)
    assert unread.data.decode() == BASE


def test_a_conflict_beside_the_dash_takes_the_dash_along() -> None:
    base = "- title: Old\n  id: a\n"
    ours, theirs = changed(("Old", "Ours"), text=base), changed(("Old", "Theirs"), text=base)
    assert conflicting(ours, theirs, base, ("a", "title")) == lines("""
        <<<<<<< ours
        - title: Ours
        =======
        - title: Theirs
        >>>>>>> theirs
          id: a
        """)
    removed = "- id: a\n"
    assert conflicting(ours, removed, base, ("a", "")) == lines("""
        <<<<<<< ours
        - title: Ours
          id: a
        =======
        - id: a
        >>>>>>> theirs
        """)


def test_a_first_field_removed_leaves_the_dash_to_the_next() -> None:
    base = "- title: Old\n  # who\n  id: a\n  city: C\n"
    ours, theirs = "- # who\n  id: a\n  city: C\n", changed(("C\n", "D\n"), text=base)
    assert clean(ours, theirs, base) == "- # who\n  id: a\n  city: D\n"


def test_a_field_edited_here_and_removed_there_is_a_conflict() -> None:
    ours, theirs = changed(("Nairobi", "Mombasa")), changed(("  city: Nairobi   # where\n", ""))
    assert "<<<<<<< ours\n  city: Mombasa   # where\n=======\n>>>>>>> theirs\n" in conflicting(
        ours, theirs, BASE, ("a", "city")
    )


def test_fields_added_on_both_sides_follow_the_order_of_the_schema() -> None:
    end = "  dates: 2007-05\n"
    ours = changed((end, end + "  notes: ours\n"))
    theirs = changed((end, end + "  # why\n  reason: theirs\n  mood: unknown to the schema\n"))
    assert clean(ours, theirs) == changed(
        (end, end + "  # why\n  reason: theirs\n  notes: ours\n  mood: unknown to the schema\n")
    )


def test_a_comment_and_a_value_of_one_line_changed_on_two_sides_are_both_kept() -> None:
    ours, theirs = changed(("# where", "# near the port")), changed(("Nairobi", "'Mombasa'"))
    expected = changed(("Nairobi", "'Mombasa'"), ("# where", "# near the port"))
    assert clean(ours, theirs) == expected
    assert clean(theirs, ours) == expected


@pytest.mark.parametrize(
    ("old", "ours", "theirs"),
    [
        ("city: C", "city: C # ours", "city: |\n    D"),
        ("city: C", "city: C # ours", "city: D # theirs"),
        ("city: C", "city: C # ours", "city:"),
        ("city:", "city: # ours", "city: D"),
        ("city: C", "city: 'D' # ours", "city: D # theirs"),
        ("themes: [x]", "themes: [x] # ours", "themes: [x] # theirs"),
        ("themes: [x]", "themes: [x, y]", "themes: []"),
        ("themes: [x]", "themes: [x, y]", "themes: [z]"),
        ("themes: [x]", "themes: [x, y]", "themes: [x, [z]]"),
        ("themes: [x]", "themes: [x, y, y]", "themes: [x, z]"),
        ("themes: [x]", "themes: [x, y] # ours", "themes: [x, z] # theirs"),
        ("themes: [x]", "themes: [x, y]", "themes: x"),
        ("themes: [x]", "themes:\n  - x\n  - y", "themes: [\n    x, # t\n    z]"),
        ("waive: {a: b}", "waive: {a: c}", "waive: {a: d}"),
        ("waive: {a: b}", "waive: {}", "waive: {a: d}"),
        ("waive: {a: b, c: d}", "waive: {c: d}", "waive: {a: b}"),
        ("waive:\n    a: b\n    c: d", "waive:\n    c: d", "waive:\n    a: b"),
        ("waive: {a: b}", "waive:\n    a: b\n    c: d", "waive: {a: b, e: f}"),
        ("waive: {a: b}", "waive:\n    ? a\n    : b\n    ? c\n    : d", "waive: {a: b, e: f}"),
        ("waive: {a: b}", "waive: {a: b, # x\n    c: d}", "waive: {a: b, e: f}"),
    ],
)  # fmt: skip
def test_what_cannot_be_one_field_is_a_conflict_of_that_field(
    old: str, ours: str, theirs: str
) -> None:
    base = f"- id: a\n  {old}\n  notes: n\n"
    text = conflicting(
        changed((old, ours), text=base), changed((old, theirs), text=base), base,
        ("a", old.partition(":")[0]),
    )  # fmt: skip
    assert text == (
        f"- id: a\n<<<<<<< ours\n  {ours}\n=======\n  {theirs}\n>>>>>>> theirs\n  notes: n\n"
    )


@pytest.mark.parametrize(
    ("old", "ours", "theirs", "expected"),
    [
        ("[x, y]", "[x, y, v]  # ours", "[w, x, y, 'z']", "[x, y, v, w, 'z']  # ours"),
        ("[x, y]", "[y, x, z]", "[x, y, z]  # theirs", None),
        ("[]", "[x]", "[x, y]", "[x, y]"),
        ("[]", "[] # none", "[y]", "[y] # none"),
        (None, "[x]", "[y]", "[x, y]"),
        (None, "[]", "[y]", "[y]"),
        ("\n  - x", "\n  - x\n  - 'y'", "\n  - x\n  - z # why", "\n  - x\n  - 'y'\n  - z # why"),
        ("\n  - x", "\n    - x\n    - y", "\n  - x\n  - z", "\n    - x\n    - y\n    - z"),
        ("\n  - x", "\n    - x\n    - y", "[x, 'a: b']", "\n    - x\n    - y\n    - 'a: b'"),
        ("[x]", "[x, y]", "\n  - x\n  - a, b", "[x, y, 'a, b']"),
        ("[x]", "[x, y]", "\n  - x\n  - >-\n    a\n    b", "[x, y, a b]"),
    ],
)
def test_lists_to_which_both_sides_added_are_joined(
    old: str | None, ours: str, theirs: str, expected: str | None
) -> None:
    def text(value: str | None) -> str:
        shown = (
            "" if value is None else f"  themes:{value if value[0] == chr(10) else ' ' + value}\n"
        )
        return f"- id: a\n{shown}  notes: n\n"

    merged = three(text(old), text(ours), text(theirs))
    if expected is None:
        assert merged.conflicts == (("a", "themes"),)
    else:
        assert merged.data.decode() == text(expected)
        assert not merged.conflicts


def test_waivers_are_merged_one_by_one() -> None:
    base = "- id: a\n  waive: {x: one}\n"
    ours, theirs = (
        changed(("}", ", y: two}"), text=base),
        changed(("one}", "1, z: three}"), text=base),
    )
    assert clean(ours, theirs, base) == "- id: a\n  waive: {x: 1, y: two, z: three}\n"
    base = "- id: a\n  waive:\n    x: one\n"
    ours, theirs = base + "    y: two\n", changed(("one", "1 # why"), text=base) + "    z: three\n"
    assert (
        clean(ours, theirs, base) == base.replace("one", "1 # why") + "    y: two\n    z: three\n"
    )
    ours, theirs = changed(("one", "1"), text=base), changed(("one", "eins"), text=base)
    assert conflicting(ours, theirs, base, ("a", "x")) == lines("""
        - id: a
          waive:
        <<<<<<< ours
            x: 1
        =======
            x: eins
        >>>>>>> theirs
        """)


def test_waivers_exchanged_on_both_sides_are_those_of_both() -> None:
    base = "- id: a\n  waive: {x: one}\n"
    ours, theirs = "- id: a\n  waive: {y: two}\n", "- id: a\n  waive: {z: three}\n"
    assert clean(ours, theirs, base) == "- id: a\n  waive: {y: two, z: three}\n"
    assert clean(ours, theirs, "- id: a\n") == "- id: a\n  waive: {y: two, z: three}\n"


def test_records_in_braces_are_merged_by_field() -> None:
    base = "- {id: a, title: T, city: C}   # flow\n"
    ours = "- {id: a, title: U, city: C, notes: 'n, n'}   # flow\n"
    theirs = "- {id: a, title: T, dates: 2007, city: D}   # flow\n"
    assert clean(ours, theirs, base) == (
        "- {id: a, title: U, dates: 2007, city: D, notes: 'n, n'}   # flow\n"
    )
    assert clean("- {id: a, title: T}\n", "- {id: a, title: U, city: C}   # flow\n", base) == (
        "- {id: a, title: U}\n"
    )
    both = conflicting(ours, changed(("T", "V"), text=base), base, ("a", ""))
    assert both == f"<<<<<<< ours\n{ours}=======\n{changed(('T', 'V'), text=base)}>>>>>>> theirs\n"


def test_a_record_laid_out_anew_on_one_side_takes_no_change_of_the_other_away() -> None:
    base, braces = "- id: a\n  city: C\n", "- {id: a, city: C}\n"
    edited = "- id: a\n  city: D\n"
    assert clean(braces, edited, base) == edited
    assert clean(edited, braces, base) == edited
    again = "- id: a\n  city: C\n  notes: n\n"
    assert conflicting(changed(("C", "D"), text=braces), again, base, ("a", "")).count("- ") == 2
    commented = "- {id: a, # mine\n  city: C}\n"
    assert conflicting(commented, edited, base, ("a", "")).count("- ") == 2


# Layout


def test_comments_are_merged_where_they_stand() -> None:
    ours = changed(("# about b", "# all about b"), ("# The seminars.", "# Our seminars."))
    theirs = changed(("title: Bargaining", "title: Bargain")) + "# the end\n"
    assert clean(ours, theirs) == changed(
        ("# about b", "# all about b"), ("# The seminars.", "# Our seminars."),
        ("title: Bargaining", "title: Bargain"),
    ) + "# the end\n"  # fmt: skip


def test_a_comment_that_both_changed_is_merged_by_lines() -> None:
    base = "# one\n# two\n# three\n# four\n- id: a\n"
    ours, theirs = changed(("one", "1"), text=base), changed(("four", "4"), text=base)
    assert clean(ours, theirs, base) == changed(("one", "1"), ("four", "4"), text=base)
    theirs = changed(("# one\n# two\n# three\n# four\n", "# none\n"), text=base)
    assert conflicting(ours, theirs, base, ("", "")) == lines("""
        <<<<<<< ours
        # 1
        # two
        # three
        # four
        =======
        # none
        >>>>>>> theirs
        - id: a
        """)


def test_a_comment_inside_a_record_is_merged_like_others() -> None:
    base = "- id: a\n  # one\n  city: C\n"
    ours, theirs = changed(("one", "1"), text=base), changed(("one", "eins"), text=base)
    assert conflicting(ours, theirs, base, ("a", "")) == (
        "- id: a\n<<<<<<< ours\n  # 1\n=======\n  # eins\n>>>>>>> theirs\n  city: C\n"
    )


def test_a_comment_changed_here_and_deleted_there_stays() -> None:
    ours, theirs = changed(("# about b", "# all about b")), changed(("# about b\n", ""))
    assert clean(ours, theirs) == ours
    assert clean(theirs, ours) == ours


def test_a_comment_added_on_both_sides_is_kept_once() -> None:
    assert clean(BASE + "# end\n", changed(("2007-05", "2008")) + "  # end\n") == (
        changed(("2007-05", "2008")) + "  # end\n# end\n"
    )
    new, spaced = "# new\n\n" + BASE, "# new \n\n" + BASE + "# end\n"
    assert clean(new, spaced) == new + "# end\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"), [("\n", "\r\n", "\r\n"), ("\r\n", "\n", "\r\n")]
)
def test_line_ends_changed_on_one_side_are_taken(ours: str, theirs: str, expected: str) -> None:
    here, there = changed(("Nairobi", "Mombasa")), changed(("2007-05", "2007-06"))
    merged = clean(here.replace("\n", ours), there.replace("\n", theirs))
    both = changed(("Nairobi", "Mombasa"), ("2007-05", "2007-06"))
    assert merged == both.replace("\n", expected)


def test_byte_order_mark_and_missing_last_line_end_are_taken_from_who_changed_them() -> None:
    ours = "\ufeff" + changed(("Nairobi", "Mombasa"))
    theirs = changed(("2007-05", "2007-06")).removesuffix("\n")
    assert clean(ours, theirs) == "\ufeff" + changed(
        ("Nairobi", "Mombasa"), ("2007-05", "2007-06")
    ).removesuffix("\n")


def test_directives_and_document_marks_stay_at_their_ends() -> None:
    base = "%YAML 1.1\n# c\n---\n\n- id: a\n...\n# after\n"
    ours = changed(("- id: a\n", "- id: a\n- id: b\n"), text=base)
    theirs = changed(("- id: a\n", "- id: a\n- id: c\n"), text=base)
    assert clean(ours, theirs, base) == changed(
        ("- id: a\n", "- id: a\n- id: b\n- id: c\n"), text=base
    )


def test_records_indented_anew_are_merged_with_edits() -> None:
    base = "- id: a\n  notes: |\n    text\n\n    more\n- id: b\n"
    deeper = "  - id: a\n    notes: |\n      text\n\n      more\n  - id: b\n"
    edited = changed(("more", "less"), text=base)
    assert clean(deeper, edited, base) == changed(("more", "less"), text=deeper)
    assert clean(edited, base, deeper).replace(" ", "") == edited.replace(" ", "")
    wider = "-   id: a\n    city: C\n    notes: n\n"
    merged = clean(wider, "- id: a\n  city: D\n  notes: n\n", "- id: a\n  city: C\n  notes: n\n")
    assert merged == changed(("C", "D"), text=wider)


def test_a_dash_on_a_line_of_its_own_is_no_hindrance() -> None:
    base = "- # first\n\n  # of all\n  id: a\n  city: C\n-\n  id: b\n"
    ours, theirs = changed(("C", "D"), text=base), changed(("id: b", "id: b\n  city: E"), text=base)
    assert clean(ours, theirs, base) == changed(
        ("C", "D"), ("id: b", "id: b\n  city: E"), text=base
    )


def test_blank_lines_at_the_end_are_no_conflict() -> None:
    assert clean(BASE + "\n", changed(("2007-05", "2008")) + "\n\n") == (
        changed(("2007-05", "2008")) + "\n"
    )


def test_new_records_are_set_apart_like_the_others() -> None:
    compact = "- id: a\n  city: A\n- id: b\n  city: B\n"
    ours, theirs = "- id: 0\n  city: O\n" + compact, "- id: 1\n  city: I\n" + compact
    assert clean(ours, theirs, compact) == "- id: 0\n  city: O\n- id: 1\n  city: I\n" + compact


# What is left to the ordinary merge


@pytest.mark.parametrize(
    ("theirs", "why"),
    [
        ("- id: [\n", "theirs, line 2: a value cannot begin with this character"),
        ("id: a\n", "theirs, line 1: a records file is a list of records"),
        ("- id: &x a\n", "theirs, line 1: `&x` names a value for use elsewhere"),
        ("- id: a\n- id: a\n", "two records have the same id"),
        ("~\n", "something else stands between the records"),
        ("- title: a\n", "a record has no id"),
        ("- a\n", "a record has no id"),
        ("[{id: a}]\n", "a record does not begin with `- ` on a line of its own"),
        ("- id: a\r\n- id: b\n", "theirs: not all lines end in the same way"),
        ("--- # x\n- id: a\n", "the beginning or the end of the file differs three ways"),
        ("<<<<<<< x\n", "theirs, line 1: `<<<<<<<` marks an unfinished merge"),
        ("- id: b\n? id\n", "theirs, line 2: the indentation does not fit what stands above"),
    ],
)
def test_what_cannot_be_read_is_merged_as_plain_text(theirs: str, why: str) -> None:
    merged = three("---\n- id: a\n", "--- # y\n- id: a\n", theirs)
    assert merged.plain == why
    assert merged.conflicts == (("", ""),)
    assert merged.data.decode().startswith("<<<<<<< ours\n--- # y\n")


def test_a_record_that_cannot_be_taken_apart_is_left_to_git() -> None:
    base = '- id: a\n  city: C\n  title: "x\n# y"\n'
    ours, theirs = changed(("C\n", "D\n"), text=base), changed(("id: a", "id: a # t"), text=base)
    merged = three(base, ours, theirs)
    assert merged.plain == "a record cannot be taken apart: a quotation mark is never closed"
    assert merged.conflicts == (("", ""),)


@pytest.mark.parametrize("lost", ["- id: a", "# The"])
def test_a_merge_that_would_not_hold_all_changes_is_left_to_git(
    monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    def faulty(*args: Any) -> list[Piece] | None:
        pieces = joined(*args)
        assert pieces is not None
        return [piece for piece in pieces if not (isinstance(piece, str) and lost in piece)]

    monkeypatch.setattr("seminars.editing.merge.joined", faulty)
    merged = three(BASE, changed(("Bargaining", "B")), changed(("2007-05", "2008")))
    wrong = "the merged records would not hold the changes of both sides"
    assert merged.plain == (wrong if lost == "- id: a" else "")


def test_what_git_does_not_take_for_text_is_refused() -> None:
    with pytest.raises(SeminarsError) as refused:
        merge(b"\0", b"a\0", b"b\0", Marks())
    assert refused.value.message.startswith("git cannot merge this as text: ")


# Properties

WORDS = st.sampled_from(["Nairobi", "'quoted'", "a b", "2007", "x # said", '"#1"'])
NAMES = ("title", "city", "reason", "outcome", "notes")
IDS = "abcdefgh"


@st.composite
def programmes(draw: st.DrawFn) -> dict[str, dict[str, str]]:
    return {
        name: {field: draw(WORDS) for field in NAMES if draw(st.booleans())}
        for name in draw(st.permutations(IDS))[:5]
    }


def written(records: dict[str, dict[str, str]], style: Callable[[str], str] = lambda _: "") -> str:
    parts = ["# The seminars.\n"]
    for name, fields in records.items():
        about = f"# about {name}\n" if name in "aceg" else ""
        if name in "bf":
            body = ", ".join(
                [f"id: {name}", *(f"{key}: '{hash_of(text)}'" for key, text in fields.items())]
            )
            parts.append(f"{about}- {{{body}}}{style(name)}\n")
        else:
            body = "".join(f"  {key}: {text}\n" for key, text in fields.items())
            parts.append(f"{about}- id: {name}{style(name)}\n{body}")
    return "\n".join(parts)


def hash_of(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def edited(
    draw: Callable[[st.SearchStrategy[Any]], Any], records: dict[str, dict[str, str]], fields: set[tuple[str, str]], new: str,
    removed: set[str],
) -> dict[str, dict[str, str]]:  # fmt: skip
    """Changes within `fields` (record and field), one record added somewhere, some removed."""
    result = {
        name: {
            field: text
            for field in NAMES
            for text in [draw(st.none() | WORDS) if (name, field) in fields else old.get(field)]
            if text is not None
        }
        for name, old in records.items()
        if name not in removed
    }
    if draw(st.booleans()):
        entries = list(result.items())
        entries.insert(draw(st.integers(0, len(entries))), (new, {"title": draw(WORDS)}))
        result = dict(entries)
    return result


def read(text: bytes) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for value, _ in items(source_of(text.decode().replace("\r\n", "\n"))):
        assert isinstance(value, dict)
        assert str(value["id"]) not in found
        found[str(value["id"])] = value
    return found


@given(st.data())
def test_independent_edits_are_all_there_in_whichever_order_they_are_merged(
    data: st.DataObject,
) -> None:
    records = data.draw(programmes())
    pairs = data.draw(st.permutations([(name, field) for name in records for field in NAMES]))
    half = len(pairs) // 2
    mine, yours = set(pairs[:half]), set(pairs[half:])
    gone = set(data.draw(st.sets(st.sampled_from(list(records)), max_size=2)))
    ours = edited(
        data.draw, records, {pair for pair in mine if pair[0] not in gone}, "new-o", set()
    )
    theirs = edited(
        data.draw, records, {pair for pair in yours if pair[0] not in gone}, "new-t", gone
    )
    mark = data.draw(st.sampled_from(["", "  # of ours"]))
    ends = data.draw(st.sampled_from(["\n", "\r\n"]))
    base_text = written(records).encode()
    our_text = written(
        ours, lambda name: mark if name in records and name not in gone else ""
    ).encode()
    their_text = written(theirs).replace("\n", ends).encode()
    merged = merge(base_text, our_text, their_text, Marks())
    swapped = merge(base_text, their_text, our_text, Marks())
    assert (merged.conflicts, merged.plain) == ((), "") == (swapped.conflicts, swapped.plain)
    result = read(merged.data)
    assert result == read(swapped.data)
    wanted: dict[str, Any] = {}
    old, here, there = read(base_text), read(our_text), read(their_text)
    for name in here | there:
        if name in gone:
            continue
        versions = [side.get(name, {}) for side in (old, here, there)]
        wanted[name] = {
            field: value
            for field in ("id", *NAMES)
            for before, one, other in [[version.get(field) for version in versions]]
            for value in [other if one == before else one]
            if value is not None
        }
    assert result == wanted
    comments = {f"# about {name}" for name in wanted if name in "aceg"}
    assert comments <= set(merged.data.decode().replace("\r", "").split("\n"))
    assert merged.data.decode().count("# of ours") == our_text.decode().count("# of ours")


@given(st.data())
def test_any_three_programmes_merge_and_no_field_of_a_clean_merge_is_lost(
    data: st.DataObject,
) -> None:
    base, ours, theirs = (data.draw(programmes()) for _ in range(3))
    texts = [written(records).encode() for records in (base, ours, theirs)]
    merged = merge(texts[0], texts[1], texts[2], Marks())
    old, here, there = (read(text) for text in texts)
    assert merged.plain == ""
    if merged.conflicts:
        assert merged.data.count(b"<<<<<<< ours\n") == len(merged.conflicts)
        return
    result = read(merged.data)
    for side in (here, there):
        for name, record in side.items():
            for field, value in record.items():
                if old.get(name, {}).get(field) != value:
                    assert result[name][field] == value


@given(programmes(), programmes())
def test_a_side_that_changed_nothing_leaves_the_other_byte_for_byte(
    base: dict[str, dict[str, str]], other: dict[str, dict[str, str]]
) -> None:
    one, two = written(base).encode(), written(other).encode()
    assert merge(one, one, two, Marks()) == Merged(two)
    assert merge(one, two, one, Marks()) == Merged(two)


@given(programmes())
def test_the_parts_of_a_file_are_its_text(records: dict[str, dict[str, str]]) -> None:
    text = written(records)
    section = file_section(source_of(text))
    assert (
        section.opening + "".join(part.gap + part.text for part in section.parts) + section.closing
        == text
    )


@given(
    st.permutations("abcdef"), st.permutations("abcdef"),
    st.lists(st.sampled_from("uvw"), unique=True), st.lists(st.sampled_from("wxy"), unique=True),
)  # fmt: skip
def test_an_order_holds_each_key_once_and_keeps_a_side_that_moves_alone(
    ours: list[str], theirs: list[str], new_here: list[str], new_there: list[str]
) -> None:
    def keys(names: list[str]) -> list[tuple[str, str]]:
        return [("record", name) for name in names]

    base = keys(sorted("abcdef"))
    one, other = keys([*ours, *new_here]), keys([*theirs, *new_there])
    order = merged_order(base, one, other, lambda key: (key[1],))
    assert sorted(order) == sorted(set(one) | set(other))
    assert merged_order(base, base, other, lambda key: (key[1],)) == other
    assert merged_order(base, one, base, lambda key: (key[1],)) == one


# The command


def versions(folder: Path, ours: str, theirs: str, base: str = BASE) -> list[Path]:
    paths = [folder / name for name in ("base.yaml", "ours.yaml", "theirs.yaml")]
    for path, text in zip(paths, (base, ours, theirs), strict=True):
        path.write_text(text, encoding="utf-8", newline="")
    return paths


def test_a_clean_merge_is_silent_and_written_to_ours(call: Run, tmp_path: Path) -> None:
    paths = versions(tmp_path, changed(("Nairobi", "Mombasa")), changed(("2007-05", "2008")))
    ended = call("merge", *paths)
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert paths[1].read_text() == changed(("Nairobi", "Mombasa"), ("2007-05", "2008"))
    before = paths[1].stat()
    assert call("merge", *paths).code == 0
    assert (paths[1].stat().st_ino, paths[1].stat().st_mtime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "base.yaml",
        "ours.yaml",
        "theirs.yaml",
    ]


def test_conflicts_are_named_and_end_with_1(call: Run, tmp_path: Path) -> None:
    ours = changed(
        ("Nairobi", "Mombasa"), ("Contracts", "Ours"), ("# The", "# Our"), ("2007-05", "2008")
    )
    theirs = changed(("Nairobi", "Kisumu"), ("Contracts", "Theirs"), ("# The", "# Their"))
    theirs = theirs[: theirs.index("- id: b")]
    paths = versions(tmp_path, ours, theirs)
    ended = call("merge", *paths, "--path", "data/seminars.yaml", "--label-ours", "HEAD",
                 "--label-theirs", "%Y", "--label-base", "")  # fmt: skip
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        "seminars: `data/seminars.yaml`: 4 conflicts: a comment, a (title, city), b\n"
        "  help: settle what stands between the marks, then `seminars check` and `git add`\n"
    )
    assert (
        "<<<<<<< HEAD\n  city: Mombasa   # where\n=======\n  city: Kisumu   # where\n>>>>>>> theirs\n"
        in (paths[1].read_text())
    )
    check = call("check", "--data", paths[1])
    assert check.code == 1
    assert "error[conflict-marker]" in check.out


def test_a_merge_as_plain_text_says_why(call: Run, tmp_path: Path) -> None:
    paths = versions(tmp_path, changed(("Nairobi", "Mombasa")), BASE + "oops\n")
    ended = call("merge", *paths)
    assert ended.code == 0
    assert ended.err == (
        f"seminars: `{paths[1]}` is merged as plain text: theirs, line 13: a line holds neither "
        "`field: value` nor `- entry`\n  help: look at the result, and run `seminars check`\n"
    )
    assert paths[1].read_text() == changed(("Nairobi", "Mombasa")) + "oops\n"
    paths = versions(
        tmp_path, changed(("Nairobi", "Mombasa")), changed(("city: Nairobi", "city: ["))
    )
    ended = call("merge", *paths)
    assert ended.code == 1
    assert "is merged as plain text, with 1 conflict: theirs, line " in ended.err


def test_a_base_that_is_no_file_and_an_ancestor_are_understood(call: Run, tmp_path: Path) -> None:
    paths = versions(tmp_path, "- {id: a}\n", "- {id: b}\n")
    assert call("merge", os.devnull, *paths[1:]).code == 0
    assert paths[1].read_text() == "- {id: a}\n- {id: b}\n"
    paths = versions(tmp_path, changed(("Nairobi", "Mombasa")), changed(("Nairobi", "Kisumu")))
    settled = call("merge", "--ancestor", *paths)
    assert (settled.code, settled.err) == (0, "")
    assert paths[1].read_text() == BASE


@pytest.mark.parametrize(
    ("args", "code", "err"),
    [
        (("a", "b"), 2, "seminars: merge takes three files\n  help: seminars merge BASE OURS THEIRS, or `seminars merge --install` to let git do it\n"),
        ((), 2, "seminars: merge takes three files\n  help: seminars merge BASE OURS THEIRS, or `seminars merge --install` to let git do it\n"),
        (("--hook", "a", "b", "c"), 2, "seminars: --hook and --data go with --install\n  help: seminars merge --install --hook\n"),
        (("--install", "a"), 2, "seminars: --install takes no files\n  help: leave them away\n"),
        (("a", "b", "c"), 3, "seminars: `{here}/b` cannot be read: no such file or directory\n  help: check the path and its permissions\n"),
        (("a", ".", "c"), 3, "seminars: `{here}` cannot be read: is a directory\n  help: check the path and its permissions\n"),
        (("--marker-size", "0", "a", "b", "c"), 2, "seminars: --marker-size: `0` is less than 1\n  help: write a whole number from 1 to 1,000\n"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_sentence_and_a_remedy(
    call: Run, tmp_path: Path, args: tuple[str, ...], code: int, err: str
) -> None:
    ended = call("merge", *args, cwd=tmp_path)
    assert (ended.code, ended.out, ended.err) == (code, "", err.replace("{here}", str(tmp_path)))


def test_a_file_too_large_to_read_is_left_alone(
    call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = versions(tmp_path, changed(("Nairobi", "Mombasa")), changed(("2007-05", "2008")))
    monkeypatch.setattr("seminars.editing.merge.LARGEST", 20)
    ended = call("merge", *paths)
    assert ended.code == 3
    assert ended.err == (
        f"seminars: `{paths[1]}` is larger than 64 MiB\n"
        "  help: split the records over several `seminars-*.yaml` files\n"
    )


def test_without_git_only_a_merge_by_record_is_possible(call: Run, tmp_path: Path) -> None:
    paths = versions(tmp_path, changed(("Nairobi", "Mombasa")), "oops")
    ended = call("merge", *paths, env={"PATH": str(tmp_path)})
    assert ended.code == 3
    assert ended.err == (
        "seminars: git is not installed, or not on the PATH\n  help: install git, and try again\n"
    )


# Setting a clone up


def git(folder: Path, *args: str) -> str:
    return subprocess.run(
        ["git", *args], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "a clone"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "seminars.yaml").write_text("- {id: a}\n")
    git(folder, "init", "-q")
    return folder


ATTRIBUTES = "seminars.yaml merge=seminars\nseminars-*.yaml merge=seminars\n"
NEXT = "→ git add .gitattributes; run `seminars merge --install` once in each other clone\n"


def test_install_writes_attributes_and_configuration_once(call: Run, clone: Path) -> None:
    done = call("merge", "--install", cwd=clone / "data")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "wrote .gitattributes: git merges seminars.yaml and seminars-*.yaml by record\n"
        "configured this clone: merge.seminars\n" + NEXT
    )
    assert (clone / ".gitattributes").read_text() == ATTRIBUTES
    driver = git(clone, "config", "--local", "merge.seminars.driver")
    assert f"{sys.executable} -P -m seminars merge --path %P" in driver
    assert git(clone, "config", "merge.seminars.recursive") == "seminars-ancestor\n"
    assert call("merge", "--install", cwd=clone).out == "this clone is set up already\n"
    assert not (clone / ".git" / "hooks" / "pre-commit").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("*.png binary", "*.png binary\n" + ATTRIBUTES),
        ("*.png binary\r\n", "*.png binary\r\n" + ATTRIBUTES.replace("\n", "\r\n")),
        ("seminars.yaml   merge=seminars\n", "seminars.yaml   merge=seminars\nseminars-*.yaml merge=seminars\n"),
        ("seminars.yaml merge=union\n", "seminars.yaml merge=union\n" + ATTRIBUTES),
    ],
)  # fmt: skip
def test_install_keeps_other_attributes(call: Run, clone: Path, before: str, after: str) -> None:
    (clone / ".gitattributes").write_bytes(before.encode())
    assert call("merge", "--install", "--data", clone / "data", cwd=clone.parent).code == 0
    assert (clone / ".gitattributes").read_bytes() == after.encode()


def test_the_hook_checks_the_records_before_a_commit(call: Run, clone: Path) -> None:
    done = call("merge", "--install", "--hook", cwd=clone)
    assert done.code == 0
    hook = clone / ".git" / "hooks" / "pre-commit"
    assert f"wrote {hook}: `seminars check` runs before each commit\n" in done.out
    assert hook.read_text().endswith(" -m seminars check --data data\n")
    assert os.access(hook, os.X_OK)
    assert call("merge", "--install", "--hook", cwd=clone).out == "this clone is set up already\n"
    hook.chmod(0o644)
    assert call("merge", "--install", "--hook", cwd=clone).out.startswith("wrote ")
    assert os.access(hook, os.X_OK)
    hook.write_text(hook.read_text() + "# older\n")
    assert call("merge", "--install", "--hook", cwd=clone).out.startswith("wrote ")
    assert hook.read_text().endswith("--data data\n")


@pytest.mark.parametrize("link", [False, True])
def test_a_hook_of_somebody_else_is_not_overwritten(call: Run, clone: Path, *, link: bool) -> None:
    hook = clone / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    if link:
        hook.symlink_to(clone / "nowhere")
    else:
        hook.write_text("#!/bin/sh\nmake lint\n")
    refused = call("merge", "--install", "--hook", cwd=clone)
    assert (refused.code, refused.out) == (3, "")
    assert refused.err == (
        f"seminars: `{hook}` is there already, and nothing is overwritten\n"
        f"  help: add a line to it: {sys.executable} -P -m seminars check --data data || exit 1\n"
    )
    assert not (clone / ".gitattributes").exists()
    assert link or hook.read_text() == "#!/bin/sh\nmake lint\n"


def test_install_is_for_a_git_repository_that_holds_the_records(
    call: Run, clone: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "seminars.yaml").write_text("[]\n")
    refused = call("merge", "--install", cwd=elsewhere)
    assert (refused.code, refused.out) == (3, "")
    assert refused.err == (
        f"seminars: `{elsewhere}` is not in a git repository\n"
        "  help: run it in the folder of the records; `git init` makes it a repository\n"
    )
    nothing = call("merge", "--install", "--hook", cwd=tmp_path)
    assert nothing.code == 3
    assert "seminars init" in nothing.err
    (clone / "linked.yaml").symlink_to(elsewhere / "seminars.yaml")
    outside = call("merge", "--install", "--hook", "--data", clone / "linked.yaml", cwd=clone)
    assert outside.code == 3
    assert f"is not in the repository `{clone}`" in outside.err
    bare = tmp_path / "bare"
    git(tmp_path, "init", "-q", "--bare", "bare")
    refused = call("merge", "--install", cwd=bare)
    assert refused.code == 3
    assert refused.err.startswith(f"seminars: git refuses `{bare}`: ")


def test_what_cannot_be_configured_is_said(call: Run, clone: Path) -> None:
    (clone / ".git" / "config.lock").write_text("")
    refused = call("merge", "--install", cwd=clone)
    assert refused.code == 3
    assert refused.err.startswith("seminars: git cannot be configured: ")
