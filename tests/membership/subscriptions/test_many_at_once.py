"""What holds when many do it at the same moment: proven where rows are locked."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from membership.billing import services as billing
from membership.billing.contents import Buyer, Line
from membership.billing.models import CardCharge, CardOnFile, Invoice, Payment
from membership.subscriptions import services
from membership.subscriptions.errors import NoSeatLeft, NotChangeable, QuotaUsedUp
from membership.subscriptions.models import AutoRenewal, Order, PlanChange, Seat, SponsorQuota, Term
from membership.subscriptions.services import Entered, Wanted
from tests.at_once import AT_ONCE, at_once
from tests.factories.membership import (
    ClientFactory,
    OrderFactory,
    PlanFactory,
    TermFactory,
    UserFactory,
    enter_seller,
)

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"
    ),
]

MARCH_3 = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)


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


def test_eight_workers_order_and_charge_the_next_term_once():
    enter_seller()
    order = OrderFactory(state="open", subscriber=ClientFactory(email="a@example.kg"))
    term = Term.objects.create(
        subscriber=order.subscriber,
        order=order,
        opens="magazine_online",
        basis=Term.Basis.PAID,
        starts_on=date(2025, 3, 9),
        ends_on=date(2026, 3, 8),
        opened_at=MARCH_3,
    )
    CardOnFile.objects.create(client=order.payer, customer_ref="cus_1", method_ref="pm_1")
    services.agree_to_renew(term_id=term.pk, by_user_id=None, language="ky", at=MARCH_3)
    AutoRenewal.objects.update(
        told_on=date(2026, 2, 24), told_tyiyn=order.plan.price_tyiyn, told_plan=order.plan
    )

    asked = at_once(lambda _: services.renew_by_card(day=MARCH_3.date(), at=MARCH_3))

    assert sum(asked) == 1
    assert (Order.objects.count(), CardCharge.objects.count()) == (2, 1)
    assert AutoRenewal.objects.get().tries == 1


def test_no_more_seats_are_given_than_were_paid_for():
    term = TermFactory(seats=3, ends_on=date(2099, 12, 31))

    outcomes = at_once(
        lambda number: services.give_seat(
            term_id=term.pk, email=f"{number}@example.kg", at=MARCH_3, by_user_id=None
        ),
        refused=(NoSeatLeft,),
    )

    assert Seat.objects.given().count() == 3
    assert sum(isinstance(outcome, NoSeatLeft) for outcome in outcomes) == AT_ONCE - 3


def test_a_quota_gives_no_more_than_it_has():
    readers = ClientFactory.create_batch(AT_ONCE)
    quota = SponsorQuota.objects.create(
        sponsor=ClientFactory(), why="Долбоор", opens="magazine_online", places=3,
        starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
    )  # fmt: skip

    at_once(
        lambda number: services.give_from_quota(
            quota_id=quota.pk, client_id=readers[number].pk, at=MARCH_3
        ),
        refused=(QuotaUsedUp,),
    )

    assert quota.terms.count() == 3


def test_one_form_for_several_sent_many_times_is_one_group():
    enter_seller()
    plan, readers, key = PlanFactory(), ClientFactory.create_batch(3), uuid.uuid4()

    at_once(
        lambda _: len(
            services.place_orders(
                plan_id=plan.pk, payer_id=readers[0].pk, buyer=Buyer("Донор"), language="ru",
                wanted=[Wanted(reader.pk) for reader in readers], placed_at=MARCH_3, form_key=key,
                entered=Entered(),
            )
        )
    )  # fmt: skip

    assert Order.objects.exclude(invoice=None).count() == 3
    assert Invoice.objects.count() == 1


def test_a_change_asked_for_many_times_is_one_invoice():
    enter_seller()
    order = OrderFactory(plan__price_tyiyn=480_000)
    pay(order, tyiyn=480_000, reference="bank 1")
    term, dearer = Term.objects.get(), PlanFactory(price_tyiyn=960_000)

    at_once(
        lambda _: services.ask_change(
            term_id=term.pk, plan_id=dearer.pk, expected_tyiyn=480_000, at=MARCH_3, by_user_id=None
        ),
        refused=(NotChangeable,),
    )

    assert PlanChange.objects.get().invoice.total_tyiyn == 480_000
