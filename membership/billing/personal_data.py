"""Invoices and payments: what the law on accounting keeps, whoever asks."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from membership.billing.cards import pages
from membership.billing.models import CardOnFile, Invoice, Payment
from portal.core import privacy
from portal.core.privacy import Holding, Kept, Person, Section

_UNDER = _("Primary documents are kept under the law on accounting and the Tax Code")


def _invoices(person: Person) -> "QuerySet[Invoice]":
    return Invoice.objects.filter(client=person.client_id or 0)


def export(person: Person) -> list[Section]:
    """Her invoices as printed, and what was paid."""
    invoices = ("number", "status", "total_tyiyn", "currency", "issued_on", "due_on", "snapshot")
    payments = Payment.objects.filter(invoice__in=_invoices(person))
    cards = CardOnFile.objects.filter(client=person.client_id or 0)
    paid = ("received_at", "amount_tyiyn", "source", "reference", "reason")
    return [
        privacy.table("billing.invoices", _("Your invoices"), _invoices(person), *invoices),
        privacy.table("billing.payments", _("Your payments"), payments, *paid),
        privacy.table("billing.cards", _("Your kept cards"), cards, "brand", "last4", "saved_at"),
    ]


def keeps(person: Person) -> list[Kept]:
    """Everything about money."""
    numbers = list(_invoices(person).values_list("number", flat=True))
    if not numbers:
        return []
    what = _("Invoices and payments: number, sum, payer as printed (%(numbers)s)")
    return [Kept(what=str(what) % {"numbers": ", ".join(numbers)}, why=str(_UNDER))]


def erase(person: Person, at: datetime) -> None:
    """Nothing of the money goes; the kept card does, and who asked in the name of others."""
    if person.client_id:
        pages.forget_card(client_id=person.client_id, at=at)
    if person.user_id:
        Invoice.objects.filter(asked_by=person.user_id).update(asked_by=None)


privacy.register(
    "billing",
    holds=[
        Holding(
            data=_("Payer, taxpayer number, address, sums, dates"),
            purpose=_("To take money and account for it"),
            basis=_UNDER,
            kept_for=_("As long as the law on accounting and the Tax Code ask"),
        ),
        Holding(
            data=_("Kept card: its brand, last four digits and term; never its number"),
            purpose=_("To renew a subscription by card"),
            basis=_("Consent"),
            kept_for=_("Until the card is removed or the person is erased"),
        ),
    ],
    export=export,
    erase=erase,
    keeps=keeps,
    order=70,
)
