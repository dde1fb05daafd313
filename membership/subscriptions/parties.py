"""Who pays and who reads: from the account at the form to clients of the base."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from membership.clients import selectors as clients
from membership.clients.models import Office
from membership.clients.services import card_of_organisation, open_card
from membership.subscriptions.forms import ME, OFFICE


def person_of(user_id: int | None, *, at: datetime) -> int:
    """The card of an account; one is opened for an account that has none yet."""
    if user_id is None:
        raise ValueError("an anonymous reader has no card")
    return clients.client_id_of(user_id) or open_card(user_id=user_id, at=at)


def known_of(person_id: int, *, on: date) -> dict[str, Any]:
    """What the form need not ask again."""
    known = clients.recipient(person_id)
    office = Office.objects.serving_on(on).filter(client_id=person_id, declined_at=None).first()
    body = office.organisation if office else None
    return {
        "for_whom": OFFICE if body else ME,
        "buyer_name": body.name if body else known.name,
        "buyer_inn": body.inn if body else "",
        "own_name": known.name,
        "recipient_name": known.name,
        "recipient_address": known.postal_address,
    }


def roles_of(person_id: int, for_whom: str, *, at: datetime) -> dict[str, Any]:
    """Payer and subscriber of an order, as ``services.place_order`` takes them.

    A body pays and reads once somebody checked that she holds an office in it. Until then the
    order is her own, with the body's name on the invoice.
    """
    client_id = person_id
    if for_whom == OFFICE:
        held = Office.objects.verified().serving_on(timezone.localdate(at))
        if office := held.filter(client_id=person_id).first():
            client_id = card_of_organisation(
                organisation_id=office.organisation_id, at=at, opened_by_id=person_id
            )
    return {"payer_id": client_id, "subscriber_id": client_id}
