"""Cards that were one client: by what they are found, and how they became one."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from membership.clients.models.people import Client


class MatchKey(models.Model):
    """One thing a card may have in common with another. Derived; kept by ``duplicates.search``."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    #: A number made from a contact, or from two words of the name and the place.
    key = models.BigIntegerField()

    class Meta:
        verbose_name = _("key of comparison")
        verbose_name_plural = _("keys of comparison")
        constraints = [
            models.UniqueConstraint(fields=["key", "client"], name="clients_key_once_per_client")
        ]

    def __str__(self) -> str:
        return f"{self.client_id}: {self.key}"


class Merge(models.Model):
    """Two cards made one. Holds all that is needed to make them two again."""

    #: The number of the card that is gone; it keeps leading to the card that stays.
    gone_id = models.BigIntegerField(db_index=True)
    #: The card that holds it now; follows when that one is merged in its turn.
    kept = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="merges")
    #: The card it was merged into at first.
    into_id = models.BigIntegerField()
    name = models.CharField(_("name"), max_length=250)
    snapshot = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    merged_at = models.DateTimeField(_("merged"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("made two again"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-merged_at", "-id"]
        verbose_name = _("merge of cards")
        verbose_name_plural = _("merges of cards")
        constraints = [
            models.UniqueConstraint(
                fields=["gone_id"], condition=Q(undone_at=None), name="clients_card_gone_once"
            ),
            models.CheckConstraint(
                condition=~Q(gone_id=F("into_id")), name="clients_merge_two_cards"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.into_id}"
