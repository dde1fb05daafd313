"""Every object has the fields of Stripe's own, no more and no less."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import stripe
from stripe.checkout import Session

from tests.simulator.conftest import Visitor, an_order
from tests.simulator.shape_check import problems
from tests.stripe_simulator.server import Simulator
from tests.stripe_simulator.shapes import FIELDS

EXAMPLES = json.loads((Path(__file__).parents[1] / "data/stripe/objects.json").read_text())
CLASSES = {
    "balance_transaction": stripe.BalanceTransaction,
    "charge": stripe.Charge,
    "checkout.session": Session,
    "customer": stripe.Customer,
    "event": stripe.Event,
    "item": stripe.LineItem,
    "payment_intent": stripe.PaymentIntent,
    "payment_method": stripe.PaymentMethod,
    "price": stripe.Price,
    "product": stripe.Product,
    "refund": stripe.Refund,
}


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_fields_are_those_of_the_official_example(kind: str) -> None:
    assert FIELDS[kind].keys() == EXAMPLES[kind].keys()


def test_everything_that_comes_of_a_purchase_fits_the_classes_of_the_library(
    simulator: Simulator, client: stripe.StripeClient, visitor: Visitor
) -> None:
    session = client.v1.checkout.sessions.create(an_order(customer_creation="always"))
    for number in ("4000000000009995", "4000002500003155"):
        visitor.order(f"sessions/{session.id}/pay", number=number)
    visitor.post(f"{simulator.url}/c/pay/{session.id}/confirm", answer="no")
    visitor.order(f"sessions/{session.id}/pay")
    intent = client.v1.checkout.sessions.retrieve(session.id).payment_intent
    client.v1.refunds.create({"payment_intent": str(intent), "amount": 100})

    for kind, expected in CLASSES.items():
        members = simulator.world.store.newest_first(kind)
        assert members, kind
        for member in members:
            assert problems(member, expected, kind) == []
            if kind == "event":
                inner = member["data"]["object"]
                assert problems(inner, CLASSES[inner["object"]], member["type"]) == []


def test_a_wrong_shape_would_be_noticed() -> None:
    good = dict(EXAMPLES["refund"])
    del good["charge"], good["amount"]

    assert problems({**good, "payed": True, "currency": 5}, stripe.Refund) != []
