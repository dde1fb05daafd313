"""Test clocks: what would take months happens when the clock is told to advance."""

from tests.stripe_simulator import errors, lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.resources import subscriptions
from tests.stripe_simulator.store import Resource

_A_MONTH = 30 * 24 * 3600
_LONGEST = 2 * 366 * 24 * 3600


@route("POST", "/v1/test_helpers/test_clocks")
def create(call: Call) -> Resource:
    frozen = call.params.integer("frozen_time", least=0)
    if frozen is None:
        raise errors.missing("frozen_time")
    clock = call.world.create(
        "test_helpers.test_clock",
        deletes_after=call.world.now() + _A_MONTH,
        frozen_time=frozen,
        name=call.params.text("name", longest=300),
    )
    call.world.announce("test_helpers.test_clock.created", clock)
    return clock


@route("GET", "/v1/test_helpers/test_clocks")
def listed(call: Call) -> Resource:
    return lists.matching(call, "test_helpers.test_clock")


@route("GET", "/v1/test_helpers/test_clocks/{clock_id}")
def retrieve(call: Call, clock_id: str) -> Resource:
    return call.world.get("test_helpers.test_clock", clock_id)


@route("POST", "/v1/test_helpers/test_clocks/{clock_id}/advance")
def advance(call: Call, clock_id: str) -> Resource:
    """Let everything happen that falls due until then, in its order.

    Stripe does it in the background and says ``advancing`` meanwhile; here it is done at once.
    """
    world = call.world
    clock = world.get("test_helpers.test_clock", clock_id)
    wanted = call.params.integer("frozen_time", least=0)
    if wanted is None:
        raise errors.missing("frozen_time")
    if not clock["frozen_time"] < wanted <= clock["frozen_time"] + _LONGEST:
        raise errors.invalid("A test clock advances by at most two years.", "frozen_time")
    world.announce("test_helpers.test_clock.advancing", clock | {"status": "advancing"})
    subscriptions.run_until(world, wanted, clock=clock_id)
    clock = world.store.save(clock | {"frozen_time": wanted})
    world.announce("test_helpers.test_clock.ready", clock)
    return clock


@route("DELETE", "/v1/test_helpers/test_clocks/{clock_id}")
def delete(call: Call, clock_id: str) -> Resource:
    """With the clock go the customers who live by it."""
    clock = call.world.get("test_helpers.test_clock", clock_id)
    for customer in call.world.store.newest_first("customer", test_clock=clock_id):
        call.world.store.remove(customer["id"])
    call.world.store.remove(clock_id)
    call.world.announce("test_helpers.test_clock.deleted", clock)
    return {"id": clock_id, "object": "test_helpers.test_clock", "deleted": True}
