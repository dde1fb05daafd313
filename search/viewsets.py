"""What staff see of search."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from search.admin_boxes import ListedInAnyForm
from search.models import PromotedResult, Synonym


class SynonymViewSet(SnippetViewSet):
    """Words that mean the same. A change applies to the next query."""

    model = Synonym
    icon = "link"
    menu_order = 660
    add_to_admin_menu = True
    list_display = [
        "kyrgyz",
        "russian",
        "others",
        "kind",
        "origin",
        BooleanColumn("is_used", label=_("used in search"), sort_key="is_used"),
    ]
    list_filter = ["kind", "origin", "is_used"]
    search_fields = ["kyrgyz", "russian", "others"]
    search_backend_name = None
    index_view_class = ListedInAnyForm
    copy_view_enabled = False
    panels = [
        FieldRowPanel([FieldPanel("kyrgyz"), FieldPanel("russian")]),
        FieldPanel("others"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("is_used")]),
    ]


class PromotedResultViewSet(SnippetViewSet):
    """Pages that stand above everything else for certain words."""

    model = PromotedResult
    icon = "pick"
    menu_order = 661
    add_to_admin_menu = True
    list_display = ["words", "page", "is_used"]
    list_filter = ["is_used"]
    search_fields = ["words", "note"]
    search_backend_name = None
    index_view_class = ListedInAnyForm
    copy_view_enabled = False
    panels = [
        FieldPanel("words"),
        PageChooserPanel("page"),
        FieldPanel("note"),
        FieldPanel("is_used"),
    ]
