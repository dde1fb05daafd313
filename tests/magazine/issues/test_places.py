"""An article keeps the municipality it tells of, and is found under what that became."""

import json
import re
from datetime import date

import pytest

from magazine.issues.models import ArticlePage
from magazine.issues.touched_territories import articles
from portal.core import clock, outbox, tree
from portal.languages import services as languages
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


def structured(page, client):
    body = client.get(page.url).content.decode()
    written = re.search(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
    return json.loads(written[1])


def test_search_engines_are_told_the_place_in_the_language_of_the_article(article, client):
    place = article.territory

    told = structured(article, client)["contentLocation"]

    assert (told["@type"], told["name"]) == ("AdministrativeArea", place.name_ky)
    assert told["containedInPlace"]["name"].split(", ")[0] == place.parent.name_ky


def test_of_an_article_that_tells_of_no_place_none_is_told(magazine, client):
    page = factories.article(factories.issue())

    assert "contentLocation" not in structured(page, client)


@pytest.fixture
def twin(article):
    """The same article in Russian, made as staff make it and published."""
    draft = languages.draft_twin(page_id=article.pk, language="ru", user=None)
    tree.publish(draft.get_parent().specific)
    tree.publish(ArticlePage.objects.get(pk=draft.pk))
    return ArticlePage.objects.get(pk=draft.pk)


def publish(page, territory):
    page = ArticlePage.objects.get(pk=page.pk)
    page.territory = territory
    page.save_revision().publish()


def test_a_twin_is_made_with_the_place(article, twin):
    assert twin.territory == article.territory


@pytest.mark.parametrize("way", ["there", "back", "away"])
def test_what_is_published_in_one_language_holds_for_the_other(article, twin, way):
    other = None if way == "away" else TerritoryFactory(parent=article.territory.parent)
    changed, follows = (twin, article) if way == "back" else (article, twin)

    publish(changed, other)

    follows.refresh_from_db()
    assert follows.territory == other
    assert follows.get_latest_revision_as_object().territory == other
    outbox.drain()
    if other:
        asked = search.ask(other.name_in(follows.language), prefers=follows.language)
        assert follows.pk in {hit.id for hit in asked.hits}


def test_a_twin_that_appears_without_a_place_takes_it_over(article):
    draft = languages.draft_twin(page_id=article.pk, language="ru", user=None)
    tree.publish(draft.get_parent().specific)
    page = ArticlePage.objects.get(pk=draft.pk)
    page.territory = None
    page.save_revision().publish()

    page.refresh_from_db()
    article.refresh_from_db()
    assert page.territory == article.territory is not None


def test_what_is_only_drafted_changes_no_twin(article, twin):
    draft = ArticlePage.objects.get(pk=article.pk)
    draft.territory = None
    draft.save_revision()

    twin.refresh_from_db()
    assert twin.territory
