"""What staff see of the card provider: disputes, and nightly comparisons of the books."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from membership.billing.admin_base import ClientRowsView, LedgerViewSet
from membership.billing.admin_views import invoice_url
from membership.billing.models import Dispute, Reconciliation
from membership.billing.reconciling.services import in_words
from membership.billing.viewsets import som_column
from portal.core.day_column import DayColumn
from portal.core.money import HOME


class DisputeIndexView(ClientRowsView):
    """All disputes; those that wait for an answer come first, the most urgent on top."""

    page_title = _("Disputes")
    client_field = "payment__invoice__client"
    text_fields = ("payment__invoice__number",)

    def get_base_queryset(self) -> "QuerySet[Dispute]":
        """With the invoice and the payer of each."""
        rows = Dispute.objects.select_related("payment__invoice__client")
        return rows.most_urgent_first()


class DisputeViewSet(LedgerViewSet):
    """Disputes are answered at the provider; here is seen what they do to our books."""

    model = Dispute
    name = "billing_disputes"
    icon = "warning"
    menu_label = _("Disputes")
    index_view_class = DisputeIndexView
    inspect_view_enabled = False
    card_url = ""
    list_filter = ["opened_at"]

    def get_urlpatterns(self) -> list[Any]:
        """A dispute is seen on the card of its invoice."""
        return [one for one in super().get_urlpatterns() if one.name != "inspect"]

    @cached_property
    def list_display(self) -> list[Column]:
        """Who, how much, why, how it stands, until when to answer."""
        return [
            TitleColumn(
                "payer",
                label=_("Payer"),
                accessor="payment.invoice.client",
                get_url=lambda row: invoice_url(row.payment.invoice_id),
            ),
            Column("invoice", label=_("Invoice"), accessor="payment.invoice.number"),
            som_column("amount_tyiyn", _("Sum")),
            Column("reason", label=_("Reason"), accessor="reason_name"),
            StatusTagColumn(
                "status",
                label=_("Status"),
                accessor="status_name",
                primary=lambda row: not row.is_over,
            ),
            DayColumn("opened_at", label=_("Opened on"), sort_key="opened_at"),
            DayColumn("answer_by", label=_("Answer by"), sort_key="answer_by"),
        ]


class ReconciliationIndexView(generic.IndexView):
    """All comparisons, the newest first."""

    page_title = _("Comparisons with Stripe")
    any_permission_required = ["view"]
    is_searchable = False


class ReconciliationCardView(generic.InspectView):
    """Sums of both sides, and each difference."""

    template_name = "billing/admin/reconciliation.html"
    page_title = _("Comparison with Stripe")
    any_permission_required = ["view"]
    header_icon = "history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Differences in words."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = [(*in_words(one), {"currency": HOME, **one}) for one in self.object.differences]
        return {**context, "comparison": self.object, "rows": rows}


class ReconciliationViewSet(LedgerViewSet):
    """Comparisons are made by the night and by ``manage.py stripe_reconcile``."""

    model = Reconciliation
    name = "billing_reconciliations"
    icon = "history"
    menu_label = _("Comparisons with Stripe")
    index_view_class = ReconciliationIndexView
    inspect_view_class = ReconciliationCardView

    @cached_property
    def list_display(self) -> list[Column]:
        """Days, sums of both sides, how many differences."""
        return [
            TitleColumn(
                "days",
                label=_("Days"),
                accessor=str,
                get_url=lambda row: reverse("billing_reconciliations:inspect", args=[row.pk]),
            ),
            Column(
                "made_at",
                label=_("Compared"),
                accessor=lambda row: f"{timezone.localtime(row.made_at):%d.%m.%Y %H:%M}",
            ),
            som_column("theirs_tyiyn", _("At Stripe")),
            som_column("ours_tyiyn", _("Here")),
            StatusTagColumn(
                "differences",
                label=_("Differences"),
                accessor=lambda row: len(row.differences),
                primary=lambda row: bool(row.differences),
            ),
        ]
