"""A reader before a missing twin is told so, offered the other language, and heard once."""

import pytest
from django.urls import reverse
from django.utils import translation

from portal.core import tree
from portal.home.models import HomePage
from portal.languages import selectors
from portal.languages.models import TranslationWish
from tests.factories.membership import UserFactory
from tests.factories.portal import practice

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("sections")]


def offer(page, language="ru"):
    with translation.override(language):
        return reverse("languages:offer", args=[page.pk])


def test_the_language_switch_leads_to_the_offer(client):
    page = practice(slug="suu")

    shown = client.get("/ky/practices/suu/").content.decode()

    assert f'href="{offer(page)}"' in shown


def test_the_offer_speaks_the_readers_language_and_leads_to_the_text(client):
    page = practice(slug="suu", title="Айылга суу келди")

    shown = client.get(offer(page)).content.decode()

    assert '<html lang="ru">' in shown
    assert "Айылга суу келди" in shown
    assert 'href="/ky/practices/suu/"' in shown
    assert 'href="/ru/practices/"' in shown


def test_an_address_that_only_the_other_language_has_says_so(client):
    page = practice(slug="suu", title="Айылга суу келди")

    response = client.get("/ru/practices/suu/")

    assert response.status_code == 404
    assert "Айылга суу келди" in response.content.decode()
    assert offer(page) in response.content.decode()


def test_the_address_of_the_other_language_leads_to_the_twin(client):
    page = practice(slug="suu")
    practice(slug="voda", territory=page.territory, language="ru", twin=page)

    assert client.get("/ru/practices/suu/").url == "/ru/practices/voda/"


def test_what_is_nowhere_is_simply_not_there(client):
    assert "languages/untranslated.html" not in [
        one.name for one in client.get("/ru/practices/nowhere/").templates
    ]


def test_a_page_that_is_not_public_is_not_told_about(client):
    hidden = practice(slug="hidden", live=False)

    assert client.get(offer(hidden)).status_code == 404
    assert client.get("/ru/practices/hidden/").status_code == 404
    assert client.get("/ru/translations/999999999/").status_code == 404


def test_a_wish_counts_once_a_reader(client):
    page = practice()

    for _time in range(3):
        client.post(offer(page))
    client.force_login(UserFactory())
    for _time in range(2):
        client.post(offer(page))

    assert TranslationWish.objects.of(page.translation_key, "ru").count() == 2


def test_the_wish_counts_on_the_board_until_the_twin_is_published(client):
    from datetime import date

    page = practice()
    client.post(offer(page))
    before = selectors.item(page, date(2026, 11, 25))

    twin = practice(territory=page.territory, language="ru", twin=page)

    assert [cell.wishes for cell in before.cells if cell.code == "ru"] == [1]
    assert not TranslationWish.objects.unmet().exists()
    assert client.get(offer(page)).url == tree.twin_of(page, "ru").url
    assert twin.live


def test_the_form_is_on_a_page_that_is_never_kept(client):
    page = practice(slug="suu")

    kept = client.get("/ky/practices/suu/").content.decode()
    response = client.get(offer(page))

    assert 'method="post"' not in kept
    assert "no-store" in response["Cache-Control"]
    assert 'method="post"' in response.content.decode()


def test_too_many_wishes_from_one_place_are_refused(client):
    pages = [practice(territory=practice().territory) for _number in range(2)]

    answers = [client.post(offer(pages[number % 2])).status_code for number in range(32)]

    assert answers[-1] in {403, 429}


def test_home_pages_need_no_offer(client):
    shown = client.get("/ky/").content.decode()

    assert HomePage.objects.count() == 3
    assert "/translations/" not in shown


def test_a_reader_of_english_is_offered_kyrgyz_and_russian(client):
    page = practice(slug="suu", title="Айылга суу келди")
    practice(territory=page.territory, language="ru", twin=page, title="В село пришла вода")

    for shown in (client.get(offer(page, "en")), client.get("/en/practices/suu/")):
        told = shown.content.decode()
        assert "Айылга суу келди" in told
        assert "В село пришла вода" in told
