"""Staff: a second factor where it is asked for, and accounts with a phone only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from membership.accounts.models import ConsentAnswer, ConsentText, Registration, User
from portal.core import clock, roles
from tests.factories.membership import UserFactory

if TYPE_CHECKING:
    from django.test import Client as Browser

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("trees", "texts")]


@pytest.fixture
def boss(client: Browser) -> User:
    user = UserFactory(email="boss@mail.kg", proven=True, is_superuser=True, is_staff=True)
    client.force_login(user)
    return user


def test_staff_without_a_second_factor_set_one_up_before_they_enter(
    client: Browser, boss, settings
):
    settings.STAFF_MFA_REQUIRED = True

    assert client.get("/admin/")["Location"] == reverse("mfa_index")
    Authenticator.objects.create(user=boss, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.get("/admin/").status_code == 200


def test_the_second_factor_is_not_asked_where_it_is_not_required(client: Browser, boss, settings):
    settings.STAFF_MFA_REQUIRED = False

    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "account_email",
     "account_change_phone", "account_set_password", "account_logout", "account_inactive",
     "account_reset_password", "account_reset_password_done", "account_email_verification_sent",
     "account_reset_password_from_key_done"],
)  # fmt: skip
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_page_of_an_account_wears_our_frame(client: Browser, boss, address, language):
    page = client.get(reverse(address).replace("/ky/", f"/{language}/"), follow=True)

    assert page.status_code == 200
    assert 'id="content"' in page.content.decode()
    assert "allauth" not in {part.split("/")[0] for part in _templates(page)}


def _templates(page) -> set[str]:
    return {template.name for template in page.templates if template.name}


def test_an_account_may_be_made_with_a_phone_only(client: Browser, boss):
    typed = {
        "first_name": "Нурбек",
        "last_name": "Алиев",
        "phone": "0555 123 456",
        "language": "ky",
    }

    answer = client.post(reverse("wagtailusers_users:add"), typed)

    assert answer.status_code == 302, answer.context["form"].errors
    user = User.objects.get(phone="+996555123456")
    assert (user.email, len(user.username)) == (None, 32)
    assert client.get(reverse("wagtailusers_users:edit", args=[user.pk])).status_code == 200


def test_an_account_without_any_contact_is_refused_and_what_was_typed_stays(client: Browser, boss):
    typed = {"first_name": "Нурбек", "last_name": "Алиев", "language": "ky"}

    page = client.post(reverse("wagtailusers_users:add"), typed)

    assert page.status_code == 200
    assert 'value="Нурбек"' in page.content.decode()


def test_the_list_of_accounts_shows_contacts(client: Browser, boss, django_assert_max_num_queries):
    UserFactory(email=None, phone="+996555123456")

    with django_assert_max_num_queries(20):
        page = client.get(reverse("wagtailusers_users:index")).content.decode()

    assert "boss@mail.kg" in page
    assert "+996555123456" in page


def test_a_text_that_was_answered_is_neither_changed_nor_deleted(client: Browser):
    text = ConsentText.objects.first()
    administrator = UserFactory(is_staff=True)
    administrator.groups.add(roles.group(roles.CLIENT_ADMINISTRATOR))
    client.force_login(administrator)
    edit = reverse("wagtailsnippets_accounts_consenttext:edit", args=[text.pk])
    assert client.get(edit).status_code == 200
    answers = Registration.objects.create(user=administrator, language="ky", started_at=clock.now())
    ConsentAnswer.objects.create(
        registration=answers, text=text, agreed=True, language="ky", answered_at=clock.now()
    )

    assert client.get(edit).status_code == 302
    assert client.post(edit, {"text_ky": "x"}).status_code == 302
