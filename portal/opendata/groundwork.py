"""The page about open data in three languages."""

from pathlib import Path

import yaml
from wagtail.models import Page

from portal.core import prose, tree
from portal.opendata.models import OpenDataPage

_TEXTS = Path(__file__).parent / "data" / "page.yaml"


def lay() -> None:
    """Plant the page below the home pages; the foot of every page links to it."""
    texts = yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))
    titles = {
        language: {**fields, "introduction": prose.paragraphs(fields["introduction"])}
        for language, fields in texts.items()
    }
    home = Page.objects.get(slug="home-ky", depth=2)
    tree.section(OpenDataPage, parent=home, slug="open-data", titles=titles)
