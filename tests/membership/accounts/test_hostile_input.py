"""What no person types is refused kindly: no 5xx, typed values stay, nothing is reflected raw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from membership.accounts import services
from membership.accounts.models import User
from tests.factories.membership import UserFactory
from tests.membership.accounts.conftest import CODE, CONSENTS, PERSON, ROLE, SIGN_IN, SIGN_UP

if TYPE_CHECKING:
    from django.test import Client as Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trees", "texts")]

VALUES = [
    "\x00", "a\x00b@mail.kg", "'", '"><script>alert(1)</script>', "%00", "😀" * 50, "я" * 10_000,
    "a" * 10_000 + "@mail.kg", "+996" + "5" * 10_000, "@", "@@", "a@b", "+", "0", "-1", "1e9",
    "{{7*7}}", "٣٤٥", "²", "\u202eabc", "\ufffd", " ", "9" * 30,
]  # fmt: skip


@pytest.fixture
def signed_in(client: Browser) -> Browser:
    from portal.core import clock

    user = UserFactory(proven=True)
    services.begin_registration(user_id=user.pk, language="ky", at=clock.now())
    client.force_login(user)
    return client


@pytest.mark.parametrize("value", VALUES)
def test_forms_of_the_entrance(client: Browser, value, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": None}
    forms = {
        SIGN_UP: {"contact": value},
        SIGN_IN: {"login": value, "password": value, "next": value},
        CODE: {"code": value, "action": value},
        "/ky/account/password/reset/": {"email": value},
        "/ky/account/phone/verify/": {"code": value},
        "/ky/account/logout/": {"next": value},
    }
    for address, data in forms.items():
        answer = client.post(address, data)
        assert answer.status_code < 500, address
        assert b"<script>alert" not in answer.content
    for address in (SIGN_UP, SIGN_IN, CODE):
        for name in ("next", "email", "page"):
            assert client.get(address, {name: value}).status_code < 500


@pytest.mark.parametrize("value", VALUES)
def test_forms_of_the_registration_and_the_room(signed_in: Browser, value):
    person = {
        "family_name": value, "given_name": value, "territory": value,
        "territory_asked": value, "territory_chosen": value,
    }  # fmt: skip
    role = {"role": value, "category": value, "language": value, "mandate_starts_on": value}
    forms = {
        PERSON: person,
        "/ky/room/profile/name/": person,
        ROLE: role,
        "/ky/room/profile/role/": role,
        CONSENTS: {"text_1": value, f"text_{value[:20]}": "on"},
        "/ky/room/consents/change/": {"text": value, "agreed": value},
        "/ky/account/email/": {"email": value, "action_add": "1"},
        "/ky/account/phone/change/": {"phone": value},
        "/ky/account/password/set/": {"password1": value, "password2": value},
        "/ky/account/2fa/totp/activate/": {"code": value},
    }
    for address, data in forms.items():
        answer = signed_in.post(address, data)
        assert answer.status_code < 500, address
        assert b"<script>alert" not in answer.content


def test_a_refused_form_keeps_what_was_typed(signed_in: Browser):
    page = signed_in.post(
        PERSON, {"family_name": "Асанова", "given_name": "", "territory": "Эч жерде жок"}
    ).content.decode()

    assert 'value="Асанова"' in page
    assert 'value="Эч жерде жок"' in page


def test_the_same_contact_sent_twice_at_once_is_one_account(client: Browser, monkeypatch):
    UserFactory(email="aigul@mail.kg")
    from membership.accounts.forms import ContactForm

    found = iter([None])
    real = ContactForm._account
    monkeypatch.setattr(ContactForm, "_account", lambda form: next(found, real(form)))

    answer = client.post(SIGN_UP, {"contact": "aigul@mail.kg"})

    assert answer["Location"] == CODE
    assert User.objects.count() == 1
