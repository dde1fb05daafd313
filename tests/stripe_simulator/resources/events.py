"""Events: what happened, as it was at that moment."""

from tests.stripe_simulator import lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.store import Resource


@route("GET", "/v1/events")
def listed(call: Call) -> Resource:
    kinds = call.params.texts("types")
    if kinds:
        members = call.world.store.newest_first("event")
        return lists.page(call, [event for event in members if event["type"] in kinds])
    return lists.matching(call, "event", "type")


@route("GET", "/v1/events/{event_id}")
def retrieve(call: Call, event_id: str) -> Resource:
    return call.world.get("event", event_id)
