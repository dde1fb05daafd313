"""Registration with Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from portal.territories.viewsets import RegisterViewSetGroup

register_snippet(RegisterViewSetGroup)
