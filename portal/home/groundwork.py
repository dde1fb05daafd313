"""The three trees: home pages, plain pages, and the site that begins at the Kyrgyz home page."""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from wagtail.models import GroupApprovalTask, Page, Site
from wagtail.rich_text import RichText

from portal.core import prose, roles, tree
from portal.home.models import HomePage, PlainPage

_PAGES = Path(__file__).parent / "data" / "pages.yaml"
#: Plain pages and the languages that have them.
_PLAIN = {
    "about": ("ky", "ru", "en"),
    "privacy": ("ky", "ru", "en"),
    "contacts": ("ky", "ru", "en"),
}


def lay() -> None:
    """Plant the pages that are missing and point the default site at the Kyrgyz home page."""
    texts = yaml.safe_load(_PAGES.read_text(encoding="utf-8"))
    root = Page.get_first_root_node()
    first: HomePage | None = HomePage.objects.filter(locale__language_code="ky").first()
    for language, fields in texts["home"].items():
        if first is None or tree.twin_of(first, language) is None:
            page = HomePage(
                title=fields["title"],
                slug=f"home-{language}",
                question=fields["question"],
                summary=fields["lead"],
            )
            planted = tree.plant(root, page, language=language, twin=first)
            first = first or planted
    _point_site_at(first)
    if first is not None:
        _plant_plain_pages(first, texts)
    _let_editors_in(root)


def _let_editors_in(root: Page) -> None:
    editor = roles.CONTENT_ADMINISTRATOR
    roles.grant_pages(editor, root, "add", "change", "publish", "lock", "unlock")
    roles.grant_files(
        editor,
        # Wagtail asks for the rights on its own model, whichever stands in its place.
        *(f"wagtailimages.{deed}_image" for deed in ("add", "change", "choose")),
        *(f"wagtaildocs.{deed}_document" for deed in ("add", "change", "choose")),
    )
    roles.grant(editor, "simple_translation.submit_translation")
    _let_editors_approve(root)


def _let_editors_approve(root: Page) -> None:
    """Wagtail's own workflow asks a group without members; steps that staff arranged stay."""
    steps = GroupApprovalTask.objects.filter(
        workflow_tasks__workflow__workflow_pages__page=root
    ).exclude(groups__name__in=roles.ALL)
    for step in steps:
        step.groups.add(roles.group(roles.CONTENT_ADMINISTRATOR))


def _plant_plain_pages(home: HomePage, texts: dict[str, Any]) -> None:
    for slug, languages in _PLAIN.items():
        titles = {
            language: {
                "title": texts[slug][language]["title"],
                "summary": texts[slug][language]["summary"],
                "body": [("paragraph", RichText(prose.paragraphs(texts[slug][language]["body"])))],
            }
            for language in languages
        }
        tree.section(PlainPage, parent=home, slug=slug, titles=titles)


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
