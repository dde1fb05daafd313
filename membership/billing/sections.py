"""What billing puts into places of other rooms."""

from typing import Any

from django.template.loader import render_to_string

from membership.billing import selectors
from membership.billing.models import Invoice
from portal.core import clock, slots

_LATEST = 6


@slots.fill("client.card", order=40)
def money_at_a_glance(context: dict[str, Any]) -> str:
    """On the card of a client: what was asked, what was paid, what is owed."""
    request = context["request"]
    if not request.user.has_perm("billing.view_invoice"):
        return ""
    invoices: list[Any] = selectors.invoices_of_card(context["client"])
    live = [one for one in invoices if one.status != Invoice.Status.CANCELLED]
    return render_to_string(
        "billing/slots/client_card.html",
        {
            "invoices": invoices[:_LATEST],
            "more": len(invoices) - _LATEST,
            "asked": sum(one.total_tyiyn for one in live),
            "paid": sum(one.paid for one in live),
            "owed": sum(max(0, one.total_tyiyn - one.paid) for one in live),
            "last_paid_at": max(
                (one.last_paid_at for one in invoices if one.last_paid_at), default=None
            ),
            "today": clock.today(),
        },
        request,
    )
