"""Registration with Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.core import publishing
from portal.core.models import MovedDay


class MovedDayViewSet(SnippetViewSet):
    """Days moved by the government, entered once a year by an administrator."""

    model = MovedDay
    icon = "calendar"
    menu_label = _("Moved days")
    list_display = ["day", "is_working", "reason"]
    list_filter = ["is_working"]


register_snippet(MovedDayViewSet)
hooks.register("before_publish_page", publishing.stop)
hooks.register("after_publish_page", publishing.remind)
