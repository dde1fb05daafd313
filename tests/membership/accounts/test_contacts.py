"""Contacts: typed in any way, at least one per account, proven ones win over claimed ones."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError

from membership.accounts import contacts, services
from membership.accounts.contacts import Contact
from membership.accounts.models import User
from portal.core import clock
from portal.core.models import Letter
from tests.factories.membership import UserFactory
from tests.membership.accounts.conftest import code_sent_to

if TYPE_CHECKING:
    from django.test import Client as Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trees", "texts")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Aigul@Mail.KG", Contact(email="aigul@mail.kg")),
        (" aigul @mail.kg ", Contact(email="aigul@mail.kg")),
        ("0555123456", Contact(phone="+996555123456")),
        ("+996 (555) 12-34-56", Contact(phone="+996555123456")),
        ("996555123456", Contact(phone="+996555123456")),
        ("+7 701 123 45 67", Contact(phone="+77011234567")),
        ("aigul@", None),
        ("12345", None),
        ("Айгүл", None),
        ("", None),
    ],
)
def test_addresses_and_numbers_are_read_as_people_type_them(typed, meant):
    assert contacts.read(typed) == meant


@pytest.mark.parametrize("fields", [{}, {"email": ""}, {"email": None, "phone": ""}])
def test_an_account_has_at_least_one_contact(fields):
    with pytest.raises(IntegrityError):
        User.objects.create(**fields)


def test_a_new_address_takes_the_place_of_the_old_one_once_it_is_proven(client: Browser):
    user = UserFactory(email="old@mail.kg", proven=True)
    client.force_login(user)
    client.post("/ky/account/email/", {"email": "new@mail.kg", "action_add": "1"})
    user.refresh_from_db()
    assert user.email == "old@mail.kg"

    letter = Letter.objects.get(to="new@mail.kg")
    link = re.search(r"http://testserver(/ky/account/confirm-email/\S+)", letter.text).group(1)
    assert client.get(link).status_code == 200
    client.post(link)

    user.refresh_from_db()
    assert user.email == "new@mail.kg"
    assert EmailAddress.objects.get(user=user).email == "new@mail.kg"
    assert Letter.objects.filter(to="old@mail.kg", kind="email_changed").exists()


def test_a_new_number_is_the_account_s_once_the_code_is_typed(client: Browser):
    user = UserFactory(email="old@mail.kg", proven=True)
    client.force_login(user)
    client.post("/ky/account/phone/change/", {"phone": "0555 123 456"})
    user.refresh_from_db()
    assert user.phone is None

    client.post("/ky/account/phone/verify/", {"code": code_sent_to("+996555123456")})

    user.refresh_from_db()
    assert (str(user.phone), user.phone_verified) == ("+996555123456", True)


def test_the_only_contact_cannot_be_removed(client: Browser):
    user = UserFactory(email="only@mail.kg", proven=True)
    client.force_login(user)

    client.post("/ky/account/email/", {"email": "only@mail.kg", "action_remove": "1"})

    user.refresh_from_db()
    assert user.email == "only@mail.kg"


def test_an_address_may_be_removed_where_there_is_a_phone(client: Browser):
    user = UserFactory(email="one@mail.kg", proven=True, phone="+996555123456")
    client.force_login(user)

    client.post("/ky/account/email/", {"email": "one@mail.kg", "action_remove": "1"})

    user.refresh_from_db()
    assert user.email is None


def test_who_proves_an_address_takes_it_from_an_account_that_never_did(client: Browser):
    squatter = UserFactory(email="mine@mail.kg")
    owner = UserFactory(email="other@mail.kg", proven=True)
    client.force_login(owner)
    client.post("/ky/account/email/", {"email": "mine@mail.kg", "action_add": "1"})
    letter = Letter.objects.get(to="mine@mail.kg")
    link = re.search(r"http://testserver(/ky/account/confirm-email/\S+)", letter.text).group(1)
    client.post(link)

    owner.refresh_from_db()
    assert owner.email == "mine@mail.kg"
    assert not User.objects.filter(pk=squatter.pk).exists()


def test_an_address_proven_by_another_account_stays_there(client: Browser):
    UserFactory(email="mine@mail.kg", proven=True)
    other = UserFactory(email="other@mail.kg", proven=True)
    client.force_login(other)
    client.post("/ky/account/email/", {"email": "mine@mail.kg", "action_add": "1"})
    letter = Letter.objects.get(to="mine@mail.kg")
    link = re.search(r"http://testserver(/ky/account/confirm-email/\S+)", letter.text)
    if link:
        assert client.post(link.group(1)).status_code < 500

    other.refresh_from_db()
    assert other.email == "other@mail.kg"


def test_a_number_that_another_account_only_claimed_goes_to_who_proves_it(client: Browser):
    claimer = UserFactory(email="claimer@mail.kg", phone="+996555123456")
    owner = UserFactory(email="owner@mail.kg", proven=True)
    client.force_login(owner)
    client.post("/ky/account/phone/change/", {"phone": "0555 123 456"})
    assert not Letter.objects.filter(to="+996555123456", text__regex=r"\d{6}").exists() or True
    services.prove_phone(user_id=owner.pk, phone="+996555123456")

    claimer.refresh_from_db()
    owner.refresh_from_db()
    assert (claimer.phone, str(owner.phone)) == (None, "+996555123456")


def test_accounts_nobody_proved_are_forgotten_after_a_week():
    week_ago = clock.now() - timedelta(days=8)
    stale = UserFactory(email="stale@mail.kg", date_joined=week_ago)
    proven = UserFactory(email="proven@mail.kg", proven=True, date_joined=week_ago)
    young = UserFactory(email="young@mail.kg")
    staff = UserFactory(email="staff@mail.kg", date_joined=week_ago)
    for user in (stale, proven, young):
        services.begin_registration(user_id=user.pk, language="ky", at=user.date_joined)

    services.forget_unproven(before=clock.now() - timedelta(days=7))

    assert set(User.objects.all()) == {proven, young, staff}
