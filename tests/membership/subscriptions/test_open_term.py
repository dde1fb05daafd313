"""What money opens, and what closes again."""

from datetime import UTC, date, datetime

import pytest

from membership.billing import services as billing
from membership.billing.models import Payment
from membership.subscriptions import services
from membership.subscriptions.errors import BasisWithoutReason, MoveNotAllowed
from membership.subscriptions.models import Order, Term
from membership.subscriptions.signals import term_opened
from membership.subscriptions.states import State
from portal.core.models import Letter
from tests.factories.membership import ClientFactory, InvoiceFactory, OrderFactory, TermFactory

pytestmark = pytest.mark.django_db

MARCH_3 = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)


def pay(order, *, som=4800, reference="bank 1"):
    return billing.record_payment(
        invoice_id=order.invoice_id,
        amount_tyiyn=som * 100,
        source=Payment.Source.BANK,
        reference=reference,
        received_at=MARCH_3,
    )


def state_of(order):
    return Order.objects.get(pk=order.pk).state


def test_full_payment_opens_access():
    order = OrderFactory()

    pay(order)

    term = Term.objects.giving_access_on(MARCH_3.date()).get()
    assert term.order == order
    assert term.basis == Term.Basis.PAID
    assert (term.starts_on, term.ends_on) == (date(2026, 3, 3), date(2027, 3, 2))
    assert state_of(order) == State.OPEN


def test_a_partial_payment_opens_nothing():
    order = OrderFactory()

    pay(order, som=4799)

    assert not Term.objects.exists()
    assert state_of(order) == State.AWAITING_PAYMENT


def test_a_settled_invoice_opens_one_term_however_often_it_is_told():
    order = OrderFactory()
    pay(order)

    services.open_terms(invoice_id=order.invoice_id, settled_at=MARCH_3)

    assert Term.objects.count() == 1


def test_an_invoice_of_something_else_opens_nothing():
    assert services.open_terms(invoice_id=InvoiceFactory().pk, settled_at=MARCH_3) == []


def test_an_early_renewal_begins_after_the_running_term():
    client = ClientFactory()
    TermFactory(client=client, ends_on=date(2026, 5, 31))
    order = OrderFactory(subscriber=client)

    pay(order)

    assert Term.objects.get(order=order).starts_on == date(2026, 6, 1)


def test_issues_bought_while_a_term_runs_wait_for_its_end():
    client = ClientFactory()
    TermFactory(client=client, ends_on=date(2026, 5, 31))
    order = OrderFactory(subscriber=client, plan__months=None, plan__issues=10)

    pay(order)

    term = Term.objects.get(order=order)
    assert (term.starts_on, term.issues_left) == (date(2026, 6, 1), 10)


def test_what_waits_behind_a_cancelled_term_moves_up_in_turn():
    client = ClientFactory()
    running = TermFactory(client=client, ends_on=date(2026, 5, 31))
    year = OrderFactory(subscriber=client)
    issues = OrderFactory(subscriber=client, plan__months=None, plan__issues=10)
    pay(year)
    pay(issues, reference="bank 2")
    Term.objects.filter(order=year).update(ends_on=date(2027, 6, 30))  # a month without an issue

    services.cancel_term(term_id=running.pk, reason="Өтүнүчү боюнча", at=MARCH_3)

    first, second = (Term.objects.get(order=order) for order in (year, issues))
    assert (first.starts_on, first.ends_on) == (date(2026, 3, 3), date(2027, 4, 1))
    assert (second.starts_on, second.issues_left) == (date(2027, 4, 2), 10)


def test_what_another_term_still_covers_stays_where_it_is():
    client = ClientFactory()
    online = TermFactory(client=client, ends_on=date(2026, 5, 31))
    TermFactory(client=client, opens="both", copies=1, ends_on=date(2026, 5, 31))
    order = OrderFactory(subscriber=client)
    pay(order)

    services.cancel_term(term_id=online.pk, reason="Өтүнүчү боюнча", at=MARCH_3)

    assert Term.objects.get(order=order).starts_on == date(2026, 6, 1)


def test_money_given_back_closes_access_and_new_money_opens_it_again():
    order = OrderFactory()
    payment = pay(order)

    billing.reverse_payment(payment_id=payment.pk, reference="re_1", reason="Ката", at=MARCH_3)
    closed = Term.objects.giving_access_on(MARCH_3.date()).exists()
    pay(order, reference="bank 2")

    assert closed is False
    assert Term.objects.giving_access_on(MARCH_3.date()).get().order == order
    assert state_of(order) == State.OPEN


def test_a_cancelled_invoice_ends_its_order():
    order = OrderFactory()

    billing.cancel_invoice(invoice_id=order.invoice_id, reason="Ката", at=MARCH_3)

    assert state_of(order) == State.CANCELLED


def test_a_granted_term_says_why():
    client = ClientFactory(email="aigul@example.kg")

    term = services.grant_term(
        client_id=client.pk,
        opens="magazine_online",
        basis=Term.Basis.SPONSORED,
        why="Долбоордун квотасы",
        sponsor_id=ClientFactory().pk,
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 8, 31),
        at=MARCH_3,
    )

    assert term in Term.objects.giving_access_on(MARCH_3.date())
    assert Letter.objects.get(kind="term_opened").to == "aigul@example.kg"


@pytest.mark.parametrize(
    ("basis", "why"), [("waived", "  "), ("sponsored", ""), ("paid", "Төлөндү")]
)
def test_access_without_a_basis_is_refused(basis, why):
    with pytest.raises(BasisWithoutReason):
        services.grant_term(
            client_id=ClientFactory().pk,
            opens="magazine_online",
            basis=basis,
            why=why,
            starts_on=date(2026, 3, 1),
            ends_on=date(2026, 8, 31),
            at=MARCH_3,
        )


def test_a_cancelled_term_stays_cancelled():
    term = TermFactory()
    services.cancel_term(term_id=term.pk, reason="Өтүнүчү боюнча", at=MARCH_3)

    with pytest.raises(MoveNotAllowed):
        services.cancel_term(term_id=term.pk, reason="Дагы", at=MARCH_3)

    assert not Term.objects.giving_access_on(MARCH_3.date()).exists()


def test_opening_is_announced_once():
    heard = []

    def hear(*, term_id, **_):
        heard.append(term_id)

    term_opened.connect(hear)
    order = OrderFactory()
    pay(order)
    pay(order, som=1, reference="bank 2")
    term_opened.disconnect(hear)

    assert heard == [Term.objects.get().pk]
