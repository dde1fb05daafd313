"""Named questions about plans, orders and terms."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from membership.clients.models import Office
from membership.subscriptions.renewal_states import SPEAKS_FOR_ITSELF

if TYPE_CHECKING:
    from membership.subscriptions.models import (
        Order,
        Plan,
        PlanChange,
        Seat,
        SponsorQuota,
        Term,
    )

#: What is sold beside a plan that opens both.
BOTH = "both"


def of_her_office(reader: Any, day: date) -> Q:
    """What a body subscribes to in which this reader holds a checked office on ``day``.

    A body dissolved by a merger keeps its seats to the last day paid, and so does whoever serves
    in the body that took it over.
    """
    offices = Office.objects.verified().held_on(day).filter(client__user=reader)
    bodies = offices.values("organisation")
    taken_over = Q(subscriber__organisation__successor__in=bodies)
    return Q(subscriber__kind="organisation") & (
        Q(subscriber__organisation__in=bodies) | taken_over
    )


class PlanQuerySet(models.QuerySet["Plan"]):
    """What can be subscribed to."""

    def sold_on(self, day: date) -> Self:
        """Keep the plans sold on ``day``, shown or not; both ends count."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def offered_on(self, day: date) -> Self:
        """Keep the plans that the site shows on ``day``."""
        return self.sold_on(day).filter(public=True)


class OrderQuerySet(models.QuerySet["Order"]):
    """Orders."""

    def visible_to(self, reader: Any, day: date) -> Self:
        """Keep what this signed-in reader may open on ``day``.

        That is what she placed, what is for her, and what is for a body in which she holds a
        checked office.
        """
        own = Q(placed_by=reader) | Q(payer__user=reader) | Q(subscriber__user=reader)
        return self.filter(own | of_her_office(reader, day))

    def placed_together(self, order: "Order") -> Self:
        """Keep an order and those placed with it by the same form."""
        same = self.filter(form_key=order.form_key, placed_by=order.placed_by_id)
        return same.order_by("position", "pk")

    def managed_by(self, reader: Any, day: date) -> Self:
        """Keep what she pays for, herself or for a body in which she holds a checked office.

        A body that took another over manages what that one paid for.

        Whoever was given a subscription reads it, and neither changes nor cancels it.
        """
        offices = Office.objects.verified().serving_on(day).filter(client__user=reader)
        bodies = offices.values("organisation")
        of_body = Q(payer__kind="organisation") & (
            Q(payer__organisation__in=bodies) | Q(payer__organisation__successor__in=bodies)
        )
        return self.filter(Q(payer__user=reader) | of_body)


