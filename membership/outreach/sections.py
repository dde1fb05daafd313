"""What campaigns put into places of other rooms."""

from typing import Any

from django.template.loader import render_to_string

from membership.outreach import selectors
from portal.core import slots


@slots.fill("client.card", order=50)
def campaigns_on_card(context: dict[str, Any]) -> str:
    """On the card of a client: the campaigns she is in, and what came of it."""
    request = context["request"]
    if not request.user.has_perm("outreach.view_campaign"):
        return ""
    places = selectors.campaigns_of_card(context["client"])
    if not places:
        return ""
    return render_to_string("outreach/admin/client_card.html", {"places": places}, request)
