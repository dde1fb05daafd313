"""What articles are sorted and signed by: rubrics and authors, kept once for both languages."""

from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class Rubric(index.Indexed, models.Model):
    """A standing part of the magazine. Names drift with time, so a rubric has a period of use."""

    slug = models.SlugField(_("code"), unique=True)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=120)
    name_ru = models.CharField(_("name in Russian"), max_length=120)
    order = models.PositiveSmallIntegerField(_("place among the rubrics"), default=0)
    first_year = models.PositiveSmallIntegerField(_("used from the year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("used until the year"), null=True, blank=True)

    search_fields = [
        index.AutocompleteField("name_ky"),
        index.AutocompleteField("name_ru"),
        index.SearchField("name_ky"),
        index.SearchField("name_ru"),
    ]

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year"))
                | Q(last_year=None)
                | Q(first_year=None),
                name="issues_rubric_years_in_order",
                violation_error_message=_("The last year of use is before the first one."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the active language, in Kyrgyz where there is none."""
        return self.name_in(translation.get_language())

    def name_in(self, language: str | None) -> str:
        """The name in Russian for ``"ru"``, else in Kyrgyz."""
        return self.name_ru if language == "ru" else self.name_ky


class Author(index.Indexed, models.Model):
    """A person who writes. One row holds the name as it is written in both languages."""

    slug = models.SlugField(_("code"), unique=True)
    given_name_ky = models.CharField(_("given name in Kyrgyz"), max_length=80, blank=True)
    family_name_ky = models.CharField(_("family name in Kyrgyz"), max_length=120)
    given_name_ru = models.CharField(_("given name in Russian"), max_length=80, blank=True)
    family_name_ru = models.CharField(_("family name in Russian"), max_length=120)

    search_fields = [
        index.AutocompleteField("family_name_ky"),
        index.AutocompleteField("family_name_ru"),
        index.SearchField("family_name_ky"),
        index.SearchField("family_name_ru"),
    ]

    class Meta:
        ordering = ["family_name_ky", "given_name_ky"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name_in(translation.get_language())

    def parts_in(self, language: str | None) -> tuple[str, str]:
        """Given name and family name in Russian for ``"ru"``, else in Kyrgyz."""
        if language == "ru":
            return self.given_name_ru, self.family_name_ru
        return self.given_name_ky, self.family_name_ky

    def name_in(self, language: str | None) -> str:
        """As the magazine prints names: the family name in capitals."""
        given, family = self.parts_in(language)
        return f"{given} {family.upper()}" if given else family

    def cited_in(self, language: str | None) -> str:
        """As lists of literature name people: family name, initial."""
        given, family = self.parts_in(language)
        return f"{family} {given[0]}." if given else family
