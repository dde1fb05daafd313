"""What segments may ask about money."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.billing import client_facts
from membership.clients.segments import conditions
from membership.clients.segments.conditions import Asked, Condition, known


def _stands(asked: Asked) -> Q:
    return asked.any_of(client_facts.in_state)


known.add("money", Condition(_("Money"), conditions.SERVICE, _stands, lambda: client_facts.STATES))
