"""The hosted Checkout page: what a payer sees and does."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
import stripe

from tests.simulator.conftest import Visitor, an_order
from tests.stripe_simulator.checkout.texts import EN, KY, RU
from tests.stripe_simulator.server import Simulator

CARD = {
    "email": "asel@example.org",
    "number": "4242 4242 4242 4242",
    "expiry": "12/34",
    "cvc": "123",
    "name": "Asel Toktobaeva",
}


@pytest.fixture
def session(client: stripe.StripeClient) -> stripe.checkout.Session:
    return client.v1.checkout.sessions.create(an_order())


@pytest.fixture
def page(simulator: Simulator, session: stripe.checkout.Session) -> str:
    return f"{simulator.url}/c/pay/{session.id}"


def test_the_page_shows_the_order_and_says_that_no_money_moves(visitor: Visitor, page: str) -> None:
    status, html, headers = visitor.get(page, **{"Accept-Language": "ky,ru;q=0.5"})

    assert status == 200
    assert KY["banner"] in html
    assert "«Муниципалитет», 12 сан" in html
    assert "4\u00a0800,00\u00a0сом" in html
    assert "<script" not in html
    assert "style=" not in html
    assert "form-action 'self' http://shop.test;" in headers["Content-Security-Policy"] + ";"


@pytest.mark.parametrize(
    ("query", "accepted", "locale", "words"),
    [
        ("?lang=ky", "ru", "ru", KY),
        ("", "ky,ru;q=0.8", "ru", KY),
        ("", "en", "ru", RU),
        ("", "ru,en;q=0.3", None, RU),
        ("", "de", None, EN),
        ("?lang=xx", "", None, EN),
    ],
)
def test_the_page_speaks_the_language_of_the_reader(
    simulator: Simulator,
    client: stripe.StripeClient,
    visitor: Visitor,
    query: str,
    accepted: str,
    locale: str | None,
    words: dict[str, str],
) -> None:
    given = {"locale": locale} if locale else {}
    session = client.v1.checkout.sessions.create(an_order(**given))

    _, html, _ = visitor.get(
        f"{simulator.url}/c/pay/{session.id}{query}", **{"Accept-Language": accepted}
    )

    assert words["title"] in html


def test_a_kyrgyz_shop_has_a_kyrgyz_page(
    simulator: Simulator, client: stripe.StripeClient, visitor: Visitor
) -> None:
    session = client.v1.checkout.sessions.create(
        an_order(locale="ru", success_url="http://shop.test/ky/invoices/7/")
    )

    _, html, _ = visitor.get(f"{simulator.url}/c/pay/{session.id}", **{"Accept-Language": "en"})

    assert KY["title"] in html


def test_every_language_has_every_word() -> None:
    assert KY.keys() == RU.keys() == EN.keys()
    assert all(KY.values())
    assert all(RU.values())


def test_paying_completes_the_session_and_leads_back_to_the_shop(
    client: stripe.StripeClient, visitor: Visitor, page: str, session: stripe.checkout.Session
) -> None:
    status, _, headers = visitor.post(page, **CARD)

    paid = client.v1.checkout.sessions.retrieve(
        session.id, {"expand": ["payment_intent.latest_charge"]}
    )
    assert (status, headers["Location"]) == (
        303,
        f"http://shop.test/done?session={session.id}",
    )
    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
    assert isinstance(paid.payment_intent, stripe.PaymentIntent)
    assert paid.payment_intent.amount_received == 480_000
    assert paid.payment_intent.metadata.to_dict() == {"invoice": "7"}
    assert isinstance(paid.payment_intent.latest_charge, stripe.Charge)
    assert paid.payment_intent.latest_charge.paid is True


def test_pressing_pay_twice_takes_the_money_once(
    client: stripe.StripeClient, visitor: Visitor, page: str
) -> None:
    visitor.post(page, **CARD)
    status, html, _ = visitor.post(page, **CARD)

    assert status == 200
    assert EN["paid_title"] in html
    assert len(client.v1.charges.list().data) == 1


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("4000000000000002", "generic_decline"),
        ("4000000000009995", "insufficient_funds"),
        ("4000000000000069", "expired_card"),
        ("4111111111111111", "test_mode_live_card"),
    ],
)
def test_a_declined_card_keeps_the_form_and_says_why(
    client: stripe.StripeClient,
    visitor: Visitor,
    page: str,
    session: stripe.checkout.Session,
    number: str,
    message: str,
) -> None:
    status, html, _ = visitor.post(f"{page}?lang=ky", **{**CARD, "number": number})

    assert status == 200
    assert KY[message] in html
    assert "<title>Ката:" in html
    for typed in (number, CARD["email"], CARD["name"], CARD["expiry"]):
        assert f'value="{typed}"' in html
    again = client.v1.checkout.sessions.retrieve(session.id)
    assert (again.status, again.payment_status) == ("open", "unpaid")
    assert visitor.post(page, **CARD)[0] == 303


def test_all_attempts_of_a_session_are_one_intent(
    client: stripe.StripeClient, visitor: Visitor, page: str
) -> None:
    visitor.post(page, **{**CARD, "number": "4000000000000002"})
    visitor.post(page, **CARD)

    assert [intent.status for intent in client.v1.payment_intents.list().data] == ["succeeded"]
    assert [c.status for c in client.v1.charges.list().data] == ["succeeded", "failed"]


def test_the_bank_may_ask_for_a_confirmation(
    client: stripe.StripeClient, visitor: Visitor, page: str, session: stripe.checkout.Session
) -> None:
    _, _, headers = visitor.post(page, **{**CARD, "number": "4000002500003155"})
    confirm = page.partition("/c/")[0] + headers["Location"]
    waiting = client.v1.payment_intents.list().data[0]

    status, html, headers = visitor.get(confirm)
    visitor.post(confirm, answer="yes")

    assert waiting.status == "requires_action"
    assert status == 200
    assert EN["confirm_title"] in html
    assert headers["Content-Security-Policy"].endswith("form-action 'self' http://shop.test")
    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_a_refused_confirmation_leaves_the_session_open(
    client: stripe.StripeClient, visitor: Visitor, page: str
) -> None:
    visitor.post(page, **{**CARD, "number": "4000002500003155"})
    status, html, _ = visitor.post(f"{page}/confirm", answer="no")

    intent = client.v1.payment_intents.list().data[0]
    assert status == 200
    assert EN["payment_intent_authentication_failure"] in html
    assert f'value="{CARD["email"]}"' in html
    assert intent.status == "requires_payment_method"
    assert client.v1.charges.list().data == []


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("email", "asel", "email_wrong"),
        ("number", "", "number_missing"),
        ("number", "4242424242424241", "number_wrong"),
        ("expiry", "13/34", "expiry_wrong"),
        ("expiry", "01/20", "expiry_past"),
        ("cvc", "1", "cvc_wrong"),
        ("name", " ", "name_missing"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_charged(
    client: stripe.StripeClient,
    visitor: Visitor,
    page: str,
    field: str,
    value: str,
    message: str,
) -> None:
    status, html, _ = visitor.post(page, **{**CARD, field: value})

    assert status == 200
    assert f'<p class="wrong" id="{field}-wrong">{EN[message]}</p>' in html
    assert client.v1.payment_intents.list().data == []


def test_a_test_card_is_written_into_the_form_by_one_press(visitor: Visitor, page: str) -> None:
    status, html, _ = visitor.post(page, fill="4000000000009995", email="a@b.kg", name="Асан")

    assert status == 200
    assert 'value="4000 0000 0000 9995"' in html
    assert 'value="a@b.kg"' in html
    assert 'value="Асан"' in html


def test_an_address_given_by_the_shop_stands_fast(
    simulator: Simulator, client: stripe.StripeClient, visitor: Visitor
) -> None:
    session = client.v1.checkout.sessions.create(an_order(customer_email="shop@example.org"))

    visitor.post(f"{simulator.url}/c/pay/{session.id}", **CARD)

    paid = client.v1.checkout.sessions.retrieve(session.id)
    assert paid.customer_details is not None
    assert paid.customer_details.email == "shop@example.org"


def test_an_expired_session_takes_no_money(
    simulator: Simulator,
    client: stripe.StripeClient,
    visitor: Visitor,
    page: str,
    session: stripe.checkout.Session,
) -> None:
    client.v1.checkout.sessions.expire(session.id)

    status, html, _ = visitor.post(page, **CARD)

    assert status == 410
    assert EN["expired_title"] in html
    assert 'href="http://shop.test/order/7/"' in html
    assert client.v1.charges.list().data == []
    with pytest.raises(stripe.InvalidRequestError, match="status of expired"):
        client.v1.checkout.sessions.expire(session.id)


def test_what_is_typed_is_never_shown_unescaped(visitor: Visitor, page: str) -> None:
    hostile = "\"><script>alert(1)</script>\0'"

    _, html, _ = visitor.post(page, **dict.fromkeys(CARD, hostile))

    assert "<script" not in html


@pytest.mark.parametrize("path", ["cs_none", "..", "%00", "cs_none/confirm", ""])
def test_an_unknown_page_is_not_found(simulator: Simulator, visitor: Visitor, path: str) -> None:
    status, _, _ = visitor.get(f"{simulator.url}/c/pay/{path}")

    assert status in (303, 404)


def test_every_control_has_a_label_and_every_tag_is_closed(visitor: Visitor, page: str) -> None:
    _, html, _ = visitor.post(page, **{**CARD, "cvc": ""})
    reader = _Reader()
    reader.feed(html)

    assert reader.open_tags == []
    assert set(reader.inputs) == set(reader.labels)
    assert reader.inputs


class _Reader(HTMLParser):
    """Counts tags, labels and inputs."""

    def __init__(self) -> None:
        super().__init__()
        self.open_tags: list[str] = []
        self.labels: list[str | None] = []
        self.inputs: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "label":
            self.labels.append(dict(attrs)["for"])
        if tag == "input":
            self.inputs.append(dict(attrs)["id"])
        if tag not in ("meta", "link", "input"):
            self.open_tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open_tags.pop() == tag
