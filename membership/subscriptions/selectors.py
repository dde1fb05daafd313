"""Answers about subscriptions for other rooms and pages."""

from datetime import date
from typing import Any

from membership.subscriptions.models import Term

_KEPT = "_terms_asked_for"


def has_access(user: Any, product: str, *, on: date) -> bool:
    """May this reader open what ``product`` names (``magazine_online``) on a day?

    Asks the database once per reader, product and day of a request; anonymous readers never.
    """
    if not user.is_authenticated:
        return False
    kept: dict[tuple[str, date], bool] = user.__dict__.setdefault(_KEPT, {})
    if (product, on) not in kept:
        terms = Term.objects.giving_access_on(on).opening(product).for_reader(user)
        kept[product, on] = terms.exists()
    return kept[product, on]
