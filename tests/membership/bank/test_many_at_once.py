"""One line of the bank is counted once, whoever decides on it at the same moment."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from membership.bank import imports, services
from membership.bank.errors import BankRefusal
from membership.bank.models import BankLine, Statement
from membership.bank.services import Share
from membership.billing.errors import BillingRefusal
from membership.billing.ledger.balance import disagreements
from membership.billing.models import Payment, UnallocatedPayment
from tests.at_once import at_once
from tests.factories.membership import enter_seller
from tests.membership.bank.test_book_lines import issue
from tests.membership.bank.test_read_files import one_c

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"
    ),
]

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
REFUSED = (BankRefusal, BillingRefusal)


@pytest.fixture(autouse=True)
def seller():
    enter_seller()


def content(invoice):
    return one_c({"Номер": "7", "Сумма": "4800.00", "НазначениеПлатежа": f"счет {invoice.number}"})


def test_a_file_sent_many_times_at_once_brings_its_lines_once():
    invoice = issue()

    at_once(
        lambda _: imports.take_in(content=content(invoice), file_name="x", at=NOW, by_user_id=None),
        refused=REFUSED,
    )

    assert BankLine.objects.count() == 1
    assert Statement.objects.exists()


def test_a_line_booked_kept_and_booked_by_itself_at_once_is_counted_once():
    invoice = issue()
    imports.take_in(content=content(invoice), file_name="x", at=NOW, by_user_id=None)
    line = BankLine.objects.get()

    def decide(number):
        if number % 3 == 0:
            return services.book_itself(line_id=line.pk, at=NOW)
        if number % 3 == 1:
            return services.keep(line_id=line.pk, at=NOW, by_user_id=None)
        shares = [Share(invoice.pk, line.amount_tyiyn)]
        return services.book(line_id=line.pk, shares=shares, at=NOW, by_user_id=None)

    at_once(decide, refused=REFUSED)

    money = Payment.objects.total_tyiyn() + UnallocatedPayment.objects.waiting().total_tyiyn()
    assert money == line.amount_tyiyn
    assert disagreements() == []
