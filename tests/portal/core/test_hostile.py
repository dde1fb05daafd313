"""What no person types gets an answer that a person can read."""

import pytest


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/ru/search/?q=%00", "Этот адрес непонятен"),
        ("/ky/practices/%00/", "Бул дарек түшүнүксүз"),
        ("/%00", "Бул дарек түшүнүксүз"),
    ],
)
def test_a_nul_is_refused_on_a_page_in_the_language_of_the_address(client, address, words):
    answer = client.get(address)

    assert answer.status_code == 400
    assert words in answer.content.decode()
