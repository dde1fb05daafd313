"""What staff see of the topics."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.topics.models import Topic


class TopicViewSet(SnippetViewSet):
    """Topics. Their number is small on purpose; they are not deleted."""

    model = Topic
    icon = "tag"
    menu_order = 650
    add_to_admin_menu = True
    list_display = ["position", "title_ky", "title_ru", "slug"]
    ordering = ["position"]
    copy_view_enabled = False
    panels = [
        FieldPanel("title_ky"),
        FieldPanel("title_ru"),
        FieldPanel("title_en"),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("sign"), FieldPanel("position")]),
    ]
