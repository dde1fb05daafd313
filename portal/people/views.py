"""The page of a person."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.people import selectors


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Name, office, place and works of somebody who agrees to be found."""
    found = selectors.shown(slug)
    if found is None:
        raise Http404
    language = get_language()
    context = {
        "name": found.name_in(language),
        "office": found.office_in(language),
        "place": found.territory,
        "works": selectors.works_of(found, language or "ky"),
    }
    return render(request, "people/person.html", context)
