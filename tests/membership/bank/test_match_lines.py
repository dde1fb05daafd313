"""Whose money it is, and when nobody needs to be asked."""

from datetime import date

import pytest

from membership.bank import imports
from membership.bank.matching import numbers
from membership.bank.models import BankLine, PayerAlias, Statement
from tests.bench import bank as figures
from tests.factories.membership import ClientFactory, InvoiceFactory
from tests.fakes import statements

pytestmark = pytest.mark.django_db

INN = "01234567890123"
DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    "purpose",
    [
        "Оплата по счету № 2026-00012 от 02.03.2026",
        "счет 2026/12",
        "сч.2026 - 00012, подписка",
        "N202600012 журнал",
        "СЧЕТ N2О26-00О12",
        "төлөм эсеби 2 0 2 6 - 0 0 0 1 2",
        "2026–000 12 подписка",
        "2026-00012от02.03.2026",
        "№2026-00012 1800 сом",
        "2026 № 00012",
        "2O26_O0012",
        "2026-12",
        "2026-00012.",
    ],
)
def test_a_number_is_read_in_any_spelling(purpose):
    assert [mention.value for mention in numbers.read(purpose).full] == ["2026-00012"]


@pytest.mark.parametrize(
    ("purpose", "number"),
    [
        ("сч. № 12 от 03.03.2026 за журнал", "2026-00012"),
        ("Оплата по счету 12 от 3.03.26г.", "2026-00012"),
        ("эсеп 12", "00012"),
        ("счёта №00012", "00012"),
    ],
)
def test_a_number_without_its_year_takes_it_from_the_date(purpose, number):
    assert [mention.value for mention in numbers.read(purpose).short] == [number]


@pytest.mark.parametrize(
    "purpose",
    [
        "",
        "Грант, транш 2",
        "12.03.2026 1800 сом",
        "ИНН 20261234567890",
        "тел. 0555 202612",
        "л/с 2",
    ],
)
def test_other_figures_are_no_number(purpose):
    assert numbers.read(purpose).full == ()


def test_what_was_recognised_is_marked_where_it_stands():
    purpose = "Оплата: 2О26 - О0012, ИНН " + INN

    said = numbers.read(purpose)

    (number,), (inn,) = said.full, said.inns
    assert purpose[number.start : number.end] == "2О26 - О0012"
    assert purpose[inn.start : inn.end] == INN


def line(**facts):
    return BankLine(
        statement=Statement(),
        place=1,
        checksum="x",
        booked_on=DAY,
        **{"amount_tyiyn": 480_000, "other_inn": INN, "purpose": "счет 2026-00012", **facts},
    )


def invoice(number="2026-00012", *, inn=INN, client=None, **facts):
    made = InvoiceFactory(number=number, client=client or ClientFactory(), **facts)
    made.snapshot["buyer"]["inn"] = inn
    made.save()
    return made


def matched(*lines):
    imports.match(lines, on=DAY)
    return [(one.state, one.verdict["doubt"]) for one in lines]


def test_number_payer_and_sum_leave_no_doubt():
    right = invoice()
    one = line()

    assert matched(one) == [("certain", "certain")]
    assert one.verdict["together"] == [right.pk]
    assert one.proposals[0]["why"] == ["number", "inn", "amount"]
    assert one.verdict["marks"] == [[5, 15]] or one.verdict["marks"] == [(5, 15)]


@pytest.mark.parametrize(
    ("facts", "doubt"),
    [
        ({"purpose": "журнал"}, "no_number"),
        ({"purpose": "счет 12"}, "no_number"),
        ({"other_inn": ""}, "no_who"),
        ({"other_inn": "99999999999999"}, "conflict"),
        ({"amount_tyiyn": 479_900}, "part"),
        ({"amount_tyiyn": 480_100}, "over"),
        ({"purpose": "счета 2026-00012 и 2026-00099"}, "several"),
        ({"purpose": "грант", "other_inn": ""}, "unknown"),
        ({"amount_tyiyn": -480_000}, "refund"),
    ],
)
def test_whatever_is_missing_leaves_it_to_a_person(facts, doubt):
    invoice()

    assert matched(line(**facts)) == [("waiting", doubt)]


def test_the_money_of_another_known_payer_is_a_conflict():
    invoice()
    invoice("2026-00013", inn="55555555555555")

    one = line(other_inn="55555555555555", purpose=f"счет 2026-00012 ИНН {INN}")

    assert matched(one) == [("waiting", "conflict")]


def test_a_paid_or_cancelled_invoice_is_named_as_such():
    invoice(cancelled=True)
    paid = invoice("2026-00013")
    paid.status, paid.settled_at = "settled", statements.moment()
    paid.save()

    assert matched(line(), line(purpose="2026-00013")) == [
        ("waiting", "cancelled"),
        ("waiting", "paid"),
    ]


def test_the_second_line_for_one_invoice_waits():
    invoice()

    assert matched(line(), line()) == [("certain", "certain"), ("waiting", "taken")]


def test_one_transfer_for_several_invoices_adds_up():
    client = ClientFactory()
    both = [invoice(client=client), invoice("2026-00013", client=client)]

    one = line(amount_tyiyn=960_000, purpose="2026-00012, 2026-00013")

    assert matched(one) == [("certain", "certain")]
    assert sorted(one.verdict["together"]) == sorted(each.pk for each in both)


def test_a_payer_is_known_by_a_name_that_only_one_client_has():
    client = ClientFactory(family_name="Сулайманова", given_name="Назгүл")
    invoice(client=client, inn="")
    one = line(other_inn="", other_name="Сулайманова Назгуль")

    matched(one)
    assert "name" in one.proposals[0]["why"] or "near_name" in one.proposals[0]["why"]

    exact = line(other_inn="", other_name="СУЛАЙМАНОВА НАЗГҮЛ")
    assert matched(exact) == [("certain", "certain")]


def test_two_clients_of_one_name_leave_a_doubt():
    for number in ("2026-00012", "2026-00013"):
        invoice(number, inn="", client=ClientFactory(family_name="Асанов", given_name="Бакыт"))

    assert matched(line(other_inn="", other_name="Асанов Бакыт")) == [("waiting", "no_who")]


def test_an_alias_that_people_confirmed_says_who_pays():
    right = invoice(inn="")
    PayerAlias.objects.create(client=right.client, kind="account", key="777")

    assert matched(line(other_inn="", other_account="777")) == [("certain", "certain")]


def test_an_account_that_pays_for_everybody_is_no_alias():
    right = invoice(inn="")
    for client in (right.client, ClientFactory()):
        PayerAlias.objects.create(client=client, kind="account", key="777")

    assert matched(line(other_inn="", other_account="777")) == [("waiting", "no_who")]


def test_of_a_damaged_statement_certain_is_right_and_most_is_found():
    statements.make_invoices(600)
    lines = statements.make_lines(400)

    right, found = figures.judged(lines)

    assert right == 1.0
    assert found >= 0.9


def test_matching_asks_the_same_whatever_the_number_of_lines(django_assert_num_queries):
    statements.make_invoices(60)
    lines = statements.make_lines(40)

    for some in (lines[:4], lines):
        rows = imports.lines_of(Statement(), figures._sheet(some).rows)
        with django_assert_num_queries(3):
            imports.match(rows, on=statements.DAY)
