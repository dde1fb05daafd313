"""What staff see of partners."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.partners.models import Organisation, Project

_NAMES = [FieldPanel("name_ky"), FieldPanel("name_ru"), FieldPanel("name_en"), FieldPanel("url")]


class OrganisationViewSet(SnippetViewSet):
    """Organisations that make or pay for something."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    list_display = ["name_ky", "name_ru", BooleanColumn("is_donor", label=_("donor"))]
    list_filter = ["is_donor"]
    copy_view_enabled = False
    panels = [*_NAMES, FieldPanel("is_donor")]


class ProjectViewSet(SnippetViewSet):
    """Projects whose label stands on news, materials and events."""

    model = Project
    icon = "tag"
    menu_label = _("Projects")
    list_display = ["name_ky", "name_ru", "donor", "slug"]
    list_filter = ["donor"]
    copy_view_enabled = False
    panels = [
        *_NAMES,
        FieldPanel("slug"),
        FieldRowPanel([FieldPanel("organisation"), FieldPanel("donor")]),
    ]


class PartnersGroup(SnippetViewSetGroup):
    """The menu of partners."""

    menu_label = _("Partners")
    menu_icon = "group"
    menu_order = 660
    items = (ProjectViewSet, OrganisationViewSet)
