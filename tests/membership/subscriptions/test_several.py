"""A payer's representative orders for several bodies of the register, without scripts."""

import uuid
from datetime import UTC, date, datetime

import pytest

from membership.billing import services as billing
from membership.billing.contents import Buyer
from membership.billing.models import Invoice, Source
from membership.clients.models import Client
from membership.clients.services import card_of_organisation
from membership.organisations.selectors import find
from membership.subscriptions import services, several
from membership.subscriptions.errors import NotInRegister, OfficeNotConfirmed, TooManyNamed
from membership.subscriptions.models import Order, Term
from membership.subscriptions.services import Share
from portal.core import clock
from portal.core.models import Letter
from tests.factories.membership import (
    ClientFactory,
    OfficeFactory,
    OrganisationFactory,
    PlanFactory,
    TermFactory,
    UserFactory,
    enter_seller,
)
from tests.factories.portal import TerritoryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trees")]

NOW = datetime(2026, 12, 20, 4, 0, tzinfo=UTC)
ADDRESS = "/ru/subscribe/year/several/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 12, 20))


@pytest.fixture
def plan():
    enter_seller()
    return PlanFactory(code="year")


@pytest.fixture
def rayon(client):
    """Who serves in the administration of a rayon, signed in."""
    card = ClientFactory(user=UserFactory(proven=True), email="rayon@example.kg")
    body = OrganisationFactory(name_ru="Администрация района", name_ky="Район администрациясы")
    OfficeFactory(client=card, organisation=body, verified=True)
    client.force_login(card.user)
    return card


@pytest.fixture
def bodies():
    return OrganisationFactory.create_batch(3)


def form(named=(), **changes):
    rows = {
        f"named-{place}-{name}": value
        for place, row in enumerate(named)
        for name, value in row.items()
    }
    return {
        "query": "",
        "buyer_name": "Администрация района",
        "buyer_inn": "0" * 14,
        "buyer_address": "Нарын",
        "form_key": str(uuid.uuid4()),
        "named-TOTAL_FORMS": str(len(named)),
        "named-INITIAL_FORMS": "0",
        **rows,
        **changes,
    }


def rows_of(page):
    return [row.body.pk for row in page.context["group"].named]


def place(rayon, shares, plan, **changes):
    return services.place_for_bodies(
        plan_id=plan.pk, placed_by_id=rayon.user_id, shares=shares, buyer=Buyer("Район"),
        placed_at=NOW, language="ru", form_key=uuid.uuid4(), **changes,
    )  # fmt: skip


def pay(invoice):
    billing.record_payment(
        invoice_id=invoice.pk, amount_tyiyn=invoice.total_tyiyn, source=Source.BANK,
        reference=f"ПП {invoice.pk}", received_at=NOW, currency=invoice.currency,
    )  # fmt: skip


def test_bodies_are_found_added_ordered_and_paid_by_plain_buttons(client, rayon, plan, bodies):
    found = client.post(ADDRESS, form(query="кок жар", find="1"))
    offered = [body.pk for body in found.context["group"].found]
    picked = client.post(ADDRESS, form(add="1", pick=[str(body.pk) for body in bodies]))
    rows = [{"organisation": str(pk)} for pk in rows_of(picked)]
    fewer = client.post(ADDRESS, form(rows, remove=str(bodies[0].pk)))
    rows = [{"organisation": str(pk)} for pk in rows_of(fewer)]
    ordered = client.post(ADDRESS, form(rows, order="1"))

    assert {body.pk for body in bodies} <= set(offered)
    assert "3 организации, всего 5\u00a0400\u00a0сом" in picked.content.decode()
    assert rows_of(fewer) == [bodies[1].pk, bodies[2].pk]
    invoice = Invoice.objects.get()
    assert client.get(ordered.url).url == f"/ru/invoices/{invoice.pk}/"
    assert invoice.client.organisation.name_ru == "Администрация района"
    assert invoice.total_tyiyn == 2 * 180_000
    titles = [line.title_ru for line in invoice.lines.all()]
    assert all(body.name_ky in title for body, title in zip(bodies[1:], titles, strict=True))
    assert not Letter.objects.filter(kind="term_opened").exists()

    pay(invoice)

    terms = Term.objects.all()
    assert {term.subscriber.organisation_id for term in terms} == {bodies[1].pk, bodies[2].pk}


