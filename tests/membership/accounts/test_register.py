"""Registration: contact, code, person, role, consents."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import time_machine

from membership.accounts import signals
from membership.accounts.models import ConsentText, Registration, User
from portal.core.models import Letter
from tests.membership.accounts.conftest import (
    CODE,
    CONSENTS,
    PERSON,
    ROLE,
    SIGN_UP,
    ask_for_code,
    code_sent_to,
    register,
)

if TYPE_CHECKING:
    from django.test import Client as Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trees", "texts")]

CONTACTS = [("aigul@mail.kg", "aigul@mail.kg"), ("0555 123 456", "+996555123456")]


@pytest.fixture
def heard(monkeypatch):
    """Facts announced, as pairs of user id and channel."""
    facts = []

    def listen(*, user_id, channel, **_):
        facts.append((user_id, channel))

    signals.contact_verified.connect(listen)
    yield facts
    signals.contact_verified.disconnect(listen)


@pytest.mark.parametrize(("typed", "contact"), CONTACTS)
def test_a_code_sent_to_the_contact_opens_an_account_without_a_password(
    client: Browser, heard, typed, contact
):
    answer = ask_for_code(client, typed)
    assert answer["Location"] == CODE
    answer = client.post(CODE, {"code": code_sent_to(contact)})

    user = User.objects.get()
    assert answer["Location"] == "/ky/account/registration/"
    assert str(user.email or user.phone) == contact
    assert not user.has_usable_password()
    assert heard == [(user.pk, "email" if "@" in contact else "phone")]


@pytest.mark.parametrize(("typed", "contact"), CONTACTS)
def test_registering_again_looks_the_same_and_signs_in(client: Browser, heard, typed, contact):
    register(client, typed if "@" in typed else contact)
    client.post("/ky/account/logout/")

    answer = ask_for_code(client, typed)
    page = client.get(CODE)
    client.post(CODE, {"code": code_sent_to(contact)})

    assert answer["Location"] == CODE
    assert "2-кадам" in page.content.decode() or page.status_code == 200
    assert User.objects.count() == 1
    assert client.get("/ky/room/").status_code == 200
    assert len(heard) == 1


def test_a_wrong_code_is_said_and_three_of_them_end_the_attempt(client: Browser):
    for contact in ("new@mail.kg", "new@mail.kg"):
        ask_for_code(client, contact)
        first = client.post(CODE, {"code": "000000"})
        client.post(CODE, {"code": "abc"})
        third = client.post(CODE, {"code": "😀" * 10})

        assert first.status_code == 200
        assert third["Location"] == SIGN_UP
    assert client.get("/ky/room/").status_code == 302


def test_a_code_is_good_for_fifteen_minutes(client: Browser):

    with time_machine.travel("2026-03-03 06:00Z", tick=False):
        ask_for_code(client, "aigul@mail.kg")
    with time_machine.travel("2026-03-03 06:16Z", tick=False):
        answer = client.post(CODE, {"code": code_sent_to("aigul@mail.kg")})

    assert answer.status_code == 302
    assert client.get("/ky/room/").status_code == 302


def test_all_answers_are_kept_step_by_step(client: Browser, place):
    register(client, "aigul@mail.kg")
    person = {"family_name": "Асанова", "given_name": "Айгүл", "territory": "кок жар кочкор"}
    assert client.post(PERSON, person)["Location"] == ROLE
    role = {"role": "secretary", "mandate_starts_on": "2024-12-01", "language": "ky"}
    assert client.post(ROLE, role)["Location"] == CONSENTS
    text = ConsentText.objects.get(service="magazine", channel="post")
    client.post(CONSENTS, {f"text_{text.pk}": "on"})

    answers = Registration.objects.get()
    assert (answers.territory, answers.role, answers.category) == (place, "secretary", "lsg")
    assert answers.mandate_starts_on == date(2024, 12, 1)
    assert answers.is_finished
    assert list(answers.consent_answers.filter(agreed=True).values_list("text", flat=True)) == [
        text.pk
    ]
    assert answers.consent_answers.filter(agreed=False).exists()
    assert client.get("/ky/account/registration/")["Location"] == "/ky/room/"


def test_whoever_stops_after_the_code_goes_on_where_she_stopped(client: Browser, place):
    register(client, "aigul@mail.kg")
    assert "/ky/account/registration/" in client.get("/ky/room/").content.decode()
    client.post(
        PERSON, {"family_name": "Асанова", "given_name": "Айгүл", "territory": "кок жар кочкор"}
    )

    assert client.get("/ky/account/registration/")["Location"] == ROLE
    assert client.get(CONSENTS)["Location"] == ROLE


def test_people_outside_local_self_government_name_a_category(client: Browser):
    register(client, "aigul@mail.kg")
    client.post(PERSON, {"family_name": "Асанова", "given_name": "Айгүл", "elsewhere": "on"})
    missing = client.post(ROLE, {"language": "ru"})
    client.post(ROLE, {"language": "ru", "category": "university"})

    answers = Registration.objects.get()
    assert missing.status_code == 200
    assert (answers.territory, answers.role, answers.category) == (None, "", "university")
    assert answers.user.language == "ru"


def test_a_municipality_and_none_at_once_is_asked_about(client: Browser, place):
    register(client, "aigul@mail.kg")
    name = {"family_name": "Асанова", "given_name": "Айгүл", "territory": "кок жар кочкор"}
    answer = client.post(PERSON, {**name, "elsewhere": "on"})

    assert "aria-invalid" in answer.content.decode()
    assert "кок жар кочкор" in answer.content.decode()


def test_no_consent_is_ticked_beforehand(client: Browser):
    register(client, "aigul@mail.kg")
    client.post(PERSON, {"family_name": "Асанова", "given_name": "Айгүл", "elsewhere": "on"})
    client.post(ROLE, {"language": "ru", "category": "citizen"})

    page = client.get(CONSENTS).content.decode()

    assert 'type="checkbox"' in page
    assert "checked" not in page
    assert "1.0" in page
    assert ConsentText.objects.get(service="portal", channel="email").text_ky[:40] in page


def test_the_code_comes_in_the_language_of_the_page(client: Browser):
    client.post("/ru/account/signup/", {"contact": "aigul@mail.kg"})

    assert Letter.objects.get().language == "ru"


def test_a_closed_account_stays_closed(client: Browser):
    register(client, "aigul@mail.kg")
    client.post("/ky/account/logout/")
    User.objects.update(is_active=False)

    answer = register(client, "aigul@mail.kg")

    assert answer["Location"] == "/ky/account/inactive/"
    assert client.get(answer["Location"]).status_code == 200


def test_after_the_registration_she_goes_where_she_wanted_to(client: Browser):
    client.post(f"{SIGN_UP}?next=/ky/subscribe/", {"contact": "aigul@mail.kg"})
    client.post(CODE, {"code": code_sent_to("aigul@mail.kg")})
    client.post(PERSON, {"family_name": "Асанова", "given_name": "Айгүл", "elsewhere": "on"})
    client.post(ROLE, {"language": "ru", "category": "citizen"})
    client.post(CONSENTS, {})

    assert client.get("/ky/account/registration/")["Location"] == "/ky/subscribe/"


def test_a_foreign_address_is_not_where_she_goes(client: Browser):
    client.post(f"{SIGN_UP}?next=https://evil.example/", {"contact": "aigul@mail.kg"})

    assert "registration_goes_on_to" not in client.session
