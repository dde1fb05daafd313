"""Registration with Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from membership.accounts.viewsets import ConsentTextViewSet

register_snippet(ConsentTextViewSet)
