"""Draws the maps once, from outlines of rayons that share their lines: the country by oblast, and
each oblast by rayon at the same size on the page.

``python -m portal.territories.map_drawing`` reads ``data/rayons.geojson`` and writes
``data/maps.json``. Lines between two parts of one area cancel out; what is left is cut where three
areas meet, so that neighbours stay neighbours when each piece is made simpler.
"""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
#: From longitude and latitude to units of the drawing.
Placing = Callable[[Point], Point]

DATA = Path(__file__).parent / "data"
SOURCE, TARGET = DATA / "rayons.geojson", DATA / "maps.json"

WIDTH, TALLEST = 620, 440
MARGIN = 6
#: How far, in units of the drawing, a point may lie off the simpler line.
TOLERANCE = 1.6
#: Rings smaller than this many square units are not drawn.
_SMALLEST = 12
_CENTRAL_MERIDIAN = 74.5
#: Oblasts whose holes are lakes; the holes of others are lands of neighbours.
_WITH_LAKES = frozenset({"02", "04"})
_CAPITALS = {"11": ("08", (74.59, 42.87)), "21": ("06", (72.80, 40.53))}
#: Cities of oblast significance that the source has no outline of.
_OTHER_CITIES = {
    "41703440000010": (72.67, 41.63),
    "41705410000010": (70.82, 40.06),
    "41708410000010": (74.85, 42.89),
    "41708420000010": (73.85, 42.81),
}


def draw(features: list[dict[str, Any]]) -> dict[str, Any]:
    """The drawing of the country, and by code of the oblast the drawing of its rayons.

    Areas have ``soate``, ``path`` and the place of their number; cities are points.
    """
    rayons = _rayons(features)
    oblasts: dict[str, list[Ring]] = defaultdict(list)
    for soate, rings in rayons.items():
        oblasts[_oblast(soate)] += rings
    outlines = {code: _outline(rings) for code, rings in oblasts.items()}
    capitals = {f"417{code}000000000": at for code, (_around, at) in _CAPITALS.items()}
    lakes = {code: _lakes(outlines[code]) for code in _WITH_LAKES & outlines.keys()}
    country = _drawing(
        {f"417{code}000000000": rings for code, rings in outlines.items()},
        capitals,
        [ring for code in sorted(lakes) for ring in lakes[code]],
    )
    country["lines"] = _inner_lines(rayons, outlines)
    cities = _cities(features)
    return {
        "country": country,
        "oblasts": {
            f"417{code}000000000": _drawing(
                {soate: rings for soate, rings in rayons.items() if _oblast(soate) == code},
                {soate: at for soate, at in cities.items() if _oblast(soate) == code},
                lakes.get(code, []),
            )
            for code in sorted(outlines)
        },
    }


def _oblast(soate: str) -> str:
    """The two digits of the oblast; a capital is drawn within the oblast around it."""
    code = soate[3:5]
    return _CAPITALS[code][0] if code in _CAPITALS else code


def _lakes(outline: list[Ring]) -> list[Ring]:
    largest = max(outline, key=_area)
    return [ring for ring in outline if ring is not largest and _inside(_middle(ring), largest)]


def _drawing(
    groups: dict[str, list[Ring]], points: dict[str, Point], lakes: list[Ring]
) -> dict[str, Any]:
    """One drawing that fills its frame."""
    place, height = _placing(
        [point for rings in groups.values() for ring in rings for point in ring]
    )
    junctions = _junctions(groups)
    marks = {soate: place(at) for soate, at in points.items()}
    areas = []
    for soate, rings in sorted(groups.items()):
        simple = [_simpler_ring(ring, junctions, place) for ring in rings]
        simple = [ring for ring in simple if len(ring) > 2 and _area(ring) > _SMALLEST]
        if not simple:
            continue
        largest = max(simple, key=_area)
        x, y = _roomiest(largest, [ring for ring in simple if ring is not largest], marks.values())
        path = "".join(map(_path, simple))
        areas.append({"soate": soate, "path": path, "x": round(x), "y": round(y)})
    cities = [
        {"soate": soate, "x": round(x), "y": round(y)} for soate, (x, y) in sorted(marks.items())
    ]
    return {
        "width": WIDTH,
        "height": height,
        "areas": areas,
        "cities": cities,
        "lakes": [_path(_simpler_ring(ring, junctions, place)) for ring in lakes],
    }


