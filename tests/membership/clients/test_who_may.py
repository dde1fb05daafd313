"""Who of the staff may see and do what in the client base."""

import pytest
from django.urls import reverse

from membership.clients import personal_data, services
from membership.clients.models import AccessTrace, Client, DuplicateSuspicion, Office
from portal.core import clock
from tests.factories.membership import ClientFactory, OfficeFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

READS = {
    "clients:index": {"administrator", "manager"},
    "clients:index_results": {"administrator", "manager"},
    "clients:card": {"administrator", "manager"},
    "clients:missing": {"administrator", "manager"},
    "clients:add": {"administrator"},
    "clients:edit": {"administrator"},
    "offices:index": {"administrator", "manager"},
    "duplicates:index": {"administrator", "manager"},
    "access-log:index": {"manager"},
}
DEEDS = {
    "clients:verify_office": "office",
    "clients:decline_office": "office",
    "clients:different": "pair",
    "clients:note": "card",
    "clients:contact": "card",
}


def address(name, card):
    needs_card = name in {"clients:card", "clients:edit"}
    return reverse(name, args=[card.pk] if needs_card else [])


@pytest.mark.parametrize("role", ["administrator", "manager", "content_administrator", "reviewer"])
@pytest.mark.parametrize("name", READS)
def test_screens_open_for_the_roles_they_are_for(client, request, role, name):
    request.getfixturevalue(role)
    card = ClientFactory(given_name="Чынара")

    answer = client.get(address(name, card))

    assert (answer.status_code == 200) == (role in READS[name])
    assert answer.status_code in {200, 302}
    if role in {"content_administrator", "reviewer"}:
        assert "Чынара" not in answer.content.decode()


@pytest.mark.parametrize("role", ["manager", "content_administrator", "reviewer"])
@pytest.mark.parametrize("name", DEEDS)
def test_only_the_administrator_of_the_base_changes_it(client, request, role, name):
    request.getfixturevalue(role)
    office = OfficeFactory()
    first, second = ClientFactory(), ClientFactory()
    pair = DuplicateSuspicion.objects.create(
        first=first, second=second, reason="name", raised_at=office.claimed_at
    )
    subject = {"office": office, "pair": pair, "card": first}[DEEDS[name]]

    client.post(
        reverse(name, args=[subject.pk]), {"text": "!", "channel": "email", "value": "a@b.kg"}
    )

    pair.refresh_from_db()
    assert Office.objects.get().state == "waiting"
    assert pair.dismissed_at is None
    assert not first.notes.exists()
    assert not first.contacts.exists()


@pytest.mark.parametrize("name", READS)
def test_members_and_strangers_see_nothing_of_the_admin(client, name):
    card = ClientFactory()
    assert client.get(address(name, card)).status_code == 302

    client.force_login(UserFactory())

    assert client.get(address(name, card)).status_code == 302
    assert not AccessTrace.objects.exists()


def test_the_figures_are_for_those_who_see_the_base(client, content_administrator):
    ClientFactory()

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert reverse("clients:index") not in page


def test_the_log_shows_who_looked_at_whom(client, manager):
    card = ClientFactory(given_name="Чынара")
    client.get(reverse("clients:card", args=[card.pk]))

    page = client.get(reverse("access-log:index")).content.decode()

    assert "Чынара" in page
    assert Client.objects.count() == 1


def test_the_log_tells_of_one_client_who_changed_which_field_from_what_to_what(
    client, manager, administrator
):
    card = ClientFactory(family_name="Асанова", position="адис", category="lsg")
    other = ClientFactory(family_name="Башка")
    for one in (card, other):
        services.leave_trace(client_id=one.pk, by_user_id=manager.pk, deed="seen", at=clock.now())
    form = {"kind": "person", "category": "lsg", "language": "ky", "source": card.source}
    names = {"family_name": "Асанова", "given_name": card.given_name, "position": "катчы"}
    client.post(reverse("clients:edit", args=[card.pk]), {**form, **names})
    client.force_login(manager)
    log, on_card = reverse("access-log:index"), reverse("clients:card", args=[card.pk])

    told = client.get(log, {"client": card.pk, "deed": "changed"})
    found = client.get(log, {"q": "Асанов", "staff": manager.pk})

    assert AccessTrace.objects.get(deed="changed").details == [["position", "адис", "катчы"]]
    assert "адис → катчы" in told.content.decode()
    assert {(one.client, one.staff) for one in found.context["object_list"]} == {(card, manager)}
    assert f"{log}?client={card.pk}" in client.get(on_card).content.decode()

    personal_data.erase(personal_data.of_client(card), clock.now())
    assert AccessTrace.objects.get(deed="changed").details == []
