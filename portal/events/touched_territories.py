"""What an act on territories touches here."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from portal.core.touched import Touched, answers
from portal.events.models import EventPage


@answers.named("events")
def events(territory_ids: Collection[int]) -> list[Touched]:
    """Events held in the units, each once whatever its languages."""
    pages = EventPage.objects.filter(territory__in=territory_ids).order_by()
    note = _("They keep the unit and are found under the one that follows, too.")
    return [Touched(_("Events"), pages.values("translation_key").distinct().count(), note)]
