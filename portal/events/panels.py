"""How an editor sees an event."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel

_SAME = _(
    "Time, place of the map, project, registration and links are the same for the pages of all "
    "languages: what is published here is taken over there."
)

EVENT = [
    HelpPanel(content=_SAME),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
            FieldRowPanel([FieldPanel("is_online"), FieldPanel("is_cancelled")]),
            FieldPanel("place"),
            FieldPanel("territory"),
        ],
        heading=_("When and where"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("takes_registrations"),
            FieldRowPanel([FieldPanel("capacity"), FieldPanel("registration_closes_at")]),
            FieldPanel("join_url"),
        ],
        heading=_("Registration"),
    ),
    FieldPanel("body"),
    FieldPanel("topics", widget=CheckboxSelectMultiple),
    FieldPanel("project"),
    MultiFieldPanel(
        [FieldPanel("recording_url"), InlinePanel("files", label=_("file"))],
        heading=_("After the event"),
    ),
    FieldPanel("is_sample"),
]
