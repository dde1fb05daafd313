"""What segments may ask about subscriptions, and the names of their timeline entries."""

from datetime import timedelta
from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.clients import timeline_kinds
from membership.clients.segments import conditions
from membership.clients.segments.conditions import Asked, Condition, ids, known
from membership.clients.segments.own_conditions import magazine_state
from membership.subscriptions.models import Opens, Term


def _opened(field: str, asked: Asked) -> Q:
    terms = Term.objects.giving_access_on(asked.on).filter(**{f"{field}__in": asked.values})
    return ids(terms, "subscriber")


def _ended(asked: Asked) -> Q:
    """A term ran out lately, and none has followed."""
    since = asked.on - timedelta(days=asked.days)
    ended = Term.objects.filter(ends_on__gte=since, ends_on__lt=asked.on)
    return ids(ended, "subscriber") & ~ids(Term.objects.giving_access_on(asked.on), "subscriber")


def _ends(asked: Asked) -> Q:
    """A term runs out soon, and none follows."""
    ending = Term.objects.ending_within(asked.days, asked.on).without_successor()
    return ids(ending, "subscriber")


known.add("magazine", magazine_state())
for name, label, choices in (
    ("opens", _("Subscribed to"), Opens),
    ("basis", _("Basis of the subscription"), Term.Basis),
):
    in_force = partial(_opened, name)
    known.add(
        name, Condition(label, conditions.SERVICE, in_force, partial(getattr, choices, "choices"))
    )
for name, label, ask, looks in (
    ("ended", _("Subscription ended"), _ended, conditions.BACK),
    ("ends", _("Subscription ends, none has followed"), _ends, conditions.AHEAD),
):
    known.add(name, Condition(label, conditions.SERVICE, ask, looks=looks))

timeline_kinds.known.add("order.placed", _("Ordered a subscription"))
timeline_kinds.known.add("plan.next", _("Chose a plan for the next term"))
timeline_kinds.known.add("seat.taken", _("Took a seat of an office"))
timeline_kinds.known.add("term.opened", _("A subscription began"))
timeline_kinds.known.add("renewal.on", _("Agreed to automatic renewal"))
timeline_kinds.known.add("renewal.ended", _("Automatic renewal ended"))
