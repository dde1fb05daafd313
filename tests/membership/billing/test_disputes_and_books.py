"""Disputes, notices acted on again, and books compared with the provider's."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from membership.billing import checkouts, jobs, notices, refunds, services
from membership.billing.errors import MoneyDisputed, NotPaidByCard
from membership.billing.ledger import writing
from membership.billing.ledger.balance import balances, disagreements
from membership.billing.ledger.models import Account
from membership.billing.models import (
    Dispute,
    Invoice,
    Payment,
    ProviderNotice,
    Reconciliation,
    Source,
)
from membership.clients import services as clients
from membership.clients.models import Task
from portal.core import clock, outbox
from tests.factories.membership import ClientFactory, InvoiceFactory, UserFactory
from tests.membership.billing.conftest import opened_checkout

pytestmark = pytest.mark.django_db

DISPUTED, INQUIRED = "4000000000000259", "4000000000001976"


def paid_with(provider: Any, number: str = "4242424242424242") -> Payment:
    """An invoice of 4 800 som, paid by this card on the provider's page."""
    invoice = InvoiceFactory(total_tyiyn=480_000)
    writing.invoice_issued(invoice)
    provider.pay(opened_checkout(invoice).external_id, number)
    notices.look_at_checkouts(invoice_id=invoice.pk)
    outbox.drain()
    return Payment.objects.filter(invoice=invoice, amount_tyiyn__gt=0).get()


def decide(provider: Any, tell: Any, said: str) -> None:
    """The bank decides a dispute, and the provider tells us."""
    dispute = Dispute.objects.get()
    provider.api.v1.disputes.update(dispute.external_id, {"evidence": {"uncategorized_text": said}})
    for event in provider.events_of(dispute.external_id):
        tell(event)
        outbox.drain()


def test_a_dispute_takes_the_money_and_closes_what_it_opened(provider: Any) -> None:
    payment = paid_with(provider, DISPUTED)

    dispute, reversal = Dispute.objects.get(), payment.reversals.get()
    payment.invoice.refresh_from_db()
    assert (dispute.status, dispute.reason) == ("needs_response", "fraudulent")
    assert Task.objects.open().get() == dispute.task
    assert (reversal.amount_tyiyn, reversal.reference) == (-480_000, dispute.external_id)
    assert payment.invoice.status == Invoice.Status.ISSUED
    assert balances()[Account.REFUNDED] == -480_000
    assert disagreements() == []


def test_whoever_disputes_a_payment_is_told_so_and_not_asked_to_pay_again(
    provider: Any, tell: Any, client: Any
) -> None:
    reader = UserFactory()
    payment = paid_with(provider, DISPUTED)
    Invoice.objects.filter(pk=payment.invoice_id).update(asked_by=reader)
    client.force_login(reader)
    url = reverse("billing:invoice", args=[payment.invoice_id])

    disputed = client.get(url)
    with pytest.raises(MoneyDisputed):
        checkouts.ask_for_checkout(invoice_id=payment.invoice_id, language="ky", at=clock.now())
    decide(provider, tell, "losing_evidence")
    lost = client.get(url)

    pay = 'id="by-card"'
    assert len(disputed.context["account"].disputes) == 1
    assert pay not in disputed.content.decode()
    assert lost.context["account"].disputes == []
    assert pay in lost.content.decode()


def test_the_payer_and_the_administrator_are_told_of_a_dispute_once(
    provider: Any, tell: Any, mailoutbox: list[Any]
) -> None:
    invoice = InvoiceFactory(total_tyiyn=480_000, client=ClientFactory(email="asel@example.kg"))
    writing.invoice_issued(invoice)
    provider.pay(opened_checkout(invoice).external_id, DISPUTED)
    notices.look_at_checkouts(invoice_id=invoice.pk)
    outbox.drain()

    decide(provider, tell, "losing_evidence")

    dispute, task = Dispute.objects.get(), Task.objects.get()
    letters = [one for one in mailoutbox if "банк" in one.subject.lower()]
    assert (task.client, task.given_by) == (invoice.client, None)
    assert (task.done_at is not None, task.done_by) == (True, None)
    assert dispute.external_id in task.text
    assert task.due_on < timezone.localdate(dispute.answer_by)
    assert len(letters) == 1
    assert invoice.number in letters[0].body


