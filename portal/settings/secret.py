"""A secret key that a demo installation makes for itself once."""

import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """Read the key kept at ``path``, or make and keep one readable by the owner alone."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()
