"""The maps are drawn once, light and true to the register."""

import gzip
import json
import re
from pathlib import Path

import pytest

from portal.territories import map_drawing, maps, services
from portal.territories.models import Territory

#: What the whole map may weigh on the wire.
HEAVIEST = 25_000
#: They stand on the map of the oblast around them without being part of it.
CAPITALS = {"41711000000000", "41721000000000"}


def test_neighbours_stay_neighbours_on_the_map():
    left = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    right = [[1, 0], [2, 0], [2, 1], [1, 1], [1, 0]]
    features = [
        {
            "properties": {"soate": f"417{code}200000000"},
            "geometry": {"type": "Polygon", "coordinates": [[[70 + x, 40 + y] for x, y in ring]]},
        }
        for code, ring in (("02", left), ("03", right))
    ]

    drawn = map_drawing.draw(features)

    first, second = (corners(area["path"]) for area in drawn["country"]["areas"])
    assert len(first & second) == 2


def corners(path):
    """The points of a closed path of steps."""
    start, _l, steps = path[1:-1].partition("l")
    numbers = [int(one) for one in re.findall(r"-?\d+", steps)]
    points = [tuple(map(int, start.split()))]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        points.append((points[-1][0] + dx, points[-1][1] + dy))
    return set(points)


def test_all_maps_together_are_light():
    data = Path(map_drawing.TARGET).read_bytes()

    assert len(gzip.compress(data)) < HEAVIEST


def test_the_kept_maps_are_what_the_source_gives():
    features = json.loads(map_drawing.SOURCE.read_text())["features"]

    assert map_drawing.draw(features) == json.loads(map_drawing.TARGET.read_text())


@pytest.mark.django_db
def test_every_oblast_rayon_and_city_of_the_map_is_in_the_register():
    services.load_register()
    oblasts = Territory.objects.filter(level="oblast")

    for oblast in oblasts:
        drawing = maps.oblast(oblast.soate)
        parts = set(oblast.parts.values_list("soate", flat=True))
        drawn = {one["soate"] for one in (*drawing["areas"], *drawing["cities"])}
        assert parts == drawn - CAPITALS

    country = maps.country()
    drawn = {one["soate"] for one in (*country["areas"], *country["cities"])}
    assert drawn == set(Territory.objects.filter(parent=None).values_list("soate", flat=True))
