"""Named questions to the client base."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from portal.core import contacts, letters

if TYPE_CHECKING:
    from membership.clients.models import Client, Consent, Contact, Invitation, Office, Task

#: Shorter runs of digits are house numbers, not phones.
_PHONE_DIGITS = 4
#: So many digits are a whole phone, no number of a card.
_CARD_DIGITS = 9
#: ``243``, ``№ 87``, or a phone in any way of writing it.
_NUMBER = re.compile(r"(?P<sign>№|#)?\s*(?P<digits>\+?[\d\s()./-]*\d[\d\s()./-]*)")


class ClientQuerySet(models.QuerySet["Client"]):
    """People and organisations of the base."""

    def persons(self) -> Self:
        """Keep people."""
        return self.filter(kind="person")

    def without_account(self) -> Self:
        """Keep those who cannot sign in: entered by staff or before they registered."""
        return self.filter(user=None)

    def unconfirmed(self) -> Self:
        """Keep those whom a list brought and who have not said that it is them.

        Whom staff invited from her card was known before: what she agreed to holds on.
        """
        asked = self.filter(user=None, invitation__confirmed_at=None, invitation__isnull=False)
        return asked.exclude(invitation__about={})

    def may_be_told(self) -> Self:
        """Drop the unconfirmed: nothing is sent to them but the invitation.

        Whoever picks recipients of news, campaigns or surveys begins with this.
        """
        return self.exclude(pk__in=self.model._default_manager.unconfirmed().values("pk"))

    def reached_at(self, those: Iterable[tuple[str, str]]) -> Self:
        """Keep those having any of ``(channel, normal value)``, proven or not."""
        wanted = Q(pk__in=())
        for channel, value in those:
            wanted |= Q(channel=channel, value=value)
        return self.filter(Exists(_contacts().filter(wanted, client=OuterRef("pk"))))

    def matching(self, text: str) -> Self:
        """Keep those with ``text`` in name or position, e-mail address, phone, or as their number.

        Names are found in any spelling.
        """
        if "@" in text:
            return self._having(Q(value__contains=letters.tidy(text).strip().lower()))
        if number := _NUMBER.fullmatch(text.strip()):
            return self._numbered(number["sign"], number["digits"])
        if len(digits := "".join(filter(str.isdecimal, text))) >= _CARD_DIGITS:
            return self._numbered(None, digits)
        words = [word for word in letters.tidy(text).split() if letters.spoken_key(word)]
        return self.filter(*map(_named_so, words[:8])) if words else self.none()

    def _having(self, contact: Q) -> Self:
        return self.filter(Exists(_contacts().filter(contact, client=OuterRef("pk"))))

    def _numbered(self, sign: str | None, typed: str) -> Self:
        """Cards with this number; without a sign before it, it may as well be part of a phone."""
        digits = "".join(filter(str.isdecimal, typed))
        card = _number_of_card(int(digits)) if len(digits) < _CARD_DIGITS else Q(pk__in=())
        if sign or len(digits) < _PHONE_DIGITS:
            return self.filter(card)
        phone = Q(channel="phone", value__contains=contacts.dialled(typed))
        return self.filter(card | Exists(_contacts().filter(phone, client=OuterRef("pk"))))


def _number_of_card(number: int) -> Q:
    """The number of a card that was merged stands for the one it went into."""
    from membership.clients.models import Merge

    went_into = Merge.objects.filter(gone_id=number, undone_at=None)
    return Q(pk=number) | Q(pk__in=went_into.values("kept_id"))


def _named_so(word: str) -> Q:
    """A single sign is an initial: it begins a word of the name."""
    place = Q(position__contains=word.lower()) | Q(position__contains=word.capitalize())
    sounds = letters.spoken_key(word).split()
    if len(sounds) == 1 and len(sounds[0]) == 1:
        return Q(search_key__startswith=sounds[0]) | Q(search_key__contains=f" {sounds[0]}")
    named = Q()
    for sound in sounds:
        named &= Q(search_key__contains=sound)
    return named | place


def _contacts() -> "models.QuerySet[Contact]":
    from membership.clients.models import Contact

    return Contact.objects.all()


class ConsentQuerySet(models.QuerySet["Consent"]):
    """What clients agreed to, with the history."""

    def in_force(self) -> Self:
        """Keep what was not taken back."""
        return self.filter(withdrawn_at=None)


class OfficeQuerySet(models.QuerySet["Office"]):
    """Offices that people hold or say they hold."""

    def held_on(self, day: date) -> Self:
        """Keep the mandates running on ``day``; both ends count, open ends too.

        What was handed over is not held any more, though its last day may be today.
        """
        begun = Q(starts_on=None) | Q(starts_on__lte=day)
        return self.filter(begun, Q(ends_on=None) | Q(ends_on__gte=day), handed_over_at=None)

    def serving_on(self, day: date) -> Self:
        """Keep the mandates running on ``day`` in a body that is not dissolved by then."""
        working = Q(organisation__dissolved_on=None) | Q(organisation__dissolved_on__gte=day)
        return self.held_on(day).filter(working)

    def handed_to_member(self, user_id: int, *, since: datetime) -> Self:
        """Keep what she took over since then, holds still, and has not put aside as read."""
        hers = self.filter(handed_to__client__user=user_id, handed_to__handed_over_at=None)
        fresh = hers.filter(handed_over_at__gte=since, hand_over_read_at=None)
        return fresh.order_by("-handed_over_at", "-pk")

    def verified(self) -> Self:
        """Keep the offices that somebody checked."""
        return self.filter(verified_at__isnull=False)

    def waiting(self) -> Self:
        """Keep the claims nobody decided on yet."""
        return self.filter(verified_at=None, declined_at=None)

    def decided(self) -> Self:
        """Keep what was confirmed or declined, also what has ended since."""
        return self.exclude(verified_at=None, declined_at=None)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """People from lists, asked to confirm."""

    def open(self) -> Self:
        """Keep those not answered: neither by the link nor by registering."""
        return self.filter(confirmed_at=None, client__user=None)

    def due_at(self, at: datetime, *, most: int, again_after: timedelta) -> Self:
        """Keep the open ones that may be sent now: not too often, not too soon, to some contact."""
        rested = Q(last_sent_at=None) | Q(last_sent_at__lte=at - again_after)
        reached = Exists(_contacts().filter(client=OuterRef("client"), dead_at=None))
        return self.open().filter(rested, reached, sent_times__lt=most)


class TaskQuerySet(models.QuerySet["Task"]):
    """What the staff have to do."""

    def open(self) -> Self:
        """Keep what nobody has done yet."""
        return self.filter(done_at=None)

    def due_by(self, day: date) -> Self:
        """Keep what was to be done by ``day``."""
        return self.filter(due_on__lte=day)

    def concerning(self, user_id: int) -> Self:
        """Keep what this member of staff has to do: hers, and what is nobody's."""
        return self.filter(Q(assignee=user_id) | Q(assignee=None))
