"""Invoices and their numbers."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from membership.billing import services
from membership.billing.contents import Buyer, Line
from membership.billing.errors import AmountNotPositive, SellerUnknown
from membership.billing.models import Invoice
from tests.factories.membership import ClientFactory, enter_seller

pytestmark = pytest.mark.django_db

MARCH_3 = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
LINE = Line(title_ky="Журнал", title_ru="Журнал", price_tyiyn=180_000, quantity=2)


def issue(client, *, lines=(LINE,), at=MARCH_3):
    return services.issue_invoice(
        client_id=client.pk,
        buyer=Buyer(name="Көк-Жар айыл өкмөтү", inn="12345678901234"),
        lines=lines,
        language="ky",
        issued_at=at,
    )


def test_the_total_is_the_sum_of_the_lines():
    enter_seller()

    invoice = issue(ClientFactory(), lines=(LINE, LINE))

    assert invoice.total_tyiyn == 720_000
    assert [line.position for line in invoice.lines.all()] == [1, 2]


def test_numbers_follow_each_other_and_begin_anew_each_year():
    enter_seller()
    client = ClientFactory()

    numbers = [issue(client).number for _ in range(3)]
    next_year = issue(client, at=datetime(2027, 1, 5, tzinfo=UTC))

    assert numbers == ["2026-00001", "2026-00002", "2026-00003"]
    assert next_year.number == "2027-00001"


def test_a_failed_invoice_leaves_no_gap():
    enter_seller()
    client = ClientFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        issue(client, lines=())  # nothing to pay is refused by the database

    assert issue(client).number == "2026-00001"


def test_the_year_of_a_number_is_counted_in_bishkek():
    enter_seller()

    late_evening_utc = datetime(2026, 12, 31, 19, 0, tzinfo=UTC)  # 1 January in Bishkek
    invoice = issue(ClientFactory(), at=late_evening_utc)

    assert invoice.issued_on == date(2027, 1, 1)
    assert invoice.number == "2027-00001"


def test_parties_stay_as_they_were_on_the_day_of_issue():
    seller = enter_seller()
    invoice = issue(ClientFactory())

    seller.account = "9999999999999999"
    seller.save()

    invoice = Invoice.objects.get(pk=invoice.pk)
    assert invoice.snapshot["seller"]["ru"]["account"] == "0000000000000000"
    assert invoice.buyer["inn"] == "12345678901234"


def test_nobody_can_pay_a_seller_without_an_account():
    with pytest.raises(SellerUnknown):
        issue(ClientFactory())


@pytest.mark.parametrize(("price", "quantity"), [(0, 1), (-1, 1), (100, 0)])
def test_a_line_costs_something(price, quantity):
    with pytest.raises(AmountNotPositive):
        Line(title_ky="x", title_ru="x", price_tyiyn=price, quantity=quantity)
