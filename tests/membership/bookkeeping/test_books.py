"""The ledger as the bookkeeper reads it."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from membership.billing import corrections
from membership.billing import services as billing
from membership.billing.models import Source
from membership.bookkeeping import exports, reports
from membership.bookkeeping.deferred import deferred
from membership.subscriptions.models import Order, Term
from tests.factories.membership import ClientFactory, OrderFactory, TermFactory
from tests.membership.bookkeeping.test_papers import issue, paid_with_term, pay

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)


def test_a_month_is_the_same_however_it_is_grouped():
    pay(issue(client=ClientFactory(organisation_kind=True, category="lsg")))
    issue(som=1800)

    month = reports.month(2026, 3)

    assert month.total.sums == [660_000, 480_000, 0, 0, 0]
    for groups in month.by.values():
        assert [sum(column) for column in zip(*(one.sums for one in groups), strict=True)] == (
            month.total.sums
        )


def test_debts_stand_by_age():
    client = ClientFactory()
    issue(client=client)

    (early,) = reports.debtors(on=date(2026, 3, 10))
    (late,) = reports.debtors(on=date(2026, 5, 20))

    assert early.ages == [480_000, 0, 0, 0, 0]
    assert late.ages == [0, 0, 480_000, 0, 0]
    assert late.client_id == client.pk


def test_what_was_paid_for_is_earned_month_by_month_to_the_last_tyiyn():
    paid_with_term(som=1000)

    ahead = deferred(on=date(2026, 1, 15))

    assert len(ahead.months) == 12
    assert ahead.total == 100_000
    assert ahead.months[0][0] == date(2026, 1, 1)


def test_nothing_that_was_received_in_advance_is_left_out():
    Term.objects.filter(order__invoice=paid_with_term(som=1000)).update(ends_on=date(2028, 12, 31))
    by_issues = OrderFactory(
        plan__months=None, plan__issues=10, invoice=issue(som=1600), price_tyiyn=160_000
    )
    pay(by_issues.invoice)
    Term.objects.filter(order=by_issues).update(issues_left=7)

    ahead = deferred(on=date(2026, 3, 15))

    assert len(ahead.months) == 13
    assert sum(tyiyn for _month, tyiyn in ahead.months) + ahead.later == 94_618
    assert ahead.by_issues == 112_000
    assert ahead.total == 94_618 + 112_000


def test_what_was_cancelled_given_back_or_written_off_is_not_deferred():
    whole = paid_with_term(som=1000)
    order = OrderFactory(invoice=issue(som=1000), price_tyiyn=100_000)
    some = order.invoice
    billing.record_payment(
        invoice_id=some.pk, amount_tyiyn=25_000, source=Source.BANK, reference="ПП 1-25",
        received_at=NOW,
    )  # fmt: skip
    corrections.forgive_rest(invoice_id=some.pk, reason="Келишим", at=NOW, by_user_id=None)

    before = deferred(on=date(2026, 1, 15)).total
    billing.reverse_payment(
        payment_id=whole.payments.get().pk, reference="back", reason="Өтүнүч", at=NOW
    )
    after = deferred(on=date(2026, 1, 15)).total
    Term.objects.filter(order=order).update(ends_on=None, issues_left=6)
    Order.objects.filter(pk=order.pk).update(months=None, issues=12)

    assert (before, after) == (125_000, 25_000)
    assert deferred(on=date(2026, 1, 15)).by_issues == 12_500


def test_the_trial_balance_ends_with_equal_sides():
    pay(issue())

    *_accounts, (_name, debit, credit) = reports.trial_balance()

    assert debit == credit > 0


RISKY = ["=1+1", "+7", "@SUM(A1)", "-2", "\tx"]


@pytest.mark.parametrize("text", RISKY)
def test_no_cell_is_a_formula(text):
    rows = [["Name", "Sum"], [text, -150]]

    (_head, row) = csv.reader(io.StringIO(exports.as_csv(rows).decode("utf-8-sig")), delimiter=";")
    cell = load_workbook(io.BytesIO(exports.as_xlsx(rows, "x"))).active["A2"]

    assert row == [f"'{text}", "-1,50"]
    assert cell.data_type == "s"


def test_staff_read_the_books_and_take_them_away(client, administrator):
    pay(issue())
    OrderFactory()
    TermFactory()

    page = client.get(reverse("bookkeeping_books:index") + "?month=2026-03")
    files = [
        client.get(reverse("bookkeeping_books:export", args=[kind]) + "?month=2026-03")
        for kind in ("csv", "xlsx")
    ]

    assert page.status_code == 200
    assert {file.status_code for file in files} == {200}
    assert len(files[0].content.decode().splitlines()) == 3


@pytest.mark.parametrize("month", ["", "2026-13", "x", "9999999-01", "2026-3;"])
def test_a_month_that_does_not_exist_is_no_failure(client, administrator, month):
    address = reverse("bookkeeping_books:index")
    exported = reverse("bookkeeping_books:export", args=["csv"])

    assert client.get(address, {"month": month}).status_code == 200
    assert client.get(exported, {"month": month}).status_code == 404


def test_the_books_ask_little(client, administrator, django_assert_max_num_queries):
    for _ in range(6):
        pay(issue())
    client.get(reverse("bookkeeping_books:index"))

    with django_assert_max_num_queries(25):
        client.get(reverse("bookkeeping_books:index") + "?month=2026-03")


def test_the_books_are_closed_to_others(client, reviewer):
    assert client.get(reverse("bookkeeping_books:index")).status_code == 302
