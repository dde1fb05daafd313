"""The board counts what is there, missing, in draft and behind, at the same cost for any number."""

from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import translation

from portal.core import clock, content_checks, tree
from portal.languages import selectors, services, waiting_queues
from portal.languages.items import State
from portal.languages.models import TranslationState
from portal.practices.models import PracticePage
from tests.factories.portal import kok_jar, practice

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("sections")]

TODAY = date(2026, 11, 25)


def line_of_practices():
    kind_id = ContentType.objects.get_for_model(PracticePage).pk
    lines = selectors.overview(selectors.sections())
    return next(line for line in lines if line.kind_id == kind_id)


def in_language(line, code):
    return next(figures for figures in line.figures if figures.code == code)


def state_of(page, code):
    item = selectors.item(page, TODAY)
    return next(cell.state for cell in item.cells if cell.code == code)


def translated(twin):
    twin.title, twin.summary, twin.problem = "Вода пришла", "Коротко", "Воды не было, носили."
    return twin


def test_items_are_counted_once_and_missing_twins_are_counted():
    place = kok_jar()
    first = practice(territory=place)
    practice(territory=place, language="ru", twin=first)
    practice(territory=place)
    practice(territory=place, language="ru")

    line = line_of_practices()

    assert line.total == 3
    assert (in_language(line, "ky").there, in_language(line, "ky").missing) == (2, 1)
    assert (in_language(line, "ru").there, in_language(line, "ru").missing) == (2, 1)


def test_nothing_is_owed_in_a_language_that_is_not_at_par():
    page = practice()

    assert in_language(line_of_practices(), "en").missing == 0
    assert state_of(page, "en") == State.ABSENT


def test_a_translation_falls_behind_when_its_original_is_published_anew():
    page = practice()
    twin = practice(territory=page.territory, language="ru", twin=page)
    before = state_of(page, "ru")

    tree.publish(page)

    assert before == State.IN_LINE
    assert state_of(page, "ru") == State.STALE
    assert state_of(twin, "ky") == State.ORIGINAL


def test_a_corrected_comma_does_not_bring_a_translation_in_line_but_the_button_does(editor):
    page = practice()
    twin = practice(territory=page.territory, language="ru", twin=page)
    tree.publish(page)

    tree.publish(twin)
    after_comma = state_of(page, "ru")
    services.mark_in_line(page_id=twin.pk, user=editor)

    assert after_comma == State.STALE
    assert state_of(page, "ru") == State.IN_LINE


def test_a_draft_is_neither_missing_nor_there_for_readers():
    page = practice()
    practice(territory=page.territory, language="ru", twin=page, live=False)

    assert state_of(page, "ru") == State.DRAFT
    assert in_language(line_of_practices(), "ru").drafts == 1


def test_a_decision_not_to_translate_ends_the_debt(editor):
    page = practice()
    services.assign(page_id=page.pk, language="ru", owner_id=editor.pk, due_on=TODAY)

    services.waive(page_id=page.pk, language="ru")

    assert state_of(page, "ru") == State.WAIVED
    assert not TranslationState.objects.owed().exists()


def test_the_first_publication_pays_the_debt(editor):
    page = practice()
    services.assign(page_id=page.pk, language="ru", owner_id=editor.pk, due_on=TODAY)
    twin = services.draft_twin(page_id=page.pk, language="ru", user=editor)

    tree.publish(translated(twin.specific))

    assert not TranslationState.objects.owed().exists()
    assert state_of(page, "ru") == State.IN_LINE


def test_a_translation_that_is_to_appear_later_pays_no_debt_yet(editor):
    page = practice()
    services.assign(page_id=page.pk, language="ru", owner_id=editor.pk, due_on=TODAY)
    twin = translated(services.draft_twin(page_id=page.pk, language="ru", user=editor).specific)
    twin.go_live_at = clock.now() + timedelta(days=3)

    twin.save_revision().publish()

    assert state_of(page, "ru") == State.DRAFT
    assert TranslationState.objects.owed().exists()


def test_a_copy_is_no_translation_until_its_words_are_its_own(editor, client):
    page = practice(title="Айылга суу келди", problem="Айылда суу жок болчу, эл ташып ичкен.")
    twin = services.draft_twin(page_id=page.pk, language="ru", user=editor).specific
    copied = state_of(page, "ru")

    translated(twin).save_revision()
    services.compare_words(page_id=twin.pk)

    assert copied == State.COPY
    assert state_of(page, "ru") == State.DRAFT


def test_an_untranslated_page_that_goes_live_pays_no_debt_and_is_told(editor):
    page = practice()
    services.assign(page_id=page.pk, language="ru", owner_id=editor.pk, due_on=TODAY)
    twin = services.draft_twin(page_id=page.pk, language="ru", user=editor).specific

    tree.publish(twin)

    assert state_of(page, "ru") == State.LIVE_COPY
    assert TranslationState.objects.owed().exists()
    with translation.override("ru"):
        told = [str(one.text) for one in content_checks.findings(twin)]
    assert "Текст здесь пока стоит на языке оригинала." in told


