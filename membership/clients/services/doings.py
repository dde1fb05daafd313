"""What members do on the Portal: signing in; and, with their consent, what they read and follow."""

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from membership.clients import contacts, selectors
from membership.clients.errors import ContactMalformed
from membership.clients.models import Contact, TimelineEntry
from membership.clients.services.seen import keep_seen, note_seen
from membership.clients.services.timeline import add_to_timeline
from membership.clients.timeline_kinds import BY_CONSENT, SEEN
from portal.core import languages

_READ = {
    "practice": _("Read the practice: {title}"),
    "article": _("Read the article: {title}"),
    "answer": _("Read the answer: {title}"),
    "material": _("Looked at the material: {title}"),
}


def note_sign_in(*, user_id: int, at: datetime) -> None:
    """A sign-in, once a day."""
    client_id = selectors.client_id_of(user_id)
    if client_id is not None:
        _once_a_day(client_id, "visit.signed_in", "", _("Signed in"), at)


def note_reading(
    *, user_id: int, kind: str, page_id: int, title: str, url: str, at: datetime
) -> None:
    """A page read in full, once a day, if she agreed that it is noted."""
    client_id = selectors.agreed_to_notes(user_id)
    if client_id is not None:
        words = format_lazy(_READ.get(kind, _("Read: {title}")), title=title)
        _once_a_day(client_id, "page.read", f"page:{page_id}", words, at, url)


def note_download(*, user_id: int, document_id: int, title: str, at: datetime) -> None:
    """A file taken from the library, once a day, if she agreed."""
    client_id = selectors.agreed_to_notes(user_id)
    if client_id is not None:
        words = format_lazy(_("Downloaded: {title}"), title=title)
        _once_a_day(client_id, "document.downloaded", f"document:{document_id}", words, at)


def note_empty_search(*, user_id: int, text: str, at: datetime) -> None:
    """A search that found nothing, once a day and wording, if she agreed."""
    client_id = selectors.agreed_to_notes(user_id)
    if client_id is not None:
        words = format_lazy(_("Searched and found nothing: {text}"), text=text[:120])
        _once_a_day(client_id, "search.nothing", text.lower()[:80], words, at)


def note_followed(*, client_id: int, letter_key: str, url: str, at: datetime) -> None:
    """A link followed from a letter, once a letter, if she still agrees."""
    if not selectors.agrees_to_notes(client_id):
        return
    subject = f"letter:{letter_key}"[:120]
    title = selectors.subject_of_letter(letter_key)
    _keep(
        client_id,
        "mail.followed",
        subject,
        format_lazy(_("Followed a link in the letter: {title}"), title=title),
        at,
        url,
    )


def note_letter(*, letter_id: int, channel: str, to: str, subject: str, at: datetime) -> None:
    """A letter or message went out to the one person who has the address."""
    client_id = selectors.owner_of_contact(channel, to)
    if client_id is None:
        return
    words = _("Letter sent: {subject}")
    if channel != contacts.EMAIL:
        words = _("Text message sent: {subject}") if subject else _("Text message sent")
    told = format_lazy(words, subject=subject)
    _keep(client_id, "mail.sent", f"letter:{letter_id}", told, at)


@transaction.atomic
def note_refusal(*, channel: str, to: str, said: str, at: datetime) -> int:
    """A mail server knows nobody at an address: it is dead on whatever cards it stands.

    Returns:
        On how many cards it was thought to work.
    """
    kind = contacts.EMAIL if channel == "email" else contacts.PHONE
    try:
        value = contacts.normal(kind, to)
    except ContactMalformed:
        return 0
    alive = Contact.objects.select_for_update().filter(channel=kind, value=value, dead_at=None)
    found = list(alive.values_list("client", flat=True))
    alive.update(dead_at=at, refusal=said[:250])
    for client_id in found:
        add_to_timeline(
            client_id=client_id,
            kind="mail.refused",
            subject=f"{value[:60]}:{localdate(at)}",
            happened_at=at,
            title=format_lazy(
                _("Letters to {value} come back: {said}"), value=value, said=said[:90]
            ),
        )
    return len(found)


def forget_notes(*, client_id: int) -> None:
    """The consent is taken back: what stood on it alone goes."""
    if not selectors.agrees_to_notes(client_id):
        TimelineEntry.objects.filter(client=client_id, kind__in=BY_CONSENT).delete()
        keep_seen(client_ids=[client_id])


def _once_a_day(
    client_id: int, kind: str, what: str, title: Promise, at: datetime, url: str = ""
) -> None:
    _keep(client_id, kind, f"{what}:{localdate(at):%Y-%m-%d}".lstrip(":"), title, at, url)


def _keep(
    client_id: int, kind: str, subject: str, title: Promise, at: datetime, url: str = ""
) -> None:
    """One statement or two: a page that is read waits for nothing else."""
    entry = TimelineEntry(
        client_id=client_id,
        kind=kind,
        subject=subject,
        happened_at=at,
        title=languages.in_each(title),
        url=url[:300],
    )
    TimelineEntry.objects.bulk_create([entry], ignore_conflicts=True)
    if kind in SEEN:
        note_seen(client_id=client_id, at=at)
