"""Makes `src/seminars/reference/world.json` from npm `world-atlas`: run once by a maintainer.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && pip install pycountry
    python maintain/outlines.py package/countries-110m.json src/seminars/reference/world.json

The outlines are projected here (Equal Earth, by Šavrič, Patterson and Jenny, 2018), so that the
program neither reads TopoJSON nor computes a sine for each point.
"""

from __future__ import annotations

import json
import math
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
WIDTH = 1000
SCALE = WIDTH / (2 * 2.7066297)
CRIMEA = (32.4, 44.3, 36.6, 46.3)
"""Drawn by the source with one of two states that claim it; here it is neutral."""

SAHARA = 27 + 2 / 3
"""The northern border of Western Sahara; the source draws most of it with Morocco."""

KASHMIR = (
    (73.9, 32.9), (73.5, 33.6), (73.4, 34.4), (73.9, 34.9), (72.6, 35.9), (72.6, 36.8),
    (74.6, 37.0), (76.0, 36.7), (77.8, 35.5), (79.4, 35.9), (80.3, 35.4), (79.5, 34.4),
    (78.9, 33.3), (79.4, 32.6), (78.5, 32.5), (77.6, 33.0), (76.1, 33.0), (75.5, 32.3),
    (74.7, 32.5),
)  # fmt: skip
"""Jammu and Kashmir, from recollection, to half a degree: the source divides it between three
states that claim it. Drawn over them, neutral."""

HALF_TURN = 180

Point = tuple[float, float]


def project(longitude: float, latitude: float) -> tuple[int, int]:
    """A place on the map, in whole units from its upper left corner."""
    angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    six = angle**6
    slope = A1 + 3 * A2 * angle**2 + six * (7 * A3 + 9 * A4 * angle**2)
    across = 2 * math.sqrt(3) / 3 * math.radians(longitude) * math.cos(angle) / slope
    up = angle * (A1 + A2 * angle**2 + six * (A3 + A4 * angle**2))
    return round(WIDTH / 2 + across * SCALE), round(WIDTH * 0.2434 - up * SCALE)


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs of a topology in degrees."""
    (by_x, by_y), (at_x, at_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * by_x + at_x, y * by_y + at_y))
        arcs.append(points)
    return arcs


def ring(indexes: list[int], arcs: list[list[Point]]) -> list[Point]:
    """One ring, its arcs joined."""
    return [p for at in indexes for p in (arcs[at] if at >= 0 else arcs[~at][::-1])]


def disputed(points: list[Point]) -> bool:
    """Whether a ring lies within the disputed peninsula."""
    west, south, east, north = CRIMEA
    return all(west < x < east and south < y < north for x, y in points)


def parted(points: list[Point], latitude: float) -> tuple[list[Point], list[Point]]:
    """A ring as its parts north and south of a latitude (Sutherland and Hodgman, 1974)."""
    north: list[Point] = []
    south: list[Point] = []
    for before, point in zip([points[-1], *points], points, strict=False):
        if (before[1] > latitude) != (point[1] > latitude):
            along = (latitude - before[1]) / (point[1] - before[1])
            crossing = (before[0] + along * (point[0] - before[0]), latitude)
            north.append(crossing)
            south.append(crossing)
        (north if point[1] > latitude else south).append(point)
    return north, south


def owned(code: str, points: list[Point]) -> list[tuple[str, list[Point]]]:
    """A ring under the code it is drawn with: none where the area is disputed."""
    if code == "MA":
        north, south = parted(points, SAHARA)
        return [(code, north), ("EH", south)]
    return [("" if disputed(points) else code, points)]


def sides(points: list[Point]) -> list[list[Point]]:
    """A ring as its parts east and west of the antimeridian; one part where it stays on a side."""
    parts: dict[bool, list[Point]] = {}
    east = points[0][0] > 0
    for before, point in zip([points[0], *points], points, strict=False):
        if abs(point[0] - before[0]) > HALF_TURN:
            east = point[0] > 0
        elif not crosses(points):
            east = True
        parts.setdefault(east, []).append(point)
    return list(parts.values())


def crosses(points: list[Point]) -> bool:
    """Whether a ring runs over the antimeridian."""
    return any(abs(one[0] - other[0]) > HALF_TURN for one, other in pairwise(points))


def path(points: list[Point]) -> str:
    """A closed path of whole steps; points that fall together are dropped."""
    places = [project(*point) for point in points]
    steps = []
    x, y = places[0]
    start = f"M{x} {y}"
    for next_x, next_y in places[1:]:
        if (next_x, next_y) != (x, y):
            steps.append(f"{next_x - x} {next_y - y}")
            x, y = next_x, next_y
    return f"{start}l{' '.join(steps)}z".replace(" -", "-") if steps else ""


def main() -> None:
    """Convert the file named first into the file named second."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = arcs_of(topology)
    shapes: dict[str, str] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        country = pycountry.countries.get(numeric=geometry.get("id") or "")
        code = country.alpha_2 if country else ""
        if code == "AQ":
            continue
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in parts:
            for owner, points in owned(code, ring(polygon[0], arcs)):
                shapes[owner] = shapes.get(owner, "") + "".join(map(path, sides(points)))
    shapes[""] += path([*KASHMIR, KASHMIR[0]])
    document = {"width": WIDTH, "scale": SCALE, "shapes": dict(sorted(shapes.items()))}
    text = json.dumps(document, separators=(",", ":"))
    Path(sys.argv[2]).write_text(text.replace('","', '",\n"') + "\n", encoding="utf-8")


main()