def test_what_the_editor_adds_to_paragraphs_makes_no_translation(editor):
    told = "Айылда суу жок эле, & аны арыктан ташычубуз."
    page = practice(problem=f"<p>{told}</p>", solution=f"<p>{told} Эми бар.</p>")
    twin = services.draft_twin(page_id=page.pk, language="ru", user=editor).specific
    saved = told.replace("&", "&amp;")
    twin.problem = f'<p data-block-key="kzf6y">{saved}</p>'
    twin.solution = f'<p data-block-key="a1b2c">{saved} Эми бар.</p>'

    tree.publish(twin)

    assert state_of(page, "ru") == State.LIVE_COPY


def test_texts_written_apart_are_never_taken_for_a_copy():
    page = practice(title="Кум-Дөбө")
    twin = practice(territory=page.territory, language="ru", twin=page, title="Кум-Дөбө")

    services.compare_words(page_id=twin.pk)

    assert state_of(page, "ru") == State.IN_LINE


def test_english_is_owed_only_where_it_is_expected(editor, client):
    client.force_login(editor)
    page = practice()
    section = next(one for one in selectors.sections() if page.path.startswith(one.paths))

    client.post(reverse("parity:board"), {"en": [section.key]})
    owed = state_of(page, "en"), in_language(line_of_practices(), "en").missing
    client.post(reverse("parity:board"), {"en": []})

    assert owed == (State.MISSING, 1)
    assert state_of(page, "en") == State.ABSENT


def test_a_wish_for_english_stands_among_the_wishes(editor, client):
    page = practice(title="Айылга суу келди")
    services.wish(page_id=page.pk, language="en", reader="r", at=clock.now())
    client.force_login(editor)

    shown = client.get(reverse("parity:list"), {"wished": "on", "language": "en"})

    (item,) = shown.context["part"].object_list
    assert [cell.wishes for cell in item.cells if cell.code == "en"] == [1]
    assert waiting_queues.wishes(editor).count == 1


def test_a_day_that_has_passed_is_refused_with_a_word(editor, client):
    page = practice()
    client.force_login(editor)

    answer = client.post(
        reverse("parity:item", args=[page.pk]),
        {"deed": "assign", "language": "ru", "owner": editor.pk, "due_on": "2020-01-01"},
    )

    assert "Этот день уже прошел" in answer.content.decode()
    assert not TranslationState.objects.owed().exists()


def test_debts_wait_on_the_first_screen_with_their_day(editor, translator):
    page = practice()
    day = TODAY - timedelta(days=400)
    services.assign(page_id=page.pk, language="ru", owner_id=translator.pk, due_on=day)

    queue = waiting_queues.mine(translator)

    assert (queue.count, queue.due_on, queue.overdue) == (1, day, 1)
    assert waiting_queues.mine(editor).count == 0
    assert waiting_queues.owed(editor).count == 1


def test_the_debt_of_a_page_that_is_gone_is_forgotten(editor):
    page = practice()
    services.assign(page_id=page.pk, language="ru", owner_id=editor.pk, due_on=TODAY)

    page.delete()

    assert not TranslationState.objects.owed().exists()


def test_the_board_costs_the_same_for_any_number(editor, client, django_assert_max_num_queries):
    place = kok_jar()
    for _number in range(5):
        page = practice(territory=place)
        services.assign(page_id=page.pk, language="ru", owner_id=editor.pk, due_on=TODAY)
    client.force_login(editor)
    client.get(reverse("parity:board"))

    for name in ("parity:board", "parity:list"):
        with django_assert_max_num_queries(12):
            response = client.get(reverse(name))
        assert response.status_code == 200


def test_the_list_is_narrowed_by_state_language_section_and_person(editor, client):
    place = kok_jar()
    whole = practice(territory=place, title="Эки тилдүү")
    practice(territory=place, language="ru", twin=whole)
    owed = practice(territory=place, title="Бир тилдүү")
    services.assign(page_id=owed.pk, language="ru", owner_id=editor.pk, due_on=None)
    client.force_login(editor)
    section = next(one for one in selectors.sections() if one.title in {"Практики", "Тажрыйбалар"})

    for query in (
        {"state": "missing", "language": "ru", "section": section.key},
        {"owner": "me"},
        {"owner": "any", "language": "ru"},
        {"q": "Бир"},
    ):
        shown = client.get(reverse("parity:list"), query).content.decode()
        assert "Бир тилдүү" in shown, query
        assert "Эки тилдүү" not in shown, query


@pytest.mark.parametrize(
    "query", [{"p": "x"}, {"p": "99999"}, {"kind": "abc"}, {"section": "'"}, {"state": "no"}]
)
def test_a_made_up_filter_does_no_harm(editor, client, query):
    client.force_login(editor)

    assert client.get(reverse("parity:list"), query).status_code == 200
