"""What the library counts and sorts by, kept beside each published practice.

The rows repeat what the practice says: ``recount`` computes them, ``services.keep_facts`` writes
them, and nothing else does.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class PracticeFacts(models.Model):
    """One published practice in one language as the facets see it. No row: not in the library."""

    class Proof(models.TextChoices):
        CHECKED = "checked", _("With checked evidence")
        GIVEN = "given", _("With evidence not yet checked")
        NONE = "none", _("Without evidence")

    practice = models.OneToOneField(
        "practices.PracticePage", on_delete=models.CASCADE, primary_key=True, related_name="facts"
    )
    #: Shared by the twins: the library lists a practice once.
    translation_key = models.UUIDField(db_index=True)
    language = models.CharField(max_length=12)
    territory = models.ForeignKey(
        "territories.Territory", on_delete=models.CASCADE, related_name="+"
    )
    level = models.CharField(max_length=16)
    #: The oblast or capital the municipality lies in.
    oblast = models.ForeignKey("territories.Territory", on_delete=models.CASCADE, related_name="+")
    #: The unit right below the oblast: a rayon, or a city of oblast significance.
    area = models.ForeignKey(
        "territories.Territory", on_delete=models.CASCADE, null=True, related_name="+"
    )
    #: Of a municipality that has ended: pairs of oblast and area in which its heirs lie. Nothing
    #: for one in force.
    heirs_in = models.JSONField(null=True)
    topics = models.JSONField(default=list)
    year = models.PositiveSmallIntegerField(null=True)
    outcome = models.CharField(max_length=8)
    #: Of the practice's passport, or else the latest known of the municipality.
    population = models.PositiveIntegerField(null=True)
    altitude_m = models.PositiveSmallIntegerField(null=True)
    budget_tyiyn = models.BigIntegerField(null=True)
    #: Nothing when no cost is stated, which is not the same as nothing spent.
    cost_tyiyn = models.BigIntegerField(null=True)
    proof = models.CharField(max_length=8, choices=Proof)
    #: Municipalities that took it over, wherever it is told; the same for all twins.
    adopted_count = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["language", "published_at"], name="practices_facts_shelf")]

    def __str__(self) -> str:
        return f"facts of practice {self.pk}"


class ShelfMark(models.Model):
    """One row that changes with every change of the facts: who remembers it knows what is stale."""

    token = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.token)
