"""Money given back and invoices given up."""

from datetime import UTC, datetime

import pytest

from membership.billing import services
from membership.billing.errors import (
    AmountNotPositive,
    InvoiceHasMoney,
    InvoiceNotOpen,
    ReferenceReused,
    ReversalTooLarge,
)
from membership.billing.models import Invoice, Payment
from membership.billing.signals import invoice_reopened
from tests.factories.membership import InvoiceFactory

pytestmark = pytest.mark.django_db

MARCH_3 = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)


def pay(invoice, *, som):
    return services.record_payment(
        invoice_id=invoice.pk,
        amount_tyiyn=som * 100,
        source=Payment.Source.CARD,
        reference="pi_1",
        received_at=MARCH_3,
    )


def give_back(payment, *, som=None, reference="re_1"):
    return services.reverse_payment(
        payment_id=payment.pk,
        amount_tyiyn=None if som is None else som * 100,
        reference=reference,
        reason="Эки жолу төлөнгөн",
        at=MARCH_3,
    )


def test_a_payment_given_back_is_owed_again():
    invoice = InvoiceFactory(total_tyiyn=480_000)
    payment = pay(invoice, som=4800)
    heard = []

    def hear(*, invoice_id, **_):
        heard.append(invoice_id)

    invoice_reopened.connect(hear)
    give_back(payment)
    invoice_reopened.disconnect(hear)

    invoice.refresh_from_db()
    assert invoice.status == Invoice.Status.ISSUED
    assert invoice.outstanding_tyiyn() == 480_000
    assert heard == [invoice.pk]


def test_the_first_payment_stays_as_it_was():
    payment = pay(InvoiceFactory(), som=4800)

    give_back(payment)

    payment.refresh_from_db()
    assert payment.amount_tyiyn == 480_000


def test_giving_back_what_was_paid_too_much_keeps_the_invoice_settled():
    invoice = InvoiceFactory(total_tyiyn=480_000)
    payment = pay(invoice, som=5000)

    give_back(payment, som=200)

    invoice.refresh_from_db()
    assert invoice.status == Invoice.Status.SETTLED
    assert invoice.outstanding_tyiyn() == 0


def test_the_same_refund_twice_is_one_reversal():
    payment = pay(InvoiceFactory(), som=4800)

    assert give_back(payment, som=100) == give_back(payment, som=100)
    assert payment.reversals.count() == 1


def test_a_known_refund_with_another_amount_is_refused():
    payment = pay(InvoiceFactory(), som=4800)
    give_back(payment, som=100)

    with pytest.raises(ReferenceReused):
        give_back(payment, som=200)


def test_no_more_is_given_back_than_was_paid():
    payment = pay(InvoiceFactory(), som=4800)
    give_back(payment, som=4000, reference="re_1")

    with pytest.raises(ReversalTooLarge):
        give_back(payment, som=900, reference="re_2")


def test_nothing_is_left_after_a_whole_reversal():
    payment = pay(InvoiceFactory(), som=4800)
    give_back(payment, reference="re_1")

    with pytest.raises(AmountNotPositive):
        give_back(payment, reference="re_2")


def test_an_unpaid_invoice_is_cancelled_with_a_reason():
    invoice = InvoiceFactory()

    services.cancel_invoice(invoice_id=invoice.pk, reason="Ката", at=MARCH_3)

    invoice.refresh_from_db()
    assert invoice.status == Invoice.Status.CANCELLED
    assert invoice.cancel_reason == "Ката"


def test_an_invoice_with_money_is_not_cancelled():
    invoice = InvoiceFactory()
    pay(invoice, som=1)

    with pytest.raises(InvoiceHasMoney):
        services.cancel_invoice(invoice_id=invoice.pk, reason="Ката", at=MARCH_3)


def test_an_invoice_is_cancelled_once():
    invoice = InvoiceFactory(cancelled=True)

    with pytest.raises(InvoiceNotOpen):
        services.cancel_invoice(invoice_id=invoice.pk, reason="Ката", at=MARCH_3)
