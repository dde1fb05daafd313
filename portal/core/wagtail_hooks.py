"""Registration with Wagtail's admin."""

from typing import Any

from django.db.models import BooleanField
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.fields import BaseFieldDisplay, register_display_class
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.core import keeping, publishing
from portal.core.models import MovedDay


class MovedDayViewSet(SnippetViewSet):
    """Days moved by the government, entered once a year by an administrator."""

    model = MovedDay
    icon = "calendar"
    menu_label = _("Moved days")
    list_display = ["day", "is_working", "reason"]
    list_filter = ["is_working"]


class YesOrNo(BaseFieldDisplay):
    """A flag in words; Wagtail shows Python's ``True`` and ``False``."""

    def render_html(self, parent_context: Any = None) -> str:
        return {True: gettext("Yes"), False: gettext("No")}.get(self.value, "–")


def leave_out_foreign_help(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Release notes are for developers, and both they and the guide exist in English alone."""
    foreign = ("whats-new", "editor-guide")
    menu_items[:] = [item for item in menu_items if not item.name.startswith(foreign)]


hooks.register("construct_help_menu", leave_out_foreign_help)
register_snippet(MovedDayViewSet)
register_display_class(BooleanField, display_class=YesOrNo)


def styles() -> str:
    """The sheet of the whole admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("core/admin.css"))


hooks.register("insert_global_admin_css", styles)
hooks.register("after_edit_page", publishing.lead_on)
hooks.register("before_publish_page", publishing.stop)
hooks.register("after_publish_page", publishing.remind)
hooks.register("before_delete_page", keeping.stop)
hooks.register("before_bulk_action", keeping.stop_many)
