"""Wishes to be told: made, confirmed by a link, met by the first new entry that answers."""

import uuid
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from portal.core import clock, mail, outbox
from search import queries
from search.engines.embedded import EmbeddedEngine
from search.models import IndexedEntry, Wish
from search.signals import wanted_entry_found

_LOOK_KIND = "search.look_at_wishes"
_SALT = "search.wish"
#: One address or account waits for so many things at most.
MOST_OPEN = 20
#: The link in the letter is good for so long, and what is not confirmed then is forgotten.
_CONFIRM = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Found:
    """What to tell and to whom: an account, or a confirmed address."""

    text: str
    locale: str
    user_id: int | None
    email: str
    title: str
    url: str
    stop_url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A wish in the room of a member: what has appeared, or the search for it."""

    text: str
    is_met: bool
    title: str
    url: str
    stop_url: str


@transaction.atomic
def wish(*, text: str, locale: str, user_id: int | None, email: str) -> Wish | None:
    """Keep a wish; who is not signed in gets a letter with a link that confirms it.

    The same wish again is the same wish. Nothing is kept beyond ``MOST_OPEN``.
    """
    whose = {"user_id": user_id} if user_id else {"user": None, "email": email.lower()}
    waiting = Wish.objects.filter(**whose, met_at=None)
    known = waiting.filter(text=text, locale=locale).first()
    if known is None and waiting.count() >= MOST_OPEN:
        return None
    row = known or Wish.objects.create(
        text=text, locale=locale, had_answers=_has_answers(text), **whose
    )
    if not user_id and row.confirmed_at is None:
        _ask_to_confirm(row)
    return row


def _has_answers(text: str) -> bool:
    return EmbeddedEngine().find(queries.question(queries.read(text), limit=0)).total > 0


def _ask_to_confirm(row: Wish) -> None:
    """Once a day: who asks once more because the link was lost or has run out gets another."""
    Wish.objects.filter(pk=row.pk).update(created_at=clock.now())
    mail.post(
        to=row.email,
        template="search/letters/confirm_wish.txt",
        language=row.locale,
        key=f"search.wish:{row.pk}:{clock.today()}",
        context={"text": row.text, "url": _address("search:confirm_wish", row)},
    )


def _address(name: str, row: Wish) -> str:
    with translation.override(row.locale):
        return settings.SITE_URL + reverse(name, args=[signing.dumps(row.pk, salt=_SALT)])


def confirm(token: str, *, at: datetime) -> Wish | None:
    """The wish of a link, which counts from now on; None when the link is false or too old."""
    try:
        pk = signing.loads(token, salt=_SALT, max_age=_CONFIRM)
    except signing.BadSignature:
        return None
    Wish.objects.filter(pk=pk, confirmed_at=None).update(confirmed_at=at)
    return Wish.objects.filter(pk=pk).first()


def forget_unconfirmed(now: datetime) -> None:
    """Nobody has said that these addresses are theirs, and no link can any more."""
    Wish.objects.unconfirmed().filter(created_at__lt=now - _CONFIRM).delete()


def of_link(token: str) -> int | None:
    """The number of the wish that a link gives up, which may be gone; None of a false link."""
    try:
        return int(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        return None


def give_up(wish_id: int) -> None:
    """Forget a wish. Repeatable."""
    Wish.objects.filter(pk=wish_id).delete()


def look_at(entries: Iterable[tuple[str, int]], known: Container[tuple[str, int]]) -> None:
    """After the commit, find the wishes that entries meet.

    An entry that was ``known`` and says more now meets only wishes that nothing answered when they
    were made: whoever saw answers waits for another one.
    """
    waiting = set(Wish.objects.open().values_list("had_answers", flat=True).distinct())
    for kind, entry_id in entries if waiting else ():
        is_new = (kind, entry_id) not in known
        if is_new or False in waiting:
            key = uuid.uuid4().hex
            outbox.enqueue(_LOOK_KIND, key=key, entry_kind=kind, entry_id=entry_id, is_new=is_new)


@outbox.handles(_LOOK_KIND)
def meet(*, entry_kind: str, entry_id: int, is_new: bool = True) -> None:
    """Announce every open wish that the entry answers. Each is announced once."""
    row = IndexedEntry.objects.named(entry_kind, entry_id).first()
    if row is None:
        return
    waiting = Wish.objects.open() if is_new else Wish.objects.open().in_vain()
    met = [text for text in waiting.texts() if _is_met(text, row.pk)]
    # only these are locked: of two entries that answer at once the second one finds them met
    for one in waiting.filter(text__in=met).select_for_update():
        one.met_at, one.met_kind, one.met_entry_id = clock.now(), entry_kind, entry_id
        one.save(update_fields=["met_at", "met_kind", "met_entry_id"])
        wanted_entry_found.send(sender=Wish, wish_id=one.pk, kind=entry_kind, entry_id=entry_id)


def _is_met(text: str, row: int) -> bool:
    return EmbeddedEngine().meets(queries.question(queries.read(text)), row)


def found(wish_id: int) -> Found | None:
    """What a met wish has to say; None when the entry is gone meanwhile."""
    one = Wish.objects.get(pk=wish_id)
    row = IndexedEntry.objects.named(one.met_kind, one.met_entry_id or 0).first()
    if row is None:
        return None
    return Found(
        text=one.text,
        locale=one.locale,
        user_id=one.user_id,
        email=one.email,
        title=row.title,
        url=settings.SITE_URL + row.url if row.url.startswith("/") else row.url,
        stop_url=_address("search:give_up_wish", one),
    )


def of_user(user_id: int) -> list[Waiting]:
    """What a member wants to be told of, the newest first, with what was met."""
    newest = list(Wish.objects.filter(user_id=user_id).order_by("-pk")[:MOST_OPEN])
    met = [one.met_entry_id for one in newest if one.met_entry_id]
    entries = IndexedEntry.objects.filter(entry_id__in=met).only("kind", "entry_id", "title", "url")
    appeared = {(row.kind, row.entry_id): row for row in entries}
    return [_waiting(one, appeared.get((one.met_kind, one.met_entry_id or 0))) for one in newest]


def _waiting(one: Wish, appeared: IndexedEntry | None) -> Waiting:
    search = f"{reverse('search:results')}?{urlencode({'q': one.text})}"
    return Waiting(
        text=one.text,
        is_met=one.met_at is not None,
        title=appeared.title if appeared else "",
        url=appeared.url if appeared else search,
        stop_url=_address("search:give_up_wish", one),
    )
