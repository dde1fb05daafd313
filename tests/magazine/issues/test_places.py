"""An article keeps the municipality it tells of, and is found under what that became."""

from datetime import date

import pytest

from magazine.issues.touched_territories import articles
from portal.core import clock, outbox
from portal.territories.acts import services as acts
from search import services as search
from tests.factories import magazine as factories
from tests.factories.portal import TerritoryFactory, kok_jar

pytestmark = pytest.mark.django_db

LAW = acts.Document("87", date(2026, 4, 20))


def found(words):
    return [hit.id for hit in search.ask(words, prefers="ky").hits]


@pytest.fixture
def article(magazine):
    page = factories.article(factories.issue(), territory=kok_jar())
    outbox.drain()
    return page


def entry():
    return acts.Entry(None, clock.now())


def test_after_a_merger_it_is_found_under_both_names(article):
    old = article.territory
    neighbour = TerritoryFactory(parent=old.parent)
    into = acts.NewUnit("Сынак-Жар айыл аймагы", "Сынак-Жарский", "", old.level, old.parent_id)
    assert [one.count for one in articles([old.pk])] == [1]

    acts.merge(units=[old.pk, neighbour.pk], into=into, on=date(2026, 6, 1), act=LAW, entry=entry())
    outbox.drain()

    assert article.pk in found("Сынак-Жар")
    assert article.pk in found(old.name_ky)


def test_after_a_renaming_it_is_found_under_both_names(article):
    old = article.territory.name_ky

    acts.rename(
        unit=article.territory_id,
        names=("Мурдаш айыл аймагы", "Мурдашский", "Murdash"),
        on=date(2026, 6, 1),
        act=LAW,
        entry=entry(),
    )
    outbox.drain()

    assert article.pk in found("Мурдаш")
    assert article.pk in found(old)


def test_its_page_names_the_place_whoever_reads(article, client):
    assert article.territory.name_ky in client.get(article.url).content.decode()
