"""The sections pages live in, and the people who work on them."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page

from portal.core import roles
from portal.languages import groundwork
from tests.factories.portal import grow_sections


@pytest.fixture
def sections(trees):
    grow_sections()
    groundwork.lay()


@pytest.fixture
def editor(sections):
    return _staff("editor@example.kg", roles.CONTENT_ADMINISTRATOR)


@pytest.fixture
def reviewer(sections):
    return _staff("reviewer@example.kg", roles.REVIEWER)


@pytest.fixture
def translator(sections):
    """Somebody beside the editor who may work on pages."""
    roles.grant("Translators", "wagtailadmin.access_admin", "languages.view_translationstate")
    roles.grant_pages("Translators", Page.get_first_root_node(), "add", "change")
    return _staff("translator@example.kg", "Translators")


def _staff(email, role):
    user = get_user_model().objects.create_user(email=email, password="x")
    user.is_staff = True
    user.save()
    user.groups.add(roles.group(role))
    return user
