"""Files that prove a practice, judged by their content and kept under names of our own."""

import hashlib
import uuid
import warnings
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from portal.core import letters, uploads

MEGABYTES = 12
_check = uploads.UploadCheck(uploads.PICTURES | uploads.PAPERS, MEGABYTES)
#: Larger pictures are traps or scans nobody can open on a phone.
_MOST_PIXELS = 80_000_000
_LARGEST_SIDE = (2400, 2400)
_SUFFIXES = {"application/pdf": "pdf", "image/jpeg": "jpg"}
_LONGEST_NAME = 200


def checked(file: Any) -> str:
    """The MIME type found in the content.

    Raises:
        ValidationError: the file is too large, or no photo and no PDF, or cannot be opened.
    """
    _check(file)
    kind = uploads.content_type(file)
    if kind in uploads.PICTURES:
        _open_picture(file)
    return kind


def _open_picture(file: Any) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file) as picture:
                too_large = picture.width * picture.height > _MOST_PIXELS
                picture.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning,
            Image.DecompressionBombError):  # fmt: skip
        raise ValidationError(
            _("The photo cannot be opened. Save it anew or take another one."), code="broken"
        ) from None
    finally:
        file.seek(0)
    if too_large:
        raise ValidationError(
            _("The photo has too many pixels. Make it smaller."), code="too_large"
        )


def digest(file: Any) -> str:
    """SHA-256 of the content."""
    file.seek(0)
    found = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return found


def shown_name(file: Any) -> str:
    """What the file was called, fit to be shown."""
    name = PurePosixPath(letters.tidy(str(file.name)).replace("\\", "/")).name
    printable = "".join(letter for letter in name if letter.isprintable())
    return printable[-_LONGEST_NAME:].strip() or "file"


def stored_name(kind: str) -> str:
    """A name that nobody can guess and that says nothing."""
    return f"{uuid.uuid4().hex}.{_SUFFIXES.get(kind) or kind.rpartition('/')[2]}"


def for_the_public(kept: Any) -> Any:
    """An open copy fit for the site: a photo without the place and the device it was taken with."""
    with kept.file.open("rb") as original:
        content = original.read()
    name = stored_name(kept.content_type)
    if not kept.is_picture:
        return ContentFile(content, name=name)
    with Image.open(BytesIO(content)) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        upright.thumbnail(_LARGEST_SIDE)
        bare = Image.new("RGB", upright.size)
        bare.paste(upright)
    out = BytesIO()
    bare.save(out, "JPEG", quality=88, optimize=True)
    return ContentFile(out.getvalue(), name=str(PurePosixPath(name).with_suffix(".jpg")))
