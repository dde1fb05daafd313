"""Columns each chooses, lists kept under a name, deeds on many seen before they are done."""

from datetime import timedelta

import pytest
from django.urls import reverse

from membership.clients import personal_data, services
from membership.clients.client_columns import CHOICES
from membership.clients.models import AccessTrace, ClientTag, SavedView, Segment, SheetExport, Task
from membership.clients.services import looking
from portal.core import clock
from tests.factories.membership import (
    ClientFactory,
    InvoiceFactory,
    TermFactory,
    UserFactory,
)
from tests.factories.portal import kok_jar

pytestmark = pytest.mark.django_db
LIST = reverse("clients:index")
TOGETHER = reverse("clients:together")


def names(client, query):
    return {row.given_name for row in client.get(f"{LIST}?{query}").context["object_list"]}


def agree(card, channel):
    services.record_consent(
        client_id=card.pk, purpose="informing", service="portal", channel=channel, version="1",
        language="ky", text="ооба", given_at=clock.now(),
    )  # fmt: skip


def test_all_columns_and_two_filters_stay_within_twelve_queries(
    client, administrator, django_assert_max_num_queries
):
    place = kok_jar()
    tag = ClientTag.objects.create(name="конкурс", slug="konkurs")
    for number in range(3):
        card = ClientFactory(
            territory=place, email=f"a{number}@mail.kg", phone=f"+99655512345{number}"
        )
        card.tags.add(tag)
        agree(card, "email")
    services.choose_columns(user_id=administrator.pk, columns=list(CHOICES))
    client.get(LIST)

    with django_assert_max_num_queries(12):
        page = client.get(LIST, {"oblast": place.parent.parent_id, "tags": tag.pk})

    shown = page.content.decode()
    assert "a2@mail.kg" in shown
    assert "конкурс" in shown
    assert AccessTrace.objects.filter(deed="seen").count() == 6


def test_columns_are_hers_alone_and_nothing_chosen_means_the_usual(client, administrator):
    ClientFactory(email="nobody@mail.kg")
    client.post(reverse("clients:columns"), {"columns": ["email", "nonsense"]})
    assert "nobody@mail.kg" not in client.get(LIST).content.decode()

    client.post(reverse("clients:columns"), {"columns": ["email"]})
    assert "nobody@mail.kg" in client.get(LIST).content.decode()

    client.post(reverse("clients:columns"), {})
    assert "nobody@mail.kg" not in client.get(LIST).content.decode()


def test_a_saved_list_is_an_address_that_colleagues_open_only_when_shared(client, administrator):
    ClientFactory(given_name="Бурул", category="expert")
    ClientFactory(given_name="Башка", category="lsg")
    save = f"{reverse('clients:save_view')}?category=expert&p=3"
    client.post(save, {"name": "Эксперты"})
    view = SavedView.objects.get()
    assert client.post(save, {"name": "Эксперты"}).status_code == 422

    opened = client.get(reverse("clients:view", args=[view.pk]))
    assert opened.url == f"{LIST}?category=expert&view={view.pk}"
    assert names(client, f"category=expert&view={view.pk}") == {"Бурул"}

    SavedView.objects.update(owner=UserFactory())
    assert client.get(reverse("clients:view", args=[view.pk])).status_code == 404
    assert (
        client.post(reverse("clients:views"), {"view": view.pk, "deed": "drop"}).status_code == 404
    )
    SavedView.objects.update(is_shared=True)
    assert client.get(reverse("clients:view", args=[view.pk])).status_code == 302


def test_a_saved_list_keeps_the_order_of_its_rows(client, administrator):
    for name, seen in (("Бурул", 9), ("Айгүл", 1), ("Чынар", 4)):
        visited = UserFactory(last_login=clock.now() - timedelta(days=seen))
        ClientFactory(given_name=name, family_name=name, user=visited)
    save = f"{reverse('clients:save_view')}?kind=person&ordering=-last_seen&p=2"

    client.post(save, {"name": "Кимдер келди"})
    view = SavedView.objects.get()
    opened = client.get(reverse("clients:view", args=[view.pk]), follow=True)

    assert [card.given_name for card in opened.context["object_list"]] == [
        "Айгүл",
        "Чынар",
        "Бурул",
    ]
    assert opened.context["view_number"] == view.pk
    client.post(f"{save}&ordering=sort_key&view={view.pk}", {"name": view.name, "replace": "1"})
    view.refresh_from_db()
    assert "ordering=sort_key" in view.query


