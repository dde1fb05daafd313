"""Registration with Wagtail's admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.norms.viewsets import NormViewSet, RecheckViewSet

register_snippet(NormViewSet)
hooks.register("register_admin_viewset", RecheckViewSet)
