"""The timeline: everything a client does or receives."""

from datetime import datetime

from django.utils.functional import Promise

from membership.clients import timeline_kinds
from membership.clients.errors import KindUnknown
from membership.clients.models import TimelineEntry
from portal.core import languages

Title = dict[str, str] | str | Promise


def add_to_timeline(
    *,
    client_id: int,
    kind: str,
    subject: str,
    happened_at: datetime,
    title: Title = "",
    url: str = "",
) -> None:
    """Put on a client's timeline what she did or received. The same kind and subject count once.

    Called again it corrects the words and the address and makes a withdrawn entry valid again;
    the first moment stays.

    Args:
        kind: ``"payment.received"``, a word of the calling room, named in ``timeline_kinds.known``.
        subject: ``"invoice:17"``, the thing it happened to.
        title: a lazy message (kept in every language), words by language code, or a name that
            reads the same everywhere.
        url: where staff see the thing.

    Raises:
        KindUnknown: no room has named the kind: staff could neither read it nor ask for it.
    """
    if not timeline_kinds.is_known(kind):
        raise KindUnknown(kind)
    TimelineEntry.objects.update_or_create(
        client_id=client_id,
        kind=kind,
        subject=subject,
        defaults={"title": _words(title), "url": url, "withdrawn_at": None},
        create_defaults={"title": _words(title), "url": url, "happened_at": happened_at},
    )


def _words(title: Title) -> dict[str, str]:
    if isinstance(title, Promise):
        return languages.in_each(title)
    return title if isinstance(title, dict) else {"": title}


def withdraw_from_timeline(*, client_id: int, kind: str, subject: str, at: datetime) -> None:
    """Mark an entry as no longer true; it stays visible, and counts no more."""
    TimelineEntry.objects.filter(
        client_id=client_id, kind=kind, subject=subject, withdrawn_at=None
    ).update(withdrawn_at=at)
