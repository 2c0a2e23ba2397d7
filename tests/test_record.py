"""A record: what follows from its dates and status on a day, and how its values read."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminars.model.period import parse_dates
from seminars.model.record import (
    FIELDS,
    KINDS,
    PROVENANCES,
    STATUSES,
    Kind,
    Money,
    Origin,
    Participants,
    Seminar,
    Status,
)

DAY = date(2007, 8, 3)
ORIGIN = Origin("seminars.yaml", 1, 3, 2, 90)


def seminar(status: Status, dates: str | None = None) -> Seminar:
    return Seminar(
        id="ke",
        title="Contracts",
        kind="national",
        region="africa",
        status=status,
        dates=parse_dates(dates) if dates else None,
        origin=ORIGIN,
    )


@pytest.mark.parametrize(
    ("status", "dates", "then", "overdue"),
    [
        ("held", "2007-08-02", "held", False),
        ("held", "2007-08-03", "held", False),
        ("held", "2007-08-03/2007-08-04", "scheduled", False),
        ("held", "2007-08", "scheduled", False),
        ("held", "2007-07", "held", False),
        ("held", None, "held", False),
        ("scheduled", "2007-08-02", "scheduled", True),
        ("scheduled", "2007-08-02/", "scheduled", True),
        ("scheduled", "2007-08-03", "scheduled", False),
        ("scheduled", "2007-08", "scheduled", False),
        ("scheduled", None, "scheduled", False),
        ("proposed", "2006", "proposed", False),
        ("postponed", "2006", "postponed", False),
        ("cancelled", "2008", "cancelled", False),
    ],
)
def test_the_status_on_a_day(
    status: Status, dates: str | None, then: Status, *, overdue: bool
) -> None:
    assert seminar(status, dates).status_on(DAY) == then
    assert seminar(status, dates).overdue_on(DAY) is overdue


@given(st.sampled_from(STATUSES), st.none() | st.dates().map(date.isoformat), st.dates())
def test_time_only_turns_what_is_still_to_come_into_held(
    status: Status, dates: str | None, day: date
) -> None:
    record = seminar(status, dates)
    assert record.status_on(day) in {status, "scheduled"}
    if day < date.max and record.status_on(day) == "held":
        assert record.status_on(day + timedelta(days=1)) == "held"
    if record.overdue_on(day):
        assert record.status_on(day) == "scheduled"


def test_the_days_of_a_record() -> None:
    assert (seminar("held").begins, seminar("held").ends) == (None, None)
    dated = seminar("held", "2007-Q1")
    assert (dated.begins, dated.ends) == (date(2007, 1, 1), date(2007, 3, 31))


def test_the_fields_are_those_of_the_contract_in_its_order() -> None:
    assert (
        tuple(
            """id title kind region country city dates status planned reason themes levels invited
        countries languages participants partners speakers officers cost answers follows outcome
        sources provenance notes waive""".split()
        )
        == FIELDS
    )
    assert KINDS == get_args(Kind) == ("national", "regional")
    assert STATUSES == ("proposed", "scheduled", "held", "postponed", "cancelled")
    assert PROVENANCES == ("documented", "probable", "illustrative")


def test_participants_and_money_read_as_they_were_written() -> None:
    assert str(Participants(60)) == "60"
    assert str(Participants(60, about=True)) == "~60"
    assert (str(Money("42000.50")), Money("42000.50").amount) == ("42000.50", 42000.5)
    assert (str(Money("42000")), Money("42000").amount) == ("42000", 42000)


def test_a_record_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        seminar("held").id = "other"  # type: ignore[misc]
