"""Events: people attend them. Times are told in Bishkek time."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from portal.core.entries import Entry
from portal.core.pages import BasePage
from portal.core.share_pictures import Words
from portal.events import icalendar, panels
from portal.events.page_form import EventPageForm
from portal.events.rolls import AttendanceSheet, Registration, Roll
from portal.territories import lineage

__all__ = ["AttendanceSheet", "EventFile", "EventIndexPage", "EventPage", "Registration",
           "RegistrationTerms", "Roll"]  # fmt: skip


@register_setting(icon="doc-full")
class RegistrationTerms(BaseGenericSetting):
    """What people agree to when they register; kept with every registration, word for word."""

    version = models.CharField(
        _("version"), max_length=20, default="1.0", help_text=_("A new text has a new version.")
    )
    text_ky = models.TextField(_("text in Kyrgyz"), max_length=1000, blank=True)
    text_ru = models.TextField(_("text in Russian"), max_length=1000, blank=True)

    panels = [FieldPanel("version"), FieldPanel("text_ky"), FieldPanel("text_ru")]

    class Meta:
        verbose_name = _("consent of those who register for events")

    def text_in(self, language: str) -> str:
        """The words in ``language``; Russian where the site speaks neither Kyrgyz nor Russian."""
        return self.text_ky if language == "ky" else self.text_ru


class EventIndexPage(BasePage):
    """Events to come, and those that have been."""

    menu_place = 60
    #: What is still to come changes with the hour.
    same_for_all = False

    page_description = _("All events, coming and past.")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count_per_parent = 1
    template = "events/event_index_page.html"

    class Meta:
        verbose_name = _("page of all events")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.events import agenda

        context = super().get_context(request, *args, **kwargs)
        return {**context, **agenda.shown(self.locale.language_code, request.GET)}


class EventPage(BasePage):
    """One event in one language. ``?ics`` gives it as a file for a calendar.

    The facts named in ``services.rolls.SHARED`` are the same on the pages of all languages.
    """

    entry_kind = "event"
    fetched_with = ("territory__parent__parent", "project__donor")
    share_kind = _("Event")

    is_sample = models.BooleanField(
        _("sample content"),
        default=False,
        help_text=_("Written to show how the portal works; not about a real case."),
    )
    starts_at = models.DateTimeField(_("starts at"), help_text=_("Bishkek time."))
    ends_at = models.DateTimeField(_("ends at"), help_text=_("Bishkek time."))
    is_cancelled = models.BooleanField(
        _("called off"),
        default=False,
        help_text=_("Everybody who has registered is told when the page is published."),
    )
    is_online = models.BooleanField(_("online"), default=False)
    place = models.CharField(_("place"), max_length=200)
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("territory"),
        null=True,
        blank=True,
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
    takes_registrations = models.BooleanField(_("takes registrations"), default=True)
    capacity = models.PositiveSmallIntegerField(
        _("places"),
        null=True,
        blank=True,
        help_text=_("Empty: as many as come. When all are taken, a waiting list begins."),
    )
    registration_closes_at = models.DateTimeField(
        _("registration closes"),
        null=True,
        blank=True,
        help_text=_("Bishkek time. Empty: when the event begins."),
    )
    join_url = models.URLField(
        _("link to join"),
        blank=True,
        help_text=_("Shown only to those who have a place; never on this page."),
    )
    recording_url = models.URLField(_("recording"), blank=True)
    body = RichTextField(_("text"), features=["h2", "bold", "italic", "link", "ol", "ul"])
    topics = ParentalManyToManyField(
        "topics.Topic", verbose_name=_("topics"), related_name="+", blank=True
    )

    base_form_class = EventPageForm
    content_panels = [*BasePage.content_panels, *panels.EVENT]
    page_description = _("A meeting people register for, with its time, place and recording.")
    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []
    template = "events/event_page.html"

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="events_end_after_they_start"
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.starts_at >= self.ends_at:
            raise ValidationError({"ends_at": _("It cannot end before it has begun.")})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "ics" in request.GET:
            return icalendar.response([self], name=self.slug)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.events import details

        context = super().get_context(request, *args, **kwargs)
        return {**context, **details.of(self)}

    def share_words(self) -> Words:
        day = date_format(timezone.localdate(self.starts_at), "DATE_FORMAT")
        return replace(super().share_words(), under=f"{day}, {self.place}")

    def _heirs(self) -> list[str]:
        """What the place is called today, where its unit has ended."""
        if self.territory is None:
            return []
        return lineage.names_of_heirs(self.territory, self.locale.language_code)

    def entry(self) -> Entry | None:
        entry = super().entry()
        if entry is None:
            return None
        return replace(
            entry,
            body="\n".join(
                (self.place, *self._heirs(), strip_tags(self.body.replace("</p>", " ")))
            ),
            topics=tuple(topic.slug for topic in self.topics.all()),
            territories=lineage.codes_of(self.territory) if self.territory else (),
            place=self.place,
        )


class EventFile(Orderable):
    """Slides and papers of an event, shown once it has begun."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="files")
    title = models.CharField(_("title"), max_length=160)
    document = models.ForeignKey(
        "wagtaildocs.Document", verbose_name=_("file"), on_delete=models.PROTECT, related_name="+"
    )

    panels = [FieldPanel("title"), FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("file of an event")
        verbose_name_plural = _("files of an event")

    def __str__(self) -> str:
        return self.title
