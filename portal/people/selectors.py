"""Answers about people, shaped for their pages."""

from typing import Any

from wagtail.models import Page

from portal.core.pages import BasePage
from portal.people.models import Person, Work


def shown(slug: str) -> Person | None:
    """Whoever has this code and agrees to be found."""
    return Person.objects.shown().filter(slug=slug).first()


def works_of(person: Person, language: str) -> list[dict[str, Any]]:
    """What she did that everyone may find, the newest first, in ``language`` where there is a twin.

    Closed articles stand here too: their titles are open.
    """
    works = Work.objects.filter(person=person)
    keys = Page.objects.filter(pk__in=works.values("page")).values("translation_key")
    pages = Page.objects.live().public().filter(translation_key__in=keys)
    faces: dict[Any, Page] = {}
    for page in pages.select_related("locale").order_by("-first_published_at", "-pk").specific():
        if page.translation_key not in faces or page.locale.language_code == language:
            faces[page.translation_key] = page
    return [_row(page, language) for page in faces.values()]


def _row(page: Page, language: str) -> dict[str, Any]:
    own = page.locale.language_code
    return {
        "url": page.url or "/",
        "title": page.title,
        "over": str(getattr(page, "share_kind", "") or page.page_type_display_name),
        "note": page.summary if isinstance(page, BasePage) else "",
        "lang": "" if own == language else own,
    }