class TermQuerySet(models.QuerySet["Term"]):
    """Periods of access. Days are calendar days in Asia/Bishkek; both ends count."""

    def in_force(self) -> Self:
        """Drop the suspended and the cancelled ones."""
        return self.filter(state="open")

    def giving_access_on(self, day: date) -> Self:
        """Keep the terms under which a reader may open closed pages on ``day``."""
        return self.in_force().filter(Q(ends_on__gte=day) | Q(ends_on=None), starts_on__lte=day)

    def opening(self, product: str) -> Self:
        """Keep the terms that open ``product``: ``magazine_online`` or ``magazine_print``."""
        return self.filter(opens__in=[product, BOTH])

    def for_reader(self, reader: Any, day: date) -> Self:
        """Keep her own terms, those of her checked office on ``day``, and those with her seat.

        A subscription with seats opens for the people on them alone.
        """
        seated = self.model._default_manager.filter(
            seats_given__client__user=reader,
            seats_given__taken_at__isnull=False,
            seats_given__ended_at=None,
        )
        return self.filter(
            Q(subscriber__user=reader)
            | (of_her_office(reader, day) & Q(seats=0))
            | Q(pk__in=seated.values("pk"))
        )

    def managed_by(self, reader: Any, day: date) -> Self:
        """Keep the terms with seats of bodies in which she holds a checked office on ``day``."""
        return self.filter(of_her_office(reader, day), seats__gt=0)

    def not_over_on(self, day: date) -> Self:
        """Keep what runs on ``day`` or begins later, issues that are left included."""
        by_issues = Q(ends_on=None, issues_left__gt=0)
        return self.in_force().filter(Q(ends_on__gte=day) | by_issues)

    def not_covered_on(self, day: date) -> Self:
        """Drop the terms whose subscriber has as much on ``day`` by a term with a last day."""
        covering = self.model._default_manager.giving_access_on(day).filter(
            opens__in=[OuterRef("opens"), BOTH],
            subscriber=OuterRef("subscriber"),
            copies__gte=OuterRef("copies"),
            ends_on__isnull=False,
        )
        return self.filter(~Exists(covering.exclude(pk=OuterRef("pk"))))

    def ending_within(self, days: int, day: date) -> Self:
        """Keep the terms whose last day is ``day`` or at most ``days`` after it.

        Of those counted in issues, the ones with at most two left.
        """
        by_date = Q(ends_on__range=(day, day + timedelta(days=days)))
        by_issues = Q(ends_on=None, issues_left__lte=2, starts_on__lte=day)
        return self.in_force().filter(by_date | by_issues)

    def reminded_around(self, first: date, last: date) -> Self:
        """Keep the terms that end between two days, or have at most two issues left."""
        by_issues = Q(ends_on=None, issues_left__lte=2)
        return self.in_force().filter(Q(ends_on__range=(first, last)) | by_issues)

    def without_successor(self) -> Self:
        """Drop the terms already followed by a later one, so that nobody is reminded twice."""
        later = self.model._default_manager.filter(
            subscriber=OuterRef("subscriber"),
            opens__in=[OuterRef("opens"), BOTH],
            state="open",
        ).filter(
            Q(ends_on__gt=OuterRef("ends_on"))
            | Q(ends_on=None, starts_on__gt=OuterRef("starts_on"))
            | Q(issues_left__gt=2, ends_on=None, pk__gt=OuterRef("pk"))
        )
        followed = self.model._default_manager.filter(order__follows=OuterRef("pk"), state="open")
        return self.filter(~Exists(later), ~Exists(followed))

    def without_automatic_renewal(self) -> Self:
        """Drop those that a card renews: their payers get letters of another kind."""
        return self.exclude(renewals__state__in=SPEAKS_FOR_ITSELF)

    def newest_first(self) -> Self:
        """The term that ends last comes first."""
        return self.order_by(F("ends_on").desc(nulls_first=True), "-pk")


class SeatQuerySet(models.QuerySet["Seat"]):
    """Places of offices' subscriptions."""

    def given(self) -> Self:
        """Keep those that count against the number of seats."""
        return self.filter(ended_at=None)

    def held(self) -> Self:
        """Keep those under which somebody reads."""
        return self.given().filter(taken_at__isnull=False)


class QuotaQuerySet(models.QuerySet["SponsorQuota"]):
    """What donors pay for others."""

    def with_used(self) -> Self:
        """Add ``used``: subscriptions given away of it, the cancelled ones apart."""
        counting = Q(terms__state__in=["open", "suspended"])
        return self.annotate(used=models.Count("terms", filter=counting))

    def giving_on(self, day: date) -> Self:
        """Keep those that still have something to give away on ``day``."""
        running = self.filter(starts_on__lte=day, ends_on__gte=day)
        return running.with_used().filter(used__lt=F("places"))


class PlanChangeQuerySet(models.QuerySet["PlanChange"]):
    """Changes of plan."""

    def made(self) -> Self:
        """Keep those in force."""
        return self.filter(made_at__isnull=False)

    def waiting(self) -> Self:
        """Keep those whose money has not come."""
        return self.filter(made_at=None, dropped_at=None)
