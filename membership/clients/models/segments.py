"""Groups of clients described by conditions, and the ways staff keep of looking at the list."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.clients.segments.tree import empty
from portal.core import clock


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

    class Meta:
        ordering = ["name"]
        verbose_name = _("segment")
        verbose_name_plural = _("segments")

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """Filters of the list of clients that a member of staff kept under a name of her own."""

    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    name = models.CharField(_("name"), max_length=80)
    #: The query of the address, without the page.
    query = models.CharField(max_length=1000)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(fields=["staff", "name"], name="clients_view_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class ListColumns(models.Model):
    """The columns that a member of staff wants on the list of clients."""

    staff = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    names = models.JSONField(default=list)

    class Meta:
        verbose_name = _("columns of the list")
        verbose_name_plural = _("columns of the list")

    def __str__(self) -> str:
        return ", ".join(self.names)
