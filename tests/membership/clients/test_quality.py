"""What is wrong in the base, in the order of what it blocks."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from membership.clients import services
from membership.clients.models import AccessTrace, Contact, ManyDeed
from membership.clients.quality import troubles
from portal.core import clock
from portal.territories import groundwork
from portal.territories.models import Succession
from tests.factories.membership import ClientFactory, OfficeFactory, TermFactory
from tests.factories.portal import TerritoryFactory, kok_jar

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 3)


def found(name, on=TODAY):
    return set(troubles.troubles.get(name).clients(on))


def test_what_blocks_most_comes_first():
    names = [name for name, _trouble in troubles.in_order()]

    assert names[0] == "no-post"
    assert names.index("dead") < names.index("unproven")


def test_a_printed_magazine_needs_an_address():
    lacking, has = ClientFactory(), ClientFactory(postal_address="Ленин көчөсү, 1")
    for card in (lacking, has):
        TermFactory(client=card, opens="magazine_print", copies=1)
    TermFactory(client=ClientFactory())

    assert found("no-post") == {lacking}


def test_contacts_none_dead_and_unproven():
    none, dead, unproven, proven = (
        ClientFactory(), ClientFactory(email="a@mail.kg"), ClientFactory(email="b@mail.kg"),
        ClientFactory(email="c@mail.kg"),
    )  # fmt: skip
    services.mark_dead(channel="email", value="a@mail.kg", at=clock.now())
    proven.contacts.update(proven_at=clock.now())

    assert found("no-contact") == {none}
    assert found("dead") == {dead}
    assert found("unproven") == {unproven}


def test_an_ended_mandate_waits_until_a_new_one_is_claimed():
    ended = OfficeFactory(verified=True, ends_on=TODAY - timedelta(days=1))
    renewed = OfficeFactory(verified=True, ends_on=TODAY - timedelta(days=1))
    OfficeFactory(client=renewed.client)

    assert found("mandate") == {ended.client}


def test_units_of_the_past():
    place = kok_jar(in_force_until=TODAY - timedelta(days=1))
    card = ClientFactory(territory=place)
    ClientFactory()

    assert found("dissolved") == {card}


def test_the_queue_leads_to_the_deed(administrator, client, django_assert_max_num_queries):
    cards = [ClientFactory() for _number in range(12)]

    with django_assert_max_num_queries(24):
        page = client.get(reverse("client-quality:index"), {"kind": "no-contact"}).content.decode()

    assert f"{reverse('clients:card', args=[cards[0].pk])}#contacts-section" in page
    assert client.get(reverse("client-quality:index"), {"kind": "жок", "p": "x"}).status_code == 200


def test_a_contact_is_marked_dead_and_alive_again(administrator, client):
    card = ClientFactory(email="a@mail.kg")
    address = reverse("client-quality:contact", args=[card.contacts.get().pk])

    client.post(address)
    assert Contact.objects.get().dead_at
    client.post(address, {"works": "1"})
    assert Contact.objects.get().dead_at is None


@pytest.mark.parametrize("role", ["content_administrator", "reviewer"])
def test_others_see_nothing(client, request, role):
    request.getfixturevalue(role)

    assert client.get(reverse("client-quality:index")).status_code in {302, 403}


def test_clients_of_a_unit_that_is_no_more_are_mended_together(
    administrator, client, django_assert_max_num_queries
):
    groundwork.lay()
    lost, merged = (kok_jar(in_force_until=date(2024, 12, 31)) for _number in range(2))
    heir = TerritoryFactory(name_ky="Бирлик", name_ru="Бирлик", parent=merged.parent)
    Succession.objects.create(predecessor=merged, successor=heir, kind="merged", source="87")
    waiting, moved = ClientFactory(territory=lost), ClientFactory(territory=merged)
    body = ClientFactory(territory=merged, kind="organisation", title="Айыл өкмөтү")
    queue = reverse("client-quality:index")

    with django_assert_max_num_queries(24):
        page = client.get(queue, {"kind": "dissolved"}).content.decode()
    assert f"{reverse('register-acts:enter', args=['merge'])}?unit={lost.pk}" in page
    together = f"{reverse('clients:together')}?gone={merged.pk}"
    told = {"what": "succeed", "succeed-to": heir.pk}
    assert f'action="{together}"' in page
    assert moved.name in client.post(together, told).content.decode()
    client.post(together, {**told, "seen": "2-1"})

    assert found("dissolved") == {waiting, body}
    moved.refresh_from_db()
    trace = AccessTrace.objects.get(client=moved, deed="together")
    assert (moved.territory, trace.details) == (
        heir, [["territory", str(merged), str(heir)]]
    )  # fmt: skip
    client.post(reverse("clients:together_done"), {"deed": ManyDeed.objects.get().pk})
    moved.refresh_from_db()
    assert moved.territory == merged
