"""What money tells the client base: next steps, filters of the list, names of what happened."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.billing import selectors
from membership.billing.models import Invoice
from membership.clients import filters, next_steps, timeline_kinds
from membership.clients.models import Client
from membership.clients.next_steps import NextStep
from membership.clients.segments.conditions import ids
from portal.core import clock, money


@next_steps.sources.named("billing")
def steps(client: Client, staff: Any) -> Iterator[NextStep]:
    """To ask for money that is overdue."""
    if not staff.has_perm("billing.view_invoice"):
        return
    today = clock.today()
    for invoice in selectors.invoices_of_card(client):
        if invoice.status == Invoice.Status.ISSUED and invoice.due_on < today:
            words = _("Invoice %(number)s is overdue: remind of %(sum)s.") % {
                "number": invoice.number,
                "sum": money.Money(invoice.total_tyiyn - invoice.paid),
            }
            yield NextStep(words, reverse("billing_invoices:inspect", args=[invoice.pk]))


#: Where a client stands with money.
STATES = [
    ("owes", gettext_lazy("Owes money")),
    ("overdue", gettext_lazy("Is overdue")),
    ("paid", gettext_lazy("Has paid at some time")),
]


def in_state(state: str, on: date) -> Q:
    """Clients who owe, are overdue or have paid."""
    wanted = {
        "owes": Invoice.objects.awaiting_money(),
        "overdue": Invoice.objects.overdue(on),
        "paid": Invoice.objects.filter(status=Invoice.Status.SETTLED),
    }
    return ids(wanted[state], "client")


filters.added.add(
    "money", filters.Narrowing(gettext_lazy("Money"), lambda offered: STATES, in_state)
)

timeline_kinds.known.add("invoice.issued", gettext_lazy("Got an invoice"))
timeline_kinds.known.add("invoice.cancelled", gettext_lazy("An invoice was cancelled"))
timeline_kinds.known.add("invoice.reduced", gettext_lazy("An invoice was made smaller"))
timeline_kinds.known.add("payment.received", gettext_lazy("Paid"))
timeline_kinds.known.add("payment.reversed", gettext_lazy("Got money back"))
