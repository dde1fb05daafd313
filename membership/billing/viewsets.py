"""What staff see of invoices and money."""

from typing import Any

from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from membership.billing import admin_corrections as corrections
from membership.billing import admin_views as views
from membership.billing.admin_base import LedgerViewSet
from membership.billing.filters import InvoiceFilterSet
from membership.billing.models import Invoice, Payment, UnallocatedPayment
from portal.core import money
from portal.core.day_column import DayColumn
from portal.core.deed_column import DeedColumn
from portal.core.money import HOME


def som_column(name: str, label: Any) -> Column:
    """A sum in the currency of the row, or of its invoice; som where there is neither."""

    def sum_of(row: Any) -> money.Money:
        invoice = getattr(row, "invoice", None)
        currency = getattr(row, "currency", "") or getattr(invoice, "currency", "") or HOME
        return money.Money(getattr(row, name), currency)

    return Column(name, label=label, accessor=sum_of)


class InvoiceViewSet(LedgerViewSet):
    """Invoices are read here and changed only through the actions on their card."""

    model = Invoice
    name = "billing_invoices"
    icon = "doc-full"
    menu_label = _("Invoices")
    index_view_class = views.InvoiceIndexView
    inspect_view_class = views.InvoiceCardView
    filterset_class = InvoiceFilterSet
    deeds = [
        path("<int:pk>/payment/", views.EnterPaymentView.as_view(), name="payment"),
        path("<int:pk>/cancel/", views.CancelInvoiceView.as_view(), name="cancel"),
        path("<int:pk>/forgive/", corrections.ForgiveView.as_view(), name="forgive"),
        path("<int:pk>/sponsor/", corrections.SponsorView.as_view(), name="sponsor"),
        path("reductions/<int:pk>/", corrections.TakeReductionBackView.as_view(), name="whole"),
        path("<int:pk>/paper/<str:language>/", views.paper, name="paper"),
    ]

    @cached_property
    def list_display(self) -> list[Column]:
        """Number, payer, sums, state, days."""
        return [
            TitleColumn(
                "number",
                label=_("Number"),
                sort_key="number",
                width="14%",
                get_url=lambda row: views.invoice_url(row.pk),
            ),
            Column("buyer", label=_("Payer"), accessor=lambda row: row.snapshot["buyer"]["name"]),
            som_column("total_tyiyn", _("Sum")),
            som_column("paid", _("Paid")),
            StatusTagColumn(
                "status",
                label=_("Status"),
                accessor="get_status_display",
                primary=lambda row: row.status == Invoice.Status.SETTLED,
            ),
            DayColumn("issued_on", label=_("Issued on"), sort_key="issued_on"),
            DayColumn("due_on", label=_("Pay by"), sort_key="due_on"),
        ]


class PaymentViewSet(LedgerViewSet):
    """Money that came, and that went back."""

    model = Payment
    name = "billing_payments"
    icon = "download"
    menu_label = _("Payments")
    index_view_class = views.PaymentIndexView
    inspect_view_enabled = False
    card_url = ""
    list_filter = ["source", "received_at"]
    deeds = [
        path("<int:pk>/back/", views.GiveBackView.as_view(), name="give_back"),
        path("<int:pk>/off/", corrections.TakeOffView.as_view(), name="off"),
        path("<int:pk>/move/", corrections.MovePaymentView.as_view(), name="move"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """A payment is seen on the card of its invoice."""
        return [one for one in super().get_urlpatterns() if one.name != "inspect"]

    @cached_property
    def list_display(self) -> list[Column]:
        """When, how much, by which way, for what."""
        return [
            TitleColumn(
                "received_at",
                label=_("Received on"),
                sort_key="received_at",
                accessor=lambda row: f"{timezone.localtime(row.received_at):%d.%m.%Y}",
                get_url=lambda row: views.invoice_url(row.invoice_id),
            ),
            som_column("amount_tyiyn", _("Sum")),
            Column("source", label=_("Source"), accessor="get_source_display"),
            Column("reference", label=_("Reference")),
            Column("invoice", label=_("Invoice"), accessor="invoice.number"),
            Column("client", label=_("Payer"), accessor="invoice.client"),
        ]


class UnallocatedViewSet(LedgerViewSet):
    """Money whose invoice staff must find."""

    model = UnallocatedPayment
    name = "billing_unallocated"
    icon = "warning"
    menu_label = _("Unallocated money")
    index_view_class = views.UnallocatedIndexView
    inspect_view_enabled = False
    card_url = ""
    deeds = [
        path("<int:pk>/allocate/", views.AllocateView.as_view(), name="allocate"),
        path("<int:pk>/return/", corrections.ReturnKeptView.as_view(), name="return"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """There is no card: the list says all."""
        return [one for one in super().get_urlpatterns() if one.name != "inspect"]

    @cached_property
    def list_display(self) -> list[Column]:
        """Whatever helps to find the invoice."""
        return [
            DeedColumn(
                "reference",
                label=_("Reference"),
                get_url=lambda row: reverse("billing_unallocated:allocate", args=[row.pk]),
                permission="billing.change_unallocatedpayment",
            ),
            som_column("amount_tyiyn", _("Sum")),
            Column("source", label=_("Source"), accessor="get_source_display"),
            DayColumn("received_at", label=_("Received on"), sort_key="received_at"),
            Column("invoice", label=_("Named invoice")),
            Column("hint", label=_("Said by the payer")),
            DeedColumn(
                "return",
                label=_("Not ours"),
                accessor=lambda row: _("Return to the sender"),
                get_url=lambda row: reverse("billing_unallocated:return", args=[row.pk]),
                permission="billing.change_unallocatedpayment",
            ),
        ]
