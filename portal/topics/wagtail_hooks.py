"""Registration with Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from portal.topics.viewsets import TopicViewSet

register_snippet(TopicViewSet)
