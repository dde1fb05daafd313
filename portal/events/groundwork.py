"""The section of events in the languages that have events."""

from wagtail.models import Page

from portal.core import tree
from portal.events.models import EventIndexPage

TITLES = {
    "ky": {
        "title": "Иш-чаралар",
        "summary": (
            "Окуулар, жолугушуулар жана онлайн сабактар. Бардык убакыт Бишкек убактысы боюнча."
        ),
    },
    "ru": {
        "title": "События",
        "summary": "Обучение, встречи и онлайн-занятия. Время везде бишкекское.",
    },
}


def lay() -> None:
    """Plant the section below the home pages."""
    home = Page.objects.get(slug="home-ky", depth=2)
    tree.section(EventIndexPage, parent=home, slug="events", titles=TITLES)
