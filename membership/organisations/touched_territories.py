"""What an act on territories touches here."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from membership.organisations.models import Organisation
from portal.core.touched import Touched, answers


@answers.named("organisations")
def organisations(territory_ids: Collection[int]) -> list[Touched]:
    """Bodies at work in the units."""
    found = Organisation.objects.working().filter(territory__in=territory_ids)
    note = _("The bodies of units that end are dissolved into those of the unit that follows.")
    return [Touched(_("Organisations"), found.count(), note)]
