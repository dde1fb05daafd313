"""Who comes: one roll for an event, whatever number of languages its pages have."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core import letters
from portal.events.querysets import RegistrationQuerySet, RollQuerySet


class Roll(models.Model):
    """What all pages of one event share, and the row that is locked when a place is given.

    Written by ``services.follow_page`` alone: editors change the page.
    """

    #: ``translation_key`` of the pages.
    event_key = models.UUIDField(unique=True, editable=False)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    capacity = models.PositiveSmallIntegerField(_("places"), null=True)
    takes_registrations = models.BooleanField(_("takes registrations"), default=True)
    closes_at = models.DateTimeField(_("registration closes"), null=True)
    join_url = models.URLField(_("link to join"), blank=True)
    is_cancelled = models.BooleanField(_("called off"), default=False)

    objects = RollQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-id"]
        verbose_name = _("roll of an event")
        verbose_name_plural = _("rolls of events")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="events_roll_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d} {self.event_key}"

    def is_open_at(self, at: datetime) -> bool:
        """Whether one can still register, for a place or for the waiting list."""
        closes_at = min(self.closes_at or self.starts_at, self.starts_at)
        return self.takes_registrations and not self.is_cancelled and at < closes_at

    def has_come_by(self, at: datetime) -> bool:
        """Its day is here or past, so that people can have been there."""
        return timezone.localdate(at) >= timezone.localdate(self.starts_at)

    def is_joined_at(self, at: datetime) -> bool:
        """Whether the link to join is of use: until two hours after the end."""
        return (
            bool(self.join_url) and not self.is_cancelled and at < self.ends_at + timedelta(hours=2)
        )


class Registration(models.Model):
    """One person of a roll, with an account or without. Cancelled rows stay."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("has a place")
        WAITING = "waiting", _("waits for a place")
        CANCELLED = "cancelled", _("cancelled")

    class Source(models.TextChoices):
        SITE = "site", _("on the site")
        STAFF = "staff", _("by staff")
        SHEET = "sheet", _("from a paper list")

    roll = models.ForeignKey(Roll, on_delete=models.PROTECT, related_name="registrations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="event_registrations",
    )
    name = models.CharField(_("name"), max_length=160)
    #: As the name sounds; written by ``save``.
    name_key = models.CharField(max_length=160, editable=False)
    #: E-mail and phone as ``contacts.normal`` writes them.
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    organisation = models.CharField(_("organisation and position"), max_length=200, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("ky", _("Kyrgyz")), ("ru", _("Russian"))]
    )
    state = models.CharField(_("state"), max_length=10, choices=State)
    source = models.CharField(_("how"), max_length=6, choices=Source, default=Source.SITE)
    registered_at = models.DateTimeField(_("registered"))
    confirmed_at = models.DateTimeField(_("got a place"), null=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True)
    attended_at = models.DateTimeField(_("was there"), null=True)
    #: The words agreed to; empty for people whom staff entered.
    consent_version = models.CharField(max_length=20, blank=True)
    consent_text = models.TextField(blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["registered_at", "id"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        indexes = [models.Index(fields=["roll", "state"], name="events_registered_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["roll", "user"],
                condition=~Q(state="cancelled") & Q(user__isnull=False),
                name="events_account_registers_once",
            ),
            models.UniqueConstraint(
                fields=["roll", "name_key", "email", "phone"],
                condition=~Q(state="cancelled") & Q(user=None),
                name="events_person_registers_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False),
                name="events_place_since_when",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | (~Q(state="cancelled") & Q(cancelled_at=None)),
                name="events_cancelled_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Write the key that follows from the name."""
        self.name_key = letters.spoken_key(self.name)[:160]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class AttendanceSheet(models.Model):
    """A spreadsheet of who was there, between its preview and its taking over.

    The rows are personal data: they are emptied when taken over, and after a week.
    """

    roll = models.ForeignKey(Roll, on_delete=models.CASCADE, related_name="sheets")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"))
    rows = models.JSONField(default=list)
    #: Headings of columns nothing was taken from.
    unused = models.JSONField(default=list)
    applied_at = models.DateTimeField(_("taken over"), null=True)

    class Meta:
        verbose_name = _("attendance sheet")
        verbose_name_plural = _("attendance sheets")

    def __str__(self) -> str:
        return f"{self.roll_id}: {self.uploaded_at:%Y-%m-%d}"
