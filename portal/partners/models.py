"""Organisations that make or pay for something, and their projects."""

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class Named(models.Model):
    """A name in each language of the site and an address in the net."""

    name_ky = models.CharField(_("name in Kyrgyz"), max_length=160)
    name_ru = models.CharField(_("name in Russian"), max_length=160)
    name_en = models.CharField(
        _("name in English"), max_length=160, blank=True, help_text=_("Empty: the Russian name.")
    )
    url = models.URLField(_("site"), blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_in(translation.get_language() or "ky")

    def name_in(self, language: str) -> str:
        """The name in ``language``; the Russian one where there is none in it."""
        return {"ky": self.name_ky, "en": self.name_en}.get(language, "") or self.name_ru


class Organisation(Named):
    """Whoever publishes materials, holds events or gives money."""

    is_donor = models.BooleanField(_("donor"), default=False)

    class Meta:
        ordering = ["name_ru", "id"]
        verbose_name = _("partner organisation")
        verbose_name_plural = _("partner organisations")


class Project(Named):
    """Work with a name, for a time, paid by somebody. Its slug stands in addresses of lists."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        help_text=_("Who carries the project out."),
    )
    donor = models.ForeignKey(
        Organisation,
        verbose_name=_("donor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_donor": True},
    )

    class Meta:
        ordering = ["name_ru", "id"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    @property
    def label(self) -> str:
        """The project with whoever pays for it, as rows and pages show it."""
        return f"{self.name} · {self.donor.name}" if self.donor else self.name
