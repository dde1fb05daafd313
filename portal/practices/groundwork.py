"""The library of practices in the languages that have practices."""

from wagtail.models import Page

from portal.core import roles, tree
from portal.practices import review, services
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
    """Plant the library below the home pages; both administrators keep the ledger."""
    home = Page.objects.get(slug="home-ky", depth=2)
    tree.section(PracticeIndexPage, parent=home, slug="practices", titles=TITLES)
    review.lay()
    ledger = [f"practices.{deed}_adoption" for deed in ("add", "change", "view")]
    for role in (roles.CONTENT_ADMINISTRATOR, roles.CLIENT_ADMINISTRATOR):
        roles.grant(role, *ledger)
    roles.grant(roles.MANAGER, "practices.view_adoption")
    services.keep_facts()
