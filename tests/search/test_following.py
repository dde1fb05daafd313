"""The index follows the site: what is closed, gone or renamed is not found as it was."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import PageViewRestriction

from portal.core import clock, outbox, tree
from portal.practices.models import PracticePage
from portal.territories.acts import services as acts
from portal.topics.models import Topic
from search import checking, services
from search.models import IndexedEntry
from tests.factories.portal import TerritoryFactory, grow_sections, practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(trees: object) -> PracticePage:
    grow_sections()
    made = tree.publish(practice(title="Суу түтүгү жаңыланды"))
    assert isinstance(made, PracticePage)
    return made


def found(text: str) -> list[int]:
    return [hit.id for hit in services.ask(text, prefers="ky").hits]


def test_what_is_published_is_found(page: PracticePage) -> None:
    assert found("түтүктөр") == [page.pk]


def test_a_draft_and_what_is_unpublished_are_not_found(page: PracticePage) -> None:
    practice(title="Түтүк долбоору", live=False)
    page.unpublish()

    assert found("түтүк") == []


def test_a_restriction_hides_everything_below_until_it_is_lifted(page: PracticePage) -> None:
    closed = PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    assert found("түтүк") == []

    closed.delete()

    assert found("түтүк") == [page.pk]


def test_a_moved_subtree_is_found_at_its_new_address(
    page: PracticePage, django_capture_on_commit_callbacks: Any
) -> None:
    parent = page.get_parent().specific
    parent.slug = "tajryjba-zhany"
    with django_capture_on_commit_callbacks(execute=True):
        tree.publish(parent)

    assert "tajryjba-zhany" in services.ask("түтүк", prefers="ky").hits[0].url


def test_a_renamed_topic_is_found_by_its_new_title(page: PracticePage) -> None:
    services.rebuild()
    topic = Topic.objects.first()
    assert topic is not None
    topic.title_ky = "Гидротехника"
    topic.save()

    assert {hit.kind for hit in services.ask("гидротехника", prefers="ky").hits} == {"topic"}


def test_a_check_says_what_differs_and_puts_it_right(page: PracticePage) -> None:
    services.rebuild()
    IndexedEntry.objects.named("practice", page.pk).update(title="Башка")
    IndexedEntry.objects.filter(kind="topic").first().delete()
    IndexedEntry.objects.create(
        kind="news", entry_id=999_999, locale="ky", version=1, url="/x/",
        facets=IndexedEntry.objects.named("practice", page.pk).get().facets,
    )  # fmt: skip

    with pytest.raises(CommandError):
        call_command("check_search", stdout=StringIO())
    found = checking.check(at=clock.now(), repair=True)

    assert (len(found.missing), len(found.changed), len(found.surplus)) == (1, 1, 1)
    assert checking.compare().is_none


def test_a_rebuild_keeps_the_numbers_of_rows(page: PracticePage) -> None:
    before = IndexedEntry.objects.named("practice", page.pk).get().pk

    services.rebuild()

    assert IndexedEntry.objects.named("practice", page.pk).get().pk == before


def test_after_a_merger_a_practice_is_found_by_the_new_name_and_by_the_old(
    page: PracticePage,
) -> None:
    outbox.drain()
    old = page.territory
    into = acts.NewUnit("Сынак-Жар айыл аймагы", "Сынак-Жарский", "", old.level, old.parent_id)
    neighbour = TerritoryFactory(parent=old.parent)
    assert found("Сынак-Жар") == []

    acts.merge(
        units=[old.pk, neighbour.pk],
        into=into,
        on=date(2026, 6, 1),
        act=acts.Document("87", date(2026, 4, 20)),
        entry=acts.Entry(None, clock.now()),
    )
    outbox.drain()

    assert found("Сынак-Жар") == [page.pk]
    assert page.pk in found(old.name_ky)
