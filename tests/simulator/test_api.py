"""The API as the real library meets it: objects, lists, refusals, keys."""

from __future__ import annotations

import pytest
import stripe

from tests.simulator.conftest import Visitor, an_order, client_of
from tests.stripe_simulator import API_VERSION
from tests.stripe_simulator.server import Simulator


def test_the_simulator_speaks_the_version_the_library_pins() -> None:
    assert stripe.api_version == API_VERSION


def test_a_customer_is_kept_changed_listed_and_deleted(client: stripe.StripeClient) -> None:
    made = client.v1.customers.create({"email": "asel@example.org", "metadata": {"card": "12"}})
    changed = client.v1.customers.update(made.id, {"name": "Асел", "metadata": {"card": ""}})

    assert (changed.name, changed.metadata.to_dict()) == ("Асел", {})
    assert client.v1.customers.list({"email": "asel@example.org"}).data[0].id == made.id
    assert client.v1.customers.delete(made.id).deleted is True
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.customers.retrieve(made.id)
    assert (refusal.value.http_status, refusal.value.code) == (404, "resource_missing")


def test_a_session_can_be_opened_for_a_price_of_the_catalogue(client: stripe.StripeClient) -> None:
    product = client.v1.products.create({"name": "Жылдык жазылуу"})
    price = client.v1.prices.create(
        {"product": product.id, "currency": "kgs", "unit_amount": 480_000, "lookup_key": "year"}
    )

    session = client.v1.checkout.sessions.create(
        an_order(line_items=[{"price": price.id, "quantity": 2}], expand=["line_items"])
    )

    assert session.amount_total == 960_000
    assert session.line_items is not None
    assert session.line_items.data[0].description == "Жылдык жазылуу"
    assert client.v1.prices.list({"product": product.id}).data[0].unit_amount == 480_000


def test_a_new_session_is_open_unpaid_and_has_no_intent_yet(client: stripe.StripeClient) -> None:
    session = client.v1.checkout.sessions.create(an_order())

    assert (session.status, session.payment_status, session.payment_intent) == (
        "open",
        "unpaid",
        None,
    )
    assert session.id.startswith("cs_test_")
    assert session.url is not None
    assert session.url.startswith("http://shop.test:")


@pytest.mark.parametrize(
    ("changes", "param", "code"),
    [
        ({"mode": "lottery"}, "mode", None),
        ({"success_url": "thanks"}, "success_url", "url_invalid"),
        ({"line_items": []}, "line_items", "parameter_missing"),
        ({"locale": "ky"}, "locale", None),
        ({"colour": "red"}, "colour", "parameter_unknown"),
        ({"expires_at": 1_000_000_000}, "expires_at", None),
        ({"customer": "cus_nobody"}, "customer", "resource_missing"),
        ({"metadata": {"k" * 41: "v"}}, "metadata", None),
        (
            {"line_items": [{"price": "price_none", "quantity": 1}]},
            "line_items[0][price]",
            "resource_missing",
        ),
        (
            {
                "line_items": [
                    {
                        "price_data": {
                            "currency": "xxx",
                            "unit_amount": 1,
                            "product_data": {"name": "x"},
                        },
                        "quantity": 1,
                    }
                ]
            },
            "line_items[0][price_data][currency]",
            None,
        ),
    ],
)
def test_a_wrong_session_is_refused_by_the_name_of_what_is_wrong(
    client: stripe.StripeClient, changes: dict[str, object], param: str, code: str | None
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.checkout.sessions.create(an_order(**changes))

    assert (refusal.value.param, refusal.value.code) == (param, code)


def test_what_is_refused_leaves_nothing_behind(
    client: stripe.StripeClient, simulator: Simulator
) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.create(an_order(colour="red"))

    assert simulator.world.store.newest_first("product") == []
    assert simulator.world.store.newest_first("event") == []


def test_a_wrong_key_opens_nothing(simulator: Simulator) -> None:
    with pytest.raises(stripe.AuthenticationError):
        client_of(simulator.url, "sk_test_other").v1.customers.list()


def test_another_version_of_the_api_is_refused(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=r"2020-08-27"):
        client.v1.customers.list(options={"stripe_version": "2020-08-27"})


def test_an_unknown_address_is_not_found(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL"):
        client.v1.tax_rates.list()


def test_the_same_key_and_request_replay_the_first_answer(client: stripe.StripeClient) -> None:
    options: stripe.RequestOptions = {"idempotency_key": "invoice-7"}

    first = client.v1.checkout.sessions.create(an_order(), options)
    second = client.v1.checkout.sessions.create(an_order(), options)

    assert second.id == first.id
    assert second.last_response is not None
    assert second.last_response.headers["Idempotent-Replayed"] == "true"
    assert len(client.v1.checkout.sessions.list().data) == 1


def test_the_same_key_with_another_request_is_refused(client: stripe.StripeClient) -> None:
    options: stripe.RequestOptions = {"idempotency_key": "invoice-7"}
    client.v1.checkout.sessions.create(an_order(), options)

    with pytest.raises(stripe.IdempotencyError) as refusal:
        client.v1.checkout.sessions.create(an_order(client_reference_id="8"), options)
    assert refusal.value.http_status == 400
    with pytest.raises(stripe.IdempotencyError, match="same endpoint"):
        client.v1.customers.create({}, options)


def test_a_key_forgets_a_request_that_was_refused_for_its_parameters(
    client: stripe.StripeClient,
) -> None:
    options: stripe.RequestOptions = {"idempotency_key": "invoice-7"}
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.create(an_order(colour="red"), options)

    assert client.v1.checkout.sessions.create(an_order(), options).status == "open"


def test_a_key_remembers_a_declined_card(client: stripe.StripeClient) -> None:
    params: dict[str, object] = {
        "amount": 100,
        "currency": "kgs",
        "confirm": True,
        "payment_method": "pm_card_chargeDeclined",
    }
    for _ in range(2):
        with pytest.raises(stripe.CardError) as refusal:
            client.v1.payment_intents.create(params, {"idempotency_key": "k"})  # type: ignore[arg-type]
        assert refusal.value.http_status == 402

    assert len(client.v1.payment_intents.list().data) == 1


@pytest.mark.parametrize(
    ("method", "code", "decline_code"),
    [
        ("pm_card_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", None),
        ("pm_card_authenticationRequired", "authentication_required", "authentication_required"),
    ],
)
def test_a_declined_card_says_why(
    client: stripe.StripeClient, method: str, code: str, decline_code: str | None
) -> None:
    with pytest.raises(stripe.CardError) as refusal:
        client.v1.payment_intents.create(
            {
                "amount": 100,
                "currency": "kgs",
                "confirm": True,
                "off_session": True,
                "payment_method": method,
            }
        )

    assert refusal.value.code == code
    assert refusal.value.error is not None
    assert getattr(refusal.value.error, "decline_code", None) == decline_code
    intent = client.v1.payment_intents.list({"expand": ["data.latest_charge"]}).data[0]
    assert intent.status == "requires_payment_method"
    assert isinstance(intent.latest_charge, stripe.Charge)
    assert intent.latest_charge.status == "failed"


def test_a_paid_intent_cannot_be_cancelled_or_paid_again(client: stripe.StripeClient) -> None:
    intent = client.v1.payment_intents.create(
        {"amount": 100, "currency": "kgs", "confirm": True, "payment_method": "pm_card_visa"}
    )

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.cancel(intent.id)
    assert refusal.value.code == "payment_intent_unexpected_state"
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})


