"""Registration with Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from magazine.issues.viewsets import MagazineGroup

register_snippet(MagazineGroup)
