"""Guides made of every block there is; the second one is still without its Russian twin."""

import json
from pathlib import Path
from typing import Any

import yaml
from django.core.files import File
from django.db import transaction

from portal.core import tree
from portal.core.models import Picture
from portal.home.models import HomePage, PlainPage

_GUIDES = Path(__file__).parent / "demo" / "guides.yaml"
_AT_THE_FOOT = "kantip-jazuu"
_FELT = Path(__file__).parents[1] / "static" / "img" / "share.png"


@transaction.atomic
def load() -> None:
    """Publish the guides."""
    picture = _picture()
    for guide in yaml.safe_load(_GUIDES.read_text(encoding="utf-8")).values():
        slug, twin = guide.pop("slug"), None
        for language, text in guide.items():
            page = PlainPage(
                live=False,
                # one guide stands at the foot of every page, as an editor may choose
                show_in_menus=slug == _AT_THE_FOOT,
                slug=slug,
                title=text["title"],
                summary=text["summary"],
                body=json.dumps(_with_rows(text["body"], _rows(language, picture))),
            )
            home = HomePage.objects.get(locale__language_code=language)
            planted = tree.plant(home, page, language=language, twin=twin)
            twin = twin or planted
            tree.publish(planted)


def _picture() -> Picture:
    with _FELT.open("rb") as file:
        picture = Picture(title="Шырдак", file=File(file, name="shyrdak.png"))
        picture.save()
    return picture


def _rows(language: str, picture: Picture) -> dict[str, int]:
    pages = PlainPage.objects.filter(locale__language_code=language)
    return {
        "PICTURE": picture.pk,
        "ABOUT": pages.get(slug="about").pk,
        "CONTACTS": pages.get(slug="contacts").pk,
    }


def _with_rows(part: Any, rows: dict[str, int]) -> Any:
    """The raw blocks with ids in the place of the names of rows."""
    if isinstance(part, dict):
        return {name: _with_rows(value, rows) for name, value in part.items()}
    if isinstance(part, list):
        return [_with_rows(value, rows) for value in part]
    return rows.get(part, part) if isinstance(part, str) else part
