"""Where things stand on the map of the packaged outlines: capitals, and dots of braille."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING

from seminars.reading.reference import outlines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_NORTH = 0.2434
"""Equal Earth (Šavrič, Patterson, Jenny, 2018); the upper edge in parts of the map's width."""
HEIGHT = 430
_STEP = re.compile(r"[Mlz]|-?\d+")
_BRAILLE = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))

WORDS = ("current", "ageing", "lapsed", "never")
TEXTURES = {"current": 0xFF, "ageing": 0x95, "lapsed": 0x88, "never": 0x01}
"""Which of the eight dots of a character a state of this mark fills: readable without colour."""


def drawing_order(marks: Mapping[str, str]) -> list[str]:
    """The codes of all outlines: those without a mark last, so that none covers a disputed area."""
    return sorted(outlines().shapes, key=lambda code: (code not in marks, code))


def place(latitude: float, longitude: float) -> tuple[int, int]:
    """Where a place lies on the map."""
    world = outlines()
    angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    six = angle**6
    slope = _A1 + 3 * _A2 * angle**2 + six * (7 * _A3 + 9 * _A4 * angle**2)
    across = 2 * math.sqrt(3) / 3 * math.radians(longitude) * math.cos(angle) / slope
    up = angle * (_A1 + _A2 * angle**2 + six * (_A3 + _A4 * angle**2))
    return (
        round(world.width / 2 + across * world.scale),
        round(world.width * _NORTH - up * world.scale),
    )


@cache
def rings(code: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The closed rings of a country's outline."""
    found: list[list[tuple[int, int]]] = []
    numbers: list[int] = []
    for part in _STEP.findall(outlines().shapes.get(code, "")):
        if part not in {"M", "l", "z"}:
            numbers.append(int(part))
        elif part == "z":
            found.append(_walk(numbers))
            numbers = []
    return tuple(tuple(ring) for ring in found)


def _walk(numbers: list[int]) -> list[tuple[int, int]]:
    x = y = 0
    places = []
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        places.append((x, y))
    return places


def braille(
    marks: Mapping[str, str], capitals: Mapping[str, tuple[int, int]], columns: int
) -> list[list[tuple[str, str]]]:
    """The world in braille: for each line its characters, each with the latest mark in it.

    `marks` gives the mark of each country, a word of `WORDS`; the others stay blank. The mark is
    told by colour and by texture. Capitals are dots of their own, so that no state is too small
    to be seen; where several fall together, the one most recently reached is shown.
    """
    per_dot = outlines().width / (columns * 2)
    height = math.ceil(HEIGHT / per_dot / 4) * 4
    dots: dict[tuple[int, int], str] = {}
    for code in drawing_order(marks):
        mark = marks.get(code, "")
        for column, row in _filled(code, per_dot, columns * 2, height):
            dots[column, row] = mark if _is_lit(mark, column, row) else ""
    for code, (x, y) in sorted(capitals.items(), key=lambda item: -_age(marks.get(item[0], ""))):
        dots[int(x / per_dot), int(y / per_dot)] = marks.get(code, "")
    return [
        [_character(dots, column, row) for column in range(columns)] for row in range(height // 4)
    ]


def _is_lit(mark: str, column: int, row: int) -> bool:
    return bool(mark and TEXTURES[mark] & _DOTS[row % 4][column % 2])


def _age(mark: str) -> int:
    """The place of a mark in `WORDS`; what has none comes after all."""
    return WORDS.index(mark) if mark else len(WORDS)


def _filled(code: str, per_dot: float, width: int, height: int) -> Iterator[tuple[int, int]]:
    """The dots whose middle lies inside a country: even-odd, line by line."""
    edges = [(ring[at - 1], ring[at]) for ring in rings(code) for at in range(len(ring))]
    for row in range(height):
        y = (row + 0.5) * per_dot
        crossed = sorted(
            x0 + (y - y0) * (x1 - x0) / (y1 - y0)
            for (x0, y0), (x1, y1) in edges
            if (y0 <= y) != (y1 <= y)
        )
        for left, right in zip(crossed[::2], crossed[1::2], strict=True):
            first, last = math.ceil(left / per_dot - 0.5), math.floor(right / per_dot - 0.5)
            yield from ((column, row) for column in range(max(first, 0), min(last, width - 1) + 1))


def _character(dots: Mapping[tuple[int, int], str], column: int, row: int) -> tuple[str, str]:
    point = 0
    marks = set()
    for down, bits in enumerate(_DOTS):
        for right, bit in enumerate(bits):
            mark = dots.get((column * 2 + right, row * 4 + down), "")
            if mark:
                point |= bit
                marks.add(mark)
    return (chr(_BRAILLE + point), min(marks, key=_age)) if point else (" ", "")
