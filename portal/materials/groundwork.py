"""The section of materials in the languages that have materials."""

from wagtail.models import Page

from portal.core import tree
from portal.materials.models import MaterialIndexPage

TITLES = {
    "ky": {
        "title": "Материалдар",
        "summary": (
            "Колдонмолор, документтердин үлгүлөрү, презентациялар жана видеосабактар. "
            "Ар биринде ким жасаганы, кайсы тилде экени жана кантип колдонсо болору жазылган."
        ),
    },
    "ru": {
        "title": "Материалы",
        "summary": (
            "Пособия, образцы документов, презентации и видеоуроки. "
            "У каждого указано, кто его сделал, на каком он языке и как его можно использовать."
        ),
    },
}


def lay() -> None:
    """Plant the section below the home pages."""
    home = Page.objects.get(slug="home-ky", depth=2)
    tree.section(MaterialIndexPage, parent=home, slug="materials", titles=TITLES)
