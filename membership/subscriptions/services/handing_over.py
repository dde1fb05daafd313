"""A successor takes over what her body has ordered, what it reads, and the seats on it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from membership.accounts import selectors as accounts
from membership.clients import services as clients
from membership.clients.contacts import normal
from membership.clients.models import Client, Office
from membership.subscriptions.models import Order, Seat, Term
from membership.subscriptions.services.seats import take_seat
from membership.subscriptions.states import State


@transaction.atomic
def take_over(
    *, office_id: int, organisation_id: int, from_client_id: int, to_client_id: int, at: datetime
) -> None:
    """Give a successor what is the body's, and keep what it was for the notice in her room."""
    along = {
        "subscriptions": _running_terms(organisation_id, timezone.localdate(at)),
        "orders": _orders(organisation_id, from_client_id, to_client_id),
        "seats": _seats(organisation_id, from_client_id, to_client_id, at),
    }
    for kind, row_ids in along.items():
        clients.note_along(office_id=office_id, kind=kind, row_ids=row_ids)


def _running_terms(organisation_id: int, day: date) -> list[int]:
    """They are the body's before and after; the successor is told that they are there."""
    running = Term.objects.not_over_on(day).filter(
        subscriber__kind="organisation", subscriber__organisation=organisation_id
    )
    return list(running.values_list("pk", flat=True))


def _orders(organisation_id: int, from_client_id: int, to_client_id: int) -> list[int]:
    """Put her in the place of whoever placed orders for which the body pays.

    Returns:
        Those without a term yet, for other bodies included.
    """
    giver, heir = _user_id(from_client_id), _user_id(to_client_id)
    if giver is None or heir is None:
        return []
    of_body = Order.objects.filter(
        payer__kind="organisation", payer__organisation=organisation_id, placed_by=giver
    )
    waiting = of_body.filter(term=None).exclude(state=State.CANCELLED)
    numbers = list(waiting.values_list("pk", flat=True))
    of_body.update(placed_by=heir)
    return numbers


def _seats(organisation_id: int, from_client_id: int, to_client_id: int, at: datetime) -> list[int]:
    """Whoever left the body leaves its seats, and her successor sits down on them.

    Somebody with another office in the body keeps hers. A successor without a proven address,
    or with a seat already, leaves them free.

    Returns:
        Those that the successor got.
    """
    serving = Office.objects.verified().serving_on(timezone.localdate(at))
    if serving.filter(client=from_client_id, organisation=organisation_id).exists():
        return []
    left = Seat.objects.given().filter(
        client=from_client_id, term__subscriber__organisation=organisation_id
    )
    terms = set(left.values_list("term", flat=True))
    left.update(ended_at=at)
    sits = Seat.objects.given().filter(client=to_client_id, term__in=terms)
    free = sorted(terms.difference(sits.values_list("term", flat=True)))
    email, got = _proven_email(to_client_id), []
    for term_id in free if email else []:
        seat, _is_new = Seat.objects.get_or_create(
            term_id=term_id, email=email, ended_at=None, defaults={"given_at": at}
        )
        if seat.client_id is None:
            got.append(take_seat(seat_id=seat.pk, client_id=to_client_id, at=at).pk)
    return got


def _user_id(client_id: int) -> int | None:
    return Client.objects.values_list("user_id", flat=True).get(pk=client_id)


def _proven_email(client_id: int) -> str:
    user_id = _user_id(client_id)
    proven = dict(accounts.proven_contacts(user_id) if user_id else [])
    return normal("email", proven["email"]) if "email" in proven else ""
