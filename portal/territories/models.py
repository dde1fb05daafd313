"""Territories with the time they are in force, and what became of them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from portal.core import letters
from portal.core.money_field import TyiynField
from portal.territories.acts.models import Act, ActLine, Classifier
from portal.territories.querysets import TerritoryQuerySet

__all__ = ["Act", "ActLine", "Classifier", "Figures", "Succession", "Territory", "Universe"]


class Territory(ClusterableModel):
    """One unit of the state classifier for as long as it is in force.

    Names, place, kind and code are those of today; earlier ones stand in the lines of acts.
    """

    class Level(models.TextChoices):
        OBLAST = "oblast", _("Oblast")
        CITY = "city", _("City")
        CITY_DISTRICT = "city_district", _("City district")
        RAYON = "rayon", _("Rayon")
        AYIL_AIMAK = "ayil_aimak", _("Ayil aimak")

    #: The levels a unit of each level may be part of; None: of nothing.
    LEVELS_ABOVE: ClassVar[dict[Level, tuple[Level | None, ...]]] = {
        Level.OBLAST: (None,),
        Level.CITY: (None, Level.OBLAST, Level.RAYON),
        Level.CITY_DISTRICT: (Level.CITY,),
        Level.RAYON: (Level.OBLAST,),
        Level.AYIL_AIMAK: (Level.RAYON, Level.CITY),
    }

    #: Empty for units made by the merger of 2024 whose new code is not known yet.
    soate = models.CharField(_("SOATE code"), max_length=14, unique=True, null=True, blank=True)
    level = models.CharField(_("level"), max_length=16, choices=Level)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=120)
    name_ru = models.CharField(_("name in Russian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_ky_checked = models.BooleanField(
        _("Kyrgyz name checked"),
        default=False,
        help_text=_("Unchecked names were derived by rule from the Russian ones."),
    )
    former_names = models.CharField(
        _("earlier and other names"),
        max_length=250,
        blank=True,
        help_text=_("Separated by commas; the unit is found by them too."),
    )
    in_force_from = models.DateField(
        _("in force from"), null=True, blank=True, help_text=_("Empty: since before 2021.")
    )
    in_force_until = models.DateField(
        _("in force until"),
        null=True,
        blank=True,
        help_text=_("31 December where only the year is known. Empty: in force today."),
    )
    note = models.CharField(_("note"), max_length=250, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    successors = models.ManyToManyField(
        "self",
        through="Succession",
        through_fields=("predecessor", "successor"),
        symmetrical=False,
        related_name="predecessors",
    )
    #: All names, folded; written by ``fill_keys``.
    search_key = models.TextField(editable=False)
    sort_key = models.CharField(max_length=120, editable=False, db_index=True)

    #: Set by ``selectors.find`` on a successor: the unit whose name was typed.
    found_as: "Territory | None" = None
    #: An earlier or other name of its own by which it was found, where no name of today fits.
    found_by = ""

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_from=None)
                | Q(in_force_until=None)
                | Q(in_force_from__lte=F("in_force_until")),
                name="territories_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_keys()
        super().save(*args, **kwargs)

    def fill_keys(self) -> None:
        """Derive the keys from the names. Bulk writers call it themselves."""
        names = [self.name_ky, self.name_ru, self.name_en, *self.former_names.split(",")]
        keys = dict.fromkeys(letters.place_key(name) for name in names)
        self.search_key = "|".join(f" {key}" for key in keys if key)
        self.sort_key = letters.sort_key(self.name_ky)[:120]

    def name_in(self, language: str) -> str:
        """The name in ``language``; English where the language is neither Kyrgyz nor Russian."""
        return {"ky": self.name_ky, "ru": self.name_ru}.get(language, self.name_en)

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_in(translation.get_language() or "ky")

    @property
    def place(self) -> str:
        """The units above, nearest first, in the language of the page: names repeat."""
        above, names = self.parent, []
        while above is not None:
            names.append(above.name)
            above = above.parent
        return ", ".join(names)

    @property
    def codes(self) -> tuple[str, ...]:
        """The SOATE code of the unit and of those above it, the own one first."""
        here: Territory | None = self
        found = []
        while here is not None:
            if here.soate:
                found.append(here.soate)
            here = here.parent
        return tuple(found)


class Succession(models.Model):
    """What became of a unit. One row per successor; the unit itself stays for the archive."""

    class Kind(models.TextChoices):
        MERGED = "merged", _("Merged into")
        ABSORBED = "absorbed", _("Absorbed by a city")
        SPLIT = "split", _("Split into")
        RENAMED = "renamed", _("Renamed")
        DISSOLVED = "dissolved", _("Dissolved among")

    predecessor = ParentalKey(
        Territory,
        verbose_name=_("predecessor"),
        on_delete=models.CASCADE,
        related_name="succeeded_by",
    )
    successor = models.ForeignKey(
        Territory, verbose_name=_("successor"), on_delete=models.PROTECT, related_name="came_from"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    happened_on = models.DateField(_("happened on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=250)
    #: Empty for what the data files of the register say.
    act = models.ForeignKey(
        "territories.Act", null=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("lineage")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="territories_one_row_per_succession"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="territories_not_its_own_successor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Universe(models.Model):
    """How many municipalities there are, on a day, by which source. Never a count of our rows."""

    as_of = models.DateField(_("as of"), unique=True)
    ayil_aimaks = models.PositiveSmallIntegerField(_("ayil aimaks"))
    cities = models.PositiveSmallIntegerField(_("cities"))
    source = models.CharField(_("source"), max_length=250)
    source_ky = models.CharField(_("source in Kyrgyz"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("number of municipalities")
        verbose_name_plural = _("numbers of municipalities")
        ordering = ["-as_of"]

    def __str__(self) -> str:
        return f"{self.as_of:%d.%m.%Y}: {self.total}"

    @property
    def told_source(self) -> str:
        """The source in the language of the screen, as far as it was entered."""
        return (translation.get_language() == "ky" and self.source_ky) or self.source

    @property
    def total(self) -> int:
        """Ayil aimaks and cities together."""
        return self.ayil_aimaks + self.cities


class Figures(models.Model):
    """What is known of a unit in a year, as its source says. Typed by hand, never guessed."""

    territory = ParentalKey(
        Territory, verbose_name=_("territory"), on_delete=models.CASCADE, related_name="figures"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    altitude_m = models.PositiveSmallIntegerField(
        _("altitude, m"),
        null=True,
        blank=True,
        help_text=_("Of the village where the office stands."),
    )
    budget_tyiyn = TyiynField(_("budget of the year, som"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=250)

    class Meta:
        verbose_name = _("figures of a year")
        verbose_name_plural = _("figures by year")
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "year"], name="territories_figures_of_a_year_once"
            ),
            models.CheckConstraint(
                condition=Q(year__range=(1991, 2100)), name="territories_figures_year_is_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory}, {self.year}"
