"""Who pays and who reads: from the account at the form to clients of the base."""

from datetime import datetime
from typing import Any

from membership.clients import selectors as clients
from membership.clients.services import open_card
from membership.subscriptions.forms import ME


def person_of(user_id: int | None, *, at: datetime) -> int:
    """The card of an account; one is opened for an account that has none yet."""
    if user_id is None:
        raise ValueError("an anonymous reader has no card")
    return clients.client_id_of(user_id) or open_card(user_id=user_id, at=at)


def known_of(person_id: int) -> dict[str, Any]:
    """What the form need not ask again."""
    known = clients.recipient(person_id)
    return {
        "for_whom": ME,
        "buyer_name": known.name,
        "recipient_name": known.name,
        "recipient_address": known.postal_address,
    }


def roles_of(person_id: int, for_whom: str) -> dict[str, Any]:
    """Payer and subscriber of an order, as ``services.place_order`` takes them."""
    return {"payer_id": person_id, "subscriber_id": person_id}
