"""Practices: what a municipality did, what it cost, what came of it."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField

from portal.core.entries import Entry
from portal.core.licences import Licence
from portal.core.money_field import TyiynField
from portal.core.pages import BasePage
from portal.core.share_pictures import Words
from portal.norms import selectors as norms
from portal.practices import panels
from portal.practices.adoptions.models import Adoption, AdoptionStep
from portal.practices.facts import PracticeFacts, ShelfMark
from portal.practices.parts import Cost, Evidence, KitFile, LegalBasis, Resolution, Result, Step
from portal.practices.querysets import PracticePageManager
from portal.topics import selectors as topic_selectors

__all__ = [
    "Adoption",
    "AdoptionStep",
    "Cost",
    "Evidence",
    "KitFile",
    "LegalBasis",
    "PracticeFacts",
    "PracticeIndexPage",
    "PracticePage",
    "Resolution",
    "Result",
    "ShelfMark",
    "Step",
]

_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class PracticeIndexPage(BasePage):
    """The library of practices: narrowed, sorted, on a map, by likeness to one's own place."""

    page_description = _("The library; practices stand below it.")
    menu_place = 2
    lists = ("practice",)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["practices.PracticePage"]
    max_count_per_parent = 1
    template = "practices/practice_index_page.html"

    class Meta:
        verbose_name = _("library of practices")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever chose a municipality with the form goes on to the list compared with it."""
        from portal.practices import mine

        if address := mine.address_of_choice(request.GET):
            return redirect(f"{request.path}{address}")
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.practices import library

        context = super().get_context(request, *args, **kwargs)
        return {**context, **library.page(request, self.locale.language_code)}


class PracticePage(BasePage):
    """One practice in one language, with every figure and its source."""

    page_description = _("What a municipality did, what it cost and what came of it.")

    class Outcome(models.TextChoices):
        WORKS = "works", _("In use")
        STOPPED = "stopped", _("Stopped")
        FAILED = "failed", _("Did not work")

    reading_kind = "practice"
    entry_kind = "practice"
    lists = ()
    share_kind = _("Practice")
    fetched_with = ("territory__parent__parent", "facts", "origin__territory", "origin__locale")

    is_sample = models.BooleanField(
        _("sample content"),
        default=False,
        help_text=_("Written to show how the portal works; not about a real case."),
    )
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    village = models.CharField(_("village"), max_length=120, blank=True)
    topics = ParentalManyToManyField("topics.Topic", verbose_name=_("topics"), related_name="+")
    #: In whatever language: twins are found by the translation key.
    origin = models.ForeignKey(
        "self",
        verbose_name=_("grew out of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The practice of another municipality that was taken over and changed."),
    )
    started_on = models.DateField(_("started on"), null=True, blank=True)
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.WORKS)

    passport_year = models.PositiveSmallIntegerField(
        _("year of the figures"), null=True, blank=True
    )
    passport_source = models.CharField(_("source of the figures"), max_length=250, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    villages = models.PositiveSmallIntegerField(_("villages"), null=True, blank=True)
    altitude_m = models.PositiveSmallIntegerField(_("altitude, m"), null=True, blank=True)
    budget_tyiyn = TyiynField(_("budget of the year, som"), null=True, blank=True)
    distance_km = models.PositiveSmallIntegerField(_("way to Bishkek, km"), null=True, blank=True)
    property_objects = models.PositiveSmallIntegerField(
        _("objects of municipal property"), null=True, blank=True
    )
    ethnic_makeup = models.CharField(_("ethnic make-up"), max_length=250, blank=True)

    problem = RichTextField(_("problem"), features=_FEATURES, blank=True)
    aim = RichTextField(_("aim"), features=_FEATURES, blank=True)
    solution = RichTextField(_("what was done"), features=_FEATURES, blank=True)
    sustainability = RichTextField(_("what keeps it going"), features=_FEATURES, blank=True)
    operator = models.CharField(
        _("who runs it today"),
        max_length=200,
        blank=True,
        help_text=_("The enterprise, cooperative or person that answers for it."),
    )
    tariff = models.CharField(
        _("who pays how much"),
        max_length=200,
        blank=True,
        help_text=_("For example: 18 som for a cubic metre, 50 som a month for a household."),
    )
    lessons = RichTextField(_("lessons and risks"), features=_FEATURES, blank=True)
    conditions = RichTextField(_("conditions for repeating it"), features=_FEATURES, blank=True)

    beneficiaries = models.PositiveIntegerField(_("beneficiaries"), null=True, blank=True)
    beneficiaries_women = models.PositiveIntegerField(_("of them women"), null=True, blank=True)
    beneficiaries_children = models.PositiveIntegerField(
        _("of them children"), null=True, blank=True
    )
    beneficiaries_disabled = models.PositiveIntegerField(
        _("of them people with disabilities"), null=True, blank=True
    )

    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_office = models.CharField(_("office of the contact"), max_length=200, blank=True)
    contact_email = models.EmailField(_("e-mail of the contact"), blank=True)
    contact_phone = models.CharField(_("phone of the contact"), max_length=40, blank=True)
    contact_consent = models.BooleanField(
        _("consents to being shown"),
        default=False,
        help_text=_("Without consent the contact is not shown on the site."),
    )
    contact_consent_on = models.DateField(_("consent given on"), null=True, blank=True)

    authors = models.TextField(
        _("authors"), blank=True, help_text=_("One on each line: name, position, organisation.")
    )
    reviewer = models.CharField(_("reviewer"), max_length=200, blank=True)
    names_in_data = models.BooleanField(
        _("names in the open data"),
        default=False,
        help_text=_(
            "Authors and reviewer agree that their names are in the open data; "
            "without it the data leaves them out."
        ),
    )
    licence = models.CharField(_("licence"), max_length=16, choices=Licence, default=Licence.CC_BY)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    objects = PracticePageManager()

    content_panels = [*BasePage.content_panels, *panels.STORY]
    edit_handler = panels.tabs(content_panels, BasePage.promote_panels, BasePage.settings_panels)
    search_fields = [*BasePage.search_fields, *panels.SEARCHED]
    parent_page_types = ["practices.PracticeIndexPage"]
    subpage_types: list[str] = []
    template = "practices/practice_page.html"

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        constraints = [
            models.CheckConstraint(
                condition=Q(started_on=None)
                | Q(finished_on=None)
                | Q(started_on__lte=F("finished_on")),
                name="practices_finished_after_started",
            ),
            models.CheckConstraint(
                condition=Q(population=None) | Q(women=None) | Q(women__lte=F("population")),
                name="practices_women_within_population",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.started_on and self.finished_on and self.started_on > self.finished_on:
            raise ValidationError({"finished_on": _("It cannot end before it has begun.")})
        if self.population is not None and self.women is not None and self.women > self.population:
            raise ValidationError({"women": _("More women than people.")})
        if self.origin is not None and self.origin.translation_key == self.translation_key:
            raise ValidationError({"origin": _("A practice cannot grow out of itself.")})

    def has_result(self) -> bool:
        """A figure, or the number of people who gained, says what came of it."""
        return self.beneficiaries is not None or bool(self.results.all())

    @classmethod
    def fetched(cls) -> "QuerySet[PracticePage]":
        pages: QuerySet[PracticePage] = (
            super()
            .fetched()
            .annotate(
                fetched_topics=topic_selectors.slugs_listed(cls),
                has_checks=norms.has_checks(),
                has_resolutions=Exists(Resolution.objects.filter(practice=OuterRef("pk"))),
            )
        )
        return pages

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.practices import description, kit

        context = super().get_context(request, *args, **kwargs)
        return {**context, **description.of(self), "kit": kit.of(self)}

    def share_words(self) -> Words:
        from portal.practices import description

        return replace(super().share_words(), under=description.short_place(self))

    def entry(self) -> Entry | None:
        from portal.practices import description

        entry = super().entry()
        return None if entry is None else description.extended(entry, self)
