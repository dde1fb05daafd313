"""One click makes the draft of a twin; twins stay linked whatever happens to them."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page
from wagtail.rich_text import RichText

from magazine.issues import groundwork as magazine
from portal.core import tree
from portal.home.models import HomePage, PlainPage
from portal.languages import selectors, services
from portal.languages.errors import MayNotTranslate, TwinExists
from portal.languages.models import TranslationState
from portal.topics.models import Topic
from tests.factories.magazine import article, issue
from tests.factories.portal import practice

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("sections")]


def full_practice():
    return practice(
        topics=[Topic.objects.get(slug="water")],
        population=4200,
        steps=[{"month": date(2024, 3, 1), "what": "Жыйын өттү", "who": "Айыл башчысы"}],
        costs=[{"source": "ashar", "amount_tyiyn": 12_000_000, "year": 2024}],
        results=[{"what": "Суу", "before": 2, "after": 24, "unit": "саат"}],
    )


def test_the_draft_carries_figures_rows_and_topics_over(editor):
    page = full_practice()

    twin = services.draft_twin(page_id=page.pk, language="ru", user=editor).specific

    assert not twin.live
    assert twin.get_parent().locale.language_code == "ru"
    assert (twin.population, twin.territory) == (4200, page.territory)
    assert [topic.slug for topic in twin.topics.all()] == ["water"]
    assert twin.costs.get().amount_tyiyn == 12_000_000
    assert twin.results.get().after == 24
    assert twin.steps.get().who == "Айыл башчысы"
    assert twin.translation_key == page.translation_key


def test_the_editor_opens_the_draft_with_all_its_rows(editor):
    page = full_practice()

    twin = services.draft_twin(page_id=page.pk, language="ru", user=editor).specific
    latest = twin.get_latest_revision_as_object()

    assert [row.amount_tyiyn for row in latest.costs.all()] == [12_000_000]
    assert [topic.slug for topic in latest.topics.all()] == ["water"]


def test_a_missing_parent_is_drafted_first(editor):
    magazine.lay()
    one = article(issue())

    twin = services.draft_twin(page_id=one.pk, language="ru", user=editor).specific

    parent = twin.get_parent().specific
    assert parent.translation_key == one.get_parent().translation_key
    assert not parent.live
    assert parent.alias_of is None
    assert [row.author_id for row in twin.article_authors.all()] == [
        row.author_id for row in one.article_authors.all()
    ]


def test_a_second_click_makes_no_second_page(editor):
    page = practice()
    services.draft_twin(page_id=page.pk, language="ru", user=editor)

    with pytest.raises(TwinExists):
        services.draft_twin(page_id=page.pk, language="ru", user=editor)


def test_the_button_of_the_board_leads_to_the_draft(editor, client):
    page = practice()
    client.force_login(editor)

    answer = client.post(
        reverse("parity:item", args=[page.pk]), {"deed": "draft", "language": "ru"}
    )

    twin = tree.twin_of(page, "ru")
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[twin.pk])


def test_who_may_only_look_changes_nothing(reviewer, client):
    page = practice()
    client.force_login(reviewer)
    address = reverse("parity:item", args=[page.pk])

    for deed in ("draft", "in_line", "assign", "waive"):
        client.post(address, {"deed": deed, "language": "ru"})

    assert client.get(address).status_code == 200
    assert tree.twin_of(page, "ru") is None
    assert not TranslationState.objects.filter(translation_key=page.translation_key).exists()


def test_a_member_without_the_right_sees_no_board(client, sections):
    from tests.factories.membership import UserFactory

    client.force_login(UserFactory())

    assert client.get(reverse("parity:board")).status_code in {302, 403}


def test_a_translation_is_owed_only_by_people_who_may_write_it(editor, translator, reviewer):
    page = practice()
    only_kyrgyz = Page.objects.get(locale__language_code="ky", depth=2)
    GroupPagePermission.objects.filter(group__user=translator).update(page=only_kyrgyz)

    owners = [set(selectors.translators(page, code)) for code in ("ky", "ru")]
    practice(territory=page.territory, language="ru", twin=page)

    assert owners == [{editor, translator}, {editor}]
    assert set(selectors.translators(page, "ru")) == {editor}
    for stranger in (reviewer, translator):
        with pytest.raises(MayNotTranslate):
            services.assign(page_id=page.pk, language="ru", owner_id=stranger.pk, due_on=None)


def test_a_person_and_a_day_are_written_down_by_the_form(editor, translator, client):
    page = practice()
    client.force_login(editor)
    address = reverse("parity:item", args=[page.pk])

    refused = client.post(address, {"deed": "assign", "language": "ru", "due_on": "2026-12-01"})
    client.post(
        address,
        {"deed": "assign", "language": "ru", "owner": translator.pk, "due_on": "2026-12-01"},
    )

    state = TranslationState.objects.get(translation_key=page.translation_key)
    assert refused.status_code == 200
    assert (state.owner, state.due_on) == (translator, date(2026, 12, 1))


def test_moved_pages_keep_their_twins_and_the_language_switch(client):
    twin_home = HomePage.objects.get(locale__language_code="ru")
    about = PlainPage.objects.get(slug="about", locale__language_code="ky")
    body = [("paragraph", RichText("<p>Текст</p>"))]
    parent = tree.plant(about, PlainPage(title="Папка", slug="papka", body=body), language="ky")
    child = tree.plant(about, PlainPage(title="Көчмө", slug="kochmo", body=body), language="ky")
    twin = tree.plant(
        twin_home,
        PlainPage(title="Кочевник", slug="kochevnik", body=body),
        language="ru",
        twin=child,
    )

    PlainPage.objects.get(pk=child.pk).move(parent, pos="last-child")
    shown = client.get("/ky/about/papka/kochmo/").content.decode()

    assert Page.objects.get(pk=child.pk).get_translations().get().pk == twin.pk
    assert 'href="/ru/kochevnik/"' in shown
    assert 'hreflang="ru" href="http://testserver/ru/kochevnik/"' in shown
    assert "/ky/about/papka/kochmo/" in client.get("/ru/kochevnik/").content.decode()
