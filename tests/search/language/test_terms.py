"""Forms of one word meet in one term, however they are typed."""

import pytest

from search import language

FORMS = [
    "өкмөт өкмөтү өкмөтүнүн өкмөтүнө өкмөттөр өкмөттөрдүн өкмөттөн",
    "түтүк түтүгү түтүктөр түтүктү түтүктүн",
    "аймак аймагы аймагынын аймактар аймактарда аймагыбыз",
    "китеп китеби китептер китептерибиздин",
    "кеңеш кеңеши кеңештин кеңештери кеңешке",
    "таштанды таштандыны таштандылар таштандынын",
    "жаран жарандар жарандардын жарандарга",
    "салык салыгы салыктар салыктын",
    "жол жолдор жолго жолдорду жолдун",
]


@pytest.mark.parametrize("forms", FORMS)
def test_all_forms_of_a_kyrgyz_word_share_a_term(forms: str) -> None:
    assert len(set(language.terms(forms, "ky"))) == 1


@pytest.mark.parametrize("forms", FORMS)
def test_a_word_typed_without_kyrgyz_letters_meets_the_right_spelling(forms: str) -> None:
    plain = forms.translate(str.maketrans("өүң", "оун"))

    assert set(language.folded_terms(plain)) & set(language.folded_terms(forms))
    first = plain.split()[0]
    assert set(language.alternatives(first)) & set(language.folded_terms(forms))


def test_words_that_only_look_alike_stay_apart() -> None:
    terms = language.terms("мекеме мектеп орган орун тарап тармак таш таштанды", "ky")

    assert len(set(terms)) == len(terms)


def test_russian_forms_share_their_dictionary_form() -> None:
    assert set(language.terms("вода воды воде водой", "ru")) == {"вода"}


def test_look_alike_letters_are_put_right() -> None:
    assert language.terms("ѳкмѳт", "ky") == language.terms("өкмөт", "ky")
    assert language.terms("aймaк", "ky") == language.terms("аймак", "ky")


def test_offsets_point_at_the_words() -> None:
    text = "Суу, түтүк — жаңы."

    assert [text[token.start : token.end] for token in language.tokens(text)] == [
        "Суу",
        "түтүк",
        "жаңы",
    ]
