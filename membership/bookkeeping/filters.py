"""How staff narrow the list of papers."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from membership.bookkeeping.models import Paper


class PaperFilterSet(WagtailFilterSet):
    """By kind and days, and those that have not come back signed."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Paper.Kind.choices)
    signed = django_filters.ChoiceFilter(
        label=_("Signature"),
        method="by_signature",
        choices=[("no", _("Acts not signed")), ("yes", _("Signed"))],
    )
    dated_on = django_filters.DateFromToRangeFilter(label=_("Dated"), widget=DateRangePickerWidget)

    class Meta:
        model = Paper
        fields: list[str] = []

    def by_signature(self, papers: Any, name: str, value: str) -> Any:
        """Keep the acts still awaited, or what came back signed."""
        if value == "no":
            return papers.filter(kind=Paper.Kind.ACT, signed_on=None, voided_at=None)
        return papers.exclude(signed_on=None)
