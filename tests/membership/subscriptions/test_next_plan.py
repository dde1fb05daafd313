"""The plan of the next term: chosen while one runs, obeyed by every renewal, taken back at will."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from membership.billing import services as billing
from membership.billing.models import Source
from membership.clients.models import TimelineEntry
from membership.subscriptions import demo_renewals, links, next_terms, prorating, services
from membership.subscriptions.errors import (
    AddressMissing,
    CountedOtherwise,
    NextTermOrdered,
    NotForThisSubscriber,
    NothingToRenew,
    NotSoldIn,
    PlanNotOffered,
)
from membership.subscriptions.models import Order, Term
from portal.core import clock
from portal.core.models import Letter
from tests.factories.membership import (
    ClientFactory,
    OrderFactory,
    PlanFactory,
    TermFactory,
    UserFactory,
    agreeing,
    enter_seller,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trees")]

TODAY = date(2026, 12, 20)
LAST_DAY = date(2026, 12, 31)
NOW = datetime(2026, 12, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def term(today):
    """A year online that its reader paid for."""
    enter_seller()
    user = UserFactory(proven=True)
    reader = agreeing(ClientFactory(email="reader@example.kg", user=user, language="ru"))
    order = OrderFactory(
        subscriber=reader, plan=PlanFactory(), state="open", placed_by=reader.user, language="ru"
    )
    return Term.objects.create(
        subscriber=reader,
        order=order,
        plan=order.plan,
        opens="magazine_online",
        basis=Term.Basis.PAID,
        starts_on=date(2026, 1, 1),
        ends_on=LAST_DAY,
        opened_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def both(**changes):
    return PlanFactory(
        **{
            "opens": "both",
            "copies": 1,
            "price_tyiyn": 480_000,
            "title_ru": "Журнал онлайн и печатный на год",
            **changes,
        }
    )


def choose(term, plan):
    chosen = services.choose_next_plan(term_id=term.pk, plan_id=plan and plan.pk, at=NOW)
    term.refresh_from_db()
    return chosen


def at_home(term):
    term.subscriber.postal_address = "Нарын, Ленин көчөсү, 1"
    term.subscriber.save()


def renew(term):
    return services.renew(term_id=term.pk, at=NOW, day=TODAY)


def test_the_next_term_runs_under_the_plan_chosen_for_it_and_after_the_one_that_runs(term):
    at_home(term)
    plan = both()
    choose(term, plan)

    order = renew(term)
    billing.record_payment(
        invoice_id=order.invoice_id, amount_tyiyn=480_000, source=Source.BANK, reference="1",
        received_at=NOW,
    )  # fmt: skip

    following = Term.objects.get(order=order)
    assert (following.plan, following.opens, following.copies) == (plan, "both", 1)
    assert (following.starts_on, following.ends_on) == (date(2027, 1, 1), date(2027, 12, 31))
    assert order.recipients.get().address == "Нарын, Ленин көчөсү, 1"
    term.refresh_from_db()
    assert (term.plan, term.ends_on) == (term.order.plan, LAST_DAY)
    assert services.remind_of_ends(day=TODAY, at=NOW) == 0


def test_a_smaller_plan_that_follows_ends_the_reminders_of_the_larger_one(term):
    Term.objects.filter(pk=term.pk).update(opens="both", copies=1, plan=both())
    online = PlanFactory()
    choose(term, online)

    order = renew(term)
    billing.record_payment(
        invoice_id=order.invoice_id, amount_tyiyn=180_000, source=Source.BANK, reference="1",
        received_at=NOW,
    )  # fmt: skip

    assert Term.objects.get(order=order).starts_on == date(2027, 1, 1)
    assert not Term.objects.filter(pk=term.pk).without_successor().exists()


def test_a_new_price_touches_the_next_term_alone(term):
    at_home(term)
    plan = both()
    choose(term, plan)
    before = (term.order.price_tyiyn, term.order.invoice.total_tyiyn, term.ends_on)

    plan.price_tyiyn = 600_000
    plan.save()
    term.plan.price_tyiyn = 1
    term.plan.save()

    term.refresh_from_db()
    assert (term.order.price_tyiyn, term.order.invoice.total_tyiyn, term.ends_on) == before
    assert next_terms.next_term(term, on=TODAY).total_tyiyn == 600_000


@pytest.mark.parametrize(
    ("changes", "refusal", "says"),
    [
        ({"valid_to": date(2026, 12, 1)}, PlanNotOffered, "больше не продается"),
        (
            {"for_whom": "organisation"},
            NotForThisSubscriber,
            "только для людей или только для организаций",
        ),
        ({"months": None, "issues": 6}, CountedOtherwise, "считается иначе"),
        ({"price_usd_cents": None}, NotSoldIn, "нет цены в валюте"),
        ({}, AddressMissing, "почтовый адрес"),
    ],
)
def test_a_plan_that_cannot_be_had_is_refused_and_one_that_no_longer_can_falls_back(
    client, term, changes, refusal, says
):
    if refusal is NotSoldIn:
        term.order.currency = "USD"
        term.order.save()
        term.plan.price_usd_cents = 2_000
        term.plan.save()
        seller = enter_seller()
        seller.account_usd = "1" * 16
        seller.save()
    if refusal is not AddressMissing:
        at_home(term)
    plan = both(**changes)
    with pytest.raises(refusal):
        choose(term, plan)

    Term.objects.filter(pk=term.pk).update(next_plan=plan)  # it could be had on that day
    services.remind_of_ends(day=TODAY, at=NOW)
    page = client.get(links.renewal(term))
    order = renew(term)

    assert order.plan == term.plan
    letter = Letter.objects.get(kind="term_ends").text
    assert says in letter
    assert "Вы выбрали" in letter
    assert page.context["following"].refusal is refusal


def test_where_neither_plan_can_be_had_nothing_is_renewed(term):
    term.plan.valid_to = TODAY - timedelta(days=1)
    term.plan.save()
    with pytest.raises(NothingToRenew):
        renew(term)

    other = PlanFactory()
    choose(term, other)

    assert renew(term).plan == other


def test_an_ordered_next_term_keeps_its_plan_until_it_is_given_up(term):
    first = renew(term)
    with pytest.raises(NextTermOrdered):
        choose(term, PlanFactory())

    billing.cancel_invoice(invoice_id=first.invoice_id, reason="Башка план", at=NOW)
    other = PlanFactory(price_tyiyn=250_000)
    choose(term, other)
    second = renew(term)

    assert (second.plan, second.invoice.total_tyiyn) == (other, 250_000)
    assert renew(term) == second
    assert Order.objects.filter(follows=term).count() == 2


def test_a_gift_and_a_granted_term_have_no_next_plan(term):
    gift = OrderFactory(payer=ClientFactory(), subscriber=ClientFactory(), plan=term.plan)
    Term.objects.filter(pk=term.pk).update(order=gift)

    for one in (term, TermFactory()):
        with pytest.raises(NothingToRenew):
            choose(one, PlanFactory())


def test_a_change_at_once_to_the_chosen_plan_leaves_nothing_to_wait_for(term):
    cheaper = PlanFactory(price_tyiyn=100)
    choose(term, cheaper)

    invoice = term.order.invoice
    billing.record_payment(
        invoice_id=invoice.pk, amount_tyiyn=invoice.total_tyiyn, source=Source.BANK,
        reference="1", received_at=NOW,
    )  # fmt: skip
    sums = prorating.change(term, cheaper.pk, on=TODAY)
    services.ask_change(
        term_id=term.pk, plan_id=cheaper.pk, expected_tyiyn=sums.difference_tyiyn, at=NOW,
        by_user_id=None,
    )  # fmt: skip

    term.refresh_from_db()
    assert (term.plan, term.next_plan) == (cheaper, None)


# --- her room ---------------------------------------------------------------------------------


def test_she_chooses_in_her_room_sees_it_everywhere_and_takes_it_back(client, term):
    at_home(term)
    plan = both()
    client.force_login(term.subscriber.user)
    address = f"/ru/subscribe/terms/{term.pk}/next/"
    words = "Журнал онлайн и печатный на год, 4\u00a0800\u00a0сом, на 12 месяцев"

    form = client.get(address).content.decode()
    client.post(address, {"plan": plan.pk})
    term.refresh_from_db()
    seen = [
        client.get("/ru/room/").content.decode(),
        client.get(f"/ru/subscribe/orders/{term.order_id}/", follow=True).content.decode(),
        client.get(links.renewal(term), follow=True).content.decode(),
    ]
    services.remind_of_ends(day=TODAY, at=NOW)
    seen.append(Letter.objects.get(kind="term_ends").text)
    client.post(address, {"take_back": "1"})

    assert words in form
    assert term.next_plan == plan
    for page in seen:
        assert "Журнал онлайн и печатный на год" in page
        assert "4\u00a0800\u00a0сом" in page
    term.refresh_from_db()
    assert term.next_plan is None
    assert TimelineEntry.objects.get(kind="plan.next").title["ru"].endswith(term.plan.title_ru)


@pytest.mark.parametrize("plan", ["", "0", "9" * 40, "x' OR 1=1"])
def test_bad_input_is_told_and_nothing_is_chosen(client, term, plan):
    client.force_login(term.subscriber.user)

    page = client.post(f"/ru/subscribe/terms/{term.pk}/next/", {"plan": plan})

    assert page.status_code == 200
    assert page.context["form"].errors["plan"]
    term.refresh_from_db()
    assert term.next_plan is None


def test_nobody_chooses_for_somebody_else(client, term):
    client.force_login(UserFactory(proven=True))

    answer = client.post(f"/ru/subscribe/terms/{term.pk}/next/", {"plan": PlanFactory().pk})

    assert answer.status_code == 404


# --- staff ------------------------------------------------------------------------------------


def test_staff_choose_what_the_payer_told_them(client, administrator, term):
    plan = PlanFactory(title_ru="Другой план", public=False)
    address = reverse("subscriptions_terms:next", args=[term.pk])

    shown = client.post(address, {"plan": plan.pk})
    client.post(address, {"plan": plan.pk, "seal": shown.context["shown"].seal})

    term.refresh_from_db()
    assert term.next_plan == plan
    card = client.get(reverse("subscriptions_terms:inspect", args=[term.pk])).content.decode()
    assert "Другой план" in card


def test_a_manager_chooses_nothing(client, manager, term):
    assert client.get(reverse("subscriptions_terms:next", args=[term.pk])).status_code == 302


def test_the_samples_show_a_plan_chosen_for_the_next_term(term):
    PlanFactory(months=None, issues=10)
    year = PlanFactory(title_ru="Другой год онлайн")

    demo_renewals.choose_next([term], NOW)

    term.refresh_from_db()
    assert term.next_plan == year
