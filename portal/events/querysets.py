"""Named questions to events and their rolls."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from portal.core import letters

if TYPE_CHECKING:
    from portal.events.rolls import Registration, Roll


class RollQuerySet(models.QuerySet["Roll"]):
    """Rolls of events."""

    def with_counts(self) -> Self:
        """Bring the numbers of people with a place, waiting, and who were there."""
        return self.annotate(
            confirmed=Count("registrations", filter=Q(registrations__state="confirmed")),
            waiting=Count("registrations", filter=Q(registrations__state="waiting")),
            came=Count("registrations", filter=Q(registrations__attended_at__isnull=False)),
        )

    def with_title(self, language: str) -> Self:
        """Bring the title of the page in ``language``, else of the first page there is, if any."""
        from portal.events.models import EventPage

        pages = EventPage.objects.filter(translation_key=OuterRef("event_key")).order_by("pk")
        own = pages.filter(locale__language_code=language).values("title")[:1]
        gone = Value(gettext("An event that has been deleted"))
        return self.annotate(
            title=Coalesce(Subquery(own), Subquery(pages.values("title")[:1]), gone)
        )

    def over_at(self, at: datetime) -> Self:
        """Keep the events that have ended."""
        return self.filter(ends_at__lt=at)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """People of rolls."""

    def with_a_place(self) -> Self:
        """Keep those who have a place."""
        return self.filter(state="confirmed")

    def waiting_in_order(self) -> Self:
        """Keep those who wait for a place, the longest first."""
        return self.filter(state="waiting").order_by("registered_at", "pk")

    def standing(self) -> Self:
        """Drop what was cancelled."""
        return self.exclude(state="cancelled")

    def of_user(self, user_id: int) -> Self:
        """Keep those of an account."""
        return self.filter(user=user_id)

    def known_as(self, *, user_id: int | None, name: str, email: str, phone: str) -> Self:
        """Keep the registration of the same person: one account, or one name with one contact.

        Of e-mail and phone one may be missing on either side; where both sides have it, it is the
        same: two people of one name may share the mailbox of an office, but not the phone as well.
        """
        if user_id is not None:
            return self.filter(user=user_id)
        same = self.filter(user=None, name_key=letters.spoken_key(name)[:160])
        given = {name: value for name, value in (("email", email), ("phone", phone)) if value}
        if not given:
            return same.filter(email="", phone="")
        for channel, value in given.items():
            same = same.filter(**{f"{channel}__in": [value, ""]})
        return same.filter(Q(*given.items(), _connector=Q.OR))

    def matching(self, text: str) -> Self:
        """Keep those whose name in any spelling, e-mail or phone contains ``text``."""
        if "@" in text:
            return self.filter(email__contains=letters.tidy(text).strip().lower())
        digits = "".join(filter(str.isdecimal, text))
        if len(digits) >= 4:
            return self.filter(phone__contains=digits.removeprefix("0"))
        words = letters.spoken_key(text).split()[:6]
        return self.filter(*(Q(name_key__contains=word) for word in words))
