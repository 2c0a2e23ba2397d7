"""Groups of options: spelled out for Typer, put together again for the command."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Annotated

import typer

from seminars.cli.options import Filters, Place, Showing, ShowingRecords, grouped


@dataclass(frozen=True)
class Pair:
    left: Annotated[str, typer.Option("--left")] = "l"
    right: Annotated[int, typer.Option("--right")] = 1


def test_a_group_is_spelled_out_and_put_together() -> None:
    @grouped
    def command(pair: Pair, word: str, *, flag: bool = False) -> tuple[Pair, str, bool]:
        """What it does."""
        return pair, word, flag

    signature = inspect.signature(command)
    assert list(signature.parameters) == ["left", "right", "word", "flag"]
    assert {parameter.kind for parameter in signature.parameters.values()} == {
        inspect.Parameter.KEYWORD_ONLY
    }
    assert signature.parameters["right"].default == 1
    assert command.__annotations__["left"].__origin__ is str
    assert command(left="a", right=2, word="w", flag=True) == (Pair("a", 2), "w", True)
    assert command.__doc__ == "What it does."


def test_what_is_left_out_narrows_nothing() -> None:
    assert Place() == Place(None, None)
    assert Showing() == Showing(None, None, "auto")
    assert ShowingRecords() == ShowingRecords(None, None, "auto")
    assert set(vars(Filters()).values()) == {None}