def test_refunds_go_back_in_parts_and_never_beyond_what_was_paid(
    client: stripe.StripeClient,
) -> None:
    intent = client.v1.payment_intents.create(
        {"amount": 480_000, "currency": "kgs", "confirm": True, "payment_method": "pm_card_visa"}
    )
    client.v1.refunds.create({"payment_intent": intent.id, "amount": 180_000})

    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded") as refusal:
        client.v1.refunds.create({"payment_intent": intent.id, "amount": 300_001})
    assert refusal.value.param == "amount"
    client.v1.refunds.create({"payment_intent": intent.id})
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.refunds.create({"payment_intent": intent.id})
    assert refusal.value.code == "charge_already_refunded"
    paid = client.v1.payment_intents.retrieve(
        intent.id, {"expand": ["latest_charge.refunds", "latest_charge.balance_transaction"]}
    )
    assert isinstance(paid.latest_charge, stripe.Charge)
    assert paid.latest_charge.refunded is True
    assert paid.latest_charge.refunds is not None
    assert sorted(r.amount for r in paid.latest_charge.refunds.data) == [180_000, 300_000]


def test_lists_come_newest_first_and_by_pages(client: stripe.StripeClient) -> None:
    made = [client.v1.customers.create({"name": str(number)}).id for number in range(5)]

    first = client.v1.customers.list({"limit": 2})
    second = client.v1.customers.list({"limit": 2, "starting_after": first.data[-1].id})
    back = client.v1.customers.list({"limit": 2, "ending_before": second.data[0].id})

    assert [c.id for c in [*first.data, *second.data]] == made[::-1][:4]
    assert first.has_more
    assert [c.id for c in back.data] == [c.id for c in first.data]
    assert [c.id for c in client.v1.customers.list({"limit": 2}).auto_paging_iter()] == made[::-1]


def test_only_what_names_an_object_can_be_expanded(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        client.v1.checkout.sessions.create(an_order(expand=["currency"]))


def test_events_tell_what_happened_and_who_asked(client: stripe.StripeClient) -> None:
    client.v1.customers.create({"name": "Асел"}, {"idempotency_key": "asel"})

    event = client.v1.events.list({"types": ["customer.created"]}).data[0]

    assert event.data.object["name"] == "Асел"
    assert event.api_version == API_VERSION
    assert event.request is not None
    assert event.request.idempotency_key == "asel"
    assert client.v1.events.retrieve(event.id).id == event.id


def test_a_bad_day_can_be_ordered(client: stripe.StripeClient, visitor: Visitor) -> None:
    visitor.order("faults", times=1, status=500)

    with pytest.raises(stripe.APIError):
        client.v1.customers.list()
    assert client.v1.customers.list().data == []


def test_orders_need_the_key(simulator: Simulator, visitor: Visitor) -> None:
    status, _, _ = visitor.post(f"{simulator.url}/_sim/deliveries/hold")

    assert status == 401


@pytest.mark.parametrize(
    "body",
    ["a=1&a[b]=2", "line_items[x][price]=1&mode=payment", "a[[b]]=1", "%00=1", "a" * 100_000],
)
def test_hostile_requests_are_refused_not_crashed(simulator: Simulator, body: str) -> None:
    import urllib.error
    import urllib.request

    request = urllib.request.Request(
        f"{simulator.url}/v1/checkout/sessions",
        body.encode(),
        {"Authorization": "Bearer sk_test_simulator"},
    )
    with pytest.raises(urllib.error.HTTPError) as refusal, urllib.request.urlopen(request):
        pass

    with refusal.value:
        assert refusal.value.code == 400
