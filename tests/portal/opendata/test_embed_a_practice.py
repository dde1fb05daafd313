"""A practice stands on other sites: as a card in a frame, through oEmbed, in news readers."""

import uuid
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from portal.topics.models import Topic
from tests.factories.portal import event, grow_sections, kok_jar, news_item, practice

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("sections")]


def card_of(client, page, language="ky"):
    return client.get(f"/{language}/open-data/card/{page.translation_key}/")


def test_the_card_may_be_framed_by_any_site_and_runs_nothing(client):
    response = card_of(client, practice(title="Суу <script>"))

    policy = response["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in response
    text = response.content.decode()
    assert "<script" not in text
    assert "style=" not in text
    assert "Суу &lt;script&gt;" in text


def test_only_the_card_may_be_framed(client):
    page = practice()

    response = client.get(page.url)

    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_the_card_sets_no_cookie(client):
    assert not card_of(client, practice()).cookies


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_card_exists_in_the_languages_of_the_practice(client, language):
    assert card_of(client, practice(), language).status_code == 404


def test_a_card_of_nothing_is_not_found(client):
    draft = practice(live=False)

    assert card_of(client, draft).status_code == 404
    assert client.get(f"/ky/open-data/card/{uuid.uuid4()}/").status_code == 404


def test_the_page_of_a_practice_names_its_data_and_its_card(client):
    page = practice()

    shown = client.get(page.url).content.decode()

    assert f"/data/practices/{page.translation_key}.json" in shown
    assert 'type="application/json+oembed"' in shown
    assert f"/ky/open-data/practices/{page.translation_key}/" in shown


def test_people_find_the_lines_to_paste(client):
    page = practice(title='Суу "бар"')

    shown = client.get(f"/ky/open-data/practices/{page.translation_key}/").content.decode()

    assert "&lt;iframe src=" in shown
    assert f"/ky/open-data/card/{page.translation_key}/" in shown


def oembed(client, **query):
    return client.get("/data/oembed.json", query)


def test_oembed_answers_with_a_frame_that_fits(client):
    page = practice(title="Таза суу")

    told = oembed(client, url=page.full_url, maxwidth=300, maxheight=9000).json()

    assert (told["version"], told["type"], told["title"]) == ("1.0", "rich", "Таза суу")
    assert (told["width"], told["height"]) == (300, 420)
    assert 'width="300"' in told["html"]
    assert f"/ky/open-data/card/{page.translation_key}/" in told["html"]


def test_oembed_speaks_xml_too(client):
    page = practice()

    response = oembed(client, url=page.full_url, format="xml")

    assert ET.fromstring(response.content).findtext("title") == page.title
    assert oembed(client, url=page.full_url, format="yaml").status_code == 501


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://[",
        "https://elsewhere.example/ky/practices/practice-1/",
        "javascript:alert(1)",
        "http://testserver/ky/",
        "http://testserver/ky/practices/",
        "http://testserver/xx/practices/practice-1/",
        "http://testserver/ky/news/practice-1/",
        "http://testserver/ky/practices/" + "a" * 9000 + "/",
    ],
)
def test_oembed_knows_only_practices_of_this_site(client, url):
    practice(slug="practice-1")

    assert oembed(client, url=url).status_code == 404


@pytest.mark.parametrize("width", ["-1", "0", "x", "²", "9" * 50])
def test_hostile_sizes_give_the_usual_one(client, width):
    told = oembed(client, url=practice().full_url, maxwidth=width).json()

    assert told["width"] in {240, 480}


@pytest.fixture
def wet():
    return practice(topics=[Topic.objects.get(slug="water")], territory=kok_jar())


def test_a_topic_and_an_oblast_have_their_feeds(client, wet):
    other = practice()
    oblast = wet.territory.parent.parent

    for path in ("topics/water", f"oblasts/{oblast.soate}"):
        feed = client.get(f"/ky/open-data/feeds/{path}/").content.decode()
        assert wet.title in feed
        assert other.title not in feed
    assert oblast.name_ky in feed


def test_a_feed_is_sent_again_only_when_its_list_changed(client, wet):
    address = "/ky/open-data/feeds/topics/water/"
    first = client.get(address)
    asked = {"If-None-Match": first["ETag"]}

    assert client.get(address, headers=asked).status_code == 304
    assert (
        client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code
        == 304
    )
    wet.unpublish()
    assert client.get(address, headers=asked).status_code == 200


@pytest.mark.parametrize("path", ["topics/nothing", "oblasts/1", "oblasts/" + "9" * 300])
def test_feeds_of_nothing_are_not_found(client, path):
    assert client.get(f"/ky/open-data/feeds/{path}/").status_code == 404


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_page_explains_it_all_and_the_foot_leads_there(client, wet, language):
    home = client.get(f"/{language}/").content.decode()
    guide = client.get(f"/{language}/open-data/")

    assert f'href="/{language}/open-data/"' in home
    assert guide.status_code == 200
    assert "/data/practices.csv" in guide.content.decode()


def test_every_address_on_the_page_about_data_answers(client, wet):
    guide = client.get("/ky/open-data/")

    for row in (*guide.context["topics"], *guide.context["oblasts"]):
        for name in ("feed", "json", "csv", "calendar"):
            assert client.get(row[name]).status_code == 200


def test_the_lines_to_paste_are_offered_in_the_languages_of_the_practice_only(client):
    page = practice()

    shown = client.get(f"/ky/open-data/practices/{page.translation_key}/").content.decode()

    assert f"/ru/open-data/practices/{page.translation_key}/" not in shown
    assert f"/en/open-data/practices/{page.translation_key}/" not in shown


def test_news_and_events_have_feeds_of_their_topics_and_places(client, wet, trees):
    grow_sections()
    topic = wet.topics.first()
    told, other = news_item(), news_item()
    told.topics.set([topic])
    told.save()
    coming = event(starts_at=datetime(2030, 3, 3, 6, tzinfo=UTC), territory=wet.territory)

    of_topic = client.get(f"/ky/open-data/feeds/news/topics/{topic.slug}/").content.decode()
    oblast = wet.territory.parent.parent
    of_oblast = client.get(f"/ky/open-data/feeds/events/oblasts/{oblast.soate}/").content.decode()

    assert told.title in of_topic
    assert other.title not in of_topic
    assert coming.title in of_oblast
    assert client.get("/ky/open-data/feeds/events/topics/none/").status_code == 404
