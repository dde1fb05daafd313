"""What staff see of the magazine beside its pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from magazine.issues.models import Author, Rubric


class RubricViewSet(SnippetViewSet):
    """Standing parts of the magazine, in the order of its contents."""

    model = Rubric
    icon = "list-ul"
    list_display = ["name_ky", "name_ru", "order", "first_year", "last_year"]
    ordering = ["order"]
    panels = [
        FieldPanel("name_ky"),
        FieldPanel("name_ru"),
        FieldPanel("slug"),
        FieldPanel("order"),
        FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year")]),
    ]


class AuthorViewSet(SnippetViewSet):
    """People who write for the magazine."""

    model = Author
    icon = "user"
    list_display = ["family_name_ky", "given_name_ky", "family_name_ru", "given_name_ru"]
    search_backend_name = None
    search_fields = ["family_name_ky", "family_name_ru", "given_name_ky", "given_name_ru"]
    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("given_name_ky"), FieldPanel("family_name_ky")])],
            heading=_("In Kyrgyz"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("given_name_ru"), FieldPanel("family_name_ru")])],
            heading=_("In Russian"),
        ),
        FieldPanel("slug"),
    ]


class MagazineGroup(SnippetViewSetGroup):
    """One place in the menu for rubrics and authors."""

    menu_label = _("Magazine")
    menu_icon = "openquote"
    menu_order = 250
    items = (RubricViewSet, AuthorViewSet)
