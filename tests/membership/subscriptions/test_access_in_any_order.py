"""Orders, money, changes, seats and quotas in any order: access always stands on its basis."""

import uuid
from datetime import UTC, datetime, timedelta

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

from membership.billing import services as billing
from membership.billing.contents import Buyer
from membership.billing.errors import BillingRefusal
from membership.billing.ledger.balance import disagreements
from membership.billing.models import Invoice, Payment, Source
from membership.billing.reductions import services as reductions
from membership.subscriptions import prorating, services
from membership.subscriptions.errors import SubscriptionRefusal
from membership.subscriptions.models import Order, RefundRule, SponsorQuota, Term
from membership.subscriptions.services import Entered, Wanted
from tests.factories.membership import ClientFactory, PlanFactory, enter_seller

BEGIN = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
PLACES = SEATS = 2
TIMES = st.integers(1, 2)
WHICH = st.integers(0, 5)


class Access(RuleBasedStateMachine):
    """What readers, staff and the bank do, each deed sometimes twice."""

    invoices = Bundle("invoices")

    def __init__(self) -> None:
        super().__init__()
        self.own = transaction.atomic()
        self.own.__enter__()
        enter_seller()
        RefundRule.objects.create(from_on=BEGIN.date())
        office = {"for_whom": "organisation", "seats": SEATS}
        self.plans = [PlanFactory(), PlanFactory(price_tyiyn=365_000), PlanFactory(**office)]
        self.readers = ClientFactory.create_batch(3, organisation_kind=True)
        self.quota = SponsorQuota.objects.create(
            sponsor=self.readers[0], why="Долбоор", opens="magazine_online", places=PLACES,
            starts_on=BEGIN.date(), ends_on=BEGIN.date() + timedelta(days=4_000),
        )  # fmt: skip
        self.now = BEGIN
        self.arrived = self.returned = self.place = 0

    def teardown(self) -> None:
        """Each run begins with an empty database."""
        transaction.set_rollback(True)
        self.own.__exit__(None, None, None)

    def attempt(self, deed, **facts):
        """A deed that may be refused, and then changes nothing."""
        try:
            return deed(**facts)
        except (BillingRefusal, SubscriptionRefusal):
            return None

    def term(self, which):
        """Some term, if there is one."""
        return Term.objects.order_by("pk")[which : which + 1].first()

    @rule(days=st.integers(1, 200))
    def wait(self, days):
        self.now += timedelta(days=days)

    @rule(target=invoices, plan=st.integers(0, 2), number=st.integers(1, 3), times=TIMES)
    def order(self, plan, number, times):
        key = uuid.uuid4()
        for _again in range(times):
            placed = services.place_orders(
                plan_id=self.plans[plan].pk, payer_id=self.readers[0].pk, buyer=Buyer("Донор"),
                wanted=[Wanted(one.pk) for one in self.readers[:number]], language="ru",
                placed_at=self.now, form_key=key, entered=Entered(),
            )  # fmt: skip
        return placed[0].invoice_id

    @rule(invoice=invoices, part=st.sampled_from([1, 2]), times=TIMES)
    def pay(self, invoice, part, times):
        self.place += 1
        tyiyn = Invoice.objects.get(pk=invoice).total_tyiyn // part
        for _again in range(times):
            billing.record_payment(
                invoice_id=invoice, amount_tyiyn=tyiyn, source=Source.BANK,
                reference=f"bank {self.place}", received_at=self.now,
            )  # fmt: skip
        self.arrived += tyiyn

    @rule(which=WHICH)
    def pay_a_change(self, which):
        term = self.term(which)
        change = term.changes.waiting().exclude(invoice=None).first() if term else None
        if change:
            self.pay(change.invoice_id, 1, 2)

    @rule(invoice=invoices)
    def give_back(self, invoice):
        money = Payment.objects.filter(invoice=invoice, amount_tyiyn__gt=0).first()
        self.place += 1
        back = money and self.attempt(
            billing.reverse_payment, payment_id=money.pk, reference=f"back {self.place}",
            reason="Кайтаруу", at=self.now,
        )  # fmt: skip
        self.returned -= back.amount_tyiyn if back else 0

    @rule(invoice=invoices)
    def cancel(self, invoice):
        self.attempt(billing.cancel_invoice, invoice_id=invoice, reason="Чечим", at=self.now)

    @rule(which=WHICH, plan=st.integers(0, 2))
    def change(self, which, plan):
        if term := self.term(which):
            sums = self.attempt(
                prorating.change, term=term, plan_id=self.plans[plan].pk, on=self.now.date()
            )
            if sums:
                self.attempt(
                    services.ask_change, term_id=term.pk, plan_id=sums.plan.pk, at=self.now,
                    expected_tyiyn=sums.difference_tyiyn, by_user_id=None,
                )  # fmt: skip

    @rule(which=WHICH, times=TIMES)
    def end(self, which, times):
        term = self.term(which)
        for _again in range(times if term else 0):
            back = prorating.refund(Term.objects.get(pk=term.pk), on=self.now.date())
            self.attempt(
                services.cancel_paid, term_id=term.pk, reason="Чечим", at=self.now,
                expected_tyiyn=back.tyiyn, by_user_id=None,
            )  # fmt: skip

    @rule(invoice=invoices)
    def ask_the_whole_again(self, invoice):
        if made := Invoice.objects.get(pk=invoice).reductions.first():
            self.attempt(
                reductions.take_back, reduction_id=made.pk, reason="Ката", at=self.now,
                by_user_id=None,
            )  # fmt: skip

    @rule(reader=st.integers(0, 2), times=TIMES)
    def sponsor(self, reader, times):
        for _again in range(times):
            self.attempt(
                services.give_from_quota, quota_id=self.quota.pk, at=self.now,
                client_id=self.readers[reader].pk,
            )  # fmt: skip

    @rule(which=WHICH, name=st.sampled_from("abc"))
    def seat(self, which, name):
        if term := self.term(which):
            self.attempt(
                services.give_seat, term_id=term.pk, email=f"{name}@example.kg", at=self.now,
                by_user_id=None,
            )  # fmt: skip

    @invariant()
    def access_stands_on_its_basis(self):
        for term in Term.objects.in_force().select_related("order__invoice"):
            if term.basis == Term.Basis.PAID:
                assert term.order.state == "open"
                assert term.order.invoice.status == Invoice.Status.SETTLED
                for change in term.changes.made().exclude(invoice=None):
                    assert change.invoice.status == Invoice.Status.SETTLED
            else:
                assert term.why

    @invariant()
    def whoever_paid_has_access_or_had_it_closed_with_a_reason(self):
        settled = Order.objects.filter(invoice__status=Invoice.Status.SETTLED)
        for order in settled.select_related("term"):
            assert order.term.state in {"open", "cancelled"} or order.term.changes.made().exists()

    @invariant()
    def scarce_things_are_never_exceeded(self):
        assert self.quota.terms.exclude(state="cancelled").count() <= PLACES
        for term in Term.objects.filter(seats__gt=0):
            assert term.seats_given.given().count() <= SEATS

    @invariant()
    def the_books_agree_and_no_money_is_lost(self):
        assert disagreements() == []
        kept = sum(self._unallocated())
        assert Payment.objects.total_tyiyn() + kept == self.arrived - self.returned

    def _unallocated(self):
        from membership.billing.models import UnallocatedPayment

        return UnallocatedPayment.objects.waiting().values_list("amount_tyiyn", flat=True)

    @invariant()
    def numbers_have_no_gaps(self):
        of_years: dict[str, list[int]] = {}
        for number in Invoice.objects.order_by("pk").values_list("number", flat=True):
            of_years.setdefault(number[:4], []).append(int(number[5:]))
        for numbers in of_years.values():
            assert sorted(numbers) == list(range(1, len(numbers) + 1))


@pytest.mark.django_db
def test_access_in_any_order():
    run_state_machine_as_test(
        Access,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
