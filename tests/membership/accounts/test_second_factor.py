"""The second step: an app with codes, spare codes, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.totp.internal import auth
from django.test import RequestFactory

from membership.accounts.models import User
from portal.core.models import Letter
from tests.factories.membership import UserFactory
from tests.membership.accounts.conftest import CODE, SIGN_IN, ask_for_code, code_sent_to

if TYPE_CHECKING:
    from django.test import Client as Browser

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("trees", "texts")]
SECOND = "/ky/account/2fa/"


@pytest.fixture
def protected(client: Browser, django_capture_on_commit_callbacks) -> User:
    """Somebody who has just turned on the app with codes, signed in."""
    user = UserFactory(email="aigul@mail.kg", proven=True)
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    page = client.get(f"{SECOND}totp/activate/")
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{SECOND}totp/activate/", {"code": _now(secret)})
    assert answer.status_code == 302, answer.context["form"].errors
    user.secret = secret
    return user


def _now(secret: str) -> str:
    counter = next(auth.yield_hotp_counters_from_time())
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def test_turning_it_on_is_told_by_letter_and_gives_spare_codes(client: Browser, protected):
    assert Letter.objects.filter(kind="totp_activated", to="aigul@mail.kg").exists()
    assert Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES).exists()
    page = client.get(SECOND).content.decode()
    assert "totp/deactivate" in page


def test_whoever_has_just_shown_a_new_step_sees_her_spare_codes(client: Browser, protected):
    request = RequestFactory().get("/")
    request.session, request.user = client.session, protected

    authenticator_added.send(
        sender=Authenticator,
        request=request,
        user=protected,
        authenticator=Authenticator.objects.get(type=Authenticator.Type.TOTP),
    )
    request.session.save()

    assert client.get(f"{SECOND}recovery-codes/").status_code == 200


def test_after_the_code_by_mail_the_code_of_the_app_is_asked(client: Browser, protected):
    client.post("/ky/account/logout/")
    ask_for_code(client, "aigul@mail.kg", address=SIGN_IN)
    answer = client.post(CODE, {"code": code_sent_to("aigul@mail.kg")})

    assert answer["Location"].startswith(f"{SECOND}authenticate/")
    assert client.get("/ky/room/").status_code == 302
    page = client.get(answer["Location"])
    assert "allauth/layouts/base.html" not in {one.name for one in page.templates}
    wrong = client.post(f"{SECOND}authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    spare = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap()
    client.post(f"{SECOND}authenticate/", {"code": spare.get_unused_codes()[0]})
    assert client.get("/ky/room/").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/", "webauthn/",
     "webauthn/add/", "reauthenticate/", "recovery-codes/download/"],
)  # fmt: skip
def test_its_pages_open_once_it_is_shown_that_it_is_her(client: Browser, protected, address):
    spare = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap()
    client.post(f"{SECOND}reauthenticate/", {"code": spare.get_unused_codes()[0]})

    page = client.get(f"{SECOND}{address}")

    assert page.status_code == 200
    assert b"style=" not in page.content


PASSWORD = "жашыл-жайлоо-7"


@pytest.fixture
def with_password(db) -> User:
    user = UserFactory(email="boss@mail.kg", proven=True)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in_by_password(client: Browser) -> None:
    client.post(SIGN_IN, {"login": "boss@mail.kg", "password": PASSWORD})


def is_asked_again(client: Browser, address="totp/activate/") -> bool:
    return client.get(f"{SECOND}{address}").status_code == 302


def test_whoever_has_just_typed_her_password_is_not_asked_for_it_to_set_a_step_up(
    client: Browser, with_password
):
    sign_in_by_password(client)

    assert not is_asked_again(client)
    assert not is_asked_again(client, "webauthn/add/")


def test_after_some_minutes_the_password_is_asked_again(client: Browser, with_password, settings):
    sign_in_by_password(client)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0

    assert is_asked_again(client)


def test_a_code_by_mail_does_not_stand_for_the_password(client: Browser, with_password):
    ask_for_code(client, "boss@mail.kg", address=SIGN_IN)
    client.post(CODE, {"code": code_sent_to("boss@mail.kg")})

    assert client.get("/ky/room/").status_code == 200
    assert is_asked_again(client)


def test_with_a_second_step_the_password_alone_is_not_enough(client: Browser, with_password):
    sign_in_by_password(client)
    Authenticator.objects.create(
        user=with_password, type=Authenticator.Type.TOTP, data={"secret": "x"}
    )

    assert is_asked_again(client, "totp/deactivate/")
