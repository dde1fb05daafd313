"""What an act on territories touches here."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from portal.core.touched import Touched, answers
from portal.practices.models import Adoption, PracticePage


@answers.named("practices")
def practices(territory_ids: Collection[int]) -> list[Touched]:
    """Practices of the units, each once whatever its languages, and what they took over."""
    pages = PracticePage.objects.filter(territory__in=territory_ids).order_by()
    taken_over = Adoption.objects.current().filter(territory__in=territory_ids)
    note = _("They keep the unit and are found under the one that follows, too.")
    return [
        Touched(_("Practices"), pages.values("translation_key").distinct().count(), note),
        Touched(_("Practices taken over"), taken_over.count(), note),
    ]
