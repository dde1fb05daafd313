"""One payer, several subscribers: one invoice, a term for each."""

import uuid
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from membership.billing import services as billing
from membership.billing.contents import Buyer
from membership.billing.errors import NoAccountInCurrency, WrongCurrency
from membership.billing.ledger.balance import balances, disagreements
from membership.billing.models import Invoice, Payment, Source
from membership.clients.models import Client
from membership.subscriptions import services
from membership.subscriptions.errors import CopiesDisagree, NobodyNamed, NotSoldIn
from membership.subscriptions.models import Order, Recipient, Term
from membership.subscriptions.services import Entered, PostTo, Wanted
from portal.core.models import Letter
from tests.factories.membership import (
    ClientFactory,
    OrganisationFactory,
    PlanFactory,
    UserFactory,
    enter_seller,
)

pytestmark = pytest.mark.django_db

MARCH_3 = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)


@pytest.fixture
def donor():
    enter_seller()
    return ClientFactory(organisation_kind=True, category="donor", email="donor@example.kg")


def aimaks(number):
    return ClientFactory.create_batch(number, organisation_kind=True)


def place(payer, wanted, *, plan=None, currency="KGS", key=None):
    return services.place_orders(
        plan_id=(plan or PlanFactory()).pk,
        payer_id=payer.pk,
        wanted=wanted,
        buyer=Buyer(name=payer.name),
        placed_at=MARCH_3,
        language="ru",
        form_key=key or uuid.uuid4(),
        entered=Entered(),
        currency=currency,
    )


def pay(invoice, *, tyiyn=None, currency="KGS"):
    return billing.record_payment(
        invoice_id=invoice.pk,
        amount_tyiyn=tyiyn or invoice.total_tyiyn,
        source=Source.BANK,
        reference=f"ПП {invoice.pk}",
        received_at=MARCH_3,
        currency=currency,
    )


def test_a_donor_pays_for_eight_aimaks_by_one_invoice(donor):
    bodies = aimaks(8)

    orders = place(donor, [Wanted(body.pk) for body in bodies])
    before = Term.objects.count()
    pay(orders[0].invoice)

    invoice = Invoice.objects.get()
    assert invoice.total_tyiyn == 8 * 180_000
    titles = [line.title_ru for line in invoice.lines.all()]
    assert [title.rpartition(": ")[2] for title in titles] == [body.name for body in bodies]
    assert before == 0
    terms = Term.objects.select_related("order")
    assert {term.subscriber_id for term in terms} == {body.pk for body in bodies}
    assert {(term.basis, term.order.payer_id) for term in terms} == {("paid", donor.pk)}
    assert Letter.objects.filter(kind="term_opened").count() == 0  # nobody has an address


def test_money_given_back_suspends_all_and_paid_again_opens_all(donor):
    orders = place(donor, [Wanted(body.pk) for body in aimaks(3)])
    payment = pay(orders[0].invoice)

    billing.reverse_payment(payment_id=payment.pk, reference="↩", reason="Кайтаруу", at=MARCH_3)
    states = set(Term.objects.values_list("state", flat=True))
    billing.record_payment(
        invoice_id=orders[0].invoice_id, amount_tyiyn=3 * 180_000, source=Source.CASH,
        reference="1", received_at=MARCH_3,
    )  # fmt: skip

    assert states == {"suspended"}
    assert list(Term.objects.values_list("state", flat=True)) == ["open"] * 3


def test_the_same_form_again_is_the_same_group(donor):
    wanted, plan, key = [Wanted(body.pk) for body in aimaks(2)], PlanFactory(), uuid.uuid4()

    first = place(donor, wanted, plan=plan, key=key)
    again = place(donor, wanted, plan=plan, key=key)

    assert [order.pk for order in again] == [order.pk for order in first]
    assert Invoice.objects.count() == 1


def test_nobody_is_named_twice(donor):
    body = aimaks(1)[0]

    with pytest.raises(NobodyNamed):
        place(donor, [Wanted(body.pk), Wanted(body.pk)])


def test_copies_go_to_several_addresses_each_in_its_language(donor):
    plan, body = PlanFactory(printed=True), aimaks(1)[0]
    posts = (PostTo("Айыл өкмөтү", "Көк-Жар"), PostTo("Мектеп", "Кочкор", 3, "ky"))

    order = place(donor, [Wanted(body.pk, posts, 5)], plan=plan)[0]
    pay(order.invoice)

    sent = order.recipients.values_list("name", "copies", "language")
    assert list(sent) == [("Айыл өкмөтү", 2, "ru"), ("Мектеп", 3, "ky")]
    assert Term.objects.get().copies == 5


@pytest.mark.parametrize("copies", [(5, 1), (None, 5), (2, 2), (None, None)])
def test_copies_that_do_not_add_up_are_refused(donor, copies):
    posts = tuple(PostTo("Окурман", "Нарын", number) for number in copies)

    with pytest.raises(CopiesDisagree):
        place(donor, [Wanted(donor.pk, posts, 5)], plan=PlanFactory(printed=True))
    assert not Recipient.objects.exists()