def _rings_of(feature: dict[str, Any]) -> list[Ring]:
    shape = feature["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [[(x, y) for x, y in ring] for polygon in polygons for ring in polygon]


def _rayons(features: list[dict[str, Any]]) -> dict[str, list[Ring]]:
    """Outlines of the rayons; the ground of a city belongs to the rayon around it."""
    rings = {
        one["properties"]["soate"]: _rings_of(one)
        for one in features
        if not _is_city(one["properties"]["soate"])
    }
    edges = {soate: {edge for ring in own for edge in _edges(ring)} for soate, own in rings.items()}
    for one in features:
        if _is_city(one["properties"]["soate"]):
            ground = _rings_of(one)
            own = {edge for ring in ground for edge in _edges(ring)}
            around = max(edges, key=lambda soate: len(edges[soate] & own))
            rings[around] = [*rings[around], *ground]
    return {soate: _outline(own) for soate, own in rings.items()}


def _is_city(soate: str) -> bool:
    return soate[3:5] in _CAPITALS or soate[5] == "4" or soate[8] == "6"


def _cities(features: list[dict[str, Any]]) -> dict[str, Point]:
    """The places of the cities that stand beside the rayons: those of oblast significance."""
    found = dict(_OTHER_CITIES)
    for one in features:
        soate = one["properties"]["soate"]
        if _is_city(soate) and soate[8] != "6":
            found[soate] = _middle(max(_rings_of(one), key=_area))
    return found


def _edges(ring: Ring) -> Iterable[frozenset[Point]]:
    return (frozenset(edge) for edge in pairwise(ring) if edge[0] != edge[1])


def _outline(rings: list[Ring]) -> list[Ring]:
    """The outer lines of areas put together: a line between two of them is drawn twice."""
    edges: dict[frozenset[Point], tuple[Point, Point]] = {}
    for ring in rings:
        for start, end in pairwise([*ring, ring[0]]):
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


def _inner_lines(rayons: dict[str, list[Ring]], outlines: dict[str, list[Ring]]) -> str:
    """The lines between rayons of one oblast, each drawn once, in the frame of the country."""
    place, _height = _placing([p for rings in outlines.values() for ring in rings for p in ring])
    outer = {
        edge for rings in outlines.values() for ring in rings for edge in _edges([*ring, ring[0]])
    }
    inner = {
        edge for rings in rayons.values() for ring in rings for edge in _edges([*ring, ring[0]])
    } - outer
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for start, end in map(tuple, inner):
        neighbours[start].add(end)
        neighbours[end].add(start)
    path = ""
    ends = [point for point, others in neighbours.items() if len(others) != 2]
    for end in sorted(ends):
        while neighbours[end]:
            line = _simpler([place(point) for point in _walked(end, neighbours)])
            path += _open_path(line)
    return path


def _walked(start: Point, neighbours: dict[Point, set[Point]]) -> Ring:
    """A line from one junction to the next; its pieces are used up."""
    line, stops = [start], {point for point, others in neighbours.items() if len(others) != 2}
    while True:
        here = line[-1]
        after = min(neighbours[here])
        neighbours[here].discard(after)
        neighbours[after].discard(here)
        line.append(after)
        if after in stops or not neighbours[after]:
            return line


def _junctions(groups: dict[str, list[Ring]]) -> set[Point]:
    """Points where a shared line begins or ends."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for outline in groups.values():
        for ring in outline:
            for before, after in zip(ring, [*ring[1:], ring[0]], strict=True):
                neighbours[before].add(after)
                neighbours[after].add(before)
    return {point for point, others in neighbours.items() if len(others) > 2}


def _simpler_ring(ring: Ring, junctions: set[Point], place: Placing) -> Ring:
    cuts = [at for at, point in enumerate(ring) if point in junctions] or [0]
    turned = [*ring[cuts[0] :], *ring[: cuts[0]]]
    cuts = [at - cuts[0] for at in cuts]
    simple: Ring = []
    for start, end in zip(cuts, [*cuts[1:], len(turned)], strict=True):
        arc = [*turned[start : end + 1]] if end < len(turned) else [*turned[start:], turned[0]]
        forward = arc if arc[0] <= arc[-1] else arc[::-1]
        placed = _simpler([place(point) for point in forward])
        simple += (placed if forward is arc else placed[::-1])[:-1]
    return [point for at, point in enumerate(simple) if at == 0 or point != simple[at - 1]]


def _simpler(line: Ring) -> Ring:
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
    """From a point to the line through two others, or to the one point when they are the same."""
    dx, dy = last[0] - first[0], last[1] - first[1]
    length = math.hypot(dx, dy)
    if length == 0:
        return math.hypot(point[0] - first[0], point[1] - first[1])
    return abs(dy * (point[0] - first[0]) - dx * (point[1] - first[1])) / length


def _roomiest(ring: Ring, holes: list[Ring], marks: Iterable[Point]) -> Point:
    """Where a number has the most room: far from the lines, from lakes and from cities.

    A number is wider than it is high, so distances up and down count for more.
    """
    lines = [pair for one in (ring, *holes) for pair in zip(one, [*one[1:], one[0]], strict=True)]
    best, found = -1.0, _middle(ring)
    for x in range(round(min(x for x, _y in ring)), round(max(x for x, _y in ring)), 4):
        for y in range(round(min(y for _x, y in ring)), round(max(y for _x, y in ring)), 4):
            if not _inside((x, y), ring) or any(_inside((x, y), hole) for hole in holes):
                continue
            room = min(_room((x, y), start, end) for start, end in lines)
            room = min([room, *(math.hypot(x - mx, (y - my) * 1.4) - 8 for mx, my in marks)])
            if room > best:
                best, found = room, (x, y)
    return found


def _room(point: Point, start: Point, end: Point) -> float:
    """The distance to a piece of a line, stretched up and down."""
    (px, py), (ax, ay), (bx, by) = ((x, y * 1.4) for x, y in (point, start, end))
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length if length else 0
    along = min(1.0, max(0.0, along))
    return math.hypot(px - ax - along * (bx - ax), py - ay - along * (by - ay))


def _inside(point: Point, ring: Ring) -> bool:
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def _placing(points: Ring) -> tuple[Placing, int]:
    """How to fit the points into the frame, and the height of the drawing."""
    projected = [_projected(point) for point in points]
    left, right = min(x for x, _y in projected), max(x for x, _y in projected)
    top, bottom = min(y for _x, y in projected), max(y for _x, y in projected)
    scale = min(
        (WIDTH - 2 * MARGIN) / (right - left), (TALLEST - 2 * MARGIN) / ((bottom - top) or 1e-9)
    )
    indent = (WIDTH - (right - left) * scale) / 2

    def place(point: Point) -> Point:
        x, y = _projected(point)
        return round((x - left) * scale + indent, 1), round((y - top) * scale + MARGIN, 1)

    return place, math.ceil((bottom - top) * scale + 2 * MARGIN)


def _projected(point: Point) -> Point:
    """Transverse Mercator on a sphere."""
    longitude, latitude = math.radians(point[0] - _CENTRAL_MERIDIAN), math.radians(point[1])
    return (
        math.atanh(math.cos(latitude) * math.sin(longitude)),
        -math.atan2(math.tan(latitude), math.cos(longitude)),
    )


def _path(ring: Ring) -> str:
    """A closed path."""
    return f"{_open_path(ring)}Z"


def _open_path(line: Ring) -> str:
    """A path by steps from point to point; whole units are exact enough for the eye."""
    points = [(round(x), round(y)) for x, y in line]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points) if (ax, ay) != (bx, by)]
    return f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{dx} {dy}" for dx, dy in steps).replace(
        " -", "-"
    )


def _area(ring: Ring) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def _middle(ring: Ring) -> Point:
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    crosses = [ax * by - bx * ay for (ax, ay), (bx, by) in pairs]
    whole = 3 * sum(crosses)
    x = sum((a[0] + b[0]) * cross for (a, b), cross in zip(pairs, crosses, strict=True)) / whole
    y = sum((a[1] + b[1]) * cross for (a, b), cross in zip(pairs, crosses, strict=True)) / whole
    return x, y


if __name__ == "__main__":
    drawn = draw(json.loads(SOURCE.read_text(encoding="utf-8"))["features"])
    text = json.dumps(drawn, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text(f"{text}\n", encoding="utf-8")
