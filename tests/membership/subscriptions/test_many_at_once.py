"""What holds when many do it at the same moment: proven where rows are locked."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, connections

from membership.billing import services as billing
from membership.billing.contents import Buyer, Line
from membership.billing.models import Invoice, Payment
from membership.subscriptions import services
from membership.subscriptions.models import Order, Term
from tests.factories.membership import (
    ClientFactory,
    OrderFactory,
    PlanFactory,
    UserFactory,
    enter_seller,
)

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"
    ),
]

MARCH_3 = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
AT_ONCE = 8


def at_once(deed: Callable[[int], Any]) -> list[Any]:
    """Do it in several threads, each with a connection of its own."""

    def run(number: int) -> Any:
        try:
            return deed(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(run, range(AT_ONCE)))


def pay(order, *, tyiyn, reference):
    return billing.record_payment(
        invoice_id=order.invoice_id,
        amount_tyiyn=tyiyn,
        source=Payment.Source.BANK,
        reference=reference,
        received_at=MARCH_3,
    )


def test_numbers_have_no_gaps_and_no_twins():
    enter_seller()
    client = ClientFactory()

    at_once(
        lambda _: (
            billing.issue_invoice(
                client_id=client.pk,
                buyer=Buyer(name="Көк-Жар айыл өкмөтү"),
                lines=[Line(title_ky="Журнал", title_ru="Журнал", price_tyiyn=100)],
                language="ky",
                issued_at=MARCH_3,
            ).number
        )
    )

    numbers = sorted(Invoice.objects.values_list("number", flat=True))
    assert numbers == [f"2026-{number:05d}" for number in range(1, AT_ONCE + 1)]


def test_parts_that_arrive_together_settle_once():
    order = OrderFactory()

    at_once(lambda number: pay(order, tyiyn=480_000 // AT_ONCE, reference=f"bank {number}"))

    assert Invoice.objects.get().outstanding_tyiyn() == 0
    assert Term.objects.get().order == order


def test_one_payment_told_many_times_is_counted_once():
    order = OrderFactory()

    at_once(lambda _: pay(order, tyiyn=480_000, reference="bank 1").pk)

    assert Payment.objects.count() == 1
    assert Term.objects.count() == 1


def test_one_form_sent_many_times_is_one_order():
    enter_seller()
    user, client, plan, key = UserFactory(), ClientFactory(), PlanFactory(), uuid.uuid4()

    at_once(
        lambda _: (
            services.place_order(
                plan_id=plan.pk,
                payer_id=client.pk,
                subscriber_id=client.pk,
                buyer=Buyer(name="Айгүл"),
                placed_at=MARCH_3,
                language="ky",
                form_key=key,
                placed_by_id=user.pk,
            ).pk
        )
    )

    assert Order.objects.count() == 1
    assert Invoice.objects.count() == 1
