"""``python -m tests.journeys.prepared``: an installation with sample content, kept between runs.

It is named after all files of the project and the day: samples lie around today.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from tests.journeys.running_site import ROOT, RunningSite
from tests.kept import kept

#: What an installation is made from.
_SOURCES = ("portal", "membership", "magazine", "feedback", "search", "requirements.txt")
_NOT_SOURCES = {"__pycache__"}


def installation() -> Path:
    """The kept installation, made when there is none of the project as it is now."""
    return kept("prepared", f"{date.today()}-{_fingerprint()}", _make)


def _make(growing: Path) -> None:
    site = RunningSite(folder=growing)
    site.prepare()
    site.leave_console()


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(
        path for name in _SOURCES for path in (ROOT / name, *(ROOT / name).rglob("*"))
    ):
        if path.is_file() and _NOT_SOURCES.isdisjoint(path.parts):
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


if __name__ == "__main__":
    import os

    import django

    # The kept database without content is known by the migrations of all packages.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    installation()
