"""Links of letters that lead nowhere any more say so, and show a way on."""

import pytest
from django.urls import reverse

from tests.factories.membership import UserFactory

pytestmark = pytest.mark.django_db

LINKS = {
    "cabinet:invited": "account_signup",
    "cabinet:stop": "cabinet:consents",
    "cabinet:follow": None,
    "cabinet:erase": "cabinet:my_data",
    "subscriptions:renew": "subscriptions:plans",
    "subscriptions:take_seat": "cabinet:room",
    "events:mine": None,
}


@pytest.mark.parametrize("name", LINKS)
def test_one_page_for_all_of_them(client, name):
    client.force_login(UserFactory())

    page = client.get(reverse(name, args=["made-up:token"]))

    assert page.status_code == 404
    assert "dead_link.html" in [template.name for template in page.templates]
    way = reverse(LINKS[name]) if LINKS[name] else "/ky/"
    assert f'href="{way}"' in page.content.decode()
