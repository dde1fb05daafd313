"""What is wrong in the base, in the order of what it blocks."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from membership.clients import services
from membership.clients.models import Contact
from membership.clients.quality import troubles
from portal.core import clock
from tests.factories.membership import ClientFactory, OfficeFactory, TermFactory
from tests.factories.portal import kok_jar

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
