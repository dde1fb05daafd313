"""Pages made once for all, with places that are filled for each reader."""

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import Client, RequestFactory
from wagtail.rich_text import RichText

from portal.core import pagecache, skeletons, tree
from tests.factories.membership import UserFactory
from tests.factories.portal import grow_sections, news_item

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("kept")]


@pytest.fixture
def kept(trees, kept_pages):
    grow_sections()
    yield
    pagecache.forget_all()


@pytest.fixture
def member() -> Client:
    browser = Client()
    browser.force_login(UserFactory())
    return browser


def text(browser: Client, url: str) -> str:
    return browser.get(url).content.decode()


def test_a_member_finds_her_room_on_a_page_made_for_strangers(member):
    page = news_item()
    assert "/account/login/" in text(Client(), page.url)

    shown = text(member, page.url)

    assert "/ky/room/" in shown
    assert "/account/login/" not in shown


def test_a_stranger_finds_nothing_of_the_member_before_him(member):
    page = news_item()
    text(member, page.url)

    shown = text(Client(), page.url)

    assert "/ky/room/" not in shown
    assert "personal:" not in shown


def test_a_page_is_gathered_once_for_all_members(member, django_assert_max_num_queries):
    page = news_item()
    text(Client(), page.url)

    with django_assert_max_num_queries(7):  # the session, the user, and Wagtail's way to the page
        text(member, page.url)


def test_what_the_site_has_to_say_is_said_to_one_reader():
    page = news_item()
    text(Client(), page.url)
    told = CookieStorage(RequestFactory().get("/"))
    browser = Client()
    browser.cookies["messages"] = told._encode([Message(constants.SUCCESS, "Кабыл алынды")])

    assert "Кабыл алынды" in text(browser, page.url)
    assert "Кабыл алынды" not in text(Client(), page.url)


def test_a_change_is_seen_by_members_at_once(member, django_capture_on_commit_callbacks):
    page = news_item(title="Мурунку сөз")
    text(member, page.url)
    with django_capture_on_commit_callbacks(execute=True):
        page.title = "Жаңы сөз"
        tree.publish(page)

    assert "Жаңы сөз" in text(member, page.url)


def test_what_looks_like_a_place_in_a_text_stays_text(member):
    page = news_item(
        title="<!--personal:account-->",
        body=[("paragraph", RichText("<p>&lt;!--personal:home--&gt;</p>"))],
    )

    shown = text(member, page.url)

    assert "&lt;!--personal:account--&gt;" in shown
    assert shown.count("/ky/room/") == 2  # the head, for the desk and for the phone


def test_every_place_can_be_filled_without_a_request(db):
    """Error pages have none."""
    for _name, fill in skeletons.places:
        assert isinstance(str(fill(None, None)), str)
