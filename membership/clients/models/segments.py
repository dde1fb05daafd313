"""Groups of clients described by conditions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.clients.segments.tree import asks_for, empty
from portal.core import clock


class SegmentQuerySet(models.QuerySet["Segment"]):
    """Segments."""

    def asking_for(self, field: str, value: int) -> "list[Segment]":
        """Those with a condition that names this value."""
        return [one for one in self if asks_for(one.tree, field, str(value))]


class Segment(models.Model):
    """Conditions as data. Who is in it is asked anew every time: no membership is kept."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    #: As ``segments.tree`` describes it.
    tree = models.JSONField(default=empty, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("changed"), default=clock.now, editable=False)

    objects = SegmentQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("segment")
        verbose_name_plural = _("segments")

    def __str__(self) -> str:
        return self.name