def test_every_office_holder_learns_who_gave_it_and_the_payer_gets_no_such_letter(
    rayon, plan, bodies
):
    reader = ClientFactory(email="aimak@example.kg", language="ru")
    OfficeFactory(client=reader, organisation=bodies[0], verified=True)
    OfficeFactory(client=ClientFactory(email="nobody@example.kg"), organisation=bodies[0])

    order = place(rayon, [Share(bodies[0].pk)], plan)[0]
    pay(order.invoice)

    letter = Letter.objects.get(kind="term_opened")
    assert (letter.to, letter.language) == ("aimak@example.kg", "ru")
    assert "Район администрациясы" in letter.text
    assert order.invoice.lines.get().title_ru.endswith(order.subscriber.name)


@pytest.mark.parametrize(
    ("opens", "ends_on", "begins"),
    [
        ("magazine_online", date(2027, 3, 31), date(2027, 4, 1)),
        ("both", date(2027, 3, 31), date(2027, 4, 1)),
        ("magazine_print", date(2027, 3, 31), date(2026, 12, 20)),
        ("magazine_online", date(2026, 12, 19), date(2026, 12, 20)),
    ],
)
def test_a_body_that_reads_already_is_pointed_out_and_its_new_term_follows(
    client, rayon, plan, bodies, opens, ends_on, begins
):
    card = Client.objects.get(pk=card_of_organisation(organisation_id=bodies[0].pk, at=NOW))
    TermFactory(client=card, opens=opens, ends_on=ends_on)

    page = client.post(ADDRESS, form(add="1", pick=str(bodies[0].pk)))
    order = place(rayon, [Share(bodies[0].pk)], plan)[0]
    pay(order.invoice)

    is_told = "Уже читает" in page.content.decode()
    assert is_told == (begins > date(2026, 12, 20))
    assert Term.objects.get(order=order).starts_on == begins


def test_a_larger_plan_follows_a_smaller_one_as_the_form_says(rayon, plan, bodies):
    card = Client.objects.get(pk=card_of_organisation(organisation_id=bodies[0].pk, at=NOW))
    TermFactory(client=card, ends_on=date(2027, 3, 31))
    both = PlanFactory(opens="both", copies=1)

    order = place(rayon, [Share(bodies[0].pk, address="Нарын")], both)[0]
    pay(order.invoice)

    assert Term.objects.get(order=order).starts_on == date(2027, 4, 1)


def test_print_goes_to_the_address_typed_or_on_record_and_is_asked_for_where_none_is(
    client, rayon, bodies
):
    enter_seller()
    PlanFactory(code="year", printed=True)
    card = Client.objects.get(pk=card_of_organisation(organisation_id=bodies[0].pk, at=NOW))
    card.postal_address = "Кочкор, Ленин, 1"
    card.save()
    rows = [
        {"organisation": str(bodies[0].pk), "quantity": "2", "language": "ru", "address": ""},
        {"organisation": str(bodies[1].pk), "quantity": "1", "language": "ky", "address": ""},
    ]

    asked = client.post(ADDRESS, form(rows, order="1"))
    rows[1]["address"] = "Нарын, Токтогул, 2"
    client.post(ADDRESS, form(rows, order="1"))

    assert [bool(row.errors) for row in asked.context["group"].named] == [False, True]
    assert "Кочкор, Ленин, 1" not in asked.content.decode()
    sent = [
        one.recipients.values_list("address", "copies", "language").get()
        for one in Order.objects.order_by("position")
    ]
    assert sent == [("Кочкор, Ленин, 1", 2, "ru"), ("Нарын, Токтогул, 2", 1, "ky")]
    assert Invoice.objects.get().total_tyiyn == 3 * 360_000


def test_only_a_confirmed_office_orders_for_others(client, plan, bodies):
    card = ClientFactory(user=UserFactory(proven=True))
    OfficeFactory(client=card)
    client.force_login(card.user)

    page = client.post(ADDRESS, form([{"organisation": str(bodies[0].pk)}], order="1"))

    assert "еще не подтверждена" in page.content.decode()
    assert not Order.objects.exists()
    with pytest.raises(OfficeNotConfirmed):
        place(card, [Share(bodies[0].pk)], plan)


def test_only_working_bodies_are_named_and_so_many_at_most(client, rayon, plan, bodies):
    bodies[0].dissolved_on = date(2026, 1, 1)
    bodies[0].save()
    many = OrganisationFactory.create_batch(several.MOST + 1)

    page = client.post(ADDRESS, form(add="1", pick=[str(body.pk) for body in many]))

    assert len(rows_of(page)) == several.MOST
    assert "Сделайте для них второй заказ" in page.content.decode()
    with pytest.raises(NotInRegister):
        place(rayon, [Share(bodies[0].pk)], plan)
    with pytest.raises(TooManyNamed):
        place(rayon, [Share(body.pk) for body in many], plan)


