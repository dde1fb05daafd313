"""Whatever is typed or pasted, analysis answers, points at words and says the same again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core import letters
from search import language
from search.language import help as language_help
from search.language import keyboards, russian

pytestmark = pytest.mark.static

CODES = st.sampled_from(["ky", "ru", "en"])
ANYTHING = st.text(max_size=80)
LIKE_WORDS = st.text(
    alphabet="абгдеёжзийклмнңоөпрстуүхчшыьъэюя aeocp-'’.\u00a0\u200b\u0301ѳӊ", max_size=60
)
TEXTS = ANYTHING | LIKE_WORDS
WORDS = language_help.WordList({"өкмөт": 9, "суу": 30, "айыл": 40, "вода": 20, "water": 3})


@given(TEXTS)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert letters.tidy(letters.tidy(text)) == letters.tidy(text)


@given(TEXTS)
def test_offsets_point_at_the_words(text: str) -> None:
    tidied = letters.tidy(text)
    end = 0
    for token in language.tokens(text):
        written = tidied[token.start : token.end].replace("\u0301", "").replace("\u0300", "")
        assert written.lower().startswith(token.word)
        assert token.start >= end
        assert token.word
        end = token.end


@given(TEXTS, CODES)
def test_every_word_has_one_term_without_blanks(text: str, code: str) -> None:
    terms = language.terms(text, code)

    assert len(terms) == len(list(language.tokens(text))) == len(language.folded_terms(text))
    assert all(term and not any(letter.isspace() for letter in term) for term in terms)


@given(TEXTS, CODES)
def test_the_terms_of_a_text_are_those_of_its_words(text: str, code: str) -> None:
    words = [token.word for token in language.tokens(text)]

    assert language.terms(text, code) == [
        term for word in words for term in language.terms(word, code)
    ]


@given(TEXTS, CODES)
def test_a_query_meets_what_was_indexed(text: str, code: str) -> None:
    """Only what Kyrgyz leaves of a Russian word may be unasked: as written it is met anyway."""
    for token, term in zip(language.tokens(text), language.terms(text, code), strict=True):
        unasked = term not in language.alternatives(token.word)
        assert not unasked or (code == "ky" and russian.knows(token.word))


@settings(deadline=None)
@given(TEXTS)
def test_help_never_stumbles_and_never_offers_what_was_typed(text: str) -> None:
    own = " ".join(token.word for token in language.tokens(text))

    assert own not in {one.text for one in language_help.suggestions(text, WORDS)}


@given(ANYTHING | st.text(alphabet="abcdefghijklmnopqrstuvwxyzşçıöüğŋ'", max_size=60))
def test_latin_readings_stay_few(text: str) -> None:
    assert len(keyboards.from_latin(text)) <= 256
