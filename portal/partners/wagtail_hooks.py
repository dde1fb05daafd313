"""Registration with Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from portal.partners.viewsets import PartnersGroup

register_snippet(PartnersGroup)
