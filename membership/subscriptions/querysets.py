"""Named questions about plans, orders and terms."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from membership.clients.models import Office

if TYPE_CHECKING:
    from membership.subscriptions.models import Order, Plan, Term

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

    def offered_on(self, day: date) -> Self:
        """Keep the public plans sold on ``day``; both ends count."""
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gte=day), public=True, valid_from__lte=day
        )


class OrderQuerySet(models.QuerySet["Order"]):
    """Orders."""

    def visible_to(self, reader: Any, day: date) -> Self:
        """Keep what this signed-in reader may open on ``day``.

        That is what she placed, what is for her, and what is for a body in which she holds a
        checked office.
        """
        own = Q(placed_by=reader) | Q(payer__user=reader) | Q(subscriber__user=reader)
        return self.filter(own | of_her_office(reader, day))


class TermQuerySet(models.QuerySet["Term"]):
    """Periods of access. Days are calendar days in Asia/Bishkek; both ends count."""

    def in_force(self) -> Self:
        """Drop the suspended and the cancelled ones."""
        return self.filter(state="open")

    def giving_access_on(self, day: date) -> Self:
        """Keep the terms under which a reader may open closed pages on ``day``."""
        by_date = Q(ends_on__gte=day)
        by_issues = Q(ends_on=None, issues_left__gt=0)
        return self.in_force().filter(by_date | by_issues, starts_on__lte=day)

    def opening(self, product: str) -> Self:
        """Keep the terms that open ``product``: ``magazine_online`` or ``magazine_print``."""
        return self.filter(opens__in=[product, BOTH])

    def for_reader(self, reader: Any, day: date) -> Self:
        """Keep her own terms and those of bodies in which she holds a checked office on ``day``."""
        return self.filter(Q(subscriber__user=reader) | of_her_office(reader, day))

    def ending_within(self, days: int, day: date) -> Self:
        """Keep the terms whose last day is ``day`` or at most ``days`` after it."""
        return self.in_force().filter(ends_on__range=(day, day + timedelta(days=days)))

    def without_successor(self) -> Self:
        """Drop the terms already followed by a later one, so that nobody is reminded twice."""
        later = self.model._default_manager.filter(
            subscriber=OuterRef("subscriber"),
            opens__in=[OuterRef("opens"), BOTH],
            state="open",
            ends_on__gt=OuterRef("ends_on"),
        )
        return self.filter(~Exists(later))

    def newest_first(self) -> Self:
        """The term that ends last comes first."""
        return self.order_by(F("ends_on").desc(nulls_first=True), "-pk")
