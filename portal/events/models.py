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
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from portal.core.entries import Entry
from portal.core.pages import BasePage
from portal.core.share_pictures import Words
from portal.events import icalendar


class EventIndexPage(BasePage):
    """Events to come, and those that have been."""

    menu_place = 60
    #: What is still to come changes with the hour.
    same_for_all = False

    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count_per_parent = 1
    template = "events/event_index_page.html"

    class Meta:
        verbose_name = _("page of all events")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.events import selectors

        context = super().get_context(request, *args, **kwargs)
        return {**context, **selectors.agenda(self.locale.language_code, request.GET.get("page"))}


class EventPage(BasePage):
    """One event. ``?ics`` gives it as a file for a calendar."""

    entry_kind = "event"
    share_kind = _("Event")
    fetched_with = ("territory__parent__parent",)

    is_sample = models.BooleanField(
        _("sample content"),
        default=False,
        help_text=_("Written to show how the portal works; not about a real case."),
    )
    starts_at = models.DateTimeField(_("starts at"), help_text=_("Bishkek time."))
    ends_at = models.DateTimeField(_("ends at"), help_text=_("Bishkek time."))
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
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    body = RichTextField(_("text"), features=["h2", "bold", "italic", "link", "ol", "ul"])
    topics = ParentalManyToManyField(
        "topics.Topic", verbose_name=_("topics"), related_name="+", blank=True
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("is_online"), FieldPanel("capacity")]),
                FieldPanel("place"),
                FieldPanel("territory"),
            ],
            heading=_("When and where"),
        ),
        FieldPanel("body"),
        FieldPanel("topics"),
        FieldPanel("is_sample"),
    ]
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
            return icalendar.response(self)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.events import selectors

        context = super().get_context(request, *args, **kwargs)
        return {**context, **selectors.details(self)}

    def share_words(self) -> Words:
        day = date_format(timezone.localdate(self.starts_at), "DATE_FORMAT")
        return replace(super().share_words(), under=f"{day}, {self.place}")

    def entry(self) -> Entry | None:
        entry = super().entry()
        if entry is None:
            return None
        return replace(
            entry,
            body=f"{self.place}\n{strip_tags(self.body.replace('</p>', ' '))}",
            topics=tuple(topic.slug for topic in self.topics.all()),
            territories=self.territory.codes if self.territory else (),
            place=self.place,
        )
