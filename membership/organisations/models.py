"""Bodies that people serve in, offered before anyone registers."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from membership.organisations import domains
from membership.organisations.querysets import OrganisationQuerySet
from portal.core import letters


class Organisation(models.Model):
    """A kenesh, an ayil okmotu, a mayor's office, or another body that has offices to hold."""

    class Kind(models.TextChoices):
        KENESH = "kenesh", _("Kenesh")
        AYIL_OKMOTU = "ayil_okmotu", _("Ayil okmotu")
        MAYOR = "mayor", _("Mayor's office")
        OTHER = "other", _("Other body")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=250)
    name_ru = models.CharField(_("name in Russian"), max_length=250)
    #: False while the names follow the rule; a name that staff corrected is left alone.
    names_checked = models.BooleanField(
        _("names checked"),
        default=False,
        help_text=_("Unchecked names are made by rule from the name of the municipality."),
    )
    inn = models.CharField(_("taxpayer number (INN)"), max_length=14, blank=True)
    email_domain = models.CharField(
        _("e-mail domain"),
        max_length=120,
        blank=True,
        help_text=_("Addresses of this domain belong to people of this body."),
    )
    #: The last day of the body; empty while it works. Written by ``services.follow_act``.
    dissolved_on = models.DateField(_("dissolved on"), null=True, editable=False)
    #: The body that took over, where it is one.
    successor = models.ForeignKey(
        "self",
        verbose_name=_("taken over by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="took_over",
    )
    search_key = models.CharField(max_length=520, editable=False)
    sort_key = models.CharField(max_length=250, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "kind"],
                condition=~Q(kind="other"),
                name="organisations_one_body_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="other") | Q(territory__isnull=False),
                name="organisations_body_has_a_territory",
            ),
            models.CheckConstraint(
                condition=~Q(name_ky="") & ~Q(name_ru=""), name="organisations_both_names"
            ),
        ]
        indexes = [models.Index(fields=["sort_key", "id"], name="organisations_by_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the keys that follow from the names."""
        self.fill_keys()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Keep the domain in its one spelling; refuse those where anybody gets an address."""
        super().clean()
        try:
            self.email_domain = domains.normal(self.email_domain)
        except ValidationError as error:
            raise ValidationError({"email_domain": error}) from error

    def fill_keys(self) -> None:
        """Make the keys from the names; bulk writers call it themselves."""
        self.search_key = letters.search_key(f"{self.name_ky} {self.name_ru}")[:520]
        self.sort_key = letters.sort_key(self.name_ky)[:250]

    def is_dissolved_on(self, day: date) -> bool:
        """Whether its last day lies before ``day``."""
        return self.dissolved_on is not None and self.dissolved_on < day

    def name_in(self, language: str) -> str:
        """The name in ``language``; Russian where there is none of its own."""
        return self.name_ky if language == "ky" else self.name_ru

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_in(translation.get_language() or "ky")
