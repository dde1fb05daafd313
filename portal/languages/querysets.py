"""Named questions to marks, debts and wishes."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef
from wagtail.models import Page

if TYPE_CHECKING:
    from portal.languages.models import TranslationState, TranslationWish


def _items() -> Exists:
    return Exists(Page.objects.filter(translation_key=OuterRef("translation_key")))


class StateQuerySet(models.QuerySet["TranslationState"]):
    """States of translations."""

    def of(self, translation_key: Any, language: str) -> Self:
        """Keep the state of one item in one language."""
        return self.filter(translation_key=translation_key, locale__language_code=language)

    def owed(self) -> Self:
        """Keep the translations somebody owes; the debt of an item that is gone is forgotten."""
        return self.filter(_items(), owner__isnull=False)


class TranslationWishQuerySet(models.QuerySet["TranslationWish"]):
    """Wishes of readers."""

    def of(self, translation_key: Any, language: str) -> Self:
        """Keep the wishes for one item in one language."""
        return self.filter(translation_key=translation_key, locale__language_code=language)

    def unmet(self) -> Self:
        """Keep the wishes for what readers still cannot read in that language."""
        twins = Page.objects.live().filter(
            translation_key=OuterRef("translation_key"), locale=OuterRef("locale")
        )
        return self.filter(_items(), ~Exists(twins))
