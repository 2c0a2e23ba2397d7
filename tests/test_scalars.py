"""The text of a field to its typed value: the grammar of the contract and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from seminars.model.period import BadDateError, Dates, Period, parse_dates, parse_period
from seminars.model.record import Money, Participants
from seminars.reading.scalars import SCALARS, BadScalarError


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Participants, "60", Participants(60)),
        (Participants, "~60", Participants(60, about=True)),
        (Participants, "0", Participants(0)),
        (Participants, "007", Participants(7)),
        (Money, "42000", Money("42000")),
        (Money, "42000.5", Money("42000.5")),
        (Money, "0", Money("0")),
        (int, "12", 12),
        (float, "-0.5", -0.5),
        (float, "12", 12.0),
        (bool, "true", True),
        (bool, "false", False),
        (Dates, "2007-Q1", parse_dates("2007-Q1")),
        (Period, "2007..", parse_period("2007..")),
    ],
)
def test_what_is_typed(kind: type, text: str, value: object) -> None:
    assert SCALARS[kind](text) == value


NUMBER = ("is not a number of participants", "write a number (60), or about one (~60)")
AMOUNT = ("is not an amount", "write a number without separators (42000 or 42000.50)")
WHOLE = ("is not a whole number", "write a number such as 12")
REAL = ("is not a number", "write a number such as 12 or 0.5")
LONG = ("has too many digits", "write a number of nine at most")
TRUTH = ("is neither true nor false", "write true or false")


@pytest.mark.parametrize(
    ("kind", "texts", "wording"),
    [
        (
            Participants,
            ["about 60", "~", "-1", "60.5", "1,000", "1_000", "٦٠", "1" * 10, " 60"],
            NUMBER,
        ),
        (Money, ["42,000", "42 000", "CHF 42000", "-1", "1.234", "1e3", ".5", "1."], AMOUNT),
        (int, ["1.0", "many", "", "--1"], WHOLE),
        (int, ["-1", "-0"], ("is below zero", "write zero or more")),
        (int, ["1" * 10, "-" + "1" * 10], LONG),
        (float, ["1e3", "1,5", ".5", "inf"], REAL),
        (float, ["1" * 10, "1" * 10 + ".5"], LONG),
        (bool, ["yes", "on", "True", "TRUE", "1", ""], TRUTH),
    ],
)
def test_what_is_refused(kind: type, texts: list[str], wording: tuple[str, str]) -> None:
    for text in texts:
        with pytest.raises(BadScalarError) as error:
            SCALARS[kind](text)
        assert (str(error.value), error.value.help) == (f"`{text}` {wording[0]}", wording[1])


@pytest.mark.parametrize("kind", [Dates, Period])
def test_dates_have_their_own_refusal(kind: Any) -> None:
    with pytest.raises(BadDateError):
        SCALARS[kind]("soon")
