"""Automatic renewal: the real library, the simulator, our worker, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from membership.billing import services as billing
from membership.billing.cards import charges, pages
from membership.billing.models import CardCharge, CardOnFile, CardPage, Invoice, Payment, Source
from membership.clients import purposes
from membership.clients.models import Consent
from membership.clients.services import withdraw_consent
from membership.subscriptions import consent_texts, services
from membership.subscriptions.errors import NothingToRenew
from membership.subscriptions.models import AutoRenewal, Order, Reminder, Term
from membership.subscriptions.renewal_states import LIVE, MOVES, Renewal
from portal.core import clock, outbox, privacy
from portal.core.models import Letter, OutboxEntry
from portal.core.privacy import Person
from tests.factories.membership import (
    ClientFactory,
    OrderFactory,
    PlanFactory,
    TermFactory,
    UserFactory,
    enter_seller,
)

pytestmark = pytest.mark.django_db

GOOD, POOR, ASKS = "4242424242424242", "4000000000000341", "4000002760003184"


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def term(today: date) -> Term:
    """A paid year that ends in twelve days, when the payer is told of the charge."""
    enter_seller()
    reader = UserFactory()
    payer = ClientFactory(email="reader@example.kg", user=reader)
    order = OrderFactory(
        subscriber=payer, plan=PlanFactory(price_tyiyn=200_000), state="open", placed_by=reader
    )
    Invoice.objects.filter(pk=order.invoice_id).update(status="settled", settled_at=clock.now())
    return Term.objects.create(
        subscriber=payer,
        order=order,
        opens="magazine_online",
        basis=Term.Basis.PAID,
        starts_on=today - timedelta(days=353),
        ends_on=today + timedelta(days=12),
        opened_at=clock.now(),
    )


def agree(term: Term) -> AutoRenewal:
    return services.agree_to_renew(
        term_id=term.pk, by_user_id=term.order.placed_by_id, language="ky", at=clock.now()
    )


def keep_card(provider: Any, term: Term, number: str) -> CardOnFile:
    """The payer types a card on the provider's page, and comes back."""
    page = pages.ask_for_page(
        client_id=term.order.payer_id,
        kind=CardPage.Kind.KEEP,
        language="ky",
        back="/ky/back/",
        at=clock.now(),
        by_user_id=None,
    )
    outbox.drain()
    page.refresh_from_db()
    if provider.pay(page.external_id, number) == "confirmation":
        provider.confirm(page.external_id)
    pages.look_at(card=page.card)
    outbox.drain()
    return CardOnFile.objects.get()


@pytest.fixture
def renewal(provider: Any, term: Term) -> AutoRenewal:
    """Switched on, with a card that pays."""
    agree(term)
    keep_card(provider, term, GOOD)
    return AutoRenewal.objects.get()


def live_through(first: date, days: int) -> None:
    """The daily job and the worker, one day after the other."""
    for passed in range(days):
        services.renew_by_card(day=first + timedelta(days=passed), at=clock.now())
        outbox.drain()


