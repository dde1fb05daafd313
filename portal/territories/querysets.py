"""Named questions to the register."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import BigIntegerField, Exists, OuterRef, Q, Subquery

if TYPE_CHECKING:
    from portal.territories.models import Territory

#: Levels with a local self-government of their own.
MUNICIPAL_LEVELS = ("city", "ayil_aimak")
#: What is typed of a unit by year.
FIGURES = ("population", "altitude_m", "budget_tyiyn")


class TerritoryQuerySet(models.QuerySet["Territory"]):
    """Territories. A day of the year stands for the year where only the year is known."""

    def municipalities(self) -> Self:
        """Keep cities and ayil aimaks: units with a kenesh and an office."""
        return self.filter(level__in=MUNICIPAL_LEVELS)

    def oblasts_and_capitals(self) -> Self:
        """Keep the nine parts of the first level: seven oblasts, Bishkek and Osh."""
        return self.current().filter(parent=None)

    def oblasts_and_areas(self) -> Self:
        """Keep the first two levels: oblasts and capitals, and what lies right below them."""
        return self.current().filter(Q(parent=None) | Q(parent__isnull=False, parent__parent=None))

    def in_force_on(self, day: date) -> Self:
        """Keep the units that existed on ``day``, as far as the register knows.

        One of which nobody has yet said what became of it goes on until an act says so; so the
        past does not change when the act is entered.
        """
        begun = Q(in_force_from=None) | Q(in_force_from__lte=day)
        going_on = Q(in_force_until=None) | Q(in_force_until__gte=day) | ~_succeeded()
        return self.filter(begun, going_on)

    def current(self) -> Self:
        """Keep the units known to go on."""
        return self.filter(in_force_until=None)

    def awaiting_lineage(self) -> Self:
        """Keep the units of before the merger of which nobody has yet said what became."""
        return self.exclude(in_force_until=None).filter(succeeded_by=None)

    def superseded(self) -> Self:
        """Keep the units that ended and whose successor is known."""
        return self.exclude(in_force_until=None).filter(_succeeded())

    def registrable(self) -> Self:
        """Keep what a person may choose as hers: municipalities without a known successor."""
        return self.municipalities().filter(Q(in_force_until=None) | ~_succeeded())

    def going_on(self) -> Self:
        """Keep what acts may still concern: units in force, and those awaiting their lineage."""
        return self.filter(Q(in_force_until=None) | ~_succeeded())

    def inside(self, territory_id: int) -> Self:
        """Keep a territory, everything below it and what became part of these; asks two more."""
        from portal.territories import lineage

        return self.filter(pk__in=lineage.inside(territory_id))

    def with_place(self) -> Self:
        """Bring the units above, so that naming the place asks nothing more."""
        return self.select_related("parent__parent")

    def with_latest_figures(self) -> Self:
        """Bring ``latest_population``, ``latest_altitude_m`` and ``latest_budget_tyiyn``."""
        from portal.territories.models import Figures

        latest = Figures.objects.filter(territory=OuterRef("pk")).order_by("-year")
        return self.annotate(
            **{
                f"latest_{kind}": Subquery(
                    latest.exclude(**{kind: None}).values(kind)[:1], output_field=BigIntegerField()
                )
                for kind in FIGURES
            }
        )


def _succeeded() -> Exists:
    """Somebody came after the unit."""
    from portal.territories.models import Succession

    return Exists(Succession.objects.filter(predecessor=OuterRef("pk")))
