"""What editors fill in, in the order in which they think of it."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from portal.core.rows_panel import RowsPanel

ISSUE = [
    FieldPanel("title", heading=_("Theme")),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [FieldPanel("year"), FieldPanel("first_month"), FieldPanel("last_month")]
            ),
            FieldRowPanel([FieldPanel("first_through"), FieldPanel("last_through")]),
            FieldRowPanel([FieldPanel("published_on"), FieldPanel("counts_as")]),
        ],
        heading=_("Number"),
    ),
    FieldPanel("summary"),
    FieldPanel("foreword"),
    FieldPanel("donor_credit"),
]

ARTICLE = [
    FieldPanel("title"),
    FieldPanel("summary"),
    MultiFieldPanel(
        [
            FieldPanel("rubric"),
            FieldPanel("topics", widget=CheckboxSelectMultiple),
            FieldPanel("territory"),
            FieldRowPanel([FieldPanel("first_page"), FieldPanel("last_page")]),
        ],
        heading=_("Place in the issue"),
    ),
    RowsPanel(
        "article_authors",
        heading=_("Authors"),
        label=_("Author"),
        adding=_("Add an author"),
        min_num=0,
    ),
    FieldPanel("body"),
    FieldPanel("donor_credit"),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("access"), FieldPanel("opens_on")])], heading=_("Access")
    ),
]
