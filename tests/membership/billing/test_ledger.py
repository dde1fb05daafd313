"""Every change of money is an entry, and the books agree."""

import logging
from datetime import UTC, date, datetime

import pytest

from membership.billing import corrections, services
from membership.billing.contents import Buyer, Line
from membership.billing.errors import (
    AlreadyAllocated,
    AlreadyReturned,
    EntryIsFinal,
    InvoiceNotOpen,
    MovedAtTheProvider,
    NothingPaidYet,
    ReasonMissing,
    ReversalTooLarge,
)
from membership.billing.jobs import compare_the_books
from membership.billing.ledger.balance import balances, disagreements
from membership.billing.ledger.models import Account, Entry
from membership.billing.models import Invoice, Payment, Source
from portal.core.models import Letter
from tests.factories.membership import ClientFactory, enter_seller

pytestmark = pytest.mark.django_db

MARCH_3 = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)


def issue(*, som=4800, email=None):
    enter_seller()
    return services.issue_invoice(
        client_id=ClientFactory(email=email).pk,
        buyer=Buyer("Кара-Суу айыл өкмөтү", "01234567890123"),
        lines=[Line("Журнал", "Журнал", som * 100)],
        language="ky",
        issued_at=MARCH_3,
    )


def pay(invoice, *, som, reference="ПП 1", source=Source.BANK):
    return services.record_payment(
        invoice_id=invoice.pk,
        amount_tyiyn=som * 100,
        source=source,
        reference=reference,
        received_at=MARCH_3,
    )


def kept(*, som=100, reference="ПП 9"):
    return services.keep_unallocated(
        amount_tyiyn=som * 100, source=Source.BANK, reference=reference, received_at=MARCH_3
    )


def why(**more):
    return {"reason": "Чечим №3", "at": MARCH_3, "by_user_id": None, **more}


def test_an_invoice_and_its_payment_stand_on_three_accounts():
    pay(issue(som=4800), som=3000)

    stand = balances()

    assert stand[Account.RECEIVABLE] == 180_000
    assert stand[Account.BILLED] == -480_000
    assert stand[Account.RECEIVED] == 300_000
    assert sum(stand.values()) == 0
    assert disagreements() == []


def test_a_payment_told_twice_is_one_entry():
    invoice = issue()

    pay(invoice, som=100)
    pay(invoice, som=100)

    assert Entry.objects.filter(kind="received").count() == 1


def test_money_given_back_and_a_mistake_are_told_apart():
    invoice = issue()
    first, second = pay(invoice, som=100), pay(invoice, som=200, reference="ПП 2")

    services.reverse_payment(payment_id=first.pk, reference="ПП 3", reason="Кайтаруу", at=MARCH_3)
    corrections.take_off(payment_id=second.pk, **why())

    stand = balances()
    assert stand[Account.REFUNDED] == -10_000
    assert stand[Account.RECEIVED] == 10_000
    assert disagreements() == []


def test_a_cancelled_invoice_is_owed_by_nobody():
    invoice = issue()

    services.cancel_invoice(invoice_id=invoice.pk, reason="Ката", at=MARCH_3)

    assert set(balances().values()) == {0}
    assert disagreements() == []


def test_kept_money_is_counted_or_returned_once():
    invoice = issue()
    counted, returned = kept(), kept(reference="ПП 10")

    services.allocate(unallocated_id=counted.pk, invoice_id=invoice.pk, by_user_id=None)
    corrections.return_kept(unallocated_id=returned.pk, reference="ПП 77", **why())

    assert balances()[Account.UNALLOCATED] == 0
    assert disagreements() == []
    with pytest.raises(AlreadyReturned):
        services.allocate(unallocated_id=returned.pk, invoice_id=invoice.pk, by_user_id=None)
    with pytest.raises(AlreadyReturned):
        corrections.return_kept(unallocated_id=returned.pk, reference="ПП 78", **why())
    with pytest.raises(AlreadyAllocated):
        corrections.return_kept(unallocated_id=counted.pk, reference="ПП 78", **why())


def test_the_rest_of_a_part_payment_can_be_forgiven_and_settles():
    invoice = issue(email="aigul@example.kg")
    pay(invoice, som=4799)

    corrections.forgive_rest(invoice_id=invoice.pk, **why())

    invoice.refresh_from_db()
    assert invoice.status == Invoice.Status.SETTLED
    assert balances()[Account.WRITTEN_OFF] == 100
    assert disagreements() == []
    assert Letter.objects.filter(kind="payment_received").count() == 1


def test_an_invoice_nobody_paid_is_not_forgiven():
    with pytest.raises(NothingPaidYet):
        corrections.forgive_rest(invoice_id=issue().pk, **why())


def test_a_sponsor_answers_for_an_invoice():
    invoice = issue()

    corrections.let_sponsor_pay(invoice_id=invoice.pk, **why())

    assert balances()[Account.SPONSORED] == 480_000
    assert disagreements() == []
    with pytest.raises(InvoiceNotOpen):
        corrections.let_sponsor_pay(invoice_id=invoice.pk, **why())


def test_a_surplus_is_moved_to_another_invoice():
    paid_twice, other = issue(), issue()
    pay(paid_twice, som=4800)
    second = pay(paid_twice, som=4800, reference="ПП 2")

    corrections.move(payment_id=second.pk, to_invoice_id=other.pk, **why())

    for invoice in (paid_twice, other):
        invoice.refresh_from_db()
        assert (invoice.status, invoice.outstanding_tyiyn()) == (Invoice.Status.SETTLED, 0)
    assert disagreements() == []


def test_no_more_is_moved_than_was_paid():
    invoice, other = issue(), issue()
    payment = pay(invoice, som=100)

    with pytest.raises(ReversalTooLarge):
        corrections.move(
            payment_id=payment.pk, to_invoice_id=other.pk, amount_tyiyn=10_001, **why()
        )
    with pytest.raises(InvoiceNotOpen):
        corrections.move(payment_id=payment.pk, to_invoice_id=invoice.pk, **why())
    assert Payment.objects.count() == 1


def test_card_money_is_moved_at_the_provider():
    payment = pay(issue(), som=100, source=Source.CARD, reference="pi_1")

    with pytest.raises(MovedAtTheProvider):
        corrections.take_off(payment_id=payment.pk, **why())


def test_a_deed_without_a_reason_is_refused():
    invoice = issue()
    payment = pay(invoice, som=100)

    with pytest.raises(ReasonMissing):
        corrections.take_off(payment_id=payment.pk, **why(reason=" "))
    with pytest.raises(ReasonMissing):
        corrections.forgive_rest(invoice_id=invoice.pk, **why(reason=""))


def test_an_entry_is_final():
    issue()
    entry = Entry.objects.get()

    for change in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(amount_tyiyn=1),
    ):
        with pytest.raises(EntryIsFinal):
            change()


def test_books_that_disagree_are_told_every_night(caplog):
    invoice = issue()
    Invoice.objects.filter(pk=invoice.pk).update(total_tyiyn=1)

    with caplog.at_level(logging.ERROR, logger="membership.billing.jobs"):
        compare_the_books(date(2026, 3, 4))

    assert "the ledger disagrees about" in caplog.text
    assert invoice.number in caplog.text


def test_comparing_asks_the_same_whatever_the_size(django_assert_max_num_queries):
    for _ in range(4):
        pay(issue(), som=100, reference=f"ПП {_}")

    with django_assert_max_num_queries(9):
        disagreements()
