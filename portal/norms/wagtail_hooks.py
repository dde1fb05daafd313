"""Registration with Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.core import pagecache
from portal.norms.models import Norm
from portal.norms.viewsets import NormViewSet, RecheckViewSet

register_snippet(NormViewSet)
hooks.register("register_admin_viewset", RecheckViewSet)


def forget_kept_pages(request: HttpRequest, instance: Any) -> None:
    """A corrected title or link shows on every page that cites the norm."""
    if isinstance(instance, Norm):
        pagecache.forget_all()


hooks.register("after_edit_snippet", forget_kept_pages)
