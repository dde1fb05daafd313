"""Paying by card: the real library, the simulator as a program of its own, our worker."""

from __future__ import annotations

import pytest

from membership.billing import checkouts, notices, services
from membership.billing.errors import WrongCurrency
from membership.billing.ledger.balance import balances
from membership.billing.models import Invoice, Payment, ProviderNotice, UnallocatedPayment
from membership.billing.reconciling.services import reconcile
from portal.core import clock, outbox
from portal.core.models import OutboxEntry
from tests.factories.membership import ClientFactory, InvoiceFactory
from tests.membership.billing.conftest import opened_checkout

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice():
    return InvoiceFactory(total_tyiyn=480_000, client=ClientFactory(email="asel@example.kg"))


@pytest.fixture
def told(provider, invoice):
    """The events of a purchase, oldest first; nothing of them has been delivered."""
    checkout = opened_checkout(invoice)
    assert provider.pay(checkout.external_id) == "paid"
    reference = provider.api.v1.checkout.sessions.retrieve(checkout.external_id).payment_intent
    events = provider.events_of(reference)
    assert [event["type"] for event in events] == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ]
    return events


def assert_paid_once(invoice):
    invoice.refresh_from_db()
    payment = Payment.objects.get()
    assert invoice.status == Invoice.Status.SETTLED
    assert (payment.invoice, payment.amount_tyiyn, payment.source) == (invoice, 480_000, "card")
    assert payment.reference.startswith("pi_")
    assert not OutboxEntry.objects.filter(done_at=None, kind__startswith="billing.").exists()


def test_the_page_asks_for_what_is_owed_and_knows_the_invoice(provider, invoice):
    services.record_payment(
        invoice_id=invoice.pk,
        amount_tyiyn=80_000,
        source=Payment.Source.BANK,
        reference="bank 1",
        received_at=clock.now(),
    )

    checkout = opened_checkout(invoice)

    session = provider.api.v1.checkout.sessions.retrieve(
        checkout.external_id, {"expand": ["line_items"]}
    )
    assert (session.amount_total, session.currency) == (400_000, "kgs")
    assert session.metadata.to_dict() == {"invoice": str(invoice.pk), "number": invoice.number}
    assert session.customer_email == "asel@example.kg"
    assert checkout.url == session.url


def test_opening_the_page_twice_is_one_page(provider, invoice):
    checkout = opened_checkout(invoice)
    first = checkout.external_id
    type(checkout).objects.update(url="")

    checkouts.open_at_provider(checkout_id=checkout.pk)

    checkout.refresh_from_db()
    assert checkout.external_id == first


def test_one_notice_is_enough_to_settle_the_invoice(told, tell, invoice):
    assert tell(told[-1]).status_code == 204
    outbox.drain()

    assert_paid_once(invoice)


def test_all_notices_of_a_purchase_are_one_payment(told, tell, invoice):
    for event in told:
        tell(event)
        outbox.drain()

    assert_paid_once(invoice)
    assert ProviderNotice.objects.filter(acted_on_at=None).count() == 0


def test_notices_in_the_wrong_order_end_the_same(told, tell, invoice):
    for event in reversed(told):
        tell(event)
    outbox.drain()

    assert_paid_once(invoice)


def test_repeated_notices_change_nothing_twice(told, tell, invoice):
    for _ in range(3):
        for event in told:
            assert tell(event).status_code == 204
        outbox.drain()

    assert_paid_once(invoice)
    assert ProviderNotice.objects.count() == len(told)


def test_acting_twice_on_a_notice_is_acting_once(told, tell, invoice):
    tell(told[-1])
    notice = ProviderNotice.objects.get()

    for _ in range(2):
        notices.act_on_notice(notice_id=notice.pk)
    outbox.drain()

    assert_paid_once(invoice)


def test_a_notice_from_before_the_payment_reads_the_state_of_now(provider, tell, invoice):
    checkout = opened_checkout(invoice)
    provider.pay(checkout.external_id, "4000000000000002")
    reference = provider.api.v1.checkout.sessions.retrieve(checkout.external_id).payment_intent
    failed = provider.events_of(reference)[-1]
    provider.pay(checkout.external_id)

    assert failed["type"] == "payment_intent.payment_failed"
    tell(failed)
    outbox.drain()

    assert_paid_once(invoice)


def test_a_declined_card_leaves_the_invoice_as_it_was(provider, tell, invoice):
    checkout = opened_checkout(invoice)
    provider.pay(checkout.external_id, "4000000000009995")
    reference = provider.api.v1.checkout.sessions.retrieve(checkout.external_id).payment_intent

    for event in provider.events_of(reference):
        tell(event)
    outbox.drain()

    invoice.refresh_from_db()
    assert invoice.status == Invoice.Status.ISSUED
    assert not Payment.objects.exists()
    assert not ProviderNotice.objects.filter(acted_on_at=None).exists()


def test_what_a_notice_says_is_not_believed_only_what_the_provider_answers(told, tell, invoice):
    told[-1]["data"]["object"].update(amount_total=1, metadata={"invoice": "999"})

    tell(told[-1])
    outbox.drain()

    assert_paid_once(invoice)


