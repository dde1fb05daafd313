"""Groups of staff: ours alone are offered, and nobody loses a group she is in."""

import pytest
from django.contrib.auth.models import Group

from portal.core import groundwork, roles
from tests.factories.membership import UserFactory

pytestmark = pytest.mark.django_db


def test_groups_wagtail_begins_with_go_when_nobody_is_in_them():
    used = Group.objects.get_or_create(name="Карап чыгуучулар · Модераторы")[0]
    Group.objects.get_or_create(name="Редакторлор · Редакторы")
    used.user_set.add(UserFactory())

    groundwork.lay()

    assert set(Group.objects.values_list("name", flat=True)) == {*roles.ALL, used.name}
