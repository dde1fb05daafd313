"""Letters about subscriptions, written in the transaction of the change they tell of."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from membership.clients import selectors as clients
from membership.subscriptions import links, next_terms
from membership.subscriptions.models import Seat, Term
from portal.core import mail
from portal.core.navigation import reading_language


def _reader_of(term: Term) -> clients.Recipient:
    """Whoever ordered it, else the subscriber."""
    order = term.order
    asker = clients.client_id_of(order.placed_by_id) if order and order.placed_by_id else None
    return clients.recipient(asker or term.subscriber_id)


def term_opened(term: Term) -> None:
    """Access is open: to whoever ordered it, else to the subscriber."""
    order, reader = term.order, _reader_of(term)
    if not reader.email:
        return
    language = order.language if order else reader.language
    with translation.override(language):
        address = reverse("subscriptions:order", args=[order.pk]) if order else _magazine(language)
    mail.post(
        to=reader.email,
        template="subscriptions/letters/term_opened.txt",
        notes_links=True,
        language=language,
        key=f"term-opened:{term.pk}",
        context={
            "term": term,
            "name": reader.name,
            "url": settings.SITE_URL + address,
            "payer": order.payer.name if order and order.is_for_another else "",
        },
    )


def term_ends(term: Term, step: str, day: date) -> bool:
    """The end of a term is near, or has just been; what the next one would be on ``day``.

    False when there is no address to write to.
    """
    reader = _reader_of(term)
    if not reader.email:
        return False
    with translation.override(reader.language):
        renews = term.is_paid_by_its_reader
        address = links.renewal(term) if renews else reverse("subscriptions:plans")
    mail.post(
        to=reader.email,
        template="subscriptions/letters/term_ends.txt",
        notes_links=True,
        language=reader.language,
        key=f"term-ends:{term.pk}:{step}:{term.ends_on or term.issues_left}",
        context={
            "term": term,
            "step": step,
            "renews": renews,
            "following": next_terms.next_term(term, on=day) if renews else None,
            "name": reader.name,
            "url": settings.SITE_URL + address,
        },
    )
    return True


def seat_given(seat: Seat) -> None:
    """An office gives somebody a seat of its subscription."""
    office = clients.recipient(seat.term.subscriber_id)
    with translation.override(office.language):
        address = links.seat(seat)
    mail.post(
        to=seat.email,
        template="subscriptions/letters/seat_given.txt",
        language=office.language,
        key=f"seat-given:{seat.pk}",
        context={"term": seat.term, "office": office.name, "url": settings.SITE_URL + address},
    )


def _magazine(language: str) -> str:
    return f"/{reading_language(language)}/magazine/"