@pytest.mark.parametrize(
    ("named", "changes"),
    [
        ([], {}),
        ([{"organisation": "0"}], {}),
        ([{"organisation": "1' OR 1=1 --"}], {}),
        ([{"organisation": "9" * 30}], {}),
        ([], {"named-TOTAL_FORMS": "999999999999"}),
        ([], {"named-TOTAL_FORMS": "x"}),
        (["twice"], {}),
        (["once"], {"buyer_inn": ""}),
        (["once"], {"buyer_name": "a\x00b"}),
        (["once"], {"form_key": "x"}),
        (["once"], {"currency": "XXX", "buyer_address": ""}),
    ],
)
def test_bad_input_is_told_and_what_was_typed_stays(client, rayon, plan, bodies, named, changes):
    known = [{"organisation": str(bodies[0].pk)}]
    rows = {("once",): known, ("twice",): known * 2}.get(tuple(map(str, named)), named)

    page = client.post(ADDRESS, form(rows, **{"buyer_name": "Бермет <b>", **changes}))

    assert page.status_code == 200
    assert not Order.objects.exists()
    group = page.context["group"]
    assert group.payer.errors or any(row.errors for row in group.named)
    if "buyer_name" not in changes:
        assert "Бермет &lt;b&gt;" in page.content.decode()


@pytest.mark.parametrize("button", ["find", "add", "remove", "count"])
@pytest.mark.parametrize("typed", ["", "\x00", "'; --", "٣" * 40, "-1"])
def test_no_button_breaks_by_what_is_sent_with_it(client, rayon, plan, bodies, button, typed):
    rows = [{"organisation": str(bodies[0].pk)}, {"organisation": typed}]

    page = client.post(ADDRESS, form(rows, **{button: typed, "pick": typed, "query": typed}))

    assert page.status_code == 200


def test_a_plan_for_people_is_not_ordered_for_bodies(client, rayon):
    PlanFactory(code="year", for_whom="person")

    assert client.get(ADDRESS).status_code == 404


def test_the_form_asks_little_for_many(client, rayon, plan, django_assert_max_num_queries):
    rows = [{"organisation": str(body.pk)} for body in OrganisationFactory.create_batch(25)]
    client.post(ADDRESS, form(rows, count="1"))

    with django_assert_max_num_queries(22):
        client.post(ADDRESS, form(rows, count="1"))


def test_a_rayon_finds_the_bodies_of_all_its_municipalities():
    oblast = TerritoryFactory(level="oblast")
    rayon = TerritoryFactory(level="rayon", parent=oblast, name_ky="Кочкор", name_ru="Кочкор")
    aimaks = [
        TerritoryFactory(level="ayil_aimak", parent=rayon, name_ky=name, name_ru=name)
        for name in ("Көк-Жар", "Чолпон")
    ]
    made = [
        OrganisationFactory(kind=kind, territory=place, name_ky=f"{place.name_ky} {kind}")
        for place in aimaks
        for kind in ("kenesh", "ayil_okmotu")
    ]
    OrganisationFactory(name_ky="Башка")

    assert {one.pk for one in find("kochkor", limit=20)} == {one.pk for one in made}
    assert {one.pk for one in find("кек-жар", limit=20)} == {one.pk for one in made[:2]}
    assert find("...", limit=20) == []


def test_the_orders_of_a_body_for_others_follow_its_office(rayon, plan, bodies):
    order = place(rayon, [Share(bodies[0].pk)], plan)[0]
    successor = ClientFactory(user=UserFactory())
    office = OfficeFactory(client=rayon, organisation=order.payer.organisation)

    services.take_over(
        office_id=office.pk,
        organisation_id=office.organisation_id,
        from_client_id=rayon.pk,
        to_client_id=successor.pk,
        at=clock.now(),
    )

    order.refresh_from_db()
    assert order.placed_by == successor.user


def test_the_sum_is_in_the_currency_that_was_chosen(client, rayon, plan, bodies):
    plan.price_usd_cents = 3_000
    plan.save()
    seller = enter_seller()
    seller.account_usd = "1" * 16
    seller.save()
    rows = [{"organisation": str(body.pk)} for body in bodies]

    page = client.post(ADDRESS, form(rows, count="1", currency="USD"))
    client.post(ADDRESS, form(rows, order="1", currency="USD"))

    assert "90\u00a0USD" in page.content.decode()
    assert (Invoice.objects.get().currency, Invoice.objects.get().total_tyiyn) == ("USD", 9_000)
