"""Letters and text messages as they were sent, and what the admin noted down about names."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, PageLogEntry

from portal.core import outbox, privacy
from portal.core.mail import OUTBOX_KIND
from portal.core.models import Letter, OutboxEntry
from portal.core.privacy import Holding, Person, Section


def _letters(person: Person) -> Q:
    return Q(to__in=[*person.emails, *person.phones])


def export(person: Person) -> list[Section]:
    """What was written to her."""
    found = Letter.objects.filter(_letters(person)).order_by("-id")
    title = _("Letters and messages sent to you")
    fields = ("created_at", "channel", "to", "subject", "text")
    return [privacy.table("core.letters", title, found, *fields)]


def erase(person: Person, _at: datetime) -> None:
    """Letters to her go; in letters to others and in the log of the admin her contacts go."""
    hers = list(Letter.objects.filter(_letters(person)).values_list("pk", flat=True))
    outbox.forget(OUTBOX_KIND, [str(pk) for pk in hers])
    Letter.objects.filter(pk__in=hers).delete()
    words = person.contacts
    privacy.redact(Letter.objects.all(), person, words, "subject", "text", "html")
    for log in (ModelLogEntry, PageLogEntry):
        privacy.redact(log.objects.all(), person, words, "label", "data")
    privacy.naming(OutboxEntry.objects.all(), words, "last_error").update(last_error="")


privacy.register(
    "core",
    holds=[
        Holding(
            data=_("Address or number, text of the letter, moment of sending"),
            purpose=_("To send letters and messages and to prove what was sent"),
            basis=_("The person asked for the letter or consented to it"),
            kept_for=_("Until the person is erased"),
        )
    ],
    export=export,
    erase=erase,
    order=99,
)
