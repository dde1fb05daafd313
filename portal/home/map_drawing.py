"""Draws the schematic map of oblasts once, from outlines of rayons that share their lines.

``python -m portal.home.map_drawing rayons.geojson > portal/home/data/oblasts.json``
Lines between two rayons of one oblast cancel out; what is left is cut where three areas meet, so
that neighbours stay neighbours when each piece is made simpler.
"""

import json
import math
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]

WIDTH = 620
MARGIN = 6
#: How far, in units of the drawing, a point may lie off the simpler line.
TOLERANCE = 1.6
_CENTRAL_MERIDIAN = 74.5
#: Oblasts whose holes are lakes; the holes of others are lands of neighbours.
_WITH_LAKES = frozenset({"02", "04"})
#: Where the number stands when the middle is taken by a lake, a point or a narrow place.
_NUMBERS = {"02": (536, 90), "05": (62, 246), "06": (246, 230), "08": (266, 68)}
_CAPITALS = {"11": (74.59, 42.87), "21": (72.80, 40.53)}


def draw(features: list[dict[str, Any]]) -> dict[str, Any]:
    """Paths of the seven oblasts and points of the two capitals."""
    rings = {code: _outline(rows) for code, rows in _by_oblast(features).items()}
    every = [point for outline in rings.values() for ring in outline for point in ring]
    place = _placing([_projected(point) for point in every])
    junctions = _junctions(rings)
    areas, lakes = [], []
    for code, outline in sorted(rings.items()):
        simple = [_simpler_ring(ring, junctions, place) for ring in outline]
        simple = [ring for ring in simple if len(ring) > 2 and _area(ring) > 12]
        largest = max(simple, key=_area)
        x, y = _NUMBERS.get(code, _middle(largest))
        path = "".join(map(_path, simple))
        if code in _WITH_LAKES:
            lakes += [_path(ring) for ring in simple if ring is not largest]
        areas.append({"soate": f"417{code}000000000", "path": path, "x": round(x), "y": round(y)})
    capitals = [
        {"soate": f"417{code}000000000", "x": round(place(point)[0]), "y": round(place(point)[1])}
        for code, point in _CAPITALS.items()
    ]
    height = math.ceil(max(point[1] for point in map(place, every)) + MARGIN)
    return {
        "width": WIDTH,
        "height": height,
        "oblasts": areas,
        "capitals": capitals,
        "lakes": lakes,
    }


def _path(ring: list[Point]) -> str:
    """A closed path; whole units are exact enough for the eye."""
    points = [(round(x), round(y)) for x, y in ring]
    steps = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
    return "M" + "L".join(f"{x} {y}" for x, y in steps) + "Z"


def _by_oblast(features: list[dict[str, Any]]) -> dict[str, list[list[Point]]]:
    """Rings of all rayons by the two digits of their oblast; the capitals lie inside oblasts."""
    found: dict[str, list[list[Point]]] = defaultdict(list)
    for feature in features:
        code = feature["properties"]["soate"][3:5]
        code = {"11": "08", "21": "06"}.get(code, code)
        shape = feature["geometry"]
        polygons = (
            shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        )
        for polygon in polygons:
            found[code] += [[(x, y) for x, y in ring] for ring in polygon]
    return found


def _outline(rings: list[list[Point]]) -> list[list[Point]]:
    """The outer lines of areas put together: a line between two of them is drawn twice."""
    edges: dict[frozenset[Point], tuple[Point, Point]] = {}
    for ring in rings:
        for start, end in pairwise(ring):
            key = frozenset((start, end))
            if start != end and edges.pop(key, None) is None:
                edges[key] = (start, end)
    following: dict[Point, list[Point]] = defaultdict(list)
    for start, end in edges.values():
        following[start].append(end)
    closed = []
    while following:
        here, ring = next(iter(following)), []
        while here in following:
            ring.append(here)
            ends = following[here]
            after = ends.pop()
            if not ends:
                del following[here]
            here = after
        closed.append(ring)
    return [ring for ring in closed if len(ring) > 2]


def _junctions(rings: dict[str, list[list[Point]]]) -> set[Point]:
    """Points where a shared line begins or ends."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for outline in rings.values():
        for ring in outline:
            for before, after in zip(ring, [*ring[1:], ring[0]], strict=True):
                neighbours[before].add(after)
                neighbours[after].add(before)
    return {point for point, others in neighbours.items() if len(others) > 2}


def _simpler_ring(ring: list[Point], junctions: set[Point], place: Any) -> list[Point]:
    cuts = [at for at, point in enumerate(ring) if point in junctions] or [0]
    turned = [*ring[cuts[0] :], *ring[: cuts[0]]]
    cuts = [at - cuts[0] for at in cuts]
    simple: list[Point] = []
    for start, end in zip(cuts, [*cuts[1:], len(turned)], strict=True):
        arc = [*turned[start : end + 1]] if end < len(turned) else [*turned[start:], turned[0]]
        forward = arc if arc[0] <= arc[-1] else arc[::-1]
        placed = _simpler([place(point) for point in forward])
        simple += (placed if forward is arc else placed[::-1])[:-1]
    return [point for at, point in enumerate(simple) if at == 0 or point != simple[at - 1]]


def _simpler(line: list[Point]) -> list[Point]:
    """Douglas and Peucker's way: keep the point farthest off as long as it is too far off."""
    if len(line) < 3:
        return line
    first, last = line[0], line[-1]
    distances = [_distance(point, first, last) for point in line[1:-1]]
    farthest = max(range(len(distances)), key=distances.__getitem__)
    if distances[farthest] <= TOLERANCE:
        return [first, last]
    return _simpler(line[: farthest + 2])[:-1] + _simpler(line[farthest + 1 :])


def _distance(point: Point, first: Point, last: Point) -> float:
    dx, dy = last[0] - first[0], last[1] - first[1]
    length = math.hypot(dx, dy)
    if length == 0:
        return math.hypot(point[0] - first[0], point[1] - first[1])
    return abs(dy * (point[0] - first[0]) - dx * (point[1] - first[1])) / length


def _projected(point: Point) -> Point:
    """Transverse Mercator on a sphere."""
    longitude, latitude = math.radians(point[0] - _CENTRAL_MERIDIAN), math.radians(point[1])
    return (
        math.atanh(math.cos(latitude) * math.sin(longitude)),
        -math.atan2(math.tan(latitude), math.cos(longitude)),
    )


def _placing(points: list[Point]) -> Any:
    left, top = min(x for x, _y in points), min(y for _x, y in points)
    scale = (WIDTH - 2 * MARGIN) / (max(x for x, _y in points) - left)

    def place(point: Point) -> Point:
        x, y = _projected(point)
        return (
            round((x - left) * scale + MARGIN, 1),
            round((y - top) * scale + MARGIN, 1),
        )

    return place


def _area(ring: list[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def _middle(ring: list[Point]) -> Point:
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    crosses = [ax * by - bx * ay for (ax, ay), (bx, by) in pairs]
    whole = 3 * sum(crosses)
    x = sum((a[0] + b[0]) * cross for (a, b), cross in zip(pairs, crosses, strict=True)) / whole
    y = sum((a[1] + b[1]) * cross for (a, b), cross in zip(pairs, crosses, strict=True)) / whole
    return x, y


if __name__ == "__main__":
    drawn = draw(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["features"])
    sys.stdout.write(json.dumps(drawn, ensure_ascii=False, separators=(",", ":")) + "\n")
