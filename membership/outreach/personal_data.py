"""In which campaigns a person was. The figures of a campaign stay; nothing in them tells of her."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from membership.outreach.models import Attempt, Campaign, Recipient
from portal.core import privacy
from portal.core.privacy import Holding, Person, Section


def export(person: Person) -> list[Section]:
    """The campaigns she is in, and every attempt to reach her."""
    mine = Recipient.objects.filter(client=person.client_id or 0)
    tries = Attempt.objects.filter(recipient__client=person.client_id or 0)
    return [
        privacy.table(
            "outreach.recipients", _("Campaigns you are in"),
            mine.select_related("campaign"), "campaign", "added_at", "outcome", "noted_at",
        ),
        privacy.table(
            "outreach.attempts", _("What staff noted when they called or wrote to you"),
            tries, "at", "outcome", "note",
        ),
    ]  # fmt: skip


def erase(person: Person, _at: datetime) -> None:
    """She leaves a place without a name and an outcome without words."""
    hers = Recipient.objects.filter(client=person.client_id or 0)
    Attempt.objects.filter(recipient__in=hers).update(note="")
    hers.update(client=None)
    privacy.redact(Attempt.objects.all(), person, person.words, "note")
    privacy.redact(Campaign.objects.all(), person, person.words, "goal", "result")


privacy.register(
    "outreach",
    holds=[
        Holding(
            data=_("Campaigns in which the person is called or written to, and what came of it"),
            purpose=_("To offer what she agreed to be told of, and not to ask twice"),
            basis=_("Consent to the service and the way"),
            kept_for=_("Until the person is erased; the numbers stay without a name"),
        )
    ],
    export=export,
    erase=erase,
    order=60,
)
