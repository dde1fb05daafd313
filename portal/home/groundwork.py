"""The three trees: a home page in every language, and the site that begins at the Kyrgyz one."""

from django.conf import settings
from wagtail.models import Page, Site

from portal.core import tree
from portal.home.models import HomePage

TITLES = {
    "ky": "Жергиликтүү өз алдынча башкаруунун мыкты тажрыйба порталы",
    "ru": "Портал лучшей практики местного самоуправления",
    "en": "Portal of best practice of local self-government",
}


def lay() -> None:
    """Plant the home pages and point the default site at the Kyrgyz one."""
    root = Page.get_first_root_node()
    first: HomePage | None = HomePage.objects.filter(locale__language_code="ky").first()
    for language, title in TITLES.items():
        if first is None or tree.twin_of(first, language) is None:
            page = HomePage(title=title, slug=f"home-{language}")
            planted = tree.plant(root, page, language=language, twin=first)
            first = first or planted
    _point_site_at(first)


def _point_site_at(home: HomePage | None) -> None:
    host, _, port = settings.SITE_URL.partition("://")[2].partition(":")
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "root_page": home,
            "hostname": host,
            "port": int(port or (443 if settings.SITE_URL.startswith("https") else 80)),
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )
    Page.objects.filter(slug="home", depth=2, content_type__model="page").delete()
