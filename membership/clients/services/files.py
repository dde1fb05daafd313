"""Papers kept with a card."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from membership.clients.models import AccessTrace, ClientFile
from membership.clients.services.cards import leave_trace
from portal.core import office_files, privacy, uploads

LARGEST_MEGABYTES = 15
#: More than that belongs into a folder of its own.
MOST_FILES = 40
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


def kind_of(file: Any) -> str:
    """The ending that fits the content: a photo, a PDF, or an office file without macros.

    Raises:
        ValidationError: it is something else, or too large.
    """
    uploads.check_size(file, megabytes=LARGEST_MEGABYTES)
    kind = _ENDINGS.get(uploads.content_type(file)) or office_files.kind_of(file)
    if not kind:
        raise ValidationError(
            _("This kind of file cannot be kept. Choose a photo, a PDF or an office file."),
            code="wrong_type",
        )
    return kind


@transaction.atomic
def add_file(*, client_id: int, title: str, file: Any, by_user_id: int, at: datetime) -> ClientFile:
    """Keep a paper with a card.

    Raises:
        ValidationError: its content is of no kind that is kept, it is too large, or the card has
            as many files as it can hold.
    """
    kind = kind_of(file)
    if ClientFile.objects.filter(client=client_id).count() >= MOST_FILES:
        raise ValidationError(_("This card holds no more files. Remove one first."))
    stem = str(file.name).replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    kept = ClientFile(
        client_id=client_id,
        title=title[:160],
        name=f"{stem[:150] or 'file'}.{kind}",
        added_by_id=by_user_id,
        added_at=at,
    )
    kept.file.save(f"{client_id}.{kind}", file, save=False)
    kept.save()
    _trace(client_id, by_user_id, at)
    return kept


@transaction.atomic
def remove_file(*, file_id: int, by_user_id: int, at: datetime) -> int:
    """Forget a paper for good; returns the number of the card."""
    kept = ClientFile.objects.select_for_update().get(pk=file_id)
    privacy.delete_files([(kept.file.storage, str(kept.file.name))])
    kept.delete()
    _trace(kept.client_id, by_user_id, at)
    return kept.client_id


def _trace(client_id: int, by_user_id: int, at: datetime) -> None:
    leave_trace(client_id=client_id, by_user_id=by_user_id, deed=AccessTrace.Deed.FILE, at=at)
