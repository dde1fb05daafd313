"""Kept pages: quick for strangers, never somebody's own, never yesterday's."""

import gzip

import brotli
import pytest
from django.core.cache import caches

from portal.core import pagecache, tree
from portal.topics.models import Topic
from tests.factories.portal import grow_sections, news_item, practice
from tests.fakes.anonymous_reader import AnonymousReader

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("kept")]


@pytest.fixture
def kept(trees, kept_pages):
    grow_sections()


@pytest.fixture
def reader() -> AnonymousReader:
    return AnonymousReader()


def publish(page, capture):
    with capture(execute=True):
        tree.publish(page)


def test_a_page_is_made_once_for_all_strangers(reader):
    first = reader.get("/ky/news/")
    second = reader.get("/ky/news/")

    assert reader.made == 1
    assert (first.status, first.text) == (200, second.text)
    assert second.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("accepted", "packing", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_a_page_is_packed_as_the_browser_takes_it(reader, accepted, packing, unpack):
    whole = reader.get("/ky/news/").body
    for _ in range(2):
        answer = reader.get("/ky/news/", HTTP_ACCEPT_ENCODING=accepted)

        assert answer.headers.get("Content-Encoding") == packing
        assert unpack(answer.body) == whole
        assert int(answer.headers["Content-Length"]) == len(answer.body)
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_who_has_the_page_already_gets_no_body(reader):
    etag = reader.get("/ky/news/").headers["ETag"]

    answer = reader.get("/ky/news/", HTTP_IF_NONE_MATCH=etag)

    assert (answer.status, answer.text) == (304, "")


@pytest.mark.parametrize("cookie", ["sessionid=abc", "a=b; sessionid=abc", "messages=abc"])
def test_who_may_be_signed_in_passes_by(reader, cookie):
    reader.get("/ky/news/")

    assert not reader.finds_kept("/ky/news/", HTTP_COOKIE=cookie)
    assert reader.finds_kept("/ky/news/", HTTP_COOKIE="django_language=ru")


def test_what_a_member_is_shown_is_never_kept(reader, client, django_user_model):
    client.force_login(django_user_model.objects.create(email="aigul@example.kg"))
    reader.get("/ky/news/", HTTP_COOKIE=f"sessionid={client.session.session_key}")

    stranger = reader.get("/ky/news/")

    assert reader.made == 2
    assert "/account/login/" in stranger.text


def test_a_host_an_encoding_and_a_scheme_have_pages_of_their_own(reader):
    reader.get("/ky/news/")

    assert not reader.finds_kept("/ky/news/", HTTP_HOST="127.0.0.1")
    assert not reader.finds_kept("/ky/news/", HTTP_ACCEPT_ENCODING="gzip")
    assert not reader.finds_kept("/ky/news/", **{"wsgi.url_scheme": "https"})
    assert reader.get("/ky/news/", HTTP_HOST="evil.example").status == 400


@pytest.mark.parametrize("query", ["?q=1", "?page=1&x=2", "?page=abc", "?page=%00"])
def test_addresses_without_end_are_not_kept(reader, query):
    reader.get(f"/ky/news/{query}")
    reader.get(f"/ky/news/{query}")

    assert reader.made == 2


def test_forms_are_not_kept(reader):
    reader.get("/ky/account/login/")

    assert not reader.finds_kept("/ky/account/login/")


def test_publishing_changes_the_page_its_lists_and_its_twin_alone(
    reader, django_capture_on_commit_callbacks
):
    one, other = news_item(), news_item()
    twin = news_item(language="ru", twin=one)
    told = practice()
    touched = [one.url, twin.url, "/ky/news/", "/ky/"]
    untouched = [other.url, told.url, "/ru/news/", "/ky/magazine/"]
    untouched = [url for url in untouched if reader.get(url).status == 200]
    for url in touched:
        reader.get(url)

    publish(one, django_capture_on_commit_callbacks)

    assert [url for url in touched if reader.finds_kept(url)] == []
    assert [url for url in untouched if not reader.finds_kept(url)] == []


def test_the_new_words_are_seen_at_once(reader, django_capture_on_commit_callbacks):
    page = news_item(title="Мурунку сөз")
    assert "Мурунку сөз" in reader.get(page.url).text

    page.title = "Жаңы сөз"
    publish(page, django_capture_on_commit_callbacks)

    assert "Жаңы сөз" in reader.get(page.url).text
    assert "Жаңы сөз" in reader.get("/ky/news/").text


def test_a_page_that_moved_is_found_at_its_new_address_everywhere(
    reader, django_capture_on_commit_callbacks
):
    page = news_item()
    reader.get("/ky/news/")
    with django_capture_on_commit_callbacks(execute=True):
        page.slug = "zhany-daregi"
        tree.publish(page)

    assert "zhany-daregi" in reader.get("/ky/news/").text


def test_a_section_in_the_menu_changes_every_page(reader, django_capture_on_commit_callbacks):
    reader.get("/ky/news/")
    section = tree.twin_of(news_item().get_parent(), "ky")
    section.title = "Кабарлар"

    publish(section, django_capture_on_commit_callbacks)

    assert "Кабарлар" in reader.get("/ky/news/").text


def test_what_is_called_otherwise_is_called_so_on_every_page(
    reader, django_capture_on_commit_callbacks
):
    page = news_item()
    reader.get(page.url)

    with django_capture_on_commit_callbacks(execute=True):
        Topic.objects.first().save()

    assert not reader.finds_kept(page.url)


def test_what_another_process_forgot_is_forgotten_here(reader):
    other = AnonymousReader()
    reader.get("/ky/news/")
    assert other.finds_kept("/ky/news/")

    pagecache.forget_all()

    assert not reader.finds_kept("/ky/news/")
    assert other.finds_kept("/ky/news/")


def test_a_lost_stamp_makes_pages_stale_rather_than_true(reader):
    page = news_item()
    reader.get(page.url)

    caches["pages"].delete_many([key for key in _keys() if "stamp" in key])
    pagecache.forget("something else")

    assert not reader.finds_kept(page.url)


def test_a_change_while_a_page_is_made_keeps_nothing(reader, monkeypatch):
    application = reader._pages.application

    def slow(environ, start_response):
        answer = application(environ, start_response)
        pagecache.forget("anything at all")
        return answer

    reader._pages.application = slow
    reader.get("/ky/news/")
    reader._pages.application = application

    assert not reader.finds_kept("/ky/news/")


def _keys():
    return [key.split(":", 2)[2] for key in caches["pages"]._cache]
