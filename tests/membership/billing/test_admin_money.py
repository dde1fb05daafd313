"""What staff do with money in the admin."""

import uuid
from datetime import UTC, datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.translation import gettext, override

from membership.billing import services
from membership.billing.ledger.balance import balances
from membership.billing.ledger.models import Account
from membership.billing.models import Invoice, Payment, UnallocatedPayment
from membership.billing.waiting_queues import awaited_payments, unallocated_money
from portal.core import clock, waiting
from portal.core.models import OutboxEntry
from tests.factories.membership import ClientFactory, InvoiceFactory, OrderFactory

pytestmark = pytest.mark.django_db

MARCH_3 = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)


@pytest.fixture
def invoice():
    return InvoiceFactory(total_tyiyn=480_000)


def enter(client, invoice, **changes):
    answers = {
        "amount": "4 800,00",
        "source": "bank",
        "received_on": f"{clock.today():%Y-%m-%d}",
        "reference": "ПП 17",
        **changes,
    }
    return client.post(reverse("billing_invoices:payment", args=[invoice.pk]), answers)


def _told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)][-1:]


def give_back(client, payment, **changes):
    answers = {
        "amount": "",
        "reason": "Двойная оплата",
        "given_on": f"{clock.today():%Y-%m-%d}",
        "form_key": str(uuid.uuid4()),
        **changes,
    }
    return client.post(reverse("billing_payments:give_back", args=[payment.pk]), answers)


def pay(invoice, som=4800, source=Payment.Source.BANK, reference="ПП 1"):
    return services.record_payment(
        invoice_id=invoice.pk,
        amount_tyiyn=som * 100,
        source=source,
        reference=reference,
        received_at=MARCH_3,
    )


def test_a_bank_payment_entered_by_hand_settles_the_invoice(client, administrator, invoice):
    answer = enter(client, invoice)

    payment = Payment.objects.get()
    assert answer.url == reverse("billing_invoices:inspect", args=[invoice.pk])
    assert (payment.amount_tyiyn, payment.recorded_by) == (480_000, administrator)
    assert Invoice.objects.get().status == Invoice.Status.SETTLED


def test_a_payment_typed_wrong_is_taken_off_and_no_money_goes_back(client, administrator, invoice):
    enter(client, invoice, amount="480,00")
    typed = Payment.objects.get()
    card = client.get(reverse("billing_invoices:inspect", args=[invoice.pk])).content.decode()
    off = reverse("billing_payments:off", args=[typed.pk])

    client.post(off, {"reason": "Бир нөл кем"})

    correction = typed.reversals.get()
    assert off in card
    assert (correction.amount_tyiyn, correction.is_correction) == (-48_000, True)
    assert balances()[Account.REFUNDED] == 0


def test_a_part_leaves_the_rest_owed(client, administrator, invoice):
    enter(client, invoice, amount="1800,50")

    card = client.get(reverse("billing_invoices:inspect", args=[invoice.pk])).content.decode()
    assert "2\u00a0999,50" in card


def test_the_form_proposes_what_is_still_owed(client, administrator, invoice):
    pay(invoice, som=3000)

    answer = client.get(reverse("billing_invoices:payment", args=[invoice.pk]))

    assert "1\u00a0800" in answer.content.decode()


def test_the_same_payment_order_twice_is_one_payment(client, administrator, invoice):
    first = enter(client, invoice, amount="100")
    again = enter(client, invoice, amount="100")

    assert Payment.objects.count() == 1
    assert _told(again) != _told(first)
    with override("ru"):
        assert gettext("This payment was already entered. Nothing was added.") in _told(again)


def test_the_calendar_of_the_day_has_its_script(client, administrator, invoice):
    page = client.get(reverse("billing_invoices:payment", args=[invoice.pk])).content.decode()

    assert page.count("date-time-chooser.js") == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": "0"},
        {"amount": "-5"},
        {"amount": "много"},
        {"amount": "1e999"},
        {"amount": "9" * 30},
        {"amount": "4.005"},
        {"amount": "NaN"},
        {"source": "card"},
        {"received_on": "2999-01-01"},
        {"received_on": "0001-01-01"},
        {"received_on": "вчера"},
        {"reference": ""},
        {"reference": "a\x00b"},
        {"reference": "x" * 10_000},
    ],
)
def test_bad_input_is_told_and_what_was_typed_stays(client, administrator, invoice, changes):
    answer = enter(client, invoice, **{"reference": "ПП «17» <b>", **changes})

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Payment.objects.exists()


def test_a_known_number_with_another_amount_is_told(client, administrator, invoice):
    enter(client, invoice, amount="100")

    answer = enter(client, invoice, amount="200")

    assert answer.context["form"].non_field_errors()
    assert Payment.objects.count() == 1


def test_an_invoice_is_cancelled_with_a_reason(client, administrator):
    order = OrderFactory()

    client.post(
        reverse("billing_invoices:cancel", args=[order.invoice_id]), {"reason": "Ошибка в ИНН"}
    )

    order.refresh_from_db()
    assert order.state == "cancelled"
    assert order.invoice.cancelled_by == administrator


