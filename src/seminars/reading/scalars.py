"""The text of one value to a typed scalar, by the grammar of the contract and nothing else."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from seminars.model.period import Dates, Period, parse_dates, parse_period
from seminars.model.record import Money, Participants

if TYPE_CHECKING:
    from collections.abc import Callable

ID = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
"""How an id is made: small letters, digits and hyphens within."""


class BadScalarError(ValueError):
    """A text that is not of the kind that a field takes, and what to write instead."""

    def __init__(self, message: str, help: str) -> None:  # noqa: A002 (the contract's word)
        super().__init__(message)
        self.message = message
        self.help = help


@cache
def _participants(text: str) -> Participants:
    match = re.fullmatch(r"(~?)([0-9]{1,9})", text)
    if match is None:
        raise BadScalarError(
            f"`{text}` is not a number of participants", "write a number (60), or about one (~60)"
        )
    return Participants(int(match[2]), about=bool(match[1]))


@cache
def _money(text: str) -> Money:
    if re.fullmatch(r"[0-9]{1,15}(?:\.[0-9]{1,2})?", text) is None:
        raise BadScalarError(
            f"`{text}` is not an amount", "write a number without separators (42000 or 42000.50)"
        )
    return Money(text)


def _whole(text: str) -> int:
    if re.fullmatch(r"[0-9]{1,9}", text) is None:
        _refuse_long(text)
        if re.fullmatch(r"-[0-9]+", text):
            raise BadScalarError(f"`{text}` is below zero", "write zero or more")
        raise BadScalarError(f"`{text}` is not a whole number", "write a number such as 12")
    return int(text)


def _number(text: str) -> float:
    if re.fullmatch(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?", text) is None:
        _refuse_long(text)
        raise BadScalarError(f"`{text}` is not a number", "write a number such as 12 or 0.5")
    return float(text)


def _refuse_long(text: str) -> None:
    if re.fullmatch(r"-?[0-9]{10,}(?:\.[0-9]*)?", text):
        raise BadScalarError(f"`{text}` has too many digits", "write a number of nine at most")


def _truth(text: str) -> bool:
    if text not in {"true", "false"}:
        raise BadScalarError(f"`{text}` is neither true nor false", "write true or false")
    return text == "true"


SCALARS: dict[type, Callable[[str], object]] = {
    Dates: parse_dates,
    Period: parse_period,
    Participants: _participants,
    Money: _money,
    bool: _truth,
    int: _whole,
    float: _number,
}
"""What types the text of a field, by the type that its dataclass declares."""
