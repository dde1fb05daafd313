"""Lines of the account's own ledger."""

from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World


def book(world: World, source: Resource, amount: int, kind: str) -> Resource:
    """The line in the account's own ledger; the simulator takes no fee."""
    return world.create(
        "balance_transaction",
        amount=amount,
        available_on=world.now(),
        currency=source["currency"],
        net=amount,
        reporting_category=kind,
        source=source["id"],
        type=kind,
    )
