"""Money that goes back to the card."""

from __future__ import annotations

import pytest

from membership.billing import notices, refunds
from membership.billing.errors import NotPaidByCard, ReversalTooLarge
from membership.billing.models import Invoice, Payment
from portal.core import outbox
from tests.factories.membership import InvoiceFactory, UserFactory
from tests.membership.billing.conftest import opened_checkout

pytestmark = pytest.mark.django_db


@pytest.fixture
def payment(provider):
    invoice = InvoiceFactory(total_tyiyn=480_000)
    checkout = opened_checkout(invoice)
    provider.pay(checkout.external_id)
    notices.look_at_checkouts(invoice_id=invoice.pk)
    outbox.drain()
    return Payment.objects.get()


def test_a_refund_is_a_row_of_its_own_with_its_reason(provider, payment):
    staff = UserFactory()

    refunds.ask_refund(
        payment_id=payment.pk, amount_tyiyn=180_000, reason="Эки жолу төлөдү", by_user_id=staff.pk
    )
    outbox.drain()

    reversal = payment.reversals.get()
    payment.invoice.refresh_from_db()
    assert (reversal.amount_tyiyn, reversal.reason) == (-180_000, "Эки жолу төлөдү")
    assert reversal.recorded_by == staff
    assert reversal.reference.startswith("re_")
    assert payment.invoice.status == Invoice.Status.ISSUED
    intent = provider.api.v1.payment_intents.retrieve(
        payment.reference, {"expand": ["latest_charge"]}
    )
    assert intent.latest_charge.amount_refunded == 180_000


def test_asking_twice_is_one_refund(provider, payment):
    for _ in range(2):
        refunds.ask_refund(payment_id=payment.pk, reason="ката", by_user_id=None)
    outbox.drain()

    assert [row.amount_tyiyn for row in payment.reversals.all()] == [-480_000]


def test_a_refund_done_twice_by_a_killed_worker_is_one_refund(provider, payment):
    given = {
        "payment_id": payment.pk,
        "left_tyiyn": 480_000,
        "amount_tyiyn": 480_000,
        "reason": "ката",
        "by_user_id": None,
    }

    refunds.give_back(**given)
    refunds.give_back(**given)

    assert payment.reversals.get().amount_tyiyn == -480_000


def test_a_refund_made_at_the_provider_is_written_down_from_its_notice(provider, payment, tell):
    made = provider.api.v1.refunds.create({"payment_intent": payment.reference, "amount": 100})

    for event in provider.events_of(made.id):
        for _ in range(2):
            tell(event)
            outbox.drain()

    assert payment.reversals.get().amount_tyiyn == -100


def test_more_than_was_paid_cannot_go_back(payment):
    with pytest.raises(ReversalTooLarge):
        refunds.ask_refund(payment_id=payment.pk, amount_tyiyn=480_001, reason="x", by_user_id=None)


def test_what_came_by_bank_does_not_go_back_to_a_card():
    invoice = InvoiceFactory()
    by_bank = invoice.payments.create(
        amount_tyiyn=100, source="bank", reference="b", received_at="2026-03-03T06:00Z"
    )

    with pytest.raises(NotPaidByCard):
        refunds.ask_refund(payment_id=by_bank.pk, reason="x", by_user_id=None)
