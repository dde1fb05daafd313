"""The states of clients in a service, read from their standings."""

from datetime import date

from django.db.models import Case, CharField, OuterRef, Q, Subquery, Value, When

from membership.clients import activity
from membership.clients.models import Standing


def state(service: str, on: date) -> Subquery:
    """An annotation of clients: ``active`` or ``lapsed``, NULL for those who never had it."""
    words = Case(
        When(active_until__gte=on, then=Value(activity.ACTIVE)),
        default=Value(activity.LAPSED),
        output_field=CharField(),
    )
    mine = Standing.objects.filter(client=OuterRef("pk"), service=service, known_since__lte=on)
    return Subquery(mine.values(word=words)[:1])


def served_until(service: str, on: date) -> Subquery:
    """An annotation of clients: the last day served, past or to come; NULL without one."""
    mine = Standing.objects.filter(client=OuterRef("pk"), service=service, known_since__lte=on)
    # A term counted in issues has no last day: it stands for the end of time.
    return Subquery(mine.exclude(active_until__gte=date(9999, 1, 1)).values("active_until")[:1])


def in_state(service: str, wanted: str, on: date) -> Q:
    """A condition on clients: active, lapsed, known (either) or none."""
    seen = Standing.objects.filter(service=service, known_since__lte=on).order_by()
    known = Q(pk__in=seen.values("client"))
    active = Q(pk__in=seen.filter(active_until__gte=on).values("client"))
    if wanted == activity.LAPSED:
        late = seen.filter(Q(active_until=None) | Q(active_until__lt=on))
        return Q(pk__in=late.values("client"))
    return {activity.ACTIVE: active, activity.KNOWN: known}.get(wanted, ~known)


def new_since(service: str, after: date, on: date) -> Q:
    """A condition on clients: the service knows them since a day after ``after``."""
    seen = Standing.objects.filter(service=service, known_since__gt=after, known_since__lte=on)
    return Q(pk__in=seen.order_by().values("client"))
