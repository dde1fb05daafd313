"""Signed links of letters: they name a row, and nobody can make up another one."""

from django.core import signing
from django.urls import reverse

from membership.subscriptions.models import Seat, Term

#: A renewal may be ordered from the first reminder until some weeks after the end.
_RENEWAL_AGE = 120 * 24 * 3600
_SEAT_AGE = 60 * 24 * 3600


def renewal(term: Term) -> str:
    """The address that orders the term after this one."""
    return reverse("subscriptions:renew", args=[signing.dumps(term.pk, salt="subscriptions.renew")])


def term_of(token: str) -> int | None:
    """The term a renewal link names; None when the link is made up, cut or too old."""
    return _row(token, "subscriptions.renew", _RENEWAL_AGE)


def seat(given: Seat) -> str:
    """The address at which a seat is taken."""
    token = signing.dumps(given.pk, salt="subscriptions.seat")
    return reverse("subscriptions:take_seat", args=[token])


def seat_of(token: str) -> int | None:
    """The seat a link names; None when the link is made up, cut or too old."""
    return _row(token, "subscriptions.seat", _SEAT_AGE)


def _row(token: str, salt: str, age: int) -> int | None:
    try:
        return int(signing.loads(token, salt=salt, max_age=age))
    except (signing.BadSignature, TypeError, ValueError):
        return None