def test_a_foreign_currency_has_its_price_its_account_and_its_balance(donor):
    plan = PlanFactory(price_usd_cents=2_500)
    with pytest.raises(NotSoldIn):
        place(donor, [Wanted(donor.pk)], plan=plan, currency="EUR")
    with pytest.raises(NoAccountInCurrency):
        place(donor, [Wanted(donor.pk)], plan=plan, currency="USD")
    seller = enter_seller()
    seller.account_usd, seller.swift = "1" * 16, "BANKKG22"
    seller.save()

    invoice = place(donor, [Wanted(donor.pk)], plan=plan, currency="USD")[0].invoice
    with pytest.raises(WrongCurrency):
        pay(invoice)
    pay(invoice, currency="USD")

    assert (invoice.total_tyiyn, invoice.seller["account"]) == (2_500, "1" * 16)
    term = Term.objects.get()
    following = services.renew(term_id=term.pk, at=term.opened_at, day=term.ends_on)
    assert (term.order.currency, following.currency) == ("USD", "USD")
    assert (following.invoice.currency, following.invoice.total_tyiyn) == ("USD", 2_500)
    assert balances(currency="USD")["received"] == 2_500
    assert balances()["received"] == 0
    assert disagreements() == []


def test_the_payer_has_one_page_and_the_reader_of_a_gift_her_own(client, trees, donor):
    payer, readers = ClientFactory(user=UserFactory()), ClientFactory.create_batch(2)
    readers[0].user = UserFactory()
    readers[0].save()
    orders = place(payer, [Wanted(reader.pk) for reader in readers])
    pay(orders[0].invoice)
    page = reverse("subscriptions:order", args=[orders[0].pk])

    client.force_login(payer.user)
    room = client.get(reverse("cabinet:room")).content.decode()
    invoice = client.get(page, follow=True).content.decode()
    client.force_login(readers[0].user)
    gift = client.get(page)

    assert "× 2" in room
    assert readers[1].name in invoice
    assert gift.status_code == 200
    assert payer.name in gift.content.decode()
    assert orders[0].invoice.number not in gift.content.decode()


# --- staff ------------------------------------------------------------------------------------


def enter(client, payer, **changes):
    answers = {
        "plan": PlanFactory().pk, "subscribers": "", "rayon": "", "quantity": "1",
        "currency": "KGS", "language": "ru", "buyer_name": payer.name, "buyer_inn": "",
        "buyer_address": "", "form_key": str(uuid.uuid4()), **changes,
    }  # fmt: skip
    url = reverse("subscriptions_orders:enter", args=[payer.pk])
    shown = client.post(url, answers)
    seal = shown.context["shown"].seal if shown.context.get("shown") else ""
    return shown, lambda: client.post(url, {**answers, "seal": seal})


def test_staff_see_what_will_be_made_before_it_is(client, administrator, donor):
    bodies = aimaks(2)
    named = OrganisationFactory(name_ky="Ак-Талаа айыл өкмөтү")
    text = f"{bodies[0].pk}\n{bodies[1].name}\n{named.name_ky}"

    shown, make = enter(client, donor, subscribers=text)
    made = (Order.objects.count(), Client.objects.filter(organisation=named).count())
    make()

    assert made == (0, 0)
    assert [row[0] for row in shown.context["shown"].rows][:2] == [one.name for one in bodies]
    assert "5\u00a0400\u00a0сом" in shown.content.decode()
    assert Invoice.objects.get().client == donor
    assert Order.objects.filter(entered_by=administrator).count() == 3
    assert Client.objects.get(organisation=named).orders.exists()


def test_a_gift_is_read_by_one_and_paid_by_another(client, administrator, donor):
    reader = ClientFactory(email="reader@example.kg")

    enter(client, donor, subscribers=str(reader.pk))[1]()
    pay(Invoice.objects.get())

    letter = Letter.objects.get(kind="term_opened")
    assert Term.objects.get().subscriber == reader
    assert letter.to == "reader@example.kg"
    assert donor.name in letter.text


@pytest.mark.parametrize(
    "line", ["999999", "Ким экени белгисиз", "1;x;y;z;w", "1;;0;ky", "1;;2;de"]
)
def test_a_line_that_names_nobody_for_certain_is_refused(client, administrator, donor, line):
    shown, make = enter(client, donor, subscribers=line)
    make()

    assert shown.context["form"].errors["subscribers"]
    assert not Order.objects.exists()


def test_namesakes_are_told_apart_by_number(client, administrator, donor):
    for _ in range(2):
        ClientFactory(family_name="Асанов", given_name="Бакыт")

    shown = enter(client, donor, subscribers="Асанов Бакыт")[0]

    assert str(Client.objects.last().pk) in shown.context["form"].errors["subscribers"][0]


def test_a_manager_enters_no_orders(client, manager, donor):
    assert client.get(reverse("subscriptions_orders:enter", args=[donor.pk])).status_code == 302
    assert client.get(reverse("subscriptions_orders:payer")).status_code == 302


def test_money_of_another_currency_is_never_moved(donor):
    seller = enter_seller()
    seller.account_usd = "1" * 16
    seller.save()
    som = place(donor, [Wanted(donor.pk)])[0].invoice
    usd = place(donor, [Wanted(donor.pk)], plan=PlanFactory(price_usd_cents=100), currency="USD")[
        0
    ].invoice
    kept = billing.keep_unallocated(
        amount_tyiyn=100, source=Source.BANK, reference="9", received_at=MARCH_3
    )

    with pytest.raises(WrongCurrency):
        billing.allocate(unallocated_id=kept.pk, invoice_id=usd.pk, by_user_id=None)
    with pytest.raises(WrongCurrency):
        pay(som, currency="USD")
    assert not Payment.objects.exists()