def test_a_notice_waits_while_the_provider_does_not_answer(provider, told, tell, invoice):
    provider.order("faults", times=2, status=500)
    tell(told[-1])
    outbox.drain()
    assert not Payment.objects.exists()

    tell(told[-1])  # the provider repeats himself, and the waiting row is rung for again
    outbox.drain()

    assert_paid_once(invoice)


def test_money_for_a_cancelled_invoice_is_kept_unallocated(told, tell, invoice):
    services.cancel_invoice(invoice_id=invoice.pk, reason="ката", at=clock.now())

    for event in told:
        tell(event)
        outbox.drain()

    assert UnallocatedPayment.objects.get().amount_tyiyn == 480_000
    assert not Payment.objects.exists()


def test_a_notice_that_comes_after_staff_allocated_the_money_changes_nothing(told, tell, invoice):
    services.cancel_invoice(invoice_id=invoice.pk, reason="ката", at=clock.now())
    tell(told[-1])
    outbox.drain()
    other = InvoiceFactory(total_tyiyn=480_000)
    services.allocate(
        unallocated_id=UnallocatedPayment.objects.get().pk, invoice_id=other.pk, by_user_id=None
    )

    tell(told[-2])
    outbox.drain()

    assert Payment.objects.get().invoice == other
    assert not ProviderNotice.objects.filter(acted_on_at=None).exists()


def test_money_of_another_installation_on_the_same_account_is_not_taken_for_ours(
    provider, tell, invoice
):
    intent = provider.api.v1.payment_intents.create(
        {
            "amount": 480_000,
            "currency": "kgs",
            "confirm": True,
            "payment_method": "pm_card_visa",
            "metadata": {"invoice": str(invoice.pk), "number": "2020-00001"},
        }
    )

    tell(provider.events_of(intent.id)[-1])
    outbox.drain()

    assert not Payment.objects.exists()
    assert UnallocatedPayment.objects.get().hint == "2020-00001"


def test_a_payer_who_is_back_before_the_notice_is_counted_all_the_same(provider, invoice):
    checkout = opened_checkout(invoice)
    provider.pay(checkout.external_id)

    notices.look_at_checkouts(invoice_id=invoice.pk)
    outbox.drain()

    assert_paid_once(invoice)


def test_a_page_is_closed_when_the_invoice_is_paid_by_another_way(provider, invoice):
    checkout = opened_checkout(invoice)

    services.record_payment(
        invoice_id=invoice.pk,
        amount_tyiyn=480_000,
        source=Payment.Source.BANK,
        reference="bank 1",
        received_at=clock.now(),
    )
    outbox.drain()

    assert provider.pay(checkout.external_id) == "closed"
    session = provider.api.v1.checkout.sessions.retrieve(checkout.external_id)
    assert session.status == "expired"


def test_a_page_is_closed_when_the_invoice_is_cancelled(provider, invoice):
    checkout = opened_checkout(invoice)

    services.cancel_invoice(invoice_id=invoice.pk, reason="ката", at=clock.now())
    outbox.drain()

    assert provider.pay(checkout.external_id) == "closed"


@pytest.fixture
def dollar_invoice(invoice):
    return InvoiceFactory(client=invoice.client, currency="USD", total_tyiyn=4_900)


def test_an_invoice_in_dollars_is_paid_by_card_in_dollars(provider, tell, dollar_invoice):
    checkout = opened_checkout(dollar_invoice)
    session = provider.api.v1.checkout.sessions.retrieve(checkout.external_id)
    provider.pay(checkout.external_id)

    notices.look_at_checkouts(invoice_id=dollar_invoice.pk)
    outbox.drain()

    dollar_invoice.refresh_from_db()
    assert (session.amount_total, session.currency) == (4_900, "usd")
    assert dollar_invoice.status == Invoice.Status.SETTLED
    assert balances(currency="USD")["received"] == 4_900
    assert balances()["received"] == 0


def test_foreign_money_of_a_cancelled_invoice_is_kept_in_its_currency(provider, dollar_invoice):
    checkout = opened_checkout(dollar_invoice)
    provider.pay(checkout.external_id)
    services.cancel_invoice(invoice_id=dollar_invoice.pk, reason="ката", at=clock.now())

    notices.look_at_checkouts(invoice_id=dollar_invoice.pk)
    outbox.drain()

    kept = UnallocatedPayment.objects.get()
    with pytest.raises(WrongCurrency):
        services.allocate(unallocated_id=kept.pk, invoice_id=InvoiceFactory().pk, by_user_id=None)
    assert (kept.amount_tyiyn, kept.currency) == (4_900, "USD")
    assert balances(currency="USD")["unallocated"] == -4_900


def test_the_comparison_adds_no_currency_to_another(provider, dollar_invoice):
    checkout = opened_checkout(dollar_invoice)
    provider.pay(checkout.external_id)
    notices.look_at_checkouts(invoice_id=dollar_invoice.pk)
    outbox.drain()

    found = reconcile(first=clock.today(), last=clock.today(), at=clock.now())

    assert "USD" in found.foreign
    assert not [one for one in found.differences if one["currency"] == "USD"]
