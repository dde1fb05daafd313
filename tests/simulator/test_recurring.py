"""What is kept and charged again: cards, subscriptions by price, retries, the customer's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import stripe

from tests.simulator.test_shapes import a_monthly_price

if TYPE_CHECKING:
    from tests.simulator.conftest import Shop, Visitor
    from tests.stripe_simulator.server import Simulator

BEGIN, DAY = 1_800_000_000, 86_400


def setup_page(client: stripe.StripeClient, customer: str) -> Any:
    return client.v1.checkout.sessions.create(
        {
            "mode": "setup",
            "currency": "kgs",
            "customer": customer,
            "success_url": "http://127.0.0.1/kept",
        }
    )


def kept_card(client: stripe.StripeClient, visitor: Visitor, number: str) -> tuple[str, str]:
    """A customer with a card that she agreed to have charged without her."""
    customer = client.v1.customers.create({"email": "asel@example.kg"}).id
    page = setup_page(client, customer)
    visitor.order(f"sessions/{page.id}/pay", number=number)
    done = client.v1.checkout.sessions.retrieve(page.id, {"expand": ["setup_intent"]})
    return customer, str(done.setup_intent.payment_method)  # type: ignore[union-attr]


def charge(client: stripe.StripeClient, customer: str, method: str) -> stripe.PaymentIntent:
    return client.v1.payment_intents.create(
        {
            "amount": 480_000,
            "currency": "kgs",
            "customer": customer,
            "payment_method": method,
            "off_session": True,
            "confirm": True,
        }
    )


def test_a_kept_card_is_charged_without_its_owner(
    client: stripe.StripeClient, visitor: Visitor
) -> None:
    customer, method = kept_card(client, visitor, "4242424242424242")

    assert charge(client, customer, method).status == "succeeded"


@pytest.mark.parametrize(
    ("number", "code", "reason"),
    [
        ("4000000000000341", "card_declined", "generic_decline"),
        ("4000002760003184", "authentication_required", "authentication_required"),
    ],
)
def test_a_kept_card_may_be_refused_later(
    client: stripe.StripeClient,
    simulator: Simulator,
    visitor: Visitor,
    number: str,
    code: str,
    reason: str,
) -> None:
    customer = client.v1.customers.create({}).id
    page = setup_page(client, customer)
    visitor.order(f"sessions/{page.id}/pay", number=number)
    if "3184" in number:
        visitor.post(f"{simulator.url}/c/pay/{page.id}/confirm", answer="yes")
    done = client.v1.checkout.sessions.retrieve(page.id, {"expand": ["setup_intent"]})
    method = str(done.setup_intent.payment_method)  # type: ignore[union-attr]

    with pytest.raises(stripe.CardError) as refusal:
        charge(client, customer, method)

    assert (refusal.value.code, refusal.value.error.decline_code) == (code, reason)


def test_a_card_of_another_customer_is_not_charged(
    client: stripe.StripeClient, visitor: Visitor
) -> None:
    _owner, method = kept_card(client, visitor, "4242424242424242")
    other = client.v1.customers.create({}).id

    with pytest.raises(stripe.InvalidRequestError, match="another customer"):
        charge(client, other, method)


def a_subscription(client: stripe.StripeClient, card: str) -> tuple[str, stripe.Subscription]:
    clock = client.v1.test_helpers.test_clocks.create({"frozen_time": BEGIN})
    customer = client.v1.customers.create(
        {
            "payment_method": "pm_card_visa",
            "invoice_settings": {"default_payment_method": "pm_card_visa"},
            "test_clock": clock.id,
        }
    )
    one = client.v1.subscriptions.create(
        {"customer": customer.id, "items": [{"price": a_monthly_price(client).id}]}
    )
    method = client.v1.payment_methods.attach(card, {"customer": customer.id})
    client.v1.customers.update(
        customer.id, {"invoice_settings": {"default_payment_method": method.id}}
    )
    return clock.id, one


def test_a_clock_brings_renewals_with_periods_on_the_items(client: stripe.StripeClient) -> None:
    clock, one = a_subscription(client, "pm_card_visa")

    client.v1.test_helpers.test_clocks.advance(clock, {"frozen_time": BEGIN + 70 * DAY})

    now = client.v1.subscriptions.retrieve(one.id)
    (item,) = client.v1.subscription_items.list({"subscription": one.id}).data
    invoices = client.v1.invoices.list({"subscription": one.id}).data
    assert now.status == "active"
    assert item.current_period_start <= BEGIN + 70 * DAY < item.current_period_end
    assert [(one.status, one.billing_reason) for one in invoices] == [
        ("paid", "subscription_cycle"),
        ("paid", "subscription_cycle"),
        ("paid", "subscription_create"),
    ]


def test_a_refused_renewal_is_tried_again_and_then_ends(client: stripe.StripeClient) -> None:
    clock, one = a_subscription(client, "pm_card_chargeCustomerFail")

    client.v1.test_helpers.test_clocks.advance(clock, {"frozen_time": BEGIN + 32 * DAY})
    past_due = client.v1.subscriptions.retrieve(one.id).status
    client.v1.test_helpers.test_clocks.advance(clock, {"frozen_time": BEGIN + 60 * DAY})

    invoice = client.v1.invoices.list({"subscription": one.id}).data[0]
    ended = client.v1.subscriptions.retrieve(one.id)
    assert (past_due, ended.status) == ("past_due", "canceled")
    assert (invoice.status, invoice.attempt_count, invoice.next_payment_attempt) == (
        "open",
        4,
        None,
    )
    assert ended.cancellation_details is not None
    assert ended.cancellation_details.reason == "payment_failed"


def test_a_subscription_is_bought_on_the_page(
    client: stripe.StripeClient, visitor: Visitor
) -> None:
    page = client.v1.checkout.sessions.create(
        {
            "mode": "subscription",
            "line_items": [{"price": a_monthly_price(client).id, "quantity": 2}],
            "success_url": "http://127.0.0.1/back",
        }
    )

    visitor.order(f"sessions/{page.id}/pay")

    done = client.v1.checkout.sessions.retrieve(page.id, {"expand": ["subscription"]})
    invoice = client.v1.invoices.retrieve(
        str(done.invoice), {"expand": ["payments.data.payment.payment_intent"]}
    )
    assert done.subscription.status == "active"  # type: ignore[union-attr]
    assert invoice.payments is not None
    intent = invoice.payments.data[0].payment.payment_intent
    assert intent.amount_received == 40_000  # type: ignore[union-attr]


def test_the_customers_page_changes_the_card_and_stops_the_subscription(
    client: stripe.StripeClient, visitor: Visitor
) -> None:
    _clock, one = a_subscription(client, "pm_card_visa")
    page = client.v1.billing_portal.sessions.create(
        {"customer": str(one.customer), "return_url": "http://127.0.0.1/ky/back"}
    )

    _status, shown, _headers = visitor.get(page.url)
    visitor.post(
        page.url,
        email="a@example.kg",
        number="5555555555554444",
        expiry="12/34",
        cvc="123",
        name="Асан",
    )
    visitor.post(page.url, cancel=one.id)

    customer = client.v1.customers.retrieve(
        str(one.customer), {"expand": ["invoice_settings.default_payment_method"]}
    )
    assert customer.invoice_settings is not None
    card = customer.invoice_settings.default_payment_method.card  # type: ignore[union-attr]
    assert "visa •••• 4242" in shown
    assert "Сакталган карта" in shown
    assert (card.brand, card.last4) == ("mastercard", "4444")
    assert client.v1.subscriptions.retrieve(one.id).cancel_at_period_end is True


@pytest.mark.parametrize(
    ("said", "status"), [("winning_evidence", "won"), ("losing_evidence", "lost")]
)
def test_evidence_decides_a_dispute(client: stripe.StripeClient, said: str, status: str) -> None:
    intent = client.v1.payment_intents.create(
        {
            "amount": 900,
            "currency": "kgs",
            "confirm": True,
            "payment_method": "pm_card_createDispute",
        }
    )
    (dispute,) = client.v1.disputes.list({"payment_intent": intent.id}).data

    client.v1.disputes.update(dispute.id, {"evidence": {"uncategorized_text": said}})

    closed = client.v1.disputes.retrieve(dispute.id)
    assert closed.status == status
    assert sum(entry.amount for entry in closed.balance_transactions) == (
        0 if status == "won" else -900
    )


def test_an_endpoint_of_its_own_hears_its_kinds_and_again_until_it_answers(
    client: stripe.StripeClient, simulator: Simulator, shop: Shop
) -> None:
    simulator.courier.url = None
    shop.answers = [500]
    endpoint = client.v1.webhook_endpoints.create(
        {"url": shop.url, "enabled_events": ["customer.created"]}
    )

    client.v1.products.create({"name": "Журнал"})
    client.v1.customers.create({})
    shop.wait_for(2)

    assert shop.kinds() == ["customer.created", "customer.created"]
    for body, signature in shop.heard:
        stripe.Webhook.construct_event(body, signature, str(endpoint.secret))
