"""Papers between two parties: primary documents. The details typed for the next ones go."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from membership.bookkeeping.models import Paper, PayerDetails
from membership.clients.duplicates import relations
from portal.core import privacy
from portal.core.privacy import Holding, Kept, Person, Section

_UNDER = _("Primary documents are kept under the law on accounting and the Tax Code")

#: Of two cards that become one the details of the card that stays hold.
relations.ways.add("bookkeeping.PayerDetails.client", relations.MOVE)


def _papers(person: Person) -> "QuerySet[Paper]":
    return Paper.objects.filter(client=person.client_id or 0)


def _details(person: Person) -> "QuerySet[PayerDetails]":
    return PayerDetails.objects.filter(client=person.client_id or 0)


def export(person: Person) -> list[Section]:
    """Her papers as printed, and her details as a party."""
    papers = ("kind", "number", "dated_on", "amount_tyiyn", "snapshot", "signed_on")
    spoken = (f"{name}_{language}" for name in PayerDetails.SPOKEN for language in ("ky", "ru"))
    details = (*spoken, *PayerDetails.PLAIN)
    return [
        privacy.table("bookkeeping.papers", _("Your papers"), _papers(person), *papers),
        privacy.table("bookkeeping.details", _("Your details"), _details(person), *details),
    ]


def keeps(person: Person) -> list[Kept]:
    """Papers that have a number."""
    numbers = list(_papers(person).values_list("number", flat=True))
    if not numbers:
        return []
    what = _("Contracts, acts and receipts as printed (%(numbers)s)")
    return [Kept(what=str(what) % {"numbers": ", ".join(numbers)}, why=str(_UNDER))]


def erase(person: Person, _at: datetime) -> None:
    """Numbered papers stay; the details for further ones go."""
    _details(person).delete()


privacy.register(
    "bookkeeping",
    holds=[
        Holding(
            data=_("Details of a party: name, taxpayer number, address, bank, who signs"),
            purpose=_("To conclude contracts and account for them"),
            basis=_UNDER,
            kept_for=_("As long as the law on accounting and the Tax Code ask"),
        )
    ],
    export=export,
    erase=erase,
    keeps=keeps,
    order=80,
)
