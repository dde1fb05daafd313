"""Photos of adoptions, kept once."""

import hashlib
from typing import Any

from portal.core.models import Picture


def keep(file: Any, *, title: str) -> int:
    """Keep a checked photo among the pictures of the site; the same file again is the same one."""
    file.seek(0)
    digest = hashlib.sha1(file.read(), usedforsecurity=False).hexdigest()
    file.seek(0)
    known = Picture.objects.filter(file_hash=digest, title=title[:250]).first()
    if known is None:
        known = Picture.objects.create(title=title[:250], file=file, file_hash=digest)
    return int(known.pk)
