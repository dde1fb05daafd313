"""An event that people count on is called off before it goes."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from portal.core import clock, keeping
from portal.events.models import EventPage, Roll


@keeping.holds.named("events.registrations")
def registrations(going: Any) -> Iterable[str]:
    """People have a place or wait for one, and nobody has told them that it does not take place."""
    titles = dict(
        keeping.readable_or_last(EventPage.objects.order_by("-pk"), going)
        .values_list("translation_key", "title")
    )  # fmt: skip
    for roll in Roll.objects.filter(event_key__in=titles, is_cancelled=False):
        people = roll.registrations.standing().count()
        if people:
            words = _("Registered for “%(title)s”: %(people)s.")
            said = words % {"title": titles[roll.event_key], "people": people}
            yield f"{said} {_advice(roll)}"


def _advice(roll: Roll) -> str:
    if roll.starts_at > clock.now():
        return _("First mark the event as called off and publish it: then everybody is told.")
    return _("Their visit stays on record: take the page off the site instead of deleting it.")
