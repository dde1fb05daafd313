"""Offices people say they hold, and who confirmed them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from membership.clients.models.people import Client
from membership.clients.querysets import OfficeQuerySet
from portal.core.audience import Role


@register_setting(icon="time")
class OfficeNorm(BaseGenericSetting):
    """How soon a claim to an office is checked; a change counts for claims that wait already."""

    check_within_days = models.PositiveSmallIntegerField(
        _("working days for the check of an office"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("After that the claim stands as overdue on the first screen."),
    )

    panels = [FieldPanel("check_within_days")]

    class Meta:
        verbose_name = _("check of offices")


class Office(models.Model):
    """An office a person says she holds. Until verified it shows her nothing of the body."""

    class How(models.TextChoices):
        KNOWN = "known", _("known to the administrator")
        CALL = "call", _("by a call")
        LETTER = "letter", _("by a letter of the body")
        WHATSAPP = "whatsapp", _("by a WhatsApp message")
        DOMAIN = "domain", _("by an e-mail address of the body")
        COLLEAGUE = "colleague", _("by a colleague of the same body")

        @classmethod
        def of_staff(cls) -> list[tuple[str, Any]]:
            """What staff do to find out whether somebody holds an office."""
            ways = (cls.KNOWN, cls.CALL, cls.LETTER, cls.WHATSAPP)
            return [(how.value, how.label) for how in ways]

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="offices")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    role = models.CharField(_("role"), max_length=16, choices=Role)
    starts_on = models.DateField(_("since"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("claimed"))
    verified_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    verified_how = models.CharField(_("confirmed how"), max_length=10, choices=How, blank=True)
    #: Who took the office over; its holder then has none of it left.
    handed_to = models.ForeignKey(
        "self",
        verbose_name=_("handed over to"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="taken_over",
    )
    handed_over_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    #: What went along to the successor: by kind, the numbers of rows of the room that moved them.
    went_along = models.JSONField(default=dict, blank=True, editable=False)
    #: When the successor closed the notice of it in her room.
    hand_over_read_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: How it was checked, or why it was declined.
    decision_note = models.CharField(_("how it was checked"), max_length=300, blank=True)

    #: Why staff named its last day.
    ended_note = models.CharField(_("why it ended"), max_length=300, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["-claimed_at", "-id"]
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        indexes = [
            models.Index(
                fields=["claimed_at"],
                condition=Q(verified_at=None, declined_at=None),
                name="clients_offices_waiting",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "organisation", "role"],
                condition=Q(verified_at=None, declined_at=None),
                name="clients_office_claimed_once",
            ),
            models.CheckConstraint(
                condition=Q(handed_over_at=None) | Q(verified_at__isnull=False),
                name="clients_office_handed_over_once_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None) | Q(declined_at=None),
                name="clients_office_one_decision",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="clients_office_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()

    def is_over_on(self, day: date) -> bool:
        """Whether it ended before ``day`` or was handed over; with its body an office ends too."""
        if self.handed_over_at or self.organisation.is_dissolved_on(day):
            return True
        return self.ends_on is not None and self.ends_on < day

    def lasts_until(self, day: date | None) -> bool:
        """Whether the mandate covers ``day``; None is an open end."""
        return self.ends_on is None or (day is not None and day <= self.ends_on)

    @property
    def state(self) -> str:
        """``verified``, ``declined`` or ``waiting``."""
        if self.verified_at:
            return "verified"
        return "declined" if self.declined_at else "waiting"
