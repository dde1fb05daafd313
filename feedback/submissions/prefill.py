"""What is known of an author before she has typed a word."""

from typing import Any

from membership.accounts import selectors as accounts
from membership.clients import selectors as clients


def of_author(user_id: int) -> dict[str, Any]:
    """Fields of a new submission: her card, her municipality, herself as the one to ask."""
    answers = accounts.registration_of(user_id)
    place = {"territory_id": answers.territory_id} if answers else {}
    client_id = clients.client_id_of(user_id)
    if client_id is None:
        return place
    known = clients.recipient(client_id)
    return {
        **place,
        "client_id": client_id,
        "contact_name": known.name[:120],
        "contact_email": known.email,
        "contact_phone": known.phone[:40],
    }
