"""People who agreed to be found by name, and what they did."""

from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from portal.people.querysets import PersonQuerySet


class Person(ClusterableModel):
    """An author or expert with a page of her own, for as long as she agrees to it."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name_ky = models.CharField(_("name of the person in Kyrgyz"), max_length=160)
    name_ru = models.CharField(_("name of the person in Russian"), max_length=160)
    office_ky = models.CharField(_("office in Kyrgyz"), max_length=240, blank=True)
    office_ru = models.CharField(_("office in Russian"), max_length=240, blank=True)
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("territory"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_("Not shown. By it she is recognised when she asks for her data."),
    )
    consent_on = models.DateField(
        _("consent given on"),
        null=True,
        blank=True,
        help_text=_("Without it she has no page and is not found. Clear it when she withdraws."),
    )
    consent_note = models.CharField(
        _("how the consent was given"),
        max_length=200,
        blank=True,
        help_text=_("Letter, form of an event, by phone; with whom it is kept."),
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name_ky", "pk"]

    def __str__(self) -> str:
        return self.name_in(translation.get_language())

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()

    def get_absolute_url(self) -> str:
        """Her page in the active language."""
        return reverse("people:person", args=[self.slug])

    def name_in(self, language: str | None) -> str:
        """The name in Kyrgyz for ``"ky"``, else in Russian."""
        return self.name_ky if language == "ky" else self.name_ru

    def office_in(self, language: str | None) -> str:
        """The office likewise; in the other language where there is none in this one."""
        both = (self.office_ky, self.office_ru)
        first, second = both if language == "ky" else reversed(both)
        return first or second


class Work(Orderable):
    """A page she wrote, contributed to or answers on; its twins are meant too."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="works")
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("work")
        verbose_name_plural = _("works")
        constraints = [
            models.UniqueConstraint(fields=["person", "page"], name="people_a_work_once")
        ]

    def __str__(self) -> str:
        return str(self.page)
