"""Planting pages from code: sections of the site, sample content, accepted submissions."""

from datetime import datetime
from typing import Any, TypeVar

from wagtail.models import Locale, Page

PageType = TypeVar("PageType", bound=Page)


def locale(language: str) -> Locale:
    """The Wagtail locale of a language code; raises Locale.DoesNotExist."""
    return Locale.objects.get(language_code=language)


def twin_of(page: Page, language: str) -> Any | None:
    """The translation of ``page`` into ``language`` as its own type, or None."""
    found = page.get_translations(inclusive=True).filter(locale__language_code=language).first()
    return found.specific if found else None


def plant(parent: Page, page: PageType, *, language: str, twin: Page | None = None) -> PageType:
    """Add ``page`` below ``parent`` in ``language``, linked for ever to its ``twin``.

    The page is live unless the caller made it with ``live=False``.
    """
    page.locale = locale(language)
    if twin is not None:
        page.translation_key = twin.translation_key
    parent.add_child(instance=page)
    return page


def publish(page: PageType, *, at: datetime | None = None) -> PageType:
    """Publish what stands in ``page``, as an editor would: with a revision and the signal.

    Args:
        at: when it counts as first published; now by default.

    Returns:
        the page as it now stands in the database.
    """
    if at is not None:
        page.first_published_at = at
    page.save_revision().publish()
    published: PageType = type(page).objects.get(pk=page.pk)
    return published


def free_slug(parent: Page, wish: str) -> str:
    """``wish``, or with a number after it where a page below ``parent`` has it already."""
    taken = set(parent.get_children().values_list("slug", flat=True))
    slug, number = wish or "page", 1
    while slug in taken:
        number += 1
        slug = f"{wish or 'page'}-{number}"
    return slug


def section(
    page_type: type[PageType], *, parent: Page, slug: str, titles: dict[str, dict[str, str]]
) -> list[PageType]:
    """Make sure that a section stands below ``parent`` in every language of ``titles``.

    Args:
        parent: a page in any language; its twins are the parents of the twins.
        titles: language code to the fields of the page (``title``, ``summary`` …).

    Returns:
        those that were planted now.
    """
    planted: list[PageType] = []
    first: Page | None = page_type.objects.filter(slug=slug, depth=parent.depth + 1).first()
    for language, fields in titles.items():
        home = twin_of(parent, language)
        if home is None or (first is not None and twin_of(first, language)):
            continue
        page = page_type(slug=slug, show_in_menus=True, **fields)
        planted.append(plant(home, page, language=language, twin=first))
        first = first or planted[0]
    return planted
