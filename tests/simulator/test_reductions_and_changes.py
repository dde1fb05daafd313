"""What a code takes off, and what a subscription costs that changes within its period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import stripe

from tests.simulator.conftest import Visitor, an_order
from tests.simulator.test_checkout_page import CARD
from tests.simulator.test_recurring import BEGIN, DAY, a_subscription
from tests.simulator.test_shapes import a_monthly_price
from tests.stripe_simulator.checkout.texts import KY

if TYPE_CHECKING:
    from tests.stripe_simulator.server import Simulator

KYRGYZ = {"Accept-Language": "ky"}


def a_code(client: stripe.StripeClient, code: str = "AYIL25", **values: Any) -> Any:
    coupon = client.v1.coupons.create({"percent_off": 25, **values.pop("coupon", {})})
    return client.v1.promotion_codes.create(
        {"promotion": {"type": "coupon", "coupon": coupon.id}, "code": code, **values}
    )


def test_a_code_typed_on_the_page_lowers_what_is_paid_and_keeps_what_was_typed(
    simulator: Simulator, client: stripe.StripeClient, visitor: Visitor
) -> None:
    code = a_code(client)
    session = client.v1.checkout.sessions.create(an_order(allow_promotion_codes=True))
    page = f"{simulator.url}/c/pay/{session.id}?lang=ky"

    _, wrong, _ = visitor.post(page, reduction="use", code="BASHKA", **CARD)
    _, shown, _ = visitor.post(page, reduction="use", code="ayil25", **CARD)
    used_before_it_is_paid = client.v1.promotion_codes.retrieve(code.id).times_redeemed
    visitor.post(page, **CARD)

    done = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert KY["code_wrong"] in wrong
    assert 'value="BASHKA"' in wrong
    assert CARD["name"] in shown
    assert "3\u00a0600,00\u00a0сом" in shown
    assert used_before_it_is_paid == 0
    assert client.v1.promotion_codes.retrieve(code.id).times_redeemed == 1
    assert done.payment_intent.amount_received == 360_000  # type: ignore[union-attr]
    assert done.total_details is not None
    assert done.total_details.amount_discount == 120_000
    assert done.discounts is not None
    assert done.discounts[0].promotion_code == code.id


def test_a_code_is_taken_back_and_the_sum_is_whole_again(
    simulator: Simulator, client: stripe.StripeClient, visitor: Visitor
) -> None:
    a_code(client)
    session = client.v1.checkout.sessions.create(an_order(allow_promotion_codes=True))
    page = f"{simulator.url}/c/pay/{session.id}"
    visitor.post(page, **CARD | {"number": "4000000000000002"})

    visitor.post(page, reduction="use", code="AYIL25", **CARD)
    visitor.post(page, reduction="drop", **CARD)
    visitor.post(page, reduction="use", code="", **CARD)

    done = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert done.payment_intent.amount_received == 480_000  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "values",
    [
        {"active": False},
        {"expires_at": 1},
        {"coupon": {"redeem_by": 1}},
        {"coupon": {"percent_off": 100}},
        {"customer": True},
    ],
    ids=["switched off", "expired", "coupon over", "nothing left to pay", "of somebody else"],
)
def test_a_code_that_does_not_hold_is_refused(
    simulator: Simulator, client: stripe.StripeClient, visitor: Visitor, values: dict[str, Any]
) -> None:
    if "customer" in values:
        values = {"customer": client.v1.customers.create({}).id}
    a_code(client, **values)
    session = client.v1.checkout.sessions.create(an_order(allow_promotion_codes=True))

    _, shown, _ = visitor.post(
        f"{simulator.url}/c/pay/{session.id}?lang=ky", reduction="use", code="AYIL25"
    )

    assert KY["code_wrong"] in shown
    assert client.v1.checkout.sessions.retrieve(session.id).amount_total == 480_000


def test_a_coupon_for_once_spares_the_first_period_alone(client: stripe.StripeClient) -> None:
    clock = client.v1.test_helpers.test_clocks.create({"frozen_time": BEGIN})
    customer = client.v1.customers.create(
        {
            "payment_method": "pm_card_visa",
            "invoice_settings": {"default_payment_method": "pm_card_visa"},
            "test_clock": clock.id,
        }
    )
    coupon = client.v1.coupons.create({"percent_off": 50, "duration": "once"})
    one = client.v1.subscriptions.create(
        {
            "customer": customer.id,
            "items": [{"price": a_monthly_price(client).id}],
            "discounts": [{"coupon": coupon.id}],
        }
    )

    client.v1.test_helpers.test_clocks.advance(clock.id, {"frozen_time": BEGIN + 40 * DAY})

    totals = [made.total for made in client.v1.invoices.list({"subscription": one.id}).data]
    assert totals == [20_000, 10_000]


def half_way(client: stripe.StripeClient) -> tuple[str, stripe.Subscription, Any]:
    """A subscription in the middle of its period, exactly."""
    clock, one = a_subscription(client, "pm_card_visa")
    (item,) = client.v1.subscription_items.list({"subscription": one.id}).data
    middle = (item.current_period_start + item.current_period_end) // 2
    client.v1.test_helpers.test_clocks.advance(clock, {"frozen_time": middle})
    return clock, one, item


def test_a_dearer_price_charges_the_rest_of_the_period_with_the_next_invoice(
    client: stripe.StripeClient,
) -> None:
    clock, one, item = half_way(client)

    client.v1.subscriptions.update(one.id, {"items": [{"id": item.id, "quantity": 3}]})
    waiting = client.v1.invoice_items.list({"customer": str(one.customer)}).data
    client.v1.test_helpers.test_clocks.advance(
        clock, {"frozen_time": item.current_period_end + DAY}
    )

    invoice = client.v1.invoices.list({"subscription": one.id}).data[0]
    assert sorted(part.amount for part in waiting) == [-10_000, 30_000]
    assert all(part.proration for part in waiting)
    assert invoice.total == 3 * 20_000 + 20_000
    assert invoice.status == "paid"


def test_a_cheaper_one_settled_at_once_is_owed_to_the_customer(
    client: stripe.StripeClient,
) -> None:
    clock, one, item = half_way(client)
    cheap = client.v1.prices.create(
        {
            "currency": "kgs",
            "unit_amount": 8_000,
            "recurring": {"interval": "month"},
            "product_data": {"name": "Журнал, онлайн"},
        }
    )

    client.v1.subscriptions.update(
        one.id,
        {
            "items": [{"id": item.id, "price": cheap.id}],
            "proration_behavior": "always_invoice",
        },
    )
    owed = client.v1.customers.retrieve(str(one.customer)).balance
    client.v1.test_helpers.test_clocks.advance(
        clock, {"frozen_time": item.current_period_end + DAY}
    )

    renewal, settled, _first = client.v1.invoices.list({"subscription": one.id}).data
    assert (settled.total, settled.amount_due, settled.status) == (-6_000, 0, "paid")
    assert owed == -6_000
    assert (renewal.total, renewal.amount_due) == (8_000, 2_000)
    assert client.v1.customers.retrieve(str(one.customer)).balance == 0


def test_a_longer_period_begins_at_once(client: stripe.StripeClient) -> None:
    _clock, one, item = half_way(client)
    yearly = client.v1.prices.create(
        {
            "currency": "kgs",
            "unit_amount": 200_000,
            "recurring": {"interval": "year"},
            "product": str(item.price.product),
        }
    )

    client.v1.subscriptions.update(one.id, {"items": [{"id": item.id, "price": yearly.id}]})

    (changed,) = client.v1.subscription_items.list({"subscription": one.id}).data
    invoice = client.v1.invoices.list({"subscription": one.id}).data[0]
    assert changed.current_period_start > item.current_period_start
    assert invoice.total == 200_000 - 10_000


def test_nothing_is_prorated_where_the_shop_says_so(client: stripe.StripeClient) -> None:
    _clock, one, item = half_way(client)

    client.v1.subscriptions.update(
        one.id, {"items": [{"id": item.id, "quantity": 2}], "proration_behavior": "none"}
    )

    assert client.v1.invoice_items.list({"customer": str(one.customer)}).data == []


def test_who_leaves_in_the_middle_is_owed_the_rest(client: stripe.StripeClient) -> None:
    _clock, one, _item = half_way(client)

    client.v1.subscriptions.cancel(one.id, {"prorate": True, "invoice_now": True})

    assert client.v1.customers.retrieve(str(one.customer)).balance == -10_000