def test_whoever_does_the_task_while_the_dispute_ends_does_not_stop_it(
    provider: Any, tell: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid_with(provider, DISPUTED)
    colleague, finish = UserFactory(), clients.finish_task

    def a_moment_later(**asked: Any) -> None:
        finish(task_id=asked["task_id"], by_user_id=colleague.pk, at=asked["at"])
        finish(**asked)

    monkeypatch.setattr(clients, "finish_task", a_moment_later)

    decide(provider, tell, "losing_evidence")

    assert Task.objects.get().done_by == colleague
    assert Dispute.objects.get().is_over


def test_a_dispute_that_is_won_brings_the_money_back_once(provider: Any, tell: Any) -> None:
    payment = paid_with(provider, DISPUTED)

    decide(provider, tell, "winning_evidence")

    payment.invoice.refresh_from_db()
    sums = payment.invoice.payments.order_by("pk").values_list("amount_tyiyn", flat=True)
    assert Dispute.objects.get().status == "won"
    assert list(sums) == [480_000, -480_000, 480_000]
    assert payment.invoice.status == Invoice.Status.SETTLED
    assert disagreements() == []
    with pytest.raises(NotPaidByCard):
        refunds.ask_refund(
            payment_id=payment.invoice.payments.order_by("pk").last().pk,
            reason="x",
            by_user_id=None,
        )


def test_a_dispute_that_is_lost_leaves_it_there(provider: Any, tell: Any) -> None:
    payment = paid_with(provider, DISPUTED)

    decide(provider, tell, "losing_evidence")

    assert Dispute.objects.get().status == "lost"
    assert payment.invoice.paid_tyiyn() == 0


def test_an_inquiry_moves_no_money(provider: Any) -> None:
    payment = paid_with(provider, INQUIRED)

    assert Dispute.objects.get().status == "warning_needs_response"
    assert payment.invoice.paid_tyiyn() == 480_000


def test_staff_see_disputes_and_comparisons(
    books_of_today: Any, client: Any, administrator: Any
) -> None:
    payment = paid_with(books_of_today, DISPUTED)
    call_comparison(differences=False)

    disputes = client.get("/admin/billing_disputes/").content.decode()
    card = client.get(f"/admin/billing_invoices/inspect/{payment.invoice_id}/").content.decode()
    books = client.get("/admin/billing_reconciliations/")
    found = Reconciliation.objects.get()
    one = client.get(f"/admin/billing_reconciliations/inspect/{found.pk}/")

    assert payment.invoice.number in disputes
    assert Dispute.objects.get().external_id in card
    assert (books.status_code, one.status_code) == (200, 200)


def replay(*arguments: str) -> str:
    said = StringIO()
    call_command("stripe_replay", *arguments, stdout=said)
    return said.getvalue()


def test_a_notice_acted_on_again_brings_what_was_lost_and_nothing_twice(
    provider: Any, tell: Any
) -> None:
    invoice = InvoiceFactory(total_tyiyn=480_000)
    checkout = opened_checkout(invoice)
    provider.pay(checkout.external_id)
    reference = provider.api.v1.checkout.sessions.retrieve(checkout.external_id).payment_intent
    told = provider.events_of(reference)[-1]
    tell(told)
    ProviderNotice.objects.update(acted_on_at=clock.now())  # by a fault of some older version

    replay(told["id"])
    replay("--from", clock.today().isoformat())

    assert Payment.objects.get().invoice == invoice
    assert ProviderNotice.objects.get().acted_on_at is not None


def test_notices_that_never_arrived_are_fetched(provider: Any) -> None:
    invoice = InvoiceFactory(total_tyiyn=480_000)
    provider.pay(opened_checkout(invoice).external_id)

    replay("--from", clock.today().isoformat(), "--fetch")

    assert Payment.objects.filter(invoice=invoice).count() == 1


def test_a_replay_names_what_it_does_not_know() -> None:
    with pytest.raises(CommandError, match="evt_unknown"):
        replay("evt_unknown")
    with pytest.raises(CommandError, match="--waiting"):
        replay()


def call_comparison(*, differences: bool) -> str:
    said, today = StringIO(), clock.today().isoformat()
    try:
        call_command("stripe_reconcile", "--from", today, "--to", today, stdout=said)
    except CommandError:
        assert differences, said.getvalue()
    else:
        assert not differences
    return said.getvalue()


@pytest.fixture
def books_of_today(provider: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The simulator is shared by all tests: only what happens from now on is compared."""
    from membership.billing.gateways import stripe_books

    begun, real = clock.now().replace(microsecond=0), stripe_books.movements
    earlier = {one.reference for one in real(begun - timedelta(days=1), begun + timedelta(days=1))}
    monkeypatch.setattr(
        stripe_books,
        "movements",
        lambda start, end: (one for one in real(start, end) if one.reference not in earlier),
    )
    return provider


def test_equal_books_agree(books_of_today: Any, tell: Any) -> None:
    payment = paid_with(books_of_today)
    refunds.ask_refund(payment_id=payment.pk, amount_tyiyn=80_000, reason="ката", by_user_id=None)
    outbox.drain()
    paid_with(books_of_today, DISPUTED)
    decide(books_of_today, tell, "winning_evidence")

    call_comparison(differences=False)

    found = Reconciliation.objects.get()
    assert (found.theirs_count, found.ours_count) == (4, 4)
    assert found.theirs_tyiyn == found.ours_tyiyn == 480_000 - 80_000


def test_what_differs_is_named(books_of_today: Any) -> None:
    there_alone = books_of_today.api.v1.payment_intents.create(
        {"amount": 700, "currency": "kgs", "confirm": True, "payment_method": "pm_card_visa"}
    ).id
    payment = paid_with(books_of_today)
    gone = books_of_today.api.v1.refunds.create(
        {"payment_intent": payment.reference, "amount": 100}
    ).id
    services.record_payment(
        invoice_id=InvoiceFactory().pk,
        amount_tyiyn=900,
        source=Source.CARD,
        reference="pi_of_nobody",
        received_at=clock.now(),
    )

    said = call_comparison(differences=True)

    found = {(one["kind"], one["reference"]) for one in Reconciliation.objects.get().differences}
    assert found == {
        ("missing_here", there_alone),
        ("missing_here", gone),
        ("missing_there", "pi_of_nobody"),
    }
    assert there_alone in said


def test_the_night_compares_the_last_days(provider: Any) -> None:
    jobs.compare_with_stripe(clock.today())
    jobs.compare_with_stripe(clock.today())
    outbox.drain()

    assert Reconciliation.objects.get().last_on == clock.today() - timedelta(days=1)