def letters() -> list[str]:
    return list(
        Letter.objects.filter(kind__startswith="renewal")
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def state() -> str:
    return AutoRenewal.objects.get().state


def test_a_consent_is_kept_in_the_words_shown_and_waits_for_a_card(term: Term) -> None:
    agree(term)
    agree(term)

    consent = Consent.objects.get()
    assert (consent.client_id, consent.purpose) == (term.order.payer_id, "card_renewal")
    assert "14 күндөн" in consent.text
    assert state() == Renewal.WAITING_FOR_CARD


def test_without_a_paid_term_there_is_nothing_to_agree_to(today: date) -> None:
    free = TermFactory(client=ClientFactory(), ends_on=today)

    with pytest.raises(NothingToRenew):
        services.agree_to_renew(term_id=free.pk, by_user_id=0, language="ky", at=clock.now())


def test_a_card_that_is_kept_renews_once_and_in_time(
    renewal: AutoRenewal, term: Term, today: date
) -> None:
    live_through(today, 30)

    following = Term.objects.exclude(pk=term.pk).get()
    payment = Payment.objects.get()
    now = AutoRenewal.objects.get()
    assert (payment.source, payment.amount_tyiyn) == ("card", 200_000)
    assert following.starts_on == term.ends_on + timedelta(days=1)
    assert following.basis == Term.Basis.PAID
    assert (now.state, now.term, now.tries) == (Renewal.ON, following, 0)
    assert letters() == ["renewal_on", "renewal_ahead"]


def test_the_payer_is_told_a_week_before_and_charged_no_sooner(
    renewal: AutoRenewal, term: Term, today: date
) -> None:
    live_through(today, 7)
    assert (letters(), Order.objects.count()) == (["renewal_on", "renewal_ahead"], 1)

    live_through(today + timedelta(days=7), 1)

    assert Payment.objects.count() == 1


def test_more_than_was_told_is_never_charged(renewal: AutoRenewal, term: Term, today: date) -> None:
    live_through(today, 7)
    term.order.plan.price_tyiyn = 250_000
    term.order.plan.save()

    live_through(today + timedelta(days=7), 2)
    assert not Payment.objects.exists()
    live_through(today + timedelta(days=9), 1)

    assert Payment.objects.get().amount_tyiyn == 250_000
    assert letters().count("renewal_ahead") == 2


def test_another_plan_is_charged_only_after_the_payer_was_told_of_it_even_at_the_same_price(
    renewal: AutoRenewal, term: Term, today: date
) -> None:
    live_through(today, 7)
    other = PlanFactory(price_tyiyn=200_000, title_ky="Кеңсе үчүн жыл")
    services.choose_next_plan(term_id=term.pk, plan_id=other.pk, at=clock.now())

    live_through(today + timedelta(days=7), 2)
    assert not Payment.objects.exists()
    live_through(today + timedelta(days=9), 1)

    following = Term.objects.exclude(pk=term.pk).get()
    assert (following.plan, following.starts_on) == (other, term.ends_on + timedelta(days=1))
    told = Letter.objects.filter(kind="renewal_ahead").order_by("pk").values_list("text", flat=True)
    assert ["Кеңсе үчүн жыл" in text for text in told] == [False, True]


def test_a_refused_card_is_tried_by_the_plan_and_then_left_alone(
    provider: Any, term: Term, today: date
) -> None:
    agree(term)
    keep_card(provider, term, POOR)

    live_through(today, 60)

    tries = CardCharge.objects.order_by("attempt")
    ended = AutoRenewal.objects.get()
    assert [one.state for one in tries] == ["declined"] * 4
    assert (ended.state, ended.tries) == (Renewal.LAPSED, 4)
    assert ended.first_try_on == term.ends_on - timedelta(days=5)
    assert letters() == ["renewal_on", "renewal_ahead", *["renewal_declined"] * 3, "renewal_ended"]
    assert Term.objects.count() == 1
    assert not Payment.objects.exists()
    assert Consent.objects.get().withdrawn_at is not None


def test_an_invoice_paid_otherwise_ends_the_tries_and_goes_on(
    provider: Any, term: Term, today: date
) -> None:
    agree(term)
    keep_card(provider, term, POOR)
    live_through(today, 9)
    assert state() == Renewal.TRYING

    billing.record_payment(
        invoice_id=AutoRenewal.objects.get().order.invoice_id,
        amount_tyiyn=200_000,
        source=Source.BANK,
        reference="bank 1",
        received_at=clock.now(),
    )
    live_through(today + timedelta(days=9), 30)

    assert CardCharge.objects.count() == 1
    assert (state(), Term.objects.count()) == (Renewal.ON, 2)


def test_a_bank_that_asks_its_customer_is_not_asked_again_without_her(
    provider: Any, term: Term, today: date
) -> None:
    agree(term)
    keep_card(provider, term, ASKS)

    live_through(today, 20)
    assert (state(), CardCharge.objects.count()) == (Renewal.WAITING_FOR_PAYER, 1)
    keep_card(provider, term, GOOD)
    outbox.drain()

    assert (state(), Payment.objects.count()) == (Renewal.ON, 1)


def test_whoever_waits_too_long_is_not_charged_by_a_later_card(
    provider: Any, term: Term, today: date
) -> None:
    agree(term)
    keep_card(provider, term, ASKS)

    live_through(today, 60)

    assert state() == Renewal.LAPSED
    keep_card(provider, term, GOOD)
    live_through(today + timedelta(days=60), 3)
    assert not Payment.objects.exists()


def test_one_press_stops_it_and_nothing_is_charged(
    client: Any, renewal: AutoRenewal, term: Term, today: date
) -> None:
    client.force_login(term.order.placed_by)

    client.post(f"/ky/subscribe/orders/{term.order_id}/automatic/stop/")
    live_through(today, 30)

    assert (state(), Order.objects.count()) == (Renewal.STOPPED, 1)
    assert Consent.objects.get().withdrawn_at is not None
    assert letters() == ["renewal_on", "renewal_ended"]


def test_a_consent_taken_back_anywhere_stops_it(renewal: AutoRenewal) -> None:
    withdraw_consent(
        client_id=renewal.payer_id,
        purpose="card_renewal",
        service="magazine",
        channel="",
        at=clock.now(),
    )

    assert state() == Renewal.STOPPED


def test_a_charge_that_was_not_sent_is_dropped_when_it_is_stopped(
    provider: Any, renewal: AutoRenewal, today: date
) -> None:
    live_through(today, 7)
    services.renew_by_card(day=today + timedelta(days=7), at=clock.now())

    services.stop_renewing(renewal_id=renewal.pk, at=clock.now(), by_user_id=None, why="x")
    outbox.drain()

    assert CardCharge.objects.get().state == CardCharge.State.DROPPED
    assert not provider.api.v1.payment_intents.list(
        {"customer": CardOnFile.objects.get().customer_ref}
    ).data


def test_a_worker_killed_after_the_charge_takes_the_money_once(
    provider: Any, renewal: AutoRenewal, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_through(today, 7)
    services.renew_by_card(day=today + timedelta(days=7), at=clock.now())
    charge = CardCharge.objects.get()
    with monkeypatch.context() as killed:
        killed.setattr(charges, "write_down", lambda *args, **kwargs: None)
        charges.charge_at_provider(charge_id=charge.pk)
    CardCharge.objects.update(asked_at=clock.now())  # another key, as after a day

    charges.charge_at_provider(charge_id=charge.pk)

    customer = CardOnFile.objects.get().customer_ref
    assert len(provider.api.v1.payment_intents.list({"customer": customer}).data) == 1
    assert (Payment.objects.count(), state()) == (1, Renewal.ON)


def test_while_the_provider_is_silent_a_try_waits_and_is_not_counted_twice(
    provider: Any, renewal: AutoRenewal, today: date
) -> None:
    live_through(today, 7)
    provider.order("faults", times=2, status=500)
    live_through(today + timedelta(days=7), 1)
    assert (AutoRenewal.objects.get().tries, Payment.objects.count()) == (1, 0)

    OutboxEntry.objects.filter(kind="billing.charge_card").update(given_up_at=clock.now())
    live_through(today + timedelta(days=8), 1)

    assert (CardCharge.objects.count(), Payment.objects.count()) == (1, 1)


def test_whoever_has_paid_for_the_next_term_already_is_not_charged(
    renewal: AutoRenewal, term: Term, today: date
) -> None:
    order = services.renew(term_id=term.pk, at=clock.now(), day=today)
    billing.record_payment(
        invoice_id=order.invoice_id,
        amount_tyiyn=200_000,
        source=Source.BANK,
        reference="bank 1",
        received_at=clock.now(),
    )

    live_through(today, 30)

    assert not CardCharge.objects.exists()
    assert AutoRenewal.objects.get().term.order == order


def test_the_usual_reminders_are_left_out(renewal: AutoRenewal, today: date) -> None:
    services.remind_of_ends(day=today + timedelta(days=5), at=clock.now())

    assert not Reminder.objects.exists()


def test_the_page_asks_for_a_tick_and_leads_to_the_card(
    provider: Any, client: Any, term: Term
) -> None:
    client.force_login(term.order.placed_by)
    address = f"/ky/subscribe/orders/{term.order_id}/automatic/"

    refused = client.post(address).content.decode()
    client.post(address, {"agreed": "on"})
    outbox.drain()
    page = client.get(address).content.decode()

    assert "14 күндөн" in refused
    assert "field--wrong" in refused or "aria-invalid" in refused
    assert CardPage.objects.get().url in page
    assert client.get(address.replace("/ky/", "/ru/")).status_code == 200


def test_a_card_changed_on_the_providers_page_is_the_one_that_is_shown(
    provider: Any, client: Any, renewal: AutoRenewal, term: Term
) -> None:
    client.force_login(term.order.placed_by)
    address = f"/ky/subscribe/orders/{term.order_id}/automatic/"
    client.post(f"{address}card/")
    outbox.drain()
    page = CardPage.objects.get(kind="change")
    provider.change_card(page.url, "5555555555554444")

    client.get(f"{address}?card=changed")
    outbox.drain()

    assert str(CardOnFile.objects.get()) == "mastercard •••• 4444"


def test_staff_stop_it_with_a_reason(
    client: Any, administrator: Any, renewal: AutoRenewal, term: Term
) -> None:
    shown = client.get(f"/admin/subscriptions_terms/inspect/{term.pk}/").content.decode()
    client.post(f"/admin/subscriptions_terms/{term.pk}/stop/", {"reason": "Телефон аркылуу"})

    ended = AutoRenewal.objects.get()
    assert "visa •••• 4242" in shown
    assert (ended.state, ended.ended_why) == (Renewal.STOPPED, "Телефон аркылуу")
    assert ended.ended_by == administrator


def test_whoever_is_erased_is_not_charged_and_her_card_is_forgotten(
    provider: Any, renewal: AutoRenewal, term: Term
) -> None:
    method = CardOnFile.objects.get().method_ref

    privacy.erase(Person(user_id=None, client_id=term.order.payer_id, names=("",)), clock.now())
    outbox.drain()

    assert state() == Renewal.STOPPED
    assert not CardOnFile.objects.get().is_kept
    assert provider.api.v1.payment_methods.retrieve(method).customer is None


def test_a_stranger_finds_no_page(client: Any, term: Term) -> None:
    client.force_login(UserFactory())

    assert client.get(f"/ky/subscribe/orders/{term.order_id}/automatic/").status_code == 404


def test_every_state_is_reached_and_the_ended_ones_lead_nowhere() -> None:
    reached = set().union(*MOVES.values()) | {Renewal.WAITING_FOR_CARD}

    assert reached == set(Renewal)
    assert {state for state in MOVES if not MOVES[state]} == {Renewal.LAPSED, Renewal.STOPPED}
    assert set(LIVE) == set(MOVES) - {Renewal.LAPSED, Renewal.STOPPED}


def test_the_standing_consent_has_a_name_among_the_purposes():
    """Reports, filters and conditions of the base call it by its name."""
    assert consent_texts.PURPOSE in dict(purposes.choices())
