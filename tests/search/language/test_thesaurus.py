"""Words of a query may be said otherwise."""

import pytest

from search.language.synonyms import Phrase, Swap, Thesaurus

pytestmark = pytest.mark.static

ROWS = Thesaurus(
    [
        (
            Phrase("жергиликтүү өз алдынча башкаруу", "ky"),
            Phrase("местное самоуправление", "ru"),
            Phrase("ЖӨБ"),
            Phrase("МСУ"),
        ),
        (Phrase("айыл өкмөтү", "ky"), Phrase("айыл окмоту", "ru"), Phrase("АӨ")),
        (Phrase("айыл", "ky"), Phrase("село", "ru")),
        (Phrase("таза суу", "ky"), Phrase("чистая вода", "ru")),
        (Phrase("Жалал-Абад", "ky"), Phrase("Джалал-Абадская", "ru"), Phrase("Джалал-Абад")),
        (Phrase("ардагер", "ky"), Phrase("ветеран", "ru")),
    ]
)


def phrases(query: str) -> set[str]:
    return {" ".join(phrase) for swap in ROWS.swaps(query.split()) for phrase in swap.phrases}


@pytest.mark.parametrize("query", ["жөб", "ЖӨБдүн", "жоб"])
def test_an_abbreviation_stands_for_its_words_and_for_the_russian_one(query: str) -> None:
    assert phrases(query) == {
        "мсу",
        "местное самоуправление",
        "жергиликтүү өз алдынча башкаруу",
    }


def test_words_stand_for_their_abbreviations() -> None:
    assert phrases("местного самоуправления") >= {"жөб", "мсу"}


def test_a_phrase_is_met_in_any_form_and_spelling() -> None:
    assert phrases("айыл окмотунун") >= {"село"}
    assert phrases("чистой воды") == {"таза суу"}
    assert phrases("джалал абаде") >= {"жалал абад"}


@pytest.mark.parametrize("query", ["угуу", "угуулар", "угууларга", "угуунун"])
def test_a_row_in_the_plural_is_met_by_the_bare_word_and_by_other_forms(query: str) -> None:
    rows = Thesaurus([[Phrase("бюджеттик угуулар", "ky"), Phrase("бюджетные слушания", "ru")]])

    assert rows.swaps(["бюджеттик", query]) == (Swap(0, 2, (("бюджетные", "слушания"),)),)


def test_the_place_of_a_phrase_in_the_query_is_told() -> None:
    swaps = ROWS.swaps(["долбоор", "таза", "суу", "айылда"])

    assert swaps == (Swap(1, 3, (("чистая", "вода"),)), Swap(3, 4, (("село",),)))


def test_the_longer_phrase_of_a_place_comes_first() -> None:
    swaps = ROWS.swaps(["айыл", "өкмөтү"])

    assert [(swap.start, swap.end) for swap in swaps] == [(0, 2), (0, 1)]


def test_half_a_phrase_is_not_met() -> None:
    assert ROWS.swaps(["таза"]) == ()
    assert ROWS.swaps(["суу", "таза"]) == ()
    assert ROWS.swaps([]) == ()


def test_meaning_is_not_carried_on_from_row_to_row() -> None:
    rows = Thesaurus([[Phrase("а1"), Phrase("б1")], [Phrase("б1"), Phrase("в1")]])

    assert rows.swaps(["а1"]) == (Swap(0, 1, (("б1",),)),)


def test_empty_phrases_are_no_phrases() -> None:
    assert Thesaurus([[Phrase(""), Phrase("—"), Phrase("суу")]]).swaps(["суу"]) == ()


def test_a_russian_word_is_not_read_by_kyrgyz_grammar() -> None:
    assert phrases("ветра") == set()
    assert phrases("ветерана") == {"ардагер"}


def test_a_short_stem_of_a_long_name_does_not_draw_others_in() -> None:
    rows = Thesaurus([[Phrase("Кулунду", "ky"), Phrase("Кулундинский", "ru")]])

    assert rows.swaps(["куль"]) == ()
    assert rows.swaps(["кулундуда"]) == (Swap(0, 1, (("кулундинский",),)),)
