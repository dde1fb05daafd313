"""Registration with Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from membership.clients import home_panels
from membership.clients.viewsets import ClientBaseGroup
from portal.core.admin_menu import shown_with


def client_base() -> ClientBaseGroup:
    """The menu of the client base."""
    return ClientBaseGroup()


def morning(request: HttpRequest, panels: list[Any]) -> None:
    """What waits comes first, then the figures; what Wagtail shows of pages stays below."""
    panels[:0] = home_panels.for_user(request.user)


def report_on_processing() -> MenuItem:
    """The report on processing of personal data, among the reports."""
    return shown_with("clients.view_client")(
        _("Processing of personal data"), reverse("clients:processing"), icon_name="lock", order=900
    )


def styles() -> str:
    """The sheet of the client base, on all screens: other rooms fill its card."""
    return format_html('<link rel="stylesheet" href="{}">', static("clients/admin.css"))


hooks.register("register_admin_viewset", client_base)
hooks.register("register_reports_menu_item", report_on_processing)
hooks.register("insert_global_admin_css", styles)
hooks.register("construct_homepage_panels", morning)
