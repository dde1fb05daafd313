"""Filters of the lists that staff see."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from membership.subscriptions.models import ENDING_DAYS, AutoRenewal, Opens, Term
from portal.core import clock


class TermFilterSet(WagtailFilterSet):
    """By what the dates make of a term, by basis and by what it opens."""

    phase = django_filters.ChoiceFilter(
        label=_("State"),
        method="in_phase",
        choices=[
            ("open", _("Open today")),
            ("ending", _("Ends within 30 days")),
            ("lapsed", _("Ended")),
            ("suspended", _("Suspended")),
            ("cancelled", _("Cancelled")),
        ],
    )
    renewal = django_filters.ChoiceFilter(
        label=_("Automatic renewal"),
        method="by_renewal",
        choices=[("on", _("Renews by card")), ("failed", _("Failed"))],
    )
    basis = django_filters.ChoiceFilter(label=_("Basis"), choices=Term.Basis.choices)
    opens = django_filters.ChoiceFilter(label=_("Opens"), choices=Opens.choices)

    class Meta:
        model = Term
        fields: list[str] = []

    def by_renewal(self, terms: Any, name: str, state: str) -> Any:
        """Keep the terms that a card renews, or could not."""
        renewals = AutoRenewal.objects
        chosen = renewals.live() if state == "on" else renewals.failed()
        return terms.filter(pk__in=chosen.values("term"))

    def in_phase(self, terms: Any, name: str, phase: str) -> Any:
        """Keep the terms of one phase."""
        today = clock.today()
        if phase == "open":
            return terms.giving_access_on(today)
        if phase == "ending":
            ending = terms.ending_within(ENDING_DAYS, today).without_successor()
            return ending.without_automatic_renewal()
        if phase == "lapsed":
            return terms.in_force().filter(ends_on__lt=today)
        return terms.filter(state=phase)
