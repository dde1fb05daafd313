"""The card: everything in few queries, deeds of one click, and a trace of who looked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from membership.clients import card, services, signals
from membership.clients.models import AccessTrace, Client, DuplicateSuspicion, Office
from portal.core import clock
from tests.factories.membership import (
    ClientFactory,
    InvoiceFactory,
    OfficeFactory,
    OrganisationFactory,
    TermFactory,
    UserFactory,
)
from tests.factories.portal import kok_jar

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 6, tzinfo=UTC)


def card_of(card, **query):
    return reverse("clients:card", args=[card.pk], query=query or None)


def full_card():
    place = kok_jar()
    body = OrganisationFactory(territory=place)
    card = ClientFactory(
        given_name="Чынара",
        territory=place,
        organisation=body,
        user=UserFactory(last_login=clock.now()),
        email="chynara@mail.kg",
        phone="+996555123456",
    )
    for number in range(4):
        OfficeFactory(client=card, organisation=OrganisationFactory(territory=place))
        services.write_note(
            client_id=card.pk, text=f"Жазуу {number}", by_user_id=UserFactory().pk, at=NOW
        )
        services.record_consent(
            client_id=card.pk, purpose="informing", service="portal", channel="email",
            version=f"1.{number}", language="ky", text="Кат жазсаңыз болот", given_at=NOW,
        )  # fmt: skip
        services.suspect(client_id=card.pk, other_id=ClientFactory().pk, reason="contact", at=NOW)
        InvoiceFactory(client=card)
        TermFactory(client=card)
    for number in range(80):
        services.add_to_timeline(
            client_id=card.pk,
            kind="event.attended",
            subject=f"thing:{number}",
            happened_at=NOW + timedelta(hours=number),
            title=f"Окуя №{number}",
        )
    return card


def test_a_full_card_takes_at_most_25_queries(client, administrator, django_assert_max_num_queries):
    card = full_card()
    client.get(card_of(card))

    with django_assert_max_num_queries(25):
        page = client.get(card_of(card)).content.decode()

    assert "Чынара" in page
    assert "Кат жазсаңыз болот" in page
    assert "chynara@mail.kg" in page
    assert "Жазуу 3" in page


def test_the_timeline_shows_the_newest_first_and_the_rest_by_pages(client, administrator):
    card = full_card()

    first = client.get(card_of(card)).content.decode()
    second = client.get(card_of(card, page=2)).content.decode()

    assert "Окуя №79" in first
    assert "Окуя №0<" not in first
    assert "Окуя №0<" in second
    assert "Окуя №79" not in second


def test_the_timeline_is_narrowed_to_one_kind_and_bears_hostile_words(client, administrator):
    card = ClientFactory()
    for kind in ("event.attended", "practice.kit"):
        services.add_to_timeline(
            client_id=card.pk, kind=kind, subject="x:1", happened_at=clock.now(), title=kind
        )

    chosen = client.get(card_of(card, kind="practice.kit")).context["card"]

    assert [entry.kind for entry in chosen.timeline] == ["practice.kit"]
    for wrong in ({"page": "-1"}, {"page": "9" * 30}, {"kind": "'" * 90}):
        assert client.get(card_of(card, **wrong)).status_code == 200


def test_looking_leaves_a_trace(client, administrator):
    card = ClientFactory()

    client.get(card_of(card))

    trace = AccessTrace.objects.get()
    assert (trace.staff, trace.client, trace.deed) == (administrator, card, "seen")


def test_what_others_typed_is_shown_and_never_run(client, administrator):
    card = ClientFactory(given_name="<script>alert(1)</script>")
    services.write_note(
        client_id=card.pk, text="<img src=x onerror=alert(2)>", by_user_id=administrator.pk, at=NOW
    )

    page = client.get(card_of(card)).content.decode()

    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_one_click_confirms_an_office_and_keeps_how_it_was_checked(client, administrator):
    office = OfficeFactory()
    heard = []

    def listen(*, office_id, client_id, **fact):
        heard.append((office_id, client_id))

    signals.office_verified.connect(listen)

    client.post(
        reverse("clients:verify_office", args=[office.pk]), {"decision_note": "Чалып сурадык"}
    )

    office.refresh_from_db()
    assert (office.state, office.decided_by) == ("verified", administrator)
    assert office.decision_note == "Чалып сурадык"
    assert heard == [(office.pk, office.client_id)]
    assert office.client.timeline.get().kind == "office.verified"


def test_the_buttons_of_the_queues_carry_their_token(client, administrator):
    office = OfficeFactory()
    services.suspect(client_id=office.client_id, other_id=ClientFactory().pk, reason="name", at=NOW)

    for queue in ("offices:index", "duplicates:index"):
        assert "csrfmiddlewaretoken" in client.get(reverse(queue)).content.decode()


def test_a_decided_office_stays_as_it_was_decided(client, administrator):
    office = OfficeFactory()
    client.post(reverse("clients:decline_office", args=[office.pk]), {"decision_note": "Иштебейт"})

    client.post(reverse("clients:verify_office", args=[office.pk]))

    office.refresh_from_db()
    assert (office.state, office.decision_note) == ("declined", "Иштебейт")


def test_confirming_never_happens_by_following_a_link(client, administrator):
    office = OfficeFactory()

    assert client.get(reverse("clients:verify_office", args=[office.pk])).status_code == 405
    assert Office.objects.get().state == "waiting"


def test_a_button_leads_back_only_within_the_site(client, administrator):
    office = OfficeFactory()

    answer = client.post(
        reverse("clients:verify_office", args=[office.pk]), {"next": "https://elsewhere.example/"}
    )

    assert answer["Location"].startswith(card_of(office.client))


def test_a_contact_added_by_hand_is_normal_and_not_proven(client, administrator):
    card = ClientFactory()
    other = ClientFactory(phone="+996555123456")

    client.post(
        reverse("clients:contact", args=[card.pk]), {"channel": "phone", "value": "0555 123 456"}
    )

    contact = card.contacts.get()
    assert (contact.value, contact.proven_at) == ("+996555123456", None)
    assert DuplicateSuspicion.objects.get(second=other).reason == "contact"


def test_a_contact_typed_wrong_is_corrected_or_taken_off_and_with_it_the_suspicion(
    client, administrator
):
    card, stranger = ClientFactory(), ClientFactory(given_name="Бурул", email="burul@mail.kg")
    add = reverse("clients:contact", args=[card.pk])
    warned = client.post(add, {"channel": "email", "value": "burul@mail.kg"}, follow=True)
    assert warned.content.decode().count("Бурул") >= 3
    wrong = card.contacts.get()
    correct = reverse("clients:correct_contact", args=[wrong.pk])

    client.post(correct, {"value": "nonsense"})
    assert card.contacts.get() == wrong
    client.post(correct, {"value": "Burul2@mail.kg"})

    right = card.contacts.get()
    assert right.value == "burul2@mail.kg"
    assert not DuplicateSuspicion.objects.exists()
    client.post(reverse("clients:correct_contact", args=[right.pk]), {"off": "1"})
    assert not card.contacts.exists()
    traces = AccessTrace.objects.filter(client=card, deed="changed")
    assert [trace.details for trace in traces] == [[["email", "", ""]]] * 3
    assert stranger.contacts.count() == 1


def test_a_contact_that_the_client_has_proven_stays(client, administrator):
    card = ClientFactory()
    proven = services.add_contact(
        client_id=card.pk, channel="email", value="a@mail.kg", proven_at=NOW
    )

    for told in ({"off": "1"}, {"value": "b@mail.kg"}):
        client.post(reverse("clients:correct_contact", args=[proven.pk]), told)

    assert card.contacts.get().value == "a@mail.kg"


@pytest.mark.parametrize("value", ["", "abc", "1", "a@b", "@", "9" * 300])
def test_a_contact_that_reaches_nobody_is_refused_in_words(client, administrator, value):
    card = ClientFactory()

    for channel in ("email", "phone", "pigeon"):
        answer = client.post(
            reverse("clients:contact", args=[card.pk]),
            {"channel": channel, "value": value},
            follow=True,
        )
        assert answer.status_code == 200
    assert not card.contacts.exists()


def test_a_pair_found_different_is_asked_about_again(client, administrator):
    first, second = ClientFactory(), ClientFactory()
    services.suspect(client_id=first.pk, other_id=second.pk, reason="contact", at=NOW)
    pair = DuplicateSuspicion.objects.get()
    client.post(reverse("clients:different", args=[pair.pk]))
    apart = reverse("duplicates:apart")

    assert pair.second.name in client.get(apart).content.decode()
    client.post(apart, {"pair": pair.pk})

    pair.refresh_from_db()
    assert pair.dismissed_at is None


def test_two_cards_found_different_are_never_suspected_again(client, administrator):
    first, second = ClientFactory(), ClientFactory()
    services.suspect(client_id=first.pk, other_id=second.pk, reason="contact", at=NOW)
    pair = DuplicateSuspicion.objects.get()

    client.post(reverse("clients:different", args=[pair.pk]))
    services.suspect(client_id=second.pk, other_id=first.pk, reason="name", at=NOW)

    pair.refresh_from_db()
    assert pair.dismissed_by == administrator
    assert DuplicateSuspicion.objects.get() == pair


def test_the_card_says_what_to_do_next(client, administrator):
    card = ClientFactory(category="lsg")
    OfficeFactory(client=card)

    steps = client.get(card_of(card)).context["card"].next_steps

    assert [step.url for step in steps] == ["#offices-section", "#contacts-section", ""]


def test_nobody_has_a_card_that_does_not_exist(client, administrator):
    assert client.get(reverse("clients:card", args=[Client.objects.count() + 1])).status_code == 404


def test_the_hour_is_told_where_two_things_happened_on_one_day():
    card_of = ClientFactory()
    for number, moment in enumerate(
        [
            datetime(2026, 2, 2, 4, 0, tzinfo=UTC),
            datetime(2026, 2, 2, 5, 30, tzinfo=UTC),
            datetime(2026, 2, 3, 4, 0, tzinfo=UTC),
        ]
    ):
        services.add_to_timeline(
            client_id=card_of.pk, kind="event.attended", subject=f"{number}", happened_at=moment
        )

    rows = card.load(card_of, on=date(2026, 2, 4)).timeline_rows

    assert [with_hour for _entry, with_hour in rows] == [False, True, True]


def test_days_of_one_card_are_all_written_in_figures(client, administrator):
    card = ClientFactory()
    TermFactory(client=card, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))

    page = client.get(reverse("clients:card", args=[card.pk])).content.decode()

    assert "01.01.2026 – 31.12.2026" in page
    assert "31 декабря" not in page
