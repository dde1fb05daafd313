"""How an editor sees a practice: the story, the figures, the proofs, the people."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.search import index

from portal.core.rows_panel import RowsPanel

STORY = [
    MultiFieldPanel(
        [
            FieldPanel("territory"),
            FieldPanel("village"),
            FieldPanel("topics", widget=CheckboxSelectMultiple),
            FieldRowPanel([FieldPanel("started_on"), FieldPanel("finished_on")]),
            FieldPanel("outcome"),
            FieldPanel("origin"),
            FieldPanel("is_sample"),
        ],
        heading=_("Where, when, about what"),
    ),
    MultiFieldPanel(
        [FieldPanel("problem"), FieldPanel("aim"), FieldPanel("solution")],
        heading=_("Problem and solution"),
    ),
    InlinePanel("steps", heading=_("Steps"), label=_("step")),
    MultiFieldPanel(
        [
            FieldPanel("sustainability"),
            FieldRowPanel([FieldPanel("operator"), FieldPanel("tariff")]),
            FieldPanel("lessons"),
            FieldPanel("conditions"),
        ],
        heading=_("For those who repeat it"),
    ),
]

FIGURES = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("passport_year"), FieldPanel("passport_source")]),
            FieldRowPanel([FieldPanel("population"), FieldPanel("women")]),
            FieldRowPanel([FieldPanel("households"), FieldPanel("villages")]),
            FieldRowPanel([FieldPanel("altitude_m"), FieldPanel("budget_tyiyn")]),
            FieldRowPanel([FieldPanel("distance_km"), FieldPanel("property_objects")]),
            FieldPanel("ethnic_makeup"),
        ],
        heading=_("Passport of the municipality"),
    ),
    InlinePanel("results", heading=_("Results: before and after"), label=_("result")),
    InlinePanel("costs", heading=_("Money by source"), label=_("cost")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("beneficiaries"), FieldPanel("beneficiaries_women")]),
            FieldRowPanel(
                [FieldPanel("beneficiaries_children"), FieldPanel("beneficiaries_disabled")]
            ),
        ],
        heading=_("Who gained"),
    ),
]

PROOFS = [
    RowsPanel(
        "resolutions",
        heading=_("Resolutions of the kenesh"),
        label=_("resolution"),
        adding=_("Add a resolution"),
        panels=[
            FieldPanel("kenesh"),
            FieldRowPanel([FieldPanel("number"), FieldPanel("adopted_on")]),
            FieldPanel("subject"),
            FieldPanel("document"),
            FieldPanel("link"),
        ],
    ),
    RowsPanel(
        "legal_basis",
        heading=_("Legal basis"),
        label=_("norm"),
        adding=_("Add a norm"),
        panels=[
            FieldPanel("cited"),
            FieldPanel("norm"),
            FieldRowPanel([FieldPanel("number"), FieldPanel("adopted_on")]),
            FieldPanel("link"),
        ],
    ),
    InlinePanel(
        "evidence",
        heading=_("Evidence"),
        label=_("evidence"),
        panels=[
            FieldRowPanel([FieldPanel("kind"), FieldPanel("title")]),
            FieldPanel("document"),
            FieldPanel("picture"),
            FieldPanel("link"),
            FieldRowPanel(
                [FieldPanel("checked_how"), FieldPanel("checked_on"), FieldPanel("checked_by")]
            ),
        ],
    ),
]

KIT = [
    InlinePanel("kit_files", heading=_("Take-away kit"), label=_("file")),
    FieldPanel("licence"),
]

PEOPLE = [
    FieldPanel("authors"),
    FieldRowPanel([FieldPanel("reviewer"), FieldPanel("checked_on")]),
    FieldPanel("names_in_data"),
    MultiFieldPanel(
        [
            FieldPanel("contact_name"),
            FieldPanel("contact_office"),
            FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
            FieldRowPanel([FieldPanel("contact_consent"), FieldPanel("contact_consent_on")]),
        ],
        heading=_("Contact"),
    ),
]

SEARCHED = [
    *(
        index.SearchField(name)
        for name in ("problem", "aim", "solution", "sustainability", "lessons", "conditions")
    ),
    index.SearchField("village"),
    index.FilterField("outcome"),
    index.FilterField("territory_id"),
]


def tabs(content: list[Any], promote: list[Any], settings: list[Any]) -> TabbedInterface:
    """The tabs of a practice in the admin."""
    return TabbedInterface(
        [
            ObjectList(content, heading=_("Story")),
            ObjectList(FIGURES, heading=_("Figures")),
            ObjectList(PROOFS, heading=_("Proofs")),
            ObjectList(KIT, heading=_("Take-away kit")),
            ObjectList(PEOPLE, heading=_("People")),
            ObjectList(promote, heading=_("Promote")),
            ObjectList(settings, heading=_("Settings")),
        ]
    )
