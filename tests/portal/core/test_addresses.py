"""Addresses that can be written on paper and sent in a message."""

import pytest
from django.urls import reverse

from portal.core import letters, navigation, tree
from portal.home.models import HomePage, PlainPage
from tests.factories.membership import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(
    ("title", "slug", "address"),
    [
        ("Кантип жазуу керек", "", "kantip-jazuu-kerek"),
        ("Көңүл буруңуз", "көңүл-буруңуз", "kongul-burunguz"),
        ("Жобо", "rules", "rules"),
    ],
)
def test_a_page_made_by_hand_has_a_latin_address(trees, title, slug, address):
    home = HomePage.objects.get(locale__language_code="ky")

    page = tree.plant(home, PlainPage(title=title, slug=slug, body=[]), language="ky")

    assert page.slug == address


@pytest.mark.parametrize("slug", ["семинар-в-нарыне", "seminar-v-naryne-2"])
def test_a_second_page_of_one_title_gets_an_address_of_its_own(trees, client, slug):
    home = HomePage.objects.get(locale__language_code="ru")
    tree.plant(home, PlainPage(title="Семинар в Нарыне", body=[]), language="ru")
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    typed = {"title": "Семинар в Нарыне", "slug": slug, "summary": "", "body-count": "0"}
    comments = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}

    address = reverse("wagtailadmin_pages:add", args=["home", "plainpage", home.pk])
    answer = client.post(address, typed | comments)

    assert answer.status_code == 302
    slugs = home.get_children().filter(title="Семинар в Нарыне").values_list("slug", flat=True)
    assert set(slugs) == {"seminar-v-naryne", "seminar-v-naryne-2"}


def test_only_a_page_chosen_for_it_stands_at_the_foot(trees, rf):
    home = HomePage.objects.get(locale__language_code="ky")
    for title, chosen in (("Тандалган", True), ("Кошумча", False)):
        tree.plant(home, PlainPage(title=title, show_in_menus=chosen, body=[]), language="ky")

    _main, foot = navigation.sections(rf.get("/ky/"), "ky")

    names = [place.name for place in foot]
    assert "Тандалган" in names
    assert "Кошумча" not in names


def test_names_follow_the_alphabet_in_whatever_way_a_database_sorts():
    names = ["Абдиев", "Елебесов", "Ёлкин", "Жакыпов", "Нурматов", "Ңаматов", "Осмонов",
             "Өмүров", "Үсөнов", "Эсенов", "Юсупов", "Якубов"]  # fmt: skip

    keys = [letters.sort_key(name) for name in names]

    assert keys == sorted(keys)
    assert all(key.isascii() for key in keys)


def test_a_browser_finds_the_icon_where_it_looks_by_itself(client):
    response = client.get("/favicon.ico")

    assert response.status_code == 301
    assert response["Location"].endswith(".png")
