"""What is typed is read as its parts."""

import pytest

from search import queries

pytestmark = pytest.mark.static


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("г. Ош", ("ош",)), ("школа г.Ош", ("школа", "ош")), ("Каракол ш.", ("каракол",)),
        ("Ошская обл.", ("ошская",)), ("в Ноокенском р-не", ("в", "ноокенском")),
        ("с. Кара-Суу", ("кара", "суу")), ("2026-ж. бюджет", ("2026", "бюджет")),
        ("бюджет 2026г.", ("бюджет", "2026")),
        ("работа с молодежью", ("работа", "с", "молодежью")), ("г", ("г",)),
        ("суу, таза суу", ("суу", "таза")),
    ],
)  # fmt: skip
def test_words_are_read_once_and_without_shortened_kinds_of_places_and_years(
    text: str, words: tuple[str, ...]
) -> None:
    assert queries.read(text).words == words
