"""What of translations waits for staff, for the admin's first screen."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core import clock, waiting
from portal.languages.models import TranslationState, TranslationWish

VIEW = "languages.view_translationstate"


@waiting.queues.named("languages.mine")
def mine(user: Any) -> waiting.Queue | None:
    """Translations this person owes."""
    if not user.has_perm(VIEW):
        return None
    days = list(TranslationState.objects.owed().filter(owner=user).values_list("due_on", flat=True))
    return _queue(_("Translations you owe"), days, "owner=me")


@waiting.queues.named("languages.owed")
def owed(user: Any) -> waiting.Queue | None:
    """Translations owed by colleagues, for those who assign them."""
    if not user.has_perm("languages.change_translationstate"):
        return None
    others = TranslationState.objects.owed().exclude(owner=user)
    return _queue(
        _("Translations colleagues owe"), list(others.values_list("due_on", flat=True)), "owner=any"
    )


@waiting.queues.named("languages.wishes")
def wishes(user: Any) -> waiting.Queue | None:
    """What readers ask to be translated."""
    if not user.has_perm(VIEW):
        return None
    return waiting.Queue(
        label=_("Translations readers ask for"),
        count=TranslationWish.objects.unmet().count(),
        url=f"{reverse('parity:list')}?wished=on",
        icon="globe",
    )


def _queue(label: Any, days: list[date | None], query: str) -> waiting.Queue:
    due = [day for day in days if day is not None]
    return waiting.Queue(
        label=label,
        count=len(days),
        url=f"{reverse('parity:list')}?{query}",
        due_on=min(due, default=None),
        overdue=sum(day < clock.today() for day in due),
        icon="globe",
    )
