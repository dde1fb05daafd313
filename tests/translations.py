"""``python -m tests.translations``: every text of the site is translated, and no text is forgotten.

Gathers the texts into a copy of the catalogues and compares: a message that is new, gone, empty or
fuzzy fails, and so does one that lacks a plural form or names a value the text does not get. Needs
gettext's xgettext.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from portal.core.catalogues import ROOT, WINGS

LANGUAGES = ("ky", "ru")
_YOU = re.compile(r"(?<!«)\bва(с|м|ми|ш\w{0,3})\b|(?<!«)\bвы\b")
_VALUE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


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
        *(f"{name}: plural forms: {one.msgid!r}" for one in _lacking_a_form(catalogue)),
        *(
            f"{name}: {why}: {one.msgid!r}"
            for one in catalogue
            for why in _off_style(one, language)
        ),
        *(f"{name}: unknown value: {one.msgid!r}" for one in catalogue if _strange_values(one)),
    ]


def _lacking_a_form(catalogue: polib.POFile) -> list[polib.POEntry]:
    """A form that is not there is answered in English, whatever the others say."""
    found = re.search(r"nplurals=(\d)", catalogue.metadata["Plural-Forms"])
    forms = set(range(int(found.group(1)) if found else 1))
    plural = [one for one in catalogue if one.msgid_plural]
    return [
        one for one in plural if {at for at, text in one.msgstr_plural.items() if text} != forms
    ]


def _off_style(one: polib.POEntry, language: str) -> list[str]:
    """Russian is written without ё, and whoever is spoken to is Вы."""
    if language != "ru":
        return []
    text = " ".join([one.msgstr, *one.msgstr_plural.values()])
    return [why for why, found in (("ё", "ё" in text.lower()), ("вы", _YOU.search(text))) if found]


def _strange_values(one: polib.POEntry) -> set[str]:
    known = set(_VALUE.findall(f"{one.msgid} {one.msgid_plural}"))
    return set(_VALUE.findall(" ".join([one.msgstr, *one.msgstr_plural.values()]))) - known


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
