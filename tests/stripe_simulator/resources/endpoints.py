"""Webhook endpoints: who else is told, and of what."""

import secrets
from typing import Any

from tests.stripe_simulator import API_VERSION, errors, lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.store import Resource


@route("POST", "/v1/webhook_endpoints")
def create(call: Call) -> Resource:
    """The secret is told once, in this answer."""
    params, world = call.params, call.world
    version = params.text("api_version")
    if version not in (None, API_VERSION):
        raise errors.invalid(
            f"Invalid api_version: this simulator speaks {API_VERSION}", "api_version"
        )
    events = params.texts("enabled_events")
    if not events:
        raise errors.missing("enabled_events")
    endpoint = world.create(
        "webhook_endpoint",
        api_version=version,
        description=params.text("description"),
        enabled_events=events,
        metadata=params.metadata(),
        url=params.address("url", required=True),
    )
    secret = "whsec_" + secrets.token_hex(16)
    world.store.set(f"secret_of_{endpoint['id']}", secret)
    return endpoint | {"secret": secret}


@route("GET", "/v1/webhook_endpoints")
def listed(call: Call) -> Resource:
    return lists.matching(call, "webhook_endpoint")


@route("GET", "/v1/webhook_endpoints/{endpoint_id}")
def retrieve(call: Call, endpoint_id: str) -> Resource:
    return call.world.get("webhook_endpoint", endpoint_id)


@route("POST", "/v1/webhook_endpoints/{endpoint_id}")
def update(call: Call, endpoint_id: str) -> Resource:
    known = call.world.get("webhook_endpoint", endpoint_id)
    given: dict[str, Any] = {"metadata": call.params.metadata(known["metadata"])}
    if events := call.params.texts("enabled_events"):
        given["enabled_events"] = events
    if "url" in call.params:
        given["url"] = call.params.address("url", required=True)
    if "description" in call.params:
        given["description"] = call.params.text("description")
    if (off := call.params.boolean("disabled")) is not None:
        given["status"] = "disabled" if off else "enabled"
    return call.world.store.save(known | given)


@route("DELETE", "/v1/webhook_endpoints/{endpoint_id}")
def delete(call: Call, endpoint_id: str) -> Resource:
    call.world.get("webhook_endpoint", endpoint_id)
    call.world.store.remove(endpoint_id)
    return {"id": endpoint_id, "object": "webhook_endpoint", "deleted": True}
