"""Whatever happens to money in whatever order, none is lost or doubled and the books agree."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from membership.bank import imports, services
from membership.bank.errors import BankRefusal
from membership.bank.models import BankLine
from membership.bank.services import Share
from membership.billing import corrections
from membership.billing import services as billing
from membership.billing.contents import Buyer, Line
from membership.billing.errors import BillingRefusal
from membership.billing.ledger.balance import disagreements
from membership.billing.models import Invoice, Payment, Source, UnallocatedPayment
from tests.factories.membership import ClientFactory, enter_seller
from tests.membership.bank.test_read_files import one_c

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
INN = "01234567890123"
SUMS = st.sampled_from([10_000, 180_000, 480_000, 500_000])
REFUSED = (BankRefusal, BillingRefusal)


class Money(RuleBasedStateMachine):
    """Invoices, payments, lines of the bank, reversals and refunds in any order, repeated."""

    invoices = Bundle("invoices")
    lines = Bundle("lines")

    def __init__(self) -> None:
        super().__init__()
        self.own = transaction.atomic()
        self.own.__enter__()
        enter_seller()
        self.client = ClientFactory()
        self.arrived = self.returned = self.place = 0

    def teardown(self) -> None:
        """Each run begins with an empty database."""
        transaction.set_rollback(True)
        self.own.__exit__(None, None, None)

    def attempt(self, deed, **facts):
        """A deed that may be refused, and then changes nothing."""
        try:
            return deed(**facts)
        except REFUSED:
            return None

    @rule(target=invoices, tyiyn=SUMS)
    def issue(self, tyiyn):
        return billing.issue_invoice(
            client_id=self.client.pk,
            buyer=Buyer("Айыл өкмөтү", INN),
            lines=[Line("Журнал", "Журнал", tyiyn)],
            language="ky",
            issued_at=NOW,
        ).pk

    @rule(invoice=invoices, tyiyn=SUMS, times=st.integers(1, 2))
    def pay(self, invoice, tyiyn, times):
        self.place += 1
        for _again in range(times):
            billing.record_payment(
                invoice_id=invoice, amount_tyiyn=tyiyn, source=Source.CASH,
                reference=f"cash {self.place}", received_at=NOW,
            )  # fmt: skip
        self.arrived += tyiyn

    @rule(target=lines, invoice=invoices, tyiyn=SUMS, times=st.integers(1, 2))
    def take_in(self, invoice, tyiyn, times):
        self.place += 1
        number = Invoice.objects.get(pk=invoice).number
        content = one_c({"Номер": str(self.place), "Сумма": f"{tyiyn / 100:.2f}",
                         "НазначениеПлатежа": f"счет {number}"})  # fmt: skip
        for _again in range(times):
            imports.take_in(content=content, file_name="x", at=NOW, by_user_id=None)
        return BankLine.objects.get(number=str(self.place)).pk

    @rule(line=lines)
    def book_itself(self, line):
        services.book_itself(line_id=line, at=NOW)

    @rule(line=lines, invoice=invoices)
    def book(self, line, invoice):
        whole = BankLine.objects.get(pk=line).amount_tyiyn
        self.attempt(services.book, line_id=line, shares=[Share(invoice, whole)], at=NOW,
                     by_user_id=None)  # fmt: skip

    @rule(line=lines, deed=st.sampled_from([services.keep, services.undo, services.set_aside]))
    def decide(self, line, deed):
        reason = {} if deed is services.keep else {"reason": "Чечим"}
        self.attempt(deed, line_id=line, at=NOW, by_user_id=None, **reason)

    @rule(place=st.integers(0, 20), tyiyn=SUMS)
    def refund(self, place, tyiyn):
        payments = Payment.objects.filter(amount_tyiyn__gt=0).exclude(
            source__in=[Source.WRITTEN_OFF, Source.SPONSOR]
        )
        if payment := payments.order_by("pk")[place : place + 1].first():
            self.place += 1
            if self.attempt(billing.reverse_payment, payment_id=payment.pk, amount_tyiyn=tyiyn,
                            reference=f"back {self.place}", reason="Кайтаруу", at=NOW):  # fmt: skip
                self.returned += tyiyn

    @rule(place=st.integers(0, 20), invoice=invoices)
    def move(self, place, invoice):
        payments = Payment.objects.filter(amount_tyiyn__gt=0).order_by("pk")
        if payment := payments[place : place + 1].first():
            self.attempt(corrections.move, payment_id=payment.pk, to_invoice_id=invoice,
                         reason="Чечим", at=NOW, by_user_id=None)  # fmt: skip

    @rule(invoice=invoices)
    def forgive(self, invoice):
        self.attempt(corrections.forgive_rest, invoice_id=invoice, reason="Чечим", at=NOW,
                     by_user_id=None)  # fmt: skip

    @rule(invoice=invoices)
    def cancel(self, invoice):
        self.attempt(billing.cancel_invoice, invoice_id=invoice, reason="Чечим", at=NOW)

    @invariant()
    def the_books_agree(self):
        assert disagreements() == []

    @invariant()
    def no_money_is_lost_or_doubled(self):
        booked = BankLine.objects.filter(state=BankLine.State.BOOKED)
        from_bank = sum(booked.values_list("amount_tyiyn", flat=True))
        counted = Payment.objects.exclude(source__in=[Source.WRITTEN_OFF, Source.SPONSOR])
        waiting = UnallocatedPayment.objects.waiting().total_tyiyn()
        assert counted.total_tyiyn() + waiting == self.arrived + from_bank - self.returned

    @invariant()
    def numbers_have_no_gaps(self):
        numbers = sorted(int(one[5:]) for one in Invoice.objects.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))

    @invariant()
    def settled_is_what_is_paid(self):
        for invoice in Invoice.objects.with_paid():
            if invoice.status == Invoice.Status.SETTLED:
                assert invoice.paid >= invoice.total_tyiyn
            if invoice.status == Invoice.Status.ISSUED:
                assert invoice.paid < invoice.total_tyiyn


@pytest.mark.django_db
def test_money_in_any_order():
    run_state_machine_as_test(
        Money,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
