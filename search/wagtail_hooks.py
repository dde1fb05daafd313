"""Registration with Wagtail's admin."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from portal.core.admin_menu import shown_with
from search import report_views
from search.viewsets import PromotedResultViewSet, SynonymViewSet

register_snippet(SynonymViewSet)
register_snippet(PromotedResultViewSet)


def report_item() -> MenuItem:
    """Among the reports of the admin."""
    return shown_with("search.view_askedquery")(
        _("Searches"), reverse("search_report"), name="searches", icon_name="search", order=900
    )


def report_addresses() -> list[Any]:
    """The report has an address of its own."""
    return [path("reports/searches/", report_views.report, name="search_report")]


hooks.register("register_reports_menu_item", report_item)
hooks.register("register_admin_urls", report_addresses)
