"""Materials: who made them, under which licence, for whom, with files to take away."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from portal.core.audience import Category
from portal.core.entries import Entry
from portal.core.pages import BasePage
from portal.core.rows_panel import RowsPanel
from portal.materials.querysets import MaterialPageManager


class MaterialIndexPage(BasePage):
    """All materials, narrowed by kind, topic and language."""

    menu_place = 3

    page_description = _("All materials, to be narrowed by kind and topic.")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["materials.MaterialPage"]
    max_count_per_parent = 1
    template = "materials/material_index_page.html"

    class Meta:
        verbose_name = _("page of all materials")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.materials import shelf

        context = super().get_context(request, *args, **kwargs)
        return {**context, **shelf.shown(self.locale.language_code, request.GET)}


class MaterialPage(BasePage):
    """One material. The page speaks the reader's language; the material may speak another."""

    class Kind(models.TextChoices):
        GUIDE = "guide", _("Guide")
        TEMPLATE = "template", _("Template")
        PRESENTATION = "presentation", _("Presentation")
        VIDEO = "video", _("Video lesson")
        REPORT = "report", _("Study or report")

    class Licence(models.TextChoices):
        CC_BY = "cc-by", "CC BY 4.0"
        CC_BY_SA = "cc-by-sa", "CC BY-SA 4.0"
        CC_BY_NC = "cc-by-nc", "CC BY-NC 4.0"
        PUBLIC = "public", _("Public domain")
        PERMITTED = "permitted", _("Published with the owner's permission")

    class Language(models.TextChoices):
        KYRGYZ = "ky", _("Kyrgyz")
        RUSSIAN = "ru", _("Russian")
        BOTH = "ky-ru", _("Kyrgyz and Russian")
        ENGLISH = "en", _("English")

    class Level(models.TextChoices):
        FIRST = "first", _("For a beginning")
        WORKING = "working", _("For daily work")
        DEEP = "deep", _("For specialists")

    reading_kind = "material"
    entry_kind = "material"
    fetched_with = ("organisation", "project__donor")

    is_sample = models.BooleanField(
        _("sample content"),
        default=False,
        help_text=_("Written to show how the portal works; not about a real case."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    organisation = models.ForeignKey(
        "partners.Organisation",
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    project = models.ForeignKey(
        "partners.Project",
        verbose_name=_("project"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    licence = models.CharField(_("licence"), max_length=10, choices=Licence)
    material_language = models.CharField(_("language of the material"), max_length=5,
                                         choices=Language)  # fmt: skip
    level = models.CharField(_("level"), max_length=8, choices=Level, default=Level.WORKING)
    year = models.PositiveSmallIntegerField(_("year"))
    video_url = models.URLField(
        _("address of the video"),
        blank=True,
        help_text=_("The page shows a link; players of other sites are never built in."),
    )
    video_minutes = models.PositiveSmallIntegerField(
        _("length of the video, minutes"), null=True, blank=True
    )
    body = RichTextField(_("text"), features=["h2", "bold", "italic", "link", "ol", "ul"])
    topics = ParentalManyToManyField("topics.Topic", verbose_name=_("topics"), related_name="+")

    objects = MaterialPageManager()

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("level")]),
                FieldRowPanel([FieldPanel("material_language"), FieldPanel("year")]),
                FieldPanel("topics", widget=CheckboxSelectMultiple),
            ],
            heading=_("What it is"),
        ),
        MultiFieldPanel(
            [FieldPanel("organisation"), FieldPanel("project"), FieldPanel("licence")],
            heading=_("Whose it is"),
        ),
        RowsPanel(
            "audiences",
            heading=_("For whom"),
            label=_("readers"),
            adding=_("Add a group of readers"),
        ),
        FieldPanel("body"),
        InlinePanel("files", heading=_("Files"), label=_("file")),
        FieldRowPanel([FieldPanel("video_url"), FieldPanel("video_minutes")]),
        FieldPanel("is_sample"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("material_language"),
    ]
    page_description = _(
        "A guide, template, presentation or video of some organisation, with its licence."
    )
    parent_page_types = ["materials.MaterialIndexPage"]
    subpage_types: list[str] = []
    template = "materials/material_page.html"

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="video") | ~Q(video_url=""), name="materials_video_has_a_link"
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.kind == self.Kind.VIDEO and not self.video_url:
            raise ValidationError({"video_url": _("Where is the video to be seen?")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.materials import selectors

        context = super().get_context(request, *args, **kwargs)
        return {**context, **selectors.details(self)}

    def entry(self) -> Entry | None:
        entry = super().entry()
        if entry is None:
            return None
        from portal.materials import papers

        pages, pdf_url = papers.words_of(self)
        return replace(
            entry,
            body=f"{self.organisation.name}\n{strip_tags(self.body.replace('</p>', ' '))}",
            topics=tuple(topic.slug for topic in self.topics.all()),
            pages=pages,
            pdf_url=pdf_url,
        )


class MaterialFile(Orderable):
    """A paper of a material to take away."""

    page = ParentalKey(MaterialPage, on_delete=models.CASCADE, related_name="files")
    title = models.CharField(_("title"), max_length=160)
    document = models.ForeignKey(
        "wagtaildocs.Document", verbose_name=_("file"), on_delete=models.PROTECT, related_name="+"
    )

    panels = [FieldPanel("title"), FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("file of a material")
        verbose_name_plural = _("files of a material")

    def __str__(self) -> str:
        return self.title


class MaterialAudience(Orderable):
    """One of the eight audiences a material was made for."""

    page = ParentalKey(MaterialPage, on_delete=models.CASCADE, related_name="audiences")
    category = models.CharField(_("category"), max_length=12, choices=Category)

    panels = [FieldPanel("category")]

    class Meta(Orderable.Meta):
        verbose_name = _("readers of a material")
        verbose_name_plural = _("readers of a material")

    def __str__(self) -> str:
        return str(self.get_category_display())
