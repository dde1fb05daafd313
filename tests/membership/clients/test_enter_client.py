"""A client entered by hand, such as a print subscriber with a postal address."""

import pytest
from django.urls import reverse

from membership.clients.models import AccessTrace, Client, DuplicateSuspicion
from tests.factories.membership import ClientFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = reverse("clients:add")
SUBSCRIBER = {
    "kind": "person",
    "family_name": "Сыдыков",
    "given_name": "Кубанычбек",
    "patronymic": "",
    "title": "",
    "position": "",
    "category": "lsg",
    "language": "ky",
    "postal_code": "722200",
    "postal_address": "Кочкор айылы, Орозбаков көчөсү, 4",
    "source": "staff",
    "tags": "басма, семинар",
    "email": "Sydykov@Mail.kg ",
    "phone": "0555 123 456",
}


def test_a_print_subscriber_is_entered_with_address_and_contacts(client, administrator):
    answer = client.post(NEW, SUBSCRIBER)

    card = Client.objects.get()
    assert answer["Location"] == reverse("clients:card", args=[card.pk])
    assert card.name == "Сыдыков Кубанычбек"
    assert card.postal_code == "722200"
    assert {c.value for c in card.contacts.all()} == {"sydykov@mail.kg", "+996555123456"}
    assert {tag.name for tag in card.tags.all()} == {"басма", "семинар"}
    assert card.timeline.get().kind == "client.entered"
    assert AccessTrace.objects.get().deed == "created"


def test_a_new_card_with_a_known_contact_is_suspected_and_not_merged(client, administrator):
    ClientFactory(email="sydykov@mail.kg")

    client.post(NEW, SUBSCRIBER)

    assert Client.objects.count() == 2
    assert DuplicateSuspicion.objects.get().reason == "contact"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "sydykov"),
        ("phone", "12"),
        ("category", ""),
        ("category", "kings"),
        ("family_name", "ы" * 10_000),
        ("kind", "ghost"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(client, administrator, field, value):
    answer = client.post(NEW, {**SUBSCRIBER, field: value})

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert "Орозбаков көчөсү" in answer.content.decode()
    assert not Client.objects.exists()


def test_a_person_needs_a_name_and_an_organisation_a_title(client, administrator):
    nameless = {**SUBSCRIBER, "family_name": "", "given_name": ""}

    person = client.post(NEW, nameless)
    organisation = client.post(NEW, {**nameless, "kind": "organisation"})

    assert "family_name" in person.context["form"].errors
    assert "title" in organisation.context["form"].errors


def test_an_organisation_keeps_no_personal_name(client, administrator):
    client.post(NEW, {**SUBSCRIBER, "kind": "organisation", "title": "ОФ «Айыл үнү»"})

    card = Client.objects.get()
    assert (card.name, card.family_name) == ("ОФ «Айыл үнү»", "")


def test_changing_a_card_is_traced_and_the_name_follows(client, administrator):
    card = ClientFactory(user=UserFactory())
    changed = {**SUBSCRIBER, "family_name": "Жаңы"}

    client.post(reverse("clients:edit", args=[card.pk]), changed)

    card.refresh_from_db()
    assert card.name == "Жаңы Кубанычбек"
    assert AccessTrace.objects.get().deed == "changed"


def test_a_card_with_an_account_stays_a_person(client, administrator):
    card = ClientFactory(user=UserFactory())

    answer = client.post(
        reverse("clients:edit", args=[card.pk]),
        {**SUBSCRIBER, "kind": "organisation", "title": "Кеңеш"},
    )

    assert "kind" in answer.context["form"].errors


@pytest.mark.parametrize("value", ["abc", "-1", "99999999999999999999999", "'", "1;2"])
def test_a_choice_that_no_chooser_makes_does_no_harm(client, administrator, value):
    answer = client.post(NEW, {**SUBSCRIBER, "territory": value, "organisation": value})

    assert answer.status_code in {200, 302}


def test_a_client_with_the_same_name_and_contact_is_asked_about_first(client, administrator):
    known = ClientFactory(family_name="Сыдыков", given_name="Кубанычбек", phone="+996555123456")

    asked = client.post(NEW, SUBSCRIBER)
    namesake = client.post(NEW, {**SUBSCRIBER, "anyway": "on"})

    assert asked.status_code == 200
    assert f'href="{reverse("clients:card", args=[known.pk])}"' in asked.content.decode()
    assert "Кочкор айылы" in asked.content.decode()
    assert namesake.status_code == 302
    assert Client.objects.count() == 2


def opened(client, card):
    """The form as a browser would send it back."""
    form = client.get(reverse("clients:edit", args=[card.pk])).context["form"]
    values = {name: form[name].value() for name in form.fields}
    tags = ", ".join(tag.name for tag in card.tags.all())
    texts = {name: "" if value is None else value for name, value in values.items()}
    return {**texts, "tags": tags}


def test_two_who_change_one_card_lose_nothing(client, administrator):
    card = ClientFactory(family_name="Асанова", given_name="Айгүл", category="lsg")
    edit = reverse("clients:edit", args=[card.pk])
    mine = opened(client, card)

    client.post(edit, {**opened(client, card), "postal_address": "Нарын", "position": "Катчы"})
    both = client.post(edit, {**mine, "position": "Башчы", "language": "ru"})
    card.refresh_from_db()
    assert (card.position, card.postal_address) == ("Катчы", "Нарын")
    assert "коллега записал здесь: «Катчы»" in both.content.decode()
    assert 'value="Башчы"' in both.content.decode()

    seen = both.context["form"]["seen"].value()
    again = client.post(
        edit, {**mine, "position": "Башчы", "postal_address": "Нарын", "seen": seen}
    )
    card.refresh_from_db()
    assert again.status_code == 302
    assert (card.position, card.postal_address) == ("Башчы", "Нарын")


def test_what_a_colleague_wrote_elsewhere_on_the_card_stays(client, administrator):
    card = ClientFactory(family_name="Асанова", given_name="Айгүл", category="lsg")
    edit = reverse("clients:edit", args=[card.pk])
    mine = opened(client, card)
    client.post(edit, {**opened(client, card), "postal_address": "Нарын", "tags": "басма"})

    answer = client.post(edit, {**mine, "position": "Башчы"})

    card.refresh_from_db()
    assert answer.status_code == 302
    assert (card.position, card.postal_address) == ("Башчы", "Нарын")
    assert [tag.name for tag in card.tags.all()] == ["басма"]


def test_a_person_with_an_office_is_not_made_a_body(client, administrator):
    card = ClientFactory(family_name="Асанова", given_name="Айгүл", category="lsg")
    OfficeFactory(client=card)
    as_body = {**opened(client, card), "kind": "organisation", "title": "Айыл өкмөтү"}

    client.post(reverse("clients:edit", args=[card.pk]), as_body)

    card.refresh_from_db()
    assert (card.kind, card.family_name) == ("person", "Асанова")
