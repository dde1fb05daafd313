"""What a reviewer looks at before she decides."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Point(models.TextChoices):
    """The points of the checklist, in the order of the form."""

    PLACE = "place", _("Place, time and topic are clear")
    PROBLEM = "problem", _("The problem is told by facts, for somebody from another aimak")
    NUMBERS = "numbers", _("Results are given in numbers, before and after")
    MONEY = "money", _("Costs are given by source")
    PROOF = "proof", _("Photos and papers prove what is told")
    PRIVACY = "privacy", _("Nothing private about people stands in the text or on the photos")
