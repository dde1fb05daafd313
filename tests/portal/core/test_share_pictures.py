"""A link in a messenger comes with a picture of its own: title, place, ornament, light."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from magazine.issues import groundwork as magazine
from portal.core import share_pictures, tree
from portal.home.models import HomePage
from portal.topics.models import TopicPage
from tests.factories.magazine import article, issue
from tests.factories.portal import event, grow_sections, kok_jar, news_item, practice

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LONG = "Айыл өкмөтү эски түтүктү алмаштырып, ар бир үйгө эсептегич коюп, тарифти эл менен кеңешти "


@pytest.fixture(autouse=True)
def _sections(trees):
    grow_sections()


def pages():
    magazine.lay()
    number = issue()
    return [
        practice(title=(LONG * 3)[:250], territory=kok_jar(), village="Көк-Жар"),
        news_item(),
        event(starts_at=datetime(2026, 12, 1, 4, tzinfo=UTC)),
        TopicPage.objects.get(slug="water", locale__language_code="ru"),
        number,
        article(number),
        HomePage.objects.get(locale__language_code="en"),
    ]


def test_every_kind_of_page_has_a_light_picture_of_the_right_size(client):
    for page in pages():
        response = client.get(share_pictures.of(page).url)

        assert response["Content-Type"] == "image/png"
        assert len(response.content) < 60_000
        assert Image.open(BytesIO(response.content)).size == (1200, 630)
        assert "immutable" in response["Cache-Control"]


def test_the_head_of_a_page_names_its_picture(client):
    page = practice(title="Таза суу", territory=kok_jar(), village="Көк-Жар")
    picture = share_pictures.of(page)

    shown = client.get(page.url).content.decode()

    assert f'property="og:image" content="http://testserver{picture.url}"' in shown
    assert 'property="og:image:width" content="1200"' in shown
    assert "Таза суу. Көк-Жар, Көк-Жар айыл аймагы, Нарын облусу" in shown


def test_the_address_changes_with_the_title_and_an_old_one_leads_to_the_new(client):
    page = practice()
    old = share_pictures.of(page).url
    page.title = "Жаңы аталыш"
    page = tree.publish(page)

    response = client.get(old)

    assert response.status_code == 302
    assert response.url == share_pictures.of(page).url != old


def test_a_picture_is_drawn_once(client, monkeypatch):
    url = share_pictures.of(practice()).url
    first = client.get(url).content
    monkeypatch.setattr("portal.core.share_pictures.draw", lambda page: pytest.fail("again"))

    assert client.get(url).content == first


def test_twins_share_the_ornament_and_not_the_words():
    page = practice(title="Суу")
    twin = practice(title="Вода", language="ru", twin=page, territory=page.territory)

    said, said_in_russian = share_pictures.words(page), share_pictures.words(twin)

    assert said.seed == said_in_russian.seed
    assert (said.over, said_in_russian.over) == ("Тажрыйба", "Практика")


@pytest.mark.parametrize("name", ["1-x", "999999-abc", "9" * 60 + "-abc"])
def test_a_picture_of_nothing_is_not_found(client, name):
    assert client.get(f"/share/{name}.png").status_code == 404


def test_a_draft_and_a_private_page_have_no_picture(client):
    draft, private = practice(live=False), practice()
    private.view_restrictions.create(restriction_type="login")

    for page in (draft, private):
        assert client.get(share_pictures.of(page).url).status_code == 404
