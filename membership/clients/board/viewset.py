"""The board in the menu of the client base."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from membership.clients.board import views
from portal.core.admin_menu import shown_with


class TaskViewSet(ViewSet):
    """The board and its buttons."""

    name = "client-tasks"
    icon = "calendar-check"
    menu_label = _("Tasks")
    menu_item_class = shown_with("clients.view_task")

    def get_urlpatterns(self) -> list[Any]:
        """The board, and what its buttons post to."""
        return [
            path("", views.BoardView.as_view(), name="index"),
            path("about/<int:client_id>/", views.give, name="give"),
            path("<int:pk>/", views.change, name="change"),
            path("<int:pk>/words/", views.TaskView.as_view(), name="words"),
        ]
