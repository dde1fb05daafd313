"""Plans, the order form, and what a member finds in her room."""

import uuid

import pytest

from membership.billing import services as billing
from membership.billing.models import Invoice, SellerRequisites, Source
from membership.clients.models import Office
from membership.subscriptions.models import Order, Plan
from membership.subscriptions.selectors import next_steps_of, rows_of
from portal.core import clock
from tests.factories.membership import (
    ClientFactory,
    OfficeFactory,
    OrderFactory,
    OrganisationFactory,
    PlanFactory,
    TermFactory,
    UserFactory,
    enter_seller,
)
from tests.fakes.anonymous_reader import AnonymousReader

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("trees")]


@pytest.fixture
def plan():
    enter_seller()
    return PlanFactory(code="online")


@pytest.fixture
def printed():
    enter_seller()
    return PlanFactory(code="print", printed=True)


@pytest.fixture
def reader(client):
    user = UserFactory(proven=True)
    ClientFactory(user=user)
    client.force_login(user)
    return user


def answers(**changes):
    return {
        "for_whom": "me",
        "buyer_name": "Айгүл Асанова",
        "buyer_inn": "",
        "buyer_address": "",
        "quantity": "1",
        "recipient_name": "Айгүл Асанова",
        "recipient_address": "724000, Чүй, Көк-Жар, Ленин көчөсү, 5",
        "form_key": str(uuid.uuid4()),
        **changes,
    }


def send(client, code, language="ru", **changes):
    return client.post(f"/{language}/subscribe/{code}/", answers(**changes))


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_plans_are_the_same_for_everybody_and_carry_no_form(client, plan, language, kept_pages):
    answer = client.get(f"/{language}/subscribe/")

    assert answer.status_code == 200
    reader = AnonymousReader()
    reader.get(f"/{language}/subscribe/")
    assert reader.finds_kept(f"/{language}/subscribe/")
    assert b"csrfmiddlewaretoken" not in answer.content


def test_a_plan_shows_its_price_in_every_currency_that_can_be_paid(client):
    seller = enter_seller()
    PlanFactory(price_usd_cents=2_500, price_eur_cents=2_300)
    SellerRequisites.objects.filter(pk=seller.pk).update(account_usd="0000000000000001")

    page = client.get("/ru/subscribe/").content.decode()

    assert "25\u00a0USD" in page
    assert "EUR" not in page


def test_the_plans_ask_little(client, plan, django_assert_max_num_queries):
    client.get("/ky/subscribe/")

    with django_assert_max_num_queries(12):
        client.get("/ky/subscribe/")


def test_the_form_asks_to_sign_in_and_comes_back(client, plan):
    answer = client.get("/ky/subscribe/online/")

    assert answer.status_code == 302
    assert "next=/ky/subscribe/online/" in answer.url


def test_a_filled_form_leads_to_the_invoice(client, reader, plan):
    answer = send(client, "online")

    order = Order.objects.get()
    assert answer.url == f"/ru/subscribe/orders/{order.pk}/"
    assert client.get(answer.url).url == f"/ru/invoices/{order.invoice_id}/"
    assert order.subscriber.user == reader
    assert order.invoice.asked_by == reader


def test_the_same_form_sent_twice_is_one_order(client, reader, plan):
    key = str(uuid.uuid4())

    first, second = (send(client, "online", form_key=key) for _ in range(2))

    assert first.url == second.url
    assert Invoice.objects.count() == 1


def test_whoever_orders_again_is_told_of_the_invoice_that_waits(client, reader, plan):
    before = client.get("/ru/subscribe/online/").content.decode()
    send(client, "online")

    number = Order.objects.get().invoice.number
    assert number in client.get("/ru/subscribe/online/").content.decode()
    assert number not in before


def test_an_office_is_asked_for_what_its_invoice_needs(client, reader, plan):
    answer = send(client, "online", for_whom="office", buyer_name="Көк-Жар айыл өкмөтү")

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"buyer_inn", "buyer_address"}
    assert "Көк-Жар айыл өкмөтү" in answer.content.decode()


