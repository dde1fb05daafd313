"""What the home adds to pages of other rooms."""

from typing import Any

from django.template.loader import render_to_string

from portal.core import slots
from portal.territories import maps


@slots.fill("dev.components")
def map_of_practices(context: dict[str, Any]) -> str:
    """The map on the catalogue page of components, with counts made up."""
    drawing = maps.country()
    areas = [
        maps.Area(name=place["soate"], url="#map", count=at * 3, **_without_code(place))
        for at, place in enumerate((*drawing["areas"], *drawing["cities"]))
    ]
    return render_to_string("home/map_sample.html", {"areas": areas, "map": drawing})


def _without_code(place: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in place.items() if name != "soate"}
