"""Spreadsheets in the menu of the client base."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from membership.clients.sheets import views
from portal.core.admin_menu import shown_with


class SheetViewSet(ViewSet):
    """Taking in and out."""

    name = "client-sheets"
    icon = "table"
    menu_label = _("Spreadsheets")
    menu_item_class = shown_with("clients.add_sheetimport")

    def get_urlpatterns(self) -> list[Any]:
        """The two lists, one sheet with its preview, the form for a file, the file."""
        return [
            path("", views.SheetsView.as_view(), name="index"),
            path("in/<int:pk>/", views.SheetView.as_view(), name="sheet"),
            path("in/<int:pk>/drop/", views.DropView.as_view(), name="drop"),
            path("in/<int:pk>/not-taken/", views.UnclearView.as_view(), name="unclear"),
            path("out/", views.ExportView.as_view(), name="export"),
            path("out/<int:pk>/", views.FileView.as_view(), name="file"),
        ]
