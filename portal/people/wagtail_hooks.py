"""Registration with Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from portal.people.viewsets import PersonViewSet

register_snippet(PersonViewSet)
