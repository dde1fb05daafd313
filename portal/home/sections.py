"""What the home adds to pages of other rooms."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from portal.core import skeletons, slots
from portal.territories import maps


@skeletons.places.named("home")
def strip_for_the_reader(request: HttpRequest | None, page: Any) -> str:
    """On the first page, for those who are signed in: what other wings have for them."""
    if request is None or not request.user.is_authenticated:
        return ""
    return slots.render("home.personal", {"request": request, "page": page})


@slots.fill("dev.components")
def map_of_practices(context: dict[str, Any]) -> str:
    """The map on the catalogue page of components, with counts made up."""
    drawing = maps.country()
    areas = [
        maps.Area(name=place["soate"], url="#map", count=at * 3, **_without_code(place))
        for at, place in enumerate((*drawing["areas"], *drawing["cities"]))
    ]
    return render_to_string("home/map_sample.html", {"areas": areas, "map": drawing})


@slots.fill("practice.map")
def map_of_adoptions(context: dict[str, Any]) -> str:
    """Where a practice was taken over to; the list says it again and leads to the entries."""
    oblasts = context["ledger"].oblasts
    drawing = maps.country()
    areas = []
    for place in (*drawing["areas"], *drawing["cities"]):
        name, count, first = oblasts.get(place["soate"], ("", 0, 0))
        areas.append(
            maps.Area(name=name, url=f"#adoption-{first}", count=count, **_without_code(place))
        )
    return render_to_string("components/map.html", {"areas": areas, "map": drawing})


def _without_code(place: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in place.items() if name != "soate"}
