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
    "көр көрөт көргөн көрдүк көрбөйт көрүлгөн көрүптүр көргөндөрдүн көрүүгө",
    "баала баалоо баалоодо баалайт бааланган баалашты",
    "оку окуу окуйт окуган окубаган окууга",
    "орун оруну ордуна ордунда орундар",
    "тап таап табат тапкан табууда",
    "июль июлда июлдун июлдан",
    "мамлекет мамлекеттин мамлекеттер мамлекетибиздин мамлекеттик",
    "авиация авиацияга авиациянын авиациялык",
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


def test_a_russian_word_is_not_taken_apart_as_a_kyrgyz_one() -> None:
    another = {*language.terms("войти", "ru"), *language.folded_terms("войти", "ru")}

    assert language.alternatives("вода") == ("вода",)
    assert not another & set(language.alternatives("вода"))
    borrowed = {*language.terms("бетондун светофордо", "ky")}
    assert borrowed == {"бетон", "светофор"}
    assert "светофор" in language.alternatives("светофору")


def test_a_document_is_read_in_its_own_language() -> None:
    assert language.folded_terms("вода для айыл окмоту", "ru") == ["вода", "для", "айыл", "окмот"]
    assert language.folded_terms("өкмөтүнүн", "ky") == language.folded_terms("окмоту", "ru")


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


def test_a_noun_in_its_case_is_not_taken_for_the_verb_made_of_it() -> None:
    assert set(language.terms("багыт багытта багыттар", "ky")) == {"багыт"}
    assert set(language.terms("баштады баштайт баштоо", "ky")) == {"башта"}


def test_levelled_consonants_meet() -> None:
    assert set(language.terms("китеп китеби китебим", "ky")) == {"китеп"}
    assert len(set(language.terms("аймак аймагы аймагыбыз", "ky"))) == 1


@pytest.mark.parametrize(
    ("form", "word"),
    [("статей", "статья"), ("устав", "устав"), ("сел", "село"), ("аильному", "айылный")],
)
def test_a_russian_form_is_read_as_a_municipal_text_means_it(form: str, word: str) -> None:
    assert language.terms(form, "ru") == [word]


def test_marks_of_stress_stand_inside_a_word() -> None:
    assert language.terms("во\u0301ды", "ru") == ["вода"]


def test_a_foreign_name_is_found_with_its_suffix() -> None:
    assert [token.word for token in language.tokens("Facebookто WhatsAppка")] == [
        "facebook",
        "то",
        "whatsapp",
        "ка",
    ]
