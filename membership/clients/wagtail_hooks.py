"""Registration with Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from membership.clients import home_panels
from membership.clients.viewsets import ClientBaseGroup


def client_base() -> ClientBaseGroup:
    """The menu of the client base."""
    return ClientBaseGroup()


def morning(request: HttpRequest, panels: list[Any]) -> None:
    """What waits comes first, then the figures; what Wagtail shows of pages stays below."""
    panels[:0] = home_panels.for_user(request.user)


def styles() -> str:
    """The sheet of the client base, on all screens: other rooms fill its card."""
    return format_html('<link rel="stylesheet" href="{}">', static("clients/admin.css"))


hooks.register("register_admin_viewset", client_base)
hooks.register("insert_global_admin_css", styles)
hooks.register("construct_homepage_panels", morning)
