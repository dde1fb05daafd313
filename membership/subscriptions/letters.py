"""Letters about subscriptions, written in the transaction of the change they tell of."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from membership.clients import selectors as clients
from membership.subscriptions.models import Term
from portal.core import mail
from portal.core.navigation import reading_language


def term_opened(term: Term) -> None:
    """Access is open: to whoever ordered it, else to the subscriber."""
    order = term.order
    asker = clients.client_id_of(order.placed_by_id) if order and order.placed_by_id else None
    reader = clients.recipient(asker or term.subscriber_id)
    if not reader.email:
        return
    language = order.language if order else reader.language
    with translation.override(language):
        address = reverse("subscriptions:order", args=[order.pk]) if order else _magazine(language)
    mail.post(
        to=reader.email,
        template="subscriptions/letters/term_opened.txt",
        language=language,
        key=f"term-opened:{term.pk}",
        context={"term": term, "name": reader.name, "url": settings.SITE_URL + address},
    )


def _magazine(language: str) -> str:
    return f"/{reading_language(language)}/magazine/"
