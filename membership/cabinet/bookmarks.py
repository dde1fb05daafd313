"""Bookmarks: kept by the key that a page shares with its twins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page

from membership.cabinet.models import Bookmark
from portal.core.navigation import reading_language

#: What a bookmark may be set on: model of the page to what it is called.
KINDS = ("practicepage", "articlepage", "materialpage", "answerpage")
MOST = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A bookmarked page in the language of the reader, else in one that exists."""

    page_id: int
    title: str
    url: str
    lang: str
    kind: str


def page_to_keep(page_id: int) -> Page | None:
    """A published page that may be bookmarked."""
    pages = Page.objects.live().filter(content_type__model__in=KINDS)
    return pages.select_related("locale").filter(pk=page_id).first()


def has(user_id: int, page: Page) -> bool:
    """Whether somebody keeps this page or a twin of it."""
    return Bookmark.objects.filter(user=user_id, page_key=page.translation_key).exists()


@transaction.atomic
def add(*, user_id: int, page: Page, at: datetime) -> None:
    """Keep a page; repeated, it is the same bookmark. Beyond ``MOST`` the oldest goes."""
    Bookmark.objects.get_or_create(
        user_id=user_id, page_key=page.translation_key, defaults={"added_at": at}
    )
    mine = Bookmark.objects.filter(user=user_id)
    Bookmark.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST:])).delete()


def remove(*, user_id: int, page: Page) -> None:
    """Keep a page no longer."""
    Bookmark.objects.filter(user=user_id, page_key=page.translation_key).delete()


def rows(user_id: int, language: str, *, at_most: int) -> list[Row]:
    """The newest bookmarks whose pages are published. Two queries."""
    keys = list(Bookmark.objects.filter(user=user_id).values_list("page_key", flat=True)[:at_most])
    spoken = reading_language(language)
    pages: dict[Any, Page] = {}
    found = Page.objects.live().filter(translation_key__in=keys)
    for page in found.select_related("locale", "content_type"):
        if page.locale.language_code == spoken or page.translation_key not in pages:
            pages[page.translation_key] = page
    return [_row(pages[key], spoken) for key in keys if key in pages]


def _row(page: Page, spoken: str) -> Row:
    code = page.locale.language_code
    model = page.content_type.model_class()
    kind = str(model._meta.verbose_name) if model else ""
    return Row(page.pk, page.title, page.url or "/", "" if code == spoken else code, kind)
