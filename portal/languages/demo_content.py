"""A board with something on it: a text that changed, debts with their days, wishes of readers."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Page

from portal.core import clock, tree
from portal.languages import services

#: Published anew after their translation.
_CHANGED = ("kum-dobo-water-meters", "myrza-ake-one-page-budget")
#: Without a Russian twin, and asked for.
_MISSING = "jyiyn-otkoruu"
_READERS = 3


def load() -> None:
    """Make two translations fall behind, assign what is owed, and let readers ask."""
    for slug in _CHANGED:
        if original := _original(slug):
            tree.publish(original.specific)
            _assign(original, "content@example.kg", days=-2)
    if guide := _original(_MISSING):
        _assign(guide, "content@example.kg", days=6)
        for number in range(_READERS):
            services.wish(
                page_id=guide.pk, language="ru", reader=f"sample {number}", at=clock.now()
            )


def _original(slug: str) -> Page | None:
    return Page.objects.filter(slug=slug, locale__language_code="ky").first()


def _assign(page: Page, email: str, *, days: int) -> None:
    owner: Any = get_user_model().objects.filter(email=email).first()
    if owner is not None:
        due_on = clock.today() + timedelta(days=days)
        services.assign(page_id=page.pk, language="ru", owner_id=owner.pk, due_on=due_on)
