"""What the owner of a card said about herself last, beside what stands on the card."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.audience import Category


class SelfDescription(models.Model):
    """Her own words. The card follows them only where nobody of the staff wrote something else."""

    client = models.OneToOneField(
        "clients.Client", on_delete=models.CASCADE, related_name="self_description"
    )
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    category = models.CharField(_("category"), max_length=12, choices=Category, blank=True)
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    #: When staff last saved the card with her words before them; what differs then was decided.
    settled_at = models.DateTimeField(null=True, editable=False)

    #: The answers that a card takes over.
    ANSWERS = ("family_name", "given_name", "category", "territory_id")

    class Meta:
        verbose_name = _("own words of a client")
        verbose_name_plural = _("own words of clients")

    def __str__(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()

    def differing(self) -> list[tuple[Any, str]]:
        """Name and words of every answer that the card contradicts and nobody has decided on."""
        if self.settled_at:
            return []
        return [
            (self._meta.get_field(name.removesuffix("_id")).verbose_name, self._words(name))  # type: ignore[union-attr]
            for name in self.ANSWERS
            if getattr(self, name) and getattr(self, name) != getattr(self.client, name)
        ]

    def _words(self, name: str) -> str:
        if name == "category":
            return str(self.get_category_display())
        return str(self.territory if name == "territory_id" else getattr(self, name))
