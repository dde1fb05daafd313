"""Every field of every object, with the value an object has when nobody said otherwise.

The fields are those of Stripe's own example objects (``tests/data/stripe``) and of the classes of
the ``stripe`` library; ``tests/simulator/test_shapes.py`` holds both. ``...`` marks what must be
given.
"""

import copy
from typing import Any

from tests.stripe_simulator.shapes import money, recurring, shop, standing

FIELDS = shop.FIELDS | money.FIELDS | recurring.FIELDS | standing.FIELDS

#: How a new customer is invoiced.
NO_INVOICE_SETTINGS = dict.fromkeys(
    ("custom_fields", "default_payment_method", "footer", "rendering_options")
)
NO_ADDRESS = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))


def build(kind: str, **values: Any) -> dict[str, Any]:
    """An object of a kind; an unknown field, or a missing one, is a mistake of ours."""
    fields = FIELDS[kind]
    if strange := values.keys() - fields.keys():
        raise TypeError(f"{kind} has no {sorted(strange)}")
    built = {**copy.deepcopy(fields), **values}
    if absent := [name for name, value in built.items() if value is ...]:
        raise TypeError(f"{kind} lacks {absent}")
    return built


def billing_details(email: str | None, name: str | None) -> dict[str, Any]:
    return {
        "address": dict(NO_ADDRESS),
        "email": email,
        "name": name,
        "phone": None,
        "tax_id": None,
    }
