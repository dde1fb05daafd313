"""The admin speaks Russian or the Kyrgyz that somebody chose, and misses what is missing."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Workflow
from wagtail.users.models import UserProfile

from portal.core import groundwork
from tests.factories.membership import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def _staff(language=""):
    user = UserFactory(is_superuser=True)
    if language:
        UserProfile.objects.create(user=user, preferred_language=language)
    return user


@pytest.mark.parametrize("asked", ["ky", "en-US,en", "ru", "*", "de;q=x"])
def test_the_admin_speaks_russian_until_another_language_is_chosen(client, trees, asked):
    client.force_login(_staff())

    page = client.get(reverse("wagtailadmin_home"), headers={"accept-language": asked})

    assert '<html lang="ru"' in page.content.decode()


def test_staff_choose_kyrgyz_on_their_account_page(client, trees):
    client.force_login(_staff())
    address = reverse("wagtailadmin_account")
    question = client.get(address).content.decode()
    assert '<option value="ru" selected>' in question
    assert '<option value="">' not in question.split("locale-preferred_language")[1]

    answer = client.post(
        address,
        {
            "name_email-first_name": "Жылдыз",
            "name_email-last_name": "Токтогулова",
            "locale-preferred_language": "ky",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
        },
        follow=True,
    )

    text = answer.content.decode()
    assert '<html lang="ky"' in text
    assert "Көрүнүш темасы" in text


def test_a_missing_page_of_the_admin_speaks_the_chosen_language(client, trees):
    client.force_login(_staff("ky"))

    answer = client.get("/admin/clients/999/")

    assert answer.status_code == 404
    assert "Суралган барак табылган жок." in answer.content.decode()


def test_a_refusal_speaks_the_chosen_language(client, trees):
    groundwork.lay()
    user = UserFactory(is_staff=True)
    UserProfile.objects.create(user=user, preferred_language="ky")
    user.groups.add(groundwork.roles.group(groundwork.roles.MANAGER))
    client.force_login(user)

    answer = client.get(reverse("wagtailredirects:index"), follow=True)

    assert "бул бөлүмгө кирүүгө укугуңуз жок" in answer.content.decode()


@pytest.mark.parametrize("path", ["/admin/clients/999/", "/documents/9/nothing.pdf", "/media/none"])
def test_what_is_missing_below_an_address_without_language_is_missing(client, trees, path):
    client.force_login(_staff())

    assert client.get(path).status_code == 404


def test_names_that_stand_in_rows_are_read_by_both():
    """Wagtail starts with English names; a row cannot follow the language of its reader."""
    names = [one.name for one in (*Group.objects.all(), *Workflow.objects.all())]

    assert names
    assert not [name for name in names if name.isascii()]
