"""What becomes of lines: taken in once, booked once, undone by rows."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from membership.bank import booking, imports, selectors, services
from membership.bank.admin_forms import KnownPaymentForm
from membership.bank.errors import LineIsDone, PaymentDiffers, SharesDoNotAddUp, WrongDirection
from membership.bank.models import BankLine, PayerAlias, Statement
from membership.bank.services import Share
from membership.billing import services as billing
from membership.billing.contents import Buyer, Line
from membership.billing.ledger.balance import disagreements
from membership.billing.models import Invoice, Payment, Source, UnallocatedPayment
from portal.core.models import Letter
from tests.factories.membership import ClientFactory, enter_seller
from tests.membership.bank.test_read_files import OURS, THEIRS, one_c

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
INN = "01234567890123"
OUT = {"ПлательщикСчет": OURS, "ПолучательСчет": THEIRS, "ДатаПоступило": "",
       "ДатаСписано": "03.03.2026"}  # fmt: skip


@pytest.fixture(autouse=True)
def seller():
    enter_seller()


def issue(*, som=4800, client=None):
    return billing.issue_invoice(
        client_id=(client or ClientFactory(email="aigul@example.kg")).pk,
        buyer=Buyer("Кара-Суу айыл өкмөтү", INN),
        lines=[Line("Журнал", "Журнал", som * 100)],
        language="ky",
        issued_at=datetime(2026, 3, 1, 6, 0, tzinfo=UTC),
    )


def take_in(*documents):
    return imports.take_in(
        content=one_c(*documents), file_name="march.txt", at=NOW, by_user_id=None
    )


def pays(invoice, **facts):
    return {"НазначениеПлатежа": f"счет {invoice.number}", **facts}


def deed(line, **facts):
    return {"line_id": line.pk, "at": NOW, "by_user_id": None, **facts}


def run():
    booking.book_certain(name="test", turn=0)


def test_a_certain_line_books_itself_once():
    invoice = issue()
    statement = take_in(pays(invoice))

    run()
    run()

    payment = Payment.objects.get()
    assert (payment.invoice, payment.amount_tyiyn) == (invoice, 480_000)
    assert BankLine.objects.get().state == BankLine.State.BOOKED
    assert statement.new_lines == 1
    assert disagreements() == []


def test_the_same_file_again_brings_nothing_new():
    content = pays(issue())
    take_in(content)

    again = take_in(content)

    assert (again.new_lines, again.known_lines) == (0, 1)
    assert BankLine.objects.count() == 1


def test_a_longer_statement_of_the_same_days_brings_only_what_is_new():
    one, other = issue(), issue(som=1800)
    take_in(pays(one))

    longer = take_in(pays(one), pays(other, Номер="4472", Сумма="1800.00"))

    assert (longer.new_lines, longer.known_lines) == (1, 1)


def test_a_line_of_a_day_that_has_not_been_is_refused():
    statement = take_in(
        pays(issue(), ДатаПоступило="05.03.2026"), pays(issue(), ДатаПоступило="04.03.2026")
    )

    assert [(one["code"], one["value"]) for one in statement.refused] == [("future", "05.03.2026")]
    assert statement.new_lines == 1


def test_nobody_is_written_to_about_a_doubtful_line():
    take_in(pays(issue(), Сумма="4700.00"))

    run()

    assert BankLine.objects.get().state == BankLine.State.WAITING
    assert not Payment.objects.exists()
    assert not Letter.objects.exists()


def test_a_debt_that_changed_before_the_booking_leaves_it_to_a_person():
    invoice = issue()
    take_in(pays(invoice))
    billing.record_payment(
        invoice_id=invoice.pk, amount_tyiyn=100, source=Source.CASH, reference="1", received_at=NOW
    )

    run()

    assert BankLine.objects.get().state == BankLine.State.WAITING
    assert Payment.objects.count() == 1


def test_one_transfer_is_counted_for_several_invoices():
    client = ClientFactory()
    first, second = issue(client=client), issue(som=1800, client=client)
    take_in(pays(first, Сумма="6600.00"))
    line = BankLine.objects.get()

    services.book(**deed(line), shares=[Share(first.pk, 480_000), Share(second.pk, 180_000)])

    assert set(Invoice.objects.values_list("status", flat=True)) == {"settled"}
    assert PayerAlias.objects.filter(client=client, kind="inn", key=INN).exists()
    assert disagreements() == []


@pytest.mark.parametrize("parts", [(480_000,), (660_000, 0), (700_000, -40_000)])
def test_parts_must_be_the_whole(parts):
    invoices = [issue(), issue()]
    take_in(pays(invoices[0], Сумма="6600.00"))

    with pytest.raises(SharesDoNotAddUp):
        services.book(
            **deed(BankLine.objects.get()),
            shares=[Share(one.pk, part) for one, part in zip(invoices, parts, strict=False)],
        )


def test_a_decision_is_taken_once():
    invoice = issue()
    take_in(pays(invoice, Сумма="100.00"))
    line = BankLine.objects.get()
    services.book(**deed(line), shares=[Share(invoice.pk, 10_000)])

    with pytest.raises(LineIsDone):
        services.book(**deed(line), shares=[Share(invoice.pk, 10_000)])
    with pytest.raises(LineIsDone):
        services.set_aside(**deed(line), reason="Грант")


def test_a_wrong_decision_is_undone_by_rows_and_made_anew():
    wrong, right = issue(), issue()
    take_in(pays(wrong))
    run()
    line = BankLine.objects.get()

    services.undo(**deed(line), reason="Башка төлөөчү")
    services.book(**deed(line), shares=[Share(right.pk, 480_000)])

    wrong.refresh_from_db()
    right.refresh_from_db()
    assert (wrong.status, right.status) == (Invoice.Status.ISSUED, Invoice.Status.SETTLED)
    assert Payment.objects.count() == 3
    assert disagreements() == []


def test_a_payment_entered_by_hand_is_recognised_and_not_counted_twice():
    invoice = issue()
    payment = billing.record_payment(
        invoice_id=invoice.pk, amount_tyiyn=480_000, source=Source.BANK, reference="ПП 4471",
        received_at=NOW,
    )  # fmt: skip
    take_in(pays(invoice))
    line = BankLine.objects.get()
    assert line.verdict["doubt"] == "paid"

    services.recognise(**deed(line), payment_id=payment.pk)
    services.undo(**deed(line), reason="Ката")

    assert Payment.objects.get() == payment


def enter(invoice, tyiyn, reference="ПП 4471"):
    return billing.record_payment(
        invoice_id=invoice.pk, amount_tyiyn=tyiyn, source=Source.BANK, reference=reference,
        received_at=datetime(2026, 3, 3, 6, 0, tzinfo=UTC),
    )  # fmt: skip


@pytest.mark.parametrize("reference", ["4471", "ПП № 004471 от 03.03.2026"])
def test_a_line_like_a_payment_entered_by_hand_waits(reference):
    invoice = issue(som=1800)
    enter(invoice, 90_000, reference)
    take_in(pays(invoice, Сумма="900.00"))

    imports.match_waiting(on=NOW.date())
    run()

    line = BankLine.objects.get()
    assert (line.state, line.verdict["doubt"]) == (BankLine.State.WAITING, "by_hand")
    assert Payment.objects.count() == 1


def test_a_payment_with_another_number_is_another_transfer():
    invoice = issue(som=1800)
    enter(invoice, 90_000, "ПП 4470")
    take_in(pays(invoice, Сумма="900.00"))

    run()

    assert BankLine.objects.get().state == BankLine.State.BOOKED


def test_a_payment_that_was_given_back_is_not_the_line():
    invoice = issue()
    payment = enter(invoice, 480_000)
    billing.reverse_payment(payment_id=payment.pk, reference="back", reason="Ката", at=NOW)
    take_in(pays(invoice))
    line = BankLine.objects.get()

    assert not KnownPaymentForm(line=line).fields["payment"].queryset.exists()
    with pytest.raises(PaymentDiffers):
        services.recognise(**deed(line), payment_id=payment.pk)


@pytest.mark.parametrize("aside", [False, True])
def test_a_line_whose_decision_was_undone_never_books_itself_again(aside):
    invoice = issue()
    take_in(pays(invoice))
    line = BankLine.objects.get()
    if aside:
        services.set_aside(**deed(line), reason="Грант")
    else:
        run()

    services.undo(**deed(line), reason="Бөтөн акча")
    imports.match_waiting(on=NOW.date())
    run()

    line.refresh_from_db()
    invoice.refresh_from_db()
    assert (line.state, line.verdict["doubt"]) == (BankLine.State.WAITING, "undone")
    assert invoice.status == Invoice.Status.ISSUED


def test_a_twin_waits_the_next_night_too():
    first, second = issue(), issue()
    take_in(pays(first))
    take_in(pays(second))

    imports.match_waiting(on=NOW.date())

    assert BankLine.objects.waiting().get().verdict["doubt"] == "twin"


def test_kept_money_waits_for_its_invoice_and_can_be_let_go():
    take_in({"НазначениеПлатежа": "журнал"})
    line = BankLine.objects.get()

    services.keep(**deed(line))
    assert UnallocatedPayment.objects.waiting().count() == 1
    services.undo(**deed(line), reason="Грант экен")

    assert not UnallocatedPayment.objects.waiting().exists()
    assert disagreements() == []


def test_money_given_back_is_a_row_behind_a_line():
    invoice = issue()
    take_in(pays(invoice))
    run()
    take_in({**OUT, **pays(invoice), "Номер": "17"})
    line = BankLine.objects.get(amount_tyiyn__lt=0)

    assert line.state == BankLine.State.WAITING
    services.book_return(
        **deed(line), payment_id=Payment.objects.get().pk, reason="Эки жолу төлөнгөн"
    )

    invoice.refresh_from_db()
    assert invoice.status == Invoice.Status.ISSUED
    assert disagreements() == []


def test_money_that_went_is_not_counted_as_money_that_came():
    invoice = issue()
    take_in({**OUT, **pays(invoice)})

    with pytest.raises(WrongDirection):
        services.book(**deed(BankLine.objects.get()), shares=[Share(invoice.pk, 480_000)])


def test_other_outgoing_money_is_set_aside_at_once():
    take_in({**OUT, "НазначениеПлатежа": "Аренда за март", "ПлательщикИНН": ""})

    assert BankLine.objects.get().state == BankLine.State.ASIDE


def test_what_waits_is_matched_anew_when_the_invoice_comes():
    take_in({"НазначениеПлатежа": "счет 2026-00001"})
    assert BankLine.objects.get().verdict["doubt"] == "unknown"
    invoice = issue()

    imports.match_waiting(on=NOW.date())
    run()

    invoice.refresh_from_db()
    assert invoice.status == Invoice.Status.SETTLED


def send(client, content, **fields):
    file = SimpleUploadedFile("march.txt", content)
    return client.post(reverse("bank_statements:import"), {"file": file, **fields}, follow=True)


def test_staff_import_a_file_and_see_what_was_not_read(client, administrator):
    answer = send(client, one_c(pays(issue()), {"Сумма": "0.00"}))

    assert answer.status_code == 200
    assert Statement.objects.get().refused[0]["code"] == "zero"
    assert "4471" in answer.content.decode()


@pytest.mark.parametrize("content", [b"", b"hello", b"\x00" * 50, one_c()])
def test_a_refused_file_is_told_and_changes_nothing(client, administrator, content):
    answer = send(client, content)

    assert answer.context["form"].errors
    assert not Statement.objects.exists()


def test_staff_count_a_line_on_one_screen(client, administrator):
    invoice = issue()
    take_in(pays(invoice, Сумма="4700.00"))
    line = BankLine.objects.get()

    card = client.get(reverse("bank_lines:inspect", args=[line.pk])).content.decode()
    address = reverse("bank_lines:book", args=[line.pk])
    form = client.get(f"{address}?invoice={invoice.pk}").context["form"]
    client.post(address, {"number_1": form.initial["number_1"], "amount_1": "4700"})

    assert f"<mark>{invoice.number}</mark>" in card
    assert form.initial["amount_1"] == 470_000
    assert Payment.objects.get().amount_tyiyn == 470_000


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"number_1": "' OR 1", "amount_1": "x"},
        {"number_1": "2026-00001", "amount_1": "1"},
        {"number_1": "2026-00001", "amount_1": "4700", "number_2": "2026-00001", "amount_2": "1"},
        {"number_1": "\x00", "amount_1": "1e999"},
    ],
)
def test_bad_answers_are_told(client, administrator, answers):
    take_in(pays(issue(), Сумма="4700.00"))
    line = BankLine.objects.get()

    answer = client.post(reverse("bank_lines:book", args=[line.pk]), answers)

    assert answer.context["form"].errors
    assert not Payment.objects.exists()


def test_a_manager_sees_and_decides_nothing(client, manager):
    take_in(pays(issue(), Сумма="4700.00"))
    line = BankLine.objects.get()

    assert client.get(reverse("bank_lines:inspect", args=[line.pk])).status_code == 200
    for name in ("book", "keep", "aside", "undo", "return", "recognise"):
        assert client.post(reverse(f"bank_lines:{name}", args=[line.pk]), {}).status_code == 302
    assert send(client, one_c()).redirect_chain


def test_the_list_of_lines_asks_little(client, administrator, django_assert_max_num_queries):
    take_in(*({"Номер": str(n), "НазначениеПлатежа": "x"} for n in range(30)))
    client.get(reverse("bank_lines:index"))

    with django_assert_max_num_queries(14):
        client.get(reverse("bank_lines:index") + "?state=waiting")


def test_what_was_learned_goes_with_the_decision_it_was_learned_from():
    take_in(pays(issue(), НазначениеПлатежа="журнал"))
    line = BankLine.objects.get()
    services.book(**deed(line, shares=[Share(Invoice.objects.get().pk, line.amount_tyiyn)]))
    learned = PayerAlias.objects.count()

    services.undo(**deed(line, reason="Башканыкы"))

    assert learned > 0
    assert not PayerAlias.objects.exists()


def test_staff_delete_what_was_learned_wrongly(client, administrator):
    alias = PayerAlias.objects.create(client=ClientFactory(), kind="name", key="кара суу")

    listed = client.get(reverse("bank_aliases:index")).content.decode()
    client.post(reverse("bank_aliases:delete", args=[alias.pk]))

    assert "кара суу" in listed
    assert not PayerAlias.objects.exists()


def test_proposals_are_weighed_against_the_debt_of_now():
    client = ClientFactory(email="aigul@example.kg")
    paid, owed = issue(client=client), issue(client=client)
    take_in(pays(paid, НазначениеПлатежа="журнал"))
    billing.record_payment(
        invoice_id=paid.pk, amount_tyiyn=480_000, source=Source.CASH, reference="1",
        received_at=NOW,
    )  # fmt: skip

    first, second = selectors.proposals_of(BankLine.objects.get())

    assert (first.invoice, second.invoice) == (owed, paid)
    assert len(first.reasons) == len(second.reasons) + 1


def test_a_line_is_offered_for_what_the_screen_shows_first(client, administrator):
    payer = ClientFactory(email="aigul@example.kg")
    paid, owed = issue(client=payer), issue(client=payer)
    take_in(pays(paid, НазначениеПлатежа="журнал"))
    enter(paid, 480_000, "17")
    line = BankLine.objects.get()

    form = client.get(reverse("bank_lines:book", args=[line.pk])).context["form"]

    assert line.proposals[0]["invoice"] == paid.pk
    assert form.initial == {"number_1": owed.number, "amount_1": 480_000}
