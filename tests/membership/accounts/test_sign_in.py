"""Signing in by a code or a password, telling nobody who has an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailConfirmationHMAC
from django.core.cache import cache
from django.urls import reverse

from membership.accounts.models import User
from portal.core import outbox
from portal.core.models import Letter, OutboxEntry
from tests.factories.membership import UserFactory
from tests.membership.accounts.conftest import CODE, SIGN_IN, SIGN_UP, ask_for_code, code_sent_to

if TYPE_CHECKING:
    from django.test import Client as Browser

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("trees", "texts")]


@pytest.mark.parametrize("contact", ["aigul@mail.kg", "+996555123456"])
def test_a_code_signs_in(client: Browser, contact):
    UserFactory(**({"email": contact} if "@" in contact else {"email": None, "phone": contact}))

    ask_for_code(client, contact, address=SIGN_IN)
    answer = client.post(CODE, {"code": f" {code_sent_to(contact)} "})

    assert answer["Location"] == "/ky/room/"
    assert client.get("/ky/room/").status_code == 200


@pytest.mark.parametrize("address", [SIGN_IN, SIGN_UP])
@pytest.mark.parametrize("contact", ["{}@mail.kg", "+9965551234{}"])
def test_a_known_and_an_unknown_contact_get_the_same_pages(client: Browser, address, contact):
    known, unknown = contact.format("11"), contact.format("22")
    UserFactory(**({"email": known} if "@" in known else {"email": None, "phone": known}))
    seen = []
    for one in (known, unknown):
        client.cookies.clear()
        answers = [ask_for_code(client, one, address=address), client.get(CODE)]
        answers += [client.post(CODE, {"action": "resend"}), client.get(CODE)]
        answers += [client.post(CODE, {"code": "wrong"}) for _ in range(3)]
        pages = [page.content.decode().replace(one, "") for page in answers]
        tokens = [page.split('name="csrfmiddlewaretoken" value="') for page in pages]
        pages = ["".join([parts[0], *(part[64:] for part in parts[1:])]) for parts in tokens]
        seen.append([(page.status_code, page.get("Location", "")) for page in answers] + pages)

    assert seen[0] == seen[1]


def test_an_unknown_contact_is_told_by_letter_how_to_register(client: Browser):
    ask_for_code(client, "nobody@mail.kg", address=SIGN_IN)

    letter = Letter.objects.get(to="nobody@mail.kg")
    assert "/ky/account/signup/" in letter.text
    assert not User.objects.exists()


def test_a_password_signs_in_and_a_wrong_one_keeps_what_was_typed(client: Browser):
    user = UserFactory(email="aigul@mail.kg")
    user.set_password("жашыл-жайлоо-7")
    user.save()

    wrong = client.post(SIGN_IN, {"login": "Aigul@mail.kg", "password": "no"})
    right = client.post(SIGN_IN, {"login": "Aigul@mail.kg ", "password": "жашыл-жайлоо-7"})

    assert wrong.status_code == 200
    assert 'value="Aigul@mail.kg"' in wrong.content.decode()
    assert right["Location"] == "/ky/room/"


def test_after_five_wrong_passwords_a_phone_has_to_wait_and_others_do_not(client: Browser):
    for number in ("+996555123456", "+996555654321"):
        user = UserFactory(email=None, phone=number)
        user.set_password("жашыл-жайлоо-7")
        user.save()
    for _ in range(5):
        client.post(SIGN_IN, {"login": "0555 123 456", "password": "no"})

    waiting = client.post(SIGN_IN, {"login": "0555 123 456", "password": "жашыл-жайлоо-7"})
    other = client.post(SIGN_IN, {"login": "0555 654 321", "password": "жашыл-жайлоо-7"})

    assert waiting.status_code == 200
    assert other["Location"] == "/ky/room/"


def test_a_fourth_code_within_a_minute_is_not_sent(client: Browser):
    for _ in range(4):
        client.cookies.clear()
        answer = ask_for_code(client, "aigul@mail.kg")

    assert answer.status_code == 200
    assert Letter.objects.filter(to="aigul@mail.kg").count() == 3


def test_too_many_requests_get_a_page_of_our_own(client: Browser):
    for _ in range(31):
        answer = client.get(SIGN_IN)
        answer = client.post(SIGN_IN, {"login": ""})

    assert answer.status_code == 429
    assert "Аракет" in answer.content.decode() or "attempts" in answer.content.decode()
    cache.clear()


def test_a_code_waits_in_the_outbox_when_the_mail_server_is_down(client: Browser, settings):
    settings.EMAIL_BACKEND = "tests.nowhere.Backend"

    answer = ask_for_code(client, "aigul@mail.kg")
    outbox.drain()

    assert answer["Location"] == CODE
    waiting = OutboxEntry.objects.get(done_at=None)
    assert (waiting.attempts, waiting.given_up_at) == (1, None)


def test_whoever_comes_back_from_the_code_may_type_another_contact(client: Browser):
    ask_for_code(client, "wrnog@mail.kg")

    assert client.get(SIGN_UP).status_code == 200
    assert ask_for_code(client, "right@mail.kg")["Location"] == CODE


def test_staff_go_to_the_admin_and_a_page_asked_for_comes_first(client: Browser):
    user = UserFactory(email="boss@mail.kg", is_superuser=True, is_staff=True)
    user.set_password("жашыл-жайлоо-7")
    user.save()
    typed = {"login": "boss@mail.kg", "password": "жашыл-жайлоо-7"}

    assert client.get("/admin/")["Location"].startswith("/")
    assert client.post(SIGN_IN, typed)["Location"] == "/admin/"
    client.post("/ky/account/logout/")
    assert client.post(f"{SIGN_IN}?next=/ky/room/", {**typed, "next": "/ky/room/"})["Location"] == (
        "/ky/room/"
    )


def test_the_admin_has_no_door_of_its_own(client: Browser):
    assert "/account/login/" in client.get("/admin/login/")["Location"]
    assert client.post("/admin/login/", {"username": "x"}).status_code in {302, 405}


@pytest.mark.parametrize("second_step", [True, False])
@pytest.mark.parametrize(
    ("language", "words"),
    [("ky", "Бул барак Сизге ачык эмес"), ("ru", "Эта страница Вам не открыта")],
)
def test_a_member_at_the_door_of_the_admin_is_told_and_not_sent_round(
    client: Browser, settings, language, words, second_step
):
    settings.STAFF_MFA_REQUIRED = second_step
    client.force_login(UserFactory())
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    answer = client.get("/admin/", follow=True)

    assert answer.status_code == 403
    assert words in answer.content.decode()
    for page in (answer, client.get(f"/{language}/")):
        assert 'class="notice' not in page.content.decode()


WANTED = "/ky/room/questions/ask/"


def test_the_way_on_survives_the_code(client: Browser):
    UserFactory(email="aigul@mail.kg")

    asked = client.post(f"{SIGN_IN}?next={WANTED}", {"login": "aigul@mail.kg"})
    client.post(CODE, {"action": "resend"})
    again = client.get(CODE).content.decode()
    answer = client.post(CODE, {"code": code_sent_to("aigul@mail.kg")})

    assert asked["Location"].startswith(CODE)
    assert f"{SIGN_IN}?next=%2Fky%2Froom%2Fquestions%2Fask%2F" in again
    assert answer["Location"] == WANTED


def test_whoever_registers_again_is_signed_in_and_goes_on(client: Browser):
    UserFactory(email="aigul@mail.kg")

    client.post(f"{SIGN_UP}?next={WANTED}", {"contact": "aigul@mail.kg"})
    answer = client.post(CODE, {"code": code_sent_to("aigul@mail.kg")})

    assert answer["Location"] == WANTED


def test_the_letter_to_an_unknown_address_takes_the_way_on_along(client: Browser):
    client.post(f"{SIGN_IN}?next={WANTED}", {"login": "nobody@mail.kg"})

    letter = Letter.objects.get(to="nobody@mail.kg")
    assert f"{SIGN_UP}?next=%2Fky%2Froom%2Fquestions%2Fask%2F" in letter.text


def test_the_way_on_leads_to_no_other_site(client: Browser):
    UserFactory(email="aigul@mail.kg")

    client.post(f"{SIGN_UP}?next=https://elsewhere.example/", {"contact": "aigul@mail.kg"})
    answer = client.post(CODE, {"code": code_sent_to("aigul@mail.kg")})

    assert answer["Location"] == "/ky/room/"


@pytest.mark.parametrize("address", [SIGN_IN, SIGN_UP])
@pytest.mark.parametrize("contact", ["aigul@mail.kg", "0555 123 456"])
def test_after_three_wrong_codes_the_contact_still_stands_there_once(
    client: Browser, address, contact
):
    ask_for_code(client, contact, address=address)
    for _ in range(3):
        again = client.post(CODE, {"code": "wrong"})

    assert f'value="{contact}"' in client.get(again["Location"]).content.decode()
    assert f'value="{contact}"' not in client.get(again["Location"]).content.decode()


def test_nothing_typed_is_left_behind_after_signing_in(client: Browser):
    ask_for_code(client, "aigul@mail.kg", address=SIGN_UP)
    client.post(CODE, {"code": code_sent_to("aigul@mail.kg")})

    assert "typed_contact" not in client.session


def test_whoever_proves_an_address_that_has_an_account_is_told_so_plainly(client):
    UserFactory(email="gul@mail.kg", proven=True)
    other = UserFactory()
    claimed = other.emailaddress_set.create(email="gul@mail.kg", verified=False)
    client.force_login(other)

    page = client.get(
        reverse("account_confirm_email", args=[EmailConfirmationHMAC(claimed).key])
    ).content.decode()

    assert "өзүнүн каттоо эсеби бар" in page
