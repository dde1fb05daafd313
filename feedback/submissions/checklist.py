"""What a reviewer looks at before she decides."""

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.submissions.states import Deed


class Point(models.TextChoices):
    """The points of the checklist, in the order of the form."""

    PLACE = "place", _("Place, time and topic are clear")
    PROBLEM = "problem", _("The problem is told by facts, for somebody from another aimak")
    NUMBERS = "numbers", _("Results are given in numbers, before and after")
    MONEY = "money", _("Costs are given by source")
    PROOF = "proof", _("Photos and papers prove what is told")
    PRIVACY = "privacy", _("Nothing private about people stands in the text or on the photos")


def needs_words(deed: Deed, checked: Sequence[str]) -> bool:
    """Every decision is explained, but for an acceptance with nothing left open."""
    return deed != Deed.ACCEPT or set(checked) < set(Point.values)
