"""The first screen told for a period and a part of the base, each number with its list."""

import pytest
from django.urls import reverse

from membership.clients.models import Segment
from portal.core import clock
from tests.factories.membership import ClientFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_matrix_is_told_for_a_language_and_bears_hostile_choices(client, administrator):
    ClientFactory(category="donor", language="ru", user=UserFactory(last_login=clock.now()))

    for choices in ({"period": "365", "language": "ru"}, {"period": "x", "oblast": "9e9"}):
        page = client.get(reverse("wagtailadmin_home"), choices)
        assert page.status_code == 200
    assert "new=30" in page.content.decode()


def test_the_list_is_narrowed_to_a_segment_and_to_the_new(client, administrator):
    chosen = ClientFactory(category="donor")
    ClientFactory(category="lsg")
    condition = {"field": "category", "op": "is", "values": ["donor"]}
    segment = Segment.objects.create(name="Доноры", tree={"match": "all", "of": [condition]})

    for filters in ({"segment": segment.pk}, {"segment": segment.pk, "new": "30", "seen": "late"}):
        rows = client.get(reverse("clients:index"), filters).context["object_list"]
        assert [row.pk for row in rows] == [chosen.pk]