def test_a_saved_list_is_changed_and_renamed_by_its_owner_who_is_asked(client, administrator):
    for name, shared in (("Эксперты", True), ("Доноры", False)):
        services.save_view(
            name=name, query="category=expert", columns="", is_shared=shared,
            by_user_id=administrator.pk, at=clock.now(),
        )  # fmt: skip
    view = SavedView.objects.get(name="Эксперты")
    save, lists = reverse("clients:save_view"), reverse("clients:views")
    narrower = f"{save}?category=expert&language=ru&view={view.pk}"

    assert client.get(narrower).context["form"]["name"].value() == "Эксперты"
    asked = client.post(narrower, {"name": "Эксперты"})
    assert (asked.status_code, asked.context["may_replace"]) == (422, True)
    client.post(narrower, {"name": "Эксперты", "replace": "1"})
    view.refresh_from_db()
    assert (view.query, view.is_shared) == ("category=expert&language=ru", True)

    rename = {"view": view.pk, "deed": "rename"}
    taken = client.post(lists, rename | {"name": "Доноры"})
    assert (taken.status_code, 'value="Доноры"' in taken.content.decode()) == (422, True)
    client.post(lists, rename | {"name": "Знатоки"})
    view.refresh_from_db()
    assert view.name == "Знатоки"

    for number in range(looking.MOST_VIEWS - 2):
        services.save_view(
            name=str(number), query="", columns="", is_shared=False,
            by_user_id=administrator.pk, at=clock.now(),
        )  # fmt: skip
    full = client.post(save, {"name": "Дагы бир"})
    assert "У Вас уже 50 списков" in full.content.decode()


def test_addresses_money_and_subscriptions_narrow_the_list(client, administrator):
    dead = ClientFactory(given_name="Жооп жок", email="dead@mail.kg")
    services.mark_dead(channel="email", value="dead@mail.kg", at=clock.now())
    agree(dead, "email")
    alive = ClientFactory(given_name="Тирүү", email="alive@mail.kg")
    agree(alive, "email")
    TermFactory(
        client=ClientFactory(given_name="Окурман"), basis="waived", why="жарнак", order=None
    )
    InvoiceFactory(client=ClientFactory(given_name="Карыз"))

    assert names(client, "address=dead") == names(client, "address=unreachable") == {"Жооп жок"}
    assert names(client, "reach=email") == {"Тирүү"}
    assert names(client, "subscription=open") == names(client, "basis=waived") == {"Окурман"}
    assert names(client, "money=owes") == {"Карыз"}
    segment = Segment.objects.create(name="баары")
    assert client.get(f"{LIST}?segment={segment.pk}&money=%27&basis=x").status_code == 200


def told(what, **fields):
    return {"what": what, **{f"{what}-{name}": value for name, value in fields.items()}}


def test_a_tag_for_many_is_seen_first_and_leaves_traces(client, administrator):
    first, second, third = (ClientFactory(category="lsg") for _number in range(3))
    services.mark_dead(channel="email", value="x@mail.kg", at=clock.now())
    first.tags.add(ClientTag.objects.create(name="конкурс", slug="konkurs"))
    here = f"{TOGETHER}?category=lsg&ids={first.pk}&ids={second.pk}&ids={third.pk}"
    form = told("tag", tag="конкурс")

    plan = client.post(here, form).context["plan"]
    assert (plan.found, plan.concerned, [number for _why, number in plan.left_out]) == (3, 2, [1])
    assert second.tags.count() == 0

    third.delete()
    again = client.post(here, {**form, "seen": "3-2"}).context["plan"]
    assert again.concerned == 1
    client.post(here, {**form, "seen": "2-1"})
    assert [tag.name for tag in second.tags.all()] == ["конкурс"]
    assert AccessTrace.objects.get(deed="together").client == second


def test_a_task_is_given_to_those_who_do_not_have_it(client, administrator):
    card = ClientFactory()
    form = told("task", text="Чалуу", due_on="2026-12-01")
    client.post(TOGETHER, {**form, "seen": "1-1"})
    client.post(TOGETHER, {**form, "seen": "1-0"})

    assert Task.objects.get().client == card


def test_a_file_for_a_channel_leaves_out_who_did_not_agree_and_who_cannot_be_reached(
    client, administrator
):
    agree(ClientFactory(email="yes@mail.kg"), "email")
    ClientFactory(email="no@mail.kg")
    ClientFactory()
    form = told("file", channel="email")

    plan = client.post(TOGETHER, form).context["plan"]
    assert (plan.concerned, [number for _why, number in plan.left_out]) == (1, [1, 1])

    onward = client.post(TOGETHER, {**form, "seen": "3-1"})
    assert client.get(onward.url).context["count"] == 1
    assert not SheetExport.objects.exists()


@pytest.mark.parametrize("wrong", [{"what": "drop"}, {"what": ""}, {}])
def test_deeds_nobody_offers_are_refused(client, administrator, wrong):
    assert client.post(TOGETHER, wrong).status_code in {302, 403}
    assert client.get(f"{TOGETHER}?deed=marked").status_code == 302
    assert client.post(TOGETHER, told("tag", tag="")).status_code == 422


def test_a_saved_list_that_looks_for_a_person_goes_with_her(administrator):
    card = ClientFactory(family_name="Осмонова", given_name="Гүлзат")
    for name, query in (
        ("ал", "q=%D0%9E%D1%81%D0%BC%D0%BE%D0%BD%D0%BE%D0%B2%D0%B0"),
        ("баары", ""),
    ):
        services.save_view(
            name=name, query=query, columns="", is_shared=False, by_user_id=administrator.pk,
            at=clock.now(),
        )  # fmt: skip

    personal_data.erase(personal_data.of_client(card), clock.now())

    assert [view.name for view in SavedView.objects.all()] == ["баары"]
