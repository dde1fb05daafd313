"""Registration with Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from membership.organisations.viewsets import OrganisationViewSet

register_snippet(OrganisationViewSet)