def test_digits_of_an_inn_may_be_grouped(client, reader, plan):
    send(client, "online", for_whom="office", buyer_inn="0123 4567 8901 23", buyer_address="Нарын")

    assert Order.objects.get().buyer_inn == "01234567890123"


def test_a_printed_magazine_is_ordered_in_several_copies(client, reader, printed):
    send(client, "print", quantity="12")

    order = Order.objects.get()
    assert order.invoice.total_tyiyn == 12 * 360_000
    assert order.recipients.get().address.startswith("724000")


@pytest.mark.parametrize(
    "changes",
    [
        {"buyer_name": ""},
        {"buyer_name": "x" * 10_000},
        {"buyer_name": "a\x00b"},
        {"buyer_inn": "' OR 1=1 --"},
        {"buyer_inn": "١٢٣٤٥٦٧٨٩٠١٢٣٤"},
        {"for_whom": "everybody"},
        {"quantity": "0"},
        {"quantity": "99999999999999999999"},
        {"quantity": "many"},
        {"recipient_address": ""},
        {"form_key": "1' OR '1'='1"},
        {"form_key": ""},
    ],
)
def test_bad_input_is_told_and_what_was_typed_stays(client, reader, printed, changes):
    answer = send(client, "print", **{"recipient_name": "Бермет <b>", **changes})

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Order.objects.exists()
    assert "Бермет &lt;b&gt;" in answer.content.decode()


def test_quotes_and_tags_are_kept_as_text(client, reader, plan):
    name = "ОсОО «Жаңы \"Доор\"» <script>alert('1')</script> & Ko"

    page = client.get(send(client, "online", buyer_name=name).url, follow=True)

    assert Order.objects.get().buyer_name == name
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("code", ["none", "x" * 300])
def test_a_plan_that_is_not_offered_is_not_found(client, reader, code):
    assert client.get(f"/ky/subscribe/{code}/").status_code == 404


def test_nobody_opens_the_order_of_another_member(client, reader):
    assert client.get(f"/ky/subscribe/orders/{OrderFactory().pk}/").status_code == 404


def test_an_order_without_an_invoice_says_that_it_is_kept(client, reader):
    plan = PlanFactory(code="online")

    answer = client.get(send(client, plan.code).url)

    assert answer.status_code == 200
    assert answer.context["order"].state == "draft"


def test_an_account_without_a_card_gets_one(client, plan):
    user = UserFactory(proven=True)
    client.force_login(user)

    send(client, "online")

    assert Order.objects.get().subscriber.user == user


def test_changed_plans_are_seen_at_once(
    client, plan, monkeypatch, django_capture_on_commit_callbacks
):
    forgotten = []
    monkeypatch.setattr("portal.core.pagecache.forget", forgotten.append)

    with django_capture_on_commit_callbacks(execute=True):
        Plan.objects.get().save()
        enter_seller()

    assert forgotten.count(Plan.KEPT_PAGES_MARK) == 2


def test_the_room_shows_orders_and_what_was_granted(client, reader):
    card = reader.client
    OrderFactory(subscriber=card)
    TermFactory(client=card)

    assert len(rows_of(reader, on=clock.today())) == 2
    assert len(next_steps_of(reader, on=clock.today())) == 1


def office_of(reader, **changes):
    return Office.objects.create(
        **{
            "client": reader.client,
            "organisation": OrganisationFactory(),
            "role": "secretary",
            "claimed_at": clock.now(),
            **changes,
        }
    )


def test_a_checked_office_makes_the_body_payer_and_reader(client, reader, plan):
    office = office_of(reader, verified_at=clock.now())

    for _ in range(2):
        send(client, "online", for_whom="office", buyer_inn="1" * 14, buyer_address="Нарын")

    orders = list(Order.objects.all())
    assert len({order.payer_id for order in orders}) == 1
    assert orders[0].payer.organisation == office.organisation
    assert orders[0].subscriber == orders[0].payer


