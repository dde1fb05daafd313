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
    ],
)  # fmt: skip
def test_a_shortened_kind_of_place_or_year_is_not_looked_for(
    text: str, words: tuple[str, ...]
) -> None:
    assert queries.read(text).words == words
