"""What billing puts into places of other rooms."""

from typing import Any

from django.template.loader import render_to_string

from membership.billing.models import Invoice
from portal.core import clock, slots

_LATEST = 6


@slots.fill("client.card", order=40)
def money_at_a_glance(context: dict[str, Any]) -> str:
    """On the card of a client: what was asked, what was paid, what is owed."""
    request = context["request"]
    if not request.user.has_perm("billing.view_invoice"):
        return ""
    invoices: list[Any] = list(Invoice.objects.filter(client_id=context["client_id"]).with_paid())
    live = [one for one in invoices if one.status != Invoice.Status.CANCELLED]
    return render_to_string(
        "billing/slots/client_card.html",
        {
            "invoices": invoices[:_LATEST],
            "more": len(invoices) - _LATEST,
            "asked": sum(one.total_tyiyn for one in live),
            "paid": sum(one.paid for one in live),
            "owed": sum(max(0, one.total_tyiyn - one.paid) for one in live),
            "today": clock.today(),
        },
        request,
    )
