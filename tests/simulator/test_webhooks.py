"""Events reach the shop: signed, repeated until heard, held and reordered when a test asks."""

from __future__ import annotations

import json

import pytest
import stripe

from tests.simulator.conftest import SECRET, Shop, Visitor, an_order
from tests.stripe_simulator.server import Simulator

PURCHASE = [
    "product.created",
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
]


def buy(client: stripe.StripeClient, visitor: Visitor) -> stripe.checkout.Session:
    session = client.v1.checkout.sessions.create(an_order())
    assert visitor.order(f"sessions/{session.id}/pay")["outcome"] == "paid"
    return session


def test_a_purchase_is_told_in_signed_events(
    client: stripe.StripeClient, visitor: Visitor, shop: Shop
) -> None:
    session = buy(client, visitor)
    shop.wait_for(len(PURCHASE))

    assert shop.kinds() == PURCHASE
    body, signature = shop.heard[-1]
    event = stripe.Webhook.construct_event(body, signature, SECRET)
    assert event.data.object["id"] == session.id
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(body, signature, "whsec_other")


def test_what_the_shop_refuses_comes_again_until_it_is_heard(
    client: stripe.StripeClient, visitor: Visitor, shop: Shop
) -> None:
    shop.answers = [500, 302, 400]

    client.v1.customers.create({"name": "Асел"})
    shop.wait_for(4)

    assert shop.kinds() == ["customer.created"] * 4
    assert len({json.loads(body)["id"] for body, _ in shop.heard}) == 1
    for _ in range(50):
        (delivery,) = visitor.order("deliveries", method="GET")
        if delivery["state"] == "delivered":
            break
    assert (delivery["state"], delivery["attempts"]) == ("delivered", 4)


def test_deliveries_can_be_held_and_come_in_the_wrong_order(
    client: stripe.StripeClient, visitor: Visitor, shop: Shop
) -> None:
    visitor.order("deliveries/hold")
    buy(client, visitor)

    sent = visitor.order("deliveries/release", order="newest")

    assert [one["type"] for one in sent] == PURCHASE[::-1]
    assert shop.kinds() == PURCHASE[::-1]


def test_an_event_can_be_repeated_in_one_moment(
    client: stripe.StripeClient, visitor: Visitor, shop: Shop
) -> None:
    buy(client, visitor)
    shop.wait_for(len(PURCHASE))
    completed = client.v1.events.list({"type": "checkout.session.completed"}).data[0]

    assert visitor.order(f"events/{completed.id}/deliver", times=5, at_once="true") == [204] * 5

    assert shop.kinds()[-5:] == ["checkout.session.completed"] * 5


def test_every_event_can_come_in_copies(
    client: stripe.StripeClient, visitor: Visitor, shop: Shop
) -> None:
    visitor.order("deliveries/copies", count=3)

    client.v1.customers.create({"name": "Асел"})
    shop.wait_for(3)

    assert shop.kinds() == ["customer.created"] * 3


def test_the_time_of_a_session_can_run_out(
    simulator: Simulator, client: stripe.StripeClient, visitor: Visitor, shop: Shop
) -> None:
    session = client.v1.checkout.sessions.create(an_order())
    visitor.order(f"sessions/{session.id}/pay", number="4000000000000002")

    visitor.order(f"sessions/{session.id}/expire")

    assert client.v1.checkout.sessions.retrieve(session.id).status == "expired"
    assert client.v1.payment_intents.list().data[0].status == "canceled"
    shop.wait_for(6)
    assert shop.kinds()[-2:] == ["payment_intent.canceled", "checkout.session.expired"]
