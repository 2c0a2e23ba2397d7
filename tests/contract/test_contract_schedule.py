"""`schedule`: entries, clashes, meetings, free weeks, and what has no dates."""

from __future__ import annotations

import datetime as dt

from contract_harness import Json, Programme, by_id

MEETINGS = """\
title: Programme
period: 2007-Q4
as_of: 2007-08-03
planning: {at_once: 50}
meetings:
  - {dates: 2007-09-24/2007-10-03, name: General Assembly, blocks: true}
  - {dates: 2007-11-01/2007-11-02, name: Advisory Committee, blocks: false}
  - {dates: 2007-12-12, name: High-level forum, blocks: true}
  - {dates: 2008-02-25/2008-02-29, name: Next year, blocks: true}
"""

RECORDS = """\
- {id: a, title: A, kind: national, country: SN, city: Dakar, status: scheduled,
   dates: 2007-10-15/2007-10-16, officers: [Keller], speakers: [Ba]}
- {id: b, title: B, kind: national, country: CO, city: Bogotá, status: scheduled,
   dates: 2007-10-16/2007-10-18, officers: [Keller]}
- {id: c, title: C, kind: national, country: KE, status: proposed,
   dates: 2007-10-18/2007-10-19, officers: [Diaz], speakers: [Ba]}
- {id: d, title: D, kind: national, country: EG, status: scheduled,
   dates: 2007-10-19, officers: [Ba]}
- {id: e, title: E, kind: national, country: JO, status: scheduled, dates: 2007-11,
   officers: [Keller]}
- {id: f, title: F, kind: national, country: FR, status: scheduled,
   dates: 2007-11-02/2007-11-05, speakers: [Keller]}
- {id: g, title: G, kind: national, country: PL, status: scheduled,
   dates: 2007-11-05/2007-11-06, officers: [Keller]}
- {id: h, title: H, kind: national, country: FR, status: proposed}
- {id: i, title: I, kind: national, country: FR, status: held, dates: 2007-12-12/2007-12-13}
"""


def _weeks(free: list[Json]) -> set[str]:
    """Expand free spans, which are weeks or runs of weeks, to the Mondays in them."""
    mondays = set()
    for span in free:
        first = dt.date.fromisoformat(span["begins"])
        last = dt.date.fromisoformat(span["ends"])
        assert first.weekday() == 0, span
        assert last.weekday() == 6, span
        assert first < last, span
        while first < last:
            mondays.add(first.isoformat())
            first += dt.timedelta(days=7)
    return mondays


def _overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def test_shape_of_the_schedule(programme: Programme) -> None:
    """Entries, meetings, free weeks and undated records have their keys and values."""
    programme.write(MEETINGS, "programme.yaml")
    programme.write(RECORDS)
    data = programme.data("schedule")
    entries = by_id(data["entries"])
    for entry in entries.values():
        assert set(entry) >= set(
            "id begins ends precision status title country city clashes meetings".split()
        )
    first = entries["a"]
    assert first["begins"] == "2007-10-15"
    assert first["ends"] == "2007-10-16"
    assert first["precision"] == "day"
    assert first["status"] == "scheduled"
    assert first["title"] == "A"
    assert first["country"] == "SN"
    assert first["city"] == "Dakar"
    assert entries["c"]["city"] is None
    assert entries["e"]["precision"] == "month"
    assert data["undated"] == ["h"]
    assert "h" not in entries
    assembly = next(each for each in data["meetings"] if each["name"] == "General Assembly")
    assert assembly["begins"] == "2007-09-24"
    assert assembly["ends"] == "2007-10-03"
    assert assembly["blocks"] is True
    names = {each["name"]: each["blocks"] for each in data["meetings"]}
    assert names["Advisory Committee"] is False
    assert "Next year" not in names
    text = programme.ok("schedule").out
    for piece in ("October 2007", "Bogotá", "General Assembly"):
        assert piece in text


def test_clashes_need_known_days_an_overlap_and_a_shared_person(programme: Programme) -> None:
    """Two entries clash when both are known to the day, overlap, and share somebody."""
    programme.write(MEETINGS, "programme.yaml")
    programme.write(RECORDS)
    entries = by_id(programme.data("schedule")["entries"])
    clashes = {name: set(entry["clashes"]) for name, entry in entries.items()}
    assert clashes["a"] == {"b"}
    assert clashes["b"] == {"a"}
    assert clashes["e"] == set()
    assert "e" not in clashes["f"] | clashes["g"]
    assert clashes["i"] == set()
    for name, others in clashes.items():
        assert name not in others
        for other in others:
            assert name in clashes[other], (name, other)


def test_a_person_is_one_person_as_speaker_and_as_officer(programme: Programme) -> None:
    """A speaker here who is an officer there is shared between the two."""
    programme.write(MEETINGS, "programme.yaml")
    programme.write(RECORDS)
    entries = by_id(programme.data("schedule")["entries"])
    assert set(entries["f"]["clashes"]) == {"g"}
    assert set(entries["c"]["clashes"]) == {"d"}


