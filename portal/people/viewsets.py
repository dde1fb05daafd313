"""What staff see of people."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.people.models import Person


class PersonViewSet(SnippetViewSet):
    """People who agreed to be found by name, with what they did."""

    model = Person
    icon = "user"
    menu_order = 662
    add_to_admin_menu = True
    list_display = ["name_ky", "name_ru", "office_ru", "consent_on"]
    search_fields = ["name_ky", "name_ru", "office_ky", "office_ru"]
    copy_view_enabled = False
    panels = [
        FieldRowPanel([FieldPanel("name_ky"), FieldPanel("name_ru")]),
        FieldRowPanel([FieldPanel("office_ky"), FieldPanel("office_ru")]),
        FieldPanel("territory"),
        FieldPanel("slug"),
        MultiFieldPanel(
            [FieldPanel("consent_on"), FieldPanel("consent_note"), FieldPanel("email")],
            heading=_("Consent"),
        ),
        InlinePanel("works", heading=_("Works"), panels=[PageChooserPanel("page")]),
    ]
