"""Seats of an office's subscription: given, taken, taken back."""

from datetime import datetime

from django.db import transaction

from membership.accounts import selectors as accounts
from membership.clients.contacts import normal
from membership.clients.models import Client
from membership.subscriptions import letters, timeline
from membership.subscriptions.errors import NoSeatLeft, SeatNotYours, SeatOfAnotherAddress
from membership.subscriptions.models import Seat, Term
from membership.subscriptions.states import State


@transaction.atomic
def give_seat(*, term_id: int, email: str, at: datetime, by_user_id: int | None) -> Seat:
    """Give a seat to an address and write to it. The same address again is the same seat.

    Raises:
        NoSeatLeft: as many seats are given as were paid for, or the access is closed.
    """
    term = Term.objects.select_for_update().get(pk=term_id)
    address = normal("email", email)
    if known := term.seats_given.given().filter(email=address).first():
        return known
    if term.state != State.OPEN or term.seats_given.given().count() >= term.seats:
        raise NoSeatLeft
    seat = Seat.objects.create(term=term, email=address, given_at=at, given_by_id=by_user_id)
    letters.seat_given(seat)
    return seat


@transaction.atomic
def take_seat(*, seat_id: int, client_id: int, at: datetime) -> Seat:
    """Sit down: from now on this person reads under the office's subscription. Repeatable.

    Raises:
        SeatNotYours: the seat was taken back, or somebody else sits on it.
        SeatOfAnotherAddress: the person has not proven the address that it was offered to.
    """
    seat = Seat.objects.select_for_update().select_related("term").get(pk=seat_id)
    if seat.ended_at or (seat.client_id and seat.client_id != client_id):
        raise SeatNotYours
    other = seat.term.seats_given.given().filter(client_id=client_id).exclude(pk=seat.pk)
    if other.exists():
        raise SeatNotYours
    if seat.client_id is None:
        if not _has_proven(client_id, seat.email):
            raise SeatOfAnotherAddress
        seat.client_id, seat.taken_at = client_id, at
        seat.save(update_fields=["client", "taken_at"])
        timeline.seat_taken(seat, at)
    return seat


def _has_proven(client_id: int, email: str) -> bool:
    """A link is passed on easily; an address is proven by its owner alone."""
    user_id = Client.objects.values_list("user_id", flat=True).get(pk=client_id)
    return accounts.has_proven_email(user_id, email)


@transaction.atomic
def end_seat(*, seat_id: int, at: datetime) -> None:
    """Take a seat back, or leave it: the account stays, the access ends. Repeatable."""
    Seat.objects.filter(pk=seat_id, ended_at=None).update(ended_at=at)
