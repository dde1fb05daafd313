"""What a client did and received, in time order."""

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from membership.clients.models.people import Client


class TimelineEntry(models.Model):
    """Something a client did or received. Written by ``services.add_to_timeline`` alone."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="timeline")
    #: ``invoice.settled``: the room's word for the kind of deed.
    kind = models.CharField(max_length=40)
    #: ``invoice:17``: what it was about. With the kind it counts once per client.
    subject = models.CharField(max_length=120)
    happened_at = models.DateTimeField()
    #: Language code to words; under the empty code: the same in every language.
    title = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-happened_at", "-id"]
        verbose_name = _("timeline entry")
        verbose_name_plural = _("timeline entries")
        indexes = [
            models.Index(fields=["client", "-happened_at", "-id"], name="clients_timeline_order"),
            # Counts of a segment read nothing else.
            models.Index(
                fields=["kind", "happened_at", "client"],
                condition=models.Q(withdrawn_at=None),
                name="clients_timeline_by_kind",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "kind", "subject"], name="clients_timeline_counts_once"
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The title in the language of the screen, else in one that exists, else the kind."""
        language = translation.get_language() or ""
        for code in (language, "", "ru", "ky", "en"):
            if title := self.title.get(code):
                return str(title)
        return self.kind
