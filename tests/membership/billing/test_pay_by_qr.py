"""Paying by a QR code: an acquirer on this machine speaks the contract of docs/payments.md."""

import json
import time

import pytest
from django.urls import reverse

from membership.billing.gateways import elqr
from membership.billing.ledger.balance import balances
from membership.billing.models import Invoice, Payment, ProviderNotice, QrOrder, UnallocatedPayment
from membership.billing.qr import services as qr
from portal.core import clock, outbox
from tests.factories.membership import ClientFactory, InvoiceFactory, UserFactory
from tests.fakes.elqr_acquirer import KEY, Acquirer

pytestmark = pytest.mark.django_db


@pytest.fixture
def acquirer(settings):
    running = Acquirer()
    settings.ELQR_URL, settings.ELQR_KEY = running.url, KEY
    settings.ELQR_NOTICE_SECRET = "elqr_test_secret"
    yield running
    running.close()


@pytest.fixture
def invoice(trees, client):
    reader = UserFactory()
    client.force_login(reader)
    return InvoiceFactory(client=ClientFactory(user=reader))


def code_for(invoice):
    order = qr.ask_for_code(invoice_id=invoice.pk, at=clock.now())
    qr.open_at_acquirer(order_id=order.pk)
    order.refresh_from_db()
    return order


def tell(client, told, *, at=None, signature=None):
    body, stamp = json.dumps(told).encode(), str(int(at or time.time()))
    return client.post(
        "/elqr/notice/", body, content_type="application/json",
        headers={"X-Elqr-Time": stamp, "X-Elqr-Signature": signature or elqr.sign(stamp, body)},
    )  # fmt: skip


def paid_notice(order, number=1):
    return {"id": f"notice-{number}", "order": order.external_id, "status": "paid"}


def test_no_code_is_offered_without_an_acquirer(client, invoice):
    page = client.get(reverse("billing:invoice", args=[invoice.pk])).content.decode()

    assert reverse("billing:qr", args=[invoice.pk]) not in page
    assert client.post(reverse("billing:qr", args=[invoice.pk])).status_code == 404
    assert tell(client, {}, signature="x").status_code == 404


def test_a_scanned_code_settles_the_invoice_once(client, acquirer, invoice):
    client.post(reverse("billing:qr", args=[invoice.pk]))
    order = code_for(invoice)
    page = client.get(reverse("billing:invoice", args=[invoice.pk])).content.decode()
    picture = client.get(reverse("billing:qr_picture", args=[invoice.pk, order.pk]))
    acquirer.pay(order.external_id)

    statuses = [tell(client, paid_notice(order, n)).status_code for n in (1, 1, 2)]
    outbox.drain()

    invoice.refresh_from_db()
    assert (picture["Content-Type"], statuses) == ("image/svg+xml", [204] * 3)
    assert reverse("billing:qr_picture", args=[invoice.pk, order.pk]) in page
    assert invoice.status == Invoice.Status.SETTLED
    assert Payment.objects.get().source == Payment.Source.QR
    assert ProviderNotice.objects.filter(acted_on_at__isnull=False).count() == 2


def test_a_notice_is_a_hint_and_the_acquirer_is_believed(client, acquirer, invoice):
    order = code_for(invoice)

    tell(client, paid_notice(order))
    outbox.drain()

    assert not Payment.objects.exists()


def test_the_status_link_finds_money_before_any_notice(client, acquirer, invoice):
    order = code_for(invoice)
    acquirer.pay(order.external_id)

    client.get(reverse("billing:invoice", args=[invoice.pk]))
    outbox.drain()

    invoice.refresh_from_db()
    assert invoice.status == Invoice.Status.SETTLED


def test_a_part_paid_in_the_app_leaves_the_rest_to_pay(acquirer, invoice):
    order = code_for(invoice)
    acquirer.pay(order.external_id, tyiyn=100_000)

    qr.look_at_code(external_id=order.external_id)

    assert invoice.outstanding_tyiyn() == 380_000
    assert code_for(invoice).amount_tyiyn == 380_000


def test_a_code_pays_in_dollars_where_the_acquirer_takes_them(acquirer, invoice, settings):
    dollars = InvoiceFactory(client=invoice.client, currency="USD", total_tyiyn=4_900)
    assert not qr.is_offered(dollars)
    settings.ELQR_CURRENCIES = ["KGS", "USD"]

    order = code_for(dollars)
    asked = acquirer.orders[order.external_id]
    acquirer.pay(order.external_id)
    qr.look_at_code(external_id=order.external_id)
    dollars.refresh_from_db()

    assert (asked["amount"], asked["currency"]) == (4_900, "USD")
    assert dollars.status == Invoice.Status.SETTLED
    assert balances(currency="USD")["received"] == 4_900


def test_money_for_an_order_that_is_not_ours_is_kept_apart(acquirer):
    theirs = acquirer.answer(
        "POST", "/orders", {"reference": "theirs", "amount": 500, "currency": "KGS"}
    )[1]
    acquirer.pay(theirs["id"])

    qr.look_at_code(external_id=theirs["id"])

    assert UnallocatedPayment.objects.get().hint == "theirs"


@pytest.mark.parametrize(
    ("told", "how"),
    [
        ({"id": "n", "order": "o", "status": "paid"}, {"signature": "0" * 64}),
        ({"id": "n", "order": "o", "status": "paid"}, {"signature": "ы"}),
        ({"id": "n", "order": "o", "status": "paid"}, {"at": 1_000_000}),
        ({"id": "n" * 500, "order": "o", "status": "paid"}, {}),
        ({"id": 5, "order": None}, {}),
        ([], {}),
    ],
)
def test_what_the_acquirer_did_not_sign_is_refused(client, acquirer, told, how):
    if how.get("signature") == "ы":
        how = {"signature": "\xff" * 64}

    assert tell(client, told, **how).status_code == 400
    assert not ProviderNotice.objects.exists()


def test_a_signed_notice_of_an_order_nobody_knows_moves_no_money(client, acquirer):
    told = {"id": "notice-1", "order": "nobody", "status": "paid"}

    assert tell(client, told).status_code == 204
    outbox.drain()

    assert not Payment.objects.exists()
    assert not UnallocatedPayment.objects.exists()
    assert ProviderNotice.objects.get().acted_on_at is None


def test_the_acquirer_may_be_down_and_may_refuse(acquirer, invoice):
    order = qr.ask_for_code(invoice_id=invoice.pk, at=clock.now())
    acquirer.faults = [503]
    with pytest.raises(outbox.TryLater):
        qr.open_at_acquirer(order_id=order.pk)
    acquirer.faults = [400]
    with pytest.raises(outbox.Refused):
        qr.open_at_acquirer(order_id=order.pk)

    qr.open_at_acquirer(order_id=order.pk)
    qr.open_at_acquirer(order_id=order.pk)

    assert len(acquirer.orders) == QrOrder.objects.count() == 1


def test_a_foreign_reader_sees_no_code(client, acquirer, invoice):
    order = code_for(invoice)
    client.force_login(UserFactory())

    for url in (
        reverse("billing:qr_picture", args=[invoice.pk, order.pk]),
        reverse("billing:invoice", args=[invoice.pk]),
    ):
        assert client.get(url).status_code == 404
