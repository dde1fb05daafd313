"""What the API offers, one module per family. Importing a module puts its routes in place."""

from tests.stripe_simulator.resources import (
    catalogue,
    clocks,
    credit_notes,
    customers,
    discounts,
    disputes,
    endpoints,
    events,
    intents,
    invoices,
    methods,
    portal,
    refunds,
    sessions,
    subscriptions,
)

__all__ = [
    "catalogue",
    "clocks",
    "credit_notes",
    "customers",
    "discounts",
    "disputes",
    "endpoints",
    "events",
    "intents",
    "invoices",
    "methods",
    "portal",
    "refunds",
    "sessions",
    "subscriptions",
]
