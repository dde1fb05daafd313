"""From a filled form to an invoice."""

import uuid
from datetime import UTC, datetime

import pytest

from membership.billing.contents import Buyer
from membership.billing.models import Invoice
from membership.subscriptions import services
from membership.subscriptions.errors import (
    AddressMissing,
    MoveNotAllowed,
    NotForThisSubscriber,
    PlanNotOffered,
)
from membership.subscriptions.models import Order
from membership.subscriptions.services import PostTo
from membership.subscriptions.states import State
from tests.factories.membership import ClientFactory, PlanFactory, enter_seller

pytestmark = pytest.mark.django_db

MARCH_3 = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
BUYER = Buyer(name="Көк-Жар айыл өкмөтү", inn="12345678901234", address="Көк-Жар айылы")


def place(plan, client=None, **changes):
    client = client or ClientFactory()
    wish = {
        "plan_id": plan.pk,
        "payer_id": client.pk,
        "subscriber_id": client.pk,
        "buyer": BUYER,
        "placed_at": MARCH_3,
        "language": "ky",
        "form_key": uuid.uuid4(),
        **changes,
    }
    return services.place_order(**wish)


def test_an_order_gets_its_invoice_at_once():
    enter_seller()

    order = place(PlanFactory(price_tyiyn=180_000), quantity=3)

    assert order.state == State.AWAITING_PAYMENT
    assert order.invoice.total_tyiyn == 540_000
    assert order.invoice.buyer["name"] == BUYER.name


def test_the_same_form_sent_twice_is_one_order():
    enter_seller()
    plan, client, key = PlanFactory(), ClientFactory(), uuid.uuid4()

    first = place(plan, client, form_key=key)
    second = place(plan, client, form_key=key)

    assert first == second
    assert Invoice.objects.count() == 1


def test_an_order_is_kept_while_the_bank_details_are_missing():
    order = place(PlanFactory())

    assert order.state == State.DRAFT
    assert order.buyer_name == BUYER.name
    assert not Invoice.objects.exists()


def test_staff_issue_the_invoice_of_a_draft_later_and_once():
    order = place(PlanFactory())
    enter_seller()

    services.issue_invoice_for(order_id=order.pk, at=MARCH_3)

    order.refresh_from_db()
    assert order.state == State.AWAITING_PAYMENT
    with pytest.raises(MoveNotAllowed):
        services.issue_invoice_for(order_id=order.pk, at=MARCH_3)


def test_a_printed_magazine_needs_an_address():
    with pytest.raises(AddressMissing):
        place(PlanFactory(printed=True), recipients=[PostTo(name="Айгүл Асанова")])

    assert not Order.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"valid_from": "2026-03-04"}, {"valid_to": "2026-03-02"}],
)
def test_only_what_is_offered_today_can_be_ordered(changes):
    with pytest.raises(PlanNotOffered):
        place(PlanFactory(**changes))


def test_a_later_price_changes_nothing_for_a_draft():
    plan = PlanFactory(price_tyiyn=180_000)
    order = place(plan)
    plan.price_tyiyn = 999_900
    plan.save()
    enter_seller()

    order = services.issue_invoice_for(order_id=order.pk, at=MARCH_3)[0]

    assert order.invoice.total_tyiyn == 180_000


def test_a_plan_for_organisations_is_not_sold_to_people():
    plan = PlanFactory(for_whom="organisation", seats=5)

    with pytest.raises(NotForThisSubscriber):
        place(plan)

    assert place(plan, ClientFactory(organisation_kind=True)).plan == plan


def test_a_plan_that_the_site_does_not_show_is_sold_by_its_address():
    assert place(PlanFactory(public=False)).pk
