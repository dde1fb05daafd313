"""The admin speaks Russian whatever the browser asks for, and misses what is missing."""

import pytest
from django.urls import reverse

from tests.factories.membership import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["ky", "en-US,en", "ru", "*", "de;q=x"])
def test_the_admin_speaks_russian_until_its_kyrgyz_is_complete(client, trees, asked):
    client.force_login(UserFactory(is_superuser=True))

    page = client.get(reverse("wagtailadmin_home"), headers={"accept-language": asked})

    assert '<html lang="ru"' in page.content.decode()


@pytest.mark.parametrize("path", ["/admin/clients/999/", "/documents/9/nothing.pdf", "/media/none"])
def test_what_is_missing_below_an_address_without_language_is_missing(client, trees, path):
    client.force_login(UserFactory(is_superuser=True))

    assert client.get(path).status_code == 404
