"""Pages by their address; what else Wagtail serves stays with Wagtail."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls

from portal.core import routing

urlpatterns = [
    re_path(wagtail_urls.serve_pattern, routing.serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
]
