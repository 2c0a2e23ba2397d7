"""Small programmes for the tests of the planner: one region, one theme, three states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from seminars.model.period import Period, parse_dates
from seminars.model.programme import Name, Planning, Programme, State, Term
from seminars.model.record import Origin, Seminar

if TYPE_CHECKING:
    from seminars.model.record import Status

AS_OF = date(2008, 1, 1)
THEMES = (Term("pay", "Pay"),)


def seminar(
    code: str, status: Status = "held", dates: str | None = None, **more: object
) -> Seminar:
    return replace(
        Seminar(
            id=f"{code}-{status}".lower(), title="One", kind="national", region="north",
            country=code, status=status, dates=parse_dates(dates) if dates else None,
            themes=("pay",), origin=Origin("", 0, 0, 0, 0),
        ),
        **more,  # type: ignore[arg-type]  # fields of a record
    )  # fmt: skip


def programme(*seminars: Seminar, codes: str = "AA BB CC", **more: object) -> Programme:
    states = tuple(State(code, code + "A", (Name(code),), "north") for code in codes.split())
    return replace(
        Programme(
            "Small", THEMES, (), (Term("north", "North"),), states, (), {},
            planning=Planning(window=Period(date(2008, 1, 1), date(2008, 3, 31), "w"), seminars=1),
            seminars=seminars,
        ),
        **more,  # type: ignore[arg-type]  # fields of a programme
    )  # fmt: skip
