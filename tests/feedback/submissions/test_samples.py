"""Sample content can be loaded and covers every state."""

import pytest
from django.contrib.auth import get_user_model

from feedback.submissions import demo_content
from feedback.submissions.models import Submission
from feedback.submissions.states import State
from portal.practices import groundwork as practices
from portal.practices.models import PracticePage
from portal.territories import selectors as territories
from portal.topics import groundwork as topics
from tests.factories.feedback import member
from tests.factories.membership import UserFactory
from tests.factories.portal import TerritoryFactory


@pytest.mark.django_db
def test_samples_stand_in_every_state(trees, monkeypatch):
    topics.lay()
    practices.lay()
    place = TerritoryFactory()
    monkeypatch.setattr(territories, "find", lambda *_, **__: [place])
    member(email="aigul@example.kg")
    member()
    UserFactory(email="reviewer@example.kg", is_staff=True)

    demo_content.load()

    assert set(Submission.objects.values_list("state", flat=True)) == set(State.values)
    assert PracticePage.objects.filter(live=True, is_sample=True).count() == 1
    assert get_user_model().objects.count() == 3
