"""The fixed words of campaigns: how, where they stand, what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.audience import Channel


class Way(models.TextChoices):
    """How people carry a campaign out. Nothing here is sent by the site."""

    CALL = "call", _("Calls")
    VISIT = "visit", _("Visits")
    WHATSAPP = "whatsapp", _("Messages in WhatsApp")
    LETTER = "letter", _("Letters by post")
    MAIL = "mail", _("E-mails written by hand")

    @property
    def channel(self) -> Channel:
        """The channel that recipients must have agreed to; a visit is arranged by a call."""
        return _CHANNELS[self]


_CHANNELS = {
    Way.CALL: Channel.PHONE,
    Way.VISIT: Channel.PHONE,
    Way.WHATSAPP: Channel.WHATSAPP,
    Way.LETTER: Channel.POST,
    Way.MAIL: Channel.EMAIL,
}


class State(models.TextChoices):
    """Where a campaign stands: follows from its days and its closing act, and is never stored."""

    PLANNED = "planned", pgettext_lazy("campaign", "Planned")
    RUNNING = "running", pgettext_lazy("campaign", "Running")
    OVER = "over", pgettext_lazy("campaign", "Past its last day")
    CLOSED = "closed", pgettext_lazy("campaign", "Closed")


class Outcome(models.TextChoices):
    """What came of it with one recipient."""

    WAITING = "waiting", pgettext_lazy("recipient of a campaign", "Waits for her turn")
    UNREACHED = "unreached", pgettext_lazy("recipient of a campaign", "Could not be reached")
    REACHED = "reached", pgettext_lazy("recipient of a campaign", "Reached")
    ANSWERED = "answered", pgettext_lazy("recipient of a campaign", "Answered")
    AGREED = "agreed", pgettext_lazy("recipient of a campaign", "Agreed: the goal is reached")
    DECLINED = "declined", pgettext_lazy("recipient of a campaign", "Declined")


#: She was spoken to, or has what was written to her, whatever she said.
REACHED = (Outcome.REACHED, Outcome.ANSWERED, Outcome.AGREED, Outcome.DECLINED)
#: What nobody can have from a client who may not be contacted; a "no" she may say at any time.
NEEDS_CONSENT = (Outcome.REACHED, Outcome.ANSWERED, Outcome.AGREED)
