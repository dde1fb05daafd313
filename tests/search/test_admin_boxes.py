"""The admin's own search boxes survive what is typed, and know the forms of words."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from search.models import Synonym
from tests.factories.portal import grow_sections, practice

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def page(trees: object) -> Page:
    grow_sections()
    made = practice(title="Суу түтүгү жаңыланды")
    get_search_backend().add(made)
    return made


def found(text: str) -> list[str]:
    return [page.title for page in get_search_backend().search(text, Page.objects.all())]


@pytest.mark.parametrize("text", ["түтүктөрдүн", "тутугу", "жаңыланган", "суу түтүк", '"суу'])
def test_a_title_is_found_in_any_form(page: Page, text: str) -> None:
    assert page.title in found(text)


@pytest.mark.parametrize("text", ["түтүктөрдүн", 'суу "', '"суу түтүгү"', "'суулар"])
def test_the_box_for_pages_finds_forms_and_survives_quotes(
    page: Page, admin_client: Client, text: str
) -> None:
    answer = admin_client.get(reverse("wagtailadmin_pages:search"), {"q": text})

    assert page.title in answer.content.decode()


@pytest.mark.parametrize("text", ["өкмөтүнүн", "ОКМОТУ", "чечимдин"])
def test_documents_and_synonyms_are_found_in_any_form(admin_client: Client, text: str) -> None:
    Synonym.objects.create(kyrgyz="Айыл өкмөтү", russian="сельская управа", others="чечим")
    paper = get_document_model().objects.create(title="Айыл өкмөтүнүн чечими", file="a.pdf")
    get_search_backend().add(paper)

    papers = admin_client.get(reverse("wagtaildocs_chooser:choose_results"), {"q": text})
    rows = admin_client.get(LISTED["synonyms"], {"q": text})

    assert paper.title in papers.content.decode()
    assert "сельская управа" in rows.content.decode()


LISTED = {
    "synonyms": "/admin/snippets/search/synonym/",
    "norms": "/admin/snippets/norms/norm/",
    "pictures": "/admin/images/chooser/results/",
    "documents": "/admin/documents/chooser/results/",
    "topics": "/admin/snippets/topics/topic/",
}


@pytest.mark.parametrize("name", LISTED)
@pytest.mark.parametrize("text", ['"', "\x00", "   ", "NEAR(", "&|!", "с " * 300])
def test_any_box_answers_whatever_is_typed(admin_client: Client, name: str, text: str) -> None:
    assert admin_client.get(LISTED[name], {"q": text}).status_code == 200


def test_a_title_is_offered_while_typing(page: Page) -> None:
    assert page.pk in [one.pk for one in Page.objects.autocomplete("түтүктөрдү")]


@pytest.mark.parametrize(
    "text", ['"', "''", "\x00", "   ", "*", "NEAR(", "а" * 5000, "&|!", "title:"]
)
def test_hostile_words_are_an_answer(page: Page, text: str) -> None:
    assert found(text) == []
    assert list(Page.objects.autocomplete(text)) == []
