"""A practice that others have taken over is not deleted together with what they told."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from portal.core import keeping
from portal.practices.models import Adoption, PracticePage


@keeping.holds.named("practices.adoptions")
def adoptions(going: Any) -> Iterable[str]:
    """Municipalities stand in the ledger of the practice."""
    pages = keeping.readable_or_last(PracticePage.objects.order_by("-pk"), going)
    for key, title in dict(pages.values_list("translation_key", "title")).items():
        entries = Adoption.objects.of_practice(key).count()
        if entries:
            yield _(
                "Municipalities that follow “%(title)s”: %(entries)s. Take the page off the site "
                "instead, or take their entries out of the ledger first."
            ) % {"title": title, "entries": entries}
