"""Letters about automatic renewal, written in the transaction of the change they tell of."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from membership.billing.cards.refusals import Means, meaning_of, words_of
from membership.billing.models import CardOnFile
from membership.clients import selectors as clients
from membership.subscriptions.models import AutoRenewal
from membership.subscriptions.next_terms import NextTerm
from portal.core import mail


def switched_on(renewal: AutoRenewal) -> None:
    """What was agreed to, and how it is stopped."""
    _post(renewal, "renewal_on", key=f"renewal-on:{renewal.pk}")


def will_be_charged(renewal: AutoRenewal, following: NextTerm) -> None:
    """Plan, sum, day and card, in time to stop it. Told anew whenever one of them has changed."""
    _post(
        renewal,
        "renewal_ahead",
        key=f"renewal-ahead:{renewal.pk}:{renewal.term_id}:{renewal.told_tyiyn}:{renewal.told_on}",
        context={"following": following},
    )


def declined(renewal: AutoRenewal, *, at: datetime) -> None:
    """Why, what happens next, and what the payer can do."""
    _post(
        renewal,
        "renewal_declined",
        key=f"renewal-declined:{renewal.pk}:{renewal.term_id}:{renewal.tries}:{renewal.refusal}",
        context={
            "means": meaning_of(renewal.refusal).value,
            "another_card": meaning_of(renewal.refusal) is Means.ANOTHER_CARD,
        },
    )


def ended(renewal: AutoRenewal) -> None:
    """Nothing is charged any more; how to go on by hand."""
    _post(renewal, "renewal_ended", key=f"renewal-ended:{renewal.pk}")


def _post(
    renewal: AutoRenewal, name: str, *, key: str, context: dict[str, Any] | None = None
) -> None:
    asker = clients.client_id_of(renewal.agreed_by_id) if renewal.agreed_by_id else None
    reader = clients.recipient(asker or renewal.payer_id)
    if not reader.email or renewal.term.order is None:
        return
    with translation.override(reader.language):
        page = reverse("subscriptions:automatic", args=[renewal.term.order_id])
        pay = reverse("subscriptions:order", args=[renewal.order_id]) if renewal.order_id else ""
        why = words_of(renewal.refusal) if renewal.refusal else ""
    mail.post(
        to=reader.email,
        template=f"subscriptions/letters/{name}.txt",
        language=reader.language,
        key=key,
        context={
            "renewal": renewal,
            "term": renewal.term,
            "card": CardOnFile.objects.of_client(renewal.payer_id),
            "planned_on": renewal.planned_on(),
            "why": why,
            "name": reader.name,
            "url": settings.SITE_URL + page,
            "pay_url": settings.SITE_URL + pay if pay else "",
            **(context or {}),
        },
    )
