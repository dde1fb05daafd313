"""The address that Stripe's own command line pays a Checkout session by; no part of the public API.

A shop has no use for it: people pay on the page.
"""

from tests.stripe_simulator import errors
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.checkout import payment
from tests.stripe_simulator.resources.payments import card_behind
from tests.stripe_simulator.store import Resource


@route("GET", "/v1/payment_pages/{session_id}")
def retrieve(call: Call, session_id: str) -> Resource:
    return call.world.get("checkout.session", session_id)


@route("POST", "/v1/payment_pages/{session_id}/confirm")
def confirm(call: Call, session_id: str) -> Resource:
    session = call.world.get("checkout.session", session_id)
    method = call.world.get("payment_method", call.params.needed("payment_method"))
    expected = call.params.integer("expected_amount")
    if expected != session["amount_total"]:
        raise errors.invalid("The amount of the session is another one.", "expected_amount")
    card, owner = card_behind(call.world, method), method["billing_details"]
    typed = payment.CardDetails(
        email=owner["email"] or "",
        name=owner["name"] or "",
        number=card.number,
        month=card.exp_month,
        year=card.exp_year,
    )
    return payment.attempt(call.world, session_id, typed).session
