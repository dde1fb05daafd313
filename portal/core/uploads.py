"""Uploads are judged by their content, not by their name."""

from typing import Any

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, storages
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/avif"})
PAPERS = frozenset({"application/pdf"})
MEGABYTE = 1024 * 1024


def private_storage() -> Storage:
    """Where files of members lie; nothing there has a public address."""
    return storages["private"]


@deconstructible
class UploadCheck:
    """Refuses a file that is too large or is not what it should be.

    Args:
        types: MIME types found in the content itself.
        megabytes: the largest size accepted.
    """

    def __init__(self, types: frozenset[str], megabytes: int) -> None:
        self.types = types
        self.megabytes = megabytes

    def __call__(self, file: Any) -> None:
        check_size(file, megabytes=self.megabytes)
        if content_type(file) not in self.types:
            raise ValidationError(
                _("This kind of file cannot be accepted. Send a photo (JPEG, PNG, WebP) or a PDF."),
                code="wrong_type",
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UploadCheck) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.types, self.megabytes))


def check_size(file: Any, *, megabytes: int) -> None:
    """Refuse a file that is larger than ``megabytes``."""
    if file.size > megabytes * MEGABYTE:
        raise ValidationError(
            _("The file is larger than %(size)s MB. Choose a smaller one."),
            params={"size": megabytes},
            code="too_large",
        )


def content_type(file: Any) -> str:
    """The MIME type the first bytes tell, or an empty string."""
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    try:
        return str(puremagic.from_string(head, mime=True))
    except (puremagic.PureError, ValueError):
        return ""
