"""Filters of the lists that staff see."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from membership.billing.models import Invoice


class InvoiceFilterSet(WagtailFilterSet):
    """By status and days, and those with money that belongs to the payer."""

    status = django_filters.ChoiceFilter(label=_("Status"), choices=Invoice.Status.choices)
    surplus = django_filters.ChoiceFilter(
        label=_("Surplus"),
        method="with_surplus",
        choices=[("true", _("Paid more than is asked"))],
    )
    issued_on = django_filters.DateFromToRangeFilter(
        label=_("Issued on"), widget=DateRangePickerWidget
    )
    due_on = django_filters.DateFromToRangeFilter(label=_("Pay by"), widget=DateRangePickerWidget)

    class Meta:
        model = Invoice
        fields: list[str] = []

    def with_surplus(self, invoices: Any, name: str, value: str) -> Any:
        """Keep those with more money than they ask for."""
        return invoices.filter(pk__in=Invoice.objects.overpaid().values("pk"))
