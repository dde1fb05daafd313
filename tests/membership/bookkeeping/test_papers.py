"""Papers with numbers without gaps and frozen words, for those who may see them."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from membership.billing import services as billing
from membership.billing.contents import Buyer, Line
from membership.billing.models import SellerRequisites, Source, TaxRate
from membership.bookkeeping import jobs, printing, services
from membership.bookkeeping.errors import (
    NoIssueSince,
    NothingToAccept,
    PaperSigned,
    PeriodOverlaps,
    StillToCome,
)
from membership.bookkeeping.models import Paper, PayerDetails, StateInvoice
from membership.subscriptions.models import RefundRule, Term
from portal.core import outbox
from portal.core.models import Letter
from portal.core.pdf_words import pages_of
from tests.factories.membership import (
    ClientFactory,
    OrderFactory,
    TermFactory,
    UserFactory,
    enter_seller,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOW = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
AFTER = datetime(2027, 1, 5, 6, 0, tzinfo=UTC)


def issue(*, client=None, som=4800, user=None, currency="KGS"):
    enter_seller()
    SellerRequisites.objects.update(account_usd="1234567890123456")
    return billing.issue_invoice(
        client_id=(client or ClientFactory()).pk,
        buyer=Buyer("Кара-Суу айыл өкмөтү", "01234567890123", "Ош облусу"),
        lines=[Line("Журнал, 12 ай", "Журнал, 12 месяцев", som * 100)],
        language="ru",
        issued_at=NOW,
        asked_by_id=user.pk if user else None,
        currency=currency,
    )


def paid_with_term(**facts):
    invoice = issue(**facts)
    order = OrderFactory(
        invoice=invoice, payer=invoice.client, subscriber=invoice.client,
        price_tyiyn=invoice.total_tyiyn,
    )  # fmt: skip
    pay(invoice)
    order.term.delete() if hasattr(order, "term") else None
    TermFactory(
        subscriber=invoice.client,
        order=order,
        basis="paid",
        why="",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
    )
    return invoice


def pay(invoice):
    return billing.record_payment(
        invoice_id=invoice.pk,
        amount_tyiyn=invoice.total_tyiyn,
        source=Source.BANK,
        reference=f"ПП {invoice.pk}",
        received_at=NOW,
    )


def act(invoice, starts, ends):
    return services.make_act(
        invoice_id=invoice.pk, starts_on=starts, ends_on=ends, at=AFTER, by_user_id=None
    )


def test_offer_and_contract_are_made_once_before_anything_is_paid():
    invoice = issue()

    first = services.prepare_papers(invoice_id=invoice.pk, at=NOW, by_user_id=None)
    again = services.prepare_papers(invoice_id=invoice.pk, at=NOW, by_user_id=None)

    assert first == again
    assert [paper.number for paper in first] == ["О-2026-00001", "Д-2026-00001"]


def correct(invoice, **facts):
    return services.correct_papers(
        invoice_id=invoice.pk, facts={"name_ru": "Айыл окмоту", **facts}, at=NOW, by_user_id=None
    )


def test_papers_are_made_anew_where_the_details_are_put_right_and_as_long_as_none_is_signed():
    invoice = issue()
    wrong = services.prepare_papers(invoice_id=invoice.pk, at=NOW, by_user_id=None)

    right = correct(invoice, inn="12345678901234")
    again = correct(invoice, inn="12345678901234")
    services.keep_signed(paper_id=right[1].pk, signed_on=NOW.date())
    with pytest.raises(PaperSigned):
        correct(invoice, inn="43210987654321")

    assert [paper.number for paper in right] == ["О-2026-00002", "Д-2026-00002"]
    assert again == right
    assert set(invoice.more_papers.standing()) == set(right)
    assert all(paper.void_reason for paper in Paper.objects.filter(pk__in=[p.pk for p in wrong]))


def test_a_signed_paper_with_a_mistake_is_declared_void_by_staff(client, administrator):
    invoice = issue()
    contract = services.prepare_papers(invoice_id=invoice.pk, at=NOW, by_user_id=None)[1]
    services.keep_signed(paper_id=contract.pk, signed_on=NOW.date())

    client.post(reverse("bookkeeping_papers:void", args=[contract.pk]), {"reason": "ИНН"})
    client.post(reverse("bookkeeping_papers:contract", args=[invoice.pk]), {"name_ru": "Айыл"})

    contract.refresh_from_db()
    assert contract.void_reason == "ИНН"
    assert invoice.more_papers.standing().filter(kind="contract").exists()


def test_each_language_has_the_payer_in_its_own_words():
    contract = correct(
        issue(), name_ky="Айыл өкмөтү", head="А. Асанова", head_post_ky="башчысы",
        head_post_ru="главы", acts_by_ru="на основании Устава",
    )[1]  # fmt: skip

    ky, ru = (str(contract.snapshot[language]["parties"][1]) for language in ("ky", "ru"))
    assert "Айыл өкмөтү" in ky
    assert "башчысы А. Асанова" in ky
    assert "Айыл окмоту" in ru
    assert "главы А. Асанова" in ru
    assert "на основании Устава" in ky


def test_papers_promise_the_refund_that_the_rule_gives():
    RefundRule.objects.create(from_on=date(2026, 1, 1), whole_within_days=10, kept_share=1_500)
    RefundRule.objects.create(from_on=date(2026, 6, 1), gives_unused_days=False)

    offer, contract = services.prepare_papers(invoice_id=issue().pk, at=NOW, by_user_id=None)

    for paper in (offer, contract):
        said = " ".join(paper.snapshot["ru"]["clauses"])
        assert "В течение 10 дней" in said
        assert "15 % удерживает" in said


def test_names_on_a_paper_are_not_broken_inside_a_word():
    name = "Государственное агентство по делам местного самоуправления и межэтнических отношений"
    contract = correct(issue(), name_ru=name)[1]

    words = " ".join(" ".join(pages_of(printing.pdf(contract, "ru"))).split())

    assert words.count(name) == str(contract.snapshot["ru"]).count(name)


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_a_paper_stays_what_it_was(language):
    invoice = issue()
    contract = services.prepare_papers(invoice_id=invoice.pk, at=NOW, by_user_id=None)[1]
    before = printing.pdf(contract, language)

    seller = SellerRequisites.load()
    seller.name_ky = seller.name_ru = "Башка"
    seller.save()
    contract.refresh_from_db()

    assert before.startswith(b"%PDF")
    assert printing.pdf(contract, language)[:2000] == before[:2000]
    assert "Башка" not in str(contract.snapshot)


def test_acts_of_parts_are_together_the_whole():
    invoice = paid_with_term(som=1000)

    parts = [
        act(invoice, date(2026, 1, 1), date(2026, 4, 30)),
        act(invoice, date(2026, 5, 1), date(2026, 8, 31)),
        act(invoice, date(2026, 9, 1), date(2026, 12, 31)),
    ]

    assert sum(part.amount_tyiyn for part in parts) == 100_000


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2026, 4, 30), date(2026, 5, 31)),
        (date(2025, 12, 31), date(2025, 12, 31)),
        (date(2026, 12, 1), date(2027, 1, 1)),
    ],
)
def test_a_period_is_accepted_once_and_within_its_term(starts, ends):
    invoice = paid_with_term()
    act(invoice, date(2026, 1, 1), date(2026, 4, 30))

    with pytest.raises(PeriodOverlaps):
        act(invoice, starts, ends)


def test_nothing_is_accepted_that_has_not_been_yet():
    invoice = paid_with_term()
    days = {"invoice_id": invoice.pk, "starts_on": date(2026, 3, 1), "by_user_id": None}

    with pytest.raises(StillToCome):
        services.make_act(ends_on=date(2026, 3, 4), at=NOW, **days)
    assert services.make_act(ends_on=date(2026, 3, 3), at=NOW, **days).ends_on == date(2026, 3, 3)


def test_issues_are_accepted_as_they_come_out_and_are_together_the_whole():
    order = OrderFactory(
        plan__months=None, plan__issues=3, invoice=issue(som=1000), price_tyiyn=100_000
    )
    pay(order.invoice)
    made = {"invoice_id": order.invoice_id, "by_user_id": None}

    acts = []
    for left, day in ((2, datetime(2026, 5, 1, 6, tzinfo=UTC)), (0, AFTER)):
        Term.objects.filter(order=order).update(issues_left=left)
        acts.append(services.make_act_of_issues(at=day, **made))

    assert [act.amount_tyiyn for act in acts] == [33_333, 66_667]
    assert "1 из 3" in acts[0].snapshot["ru"]["clauses"][0]
    assert acts[1].starts_on == date(2026, 5, 2)
    with pytest.raises(NoIssueSince):
        services.make_act_of_issues(at=AFTER, **made)


def test_nothing_is_accepted_before_it_is_paid():
    with pytest.raises(NothingToAccept):
        act(issue(), date(2026, 1, 1), date(2026, 1, 31))


def test_a_reconciliation_says_who_owes_whom_and_shows_every_paper_and_turnover():
    client = ClientFactory()
    issue(client=client, som=1800)
    pay(issue(client=client))

    paper = reconcile(client)

    said = paper.snapshot["ru"]
    rows = said["table"]["rows"]
    assert paper.amount_tyiyn == 180_000
    assert "1\u00a0800" in said["clauses"][1]
    assert rows[0] == ["Сальдо на начало, сом", "", "0", "0"]
    assert rows[3][1].startswith("Оплата, ПП")
    assert rows[4] == ["Обороты, сом", "", "6\u00a0600", "4\u00a0800"]
    assert rows[5] == ["Сальдо на конец, сом", "", "1\u00a0800", "0"]
    assert said["parties"][1]["name"] == "Кара-Суу айыл өкмөтү"
    assert ["ИНН", "01234567890123"] in said["parties"][1]["facts"]
    assert printing.pdf(paper, "ky").startswith(b"%PDF")


def test_a_reconciliation_leaves_out_no_currency():
    client = ClientFactory()
    issue(client=client)
    abroad = issue(client=client, som=50, currency="USD")

    said = reconcile(client).snapshot["ru"]

    assert any(abroad.number in row[1] for row in said["table"]["rows"])
    assert "50 USD" in said["clauses"][1]


def reconcile(client):
    return services.make_reconciliation(
        client_id=client.pk, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31), at=NOW,
        by_user_id=None,
    )  # fmt: skip


def test_a_receipt_is_made_once():
    payment = pay(issue())

    papers = [services.make_receipt(payment_id=payment.pk, at=NOW) for _ in range(2)]

    assert papers[0] == papers[1]
    assert "четыре тысячи восемьсот" in str(papers[0].snapshot["ru"]).lower()


def test_taxes_are_those_of_the_day_of_the_invoice():
    TaxRate.objects.create(kind="vat", rate=1200, from_on=date(2026, 1, 1))
    TaxRate.objects.create(kind="vat", rate=0, from_on=date(2026, 6, 1))
    invoice = issue(som=1120)

    paper = services.prepare_papers(invoice_id=invoice.pk, at=NOW, by_user_id=None)[0]

    assert invoice.snapshot["taxes"] == [{"kind": "vat", "rate": 1200}]
    assert paper.snapshot["ru"]["notes"] == ["в том числе НДС 12 %: 120"]


def test_all_papers_go_by_letter_and_as_an_archive(client):
    user = UserFactory(proven=True)
    invoice = issue(user=user)
    client.force_login(user)
    address = reverse("bookkeeping:ask", args=[invoice.pk])

    form = client.get(address).context["form"]
    answer = client.post(
        address,
        {
            **{name: form.initial.get(name, "") for name in form.fields},
            "okpo": "01234567",
            "email": "buh@example.kg",
        },
    )
    outbox.drain()

    assert answer.status_code == 302
    assert PayerDetails.objects.get().okpo == "01234567"
    letter = Letter.objects.get(kind="all_papers")
    assert letter.to == "buh@example.kg"
    packed = client.get(reverse("bookkeeping:all", args=[invoice.pk]))
    names = zipfile.ZipFile(io.BytesIO(packed.content)).namelist()
    assert len(names) == 6
    page = client.get(reverse("billing:invoice", args=[invoice.pk])).content.decode()
    assert reverse("bookkeeping:all", args=[invoice.pk]) in page


@pytest.mark.parametrize("name", ["ask", "all"])
def test_papers_of_others_do_not_exist(client, name):
    invoice = issue()
    client.force_login(UserFactory())

    assert client.get(reverse(f"bookkeeping:{name}", args=[invoice.pk])).status_code == 404


def test_a_paper_of_another_invoice_does_not_exist(client):
    user = UserFactory(proven=True)
    own, other = issue(user=user), issue()
    paper = services.prepare_papers(invoice_id=other.pk, at=NOW, by_user_id=None)[0]
    client.force_login(user)

    for invoice in (own, other):
        address = reverse("bookkeeping:paper", args=[invoice.pk, paper.pk, "ky"])
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"inn": "12"}, {"okpo": "x" * 500}, {"email": "no"}, {"name_ru": ""}]
)
def test_wrong_details_are_told_and_what_was_typed_stays(client, wrong):
    user = UserFactory(proven=True)
    invoice = issue(user=user)
    client.force_login(user)

    answer = client.post(
        reverse("bookkeeping:ask", args=[invoice.pk]), {"name_ru": "Айыл өкмөтү", **wrong}
    )

    assert answer.context["form"].errors
    assert not Paper.objects.exists()


def test_a_term_that_ended_gets_the_acts_it_has_not_and_reminders_come_once():
    invoice = paid_with_term(
        client=ClientFactory(organisation_kind=True, email="office@example.kg")
    )
    act(invoice, date(2026, 3, 1), date(2026, 4, 30))
    after = AFTER.date()

    with time_machine.travel(AFTER, tick=False):
        jobs.make_acts(after)
        jobs.make_acts(after)
    papers = Paper.objects.acts()
    assert [(one.starts_on, one.ends_on) for one in papers] == [
        (date(2026, 1, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 4, 30)),
        (date(2026, 5, 1), date(2026, 12, 31)),
    ]
    assert sum(one.amount_tyiyn for one in papers) == invoice.total_tyiyn
    paper = papers[2]
    Paper.objects.filter(pk=paper.pk).update(made_at=datetime.now(UTC) - timedelta(days=15))
    for _ in range(2):
        jobs.remind_of_acts(datetime.now(UTC).date())

    assert paper.invoice == invoice
    assert Letter.objects.filter(kind="sign_act").count() == 1


def test_issues_get_their_act_of_themselves_once_all_have_come_out():
    office = ClientFactory(organisation_kind=True)
    order = OrderFactory(
        plan__months=None, plan__issues=3, invoice=issue(client=office, som=1000),
        price_tyiyn=100_000, payer=office,
    )  # fmt: skip
    pay(order.invoice)
    made = []

    with time_machine.travel(AFTER, tick=False):
        for left in (1, 0, 0):
            Term.objects.filter(order=order).update(issues_left=left)
            jobs.make_acts(AFTER.date())
            made.append([act.amount_tyiyn for act in Paper.objects.acts()])

    assert made == [[], [100_000], [100_000]]


def test_staff_make_papers_and_write_down_what_came_back(client, administrator):
    invoice = paid_with_term(client=ClientFactory(organisation_kind=True))

    client.post(reverse("bookkeeping_papers:contract", args=[invoice.pk]), {"name_ru": "Айыл"})
    client.post(
        reverse("bookkeeping_papers:act", args=[invoice.pk]),
        {"starts_on": "2026-01-01", "ends_on": "2026-02-28"},
    )
    client.post(
        reverse("bookkeeping_papers:state", args=[invoice.pk]),
        {"number": "ЭСФ 1", "state": "sent", "dated_on": "2026-03-03"},
    )
    paper = Paper.objects.get(kind="act")
    client.post(reverse("bookkeeping_papers:signed", args=[paper.pk]), {"signed_on": "2026-03-03"})
    card = client.get(reverse("billing_invoices:inspect", args=[invoice.pk])).content.decode()
    pdf = client.get(reverse("bookkeeping_papers:pdf", args=[paper.pk, "ky"]))

    paper.refresh_from_db()
    assert paper.signed_on == date(2026, 3, 3)
    assert StateInvoice.objects.get().number in card
    assert paper.number in " ".join(pages_of(pdf.content))


def test_a_manager_makes_no_papers(client, manager):
    invoice = issue()

    for name in ("contract", "act", "state", "receipt"):
        address = reverse(f"bookkeeping_papers:{name}", args=[invoice.pk])
        assert client.post(address).status_code == 302
    assert not Paper.objects.exists()
