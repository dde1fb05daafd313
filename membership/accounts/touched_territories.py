"""What an act on territories touches here."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from membership.accounts.models import Registration
from portal.core.touched import Touched, answers


@answers.named("accounts")
def registrations(territory_ids: Collection[int]) -> list[Touched]:
    """Registrations that name the units."""
    found = Registration.objects.filter(territory__in=territory_ids)
    note = _("They keep the unit and are found under the one that follows, too.")
    return [Touched(_("Registrations"), found.count(), note)]
