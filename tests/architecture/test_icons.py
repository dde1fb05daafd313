"""Every icon the admin is asked for is one that it has; an unknown name leaves an empty place."""

import re
from pathlib import Path

import wagtail.admin

from portal.core.catalogues import ROOT, WINGS

_ICONS = Path(wagtail.admin.__file__).parent / "templates/wagtailadmin/icons"
_IN_CODE = re.compile(r"\b(?:\w*icon|icon_name) ?= ?\"([\w-]+)\"")
_IN_TEMPLATES = re.compile(r"{% icon (?:name=)?[\"']([\w-]+)[\"']")


def _named(pattern: re.Pattern[str], ending: str) -> set[str]:
    files = (path for wing in WINGS for path in (ROOT / wing).rglob(f"*.{ending}"))
    return {name for path in files for name in pattern.findall(path.read_text(encoding="utf-8"))}


def test_every_icon_is_there():
    named = _named(_IN_CODE, "py") | _named(_IN_TEMPLATES, "html")

    assert len(named) > 20
    assert {name for name in named if not (_ICONS / f"{name}.svg").exists()} == set()
