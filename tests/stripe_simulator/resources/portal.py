"""The customer's own page: sessions that open it, and how it is set up."""

from typing import Any

from tests.stripe_simulator import errors, lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.params import Params
from tests.stripe_simulator.resources.sessions import LOCALES
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World

_PLAIN: dict[str, Any] = {
    "customer_update": {"allowed_updates": [], "enabled": False},
    "invoice_history": {"enabled": True},
    "payment_method_update": {"enabled": True, "payment_method_configuration": None},
    "subscription_cancel": {
        "cancellation_reason": {"enabled": False, "options": []},
        "enabled": True,
        "mode": "at_period_end",
        "proration_behavior": "none",
    },
    "subscription_pause": {
        "duration": {"interval_options": [], "type": "indefinite"},
        "enabled": False,
    },
    "subscription_update": {
        "billing_cycle_anchor": None,
        "default_allowed_updates": [],
        "enabled": False,
        "proration_behavior": "none",
        "schedule_at_period_end": {"conditions": []},
        "trial_update_behavior": "end_trial",
    },
}
_SWITCHES = ("customer_update", "invoice_history", "payment_method_update", "subscription_cancel",
             "subscription_update")  # fmt: skip


def page_path(session_id: str) -> str:
    return f"/p/session/{session_id}"


def configuration(world: World) -> Resource:
    """The one that holds when none is named; made when it is first needed."""
    known = world.store.newest_first("billing_portal.configuration")
    default = next((one for one in known if one["is_default"]), None)
    return default or _new(world, Params({}), is_default=True)


def _new(world: World, params: Params, *, is_default: bool = False) -> Resource:
    made = world.create(
        "billing_portal.configuration",
        business_profile=_profile(params, dict.fromkeys(_PROFILE)),
        default_return_url=params.address("default_return_url"),
        features=_features(params, _PLAIN),
        is_default=is_default,
        login_page={"enabled": False, "url": None},
        metadata=params.metadata(),
        name=params.text("name"),
        updated=world.now(),
    )
    world.announce("billing_portal.configuration.created", made)
    return made


_PROFILE = ("headline", "privacy_policy_url", "terms_of_service_url")


def _profile(params: Params, known: dict[str, Any]) -> dict[str, Any]:
    section = params.section("business_profile")
    return known | {name: section.text(name) for name in _PROFILE if name in section}


def _features(params: Params, known: dict[str, Any]) -> dict[str, Any]:
    section = params.section("features")
    features = {name: dict(value) for name, value in known.items()}
    for name in _SWITCHES:
        if name in section:
            enabled = section.section(name).boolean("enabled")
            features[name]["enabled"] = bool(enabled)
    return features


@route("POST", "/v1/billing_portal/configurations")
def create_configuration(call: Call) -> Resource:
    return _new(call.world, call.params)


@route("GET", "/v1/billing_portal/configurations")
def list_configurations(call: Call) -> Resource:
    return lists.matching(call, "billing_portal.configuration", flags=("active", "is_default"))


@route("GET", "/v1/billing_portal/configurations/{configuration_id}")
def retrieve_configuration(call: Call, configuration_id: str) -> Resource:
    return call.world.get("billing_portal.configuration", configuration_id)


@route("POST", "/v1/billing_portal/configurations/{configuration_id}")
def update_configuration(call: Call, configuration_id: str) -> Resource:
    known = call.world.get("billing_portal.configuration", configuration_id)
    given = {
        "business_profile": _profile(call.params, known["business_profile"]),
        "features": _features(call.params, known["features"]),
        "metadata": call.params.metadata(known["metadata"]),
    }
    made = call.world.store.save(known | given | {"updated": call.world.now()})
    previous = {name: known[name] for name, value in given.items() if known[name] != value}
    call.world.announce("billing_portal.configuration.updated", made, previous)
    return made


@route("POST", "/v1/billing_portal/sessions")
def create(call: Call) -> Resource:
    """A page for one customer, for as long as she needs it."""
    world, params = call.world, call.params
    customer = world.get("customer", params.needed("customer"), param="customer")
    chosen = params.text("configuration")
    settings = (
        world.get("billing_portal.configuration", chosen, param="configuration")
        if chosen
        else configuration(world)
    )
    back = params.address("return_url") or settings["default_return_url"]
    if "flow_data" in params:
        kind = params.section("flow_data").text("type", required=True)
        if kind != "payment_method_update":
            raise errors.invalid("This simulator knows payment_method_update only.", "flow_data")
    session_id = world.new_id("billing_portal.session")
    session = world.create(
        "billing_portal.session",
        id=session_id,
        configuration=settings["id"],
        customer=customer["id"],
        locale=params.choice("locale", LOCALES),
        return_url=back,
        url=world.page_url(page_path(session_id), near=back or ""),
    )
    world.announce("billing_portal.session.created", session)
    return session
