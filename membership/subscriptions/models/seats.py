"""Seats of an office's subscription: who of its people reads."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.subscriptions.models.terms import Term
from membership.subscriptions.querysets import SeatQuerySet


class Seat(models.Model):
    """A place given to an address; it opens access once its owner has taken it."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="seats_given")
    email = models.EmailField(_("e-mail"))
    client = models.ForeignKey(
        "clients.Client",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("reader"),
    )
    given_at = models.DateTimeField(_("given"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    #: Taken back by the office, or left by the reader: the row stays as history.
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["given_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "email"],
                condition=Q(ended_at=None),
                name="subscriptions_one_seat_an_address",
            ),
            models.UniqueConstraint(
                fields=["term", "client"],
                condition=Q(ended_at=None),
                name="subscriptions_one_seat_a_reader",
            ),
            models.CheckConstraint(
                condition=Q(client=None) | Q(taken_at__isnull=False),
                name="subscriptions_seat_taken_by_its_reader",
            ),
        ]

    def __str__(self) -> str:
        return self.email
