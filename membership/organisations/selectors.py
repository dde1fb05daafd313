"""Answers about the bodies people serve in."""

from django.db.models import Q, QuerySet

from membership.organisations.models import Organisation
from portal.core import letters
from portal.core.audience import Role
from portal.territories import selectors as territories

_LONGEST_QUERY = 120
_IN_THE_KENESH = {Role.KENESH_CHAIR, Role.KENESH_DEPUTY}


def bodies_of(territory_id: int) -> list[Organisation]:
    """The bodies of a municipality, the kenesh first."""
    found = (
        Organisation.objects.working()
        .filter(territory_id=territory_id)
        .exclude(kind=Organisation.Kind.OTHER)
    )
    return sorted(found, key=lambda body: body.kind != Organisation.Kind.KENESH)


def find(query: str, *, limit: int) -> list[Organisation]:
    """Working bodies by their own name or by that of their place, in any spelling.

    The name of a rayon finds the bodies of all its municipalities.
    """
    words = letters.search_key(query[:_LONGEST_QUERY]).split()
    if not words:
        return []
    places = territories.find(query, limit=limit)
    named = territories.find(query, limit=limit, registrable=False)
    rayons = [place for place in named if place.level == place.Level.RAYON]
    called_so = _called_so(words)
    of_place = Q(territory__in=places) | Q(territory__parent__in=rayons)
    found = Organisation.objects.working().with_place().filter(called_so | of_place)
    return list(found.order_by("sort_key", "pk")[:limit])


def called(name: str) -> "QuerySet[Organisation]":
    """Bodies whose own name has these words in any spelling, and those that became part of them."""
    words = letters.search_key(name[:_LONGEST_QUERY]).split()
    if not words:
        return Organisation.objects.none()
    named = _called_so(words)
    return Organisation.objects.filter(named | Q(successor__in=Organisation.objects.filter(named)))


def _called_so(words: list[str]) -> Q:
    return Q(*(Q(search_key__contains=word) for word in words))


def took_over(organisation_id: int) -> set[int]:
    """Ids of the bodies that this one took over, through any number of acts."""
    found = Organisation.objects.filter(successor=organisation_id).order_by()
    return set(found.values_list("pk", flat=True))


def body_for(*, territory_id: int, role: str) -> Organisation | None:
    """The body in which somebody of this role serves: the kenesh or the executive.

    None when the register holds no body for the territory.
    """
    in_kenesh = role in _IN_THE_KENESH
    for body in bodies_of(territory_id):
        if (body.kind == Organisation.Kind.KENESH) == in_kenesh:
            return body
    return None
