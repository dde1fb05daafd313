"""How staff look at the list of clients: which columns, and which lists they come back to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ListColumns(models.Model):
    """The columns a member of staff has chosen; without a row she sees the usual ones."""

    staff = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    #: Names of ``client_columns.CHOICES`` with commas between; unknown ones are passed over.
    columns = models.CharField(max_length=400)

    class Meta:
        verbose_name = _("columns of the list")
        verbose_name_plural = _("columns of the list")

    def __str__(self) -> str:
        return self.columns


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Lists kept under a name."""

    def for_staff(self, user_id: int) -> "SavedViewQuerySet":
        """Keep her own and what colleagues share."""
        return self.filter(Q(owner=user_id) | Q(is_shared=True))

    def told_to(self, user_id: int, filter_name: str, value: int) -> "tuple[list[SavedView], int]":
        """Those whose filters name this value: hers and the shared ones, and how many others."""
        every = self.asking_for(filter_name, value)
        named = [view for view in every if view.is_shared or view.owner_id == user_id]
        return named, len(every) - len(named)

    def asking_for(self, filter_name: str, value: int) -> "list[SavedView]":
        """Those of everybody whose filters name this value."""
        asked = f"{filter_name}={value}"
        return [view for view in self.filter(query__contains=asked) if asked in view.filters]


class SavedView(models.Model):
    """An address of the list under a name: the filters, the words typed, the order, the columns."""

    name = models.CharField(_("name"), max_length=80)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        verbose_name=_("whose"),
        related_name="+",
    )
    is_shared = models.BooleanField(_("colleagues see it too"), default=False)
    #: ``category=lsg&ordering=-last_seen``: never a page number.
    query = models.CharField(max_length=2000, blank=True)
    columns = models.CharField(max_length=400, blank=True)
    made_at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("saved list")
        verbose_name_plural = _("saved lists")
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="clients_view_name_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def filters(self) -> list[str]:
        """What it asks for, each as ``name=value``."""
        return self.query.split("&")
