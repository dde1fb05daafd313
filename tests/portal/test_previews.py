"""Every page type can be looked at before it is published."""

import pytest
from django.utils import timezone

from magazine.issues import groundwork as magazine
from portal.home.models import HomePage, PlainPage
from portal.topics.models import TopicPage
from tests.factories.magazine import article, issue
from tests.factories.portal import event, grow_sections, news_item, practice

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_drafts_of_all_types_have_a_preview(trees):
    grow_sections()
    magazine.lay()
    one = issue()
    pages = [
        HomePage.objects.first(),
        PlainPage.objects.first(),
        TopicPage.objects.first(),
        practice(),
        news_item(),
        event(starts_at=timezone.now()),
        one,
        article(one),
    ]

    for page in pages:
        draft = page.get_latest_revision_as_object()
        response = draft.make_preview_request(preview_mode=draft.default_preview_mode)
        response.render() if hasattr(response, "render") else None
        assert response.status_code == 200, type(page)
        assert draft.title in response.content.decode()
        assert page.get_page_description() or type(page).__name__ in {"NewsPage", "EventPage"}