def test_more_at_once_than_the_staff_can_run(programme: Programme) -> None:
    """Entries clash when more run on one day than `at_once`, and not when as many do."""
    records = "".join(
        f"- {{id: s{n}, title: T, kind: national, country: FR, status: scheduled, dates: {d}}}\n"
        for n, d in enumerate(
            (
                "2007-10-15/2007-10-17",
                "2007-10-16/2007-10-18",
                "2007-10-17/2007-10-19",
                "2007-10-22",
            )
        )
    )
    programme.write(records)
    expected: dict[int, dict[str, set[str]]] = {
        3: {"s0": set(), "s1": set(), "s2": set(), "s3": set()},
        2: {"s0": {"s1", "s2"}, "s1": {"s0", "s2"}, "s2": {"s0", "s1"}, "s3": set()},
        1: {"s0": {"s1", "s2"}, "s1": {"s0", "s2"}, "s2": {"s0", "s1"}, "s3": set()},
    }
    for limit, clashes in expected.items():
        text = MEETINGS.replace("at_once: 50", f"at_once: {limit}")
        programme.write(text, "programme.yaml")
        entries = programme.data("schedule")["entries"]
        assert {each["id"]: set(each["clashes"]) for each in entries} == clashes, limit


def test_entries_name_the_meetings_they_fall_on(programme: Programme) -> None:
    """An entry names the blocking meeting it overlaps, and none that it does not."""
    programme.write(MEETINGS, "programme.yaml")
    programme.write(RECORDS)
    entries = by_id(programme.data("schedule")["entries"])
    assert entries["i"]["meetings"] == ["High-level forum"]
    assert entries["a"]["meetings"] == []
    assert "General Assembly" not in entries["f"]["meetings"]


def test_free_weeks_against_a_naive_calendar(programme: Programme) -> None:
    """Free are the whole weeks of the period that touch no seminar and no blocking meeting."""
    programme.write(MEETINGS, "programme.yaml")
    programme.write(
        """\
        - {id: a, title: A, kind: national, country: SN, status: scheduled, dates: 2007-10-14}
        - {id: b, title: B, kind: national, country: SN, status: scheduled,
           dates: 2007-11-03/2007-11-05}
        - {id: c, title: C, kind: national, country: SN, status: held, dates: 2007-11-26}
        - {id: d, title: D, kind: national, country: SN, status: scheduled,
           dates: 2007-12-29/2008-01-02}
        """
    )
    busy = [
        ("2007-09-24", "2007-10-03"),
        ("2007-12-12", "2007-12-12"),
        ("2008-02-25", "2008-02-29"),
        ("2007-10-14", "2007-10-14"),
        ("2007-11-03", "2007-11-05"),
        ("2007-11-26", "2007-11-26"),
        ("2007-12-29", "2008-01-02"),
    ]
    periods = {
        (): ("2007-10-01", "2007-12-31"),
        ("--period", "2007-11"): ("2007-11-01", "2007-11-30"),
        ("--period", "2007-12..2008-03-09"): ("2007-12-01", "2008-03-09"),
        ("--period", "2007-11-12/2007-11-18"): ("2007-11-12", "2007-11-18"),
        ("--period", "2007-11-13..2007-11-19"): ("2007-11-13", "2007-11-19"),
    }
    for args, (first, last) in periods.items():
        expected = set()
        day = dt.date.fromisoformat(first)
        while day.isoformat() <= last:
            sunday = (day + dt.timedelta(days=6)).isoformat()
            week = (day.isoformat(), sunday)
            if day.weekday() == 0 and sunday <= last and not any(_overlap(week, b) for b in busy):
                expected.add(day.isoformat())
            day += dt.timedelta(days=1)
        assert _weeks(programme.data("schedule", *args)["free"]) == expected, args


def test_overdue_and_filters_in_the_schedule(programme: Programme) -> None:
    """The schedule takes the filters, the period and the day like every reading command."""
    programme.write(MEETINGS.replace("2007-Q4", "2007"), "programme.yaml")
    programme.write(
        RECORDS + "- {id: late, title: L, kind: national, country: MX, status: scheduled,\n"
        "   dates: 2007-07-18/2007-07-20}\n"
    )
    text = programme.ok("schedule").out
    assert "overdue" in text.casefold()
    assert "late" in text
    data = programme.data("schedule", "--country", "Jordan", "--country", "KE")
    assert {each["id"] for each in data["entries"]} == {"c", "e"}
    data = programme.data("schedule", "--period", "2007-11-03..")
    assert {"e", "f", "g", "i"} == {each["id"] for each in data["entries"]}
    assert programme.envelope("schedule", "--as-of", "2007-12-31")["as_of"] == "2007-12-31"


def test_schedule_as_csv_and_calendar(programme: Programme) -> None:
    """CSV has one row an entry; `--calendar` draws the months of the period."""
    programme.write(MEETINGS, "programme.yaml")
    programme.write(RECORDS)
    entries = [each["id"] for each in programme.data("schedule")["entries"]]
    rows = programme.ok("schedule", "-f", "csv").rows()
    assert [row["id"] for row in rows if row["id"] in entries] == entries
    drawn = programme.ok("schedule", "--calendar").out
    for month in ("October", "November", "December"):
        assert month in drawn
