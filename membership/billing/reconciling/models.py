"""What a comparison with the provider found."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.money import Money


class Reconciliation(models.Model):
    """One comparison of some days with the provider's books."""

    provider = models.CharField(max_length=20, default="stripe")
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("until"))
    made_at = models.DateTimeField(_("compared"))
    theirs_count = models.PositiveIntegerField(_("movements at the provider"))
    theirs_tyiyn = models.BigIntegerField(_("sum at the provider"))
    ours_count = models.PositiveIntegerField(_("movements here"))
    ours_tyiyn = models.BigIntegerField(_("sum here"))
    #: Sums in other currencies than the som, by currency: theirs, ours.
    foreign: Any = models.JSONField(default=dict)
    #: Each as ``reconciling.services.Difference`` says it.
    differences: Any = models.JSONField(default=list)

    class Meta:
        verbose_name = _("comparison with the provider")
        verbose_name_plural = _("comparisons with the provider")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.first_on:%d.%m.%Y} – {self.last_on:%d.%m.%Y}"

    @property
    def foreign_sums(self) -> list[tuple[Money, Money]]:
        """Theirs and ours in each other currency."""
        return [
            (Money(theirs, currency), Money(ours, currency))
            for currency, (theirs, ours) in sorted(self.foreign.items())
        ]

    @property
    def agrees(self) -> bool:
        """Nothing differs."""
        return not self.differences
