"""sitemap.xml names every public page with its twins, under the right host."""

from xml.etree import ElementTree

import pytest
from wagtail.models import Page, PageViewRestriction

from tests.factories.portal import grow_sections, practice

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def sections(trees):
    grow_sections()


def addresses(client):
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(answer.content)
    return {
        url.find(f"{SITEMAP}loc").text: {
            link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")
        }
        for url in root
    }


def test_a_page_stands_with_its_twins(sections, client):
    page = practice(slug="suu")
    practice(slug="voda", language="ru", twin=page, territory=page.territory)

    found = addresses(client)

    assert found["http://testserver/ky/practices/suu/"] == {
        "ky": "http://testserver/ky/practices/suu/",
        "ru": "http://testserver/ru/practices/voda/",
        "x-default": "http://testserver/ky/practices/suu/",
    }


def test_drafts_and_private_pages_are_left_out(sections, client):
    practice(slug="draft", live=False)
    private = Page.objects.get(slug="practices", locale__language_code="ru")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    found = addresses(client)

    assert "http://testserver/ky/practices/draft/" not in found
    assert "http://testserver/ru/practices/" not in found


def test_robots_are_told_where_it_is(client, db):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
