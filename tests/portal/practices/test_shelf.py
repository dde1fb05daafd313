"""The facts beside the practices are what a recount gives, whatever happened to them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.practices import recount, services, shelf
from portal.practices.models import PracticeFacts, PracticePage
from portal.topics.models import Topic
from tests.factories.portal import TerritoryFactory, adoption, kok_jar, practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]


def columns(rows):
    names = [one.attname for one in PracticeFacts._meta.concrete_fields]
    return {row.pk: [getattr(row, name) for name in names] for row in rows}


def assert_true_to_the_practices():
    assert columns(PracticeFacts.objects.all()) == columns(recount.facts_of())


def test_a_published_practice_comes_onto_the_shelf_with_all_its_facts():
    place = kok_jar()
    page = practice(
        territory=place,
        topics=[Topic.objects.get(slug="water")],
        population=6480,
        costs=[{"source": "donor", "amount_tyiyn": 300_000_00, "year": 2021}],
    )

    kept = page.facts
    assert (kept.oblast, kept.area) == (place.parent.parent, place.parent)
    assert (kept.topics, kept.population, kept.cost_tyiyn) == (["water"], 6480, 300_000_00)
    assert_true_to_the_practices()


def test_what_the_passport_leaves_open_the_register_may_know():
    place = kok_jar()
    place.figures.create(year=2025, population=5000, altitude_m=2000, source="Паспорт")
    place.save()

    kept = practice(territory=place, population=4800).facts

    assert (kept.population, kept.altitude_m, kept.budget_tyiyn) == (4800, 2000, None)


def test_an_unpublished_practice_leaves_the_shelf():
    page = practice()

    page.unpublish()

    assert not PracticeFacts.objects.exists()
    assert shelf.of("ky").page_ids == []


def test_a_deleted_practice_leaves_the_shelf():
    page, other = practice(), practice()
    assert len(shelf.of("ky").page_ids) == 2

    PracticePage.objects.get(pk=page.pk).delete()

    assert shelf.of("ky").page_ids == [other.pk]


def test_a_practice_changed_and_published_again_is_counted_anew():
    page = practice()
    page.outcome = "failed"
    page.save_revision().publish()

    assert list(shelf.of("ky").bits["outcome"]) == ["failed"]
    assert_true_to_the_practices()


def test_adoptions_are_counted_for_the_practice_in_every_language():
    page = practice()
    practice(language="ru", twin=page, territory=page.territory)

    adoption(page, territory=TerritoryFactory(city=True), state="in_use")

    assert set(PracticeFacts.objects.values_list("adopted_count", flat=True)) == {1}
    assert_true_to_the_practices()


def test_a_practice_stands_once_however_many_languages_it_has():
    page = practice()
    twin = practice(language="ru", twin=page, territory=page.territory)
    alone = practice(language="ru")

    assert shelf.of("ky").page_ids == [alone.pk, page.pk]
    assert shelf.of("ru").page_ids == [alone.pk, twin.pk]
    assert shelf.of("ky").bits["language"]["ru"].bit_count() == 2


def test_a_shelf_is_remembered_until_the_facts_change():
    practice()
    shelf.of("ky")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        shelf.of("ky")
    assert len(asked) == 1

    practice()
    assert len(shelf.of("ky").page_ids) == 2


def test_a_recount_repairs_what_was_lost():
    practice()
    PracticeFacts.objects.all().delete()

    assert services.keep_facts() == 1

    assert_true_to_the_practices()
