"""Same person: who gets whose card when an account proves a contact."""

from datetime import UTC, datetime

import pytest

from membership.clients import services, signals
from membership.clients.models import Client, DuplicateSuspicion, TimelineEntry
from tests.factories.membership import ClientFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 6, tzinfo=UTC)


def test_an_account_that_nobody_entered_before_gets_a_new_card():
    user = UserFactory(proven=True)

    client_id = services.open_card(user_id=user.pk, at=NOW)

    client = Client.objects.get()
    assert (client.pk, client.user, client.name) == (client_id, user, "Асанова Айгүл")
    assert client.contacts.get().proven_at == NOW


def test_a_print_subscriber_with_the_proven_address_becomes_the_same_client():
    earlier = ClientFactory(email="aigul@example.kg", postal_address="Көк-Жар, 5")
    user = UserFactory(email="aigul@example.kg", proven=True)

    client_id = services.open_card(user_id=user.pk, at=NOW)

    assert client_id == earlier.pk
    assert Client.objects.get().postal_address == "Көк-Жар, 5"
    assert DuplicateSuspicion.objects.count() == 0


def test_an_address_that_is_not_proven_attaches_nothing():
    ClientFactory(email="aigul@example.kg")
    user = UserFactory(email="aigul@example.kg")

    services.open_card(user_id=user.pk, at=NOW)

    assert Client.objects.count() == 2


@pytest.mark.parametrize(
    "others",
    [
        [{}, {}],
        [{"organisation_kind": True}],
    ],
    ids=["two people", "an organisation"],
)
def test_a_mailbox_shared_otherwise_goes_to_the_duplicates_queue(others):
    for traits in others:
        ClientFactory(email="office@example.kg", **traits)
    user = UserFactory(email="office@example.kg", proven=True)

    client_id = services.open_card(user_id=user.pk, at=NOW)

    assert Client.objects.get(pk=client_id).contacts.get().value == "office@example.kg"
    assert DuplicateSuspicion.objects.filter(second=client_id).count() == len(others)


def test_a_person_with_an_account_is_never_taken_over():
    owner = ClientFactory(email="office@example.kg", user=UserFactory())
    user = UserFactory(email="office@example.kg", proven=True)

    client_id = services.open_card(user_id=user.pk, at=NOW)

    assert client_id != owner.pk
    assert DuplicateSuspicion.objects.get().reason == "contact"


def test_opening_twice_changes_and_announces_nothing_twice():
    user = UserFactory(proven=True)
    heard = []

    def listen(*, client_id, **fact):
        heard.append(client_id)

    signals.client_opened.connect(listen)

    first = services.open_card(user_id=user.pk, at=NOW)
    second = services.open_card(user_id=user.pk, at=NOW)

    assert first == second
    assert heard == [first]
    assert TimelineEntry.objects.get().words


def test_a_contact_proven_later_joins_the_card_and_never_pulls_in_another_one():
    user = UserFactory(proven=True)
    client_id = services.open_card(user_id=user.pk, at=NOW)
    ClientFactory(phone="+996700123456")
    user.phone, user.phone_verified = "+996700123456", True
    user.save()

    services.open_card(user_id=user.pk, at=NOW)

    assert Client.objects.get(pk=client_id).contacts.count() == 2
    assert Client.objects.count() == 2
    assert DuplicateSuspicion.objects.count() == 1
