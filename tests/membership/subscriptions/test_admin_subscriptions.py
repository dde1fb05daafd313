"""What staff do with plans, orders and terms in the admin."""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

from membership.subscriptions.models import Order, Plan, Term
from membership.subscriptions.waiting_queues import draft_orders, ending_subscriptions
from portal.core import clock, waiting
from tests.factories.membership import (
    ClientFactory,
    OrderFactory,
    PlanFactory,
    TermFactory,
    enter_seller,
)

pytestmark = pytest.mark.django_db


def grant(client, card, **changes):
    answers = {
        "opens": "magazine_online",
        "basis": "sponsored",
        "why": "Проект «Голос граждан»",
        "sponsor": "",
        "starts_on": "2026-03-01",
        "ends_on": "2026-08-31",
        "copies": "0",
        **changes,
    }
    return client.post(reverse("subscriptions_terms:grant", args=[card.pk]), answers)


def test_staff_open_access_that_a_sponsor_pays_for(client, administrator):
    card, sponsor = ClientFactory(), ClientFactory(category="donor")

    grant(client, card, sponsor=sponsor.pk)

    term = Term.objects.get()
    assert (term.subscriber, term.sponsor, term.opened_by) == (card, sponsor, administrator)
    assert (term.starts_on, term.ends_on) == (date(2026, 3, 1), date(2026, 8, 31))


@pytest.mark.parametrize(
    "changes",
    [
        {"why": ""},
        {"why": "x" * 10_000},
        {"basis": "paid"},
        {"opens": "everything"},
        {"ends_on": "2026-02-28"},
        {"ends_on": "9999-12-31"},
        {"starts_on": "сегодня"},
        {"copies": "-1"},
        {"opens": "magazine_print", "copies": "0"},
        {"sponsor": "' OR 1=1"},
    ],
)
def test_bad_input_opens_nothing(client, administrator, changes):
    answer = grant(client, ClientFactory(), **changes)

    assert answer.context["form"].errors
    assert not Term.objects.exists()


def test_access_is_closed_with_a_reason(client, administrator):
    term = TermFactory()

    url = reverse("subscriptions_terms:cancel", args=[term.pk])
    shown = client.post(url, {"reason": "Просьба"}).context["shown"]
    client.post(url, {"reason": "Просьба", "seal": shown.seal})

    term.refresh_from_db()
    assert (term.state, term.state_reason) == ("cancelled", "Просьба")


def test_the_card_of_a_term_says_on_what_it_stands(client, administrator):
    term = TermFactory(why="Проект «Голос граждан»")

    answer = client.get(reverse("subscriptions_terms:inspect", args=[term.pk]))

    assert "Проект «Голос граждан»" in answer.content.decode()


def draft():
    return OrderFactory(state="draft", invoice=None)


def test_staff_issue_the_invoice_of_a_draft(client, administrator):
    order = draft()
    address = reverse("subscriptions_orders:issue", args=[order.pk])

    without_details = client.post(address)
    enter_seller()
    client.post(address)

    assert without_details.context["form"].non_field_errors()
    assert Order.objects.get().state == "awaiting_payment"


def test_staff_give_up_a_draft(client, administrator):
    order = draft()

    client.post(reverse("subscriptions_orders:cancel", args=[order.pk]))

    assert Order.objects.get().state == "cancelled"


def test_the_card_of_an_order_leads_to_its_invoice(client, administrator):
    order = OrderFactory()

    answer = client.get(reverse("subscriptions_orders:inspect", args=[order.pk]))

    assert order.invoice.number in answer.content.decode()


def test_the_price_of_a_plan_is_typed_in_som(client, administrator):
    plan = PlanFactory(price_tyiyn=180_000)
    address = reverse("subscriptions_plans:edit", args=[plan.pk])
    fields = client.get(address).context["form"].initial
    answers = {name: "" if value is None else value for name, value in fields.items()}

    client.post(address, {**answers, "price_tyiyn": "2 000,50", "public": "on"})

    assert Plan.objects.get(pk=plan.pk).price_tyiyn == 200_050


def test_the_list_tells_the_address_of_a_plan_that_is_sold_by_link(client, administrator):
    plan = PlanFactory(public=False)
    page = client.get(reverse("subscriptions_plans:index")).content.decode()
    address = f"{settings.SITE_URL}{reverse('subscriptions:subscribe', args=[plan.code])}"

    assert address in page
    assert client.get(address).status_code == 200


def test_a_manager_opens_nothing(client, manager):
    card = ClientFactory()

    answer = grant(client, card)

    assert answer.status_code == 302
    assert not Term.objects.exists()


@pytest.mark.parametrize("name", ["subscriptions_orders", "subscriptions_terms"])
def test_lists_ask_little(client, administrator, name, django_assert_max_num_queries):
    for _ in range(20):
        OrderFactory()
        TermFactory()
    address = reverse(f"{name}:index")
    client.get(address)

    with django_assert_max_num_queries(16):
        client.get(address)


def test_what_waits_is_counted(administrator):
    today = clock.today()
    TermFactory(ends_on=today)
    draft()

    ending, drafts = (
        waiting.counted(queue(administrator), on=today)
        for queue in (ending_subscriptions, draft_orders)
    )
    assert (ending.count, ending.due_on, ending.overdue) == (1, today, 0)
    assert (drafts.count, drafts.due_on) == (1, None)
