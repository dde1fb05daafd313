"""Every object has the fields of Stripe's own, no more and no less."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import stripe
from stripe.checkout import Session

from tests.simulator.conftest import Visitor, an_order
from tests.simulator.shape_check import problems
from tests.stripe_simulator.server import Simulator
from tests.stripe_simulator.shapes import FIELDS

EXAMPLES = json.loads((Path(__file__).parents[1] / "data/stripe/objects.json").read_text())
#: Fields of the examples that this version of the API has no more (Stripe's changelog).
GONE = {"invoice": {"subscription"}}
CLASSES = {
    "balance_transaction": stripe.BalanceTransaction,
    "billing_portal.configuration": stripe.billing_portal.Configuration,
    "billing_portal.session": stripe.billing_portal.Session,
    "charge": stripe.Charge,
    "checkout.session": Session,
    "coupon": stripe.Coupon,
    "credit_note": stripe.CreditNote,
    "credit_note_line_item": stripe.CreditNoteLineItem,
    "customer": stripe.Customer,
    "discount": stripe.Discount,
    "dispute": stripe.Dispute,
    "event": stripe.Event,
    "invoice": stripe.Invoice,
    "invoice_payment": stripe.InvoicePayment,
    "invoiceitem": stripe.InvoiceItem,
    "item": stripe.LineItem,
    "line_item": stripe.InvoiceLineItem,
    "payment_intent": stripe.PaymentIntent,
    "payment_method": stripe.PaymentMethod,
    "price": stripe.Price,
    "product": stripe.Product,
    "promotion_code": stripe.PromotionCode,
    "refund": stripe.Refund,
    "setup_intent": stripe.SetupIntent,
    "subscription": stripe.Subscription,
    "subscription_item": stripe.SubscriptionItem,
    "test_helpers.test_clock": stripe.test_helpers.TestClock,
    "webhook_endpoint": stripe.WebhookEndpoint,
}


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_fields_are_those_of_the_official_example(kind: str) -> None:
    assert FIELDS[kind].keys() == EXAMPLES[kind].keys() - GONE.get(kind, set())


def test_everything_that_comes_of_purchases_fits_the_classes_of_the_library(
    simulator: Simulator, client: stripe.StripeClient, visitor: Visitor
) -> None:
    session = client.v1.checkout.sessions.create(an_order(customer_creation="always"))
    for number in ("4000000000009995", "4000002500003155"):
        visitor.order(f"sessions/{session.id}/pay", number=number)
    visitor.post(f"{simulator.url}/c/pay/{session.id}/confirm", answer="no")
    visitor.order(f"sessions/{session.id}/pay")
    intent = client.v1.checkout.sessions.retrieve(session.id).payment_intent
    client.v1.refunds.create({"payment_intent": str(intent), "amount": 100})
    _a_year_of_renewals(client)
    _an_open_invoice_with_a_credit_note(client)
    _a_disputed_charge(client)
    client.v1.setup_intents.create({"confirm": True, "payment_method": "pm_card_visa"})

    for kind, expected in CLASSES.items():
        members = simulator.world.store.newest_first(kind)
        assert members, kind
        for member in members:
            assert problems(member, expected, kind) == []
            if kind == "event":
                inner = member["data"]["object"]
                assert problems(inner, CLASSES[inner["object"]], member["type"]) == []


def _a_year_of_renewals(client: stripe.StripeClient) -> None:
    clock = client.v1.test_helpers.test_clocks.create({"frozen_time": 1_800_000_000})
    customer = client.v1.customers.create(
        {
            "email": "a@example.kg",
            "payment_method": "pm_card_visa",
            "invoice_settings": {"default_payment_method": "pm_card_visa"},
            "test_clock": clock.id,
        }
    )
    coupon = client.v1.coupons.create({"percent_off": 25})
    code = client.v1.promotion_codes.create({"promotion": {"type": "coupon", "coupon": coupon.id}})
    client.v1.subscriptions.create(
        {
            "customer": customer.id,
            "items": [{"price": a_monthly_price(client).id}],
            "discounts": [{"promotion_code": code.id}],
        }
    )
    client.v1.test_helpers.test_clocks.advance(
        clock.id, {"frozen_time": 1_800_000_000 + 40 * 86400}
    )
    portal = {"customer": customer.id, "return_url": "http://127.0.0.1/back"}
    client.v1.billing_portal.sessions.create(portal)  # type: ignore[arg-type]


def a_monthly_price(client: stripe.StripeClient) -> stripe.Price:
    return client.v1.prices.create(
        {
            "currency": "kgs",
            "unit_amount": 20_000,
            "recurring": {"interval": "month"},
            "product_data": {"name": "Журнал"},
        }
    )


def _an_open_invoice_with_a_credit_note(client: stripe.StripeClient) -> None:
    customer = client.v1.customers.create({"email": "b@example.kg"})
    item = {"customer": customer.id, "amount": 5_000, "currency": "kgs", "description": "Саны"}
    client.v1.invoice_items.create(item)  # type: ignore[arg-type]
    invoice = client.v1.invoices.create(
        {"customer": customer.id, "pending_invoice_items_behavior": "include"}
    )
    client.v1.invoices.finalize_invoice(invoice.id)
    line: Any = {"type": "custom_line_item", "unit_amount": 1_000, "quantity": 1}
    client.v1.credit_notes.create({"invoice": invoice.id, "lines": [line | {"description": "a"}]})


def _a_disputed_charge(client: stripe.StripeClient) -> None:
    client.v1.payment_intents.create(
        {
            "amount": 700,
            "currency": "kgs",
            "confirm": True,
            "payment_method": "pm_card_createDispute",
        }
    )
    client.v1.webhook_endpoints.create(
        {"url": "http://127.0.0.1:9/hook", "enabled_events": ["charge.refunded"]}
    )


def test_a_wrong_shape_would_be_noticed() -> None:
    good = dict(EXAMPLES["refund"])
    del good["charge"], good["amount"]

    assert problems({**good, "payed": True, "currency": 5}, stripe.Refund) != []
