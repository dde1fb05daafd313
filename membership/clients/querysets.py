"""Named questions to the client base."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from portal.core import letters

if TYPE_CHECKING:
    from membership.clients.models import Client, Consent, Contact, Office, Task

#: Shorter runs of digits are house numbers, not phones.
_PHONE_DIGITS = 4


class ClientQuerySet(models.QuerySet["Client"]):
    """People and organisations of the base."""

    def persons(self) -> Self:
        """Keep people."""
        return self.filter(kind="person")

    def without_account(self) -> Self:
        """Keep those who cannot sign in: entered by staff or before they registered."""
        return self.filter(user=None)

    def reached_at(self, contacts: Iterable[tuple[str, str]]) -> Self:
        """Keep those having any of ``(channel, normal value)``, proven or not."""
        wanted = Q(pk__in=())
        for channel, value in contacts:
            wanted |= Q(channel=channel, value=value)
        return self.filter(Exists(_contacts().filter(wanted, client=OuterRef("pk"))))

    def matching(self, text: str) -> Self:
        """Keep those whose name in any spelling, e-mail address or phone contains ``text``."""
        by_contact = Q()
        if "@" in text:
            by_contact = Q(value__contains=letters.tidy(text).strip().lower())
        elif len(digits := "".join(filter(str.isdecimal, text))) >= _PHONE_DIGITS:
            by_contact = Q(channel="phone", value__contains=digits.removeprefix("0"))
        if by_contact:
            return self.filter(Exists(_contacts().filter(by_contact, client=OuterRef("pk"))))
        words = letters.spoken_key(text).split()
        if not words:
            return self.none()
        return self.filter(*(Q(search_key__contains=word) for word in words[:8]))


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
        """Keep the mandates running on ``day``; both ends count, open ends too."""
        begun = Q(starts_on=None) | Q(starts_on__lte=day)
        return self.filter(begun, Q(ends_on=None) | Q(ends_on__gte=day))

    def verified(self) -> Self:
        """Keep the offices that somebody checked."""
        return self.filter(verified_at__isnull=False)

    def waiting(self) -> Self:
        """Keep the claims nobody decided on yet."""
        return self.filter(verified_at=None, declined_at=None)


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
