"""A practice shows every figure with its unit, in the language of the page."""

import json
from datetime import date

import pytest

from tests.factories.portal import practice

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("sections")]

COSTS = [
    {"source": "local_budget", "amount_tyiyn": 240_000_000, "year": 2021, "note": "Долбоор"},
    {"source": "ashar", "amount_tyiyn": 60_000_000, "year": 2022},
]
RESULTS = [{"what": "Суу берилген убакыт", "before": 2, "after": 24, "unit": "саат"}]
STEPS = [{"month": date(2021, 3, 1), "what": "Жыйын өттү", "who": "Айыл башчысы"}]
RESOLUTION = {
    "kenesh": "Көк-Жар айылдык кеңеши",
    "number": "7-2",
    "adopted_on": date(2021, 4, 22),
    "subject": "Тарифти бекитүү жөнүндө",
    "link": "https://example.kg/7-2",
}


def page_of(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_money_results_and_steps_are_shown_with_their_units(client):
    shown = page_of(client, practice(costs=COSTS, results=RESULTS, steps=STEPS))

    assert "3\u00a0000\u00a0000\u00a0сом" in shown
    assert "80 %" in shown
    assert "саат" in shown
    assert "Жыйын өттү" in shown
    assert "2021-жылдын март айы" in shown


def test_a_resolution_of_the_kenesh_is_named_with_its_number_and_day(client):
    shown = page_of(client, practice(resolutions=[RESOLUTION]))

    assert '<a href="https://example.kg/7-2">Көк-Жар айылдык кеңеши, № 7-2</a>' in shown
    assert "2021-жылдын 22-апрели" in shown
    assert "Тарифти бекитүү жөнүндө" in shown


def test_a_unit_agrees_with_its_number(client):
    results = [{"what": "Ответ", "before": 21, "after": 3, "unit": "рабочих дней"}]

    shown = page_of(client, practice(language="ru", results=results))

    assert "рабочий день" in shown
    assert "рабочих дня" in shown


def test_the_outcome_is_told_also_when_it_failed(client):
    assert "Ишке ашкан жок" in page_of(client, practice(outcome="failed"))


def test_a_contact_is_shown_only_with_consent(client):
    contact = {"contact_name": "Бакыт", "contact_email": "bakyt@example.kg"}

    silent = page_of(client, practice(**contact))
    speaking = page_of(client, practice(**contact, contact_consent=True))

    assert "bakyt@example.kg" not in silent
    assert "bakyt@example.kg" in speaking


def test_sample_content_says_so(client):
    assert "Үлгү мазмун" in page_of(client, practice(is_sample=True))


def test_the_language_switch_leads_to_the_twin(client):
    page = practice(slug="suu")
    practice(slug="voda", language="ru", twin=page, territory=page.territory)

    assert 'href="/ru/practices/voda/"' in page_of(client, page)


def test_the_data_block_names_the_practice_and_cannot_be_broken_out_of(client):
    shown = page_of(client, practice(title="Суу </script><script>alert(1)"))

    block = shown.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(block)["headline"] == "Суу </script><script>alert(1)"
    assert "<script>alert" not in shown


def test_a_draft_is_not_served(client):
    page = practice(live=False)

    assert client.get(page.url).status_code == 404


def test_the_entry_for_search_holds_the_texts_and_no_contact(client):
    page = practice(
        problem="<p>Суу жок</p>", contact_name="Бакыт", contact_consent=True, results=RESULTS
    )

    entry = page.entry()

    assert entry.kind == "practice"
    assert "Суу жок" in entry.body
    assert "Бакыт" not in entry.body
    assert entry.place == "Көк-Жар айыл аймагы, Нарын облусу"
    assert entry.territories[0] == page.territory.soate
