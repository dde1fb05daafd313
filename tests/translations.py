"""``python -m tests.translations``: every text of the site is translated, and no text is forgotten.

Gathers the texts into a copy of the catalogues and compares: a message that is new, gone, empty or
fuzzy fails. Needs gettext's xgettext.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from portal.core.catalogues import ROOT, WINGS

LANGUAGES = ("ky", "ru")


def _messages(path: Path) -> set[tuple[str, str]]:
    return {(one.msgctxt or "", one.msgid) for one in polib.pofile(str(path)) if not one.obsolete}


def _gathered(wing: str, folder: Path) -> Path:
    """The wing's catalogues as they would be after gathering, in ``folder``."""
    copy = folder / wing
    shutil.copytree(ROOT / wing, copy, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    (copy / "locale").mkdir(exist_ok=True)
    languages = [part for language in LANGUAGES for part in ("-l", language)]
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "makemessages", *languages, "--no-location",
         "--no-wrap", "--no-obsolete", "-v", "0"],
        cwd=copy, check=True,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "portal.settings.test"},
    )  # fmt: skip
    return copy / "locale"


def _troubles(wing: str, language: str, gathered: Path) -> list[str]:
    kept = ROOT / wing / "locale" / language / "LC_MESSAGES" / "django.po"
    wanted = gathered / language / "LC_MESSAGES" / "django.po"
    if not wanted.exists():
        return []
    if not kept.exists():
        return [f"{wing}/{language}: no catalogue"]
    catalogue = polib.pofile(str(kept))
    name = f"{wing}/{language}"
    return [
        *(f"{name}: not gathered: {msgid!r}" for _, msgid in _messages(wanted) - _messages(kept)),
        *(f"{name}: no longer used: {msgid!r}" for _, msgid in _messages(kept) - _messages(wanted)),
        *(f"{name}: empty: {one.msgid!r}" for one in catalogue.untranslated_entries()),
        *(f"{name}: fuzzy: {one.msgid!r}" for one in catalogue.fuzzy_entries()),
    ]


def main() -> int:
    """Print what is wrong; 0 when nothing is."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for wing in WINGS:
            gathered = _gathered(wing, Path(folder))
            for language in LANGUAGES:
                found += _troubles(wing, language, gathered)
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
