"""The content administrator builds an issue."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from magazine.issues.models import ArticlePage, IssuePage, MagazineIndexPage, Rubric
from portal.core import roles
from tests.factories.magazine import AuthorFactory
from tests.factories.membership import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def editor(magazine, client):
    user = UserFactory()
    user.groups.add(roles.group(roles.CONTENT_ADMINISTRATOR))
    client.force_login(user)
    return user


def add(client, kind, parent, **data):
    address = reverse("wagtailadmin_pages:add", args=["issues", kind, parent.pk])
    fields = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, **data}
    response = client.post(address, nested_form_data(fields))
    assert response.status_code == 302, response.context["form"].errors


def index(language="ky"):
    return MagazineIndexPage.objects.get(locale__language_code=language)


@pytest.mark.parametrize("deed", [{}, {"action-publish": "1"}])
def test_year_and_month_are_enough_for_an_issue(client, editor, deed):
    add(client, "issuepage", index(), title="Жаңы тема", slug="2026-11", year=2026, first_month=11,
        last_month="", first_through="", last_through="", published_on="2026-11-27", counts_as=1,
        summary="", foreword="", donor_credit="", **deed)  # fmt: skip

    assert IssuePage.objects.get().label == "11 (181)"


def test_an_article_is_written_block_by_block(client, editor, october):
    add(client, "articlepage", october, title="Макала", slug="makala", summary="Кыскача",
        rubric=Rubric.objects.first().pk, first_page=4, last_page=5, access="subscribers",
        opens_on="", donor_credit="",
        article_authors=inline_formset(
            [{"author": AuthorFactory().pk, "affiliation": "ӨСИ", "part": "author"}]
        ),
        body=streamfield([("heading", "Баш сөз"), ("paragraph", rich_text("<p>Текст</p>"))]),
        **{"action-publish": "1"})  # fmt: skip

    page = ArticlePage.objects.get()
    assert page.live
    assert [block.block_type for block in page.body] == ["heading", "paragraph"]
    assert page.authors_line == "Нургүл ЖАМАНКУЛОВА"


@pytest.mark.parametrize("what", ["rubric", "author"])
def test_rubrics_and_authors_stand_in_the_menu(client, editor, october, what):
    AuthorFactory()

    response = client.get(reverse(f"wagtailsnippets_issues_{what}:list"))

    assert response.status_code == 200


def test_authors_are_found_by_name(client, editor):
    AuthorFactory()

    response = client.get(reverse("wagtailsnippets_issues_author:list_results"), {"q": "Джаманк"})

    assert "Жаманкулова" in response.content.decode()


@pytest.mark.parametrize("page", ["october", "closed_article"])
def test_editing_screens_open(client, editor, request, page):
    found = request.getfixturevalue(page)

    response = client.get(reverse("wagtailadmin_pages:edit", args=[found.pk]))

    assert response.status_code == 200


def test_preview_of_a_new_article_shows_all_of_it(client, editor, closed_article):
    address = reverse("wagtailadmin_pages:view_draft", args=[closed_article.pk])

    assert "калкоз" in client.get(address).content.decode()
