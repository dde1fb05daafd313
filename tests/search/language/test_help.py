"""A query that finds little is read as it may have been meant."""

from collections.abc import Iterator

import pytest

from search.language import help as language_help
from search.language.help import Suggestion, WordList

pytestmark = pytest.mark.static

WORDS = WordList(
    {
        "өкмөт": 40, "өкмөтү": 80, "айыл": 120, "аймак": 60, "жер": 50, "суу": 90, "таза": 30,
        "шаар": 25, "чарба": 20, "дүйнө": 4, "кеңеш": 35, "кеңешмелер": 3, "көз": 6, "жылы": 70,
        "вода": 44, "воды": 60, "область": 9, "район": 8, "закон": 7, "сельский": 3,
        "местное": 6, "строительство": 5, "бюджет": 66, "water": 5, "budget": 4, "капүрөлөр": 1,
    }
)  # fmt: skip


def offered(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.reason) for one in language_help.suggestions(text, WORDS)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cee", "суу"),
        ("jrvjn", "өкмөт"),
        ("]rv]n", "өкмөт"),
        ("fqsk jrvjne", "айыл өкмөтү"),
        (",.l;tn", "бюджет"),
    ],
)
def test_cyrillic_typed_on_the_latin_layout(typed: str, meant: str) -> None:
    assert offered(typed)[0] == (meant, "layout")


def test_latin_typed_on_the_cyrillic_layout() -> None:
    assert offered("цфеук")[0] == ("water", "layout")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("okmotu", "өкмөтү"),
        ("ayil", "айыл"),
        ("aiyl okmotu", "айыл өкмөтү"),
        ("jer", "жер"),
        ("zher", "жер"),
        ("şaar", "шаар"),
        ("çarba", "чарба"),
        ("düynö", "дүйнө"),
        ("ayıl", "айыл"),
        ("voda", "вода"),
        ("kengesh", "кеңеш"),
        ("oblast", "область"),
        ("rayon", "район"),
        ("raion", "район"),
        ("kenesh", "кеңеш"),
        ("zakon", "закон"),
        ("selsky", "сельский"),
        ("mestnoe stroitelstvo", "местное строительство"),
    ],
)
def test_latin_letters_are_read_as_cyrillic(typed: str, meant: str) -> None:
    assert offered(typed)[0] == (meant, "latin")


def test_a_form_nobody_wrote_is_offered_when_another_form_is_known() -> None:
    assert offered("ayildardyn")[0] == ("айылдардын", "latin")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ъкмът", "өкмөт"),
        ("Ъкмът\\", "өкмөтү"),
        ("кеёешмелер", "кеңешмелер"),
        ("кєз", "көз"),
        ("КАПЇРЄЛЄР", "капүрөлөр"),
    ],
)
def test_text_of_an_old_font_is_read(typed: str, meant: str) -> None:
    assert (meant, "font") in offered(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("өкмтө", "өкмөт"),
        ("окмт", "өкмөт"),
        ("аймаак", "аймак"),
        ("бюджит", "бюджет"),
        ("вада", "вода"),
        ("тазв", "таза"),
    ],
)
def test_a_typing_error_is_put_right(typed: str, meant: str) -> None:
    assert offered(typed)[0] == (meant, "spelling")
    assert language_help.corrections(typed, WORDS)[0] == meant


def test_right_words_beside_a_wrong_one_stay() -> None:
    assert offered("таза сву")[0] == ("таза суу", "spelling")


def test_of_two_near_words_the_commoner_comes_first() -> None:
    words = WordList({"кана": 1, "кара": 50})

    assert language_help.corrections("каоа", words) == ("кара", "кана")


@pytest.mark.parametrize("typed", ["", "   ", "суу", "!!!", "qqqqqqqqq", "суу таза", "г", "ш суу"])
def test_nothing_is_offered_where_nothing_is_better(typed: str) -> None:
    assert offered(typed) == []


def test_any_vocabulary_will_do() -> None:
    class Two:
        def __iter__(self) -> Iterator[str]:
            return iter(["суу", "сууну"])

        def frequency(self, word: str) -> int:
            return 2 if word in ("суу", "сууну") else 0

    assert language_help.suggestions("cee", Two()) == (Suggestion("суу", "layout"),)
