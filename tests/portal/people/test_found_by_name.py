"""Who agrees is found by name and has a page; who agrees no longer has neither."""

import pytest
from django.test import Client

from portal.people.models import Work
from search import checking, hints, log, services
from tests.factories.portal import PersonFactory, grow_sections, practice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(trees: object) -> None:
    grow_sections()


def found(text: str, language: str = "ky") -> list[tuple[str, str]]:
    hits = services.ask(text, prefers=language, kind="person", locale=language).hits
    return [(hit.title, hit.url) for hit in hits]


def test_a_person_is_found_by_name_in_any_form_and_language(client: Client) -> None:
    person = PersonFactory()
    work = practice(title="Суу түтүгү жаңыланды")
    Work.objects.create(person=person, page=work)

    assert found("Асанбекованын") == [("Гүлмира Асанбекова", f"/ky/people/{person.slug}/")]
    assert found("гулмира") == found("Асанбекованын")
    assert found("Асанбековой", "ru") == [("Гульмира Асанбекова", f"/ru/people/{person.slug}/")]
    assert hints.beginning_with("асанб", "ky")[0]["url"] == f"/ky/people/{person.slug}/"
    page = client.get(f"/ky/people/{person.slug}/").content.decode()
    assert "суу боюнча адис" in page
    assert f'href="{work.url}"' in page
    assert checking.compare().surplus == checking.compare().changed == []


def test_a_withdrawn_consent_takes_page_and_entries_away_at_once(client: Client) -> None:
    person = PersonFactory()
    person.consent_on = None
    person.save()

    assert found("Асанбекова") == []
    assert hints.beginning_with("асанб", "ky") == []
    assert client.get(f"/ky/people/{person.slug}/").status_code == 404


def test_the_page_of_a_person_shows_only_what_everyone_may_find(client: Client) -> None:
    person = PersonFactory()
    draft, kept = practice(title="Каралама"), practice(title="Көчө жарыгы")
    for page in (draft, kept):
        Work.objects.create(person=person, page=page)
    draft.unpublish()

    shown = client.get(f"/ru/people/{person.slug}/").content.decode()

    assert "Каралама" not in shown
    assert '<a class="row__link" href="' + kept.url + '" lang="ky">Көчө жарыгы' in shown


def test_searches_for_a_person_are_not_offered_to_others() -> None:
    PersonFactory()
    for _ in range(3):
        for day in (1, 2):
            log.keep(text="асанбекова", locale="ky", hits=1, filters={}, category="",
                     on=PersonFactory.consent_on.replace(day=day))  # fmt: skip

    log.offer_earlier_searches(PersonFactory.consent_on)

    assert {one["kind"] for one in hints.beginning_with("асанб", "ky")} == {"title"}
