"""What billing puts into places of other rooms."""

from typing import Any

from django.template.loader import render_to_string

from membership.billing import selectors
from membership.billing.models import Invoice
from portal.core import clock, slots
from portal.core.money import HOME

_LATEST = 6


def _sums(invoices: list[Any]) -> list[dict[str, Any]]:
    """Asked, paid and owed, currency by currency."""
    return [
        {
            "currency": currency,
            "asked": sum(one.asked_tyiyn for one in invoices if one.currency == currency),
            "paid": sum(one.paid for one in invoices if one.currency == currency),
            "owed": sum(max(0, one.owed) for one in invoices if one.currency == currency),
        }
        for currency in sorted({one.currency for one in invoices}, key=lambda c: (c != HOME, c))
    ]


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
            "sums": _sums(live),
            "last_paid_at": max(
                (one.last_paid_at for one in invoices if one.last_paid_at), default=None
            ),
            "today": clock.today(),
        },
        request,
    )
