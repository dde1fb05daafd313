"""What readers type finds what they mean, on either database."""

import pytest
from django.test import Client

from portal.core.entries import Entry
from search import services
from search.models import IndexedEntry

pytestmark = pytest.mark.django_db

WATER = Entry(
    kind="practice", id=1, locale="ky", url="/ky/practices/suu/", title="Суу түтүгү жаңыланды",
    summary="Айыл өкмөтүнүн чечими менен түтүк алмаштырылды.", body="Ар бир үйгө таза суу келди.",
    place="Кочкор району", twin_key="water",
)  # fmt: skip
WATER_RU = Entry(
    kind="practice", id=2, locale="ru", url="/ru/practices/suu/", title="Водопровод обновлен",
    summary="Решением айыл окмоту трубы заменены.", body="В каждый дом пришла чистая вода.",
    twin_key="water",
)  # fmt: skip
NEWS = Entry(
    kind="news", id=3, locale="ky", url="/ky/news/1/", title="Семинар болот",
    body="Суу жөнүндө сөз болот.",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _index() -> None:
    for entry in (WATER, WATER_RU, NEWS):
        services.put_entry(entry)


def found(text: str, **choices: str) -> list[int]:
    return [hit.id for hit in services.ask(text, prefers="ky", **choices).hits]


@pytest.mark.parametrize(
    "text", ["түтүктү", "тутук", "ТҮТҮКТӨР", "окмотунун", "өкмөт", "таза суунун"]
)
def test_a_word_is_found_in_any_form_and_spelling(text: str) -> None:
    assert 1 in found(text)


def test_russian_words_are_found_in_other_forms() -> None:
    assert found("чистой воды") == [2]


def test_a_hit_in_the_title_comes_before_one_in_the_body() -> None:
    assert found("суу") == [1, 3]


@pytest.mark.parametrize(
    ("text", "prefers", "first"),
    [
        ("окмоту", "ky", "ky"),  # of a reader of Kyrgyz
        ("окмотунун бюджети", "ky", "ky"),
        ("онуктуруу", "ru", "ky"),  # by its stem
        ("окмоту", "ru", "ru"),  # Russian texts have this one
        ("отчет окмоту", "ky", "ru"),  # beside a Russian word
        ("өкмөтү", "ky", "ky"),
    ],
)
def test_kyrgyz_texts_come_first_for_a_word_without_its_letters(
    text: str, prefers: str, first: str
) -> None:
    services.put_entries([
        Entry(kind="news", id=11, locale="ky", url="/", title="Кабар", body="Айыл өкмөтүнүн "
              "бюджети, өнүктүрүү, отчет " + "сөз " * 90),
        Entry(kind="news", id=12, locale="ru", url="/", title="Айыл окмоту: онуктуруу",
              body="Отчет окмоту, бюджет"),
    ])  # fmt: skip

    found = [hit for hit in services.ask(text, prefers=prefers).hits if hit.id in (11, 12)]

    assert found[0].locale == first


def test_every_word_must_be_met() -> None:
    assert found("суу семинар") == [3]


def test_a_facet_counts_without_its_own_choice() -> None:
    answer = services.ask("суу", prefers="ky", kind="news")

    assert [hit.id for hit in answer.hits] == [3]
    assert answer.kinds == {"practice": 1, "news": 1}


def test_putting_an_entry_twice_keeps_one() -> None:
    services.put_entry(WATER)

    assert IndexedEntry.objects.filter(kind="practice", entry_id=1).count() == 1


def test_what_is_dropped_is_not_found() -> None:
    services.engine().drop("practice", 1)

    assert found("түтүк") == []


@pytest.mark.parametrize(
    "text",
    ['"', "'", "суу AND", "NEAR(", "*", "title_exact:суу", "\x00", "а" * 10_000, "؟", "🙂", "-суу",
     "'; DROP TABLE search_indexedentry;--", "(((", "\u202eуус", "%_", "&|!:*"],
)  # fmt: skip
def test_a_hostile_query_gets_an_answer_page(trees: object, client: Client, text: str) -> None:
    answer = client.get("/ky/search/", {"q": text}, follow=True)

    assert answer.status_code in (200, 400)
    assert len(answer.content) < 200_000


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999", "²", ""])
def test_a_wrong_page_number_is_the_first_or_last_page(
    trees: object, client: Client, page: str
) -> None:
    assert client.get("/ky/search/", {"q": "суу", "page": page}).status_code == 200


def test_the_found_words_are_marked_and_the_rest_is_escaped(trees: object, client: Client) -> None:
    services.put_entry(Entry(kind="news", id=9, locale="ky", url="/x/", title="<b>Көчө</b> жарыгы"))

    text = client.get("/ky/search/", {"q": "көчөнү"}).content.decode()

    assert "<mark>Көчө</mark>" in text
    assert "<b>" not in text
    assert "&lt;b&gt;" in text