def test_an_office_that_nobody_checked_orders_in_its_holders_name(client, reader, plan):
    office_of(reader)

    send(client, "online", for_whom="office", buyer_inn="1" * 14, buyer_address="Нарын")

    assert Order.objects.get().payer == reader.client


def test_the_form_knows_the_office(client, reader, plan):
    office = office_of(reader)

    answer = client.get("/ru/subscribe/online/")

    assert office.organisation.name_ru in answer.content.decode()


def test_who_holds_an_office_and_subscribes_for_herself_pays_herself(client, reader, plan):
    office_of(reader)
    known = client.get("/ru/subscribe/online/").context["form"].initial

    send(client, "online", buyer_name=known["buyer_name"], buyer_inn=known["buyer_inn"])

    buyer = Invoice.objects.get().buyer
    assert (buyer["name"], buyer["inn"]) == (known["own_name"], "")


def test_what_an_office_needs_is_not_called_optional(client, reader, plan):
    form = client.get("/en/subscribe/online/").content.decode()

    assert "(optional)" not in form


def test_an_order_for_an_office_says_on_both_cards_who_ordered(client, reader, plan):
    person = reader.client
    body = OrganisationFactory(inn="12345678901234")
    OfficeFactory(client=person, organisation=body, verified=True)

    payer = {"buyer_name": body.name_ru, "buyer_inn": body.inn, "buyer_address": "Көк-Жар"}
    send(client, "online", for_whom="office", **payer)

    order = Order.objects.get()
    card = order.payer
    told = {entry.kind: entry.title["ru"] for entry in card.timeline.all()}
    (own,) = person.timeline.filter(kind="order.placed")
    assert (card.source, order.placed_by) == ("member", reader)
    assert person.name in told["client.entered"]
    assert str(order) in told["order.placed"]
    assert person.name in told["order.placed"]
    assert str(order) in own.title["ru"]
    assert card.name in own.title["ru"]


def test_an_order_for_herself_is_told_once(client, reader, plan):
    send(client, "online")

    (entry,) = reader.client.timeline.filter(kind="order.placed")
    assert str(Order.objects.get()) in entry.title["ru"]


def test_the_payer_chooses_the_currency_where_there_is_a_price_and_an_account(client, reader, plan):
    plan.price_usd_cents, plan.price_eur_cents = 3_000, 2_800
    plan.save()
    only_som = client.get("/ru/subscribe/online/").context["form"].fields
    seller = enter_seller()
    seller.account_usd = "1" * 16
    seller.save()

    offered = client.get("/ru/subscribe/online/").context["form"].fields["currency"].choices
    refused = send(client, "online", currency="EUR")
    nothing = send(client, "online", currency="")
    send(client, "online", currency="USD")

    assert "currency" not in only_som
    assert offered == [("KGS", "1\u00a0800\u00a0сом"), ("USD", "30\u00a0USD")]
    for page in (refused, nothing):
        assert page.context["form"].errors["currency"]
    order = Order.objects.get()
    assert (order.currency, order.invoice.currency, order.invoice.total_tyiyn) == (
        "USD", "USD", 3_000,
    )  # fmt: skip


def test_som_are_asked_for_where_nothing_is_chosen(client, reader, plan):
    send(client, "online", currency="USD")

    assert Order.objects.get().currency == "KGS"


def test_a_plan_to_change_to_stands_in_the_currency_of_the_order(client, reader, plan):
    plan.price_usd_cents = 3_000
    plan.save()
    seller = enter_seller()
    seller.account_usd = "1" * 16
    seller.save()
    other = PlanFactory(price_usd_cents=4_500)
    send(client, "online", currency="USD")
    invoice = Invoice.objects.get()
    billing.record_payment(
        invoice_id=invoice.pk, amount_tyiyn=3_000, source=Source.BANK, reference="1",
        received_at=clock.now(), currency="USD",
    )  # fmt: skip

    page = client.get(f"/ru/subscribe/terms/{Order.objects.get().term.pk}/change/")

    assert [(plan, str(price)) for plan, price in page.context["offers"]] == [
        (other, "45\u00a0USD")
    ]
