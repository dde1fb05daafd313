"""What the home adds to pages of other rooms."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from portal.core import skeletons, slots
from portal.home import selectors


@skeletons.places.named("home")
def strip_for_the_reader(request: HttpRequest | None, page: Any) -> str:
    """On the first page, for those who are signed in: what other wings have for them."""
    if request is None or not request.user.is_authenticated:
        return ""
    return slots.render("home.personal", {"request": request, "page": page})


@slots.fill("dev.components")
def map_of_practices(context: dict[str, Any]) -> str:
    """The map on the catalogue page of components, with counts made up."""
    areas = [
        selectors.Area(name=soate, url="#map", count=at * 3, **shape)
        for at, (soate, shape) in enumerate(selectors.shapes().items())
    ]
    sample = {"areas": areas, "map": selectors.drawing()}
    return render_to_string("home/map_sample.html", sample)


@slots.fill("practice.map")
def map_of_adoptions(context: dict[str, Any]) -> str:
    """Where a practice was taken over to; the list says it again and leads to the entries."""
    oblasts = context["ledger"].oblasts
    nowhere = ("", 0, 0)
    areas = [
        selectors.Area(name=name, url=f"#adoption-{first}", count=count, **shape)
        for soate, shape in selectors.shapes().items()
        for name, count, first in [oblasts.get(soate, nowhere)]
    ]
    return render_to_string("components/map.html", {"areas": areas, "map": selectors.drawing()})
