"""What donors pay for others."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from membership.subscriptions.models.plans import COPIES_AT_MOST, Opens
from membership.subscriptions.querysets import QuotaQuerySet

PLACES_AT_MOST = 5000


class SponsorQuota(models.Model):
    """So many subscriptions of a donor, to be given away between two days."""

    sponsor = models.ForeignKey(
        "clients.Client", models.PROTECT, related_name="quotas", verbose_name=_("sponsor")
    )
    why = models.CharField(
        _("agreement"), max_length=300, help_text=_("Project, number and date of the agreement.")
    )
    opens = models.CharField(_("opens"), max_length=20, choices=Opens)
    copies = models.PositiveSmallIntegerField(
        _("printed copies of each issue"), default=0, validators=[MaxValueValidator(COPIES_AT_MOST)]
    )
    places = models.PositiveIntegerField(
        _("subscriptions"), validators=[MinValueValidator(1), MaxValueValidator(PLACES_AT_MOST)]
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("quota of a sponsor")
        verbose_name_plural = _("quotas of sponsors")
        ordering = ["-ends_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="subscriptions_quota_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1), name="subscriptions_quota_has_places"
            ),
            models.CheckConstraint(
                condition=Q(opens="magazine_online", copies=0)
                | (~Q(opens="magazine_online") & Q(copies__gte=1)),
                name="subscriptions_quota_print_has_copies",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sponsor}: {self.why}"
