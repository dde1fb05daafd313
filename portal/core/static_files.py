"""Collecting static files only when one of them changed: a second start should be quick."""

import hashlib
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.core.management import call_command


def collect_changed() -> None:
    """Run ``collectstatic`` unless nothing changed since the last time."""
    mark = Path(settings.STATIC_ROOT) / ".collected"
    fingerprint = _fingerprint()
    if mark.exists() and mark.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(fingerprint)


def _fingerprint() -> str:
    """Changes with any static file of ours and with the version of any package."""
    root = Path(__file__).resolve().parents[2]
    ours = sorted(root.glob("*/static/**/*")) + sorted(root.glob("*/*/static/**/*"))
    parts = [f"{path}:{path.stat().st_mtime_ns}" for path in ours if path.is_file()]
    parts += sorted(f"{package.name}=={package.version}" for package in distributions())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
