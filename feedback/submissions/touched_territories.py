"""What an act on territories touches here."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from feedback.submissions.models import Submission
from portal.core.touched import Touched, answers


@answers.named("submissions")
def submissions(territory_ids: Collection[int]) -> list[Touched]:
    """Practices sent in from the units."""
    found = Submission.objects.filter(territory__in=territory_ids)
    note = _("They keep the unit and are found under the one that follows, too.")
    return [Touched(_("Practices sent in"), found.count(), note)]
