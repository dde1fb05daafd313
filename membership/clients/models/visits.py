"""Which card a registration for an event belongs to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventVisit(models.Model):
    """Found once, when the registration is first heard of, and kept whatever contacts change."""

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="visits")
    registration = models.OneToOneField(
        "events.Registration", on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("visit of an event")
        verbose_name_plural = _("visits of events")

    def __str__(self) -> str:
        return f"{self.client_id}: {self.registration_id}"
