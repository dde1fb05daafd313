"""Where clients stand with the services, and the sums of it that the first screen reads."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.clients.models.people import Client
from portal.core.audience import Service


class Standing(models.Model):
    """One client in one service, derived by ``services.keep_standings`` and by nothing else.

    The empty service stands for the base itself. The copies of a client's marks say under what
    she was summed, so that a change takes exactly that away again.
    """

    #: "One standing a service" begins with it: no index of its own.
    client = models.ForeignKey(
        Client, on_delete=models.CASCADE, related_name="standings", db_index=False
    )
    service = models.CharField(max_length=10, choices=Service, blank=True)
    kind = models.CharField(max_length=12)
    category = models.CharField(max_length=12, blank=True)
    language = models.CharField(max_length=2)
    #: Id of the oblast or capital; 0 where the client has no municipality.
    oblast = models.PositiveIntegerField(default=0)
    known_since = models.DateField()
    #: The last day on which the service counts her as served, as far as is known today.
    active_until = models.DateField(null=True)

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        indexes = [
            models.Index(
                fields=["service", "active_until", "client"], name="clients_standing_active"
            ),
            models.Index(
                fields=["oblast", "language", "service", "kind", "category"],
                name="clients_standing_places",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "service"], name="clients_one_standing_a_service"
            )
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.service} {self.known_since}–{self.active_until}"


class Tally(models.Model):
    """How many standings of a service, kind and category there are, by day.

    Read with few rows: all of them, less those that began after a day; and those that last till
    a day or longer.
    """

    class What(models.TextChoices):
        ALL = "all", _("all")
        SINCE = "since", _("known since the day")
        UNTIL = "until", _("active until the day")

    what = models.CharField(max_length=5, choices=What)
    #: The first of January 1970 for all of them.
    day = models.DateField()
    service = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=12)
    category = models.CharField(max_length=12, blank=True)
    #: Below zero only while something was written past the sums: no deed fails for a figure.
    count = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        indexes = [
            models.Index(
                fields=["what", "day", "service", "kind", "category", "count"],
                name="clients_tally_read",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "kind", "category", "what", "day"], name="clients_tally_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.kind} {self.category} {self.what} {self.day}: {self.count}"
