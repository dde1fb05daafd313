"""Answers about the bodies people serve in."""

from membership.organisations.models import Organisation
from portal.core.audience import Role

_IN_THE_KENESH = {Role.KENESH_CHAIR, Role.KENESH_DEPUTY}


def bodies_of(territory_id: int) -> list[Organisation]:
    """The bodies of a municipality, the kenesh first."""
    found = (
        Organisation.objects.working()
        .filter(territory_id=territory_id)
        .exclude(kind=Organisation.Kind.OTHER)
    )
    return sorted(found, key=lambda body: body.kind != Organisation.Kind.KENESH)


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
