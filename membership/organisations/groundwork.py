"""The universe: every body of local self-government, before anybody registers."""

from membership.organisations import services
from portal.core import roles
from portal.territories import selectors as territories


def lay() -> None:
    """Offer a kenesh and an executive for every municipality, and let staff look after them."""
    services.offer_bodies_of(territories.municipalities())
    roles.grant(
        roles.CLIENT_ADMINISTRATOR,
        "organisations.view_organisation",
        "organisations.add_organisation",
        "organisations.change_organisation",
    )
    for role in (roles.CONTENT_ADMINISTRATOR, roles.MANAGER):
        roles.grant(role, "organisations.view_organisation")