def test_a_paid_invoice_is_not_cancelled(client, administrator, invoice):
    pay(invoice)

    answer = client.post(
        reverse("billing_invoices:cancel", args=[invoice.pk]), {"reason": "Ошибка"}
    )

    assert answer.context["form"].non_field_errors()
    assert Invoice.objects.get().status == Invoice.Status.SETTLED


def test_a_bank_payment_is_given_back_by_a_row_of_its_own(client, administrator, invoice):
    payment = pay(invoice)

    give_back(client, payment)

    assert payment.reversals.get().amount_tyiyn == -480_000
    assert Invoice.objects.get().status == Invoice.Status.ISSUED


def test_the_same_form_sent_twice_gives_back_once(client, administrator, invoice):
    payment, key = pay(invoice), str(uuid.uuid4())

    for _ in range(2):
        give_back(client, payment, amount="100", form_key=key)

    assert payment.reversals.get().amount_tyiyn == -10_000


def test_a_card_payment_is_given_back_by_the_provider(client, administrator, invoice):
    payment = pay(invoice, source=Payment.Source.CARD, reference="pi_1")

    give_back(client, payment, amount="100")

    assert OutboxEntry.objects.get(kind="billing.give_back").payload["amount_tyiyn"] == 10_000
    assert not payment.reversals.exists()


def test_kept_money_is_counted_for_the_invoice_that_was_found(client, administrator, invoice):
    pay(InvoiceFactory(cancelled=True))
    money = UnallocatedPayment.objects.get()

    client.post(
        reverse("billing_unallocated:allocate", args=[money.pk]), {"number": f" {invoice.number} "}
    )

    invoice.refresh_from_db()
    assert invoice.status == Invoice.Status.SETTLED


@pytest.mark.parametrize("number", ["", "2026-99999", "' OR 1=1", "x" * 999])
def test_an_unknown_invoice_takes_no_money(client, administrator, number):
    pay(InvoiceFactory(cancelled=True))
    money = UnallocatedPayment.objects.get()

    answer = client.post(
        reverse("billing_unallocated:allocate", args=[money.pk]), {"number": number}
    )

    assert answer.context["form"].errors
    assert UnallocatedPayment.objects.waiting().exists()


def test_a_manager_reads_and_changes_nothing(client, manager, invoice):
    payment = pay(invoice, som=100)

    seen = client.get(reverse("billing_invoices:inspect", args=[invoice.pk]))
    refused = [
        client.post(reverse(name, args=[row.pk]), {})
        for name, row in (
            ("billing_invoices:payment", invoice),
            ("billing_invoices:cancel", invoice),
            ("billing_payments:give_back", payment),
        )
    ]

    assert seen.status_code == 200
    assert {answer.status_code for answer in refused} == {302}
    assert Payment.objects.count() == 1


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_staff_open_the_paper(client, administrator, invoice, language):
    answer = client.get(reverse("billing_invoices:paper", args=[invoice.pk, language]))

    assert b"".join(answer.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("billing_invoices", "?q=Токтогулов"),
        ("billing_invoices", "?q=%27%22%3Cscript%3E&status=nonsense&due_on_from=yesterday"),
        ("billing_invoices", "?ordering=password&p=99999999999999999999"),
        ("billing_payments", "?q=ПП&source=x"),
        ("billing_unallocated", "?q=1"),
        ("subscriptions_orders", "?state=draft&q=x"),
        ("subscriptions_terms", "?phase=ending&q=x"),
        ("subscriptions_terms", "?phase='&basis=]["),
        ("subscriptions_plans", "?q=x"),
    ],
)
def test_lists_survive_whatever_is_typed(client, administrator, invoice, name, parameters):
    pay(invoice, som=100)

    answer = client.get(reverse(f"{name}:index") + parameters)

    assert answer.status_code in {200, 404}


def test_an_invoice_is_found_by_its_number_and_by_its_payer(client, administrator, invoice):
    InvoiceFactory(client=ClientFactory(family_name="Абдыкадыров"))

    for text in (invoice.number, "токтогулов"):
        answer = client.get(reverse("billing_invoices:index"), {"q": text})
        assert [row.pk for row in answer.context["object_list"]] == [invoice.pk]


def test_the_list_of_invoices_asks_little(client, administrator, django_assert_max_num_queries):
    for _ in range(30):
        InvoiceFactory()
    client.get(reverse("billing_invoices:index"))

    with django_assert_max_num_queries(15):
        client.get(reverse("billing_invoices:index"))


def test_what_waits_is_counted(administrator, invoice):
    pay(InvoiceFactory(cancelled=True))

    awaited, unallocated = (
        waiting.counted(queue(administrator), on=clock.today())
        for queue in (awaited_payments, unallocated_money)
    )

    assert (awaited.count, awaited.overdue, awaited.due_on) == (1, 1, invoice.due_on)
    assert unallocated.count == 1
