"""What the API offers, one module per family. Importing a module puts its routes in place."""

from tests.stripe_simulator.resources import (
    catalogue,
    customers,
    events,
    intents,
    refunds,
    sessions,
)

__all__ = ["catalogue", "customers", "events", "intents", "refunds", "sessions"]
