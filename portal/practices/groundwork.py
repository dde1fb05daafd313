"""The library of practices in the languages that have practices."""

from wagtail.models import Page

from portal.core import tree
from portal.practices import services
from portal.practices.models import PracticeIndexPage

TITLES = {
    "ky": {
        "title": "Тажрыйбалар",
        "summary": (
            "Муниципалитеттер эмнени кантип жасады, канча сом кетти жана эмне өзгөрдү. "
            "Токтоп калгандары да, ишке ашпагандары да ушул жерде."
        ),
    },
    "ru": {
        "title": "Практики",
        "summary": (
            "Что и как сделали муниципалитеты, сколько это стоило и что изменилось. "
            "Здесь и то, что остановилось, и то, что не получилось."
        ),
    },
}


def lay() -> None:
    """Plant the library below the home pages, and count what stands in it."""
    home = Page.objects.get(slug="home-ky", depth=2)
    tree.section(PracticeIndexPage, parent=home, slug="practices", titles=TITLES)
    services.keep_facts()
