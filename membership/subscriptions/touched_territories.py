"""What an act on territories touches here."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.subscriptions.models import Term
from portal.core import clock
from portal.core.touched import Touched, answers


@answers.named("subscriptions")
def terms(territory_ids: Collection[int]) -> list[Touched]:
    """Subscriptions in force of people and bodies of the units."""
    of_units = Q(subscriber__territory__in=territory_ids) | Q(
        subscriber__organisation__territory__in=territory_ids
    )
    found = Term.objects.giving_access_on(clock.today()).filter(of_units).distinct()
    note = _("They stay with whom they belong to, to the last day paid.")
    return [Touched(_("Subscriptions in force"), found.count(), note)]
