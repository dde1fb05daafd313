"""Readers get one style sheet; its sources stay with us."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from portal.core import styles

FOLDER = Path(settings.BASE_DIR) / "portal/static/css"


def test_the_sheet_holds_every_source_once():
    sheet = styles.joined(FOLDER)

    assert sheet.startswith("@layer tokens,base,layout,components,print;")
    assert sheet.count(".row{") == 1
    assert sheet.count("{") == sheet.count("}")
    assert "/*" not in sheet


def test_sources_are_not_published_and_the_sheet_is():
    published = {path for path, _storage in styles.StyleFinder().list([])}

    assert styles.SHEET in published
    assert "css/tokens.css" not in published
    assert not any(path.startswith("css/components/") for path in published)
    assert "fonts/literata-title.woff2" in published


def test_the_sheet_is_found_by_its_address():
    found = finders.find(styles.SHEET)

    assert Path(found).read_text(encoding="utf-8") == styles.joined(FOLDER)
    assert finders.find("css/tokens.css") is None


def test_every_file_a_style_names_is_there():
    sheet = styles.joined(FOLDER)
    named = {part.split(")")[0].strip("\"'") for part in sheet.split("url(")[1:]}

    assert named
    assert [one for one in named if not (FOLDER / one).resolve().exists()] == []
