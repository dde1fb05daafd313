"""What clients take away from the library of practices."""

from datetime import datetime

from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from membership.clients import selectors
from membership.clients.services.timeline import add_to_timeline
from portal.practices import kit


def note_kit(*, user_id: int, practice_id: int, at: datetime) -> None:
    """Put a download on the timeline of the client, once for a practice and a day.

    An account without a card yet leaves no trace.
    """
    client_id = selectors.client_id_of(user_id)
    if client_id is None:
        return
    add_to_timeline(
        client_id=client_id,
        kind="practice.kit",
        subject=f"practice:{practice_id}:{timezone.localdate(at):%Y-%m-%d}",
        happened_at=at,
        title=format_lazy("{}: {}", _("Took the kit of a practice"), kit.title_of(practice_id)),
        url=f"/admin/pages/{practice_id}/edit/",
    )
