"""Another plan for the days left, the end before the last day: sums by a stated rule."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from membership.billing import services as billing
from membership.billing.contents import Buyer
from membership.billing.ledger.balance import disagreements
from membership.billing.models import Invoice, Payment, Reduction
from membership.billing.reductions import services as reductions
from membership.bookkeeping import services as bookkeeping
from membership.clients.models import Client
from membership.subscriptions import prorating, services
from membership.subscriptions.errors import NotChangeable, SamePlan, SumHasMoved
from membership.subscriptions.models import Plan, PlanChange, RefundRule, Term
from portal.core import clock
from tests.factories.membership import ClientFactory, PlanFactory, UserFactory, enter_seller

pytestmark = pytest.mark.django_db

JAN_1 = datetime(2026, 1, 1, 6, 0, tzinfo=UTC)
JULY_1 = datetime(2026, 7, 1, 6, 0, tzinfo=UTC)
#: 1 July to 31 December.
DAYS_LEFT = 184


def pay(invoice, at=JAN_1):
    return billing.record_payment(
        invoice_id=invoice.pk,
        amount_tyiyn=invoice.outstanding_tyiyn(),
        source=Payment.Source.BANK,
        reference=f"ПП {invoice.pk} {invoice.payments.count()}",
        received_at=at,
    )


def place(reader, plan, at=JAN_1, quantity=1):
    return services.place_order(
        plan_id=plan.pk, payer_id=reader.pk, subscriber_id=reader.pk, buyer=Buyer(reader.name),
        placed_at=at, language="ru", form_key=uuid.uuid4(), quantity=quantity,
        recipients=[services.PostTo(reader.name, "Нарын, 1")] if plan.is_printed else (),
    )  # fmt: skip


def term_of(reader, plan, at=JAN_1):
    order = place(reader, plan, at)
    pay(order.invoice, at)
    return Term.objects.get(order=order)


@pytest.fixture
def reader():
    enter_seller()
    return ClientFactory(user=UserFactory(), postal_address="Кочкор, 5")


@pytest.fixture
def online():
    return PlanFactory(price_tyiyn=182_500)


@pytest.fixture
def both():
    return PlanFactory(opens="both", copies=1, price_tyiyn=365_000, title_ru="Оба")


@pytest.fixture
def term(reader, online):
    return term_of(reader, online)


def change(term, plan, at=JULY_1, expected=None):
    sums = prorating.change(term, plan.pk, on=at.date())
    return services.ask_change(
        term_id=term.pk, plan_id=plan.pk, at=at, by_user_id=None,
        expected_tyiyn=sums.difference_tyiyn if expected is None else expected,
    )  # fmt: skip


def test_a_plan_edited_before_the_money_comes_gives_what_was_promised(reader, term, both):
    order = place(reader, both, quantity=2)
    waiting = change(term, both)
    Plan.objects.filter(pk=both.pk).update(opens="magazine_print", copies=5, months=1)

    pay(order.invoice)
    pay(waiting.invoice, JULY_1)

    ordered = Term.objects.get(order=order)
    assert (ordered.opens, ordered.copies) == ("both", 2)
    assert (ordered.starts_on, ordered.ends_on) == (date(2026, 1, 1), date(2026, 12, 31))
    term.refresh_from_db()
    assert (term.opens, term.copies) == ("both", 1)


def test_a_dearer_plan_begins_when_its_difference_is_paid(term, both):
    made = change(term, both)
    term.refresh_from_db()
    before = term.opens
    pay(made.invoice, JULY_1)

    term.refresh_from_db()
    assert made.invoice.total_tyiyn == DAYS_LEFT * (1_000 - 500)
    assert (before, term.opens, term.copies) == ("magazine_online", "both", 1)
    assert term.ends_on == date(2026, 12, 31)
    assert term.order.recipients.get().address == "Кочкор, 5"
    assert disagreements() == []


def test_a_cheaper_plan_begins_at_once_and_leaves_a_surplus(reader, both, online):
    term = term_of(reader, both)

    change(term, online)

    term.refresh_from_db()
    invoice = term.order.invoice
    invoice.refresh_from_db()
    assert (term.opens, term.copies, term.plan) == ("magazine_online", 0, online)
    assert invoice.outstanding_tyiyn() == -DAYS_LEFT * 500
    assert invoice.status == Invoice.Status.SETTLED
    assert list(Invoice.objects.overpaid()) == [invoice]
    assert disagreements() == []


def test_a_second_change_counts_from_what_the_first_made_it_worth(term, both, online):
    pay(change(term, both).invoice, JULY_1)
    term.refresh_from_db()

    back = change(term, online, at=JULY_1 + timedelta(days=92))

    assert back.difference_tyiyn == -92 * 500
    assert PlanChange.objects.made().count() == 2
    assert disagreements() == []


def test_only_a_paid_term_by_the_month_changes_and_only_one_change_waits(term, both, online):
    with pytest.raises(SamePlan):
        change(term, online)
    with pytest.raises(SumHasMoved):
        change(term, both, expected=1)
    change(term, both)
    with pytest.raises(NotChangeable):
        change(term, both)
    with pytest.raises(NotChangeable):
        prorating.change(term, both.pk, on=date(2027, 1, 1))


def test_a_change_nobody_pays_is_dropped_with_its_invoice(term, both):
    made = change(term, both)

    billing.cancel_invoice(invoice_id=made.invoice_id, reason="Передумали", at=JULY_1)

    term.refresh_from_db()
    assert term.state == "open"
    assert not PlanChange.objects.waiting().exists()


def test_a_change_paid_after_the_end_gives_its_money_back(term, both):
    made = change(term, both)

    pay(made.invoice, JULY_1 + timedelta(days=300))

    term.refresh_from_db()
    assert term.opens == "magazine_online"
    assert list(Invoice.objects.overpaid()) == [made.invoice]
    assert disagreements() == []


def test_the_money_of_a_change_given_back_suspends_the_term(term, both):
    made = change(term, both)
    money = pay(made.invoice, JULY_1)

    billing.reverse_payment(payment_id=money.pk, reference="↩", reason="Кайтаруу", at=JULY_1)
    term.refresh_from_db()
    suspended = term.state
    made.invoice.refresh_from_db()
    pay(made.invoice, JULY_1)

    term.refresh_from_db()
    assert (suspended, term.state) == ("suspended", "open")


def test_papers_and_running_terms_know_nothing_of_a_later_price(term, online):
    papers = bookkeeping.prepare_papers(invoice_id=term.order.invoice_id, at=JAN_1, by_user_id=None)
    frozen = [paper.snapshot for paper in papers]
    online.price_tyiyn = 999_900
    online.save()

    again = bookkeeping.prepare_papers(invoice_id=term.order.invoice_id, at=JULY_1, by_user_id=None)

    term.refresh_from_db()
    assert [paper.snapshot for paper in again] == frozen
    assert term.order.total_tyiyn == Invoice.objects.get().total_tyiyn == 182_500


# --- the end before the last day --------------------------------------------------------------


def rule(**facts):
    day = facts.pop("from_on", date(2024, 1, 1))
    return RefundRule.objects.update_or_create(from_on=day, defaults=facts)[0]


def cancel(term, at=JULY_1, expected=None):
    back = prorating.refund(term, on=at.date())
    services.cancel_paid(
        term_id=term.pk, reason="Бүттү", at=at, by_user_id=None,
        expected_tyiyn=back.tyiyn if expected is None else expected,
    )  # fmt: skip
    return back.tyiyn


def test_unused_days_go_back_by_the_rule_of_the_order(term):
    rule()
    rule(from_on=date(2026, 2, 1), gives_unused_days=False)

    back = cancel(term)

    term.refresh_from_db()
    assert back == (DAYS_LEFT - 1) * 500
    assert (term.state, term.order.state) == ("cancelled", "cancelled")
    assert Invoice.objects.get().outstanding_tyiyn() == -back
    assert disagreements() == []


def test_within_the_first_days_the_whole_price_goes_back(term):
    rule(whole_within_days=14)

    assert prorating.refund(term, on=date(2026, 1, 14)).tyiyn == 182_500
    assert prorating.refund(term, on=date(2026, 1, 15)).tyiyn < 182_500


@pytest.mark.parametrize(("days", "said"), [(1, "1 дня"), (14, "14 дней"), (21, "21 дня")])
def test_the_days_of_the_rule_are_written_out(term, days, said):
    rule(whole_within_days=days)

    with translation.override("ru"):
        why = prorating.refund(term, on=date(2026, 1, 1)).rule[0]

    assert f"В течение {said} после открытия" in why


def test_a_share_may_stay_with_the_publisher_and_without_a_rule_nothing_goes_back(term):
    assert prorating.refund(term, on=JULY_1.date()).tyiyn == 0
    rule(kept_share=1_000)

    assert cancel(term) == 183 * 500 * 9 // 10


def test_of_issues_the_ones_left_go_back(reader):
    rule()
    term = term_of(reader, PlanFactory(months=None, issues=10, price_tyiyn=160_000))
    term.issues_left = 4
    term.save()

    assert prorating.refund(term, on=JULY_1.date()).tyiyn == 64_000


def test_a_sum_that_moved_cancels_nothing_and_twice_is_refused(term):
    rule()
    with pytest.raises(SumHasMoved):
        cancel(term, expected=1)

    cancel(term)
    with pytest.raises(Exception, match="→"):
        cancel(Term.objects.get())
    assert Reduction.objects.count() == 1


def test_a_reduction_is_taken_back_by_a_row_of_its_own(term):
    rule()
    cancel(term)
    made = Reduction.objects.get()

    reductions.take_back(reduction_id=made.pk, reason="Ката", at=JULY_1, by_user_id=None)

    assert Invoice.objects.get().outstanding_tyiyn() == 0
    assert [row.amount_tyiyn for row in Reduction.objects.all()] == [91_500, -91_500]
    assert disagreements() == []


# --- screens ----------------------------------------------------------------------------------


@pytest.fixture
def running(trees, reader, online):
    rule()
    return term_of(reader, online, at=clock.now() - timedelta(days=100))


def test_a_member_sees_the_sum_and_its_rule_before_she_changes(client, reader, running, both):
    client.force_login(reader.user)
    url = reverse("subscriptions:change", args=[running.pk])

    page = client.get(url, {"plan": both.pk})
    sums = page.context["sums"]
    posted = page.context["post"].initial
    answer = client.post(url, {"plan": both.pk, "expected": sums.difference_tyiyn, **posted})

    assert all(sentence in page.content.decode() for sentence in sums.rule)
    assert answer.url == reverse("billing:invoice", args=[PlanChange.objects.get().invoice_id])


def test_whoever_goes_over_to_print_is_asked_for_an_address(client, reader, running, both):
    Client.objects.filter(pk=reader.pk).update(postal_address="")
    client.force_login(reader.user)
    url = reverse("subscriptions:change", args=[running.pk])

    sums = client.get(url, {"plan": both.pk}).context["sums"]
    answers = {"plan": both.pk, "expected": sums.difference_tyiyn, "recipient_name": "Айгүл"}
    asked = client.post(url, answers)
    client.post(url, {**answers, "recipient_address": "Нарын, 5"})
    pay(PlanChange.objects.get().invoice)

    assert asked.context["post"].errors.keys() == {"recipient_address"}
    recipient = running.order.recipients.get()
    assert (recipient.address, recipient.copies) == ("Нарын, 5", 1)


def test_a_member_cancels_and_reads_what_goes_back(client, reader, running):
    client.force_login(reader.user)
    url = reverse("subscriptions:cancel", args=[running.pk])

    refund = client.get(url).context["refund"]
    client.post(url, {"reason": "Көчүп кеттим", "expected": refund.tyiyn})

    running.refresh_from_db()
    assert (running.state, running.state_reason) == ("cancelled", "Көчүп кеттим")
    assert Invoice.objects.get().reduced_tyiyn == refund.tyiyn > 0


def test_whoever_does_not_pay_neither_changes_nor_cancels(client, reader, running, both):
    for user in (UserFactory(), None):
        client.logout()
        if user:
            client.force_login(user)
        for name in ("change", "cancel"):
            status = client.post(reverse(f"subscriptions:{name}", args=[running.pk])).status_code
            assert status == (404 if user else 302)


@pytest.mark.parametrize(
    "answers", [{}, {"plan": "x"}, {"plan": "999"}, {"plan": "1", "expected": "9" * 40}]
)
def test_bad_input_changes_nothing(client, reader, running, answers):
    client.force_login(reader.user)

    client.post(reverse("subscriptions:change", args=[running.pk]), answers)
    client.post(reverse("subscriptions:cancel", args=[running.pk]), answers)

    running.refresh_from_db()
    assert running.state == "open"
    assert not PlanChange.objects.exists()


def test_staff_change_and_close_after_the_preview(client, administrator, running, both):
    url = reverse("subscriptions_terms:change", args=[running.pk])
    shown = client.post(url, {"plan": both.pk}).context["shown"]
    none_yet = PlanChange.objects.count()
    client.post(url, {"plan": both.pk, "seal": shown.seal})
    url = reverse("subscriptions_terms:cancel", args=[running.pk])
    shown = client.post(url, {"reason": "Просьба"}).context["shown"]
    client.post(url, {"reason": "Просьба", "seal": shown.seal})

    running.refresh_from_db()
    assert (none_yet, PlanChange.objects.count(), running.state) == (0, 1, "cancelled")
    for name in ("billing_invoices:index", "subscriptions_refunds:index"):
        assert client.get(reverse(name) + "?surplus=true").status_code == 200
    card = client.get(reverse("billing_invoices:inspect", args=[running.order.invoice_id]))
    assert reverse("billing_invoices:whole", args=[Reduction.objects.get().pk]) in (
        card.content.decode()
    )
