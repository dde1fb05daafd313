"""Bookmarks, the copy of own data, being forgotten, and which address was it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from membership.accounts.models import User
from membership.cabinet import copies, reminders
from membership.cabinet.models import Bookmark, DataCopy
from membership.clients import services
from membership.clients.models import Client
from portal.core import outbox
from portal.core.models import Letter
from tests.factories.membership import ClientFactory, TermFactory, UserFactory
from tests.factories.portal import grow_sections, practice

if TYPE_CHECKING:
    from django.test import Client as Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trees")]
ROOM = "/ky/room/"
WHICH = f"{ROOM}which-address/"


@pytest.fixture
def aigul(client: Browser) -> User:
    user = UserFactory(email="aigul@mail.kg", proven=True)
    ClientFactory(user=user)
    client.force_login(user)
    return user


def test_a_practice_is_kept_and_let_go(client: Browser, aigul):
    grow_sections()
    page = practice(title="Эски түтүк")
    form = f"{ROOM}bookmarks/{page.pk}/"

    assert form in client.get(page.url).content.decode()
    client.post(form, {"keep": "yes"})
    client.post(form, {"keep": "yes"})
    assert Bookmark.objects.count() == 1
    assert "Эски түтүк" in client.get(ROOM).content.decode()
    assert "Эски түтүк" in client.get(f"{ROOM}bookmarks/").content.decode()
    client.post(form, {"keep": "no", "back": "list"})
    assert not Bookmark.objects.exists()


def test_a_kept_page_has_no_form_and_says_nothing_of_anybody(client: Browser, aigul, kept_pages):
    grow_sections()
    page = practice(title="Эски түтүк")
    client.post(f"{ROOM}bookmarks/{page.pk}/", {"keep": "yes"})
    mine = client.get(page.url).content.decode()
    client.logout()
    strangers = client.get(page.url).content.decode()

    assert "Бөлмөмдө сакталган" in mine
    assert "Бөлмөмдө сакталган" not in strangers
    assert 'method="post"' not in strangers


def test_only_published_pages_of_some_kinds_are_kept(client: Browser, aigul):
    grow_sections()
    draft = practice(title="Долбоор", live=False)

    for page_id in (draft.pk, draft.get_parent().pk, 999_999):
        assert client.get(f"{ROOM}bookmarks/{page_id}/").status_code == 404


def test_a_copy_is_asked_for_made_and_fetched(client: Browser, aigul):
    client.post(f"{ROOM}data/copy/")
    client.post(f"{ROOM}data/copy/")
    copy = DataCopy.objects.get()
    early = client.get(f"{ROOM}data/copy/{copy.pk}/")
    outbox.drain()
    answer = client.get(f"{ROOM}data/copy/{copy.pk}/")
    b"".join(answer.streaming_content)

    assert early.status_code == 404
    assert "attachment" in answer["Content-Disposition"]
    assert Letter.objects.filter(kind="copy_ready", to="aigul@mail.kg").exists()
    client.force_login(UserFactory())
    assert client.get(f"{ROOM}data/copy/{copy.pk}/").status_code == 404


def test_being_forgotten_takes_a_link_and_one_more_press(client: Browser, aigul):
    client.post(f"{ROOM}data/erase/")
    text = Letter.objects.get(kind="erase").text
    address = re.search(r"/ky/room/data/erase/\S+", text)[0]
    term = TermFactory(client=Client.objects.get(user=aigul), ends_on=date(2999, 12, 31))
    assert "2999" in client.get(address).content.decode()
    term.delete()

    assert User.objects.get(pk=aigul.pk).is_active
    assert client.get(address).status_code == 200
    page = client.post(address)
    assert page.status_code == 200
    assert client.get(ROOM).status_code == 302
    outbox.drain()
    assert not User.objects.filter(pk=aigul.pk).exists()


def test_the_link_of_another_forgets_nobody(client: Browser, aigul):
    client.post(f"{ROOM}data/erase/")
    address = re.search(r"/ky/room/data/erase/\S+", Letter.objects.get(kind="erase").text)[0]
    client.force_login(UserFactory())

    assert client.post(address).status_code == 404
    assert User.objects.get(pk=aigul.pk).is_active


def test_staff_do_not_forget_themselves(client: Browser, administrator):
    client.post(f"{ROOM}data/erase/")

    assert not Letter.objects.exists()
    assert client.get(f"{ROOM}data/").status_code == 200


def test_whoever_forgot_is_told_at_the_contact_and_nowhere_else(client: Browser):
    user = UserFactory(email="aigul@mail.kg", proven=True)
    card = ClientFactory(user=user)
    card.contacts.create(channel="phone", value="+996555123456")

    known = client.post(WHICH, {"contact": "0555 123 456"})
    unknown = client.post(WHICH, {"contact": "0555 999 999"})

    plain = re.compile(r'nonce="[^"]*"|csrf\S+')
    pages = {plain.sub("", one.content.decode()) for one in (known, unknown)}
    assert len(pages) == 1
    assert "a•••l@mail.kg" in Letter.objects.get(to="+996555123456").text
    assert "@" not in Letter.objects.get(to="+996555999999").text


def test_nobody_is_asked_for_without_end(client: Browser):
    for _turn in range(3):
        client.post(WHICH, {"contact": "aigul@mail.kg"})
    client.post(WHICH, {"contact": "aigul@mail.kg"})

    assert Letter.objects.count() == 3


@pytest.mark.parametrize("typed", ["", "nonsense", "@@", "1" * 300])
def test_what_is_no_contact_is_said_so(client: Browser, typed):
    assert client.post(WHICH, {"contact": typed}).status_code == 200
    assert not Letter.objects.exists()


def test_little_is_shown_of_an_address():
    assert reminders.hidden("aigul@mail.kg") == "a•••l@mail.kg"
    assert reminders.hidden("ab@mail.kg") == "a•••@mail.kg"
    assert reminders.hidden("+996555123456") == "+996•••456"


def test_a_copy_of_somebody_who_is_gone_is_not_made(aigul):
    copy = copies.ask(user_id=aigul.pk, language="ky", at=timezone.now())
    aigul.delete()
    copies.make(copy_id=copy.pk)


def test_the_room_of_somebody_with_everything_stays_within_its_queries(
    client: Browser, aigul, django_assert_max_num_queries
):
    client.get(ROOM)
    with django_assert_max_num_queries(30):
        client.get(ROOM)


def test_what_was_taken_back_stays_in_the_history(client: Browser, aigul):
    card = Client.objects.get(user=aigul)
    about = {"purpose": "informing", "service": "portal", "channel": "email"}
    services.record_consent(
        client_id=card.pk, **about, version="7.7", language="ky", text="ооба",
        given_at=timezone.now(),
    )  # fmt: skip
    services.withdraw_consent(client_id=card.pk, **about, at=timezone.now())

    page = client.get(f"{ROOM}consents/").content.decode()
    assert "7.7" in page
    assert "кайтарылып алынды" in page
