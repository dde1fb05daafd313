"""Letters about subscriptions, written in the transaction of the change they tell of."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from membership.clients import selectors as clients
from membership.clients import stop_links
from membership.clients.models import Office
from membership.subscriptions import links, next_terms
from membership.subscriptions.models import Seat, Term
from portal.core import mail
from portal.core.navigation import reading_language


def _readers_of(term: Term, on: date) -> list[clients.Recipient]:
    """Whoever ordered it for herself or her office, else the subscriber.

    A body without an address of its own is reached through the people who hold an office in it:
    what somebody else gives it must not open in silence.
    """
    order = term.order
    if order and order.placed_by_id and not order.is_for_another:
        asker = clients.client_id_of(order.placed_by_id)
        return [clients.recipient(asker or term.subscriber_id)]
    subscriber = clients.recipient(term.subscriber_id)
    if subscriber.email:
        return [subscriber]
    body = term.subscriber.organisation_id or 0
    held = Office.objects.verified().held_on(on).filter(organisation=body)
    holders = held.order_by("client").values_list("client", flat=True).distinct()
    return [clients.recipient(client_id) for client_id in holders]


def _letters_of(term: Term, on: date) -> list[tuple[str, clients.Recipient]]:
    """Everybody with an address, and what tells her letter from those of the others."""
    readers = [reader for reader in _readers_of(term, on) if reader.email]
    return [(f":{place}" if place else "", reader) for place, reader in enumerate(readers)]


def term_opened(term: Term) -> None:
    """Access is open: to whoever ordered it, else to the subscriber."""
    order = term.order
    for mark, reader in _letters_of(term, timezone.localdate(term.opened_at)):
        language = order.language if order and not order.is_for_another else reader.language
        with translation.override(language):
            page = reverse("subscriptions:order", args=[order.pk]) if order else _magazine(language)
        mail.post(
            to=reader.email,
            template="subscriptions/letters/term_opened.txt",
            notes_links=True,
            language=language,
            key=f"term-opened:{term.pk}{mark}",
            context={
                "term": term,
                "name": reader.name,
                "url": settings.SITE_URL + page,
                "payer": order.payer.name if order and order.is_for_another else "",
                "body": term.subscriber.name if term.subscriber.organisation_id else "",
            },
        )


def term_ends(term: Term, step: str, day: date) -> bool:
    """The end of a term is near, or has just been; what the next one would be on ``day``.

    A person is reminded as long as she agrees to it; the letter carries the link that takes the
    consent back. False when there is nobody to write to.
    """
    renews = term.is_paid_by_its_reader
    following = next_terms.next_term(term, on=day) if renews else None
    letters = [one for one in _letters_of(term, day) if _is_to_be_reminded(one[1].client_id)]
    for mark, reader in letters:
        stop_url = _stop_url(reader)
        with translation.override(reader.language):
            address = links.renewal(term) if renews else reverse("subscriptions:plans")
        mail.post(
            to=reader.email,
            template="subscriptions/letters/term_ends.txt",
            notes_links=True,
            language=reader.language,
            key=f"term-ends:{term.pk}:{step}:{term.ends_on or term.issues_left}{mark}",
            headers=stop_links.headers(stop_url) if stop_url else None,
            context={
                "stop_url": stop_url,
                "term": term,
                "step": step,
                "renews": renews,
                "following": following,
                "name": reader.name,
                "url": settings.SITE_URL + address,
            },
        )
    return bool(letters)


#: Purpose, service and channel of the consent whose text names these reminders.
_REMINDERS = ("informing", "magazine", "email")


def _is_to_be_reminded(client_id: int) -> bool:
    """A body is: its address is nobody's own. A person is while her consent is in force."""
    return clients.kind_of(client_id) == "organisation" or _agrees(client_id)


def _agrees(client_id: int) -> bool:
    return _REMINDERS in clients.consents_in_force(client_id)


def _stop_url(reader: clients.Recipient) -> str:
    """Where she takes her consent back; empty where the letter rests on none."""
    if not _agrees(reader.client_id):
        return ""
    purpose, service, channel = _REMINDERS
    return stop_links.url(
        client_id=reader.client_id,
        purpose=purpose,
        service=service,
        channel=channel,
        language=reader.language,
    )


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
