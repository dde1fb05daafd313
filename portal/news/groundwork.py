"""The news section in the languages that have news."""

from wagtail.models import Page

from portal.core import tree
from portal.news.models import NewsIndexPage

TITLES = {
    "ky": {
        "title": "Жаңылыктар",
        "summary": (
            "Порталда жана муниципалитеттерде эмне жаңы: окуулар, кеңешмелер, журналдын сандары."
        ),
    },
    "ru": {
        "title": "Новости",
        "summary": (
            "Что нового на портале и в муниципалитетах: обучение, встречи, номера журнала."
        ),
    },
}


def lay() -> None:
    """Plant the section below the home pages."""
    home = Page.objects.get(slug="home-ky", depth=2)
    tree.section(NewsIndexPage, parent=home, slug="news", titles=TITLES)
