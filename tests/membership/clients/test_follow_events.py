"""What people do at events stands on their cards."""

from datetime import timedelta

import pytest
from django.utils import timezone

from membership.clients.models import (
    AccessTrace,
    Client,
    Consent,
    DuplicateSuspicion,
    EventVisit,
    Invitation,
    TimelineEntry,
)
from portal.core.models import Letter
from portal.events import services, sheets
from tests.factories.events import coming, registered, roll
from tests.factories.membership import ClientFactory, UserFactory
from tests.factories.portal import grow_sections

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sections(trees):
    grow_sections()


def kinds(client_id):
    lines = TimelineEntry.objects.filter(client=client_id, kind__startswith="event.")
    return sorted(lines.filter(withdrawn_at=None).values_list("kind", flat=True))


def from_paper(page, *rows):
    sheet = services.keep_sheet(
        roll_id=roll(page).pk,
        rows=[sheets.Row(number=n, **row) for n, row in enumerate(rows, start=1)],
        by_user_id=UserFactory().pk,
        at=timezone.now(),
    )
    services.apply_sheet(sheet_id=sheet.pk, at=page.starts_at)


def test_a_member_has_her_whole_way_on_her_card():
    user = UserFactory()
    card = ClientFactory(user=user)
    one = registered(coming(title="Суу сабагы"), user_id=user.pk)
    services.mark_attended(registration_id=one.pk, at=one.roll.starts_at)

    assert kinds(card.pk) == ["event.attended", "event.registered"]
    line = TimelineEntry.objects.get(client=card, kind="event.attended")
    assert "Суу сабагы" in line.title["ky"]


def test_a_stranger_gets_a_card_with_her_consent_and_no_invitation():
    one = registered(coming(), name="Асанова Айгүл Бакытовна", email="new@example.kg")

    card = EventVisit.objects.get(registration=one.pk).client
    assert (card.family_name, card.given_name, card.patronymic) == ("Асанова", "Айгүл", "Бакытовна")
    assert card.source == Client.Source.EVENT
    assert not Invitation.objects.exists()
    assert Consent.objects.get(client=card).purpose == "event"


def test_a_card_is_found_by_contact_and_name_and_a_shared_mailbox_alone_finds_none():
    hers = ClientFactory(family_name="Асанова", given_name="Айгүл")
    hers.contacts.create(channel="email", value="kense@example.kg")
    page = coming()

    same = registered(page, name="Айгүл Асанова", email="kense@example.kg")
    other = registered(page, name="Токтосунов Бакыт", email="kense@example.kg")

    assert EventVisit.objects.get(registration=same.pk).client == hers
    assert EventVisit.objects.get(registration=other.pk).client != hers
    assert DuplicateSuspicion.objects.count() == 1


def test_a_place_given_back_and_a_mark_taken_back_are_told():
    one = registered(coming(), email="a@example.kg")
    card = EventVisit.objects.get(registration=one.pk).client_id
    services.mark_attended(registration_id=one.pk, at=one.roll.starts_at)
    services.withdraw_attendance(registration_id=one.pk, at=timezone.now())
    services.cancel(registration_id=one.pk, at=timezone.now())

    assert kinds(card) == ["event.cancelled", "event.registered"]


def test_somebody_from_a_paper_list_is_invited_once_and_gets_nothing_else():
    first, second = coming(), coming()
    row = {"name": "Ким Светлана", "email": "kim@example.kg"}

    from_paper(first, row)
    from_paper(second, row)

    card = Client.objects.get(source=Client.Source.EVENT)
    assert Invitation.objects.get(client=card).sent_times == 1
    assert Letter.objects.filter(to="kim@example.kg").count() == 1
    assert Letter.objects.get(to="kim@example.kg").kind == "invitation"
    assert kinds(card.pk).count("event.attended") == 2


def test_whoever_is_known_is_not_invited():
    known = ClientFactory(family_name="Ким", given_name="Светлана")
    known.contacts.create(channel="phone", value="+996700112233")

    from_paper(coming(), {"name": "Ким Светлана", "phone": "+996700112233"})

    assert not Letter.objects.exists()
    assert "event.attended" in kinds(known.pk)


def test_a_name_without_a_contact_makes_no_card():
    before = Client.objects.count()

    from_paper(coming(), {"name": "Ким Светлана"})

    assert Client.objects.count() == before


def test_a_list_seen_by_staff_leaves_traces_on_the_cards():
    staff, one = UserFactory(), registered(coming(), email="a@example.kg")

    for _again in range(2):
        services.note_list_seen(registration_ids=[one.pk], by_user_id=staff.pk, at=timezone.now())

    assert AccessTrace.objects.filter(staff=staff).count() == 1


def test_her_room_shows_the_way_in_and_out(client):
    user = UserFactory()
    page = coming(title="Суу сабагы", join_url="https://meet.example.kg/x")
    registered(page, user_id=user.pk)
    waiting = coming(title="Толук", capacity=0, join_url="https://meet.example.kg/secret")
    registered(waiting, 2, user_id=user.pk)
    client.force_login(user)

    shown = client.get("/ky/room/").content.decode()

    assert "Суу сабагы" in shown
    assert "https://meet.example.kg/x" in shown
    assert "https://meet.example.kg/secret" not in shown
    assert "/attend/mine/" in shown


def test_her_room_says_what_is_called_off(client):
    user = UserFactory()
    page = coming(join_url="https://meet.example.kg/x")
    registered(page, user_id=user.pk)
    page.is_cancelled = True
    page.save_revision().publish()
    client.force_login(user)

    shown = client.get("/ky/room/").content.decode()

    assert "болбой калды" in shown
    assert "https://meet.example.kg/x" not in shown


def test_the_room_costs_the_same_however_many_events_she_has(client, django_assert_max_num_queries):
    user = UserFactory()
    for number in range(5):
        starts_at = timezone.now() + timedelta(days=number + 1)
        registered(coming(starts_at=starts_at), user_id=user.pk)
    client.force_login(user)

    with django_assert_max_num_queries(40):
        client.get("/ky/room/")
