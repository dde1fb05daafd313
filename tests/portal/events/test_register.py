"""Registering: places, the waiting list, the same person twice, the link to cancel."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.test.utils.form_data import rich_text

from portal.core import pagecache
from portal.core.models import Letter
from portal.events import passes, services
from portal.events.errors import RegistrationClosed, TooLate
from portal.events.models import EventPage, Registration, Roll
from tests.factories.events import coming, guest, registered, roll
from tests.factories.membership import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]


def states(page):
    return list(
        Registration.objects.filter(roll=roll(page)).order_by("pk").values_list("state", flat=True)
    )


def test_whoever_comes_after_the_last_place_waits():
    page = coming(capacity=2)

    for number in range(3):
        registered(page, number)

    assert states(page) == ["confirmed", "confirmed", "waiting"]


def test_an_event_without_a_number_of_places_takes_everybody():
    page = coming(capacity=None)

    for number in range(5):
        registered(page, number)

    assert set(states(page)) == {"confirmed"}


def test_a_place_given_back_goes_to_who_waits_the_longest():
    page, now = coming(capacity=1), timezone.now()
    first = registered(page, 1)
    second = registered(page, 2, at=now + timedelta(minutes=1))
    third = registered(page, 3, at=now + timedelta(minutes=2))

    services.cancel(registration_id=first.pk, at=now + timedelta(minutes=3))

    for one in (second, third):
        one.refresh_from_db()
    assert (second.state, third.state) == ("confirmed", "waiting")
    assert Letter.objects.filter(kind="moved_up", to=second.email).exists()


def test_whoever_gave_a_place_back_and_comes_again_stands_at_the_end():
    page, now = coming(capacity=1), timezone.now()
    first = registered(page, 1)
    registered(page, 2)
    services.cancel(registration_id=first.pk, at=now)

    again = registered(page, 1)

    assert again.pk != first.pk
    assert again.state == "waiting"


def test_an_event_that_is_to_appear_later_has_no_roll_yet():
    page = coming()
    page.unpublish()
    Roll.objects.all().delete()
    page.go_live_at = timezone.now() + timedelta(days=1)

    page.save_revision().publish()

    assert not Roll.objects.filter(event_key=page.translation_key).exists()


def test_one_person_is_one_registration_however_many_contacts_she_gives():
    page = coming(capacity=1)
    name, email, phone = "Асанова Айгүл", "a@example.kg", "+996555123456"

    first = registered(page, name=name, email=email, phone=phone)
    again = [
        registered(page, name=name, email=email, phone=""),
        registered(page, name=name, email="", phone=phone),
        registered(page, name="асанова айгүл", email=email, phone=phone),
    ]
    other = registered(page, name=name, email=email, phone="+996700112233")

    assert {one.pk for one in again} == {first.pk}
    assert other.pk != first.pk


def test_there_are_never_fewer_places_than_have_been_given():
    page = coming(capacity=3)
    for number in range(3):
        registered(page, number)
    handler = page.get_edit_handler()
    form_class = handler.get_form_class()

    def errors(capacity):
        initial = form_class(instance=page).initial
        typed = {**initial, "body": rich_text("<p>Текст</p>"), "capacity": capacity}
        form = form_class(typed, instance=page, parent_page=page.get_parent())
        form.is_valid()
        return list(form.errors.get("capacity", []))

    with translation.override("ru"):
        refused = errors(2)

    assert refused == ["Уже занято мест: 3. Меньше их быть не может."]
    assert errors(3) == errors(4) == []


def test_more_places_move_the_waiting_list_up():
    page = coming(capacity=1)
    for number in range(3):
        registered(page, number)

    page.capacity = 2
    page.save_revision().publish()

    assert states(page) == ["confirmed", "confirmed", "waiting"]


def test_the_same_person_registers_once_and_a_colleague_at_the_same_mailbox_too():
    page = coming(capacity=5)
    shared = {"email": "kense@example.kg"}

    one = registered(page, name="Асанова Айгүл", **shared)
    again = registered(page, name="айгул АСАНОВА".title(), **shared)
    colleague = registered(page, name="Токтосунов Бакыт", **shared)
    same = registered(page, name="Асанова Айгүл", **shared)

    assert same.pk == one.pk
    assert colleague.pk != one.pk
    assert again.pk != one.pk


def test_nobody_registers_for_what_has_begun_is_closed_or_called_off():
    begun = coming(starts_at=timezone.now() + timedelta(hours=1))
    closed = coming(registration_closes_at=timezone.now() - timedelta(hours=1))
    off = coming(is_cancelled=True)
    without = coming(takes_registrations=False)

    with pytest.raises(RegistrationClosed):
        registered(begun, at=timezone.now() + timedelta(hours=2))
    for page in (closed, off, without):
        with pytest.raises(RegistrationClosed):
            registered(page)


def test_a_place_cannot_be_given_back_once_the_event_has_begun():
    one = registered(coming())

    with pytest.raises(TooLate):
        services.cancel(registration_id=one.pk, at=one.roll.starts_at)


def test_twins_share_one_roll():
    ky = coming(capacity=1, slug="one")
    ru = coming(language="ru", slug="one-ru")
    EventPage.objects.filter(pk=ru.pk).update(translation_key=ky.translation_key)
    ru.refresh_from_db()
    ru.save_revision()

    ky.refresh_from_db()
    ky.capacity = 7
    ky.join_url = "https://meet.example.kg/room"
    ky.save_revision().publish()

    ru.refresh_from_db()
    assert roll(ky) == roll(ru)
    assert (ru.capacity, ru.join_url) == (7, "https://meet.example.kg/room")
    assert ru.get_latest_revision_as_object().capacity == 7


def test_a_signed_in_member_has_a_place_in_two_clicks(client):
    page, user = coming(), UserFactory()
    client.force_login(user)
    shown = client.get(page.url).content.decode()
    address = reverse("events:register", args=[page.pk])
    assert address in shown

    form = client.get(address).content.decode()
    answer = client.post(address, follow=True)

    assert 'name="email"' not in form
    assert Registration.objects.get().user == user
    assert "Сизге орун берилди." in answer.content.decode()


def test_the_page_of_the_event_tells_a_member_of_her_place_and_nobody_else(client):
    page, user = coming(), UserFactory()
    registered(page, user_id=user.pk)
    client.get(page.url)
    stranger = client.get(page.url).content.decode()
    client.force_login(user)

    shown = client.get(page.url).content.decode()

    assert "Сизге орун берилди." in shown
    assert "/ky/attend/mine/" in shown
    assert "Сизге орун берилди." not in stranger
    # the way to register is for those who have no place yet
    way_in = reverse("events:register", args=[page.pk])
    assert way_in in stranger
    assert way_in not in shown


def test_a_guest_gives_a_name_and_one_contact(client):
    address = reverse("events:register", args=[coming().pk])
    typed = {"name": "Асанова Айгүл", "phone": "0555 123 456", "agrees": "on"}

    nothing = client.post(address, {"name": "Асанова Айгүл", "agrees": "on"})
    without_consent = client.post(address, {**typed, "agrees": ""})
    answer = client.post(address, typed)

    assert (nothing.status_code, without_consent.status_code) == (422, 422)
    assert "Асанова Айгүл" in without_consent.content.decode()
    assert answer.status_code == 302
    one = Registration.objects.get()
    assert one.phone == "+996555123456"
    assert one.consent_text
    letter = Letter.objects.get(channel="sms")
    assert passes.sign(one.pk) in letter.text


@pytest.mark.parametrize("name", ["", "   ", "123 !!", "—"])
def test_a_name_without_letters_is_no_name(client, name):
    address = reverse("events:register", args=[coming().pk])

    answer = client.post(address, {"name": name, "email": "a@example.kg", "agrees": "on"})

    assert answer.status_code == 422


def test_the_answer_does_not_tell_who_is_registered(client):
    page = coming(capacity=1)
    address = reverse("events:register", args=[page.pk])
    typed = {"name": "Асанова Айгүл", "email": "a@example.kg", "agrees": "on"}

    answers = [client.post(address, typed) for _ in range(2)]
    answers.append(client.post(address, {**typed, "name": "Бакыт", "email": "b@example.kg"}))

    assert len({answer["Location"] for answer in answers}) == 1
    assert "mine" not in answers[0]["Location"]


def test_the_link_shows_first_and_cancels_on_pressing(client):
    one = registered(coming())
    address = reverse("events:mine", args=[passes.sign(one.pk)])

    shown = client.get(address)
    one.refresh_from_db()
    still = one.state
    client.post(address)

    one.refresh_from_db()
    assert shown.status_code == 200
    assert still == "confirmed"
    assert one.state == "cancelled"


@pytest.mark.parametrize("forge", [lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"),
                                   lambda t: "1" + t, lambda t: t.split(":")[0],
                                   lambda _t: "x:y:z", lambda t: t.upper()])  # fmt: skip
def test_a_forged_link_is_not_found(client, forge):
    one = registered(coming())

    for method in (client.get, client.post):
        answer = method(reverse("events:mine", args=[forge(passes.sign(one.pk))]))
        assert answer.status_code == 404
    one.refresh_from_db()
    assert one.state == "confirmed"


def test_the_link_to_join_is_for_those_with_a_place_only(client):
    secret = "https://meet.example.kg/secret-room"
    page = coming(capacity=1, join_url=secret, is_online=True)
    mine, waiting = registered(page, 1), registered(page, 2)
    member = UserFactory()

    strangers = [
        client.get(page.url),
        client.get(page.url, {"ics": ""}),
        client.get("/ky/events/"),
        client.get("/ky/attend/calendar/all.ics"),
        client.get("/ky/feeds/events/"),
        client.get(reverse("events:register", args=[page.pk])),
        client.get(reverse("events:mine", args=[passes.sign(waiting.pk)])),
        client.get(reverse("events:mine_calendar", args=[passes.sign(waiting.pk)])),
    ]
    client.force_login(member)
    strangers.append(client.get(page.url))
    hers = client.get(reverse("events:mine", args=[passes.sign(mine.pk)]))

    assert [secret in answer.content.decode() for answer in strangers] == [False] * 9
    assert secret in hers.content.decode()
    assert "no-store" in hers["Cache-Control"]
    letters = {letter.to: letter for letter in Letter.objects.all()}
    assert secret in letters[mine.email].text
    assert secret not in letters[waiting.email].text
    assert secret not in letters[waiting.email].attachments[0]["text"]


def test_a_kept_page_has_no_form_and_goes_when_the_last_place_is_taken(
    client, django_capture_on_commit_callbacks
):
    page = coming(capacity=1)
    shown = client.get(page.url).content.decode()

    with django_capture_on_commit_callbacks() as callbacks:
        one = registered(page)
    with django_capture_on_commit_callbacks() as later:
        services.cancel(registration_id=one.pk, at=timezone.now())

    assert "<form" not in shown.split("<main")[1].split("</main>")[0]
    assert pagecache.forget_all in callbacks
    assert pagecache.forget_all in later


@pytest.mark.parametrize("address", ["/ky/attend/999999/", "/ky/attend/99999999999999999999/",
                                     "/ky/attend/9223372036854775808/thanks/",
                                     "/ky/attend/mine/1:abc/",
                                     "/ky/attend/calendar/topic/none.ics",
                                     "/ky/attend/calendar/oblast/1.ics"])  # fmt: skip
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_form_asks_the_same_number_of_questions_however_many_are_registered(
    client, django_assert_max_num_queries
):
    page = coming(capacity=100)
    for number in range(12):
        registered(page, number)

    with django_assert_max_num_queries(14):
        client.get(reverse("events:register", args=[page.pk]))
    with django_assert_max_num_queries(15):
        client.get(page.url)
    with django_assert_max_num_queries(15):
        client.get("/ky/events/", {"form": "online"})


def test_names_are_compared_as_they_sound():
    page = coming()

    one = registered(page, name="Чынара Өмүралиева", email="c@example.kg")
    same = registered(page, name="чынара омуралиева", email="c@example.kg")

    assert guest().name
    assert one.pk == same.pk
