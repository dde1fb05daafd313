"""Letters about the end of a term, and the link that renews it."""

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from membership.billing import services as billing
from membership.clients import selectors as clients
from membership.clients.models import Invitation
from membership.subscriptions import letters, links, services
from membership.subscriptions.models import Order, Reminder, Term
from membership.subscriptions.services.renewals import due_step
from portal.core.models import Letter
from tests.factories.membership import (
    ClientFactory,
    OrderFactory,
    PlanFactory,
    TermFactory,
    agreeing,
    enter_seller,
)

pytestmark = pytest.mark.django_db

LAST_DAY = date(2026, 12, 31)


def at(day):
    return datetime(day.year, day.month, day.day, 4, 0, tzinfo=UTC)


def remind(day):
    return services.remind_of_ends(day=day, at=at(day))


@pytest.fixture
def term():
    return TermFactory(client=agreeing(ClientFactory(email="reader@example.kg")), ends_on=LAST_DAY)


@pytest.fixture
def paid_term():
    reader = agreeing(ClientFactory(email="reader@example.kg"))
    plan = PlanFactory(price_tyiyn=200_000)
    order = OrderFactory(subscriber=reader, plan=plan, state="open")
    return Term.objects.create(
        subscriber=reader,
        order=order,
        opens="magazine_online",
        basis=Term.Basis.PAID,
        starts_on=date(2026, 1, 1),
        ends_on=LAST_DAY,
        opened_at=at(date(2026, 1, 1)),
    )


@pytest.mark.parametrize(
    ("days_before", "step"),
    [
        (31, None),
        (30, "30"),
        (8, "30"),
        (7, "7"),
        (2, "7"),
        (1, "1"),
        (0, "1"),
        (-6, "1"),
        (-7, "-7"),
    ],
)
def test_the_latest_step_due_is_the_one_that_is_written(term, days_before, step):
    assert due_step(term, LAST_DAY - timedelta(days=days_before)) == step


def test_each_step_is_written_once_and_a_worker_that_was_down_writes_one_letter(term):
    day = LAST_DAY - timedelta(days=5)

    assert [remind(day), remind(day), remind(day + timedelta(days=1))] == [1, 0, 0]
    assert Letter.objects.get().to == "reader@example.kg"


def test_four_letters_at_most_over_the_end_of_a_term(term):
    for days in range(-40, 60):
        remind(LAST_DAY + timedelta(days=days))

    assert list(Reminder.objects.values_list("step", flat=True)) == ["30", "7", "1", "-7"]


def test_whoever_has_renewed_is_not_reminded(term):
    TermFactory(client=term.subscriber, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))

    assert remind(LAST_DAY - timedelta(days=7)) == 0


@pytest.mark.parametrize(("left", "step"), [(3, None), (2, "i2"), (1, "i1"), (0, "i0")])
def test_terms_by_issues_are_reminded_by_issues(left, step):
    term = TermFactory(
        client=agreeing(ClientFactory(email="a@example.kg")), ends_on=None, issues_left=left
    )

    remind(date(2026, 3, 1))

    assert list(term.reminders.values_list("step", flat=True)) == ([step] if step else [])


def test_nobody_is_left_out_silently_where_there_is_no_address():
    term = TermFactory(client=ClientFactory(), ends_on=LAST_DAY)

    assert remind(LAST_DAY) == 0
    assert term.reminders.get().was_sent is False


def test_the_letter_is_in_the_language_of_the_reader():
    reader = agreeing(ClientFactory(email="reader@example.kg", language="ru"))
    TermFactory(client=reader, ends_on=LAST_DAY)

    remind(LAST_DAY)

    assert Letter.objects.get().subject == "Ваша подписка на журнал скоро закончится"


def test_a_link_orders_the_next_term_at_todays_price_once(client, paid_term):
    enter_seller()
    paid_term.order.plan.price_tyiyn = 250_000
    paid_term.order.plan.save()
    address = links.renewal(paid_term)

    pages = [client.post(address) for _twice in range(2)]

    renewal = Order.objects.exclude(pk=paid_term.order_id).get()
    assert [page.status_code for page in pages] == [200, 200]
    assert (renewal.subscriber, renewal.price_tyiyn) == (paid_term.subscriber, 250_000)


def test_a_link_says_that_the_next_term_is_ordered_until_that_order_is_given_up(client, paid_term):
    enter_seller()
    address = links.renewal(paid_term)
    client.post(address)
    first = paid_term.followers.get()

    waiting = client.get(address).context["known"]
    billing.cancel_invoice(invoice_id=first.invoice_id, reason="Ката", at=first.placed_at)
    given_up = client.get(address).context["known"]
    client.post(address)

    assert (waiting, given_up) == (first, None)
    assert paid_term.followers.exclude(pk=first.pk).get().state == "awaiting_payment"


def test_a_link_shows_nothing_about_the_person(client, paid_term):
    page = client.get(links.renewal(paid_term)).content.decode()

    assert paid_term.order.plan.title_ky in page
    for secret in (paid_term.subscriber.family_name, "reader@example.kg"):
        assert secret not in page


@pytest.mark.parametrize("token", ["1", "x:y:z", "a" * 400])
def test_a_made_up_link_leads_nowhere(client, token):
    assert client.post(f"/ky/subscribe/renew/{token}/").status_code == 404


def test_a_plan_that_is_not_sold_any_more_says_so(client, paid_term):
    paid_term.order.plan.valid_to = date(2025, 1, 1)
    paid_term.order.plan.save()

    page = client.post(links.renewal(paid_term))

    assert page.status_code == 200
    assert Order.objects.count() == 1


def test_reminders_stop_with_the_consent_and_carry_the_link_that_takes_it_back(term, client):
    remind(LAST_DAY - timedelta(days=29))
    letter = Letter.objects.get()
    [address] = re.findall(r"https?://\S+/room/stop/\S+", letter.text)
    assert letter.headers["List-Unsubscribe"] == f"<{address}>"

    client.post(urlsplit(address).path)
    remind(LAST_DAY - timedelta(days=7))

    assert Letter.objects.get() == letter


def test_whoever_has_not_confirmed_her_invitation_hears_of_nothing_else(term):
    reader = term.subscriber
    Invitation.objects.create(client=reader, about={"ky": "Окуу", "ru": "Тренинг"})

    letters.term_opened(term)
    remind(LAST_DAY - timedelta(days=7))

    assert not Letter.objects.exists()
    assert clients.recipient(reader.pk).email == ""
