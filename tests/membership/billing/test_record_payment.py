"""Money that arrives."""

from datetime import UTC, datetime

import pytest

from membership.billing import services
from membership.billing.errors import AmountNotPositive, ReferenceReused
from membership.billing.models import Invoice, Payment, UnallocatedPayment
from membership.billing.signals import invoice_settled
from portal.core.models import Letter
from tests.factories.membership import ClientFactory, InvoiceFactory

pytestmark = pytest.mark.django_db

MARCH_3 = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)


def pay(invoice, *, som, reference="bank 1", source=Payment.Source.BANK):
    return services.record_payment(
        invoice_id=invoice.pk,
        amount_tyiyn=som * 100,
        source=source,
        reference=reference,
        received_at=MARCH_3,
    )


@pytest.fixture
def settled():
    """Ids of invoices announced as settled."""
    heard = []

    def hear(*, invoice_id, **_):
        heard.append(invoice_id)

    invoice_settled.connect(hear)
    yield heard
    invoice_settled.disconnect(hear)


def test_full_payment_settles_the_invoice(settled):
    invoice = InvoiceFactory(total_tyiyn=480_000)

    pay(invoice, som=4800)

    invoice.refresh_from_db()
    assert invoice.status == Invoice.Status.SETTLED
    assert invoice.settled_at == MARCH_3
    assert settled == [invoice.pk]


def test_partial_payments_settle_the_invoice_together(settled):
    invoice = InvoiceFactory(total_tyiyn=480_000)

    pay(invoice, som=3000, reference="bank 1")
    invoice.refresh_from_db()
    assert invoice.status == Invoice.Status.ISSUED
    assert invoice.outstanding_tyiyn() == 180_000
    pay(invoice, som=1800, reference="bank 2")

    invoice.refresh_from_db()
    assert invoice.status == Invoice.Status.SETTLED
    assert settled == [invoice.pk]


def test_money_above_the_sum_is_kept_and_settles_once(settled):
    invoice = InvoiceFactory(total_tyiyn=480_000)

    pay(invoice, som=5000, reference="bank 1")
    pay(invoice, som=100, reference="bank 2")

    invoice.refresh_from_db()
    assert invoice.outstanding_tyiyn() == -30_000
    assert settled == [invoice.pk]


def test_the_same_notice_twice_is_one_payment(settled):
    invoice = InvoiceFactory(total_tyiyn=480_000)

    first = pay(invoice, som=4800)
    second = pay(invoice, som=4800)

    assert first == second
    assert Payment.objects.count() == 1
    assert settled == [invoice.pk]


def test_a_known_reference_with_another_amount_is_refused():
    invoice = InvoiceFactory()
    pay(invoice, som=100)

    with pytest.raises(ReferenceReused):
        pay(invoice, som=200)


def test_a_known_reference_with_another_invoice_is_refused():
    pay(InvoiceFactory(), som=100)

    with pytest.raises(ReferenceReused):
        pay(InvoiceFactory(), som=100)


def test_the_same_reference_from_another_source_is_another_payment():
    invoice = InvoiceFactory()

    pay(invoice, som=100, reference="17")
    pay(invoice, som=100, reference="17", source=Payment.Source.CARD)

    assert invoice.payments.count() == 2


@pytest.mark.parametrize("som", [0, -5])
def test_nothing_is_no_payment(som):
    with pytest.raises(AmountNotPositive):
        pay(InvoiceFactory(), som=som)


def test_money_for_a_cancelled_invoice_is_kept_unallocated(settled):
    invoice = InvoiceFactory(cancelled=True)

    money = pay(invoice, som=4800)
    again = pay(invoice, som=4800)

    assert money == again
    assert UnallocatedPayment.objects.waiting().get().invoice == invoice
    assert Payment.objects.count() == 0
    assert settled == []


def test_money_for_an_unknown_invoice_is_kept_unallocated():
    services.record_payment(
        invoice_id=987654,
        amount_tyiyn=100,
        source=Payment.Source.CARD,
        reference="pi_1",
        received_at=MARCH_3,
    )

    assert UnallocatedPayment.objects.get().hint == "#987654"


def test_kept_money_is_counted_once_its_invoice_is_found(settled):
    money = pay(InvoiceFactory(cancelled=True), som=4800)
    right = InvoiceFactory(total_tyiyn=480_000)

    payment = services.allocate(unallocated_id=money.pk, invoice_id=right.pk, by_user_id=None)

    right.refresh_from_db()
    assert right.status == Invoice.Status.SETTLED
    assert (payment.source, payment.reference) == (money.source, money.reference)
    assert not UnallocatedPayment.objects.waiting().exists()


def test_a_payment_is_told_by_letter_with_what_is_still_owed():
    invoice = InvoiceFactory(
        total_tyiyn=480_000, client=ClientFactory(email="aigul@example.kg"), language="ru"
    )

    pay(invoice, som=3000)

    letter = Letter.objects.get(kind="payment_received")
    assert letter.to == "aigul@example.kg"
    assert "1\u00a0800" in letter.text
