"""Lines of the bank: primary documents. What was learned of a payer goes with her."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from membership.bank.models import BankLine, PayerAlias
from portal.core import privacy
from portal.core.privacy import Holding, Kept, Person, Section

_UNDER = _("Primary documents are kept under the law on accounting and the Tax Code")


def _lines(person: Person) -> "QuerySet[BankLine]":
    paid = BankLine.objects.filter(allocations__payment__invoice__client=person.client_id or 0)
    return paid.distinct()


def export(person: Person) -> list[Section]:
    """Money that came from her, as the bank told of it, and by what it is recognised."""
    lines = ("booked_on", "amount_tyiyn", "number", "other_name", "purpose")
    aliases = PayerAlias.objects.filter(client=person.client_id or 0)
    return [
        privacy.table("bank.lines", _("Your payments through the bank"), _lines(person), *lines),
        privacy.table("bank.aliases", _("How we know your payments"), aliases, "kind", "key"),
    ]


def keeps(person: Person) -> list[Kept]:
    """The lines behind her payments."""
    if not _lines(person).exists():
        return []
    return [Kept(what=str(_("Bank statements with the payments")), why=str(_UNDER))]


def erase(person: Person, _at: datetime) -> None:
    """Statements stay as the bank wrote them; nobody is recognised by them any more."""
    PayerAlias.objects.filter(client=person.client_id or 0).delete()


privacy.register(
    "bank",
    holds=[
        Holding(
            data=_("Sender, account, sum and purpose of payments through the bank"),
            purpose=_("To know which invoice is paid"),
            basis=_UNDER,
            kept_for=_("As long as the law on accounting and the Tax Code ask"),
        )
    ],
    export=export,
    erase=erase,
    keeps=keeps,
    order=75,
)
