"""What an act on territories touches here."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from membership.clients.models import Client, Office
from portal.core import clock
from portal.core.touched import Touched, answers


@answers.named("clients")
def clients(territory_ids: Collection[int]) -> list[Touched]:
    """Cards under the units, and offices held in their bodies."""
    cards = Client.objects.filter(territory__in=territory_ids)
    offices = Office.objects.held_on(clock.today()).filter(
        organisation__territory__in=territory_ids
    )
    return [
        Touched(
            _("Clients"),
            cards.count(),
            _("They keep the unit and are found under the one that follows, too."),
        ),
        Touched(_("Offices held"), offices.count(), _("Mandates in a dissolved body end with it.")),
    ]
