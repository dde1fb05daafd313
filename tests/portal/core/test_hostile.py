"""What no person types gets an answer that a person can read."""

import pytest


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/ru/practices/%00/", "Этот адрес непонятен"),
        ("/ky/practices/%00/", "Бул дарек түшүнүксүз"),
        ("/%00", "Бул дарек түшүнүксүз"),
    ],
)
def test_a_nul_is_refused_on_a_page_in_the_language_of_the_address(client, address, words):
    answer = client.get(address)

    assert answer.status_code == 400
    assert words in answer.content.decode()


@pytest.mark.parametrize("typed", ["%00", "a%00b", "%0%000", "%00%00"])
@pytest.mark.django_db
def test_a_nul_in_a_query_is_as_if_not_typed(client, trees, typed):
    answer = client.get(f"/ru/search/?q={typed}&kind=%00")

    assert answer.status_code == 200
    assert "\x00" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "По этому адресу нечего читать"), ("ky", "Бул даректе окуй турган эч нерсе жок")],
)
def test_an_address_that_only_takes_forms_says_so(client, language, words):
    answer = client.get(f"/{language}/search/opened/")

    assert answer.status_code == 405
    assert answer["Allow"]
    assert words in answer.content.decode()
