"""What only subscriptions know to be wrong with a card."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from membership.clients.models import Client
from membership.clients.quality.troubles import Trouble, troubles
from membership.subscriptions.models import Opens, Term


def _print_without_address(day: date) -> "QuerySet[Client]":
    """The order may name another address than the card."""
    printed = Term.objects.giving_access_on(day).exclude(opens=Opens.ONLINE)
    printed = printed.filter(Q(order=None) | Q(order__recipients=None))
    return Client.objects.filter(postal_address="", pk__in=printed.values("subscriber"))


troubles.add(
    "no-post",
    Trouble(
        order=10,
        label=_("Printed magazine without a postal address"),
        blocks=_("A paid issue cannot be posted"),
        clients=_print_without_address,
        deed=_("Write the postal address"),
    ),
)
