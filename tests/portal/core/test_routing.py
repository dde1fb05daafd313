"""A page is found by its address in its own language, and only when it is published."""

import pytest
from wagtail.models import PageViewRestriction

from tests.factories.portal import grow_sections, practice

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def sections(trees):
    grow_sections()


def test_a_page_is_served_in_its_own_language_only(client):
    page = practice(slug="suu")

    assert client.get("/ky/practices/suu/").context["page"].pk == page.pk
    assert client.get("/ru/practices/suu/").status_code == 404


def test_a_page_behind_a_privacy_setting_sends_to_the_sign_in(client):
    page = practice(slug="suu")
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")

    response = client.get("/ky/practices/suu/")

    assert response.status_code == 302


def test_an_unpublished_page_is_gone(client):
    page = practice(slug="suu")
    page.unpublish()

    assert client.get("/ky/practices/suu/").status_code == 404


@pytest.mark.parametrize("path", ["/ky/practices/нет/", "/ky/practices/x/y/z/", "/ky/home-ky/"])
def test_there_is_nothing_at_other_addresses(client, path):
    assert client.get(path).status_code == 404


def test_a_privacy_setting_above_an_unpublished_page_still_holds(client):
    page = practice(slug="suu")
    library = page.get_parent()
    PageViewRestriction.objects.create(page=library, restriction_type="login")
    library.specific.unpublish()

    assert client.get("/ky/practices/suu/").status_code == 302


def test_an_address_deeper_than_any_page_is_not_found(client):
    assert client.get("/ky/" + "a/" * 200).status_code == 404
